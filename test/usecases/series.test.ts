import { afterEach, describe, expect, test } from '@jest/globals'
import type { VisitCard } from '../../src/context.ts'
import type { Connection } from '../../src/storage/database.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { bookSeries, type BookSeriesInput } from '../../src/usecases/book-series.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { cancelSeries, type CancelSeriesResult } from '../../src/usecases/cancel-series.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { rescheduleBooking } from '../../src/usecases/reschedule-booking.ts'
import { viewMyBooking } from '../../src/usecases/view-my-booking.ts'
import { viewRepeats } from '../../src/usecases/view-repeats.ts'
import { viewSeriesCancellation } from '../../src/usecases/view-series-cancellation.ts'
import { viewSeries } from '../../src/usecases/view-series.ts'
import { openTenant, type TenantOptions, type TestTenant } from '../support/tenant.ts'

/** Thursday, 5 March 2026, at ten in Moscow; the clock stands at Monday morning. */
const thursdayAtTen = new Date('2026-03-05T07:00:00Z')
const week = 7 * 86_400_000
const asOffered = { leftOut: 0, taken: 0 }

let salon: TestTenant

afterEach(async () => {
  await salon.close()
})

async function open(options: TenantOptions = {}): Promise<void> {
  salon = await openTenant({ ...options, settings: { maxBookingsPerUser: 10, ...options.settings } })
}

async function book(
  name: string,
  startsAt = thursdayAtTen,
  staffId: number | null = null,
): Promise<VisitCard> {
  const [serviceId] = salon.serviceIds
  const wish = { serviceIds: [serviceId!], staffId, startsAt }
  const made = await createBooking(salon.ctx, await salon.person(name), wish)
  if (!made.ok) throw new Error(made.reason)
  return made.visit
}

function laterBy(weeks: number, from = thursdayAtTen): Date {
  return new Date(from.getTime() + weeks * week)
}

type Wish = Partial<Omit<BookSeriesInput, 'fingerprint'>>

/** What the person would confirm on the screen of this moment. */
async function seen(actor: Actor, { bookingId }: VisitCard, wish: Wish = {}): Promise<BookSeriesInput> {
  const input = { bookingId, weeks: 1, count: 3, choice: asOffered, ...wish }
  const view = await viewSeries(salon.ctx, actor, input)
  if (!view.ok) throw new Error(view.reason)
  return { ...input, fingerprint: view.fingerprint }
}

async function repeat(name: string, visit: VisitCard, wish: Wish = {}) {
  const actor = await salon.person(name)
  return await bookSeries(salon.ctx, actor, await seen(actor, visit, wish))
}

interface Row {
  readonly startsAt: Date
  readonly status: string
  readonly seriesId: number | null
}

async function rows(): Promise<Row[]> {
  return await salon.db.query<Row>(
    'select starts_at as "startsAt", status, series_id as "seriesId" from bookings order by starts_at, id',
  )
}

/** This visit and all later ones, as the question shows them. */
async function cancelAll(actor: Actor, visit: Pick<VisitCard, 'bookingId'>): Promise<CancelSeriesResult> {
  const view = await viewSeriesCancellation(salon.ctx, actor, visit)
  const fingerprint = view.ok ? view.fingerprint : 0
  return await cancelSeries(salon.ctx, actor, { bookingId: visit.bookingId, fingerprint })
}

async function count(what: string): Promise<number> {
  const [row] = await salon.db.query<{ count: number }>(`select count(*) as count from ${what}`)
  return row?.count ?? 0
}

