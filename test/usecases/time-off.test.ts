import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LocalDate, LocalTime } from '../../src/domain/local-time.ts'
import type { SpecialHours } from '../../src/domain/special-days.ts'
import type { TimeBlock, TimeOff } from '../../src/domain/time-off.ts'
import { listTakenTime } from '../../src/storage/agenda.ts'
import type { Connection, Database, Transaction } from '../../src/storage/database.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { changeSetting } from '../../src/usecases/change-setting.ts'
import { changeSpecialDays } from '../../src/usecases/change-special-days.ts'
import { changeWeekHours } from '../../src/usecases/change-week-hours.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { endBreak } from '../../src/usecases/end-break.ts'
import { joinWaitingList } from '../../src/usecases/join-waiting-list.ts'
import { liftBlock } from '../../src/usecases/lift-block.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import { rescheduleBooking } from '../../src/usecases/reschedule-booking.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { takeTimeOff } from '../../src/usecases/take-time-off.ts'
import { viewBreak } from '../../src/usecases/view-break.ts'
import { viewHours } from '../../src/usecases/view-hours.ts'
import { viewSpecialDays } from '../../src/usecases/view-special-days.ts'
import { viewTimeOffPlan } from '../../src/usecases/view-time-off-plan.ts'
import { lockTable } from '../support/table-lock.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { until } from '../support/until.ts'

/** Monday, 2 March 2026, nine in Moscow; open from ten to twelve, so that two visits fill a day. */
let salon: TestTenant

beforeEach(async () => {
  salon = await openTenant({
    adminIds: [5000, 5001],
    settings: {
      workHoursStart: '10:00' as LocalTime,
      workHoursEnd: '12:00' as LocalTime,
      slotIntervalMinutes: 30,
      maxBookingsPerUser: 20,
    },
  })
  await prepareTenant(salon.ctx)
  await vera()
  await zoya()
})

afterEach(async () => {
  await salon.close()
})

const vera = async (): Promise<Actor> => await salon.person('Вера')
const zoya = async (): Promise<Actor> => await salon.person('Зоя')

/** An hour in Moscow on a day of March, or after it. */
const at = (day: number, hour: number) =>
  new Date(Date.UTC(2026, 2, day, Math.floor(hour) - 3, (hour % 1) * 60))

function wish(day: number, hour: number) {
  return { serviceIds: [salon.serviceIds[0]!], staffId: salon.staffIds[0]!, startsAt: at(day, hour) }
}

async function book(name: string, day: number, hour: number) {
  return await createBooking(salon.ctx, await salon.person(name), wish(day, hour))
}

const dayOff = (day: number): TimeBlock => ({
  kind: 'block',
  staffId: null,
  reason: 'ill',
  during: { start: at(day, 0), end: at(day + 1, 0) },
})

/** The statement that reads what of a day is taken, as it is sent. */
async function statementOfAgenda(): Promise<string> {
  const sent: string[] = []
  const query: Connection['query'] = (text, values) => {
    sent.push(text)
    return salon.db.query(text, values)
  }
  await listTakenTime({ query }, [], dayOff(5).during)
  return sent.join()
}

async function fingerprintOf(off: TimeOff): Promise<number> {
  const view = await viewTimeOffPlan(salon.ctx, await vera(), { off, page: 0 })
  if (!view.ok) throw new Error(view.reason)
  return view.plan.fingerprint
}

async function take(off: TimeOff, visits: 'keep' | 'cancel') {
  return await takeTimeOff(salon.ctx, await vera(), { off, visits, fingerprint: await fingerprintOf(off) })
}

async function joinWaiting(name: string, day: number) {
  return await joinWaitingList(salon.ctx, await salon.person(name), {
    serviceId: salon.serviceIds[0]!,
    staffId: null,
    full: 'day',
    date: `2026-03-0${day}` as LocalDate,
    range: 'day',
  })
}

/** For the fifth, since before it was closed: a day without any start has no list to join. */
async function waits(name: string): Promise<void> {
  const { userId } = await salon.person(name)
  await salon.db.query(
    `insert into tasks (kind, dedup_key, due_at, status, user_id, payload)
     values ('waitlist', 'wait:' || $2::bigint || ':x', '2026-03-06', 'waiting', $2::bigint,
             jsonb_build_object('service', $1::bigint, 'staff', null, 'from', '2026-03-05', 'to', '2026-03-05'))`,
    [salon.serviceIds[0], userId],
  )
}

