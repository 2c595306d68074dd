import { afterEach, expect, jest, test } from '@jest/globals'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { acceptOffer } from '../../src/usecases/accept-offer.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { joinWaitingList } from '../../src/usecases/join-waiting-list.ts'
import { refuseOffer } from '../../src/usecases/refuse-offer.ts'
import { rescheduleBooking } from '../../src/usecases/reschedule-booking.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

// Twenty people at a time take their time where the machine has other work.
jest.setTimeout(600_000)

const thursday = '2026-03-05' as LocalDate
const places = 10
const people = 20

let salon: TestTenant

afterEach(async () => {
  await salon.close()
})

interface Holder {
  readonly actor: Actor
  readonly bookingId: number
  readonly version: number
}

/** Thursday full with visits of ten people, two specialists, five hours each. */
async function openFull(capacity: number): Promise<Holder[]> {
  salon = await openTenant({
    specialists: capacity === 1 ? ['Мария', 'Ольга'] : ['Мария'],
    services: [{ name: 'Стрижка', capacity }],
    settings: { workHoursStart: '10:00', workHoursEnd: capacity === 1 ? '15:00' : '12:00' } as object,
  })
  const holders: Holder[] = []
  for (let number = 0; number < places; number++) {
    const actor = await salon.person(`Визит ${number}`)
    const hour = capacity === 1 ? number % 5 : number % 2
    const made = await createBooking(salon.ctx, actor, {
      serviceIds: [salon.serviceIds[0]!],
      staffId: null,
      startsAt: new Date(Date.UTC(2026, 2, 5, 7 + hour)),
    })
    if (!made.ok) throw new Error(made.reason)
    holders.push({ actor, bookingId: made.visit.bookingId, version: made.visit.version })
  }
  return holders
}

async function allWait(): Promise<Actor[]> {
  const waiting: Actor[] = []
  for (let number = 0; number < people; number++) waiting.push(await salon.person(`Ждёт ${number}`))
  const joined = await Promise.all(
    waiting.map((actor) =>
      joinWaitingList(salon.ctx, actor, {
        serviceId: salon.serviceIds[0]!,
        staffId: null,
        full: 'day',
        date: thursday,
        range: 'day',
      }),
    ),
  )
  expect(joined.every(({ ok }) => ok)).toBe(true)
  return waiting
}

interface OpenOffer {
  readonly bookingId: number
  readonly userId: number
}

async function openOffers(): Promise<OpenOffer[]> {
  return await salon.db.query(
    `select id as "bookingId", user_id as "userId" from bookings
      where pending_for = 'offer' and status = 'pending' order by id`,
  )
}

/** Everybody who holds an offer answers it at the same moment, twice: every third says no. */
async function answerAll(waiting: readonly Actor[], round: number): Promise<number> {
  const offers = await openOffers()
  await Promise.all(
    offers.flatMap(({ bookingId, userId }) => {
      const actor = waiting.find((one) => one.userId === userId)
      if (!actor) throw new Error(`somebody who does not wait has offer ${bookingId}`)
      const answer = (userId + round) % 3 === 0 ? refuseOffer : acceptOffer
      return [answer(salon.ctx, actor, { bookingId }), answer(salon.ctx, actor, { bookingId })]
    }),
  )
  return offers.length
}

/** Whatever came of it, the tables agree with each other. */
async function expectOrder(): Promise<void> {
  const overlaps = await salon.db.query(
    `select a.id from bookings a join bookings b on a.id < b.id and a.busy && b.busy
      where a.status in ('pending', 'confirmed') and b.status in ('pending', 'confirmed')
        and (a.user_id = b.user_id or (a.staff_id = b.staff_id and a.session_id <> b.session_id))`,
  )
  expect(overlaps).toEqual([])
  const stuck = await salon.db.query(
    `select k.id from tasks k left join bookings b on b.id = (k.payload ->> 'offer')::bigint
      where k.dedup_key like 'wait:%' and k.status = 'waiting' and k.payload ->> 'offer' is not null
        and (b.status <> 'pending' or b.pending_for is distinct from 'offer')`,
  )
  expect(stuck).toEqual([])
  const withoutEntry = await salon.db.query(
    `select b.id from bookings b where b.pending_for = 'offer' and b.status = 'pending'
        and not exists (select from tasks k where k.status = 'waiting' and k.payload ->> 'offer' = b.id::text)`,
  )
  expect(withoutEntry).toEqual([])
  const withoutEnd = await salon.db.query(
    `select b.id from bookings b where b.pending_for = 'offer' and b.status = 'pending'
        and not exists (select from tasks k where k.kind = 'hold_end' and k.status = 'pending' and k.booking_id = b.id)`,
  )
  expect(withoutEnd).toEqual([])
  const winners = await salon.db.query(
    `select u.id from users u join bookings b on b.user_id = u.id and b.source = 'waitlist' and b.status = 'confirmed'
      group by u.id having count(*) > 1`,
  )
  expect(winners).toEqual([])
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
}