describe('a series', () => {
  test('sets all its alarms at once, so that nobody waits for each of them while Redis is away', async () => {
    await open()
    const ann = await salon.person('Анна')
    const input = await seen(ann, await book('Анна'))
    const alarms: number[] = []
    const schedule: typeof salon.ctx.schedule = (tasks) => {
      alarms.push(tasks.length)
      return Promise.resolve()
    }
    expect(await bookSeries({ ...salon.ctx, schedule }, ann, input)).toMatchObject({ ok: true })
    expect(alarms).toHaveLength(1)
    expect(alarms[0]).toBeGreaterThanOrEqual(8)
  })

  test('is booked whole, with the visit that is repeated, reminders for each and one word to staff', async () => {
    await open({ adminIds: [77] })
    await salon.db.query(
      `insert into staff (name, telegram_id, role, added_at) values ('Вера', 77, 'super_admin', $1)`,
      [salon.clock.now()],
    )
    const visit = await book('Анна')
    const result = await repeat('Анна', visit)

    expect(result.ok && result.visits.map(({ startsAt }) => startsAt)).toEqual(
      [0, 1, 2, 3].map((n) => laterBy(n)),
    )
    const series = await rows()
    expect(series.map(({ status }) => status)).toEqual(Array(4).fill('confirmed'))
    expect(new Set(series.map(({ seriesId }) => seriesId)).size).toBe(1)
    expect(series[0]?.seriesId).not.toBeNull()
    expect(await count(`tasks where kind = 'reminder' and status = 'pending'`)).toBe(12)
    expect(await count(`tasks where kind = 'completion'`)).toBe(4)
    const notices = await salon.db.query<{ notice: string }>(
      `select payload ->> 'notice' as notice from tasks where kind = 'notice' order by id`,
    )
    expect(notices.map(({ notice }) => notice)).toEqual(['visit_booked', 'series_booked'])
  })

  test('keeps the comment and whose visit it is', async () => {
    await open()
    const notes = { comment: 'Без запаха', guestName: 'Миша' }
    const wish = { serviceIds: [salon.serviceIds[0]!], staffId: null, startsAt: thursdayAtTen, notes }
    const made = await createBooking(salon.ctx, await salon.person('Анна'), wish)
    if (!made.ok) throw new Error(made.reason)
    const result = await repeat('Анна', made.visit)
    expect(result.ok && result.visits.map(({ comment, guestName }) => ({ comment, guestName }))).toEqual(
      Array(4).fill(notes),
    )
  })

  test('is one, however often Confirm is tapped and the update comes', async () => {
    await open()
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const input = await seen(ann, visit)
    const others = await Promise.all([1, 2, 3].map(() => salon.person('Анна')))
    const results = await Promise.all(
      [ann, ...others, ann].map((actor) => bookSeries(salon.ctx, actor, input)),
    )
    for (const result of results) expect(result).toMatchObject({ ok: true, visits: { length: 4 } })
    expect(await rows()).toHaveLength(4)
  })

  test('is not booked again by an update that comes again after it was cancelled', async () => {
    await open()
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const input = await seen(ann, visit)
    const result = await bookSeries(salon.ctx, ann, input)
    const [, second] = result.ok ? result.visits : []
    expect(await cancelAll(await salon.person('Анна'), second!)).toMatchObject({ ok: true })
    expect(await bookSeries(salon.ctx, ann, input)).toMatchObject({ ok: true, visits: { length: 1 } })
    expect(await rows()).toHaveLength(4)
  })

  test('is not booked for another price than was seen', async () => {
    await open()
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const input = await seen(ann, visit)
    await salon.db.query('update services set price_minor = price_minor + 50000')
    expect(await bookSeries(salon.ctx, ann, input)).toEqual({ ok: false, reason: 'changed' })
    expect(await rows()).toHaveLength(1)
  })

  test('is not booked at all when one of its dates was taken since it was seen', async () => {
    await open()
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const input = await seen(ann, visit)
    await book('Борис', laterBy(2))
    expect(await bookSeries(salon.ctx, ann, input)).toEqual({ ok: false, reason: 'changed' })
    expect(await rows()).toHaveLength(2)
    expect((await rows()).every(({ seriesId }) => seriesId === null)).toBe(true)

    const fresh = await viewSeries(salon.ctx, ann, input)
    expect(fresh).toMatchObject({
      ok: true,
      chosen: 2,
      dates: [{ refusal: null }, { refusal: 'slot_taken' }, {}],
    })
    const taken = await seen(ann, visit, { choice: { leftOut: 0b1, taken: 0b10 } })
    const result = await bookSeries(salon.ctx, ann, taken)
    expect(result.ok && result.visits.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-03-05T07:00:00.000Z',
      '2026-03-19T06:00:00.000Z',
      '2026-03-26T07:00:00.000Z',
    ])
  })

  test('takes a place of a group visit at each of its dates', async () => {
    await open({ services: [{ name: 'Йога', capacity: 2 }] })
    const visit = await book('Анна')
    for (const name of ['Борис', 'Вика']) await book(name, laterBy(1))
    await book('Галя', laterBy(2))
    const result = await repeat('Анна', visit)
    expect(result.ok && result.visits.map(({ startsAt }) => startsAt)).toEqual(
      [0, 2, 3].map((n) => laterBy(n)),
    )
    expect(
      await count(`(select session_id from bookings group by 1 having count(*) = 2) as full_sessions`),
    ).toBe(2)
  })

  test('repeats a visit of several services whole, and cancels it whole', async () => {
    await open({
      services: [{ name: 'Стрижка' }, { name: 'Окраска', durationMin: 120 }],
      specialists: ['Мария', 'Ольга'],
    })
    const wish = { serviceIds: salon.serviceIds, staffId: salon.staffIds[0]!, startsAt: thursdayAtTen }
    const made = await createBooking(salon.ctx, await salon.person('Анна'), wish)
    if (!made.ok) throw new Error(made.reason)
    await book('Борис', new Date(laterBy(1).getTime() + 3_600_000), salon.staffIds[0])
    const result = await repeat('Анна', made.visit, { count: 2, choice: { leftOut: 0, taken: 0b1 } })
    expect(
      result.ok &&
        result.visits.map(({ startsAt, endsAt, parts }) => [startsAt, +endsAt - +startsAt, parts.length]),
    ).toEqual([
      [thursdayAtTen, 3 * 3_600_000, 2],
      [new Date('2026-03-12T09:00:00Z'), 3 * 3_600_000, 2],
      [laterBy(2), 3 * 3_600_000, 2],
    ])
    const [, second] = result.ok ? result.visits : []
    const cancelled = await cancelAll(await salon.person('Анна'), second!)
    expect(cancelled).toMatchObject({ ok: true, cancelled: { length: 2 } })
    expect(await count(`bookings where status = 'cancelled'`)).toBe(4)
    expect(await count(`bookings where status = 'confirmed' and series_id is not null`)).toBe(2)
  })

  test('waits for the business visit by visit, where it confirms each', async () => {
    await open({ settings: { confirmation: 'manual' } })
    expect(await repeat('Анна', await book('Анна'))).toMatchObject({ ok: true })
    expect((await rows()).map(({ status }) => status)).toEqual(Array(4).fill('pending'))
    expect(await count(`tasks where kind = 'hold_end' and status = 'pending'`)).toBe(4)
  })

  test('can be gone on with from its last visit, not from an earlier one', async () => {
    await open()
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const first = await repeat('Анна', visit, { count: 1 })
    const last = first.ok ? first.visits.at(-1) : undefined
    expect(await viewRepeats(salon.ctx, ann, visit)).toEqual({ ok: false, reason: 'repeats_already' })
    expect(await repeat('Анна', last!, { count: 2, weeks: 2 })).toMatchObject({
      ok: true,
      visits: { length: 3 },
    })
    expect(new Set((await rows()).map(({ seriesId }) => seriesId)).size).toBe(1)
  })
})

