import type { Actor } from '../src/usecases/actor.ts'
import { createBooking } from '../src/usecases/create-booking.ts'
import { enterChat } from '../src/usecases/enter-chat.ts'
import { addSalon, type BenchTenant } from './bench-tenant.ts'
import { perSecond, times, type Row } from './report.ts'

const minuteMs = 60_000
const writers = 50
const bookingsEach = 4

/** Bookings into the calendar of one specialist, each of another quarter of an hour, then of the same. */
export async function measureBookings(tenant: BenchTenant): Promise<Row[]> {
  const { serviceId, staffIds } = await addSalon(tenant, { staff: 1, durationMin: 15 })
  const people = await addPeople(tenant)
  const calendar = { tenant, serviceId, staffId: staffIds[0] ?? 0 }
  await book(calendar, people.slice(0, 1), startsFrom(0, 40))

  const count = writers * bookingsEach
  const alone = await timed(() => book(calendar, people.slice(0, 1), startsFrom(1, count)))
  const together = await timed(() => book(calendar, people, startsFrom(8, count)))
  const contested = startsFrom(15, bookingsEach).flatMap((start) =>
    Array.from({ length: writers }, () => start),
  )
  const race = await timed(() => book(calendar, people, contested))
  if (alone.result !== count || together.result !== count || race.result !== bookingsEach) {
    throw new Error(`booked ${alone.result}, ${together.result} and ${race.result}`)
  }
  return [
    {
      name: 'bookings, one after the other',
      value: perSecond(count, alone.ms),
      meaning: 'one calendar, through the use case, durable commits',
    },
    {
      name: 'bookings, 50 writers at once',
      value: perSecond(count, together.ms),
      meaning: 'the same calendar',
    },
    {
      name: '50 writers to one',
      value: times(alone.ms / together.ms),
      meaning: 'above 1: writers of one calendar do not hinder each other',
    },
    {
      name: 'decisions on contested starts',
      value: perSecond(contested.length, race.ms),
      meaning: '50 people at each start, one gets it: what a rush for one slot costs',
    },
  ]
}

interface Calendar {
  readonly tenant: BenchTenant
  readonly serviceId: number
  readonly staffId: number
}

async function addPeople({ ctx }: BenchTenant): Promise<Actor[]> {
  const people: Actor[] = []
  for (let number = 1; number <= writers; number++) {
    const name = { username: null, firstName: `Клиент ${number}`, lastName: null, languageCode: 'ru' }
    people.push(await enterChat(ctx, { ...name, updateId: number, telegramId: 1000 + number }))
  }
  return people
}

let lastUpdate = 1000

/** Each writer takes the next start as soon as it is done with the last; returns how many were booked. */
async function book(calendar: Calendar, people: readonly Actor[], starts: readonly Date[]): Promise<number> {
  const { tenant, serviceId, staffId } = calendar
  const waiting = [...starts]
  let booked = 0
  const work = async (person: Actor) => {
    for (let startsAt = waiting.shift(); startsAt; startsAt = waiting.shift()) {
      const actor = { ...person, origin: `u:${++lastUpdate}` }
      const result = await createBooking(tenant.ctx, actor, { serviceIds: [serviceId], staffId, startsAt })
      if (result.ok && !result.repeated) booked++
    }
  }
  await Promise.all(people.map(work))
  return booked
}

/** Quarters of an hour from midnight (UTC) of so many days ahead on. */
function startsFrom(days: number, count: number): Date[] {
  const first = Math.ceil(Date.now() / 86_400_000 + 1 + days) * 86_400_000
  return Array.from({ length: count }, (_, index) => new Date(first + index * 15 * minuteMs))
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly ms: number }> {
  const from = performance.now()
  const result = await work()
  return { result, ms: performance.now() - from }
}