test.each([
  ['private visits', 1],
  ['group visits', 5],
])('twenty wait and ten visits are given up at once: %s', async (_, capacity) => {
  const holders = await openFull(capacity)
  const waiting = await allWait()
  const later = new Date('2026-03-06T07:00:00Z')
  // Every fifth moves away instead, all to one time: those who lose that race stay where they are.
  const given = await Promise.all(
    holders.map(({ actor, bookingId, version }, number) =>
      number % 5 === 4
        ? rescheduleBooking(salon.ctx, actor, { bookingId, version, staffId: null, startsAt: later })
        : cancelBooking(salon.ctx, actor, { bookingId, version: 1 }),
    ),
  )
  const freed = given.filter(({ ok }) => ok).length
  expect(freed).toBeGreaterThanOrEqual(8)
  const first = await openOffers()
  expect(first).toHaveLength(freed)
  // The oldest entries, each once.
  const order = await salon.db.query<{ userId: number }>(
    `select user_id as "userId" from tasks where dedup_key like 'wait:%' order by id limit $1`,
    [freed],
  )
  expect(first.map(({ userId }) => userId).sort()).toEqual(order.map(({ userId }) => userId).sort())
  await expectOrder()

  for (let round = 0; (await answerAll(waiting, round)) > 0; round++) {
    await expectOrder()
    if (round > people) throw new Error('offers go round in circles')
  }
  const [outcome] = await salon.db.query(
    `select (select count(*) from bookings where source = 'waitlist' and status = 'confirmed') as taken,
            (select count(*) from tasks where dedup_key like 'wait:%' and status = 'done') as done,
            (select count(*) from bookings where pending_for = 'offer' and status = 'pending') as open`,
  )
  expect(outcome).toEqual({ taken: freed, done: freed, open: 0 })
})

test('offers that are answered and run out at the same moment have one end each', async () => {
  const holders = await openFull(1)
  const waiting = await allWait()
  await Promise.all(
    holders.map(({ actor, bookingId }) => cancelBooking(salon.ctx, actor, { bookingId, version: 1 })),
  )
  salon.clock.moveTo(new Date('2026-03-02T06:31:00Z'))
  const signal = new AbortController().signal
  await Promise.all([answerAll(waiting, 0), sweepTasks(salon.ctx, signal), sweepTasks(salon.ctx, signal)])
  await expectOrder()
  const [counts] = await salon.db.query<{ active: number }>(
    `select count(*) as active from bookings where status in ('pending', 'confirmed')`,
  )
  expect(counts?.active).toBe(places)
})

test('who joins while the last visit is given up is offered it, or sees that it is free', async () => {
  const [holder] = await openFull(1)
  if (!holder) throw new Error('nobody has a visit')
  const joiners = await Promise.all(Array.from({ length: 5 }, (_, number) => salon.person(`Новый ${number}`)))
  const join = (actor: Actor) =>
    joinWaitingList(salon.ctx, actor, {
      serviceId: salon.serviceIds[0]!,
      staffId: null,
      full: 'day',
      date: thursday,
      range: 'day',
    })
  const [, ...joined] = await Promise.all([
    cancelBooking(salon.ctx, holder.actor, { bookingId: holder.bookingId, version: 1 }),
    ...joiners.map(join),
  ])
  const reasons = joined.map((result) => ('reason' in result ? result.reason : 'waits'))
  // The first of them decides: a place that was given up before is free to all, one given up afterwards is held.
  expect(['waits', 'free_now']).toContain(reasons[0])
  expect(new Set(reasons).size).toBe(1)
  expect(await openOffers()).toHaveLength(reasons[0] === 'waits' ? 1 : 0)
  await expectOrder()
})