describe('what a person may not repeat', () => {
  test.each([
    { name: 'in no weeks', wish: { weeks: 0 } },
    { name: 'in more weeks than there are buttons', wish: { weeks: 5 } },
    { name: 'no times', wish: { count: 0 } },
    { name: 'more often than their limit allows', wish: { count: 10 } },
    { name: 'beyond the horizon', wish: { weeks: 4, count: 4 } },
    { name: 'dates that the series does not have', wish: { choice: { leftOut: 0b1000, taken: 0 } } },
    { name: 'offers that the series does not have', wish: { choice: { leftOut: 0, taken: 2 ** 31 - 1 } } },
  ])('$name', async ({ wish }) => {
    await open()
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const input = { bookingId: visit.bookingId, weeks: 1, count: 3, choice: asOffered, ...wish }
    const refused = { ok: false, reason: 'not_possible' }
    expect(await viewSeries(salon.ctx, ann, input)).toEqual(refused)
    expect(await bookSeries(salon.ctx, ann, { ...input, fingerprint: 1 })).toEqual(refused)
    expect(await rows()).toHaveLength(1)
  })

  test('somebody else’s visit, a cancelled one, and one that is over', async () => {
    await open()
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const input = await seen(ann, visit)
    const bob = await salon.person('Борис')
    expect(await viewRepeats(salon.ctx, bob, visit)).toEqual({ ok: false, reason: 'booking_gone' })
    expect(await bookSeries(salon.ctx, bob, input)).toEqual({ ok: false, reason: 'booking_gone' })

    await cancelBooking(salon.ctx, ann, visit)
    expect(await bookSeries(salon.ctx, ann, input)).toEqual({ ok: false, reason: 'not_repeatable' })
    const other = await book('Анна')
    salon.clock.moveTo(laterBy(1))
    const late = { ...input, bookingId: other.bookingId }
    expect(await bookSeries(salon.ctx, await salon.person('Анна'), late)).toEqual({
      ok: false,
      reason: 'not_repeatable',
    })
  })

  test('what they did not see: other dates, none at all, a visit that has moved since', async () => {
    await open()
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const input = await seen(ann, visit)
    const changed = { ok: false, reason: 'changed' }
    const other = { ...input, choice: { leftOut: 0b1, taken: 0 } }
    const none = await seen(ann, visit, { choice: { leftOut: 0b111, taken: 0 } })
    expect(await bookSeries(salon.ctx, ann, other)).toEqual(changed)
    expect(await bookSeries(salon.ctx, ann, none)).toEqual(changed)
    await salon.db.query(
      `update bookings set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour',
              busy = tstzrange(starts_at + interval '1 hour', ends_at + interval '1 hour')`,
    )
    expect(await bookSeries(salon.ctx, ann, input)).toEqual(changed)
    expect(await rows()).toHaveLength(1)
  })

  test('anything, once banned; and without a phone where one is required', async () => {
    await open({ settings: { phone: '+74951234567' } })
    const visit = await book('Анна')
    const ann = await salon.person('Анна')
    const input = await seen(ann, visit)
    await salon.db.query(
      `insert into settings (key, value, updated_at) values ('phone_required', 'true', $1)`,
      [salon.clock.now()],
    )
    expect(await bookSeries(salon.ctx, ann, input)).toEqual({
      ok: false,
      reason: 'phone_required',
      country: 'RU',
    })
    await salon.db.query('update users set banned_at = $1', [salon.clock.now()])
    expect(await bookSeries(salon.ctx, ann, input)).toEqual({
      ok: false,
      reason: 'banned',
      phone: '+74951234567',
    })
    expect(await rows()).toMatchObject([{ seriesId: null }])
  })
})

