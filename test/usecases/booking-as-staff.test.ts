import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { VisitCard } from '../../src/context.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { cancelAsStaff } from '../../src/usecases/cancel-as-staff.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import { recordArrival } from '../../src/usecases/record-arrival.ts'
import { recordNoShow } from '../../src/usecases/record-no-show.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { takeBackNoShow } from '../../src/usecases/take-back-no-show.ts'
import { viewStaffBooking } from '../../src/usecases/view-staff-booking.ts'
import { viewSummary } from '../../src/usecases/view-summary.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

const thursdayAtTen = new Date('2026-03-05T07:00:00Z')
const quarterPastTen = new Date('2026-03-05T07:15:00Z')
const atNoon = new Date('2026-03-05T09:00:00Z')

let salon: TestTenant
let visit: VisitCard

beforeEach(async () => {
  salon = await openTenant({
    adminIds: [5000, 5001],
    specialists: ['Мария', 'Ольга'],
    services: [{ name: 'Стрижка' }],
  })
  await prepareTenant(salon.ctx)
  await vera()
  await salon.person('Зоя')
  visit = await book('Анна')
})

afterEach(async () => {
  await salon.close()
})

const vera = async (): Promise<Actor> => await salon.person('Вера')

async function book(name: string, startsAt = thursdayAtTen): Promise<VisitCard> {
  const made = await createBooking(salon.ctx, await salon.person(name), {
    serviceIds: [salon.serviceIds[0]!],
    staffId: salon.staffIds[0]!,
    startsAt,
  })
  if (!made.ok) throw new Error(made.reason)
  return made.visit
}

const asked = (version = 1) => ({ bookingId: visit.bookingId, version })

async function stored() {
  const [row] = await salon.db.query<{ status: string; arrived: boolean; version: number }>(
    'select status, arrived_at is not null as arrived, version from bookings where id = $1',
    [visit.bookingId],
  )
  return row
}

/** Reminders and completion that are still to come. */
async function planned(): Promise<string[]> {
  const rows = await salon.db.query<{ key: string }>(
    `select dedup_key as key from tasks where status = 'pending' and kind in ('reminder', 'completion') order by 1`,
  )
  return rows.map(({ key }) => key)
}

async function told(): Promise<string[]> {
  // By then the next notice to staff may go.
  salon.clock.moveBy(5000)
  await sweepTasks(salon.ctx, new AbortController().signal)
  return salon.sent.map(({ chatId, message }) => `${chatId} ${message.text}`).sort()
}

describe('came', () => {
  test('is refused until half an hour before the visit begins', async () => {
    const atHalfPastNine = new Date(quarterPastTen.getTime() - 45 * 60_000)
    salon.clock.moveTo(new Date(atHalfPastNine.getTime() - 60_000))
    const tooSoon = await recordArrival(salon.ctx, await vera(), { ...asked(), arrived: true })
    expect(tooSoon).toMatchObject({ ok: false, reason: 'not_now', booking: { arrived: false } })
    salon.clock.moveTo(atHalfPastNine)
    expect((await recordArrival(salon.ctx, await vera(), { ...asked(), arrived: true })).ok).toBe(true)
  })

  test('is noted, and the visit holds its time until it is over', async () => {
    salon.clock.moveTo(quarterPastTen)
    const result = await recordArrival(salon.ctx, await vera(), { ...asked(), arrived: true })
    expect(result).toMatchObject({ ok: true, booking: { arrived: true, visit: { status: 'confirmed' } } })
    expect(await stored()).toEqual({ status: 'confirmed', arrived: true, version: 1 })
    expect(await recordNoShow(salon.ctx, await vera(), asked())).toMatchObject({
      ok: false,
      reason: 'not_now',
    })
    await recordArrival(salon.ctx, await vera(), { ...asked(), arrived: false })
    expect(await stored()).toMatchObject({ arrived: false })
    salon.clock.moveTo(atNoon)
    await sweepTasks(salon.ctx, new AbortController().signal)
    expect(await stored()).toMatchObject({ status: 'completed' })
  })
})

describe('did not come', () => {
  test('is refused before the visit begins', async () => {
    expect(await recordNoShow(salon.ctx, await vera(), asked())).toMatchObject({
      ok: false,
      reason: 'not_now',
    })
  })

  test('frees the rest of the time at once, and leaves nothing planned', async () => {
    salon.clock.moveTo(quarterPastTen)
    const result = await recordNoShow(salon.ctx, await vera(), asked())
    expect(result).toMatchObject({ ok: true, booking: { visit: { status: 'no_show', version: 2 } } })
    expect(await planned()).toEqual([])
    await salon.db.query(`update services set slot_interval_min = 30`)
    expect(await book('Борис', new Date('2026-03-05T07:30:00Z'))).toMatchObject({ status: 'confirmed' })
  })

  test('is taken back while nobody else has the time', async () => {
    salon.clock.moveTo(quarterPastTen)
    await recordNoShow(salon.ctx, await vera(), asked())
    const result = await takeBackNoShow(salon.ctx, await vera(), asked(2))
    expect(result).toMatchObject({
      ok: true,
      booking: { arrived: true, visit: { status: 'confirmed', version: 3 } },
    })
    expect(await planned()).toEqual([`done:${visit.bookingId}:${visit.bookingId}:3`])
  })

  test('stays when somebody else has the time by now', async () => {
    salon.clock.moveTo(quarterPastTen)
    await recordNoShow(salon.ctx, await vera(), asked())
    await salon.db.query(`update services set slot_interval_min = 30`)
    await book('Борис', new Date('2026-03-05T07:30:00Z'))
    const result = await takeBackNoShow(salon.ctx, await vera(), asked(2))
    expect(result).toMatchObject({
      ok: false,
      reason: 'slot_taken',
      booking: { visit: { status: 'no_show' } },
    })
    expect(await stored()).toMatchObject({ status: 'no_show', version: 2 })
  })

  test('taken back when the time is over, the visit took place', async () => {
    salon.clock.moveTo(quarterPastTen)
    await recordNoShow(salon.ctx, await vera(), asked())
    salon.clock.moveTo(atNoon)
    const result = await takeBackNoShow(salon.ctx, await vera(), asked(2))
    expect(result).toMatchObject({ ok: true, booking: { visit: { status: 'completed' } } })
    salon.clock.moveTo(new Date('2026-03-05T15:00:00Z'))
    expect(await told()).toContainEqual(expect.stringContaining('review_request'))
  })
})