async function statuses(): Promise<string[]> {
  const rows = await salon.db.query<{ line: string }>(
    `select concat_ws(' ', u.first_name, b.status, b.pending_for, b.cancel_reason) as line
       from bookings b join users u on u.id = b.user_id order by b.id`,
  )
  return rows.map(({ line }) => line)
}

/** Clients, that is; staff hear of several at once, a little later. */
async function told(): Promise<string[]> {
  await sweepTasks(salon.ctx, new AbortController().signal)
  return salon.sent
    .splice(0)
    .filter(({ chatId }) => chatId > 5001)
    .map(({ chatId, message }) => `${chatId} ${message.text}`)
    .sort()
}

describe('visits within', () => {
  test('are cancelled for a reason that their clients read, and nobody who waits is sent there', async () => {
    await book('Анна', 5, 10)
    await book('Борис', 5, 11)
    await joinWaiting('Ева', 5)
    await told()
    expect(await take(dayOff(5), 'cancel')).toMatchObject({ ok: true, cancelled: 2 })
    expect(await statuses()).toEqual(['Анна cancelled specialist_ill', 'Борис cancelled specialist_ill'])
    expect(await told()).toEqual(['5002 cancelled_by_us', '5003 cancelled_by_us'])
    expect(await book('Ева', 5, 10)).toEqual({ ok: false, reason: 'not_offered' })
  })

  test('free what of their time lies outside, for whoever waits', async () => {
    await book('Анна', 5, 10)
    await waits('Ева')
    const off = { ...dayOff(5), during: { start: at(5, 10), end: at(5, 10.5) } }
    expect(await take(off, 'cancel')).toMatchObject({ ok: true, cancelled: 1 })
    const offered = await salon.db.query(`select starts_at as at from bookings where pending_for = 'offer'`)
    expect(offered).toEqual([{ at: at(5, 10.5) }])
  })

  test('that are only offered are taken back, and not offered again', async () => {
    const made = await book('Анна', 5, 10)
    await book('Борис', 5, 11)
    await joinWaiting('Ева', 5)
    await cancelBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: made.ok ? made.visit.bookingId : 0,
      version: 1,
    })
    await told()
    expect(await take(dayOff(5), 'keep')).toMatchObject({ ok: true, cancelled: 0 })
    expect(await statuses()).toEqual(['Анна cancelled', 'Борис confirmed', 'Ева cancelled offer'])
    expect(await told()).toEqual(['5004 offer_expired'])
  })

  test('of a weekly break are those of all its weeks', async () => {
    for (const day of [5, 12, 13, 19]) await book('Анна', day, 10)
    const lunch: TimeOff = {
      kind: 'break',
      staffId: salon.staffIds[0]!,
      reason: null,
      weekdays: [4],
      opens: '10:30' as LocalTime,
      closes: '11:00' as LocalTime,
      from: '2026-03-02' as LocalDate,
      until: '2026-03-18' as LocalDate,
    }
    expect(await take(lunch, 'cancel')).toMatchObject({ ok: true, cancelled: 2 })
    expect(await statuses()).toEqual(['Анна cancelled', 'Анна cancelled', 'Анна confirmed', 'Анна confirmed'])
    expect(await book('Борис', 12, 10)).toEqual({ ok: false, reason: 'not_offered' })
    expect(await book('Борис', 26, 10)).toMatchObject({ ok: true })
  })
})