test('how often a visit can be repeated follows from the limit and the horizon', async () => {
  await open({ settings: { maxBookingsPerUser: 8, horizonDays: 31 } })
  const visit = await book('Анна')
  await book('Анна', laterBy(0, new Date('2026-03-06T07:00:00Z')))
  const view = await viewRepeats(salon.ctx, await salon.person('Анна'), visit)
  expect(view).toMatchObject({
    ok: true,
    room: 6,
    limit: 8,
    steps: [
      { weeks: 1, most: 4 },
      { weeks: 2, most: 2 },
      { weeks: 3, most: 1 },
      { weeks: 4, most: 1 },
    ],
  })
})

test('the dates cost as many statements for twelve as for one', async () => {
  await open({ settings: { maxBookingsPerUser: 20 } })
  const visit = await book('Анна')
  const ann = await salon.person('Анна')
  const costs: number[] = []
  for (const times of [1, 12]) {
    const statements: string[] = []
    const query: Connection['query'] = (text, values) => {
      statements.push(text)
      return salon.db.query(text, values)
    }
    const db = Object.assign(Object.create(salon.db) as typeof salon.db, { query })
    const input = { bookingId: visit.bookingId, weeks: 1, count: times, choice: asOffered }
    const view = await viewSeries({ ...salon.ctx, db }, ann, input)
    expect(view).toMatchObject({ ok: true, chosen: times })
    costs.push(statements.length)
  }
  // Settings are remembered: the booking has read them.
  expect(costs).toEqual([5, 5])
})