test('that the client did not come may be said in the evening, and they are asked for no review', async () => {
  salon.clock.moveTo(atNoon)
  await sweepTasks(salon.ctx, new AbortController().signal)
  expect(await stored()).toMatchObject({ status: 'completed' })
  const result = await recordNoShow(salon.ctx, await vera(), asked())
  expect(result).toMatchObject({ ok: true, booking: { visit: { status: 'no_show', version: 2 } } })
  salon.clock.moveTo(new Date('2026-03-05T15:00:00Z'))
  expect(await told()).not.toContainEqual(expect.stringContaining('review_request'))
  expect(await takeBackNoShow(salon.ctx, await vera(), asked(2))).toMatchObject({
    ok: true,
    booking: { visit: { status: 'completed' } },
  })
  const requests = async () => (await told()).filter((one) => one.includes('review_request'))
  expect(await requests()).toHaveLength(1)
  await recordNoShow(salon.ctx, await vera(), asked(3))
  await takeBackNoShow(salon.ctx, await vera(), asked(4))
  expect(await requests()).toHaveLength(1)
})

describe('a cancellation by the business', () => {
  test('is possible after the client’s deadline; the client and the other admin are told', async () => {
    salon.clock.moveTo(quarterPastTen)
    await told()
    salon.sent.length = 0
    const result = await cancelAsStaff(salon.ctx, await vera(), { ...asked(), reason: 'specialist_ill' })
    expect(result).toMatchObject({
      ok: true,
      booking: { cancelReason: 'specialist_ill', cancelledBy: 'admin', visit: { status: 'cancelled' } },
    })
    expect(await told()).toEqual(['5001 visit_cancelled', '5002 cancelled_by_us'])
    expect(await planned()).toEqual([])
    expect(await book('Борис', atNoon)).toMatchObject({ status: 'confirmed' })
  })

  test('delivered twice is one cancellation; a second is refused', async () => {
    const actor = await vera()
    const cancelled = { ok: true, booking: { visit: { status: 'cancelled', version: 2 } } }
    expect(await cancelAsStaff(salon.ctx, actor, { ...asked(), reason: null })).toMatchObject(cancelled)
    expect(await cancelAsStaff(salon.ctx, actor, { ...asked(), reason: null })).toMatchObject(cancelled)
    expect(await cancelAsStaff(salon.ctx, await vera(), { ...asked(), reason: null })).toMatchObject({
      ok: false,
      reason: 'changed_meanwhile',
      booking: { visit: { status: 'cancelled' } },
    })
    expect(await salon.db.query(`select 1 from audit_log where action = 'booking.cancel'`)).toHaveLength(1)
  })

  test('of twenty by two admins at once, with others that did not come, one counts', async () => {
    salon.clock.moveTo(quarterPastTen)
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const actor = await salon.person(i % 2 === 0 ? 'Вера' : 'Зоя')
        return i % 4 < 2
          ? await cancelAsStaff(salon.ctx, actor, { ...asked(), reason: null })
          : await recordNoShow(salon.ctx, actor, asked())
      }),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((one) => !one.ok && one.reason === 'changed_meanwhile')).toHaveLength(19)
  })
})

test('whether the client will hear of a move is known before it', async () => {
  const [client] = await salon.db.query<{ id: number }>('select user_id as id from bookings')
  const target = { serviceIds: [], staffId: null, movingBookingId: visit.bookingId, clientId: client!.id }
  const isReachable = async () => {
    const view = await viewSummary(salon.ctx, await vera(), { target, startsAt: atNoon })
    return view.ok && view.served?.reachable
  }
  expect(await isReachable()).toBe(true)
  const set = async (value: string) =>
    await salon.db.query(`update users set ${value} where id = $1`, [client!.id])
  await set('unreachable_at = now()')
  expect(await isReachable()).toBe(false)
  await set('unreachable_at = null, telegram_id = null')
  expect(await isReachable()).toBe(false)
})

test('the card tells what happened, and by whom', async () => {
  salon.clock.moveTo(quarterPastTen)
  await recordArrival(salon.ctx, await vera(), { ...asked(), arrived: true })
  const view = await viewStaffBooking(salon.ctx, await vera(), asked())
  expect(view.ok && view.booking.history.map(({ action, by, staffName }) => [action, by, staffName])).toEqual(
    [
      ['booking.arrive', 'staff', 'Вера'],
      ['booking.create', 'client', null],
    ],
  )
})
