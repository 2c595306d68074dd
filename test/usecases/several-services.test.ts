import { afterEach, describe, expect, test } from '@jest/globals'
import type { VisitCard } from '../../src/context.ts'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { approveBooking } from '../../src/usecases/approve-booking.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { completeVisit } from '../../src/usecases/complete-visit.ts'
import { createBooking, type CreateBookingInput } from '../../src/usecases/create-booking.ts'
import { expireBooking } from '../../src/usecases/expire-booking.ts'
import { listMyBookings } from '../../src/usecases/list-my-bookings.ts'
import { rescheduleBooking } from '../../src/usecases/reschedule-booking.ts'
import { viewMonth } from '../../src/usecases/view-month.ts'
import { viewMyBooking } from '../../src/usecases/view-my-booking.ts'
import { viewTimes } from '../../src/usecases/view-times.ts'
import { openTenant, type TenantOptions, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant

afterEach(async () => {
  await salon.close()
})

const services = [
  { name: 'Стрижка', durationMin: 60, bufferAfterMin: 10, cancellationHours: 48, priceMinor: 150_000 },
  { name: 'Окрашивание', durationMin: 90, bufferBeforeMin: 15, minimumNoticeMin: 600, priceMinor: 500_000 },
  { name: 'Йога', durationMin: 60, capacity: 8 },
]
const thursday = '2026-03-05' as LocalDate
const at = (time: string) => new Date(`2026-03-05T${time}:00+03:00`)

async function open(options: TenantOptions = {}): Promise<void> {
  salon = await openTenant({ services, specialists: ['Мария', 'Ольга'], ...options })
}

/** Only these perform them: Мария cuts, Ольга colours. */
async function share(): Promise<void> {
  const [maria, olga] = salon.staffIds
  const [cut, colour] = salon.serviceIds
  await salon.db.query('insert into staff_services (staff_id, service_id) values ($1, $2), ($3, $4)', [
    maria,
    cut,
    olga,
    colour,
  ])
}

async function bookBoth(changes: Partial<CreateBookingInput> = {}, name = 'Анна') {
  return await createBooking(salon.ctx, await salon.person(name), {
    serviceIds: salon.serviceIds.slice(0, 2),
    staffId: null,
    startsAt: at('10:00'),
    ...changes,
  })
}

async function booked(): Promise<VisitCard> {
  const result = await bookBoth()
  if (!result.ok) throw new Error(result.reason)
  return result.visit
}

interface Row {
  readonly service: string
  readonly staff: string
  readonly from: string
  readonly until: string
  readonly busy: string
  readonly status: string
}

const clock = (instant: string) => `to_char(${instant} at time zone 'Europe/Moscow', 'HH24:MI')`

async function rows(): Promise<Row[]> {
  return await salon.db.query<Row>(
    `select s.name as service, t.name as staff, ${clock('b.starts_at')} as "from", ${clock('b.ends_at')} as until,
            ${clock('lower(b.busy)')} || '–' || ${clock('upper(b.busy)')} as busy, b.status
       from bookings b join services s on s.id = b.service_id join staff t on t.id = b.staff_id
      order by b.starts_at`,
  )
}

async function tasks(status = 'pending'): Promise<string[]> {
  const found = await salon.db.query<{ kind: string }>(
    `select kind from tasks where status = $1 and kind <> 'notice' order by kind`,
    [status],
  )
  return found.map(({ kind }) => kind)
}

describe('two services with one specialist', () => {
  test('are one visit without a pause, with buffers at its ends only', async () => {
    await open()
    const visit = await booked()
    expect(visit).toMatchObject({
      startsAt: at('10:00'),
      endsAt: at('12:30'),
      durationMin: 150,
      priceMinor: 650_000,
      staffName: 'Мария',
      parts: [
        { serviceName: 'Стрижка', startsAt: at('10:00'), endsAt: at('11:00') },
        { serviceName: 'Окрашивание', startsAt: at('11:00'), endsAt: at('12:30') },
      ],
    })
    expect(await rows()).toMatchObject([
      { staff: 'Мария', busy: '10:00–11:00' },
      { staff: 'Мария', busy: '11:00–12:30' },
    ])
    expect(await salon.db.query('select distinct visit_id from bookings')).toHaveLength(1)
    expect(await tasks()).toEqual(['completion', 'completion', 'reminder', 'reminder', 'reminder'])
  })

  test('are booked once by a double tap, and count once', async () => {
    await open({ settings: { maxBookingsPerUser: 2 } })
    const [first, second] = [await bookBoth(), await bookBoth()]
    expect([first, second]).toMatchObject([{ repeated: false }, { repeated: true }])
    expect(await rows()).toHaveLength(2)
    expect(await bookBoth({ startsAt: at('14:00') })).toMatchObject({ ok: true })
    expect(await bookBoth({ startsAt: at('18:00') })).toMatchObject({ reason: 'limit_reached', upcoming: 2 })
  })

  test('are one entry in the list of visits', async () => {
    await open()
    await booked()
    const list = await listMyBookings(salon.ctx, await salon.person('Анна'), { scope: 'upcoming', page: 0 })
    expect(list).toMatchObject({ pages: 1, visits: [{ parts: [{}, {}] }] })
  })
})

describe('two services with two specialists', () => {
  test('go from one to the other, each with buffers of their own', async () => {
    await open()
    await share()
    const visit = await booked()
    expect(visit).toMatchObject({ staffName: null, parts: [{ staffName: 'Мария' }, { staffName: 'Ольга' }] })
    expect(await rows()).toMatchObject([
      { staff: 'Мария', from: '10:00', busy: '10:00–11:10' },
      { staff: 'Ольга', from: '11:00', busy: '10:45–12:30' },
    ])
    expect(await bookBoth({ staffId: salon.staffIds[0]!, startsAt: at('15:00') })).toMatchObject({
      reason: 'staff_gone',
    })
  })

  test('are not offered where the second is taken, and leave no half', async () => {
    await open()
    await share()
    await createBooking(salon.ctx, await salon.person('Борис'), {
      serviceIds: [salon.serviceIds[1]!],
      staffId: null,
      startsAt: at('11:00'),
    })
    expect(await bookBoth()).toMatchObject({ reason: 'slot_taken' })
    expect(await rows()).toHaveLength(1)
    const target = {
      serviceIds: salon.serviceIds.slice(0, 2),
      staffId: null,
      movingBookingId: null,
      clientId: null,
    }
    const anna = await salon.person('Анна')
    const times = await viewTimes(salon.ctx, anna, { target, date: thursday })
    const month = await viewMonth(salon.ctx, anna, { target, month: null })
    if (!times.ok || !month.ok) throw new Error('nothing to see')
    expect(times.starts.map(({ startsAt }) => startsAt)).not.toContainEqual(at('10:00'))
    expect(month.days.find(({ date }) => date === thursday)?.free).toBe(times.starts.length)
  })

  test('let each specialist know', async () => {
    await open()
    await share()
    await salon.db.query(`update staff set telegram_id = 900 + id, role = 'specialist'`)
    await booked()
    expect(await salon.db.query(`select distinct staff_id from tasks where kind = 'notice'`)).toHaveLength(2)
  })
})

describe('a visit of two services', () => {
  test('is cancelled as a whole, until the strictest of its deadlines', async () => {
    await open()
    const { bookingId } = await booked()
    const anna = await salon.person('Анна')
    expect(await viewMyBooking(salon.ctx, anna, { bookingId })).toMatchObject({ changeable: true })
    expect(await cancelBooking(salon.ctx, anna, { bookingId, version: 1 })).toMatchObject({
      ok: true,
      visit: { status: 'cancelled', parts: [{}, {}] },
    })
    expect((await rows()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(await tasks()).toEqual([])
    expect(await bookBoth({}, 'Борис')).toMatchObject({ ok: true })
  })

  test('moves as a whole, also onto its own time', async () => {
    await open({ settings: { slotIntervalMinutes: 30 } })
    await share()
    const visit = await booked()
    await salon.db.query('update services set price_minor = 1, duration_min = 30')
    const moved = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: visit.bookingId,
      version: visit.version,
      staffId: null,
      startsAt: at('10:30'),
    })
    expect(moved).toMatchObject({
      ok: true,
      visit: { priceMinor: 650_000, startsAt: at('10:30'), version: 2 },
    })
    expect(await rows()).toMatchObject([
      { service: 'Стрижка', staff: 'Мария', from: '10:30', until: '11:30' },
      { service: 'Окрашивание', staff: 'Ольга', from: '11:30', until: '13:00' },
    ])
    expect(await tasks()).toEqual(['completion', 'completion', 'reminder', 'reminder', 'reminder'])
  })

  test('stays where it is when one of its services can’t move', async () => {
    await open()
    await share()
    const visit = await booked()
    await createBooking(salon.ctx, await salon.person('Борис'), {
      serviceIds: [salon.serviceIds[1]!],
      staffId: null,
      startsAt: at('16:00'),
    })
    const before = await rows()
    const moved = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: visit.bookingId,
      version: visit.version,
      staffId: null,
      startsAt: at('15:00'),
    })
    expect(moved).toMatchObject({ ok: false, reason: 'slot_taken' })
    expect(await rows()).toEqual(before)
  })

  test('is approved, and expires, as a whole', async () => {
    await open({ settings: { confirmation: 'manual' }, adminIds: [77] })
    const visit = await booked()
    expect(visit.status).toBe('pending')
    expect(await tasks()).toEqual(['hold_end'])
    const admin = { ...(await salon.person('Вера')), role: 'super_admin' as const }
    await approveBooking(salon.ctx, admin, { bookingId: visit.bookingId, version: visit.version })
    expect((await rows()).map(({ status }) => status)).toEqual(['confirmed', 'confirmed'])

    await bookBoth({ startsAt: at('15:00') }, 'Борис')
    const hold = salon.scheduled.filter(({ kind }) => kind === 'hold_end').at(-1)!
    await expireBooking(salon.ctx, hold)
    expect((await rows()).map(({ status }) => status)).toEqual([
      'confirmed',
      'confirmed',
      'cancelled',
      'cancelled',
    ])
  })

  test('asks for one review, after its last service', async () => {
    await open()
    await share()
    await booked()
    const completions = salon.scheduled.filter(({ kind }) => kind === 'completion')
    expect(completions).toHaveLength(2)
    salon.clock.moveTo(at('11:30'))
    await completeVisit(salon.ctx, completions[0]!)
    expect((await rows()).map(({ status }) => status)).toEqual(['completed', 'confirmed'])
    expect(await tasks()).not.toContain('review')
    const anna = await salon.person('Анна')
    const list = await listMyBookings(salon.ctx, anna, { scope: 'upcoming', page: 0 })
    expect(list.visits).toMatchObject([{ startsAt: at('10:00'), parts: [{}, {}] }])
    salon.clock.moveTo(at('12:30'))
    await completeVisit(salon.ctx, completions[1]!)
    expect((await tasks()).filter((kind) => kind === 'review')).toHaveLength(1)
  })
})