describe('cancelling', () => {
  async function series(settings: TenantOptions['settings'] = {}): Promise<VisitCard[]> {
    await open({ settings })
    const result = await repeat('Анна', await book('Анна'))
    if (!result.ok) throw new Error(result.reason)
    return [...result.visits]
  }

  async function statuses(): Promise<string[]> {
    return (await rows()).map(({ status }) => status)
  }

  test('one visit leaves the others of its series', async () => {
    const visits = await series()
    await cancelBooking(salon.ctx, await salon.person('Анна'), visits[1]!)
    expect(await statuses()).toEqual(['confirmed', 'cancelled', 'confirmed', 'confirmed'])
    const view = await viewMyBooking(salon.ctx, await salon.person('Анна'), visits[0]!)
    expect(view).toMatchObject({ ok: true, laterInSeries: 2 })
  })

  test('one and all later ones leaves those before; their reminders are off, and staff are told once', async () => {
    const visits = await series()
    await salon.db.query(
      `insert into staff (name, telegram_id, role, added_at) values ('Вера', 77, 'super_admin', $1)`,
      [salon.clock.now()],
    )
    const ann = await salon.person('Анна')
    const result = await cancelAll(ann, visits[1]!)
    expect(result).toMatchObject({ ok: true, cancelled: { length: 3 }, tooLate: [] })
    expect(await statuses()).toEqual(['confirmed', 'cancelled', 'cancelled', 'cancelled'])
    expect(await count(`tasks where kind = 'reminder' and status = 'pending'`)).toBe(3)
    expect(await count(`tasks where kind = 'notice' and payload ->> 'notice' = 'series_cancelled'`)).toBe(1)
    expect(await count(`tasks where kind = 'notice'`)).toBe(1)

    expect(await cancelAll(ann, visits[1]!)).toEqual(result)
    expect(await cancelAll(await salon.person('Анна'), visits[1]!)).toEqual({
      ok: false,
      reason: 'nothing_left',
    })
    expect(await count(`tasks where kind = 'notice'`)).toBe(1)
  })

  test('all keeps and names what is too near', async () => {
    const visits = await series({ cancellationHours: 24 })
    salon.clock.moveTo(new Date(thursdayAtTen.getTime() - 3_600_000))
    const result = await cancelAll(await salon.person('Анна'), visits[0]!)
    expect(result).toMatchObject({
      ok: true,
      cancelled: visits.slice(1).map(({ bookingId }) => ({ bookingId })),
      tooLate: [{ bookingId: visits[0]!.bookingId }],
    })
    expect(await statuses()).toEqual(['confirmed', 'cancelled', 'cancelled', 'cancelled'])
  })

  test('nothing that was not shown: a visit that moved meanwhile is seen first', async () => {
    const visits = await series()
    const ann = await salon.person('Анна')
    const view = await viewSeriesCancellation(salon.ctx, ann, visits[0]!)
    if (!view.ok) throw new Error(view.reason)
    const moved = { ...visits[2]!, staffId: null, startsAt: new Date('2026-03-20T07:00:00Z') }
    expect(await rescheduleBooking(salon.ctx, await salon.person('Анна'), moved)).toMatchObject({ ok: true })
    const { bookingId } = visits[0]!
    expect(await cancelSeries(salon.ctx, ann, { bookingId, fingerprint: view.fingerprint })).toEqual({
      ok: false,
      reason: 'changed_meanwhile',
    })
    expect(await statuses()).not.toContain('cancelled')
  })

  test('somebody else’s series, or a visit that is in none, does nothing', async () => {
    const visits = await series()
    const gone = { ok: false, reason: 'booking_gone' }
    expect(await cancelAll(await salon.person('Борис'), visits[0]!)).toEqual(gone)
    const single = await book('Борис', laterBy(0, new Date('2026-03-06T07:00:00Z')))
    expect(await cancelAll(await salon.person('Борис'), single)).toEqual(gone)
    expect(await statuses()).not.toContain('cancelled')
  })
})

test('twenty people who repeat into each other: each series is whole or absent, whoever loses is told, and gets one', async () => {
  await open({ specialists: ['Мария', 'Ольга'] })
  // The same hour of ten Thursdays, with two specialists: every date of everybody is somebody else's, too.
  const people = Array.from({ length: 20 }, (_, index) => `Гость ${index}`)
  const visits = await Promise.all(
    people.map((name, index) => book(name, laterBy(Math.floor(index / 2)), salon.staffIds[index % 2])),
  )
  let waiting = visits.map((visit, index) => ({ name: people[index]!, visit }))
  const takeAll = { leftOut: 0, taken: 0b11 }
  for (let round = 1; waiting.length > 0; round++) {
    const ready = await Promise.all(
      waiting.map(async ({ name, visit }) => {
        const actor = await salon.person(name)
        return { actor, input: await seen(actor, visit, { count: 2, choice: takeAll }) }
      }),
    )
    const results = await Promise.all(ready.map(({ actor, input }) => bookSeries(salon.ctx, actor, input)))
    for (const result of results) if (!result.ok) expect(result.reason).toBe('changed')
    // Somebody wins each round, since whoever loses lost to a winner.
    expect(results.some(({ ok }) => ok)).toBe(true)
    if (round === 1) expect(results.some(({ ok }) => !ok)).toBe(true)
    waiting = waiting.filter((_, index) => !results[index]?.ok)
    expect(await count('bookings where series_id is null')).toBe(waiting.length)
    const sizes = await salon.db.query<{ visits: number }>(
      'select count(*) as visits from bookings where series_id is not null group by series_id',
    )
    expect(sizes).toEqual(Array(20 - waiting.length).fill({ visits: 3 }))
  }
  const overlaps = `bookings a join bookings b on a.staff_id = b.staff_id and a.id < b.id and a.busy && b.busy`
  expect(await count(overlaps)).toBe(0)
  expect(await count(`audit_log where action = 'series.create'`)).toBe(20)
})
