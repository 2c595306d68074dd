import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { lockPersons, mergeWalkIn } from '../../src/storage/users.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { lockAnybodysBooking } from '../../src/usecases/lock-anybodys-booking.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { until } from '../support/until.ts'

let salon: TestTenant
let walkIn: Actor
let ann: Actor
let bookingId: number

beforeEach(async () => {
  salon = await openTenant()
  walkIn = await salon.person('Аня')
  ann = await salon.person('Анна')
  const made = await createBooking(salon.ctx, walkIn, {
    serviceIds: [salon.serviceIds[0]!],
    staffId: null,
    startsAt: new Date('2026-03-05T07:00:00Z'),
  })
  if (!made.ok) throw new Error(made.reason)
  bookingId = made.visit.bookingId
})

afterEach(async () => {
  await salon.close()
})

/** The walk-in client of the booking turns out to be Ann while `act` waits for them. */
async function mergedDuring<Result>(act: () => Promise<Result>): Promise<Result> {
  const begun: Promise<Result>[] = []
  await salon.db.transaction(async (tx) => {
    await lockPersons(tx, [walkIn.userId, ann.userId])
    begun.push(act())
    await until(async () => (await waiting()) > 0)
    await mergeWalkIn(tx, walkIn.userId, ann.userId, salon.clock.now())
  })
  return (await Promise.all(begun))[0]!
}

async function waiting(): Promise<number> {
  const [row] = await salon.db.query<{ count: number }>(
    `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return row?.count ?? 0
}

test('locks the person whose visit it has become meanwhile', async () => {
  const [locked, free] = await mergedDuring(() =>
    salon.db.transaction(async (tx) => {
      const booking = await lockAnybodysBooking(tx, bookingId)
      const others = await salon.db.query<{ id: number }>(
        'select id from users where id = $1 for update skip locked',
        [ann.userId],
      )
      return [booking, others] as const
    }),
  )
  expect(locked).toMatchObject({ id: bookingId, userId: ann.userId })
  expect(free).toEqual([])
})

test('a visit that becomes Ann’s while it is completed is hers to review', async () => {
  salon.clock.moveTo(new Date('2026-03-05T08:00:00Z'))
  await mergedDuring(() => sweepTasks(salon.ctx, new AbortController().signal))
  const asked = await salon.db.query(`select user_id as who, due_at as due from tasks where kind = 'review'`)
  expect(asked).toEqual([{ who: ann.userId, due: new Date('2026-03-05T10:00:00Z') }])
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
})

test('a booking that does not exist is none', async () => {
  expect(await salon.db.transaction((tx) => lockAnybodysBooking(tx, 999_999))).toBeUndefined()
})