test.each<[string, (ids: readonly number[]) => number[]]>([
  ['none', () => []],
  ['the same twice', ([cut]) => [cut!, cut!]],
  ['five', ([cut, colour]) => [cut!, colour!, 901, 902, 903]],
  ['a group service among them', ([cut, , yoga]) => [cut!, yoga!]],
  ['one that does not exist', ([cut]) => [cut!, 999]],
])('services that are forged, %s: are refused', async (_, forged) => {
  await open()
  expect(await bookBoth({ serviceIds: forged(salon.serviceIds) })).toEqual({
    ok: false,
    reason: 'service_gone',
  })
  expect(await rows()).toEqual([])
})

test('an archived service takes the whole choice with it', async () => {
  await open()
  await salon.db.query('update services set archived_at = $1, active = false where id = $2', [
    salon.clock.now(),
    salon.serviceIds[1],
  ])
  expect(await bookBoth()).toEqual({ ok: false, reason: 'service_gone' })
})

test('twenty people who want visits that overlap each other get whole ones or a refusal', async () => {
  await open({ poolMax: 20, settings: { slotIntervalMinutes: 30 } })
  const people = await Promise.all(
    Array.from({ length: 20 }, async (_, number) => await salon.person(`Клиент ${number}`)),
  )
  const [cut, colour] = salon.serviceIds
  const results = await Promise.all(
    people.map((person, number) =>
      createBooking(salon.ctx, person, {
        serviceIds: number % 2 === 0 ? [cut!, colour!] : [colour!, cut!],
        staffId: null,
        startsAt: new Date(at('10:00').getTime() + (number % 6) * 30 * 60_000),
      }),
    ),
  )
  const winners = results.filter(({ ok }) => ok)
  expect(winners.length).toBeGreaterThan(1)
  for (const result of results) expect(result.ok || result.reason === 'slot_taken').toBe(true)

  const [found] = await salon.db.query<{ halves: number; overlaps: number; visits: number; gaps: number }>(
    `select (select count(*) from (select visit_id from bookings group by visit_id having count(*) <> 2) x) as halves,
            (select count(distinct visit_id) from bookings) as visits,
            (select count(*) from bookings a join bookings b
               on a.id < b.id and a.staff_id = b.staff_id and a.busy && b.busy) as overlaps,
            (select count(*) from (select visit_id from bookings group by visit_id
                                   having min(ends_at) <> max(starts_at)) x) as gaps`,
  )
  expect(found).toEqual({ halves: 0, overlaps: 0, gaps: 0, visits: winners.length })
})
