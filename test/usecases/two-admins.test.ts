import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Actor } from '../../src/usecases/actor.ts'
import { cancelAsStaff } from '../../src/usecases/cancel-as-staff.ts'
import { changePartAsStaff } from '../../src/usecases/change-part-as-staff.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { moveAsStaff } from '../../src/usecases/move-as-staff.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import { recordNoShow } from '../../src/usecases/record-no-show.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

const thursdayAtTen = new Date('2026-03-05T07:00:00Z')
const dayMs = 24 * 3_600_000

let salon: TestTenant

beforeEach(async () => {
  salon = await openTenant({
    adminIds: [5000, 5001],
    specialists: ['Мария', 'Ольга', 'Вика'],
    services: [{ name: 'Стрижка' }, { name: 'Маникюр' }],
    settings: { maxBookingsPerUser: 100 },
  })
  await prepareTenant(salon.ctx)
  // Whoever comes first is an admin.
  for (const admin of ['Вера', 'Зоя']) await salon.person(admin)
})

afterEach(async () => {
  await salon.close()
})

/** The same sequence for the same seed, so that a failure can be looked at again. */
function random(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * most)
  }
}

type Deed = (
  actor: Actor,
  bookingId: number,
  version: number,
) => Promise<{ readonly ok: boolean; readonly reason?: string }>

function deedsOf(pick: (most: number) => number, startsAt: Date): Deed[] {
  const later = () => new Date(startsAt.getTime() + (2 + pick(4)) * 3_600_000)
  const { ctx, staffIds, serviceIds } = salon
  const all: Deed[] = [
    (actor, bookingId, version) =>
      moveAsStaff(ctx, actor, {
        ...{ bookingId, version, accepted: [] },
        ...{ staffId: staffIds[pick(3)] ?? null, startsAt: later() },
      }),
    (actor, bookingId, version) => cancelAsStaff(ctx, actor, { bookingId, version, reason: null }),
    (actor, bookingId, version) => recordNoShow(ctx, actor, { bookingId, version }),
    (actor, bookingId, version) =>
      changePartAsStaff(ctx, actor, {
        ...{ bookingId, version, part: 0, accepted: [] },
        ...{ serviceId: serviceIds[pick(2)] ?? 0, staffId: staffIds[pick(3)] ?? 0 },
      }),
  ]
  return Array.from({ length: 4 }, () => all[pick(all.length)] ?? all[0]!)
}

const known = ['changed_meanwhile', 'not_now', 'slot_taken', 'not_changed', 'unusual']

const effects = ['booking.move', 'booking.cancel', 'booking.no_show', 'booking.change']

async function entriesOf(bookingId: number): Promise<number> {
  const rows = await salon.db.query(
    `select 1 from audit_log where entity = 'booking' and entity_id = $1 and action = any($2)`,
    [bookingId, effects],
  )
  return rows.length
}

/** What is still planned for a visit is planned for its present version, and nothing for one that has ended. */
async function outdatedTasks(): Promise<unknown[]> {
  return await salon.db.query(
    `select t.dedup_key from tasks t join bookings b on b.id = t.booking_id
      where t.status = 'pending' and t.kind in ('reminder', 'completion')
        and (t.booking_version <> b.version or b.status not in ('pending', 'confirmed'))`,
  )
}

async function overlaps(): Promise<unknown[]> {
  return await salon.db.query(
    `select a.id, b.id from bookings a join bookings b
         on a.id < b.id and a.staff_id = b.staff_id and a.busy && b.busy and a.session_id <> b.session_id
      where a.status in ('pending', 'confirmed') and b.status in ('pending', 'confirmed')`,
  )
}

test('thirty times two admins do what they like with one booking: one effect a version, and nothing half-done', async () => {
  for (let round = 0; round < 30; round++) {
    const startsAt = new Date(thursdayAtTen.getTime() + round * dayMs)
    salon.clock.moveTo(new Date(startsAt.getTime() - 3_600_000))
    const made = await createBooking(salon.ctx, await salon.person(`Клиент ${round}`), {
      serviceIds: [salon.serviceIds[0]!],
      staffId: salon.staffIds[round % 3]!,
      startsAt,
    })
    if (!made.ok) throw new Error(`${round}: ${made.reason}`)
    const { bookingId } = made.visit
    salon.clock.moveTo(new Date(startsAt.getTime() + 900_000))

    const answers = await Promise.all(
      deedsOf(random(round + 1), startsAt).map(async (deed, index) => {
        const actor = await salon.person(index % 2 === 0 ? 'Вера' : 'Зоя')
        return await deed(actor, bookingId, 1)
      }),
    )
    const done = answers.filter(({ ok }) => ok).length
    const [row] = await salon.db.query<{ version: number }>('select version from bookings where id = $1', [
      bookingId,
    ])
    const seen = { round, entries: await entriesOf(bookingId), version: row?.version }
    expect({ ...seen, isOne: done <= 1 }).toEqual({ round, entries: done, version: 1 + done, isOne: true })
    const refusals = answers.flatMap(({ reason }) => reason ?? [])
    expect(refusals.filter((reason) => !known.includes(reason))).toEqual([])
  }
  expect(await overlaps()).toEqual([])
  expect(await outdatedTasks()).toEqual([])
  const done = await salon.db.query<{ action: string }>(
    'select distinct action from audit_log where action = any($1) order by 1',
    [effects],
  )
  expect(done.map(({ action }) => action)).toEqual([...effects].sort())
})