describe('time that is opened again', () => {
  test('is offered to whoever waits for it', async () => {
    await take(dayOff(5), 'keep')
    await book('Анна', 6, 10)
    await waits('Анна')
    await told()
    const [block] = await salon.db.query<{ id: number }>('select id from blocked_slots')
    expect(await liftBlock(salon.ctx, await vera(), { blockId: block!.id, version: 1 })).toMatchObject({
      ok: true,
    })
    expect(await statuses()).toEqual(['Анна confirmed', 'Анна pending offer'])
    expect(await told()).toEqual(['5002 offer'])
  })

  test('by the end of a break is offered, too', async () => {
    await book('Анна', 6, 10)
    await salon.db.query(
      `insert into schedule_rules (kind, weekday, opens, closes, valid_from) values ('break', 4, '10:00', '12:00', '2026-03-01')`,
    )
    await waits('Анна')
    const [rule] = await salon.db.query<{ id: number }>('select id from schedule_rules')
    const view = await viewBreak(salon.ctx, await vera(), { ruleId: rule!.id })
    const fingerprint = view.ok ? view.card.fingerprint : 0
    const ended = await endBreak(salon.ctx, await vera(), {
      ruleId: rule!.id,
      fingerprint,
      last: 'yesterday',
    })
    expect(ended).toMatchObject({ ok: true, card: { weekly: { until: '2026-03-01' } } })
    expect(await statuses()).toEqual(['Анна confirmed', 'Анна pending offer'])
  })

  test('by a day off that is taken back is offered, too', async () => {
    const set = async (hours: SpecialHours | null) => {
      const view = await viewSpecialDays(salon.ctx, await vera(), { staffId: null })
      const seen = view.ok ? view.list.seen : 0
      const thursday = '2026-03-05' as LocalDate
      const dates = { staffId: null, from: thursday, to: thursday }
      expect(await changeSpecialDays(salon.ctx, await vera(), { ...dates, hours, seen })).toMatchObject({
        ok: true,
      })
    }
    await waits('Анна')
    await set({ windows: [], reason: null })
    expect(await statuses()).toEqual([])
    await set(null)
    expect(await statuses()).toEqual(['Анна pending offer'])
  })

  test('by longer hours is offered, no start that was free before, and the days that are wanted are read once', async () => {
    await waits('Анна')
    await waits('Борис')
    const agendas: unknown[] = []
    const ofAgenda = await statementOfAgenda()
    const db = {
      query: salon.db.query.bind(salon.db),
      transaction: <Result>(work: (tx: Transaction) => Promise<Result>) =>
        salon.db.transaction(async (tx) => {
          const query: Transaction['query'] = (text, values) => {
            if (text === ofAgenda) agendas.push(values?.at(-1))
            return tx.query(text, values)
          }
          return await work({ ...tx, query })
        }),
    }
    const view = await viewHours(salon.ctx, await vera(), { staffId: null })
    const [opens, closes] = ['10:00', '14:00'] as LocalTime[]
    const days = [{ weekday: 4, windows: [{ opens: opens!, closes: closes! }] }]
    const input = { staffId: null, days, seen: view.ok ? view.week.seen : 0 }
    const ctx = { ...salon.ctx, db: db as unknown as Database }
    expect(await changeWeekHours(ctx, await vera(), input)).toMatchObject({ ok: true })
    expect(await salon.db.query('select starts_at as "at", pending_for from bookings order by id')).toEqual([
      { at: at(5, 11.5), pending_for: 'offer' },
      { at: at(5, 12.5), pending_for: 'offer' },
    ])
    expect(agendas).toEqual([`[${at(4, 0).toISOString()},${at(7, 12).toISOString()})`])
  })
})

test('a cancellation, a move and other reminder hours at once wait for each other, and never in a circle', async () => {
  const bookings = [await book('Анна', 6, 10), await book('Борис', 7, 10)]
  const [annas = 0, boris = 0] = bookings.map((made) => (made.ok ? made.visit.bookingId : 0))
  const [anna, mover, admin] = [await salon.person('Анна'), await salon.person('Борис'), await zoya()]
  let attempts = 0
  const db = {
    query: salon.db.query.bind(salon.db),
    transaction: <Result>(work: (tx: Transaction) => Promise<Result>) =>
      salon.db.transaction(async (tx) => {
        attempts++
        return await work(tx)
      }),
  }
  const ctx = { ...salon.ctx, db: db as unknown as Database }
  const lock = await lockTable(salon.database, 'audit_log')
  const waiting = async (count: number) => await until(async () => (await lock.countWaiting()) === count)
  const cancelled = cancelBooking(ctx, anna, { bookingId: annas, version: 1 })
  await waiting(1)
  const hours = { name: 'reminderHours' as const, version: 0, to: { value: [48] } }
  const changed = changeSetting(ctx, admin, hours)
  await waiting(2)
  const moved = rescheduleBooking(ctx, mover, {
    bookingId: boris,
    version: 1,
    staffId: null,
    startsAt: at(9, 10),
  })
  await waiting(3)
  await lock.release()
  expect(await Promise.all([cancelled, changed, moved])).toMatchObject([
    { ok: true },
    { ok: true },
    { ok: true },
  ])
  expect(attempts).toBe(3)
})

test('two admins, a booking, a move and a cancellation at once never make half a block', async () => {
  let seed = 20_260_302
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return seed % below
  }
  const outcomes = new Set<string>()
  for (let day = 3; day < 33; day++) {
    const made = await book('Анна', day, 10)
    const { bookingId = 0, version = 1 } = made.ok ? made.visit : {}
    const off = dayOff(day)
    const input = { off, fingerprint: await fingerprintOf(off) }
    const [owner, moderator, anna, boris] = [
      await vera(),
      await zoya(),
      await salon.person('Анна'),
      await salon.person('Борис'),
    ]
    const steps = [
      () => takeTimeOff(salon.ctx, owner, { ...input, visits: 'cancel' }),
      () => takeTimeOff(salon.ctx, moderator, { ...input, visits: random(2) ? 'keep' : 'cancel' }),
      () => createBooking(salon.ctx, boris, wish(day, 11)),
      random(2)
        ? () => cancelBooking(salon.ctx, anna, { bookingId, version: 1 })
        : () =>
            rescheduleBooking(salon.ctx, anna, { bookingId, version, staffId: null, startsAt: at(day, 11) }),
    ]
    for (let index = steps.length - 1; index > 0; index--) {
      const other = random(index + 1)
      ;[steps[index], steps[other]] = [steps[other]!, steps[index]!]
    }
    const results = await Promise.all(
      steps.map(async (step) => {
        for (let turn = random(4); turn > 0; turn--) await salon.db.query('select 1')
        return await step()
      }),
    )
    outcomes.add(
      results
        .map((result) => (result.ok ? 'ok' : result.reason))
        .sort()
        .join(),
    )
    await expectWhole(day)
    await liftByBoth(day)
  }
  expect(outcomes.size).toBeGreaterThan(1)
})

/** Every block has its entry; what its entry says is cancelled is so; nobody booked into it who was not seen. */
async function expectWhole(day: number): Promise<void> {
  const blocks = await salon.db.query<{ id: number; cancelled: number[] }>(
    `select b.id, a.after -> 'cancelled' as cancelled
       from blocked_slots b left join audit_log a on a.entity = 'block' and a.entity_id = b.id and a.action = 'block.create'
      where lower(b.during) = $1`,
    [at(day, 0)],
  )
  const visits = await salon.db.query<{
    id: number
    name: string
    status: string
    by: string | null
    notices: number
  }>(
    `select b.id, u.first_name as name, b.status, b.cancelled_by as by,
            (select count(*) from tasks k where k.booking_id = b.id and k.payload ->> 'notice' = 'cancelled_by_us') as notices
       from bookings b join users u on u.id = b.user_id where b.starts_at >= $1 and b.starts_at < $2`,
    [at(day, 0), at(day + 1, 0)],
  )
  const byAdmin = visits.filter(({ by }) => by === 'admin').map(({ id }) => id)
  expect(blocks.flatMap(({ cancelled }) => cancelled).sort()).toEqual(byAdmin.sort())
  for (const { by, notices } of visits) expect(notices).toBe(by === 'admin' ? 1 : 0)
  const bookedInto = visits.filter(({ name, status }) => name === 'Борис' && status === 'confirmed')
  if (blocks.length > 0) expect(bookedInto).toEqual([])
}

async function liftByBoth(day: number): Promise<void> {
  const [block] = await salon.db.query<{ id: number }>(
    'select min(id) as id from blocked_slots where lower(during) = $1 having min(id) is not null',
    [at(day, 0)],
  )
  if (!block) return
  const input = { blockId: block.id, version: 1 }
  const results = await Promise.all(
    [await vera(), await zoya()].map((actor) => liftBlock(salon.ctx, actor, input)),
  )
  expect(results.map((result) => (result.ok ? 'ok' : result.reason)).sort()).toEqual([
    'changed_meanwhile',
    'ok',
  ])
  expect(results.every((result) => 'card' in result && result.card.state === 'lifted')).toBe(true)
}
