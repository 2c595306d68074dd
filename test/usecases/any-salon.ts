import { expect } from '@jest/globals'
import fc from '../support/properties.ts'
import { freeStartsOfDay } from '../../src/domain/availability.ts'
import { localDateOf, monthOfDate, type LocalDate } from '../../src/domain/local-time.ts'
import type { Transaction } from '../../src/storage/database.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { createBooking, type CreateBookingResult } from '../../src/usecases/create-booking.ts'
import { viewMonth } from '../../src/usecases/view-month.ts'
import { viewTimes } from '../../src/usecases/view-times.ts'
import { plusDays } from '../domain/slow-availability.ts'
import { withPreparedStatements } from '../support/prepare-statements.ts'
import { rememberReads } from '../support/remembered-reads.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { agendaOfSalon, insertSalon, randomSalon, serviceId, type RandomSalon } from './random-salons.ts'

const minuteMs = 60_000
const dayMs = 1440 * minuteMs
/** Of a date's starts these many are booked, the first and the last among them. */
const mostBooked = 3

export const minutesForManySalons = 10

/**
 * Holds so many random salons to their word, each in a transaction that is rolled back. What fails is told with its
 * `seed` and `path`: given to `fc.assert`, they bring the same salon again.
 */
export async function expectSalonsToKeepTheirWord(
  alignment: 'grid' | 'tight',
  salons: number,
): Promise<void> {
  const tenant = await withPreparedStatements(() =>
    openTenant({ specialists: [], services: [], isDirect: true }),
  )
  try {
    const [anna, vera, boris] = [
      await tenant.person('Анна'),
      await tenant.person('Вера'),
      await tenant.person('Борис'),
    ]
    const property = fc.asyncProperty(randomSalon(alignment), async (salon) => {
      await rolledBack(tenant, async (tx) => {
        await insertSalon(tx, salon, boris.userId)
        await expectWordKept({ ...contextsOf(tenant, tx, salon), anna, vera, salon })
      })
    })
    const interruptAfterTimeLimit = (minutesForManySalons - 1) * 60_000
    await fc.assert(property, { numRuns: salons, interruptAfterTimeLimit, markInterruptAsFailure: true })
  } finally {
    await tenant.close()
  }
}

async function rolledBack(tenant: TestTenant, work: (tx: Transaction) => Promise<void>): Promise<void> {
  const done = new Error('rolled back on purpose')
  const run = tenant.db.transaction(async (tx) => {
    await work(tx)
    throw done
  })
  await run.catch((error: unknown) => {
    if (error !== done) throw error
  })
}

type Context = TestTenant['ctx']

interface Case {
  /** Its database forgets each booking as soon as it is made. */
  readonly ctx: Context
  /** Its database keeps them, as long as this salon lasts. */
  readonly lasting: Context
  readonly anna: Actor
  readonly vera: Actor
  readonly salon: RandomSalon
}

/** With the salon's settings, and a clock that stands still. */
function contextsOf(tenant: TestTenant, tx: Transaction, { now, policy, zone }: RandomSalon) {
  const { query, trying, keeping } = rememberReads(tx)
  const contextWith = (transaction: typeof trying): Context => ({
    ...tenant.ctx,
    db: Object.assign(Object.create(tenant.db) as typeof tenant.db, { query, transaction }),
    settingDefaults: { ...tenant.ctx.settingDefaults, ...policy, timeZone: zone },
    clock: { ...tenant.clock, now: () => now },
  })
  return { ctx: contextWith(trying), lasting: contextWith(keeping) }
}

/** Before and after somebody books the start in the middle. */
async function expectWordKept(at: Case): Promise<void> {
  const offered = await offeredAround(at)
  expectAsWritten(at, offered)
  await expectCalendarToAgree(at, offered)
  await expectOnlyOffered(at, offered, worthTrying(at, offered))

  const starts = startsInTheMiddle(at, offered)
  const middle = starts.length >> 1
  const taken = starts[middle]
  if (taken === undefined) return
  const made = await book(at.lasting, at, at.vera, taken)
  expect(made.ok).toBe(true)
  const left = await offeredAround(at)
  await expectCalendarToAgree(at, left)
  await expectOnlyOffered(at, left, starts.slice(Math.max(0, middle - 1), middle + 2))
}

/** The starts that the date in the middle and its neighbours list. */
async function offeredAround(at: Case): Promise<Offered> {
  const offered = new Map<LocalDate, readonly number[]>()
  for (const days of [-1, 0, 1]) {
    const date = plusDays(at.salon.around, days) as LocalDate
    offered.set(date, await startsOf(at, date))
  }
  return offered
}

type Offered = ReadonlyMap<LocalDate, readonly number[]>

function startsInTheMiddle({ salon }: Case, offered: Offered): readonly number[] {
  return offered.get(salon.around as LocalDate) ?? []
}

async function startsOf({ ctx, anna, salon }: Case, date: LocalDate): Promise<number[]> {
  const target = { serviceIds: [serviceId], staffId: salon.staffId, movingBookingId: null, clientId: null }
  const view = await viewTimes(ctx, anna, { target, date })
  if (!view.ok) expect(view.reason).toBe('beyond_horizon')
  return view.ok ? view.starts.map(({ startsAt }) => startsAt.getTime()) : []
}

/** The lists are those of what was written down, whatever else is in the tables. */
function expectAsWritten({ salon }: Case, offered: Offered): void {
  const agenda = agendaOfSalon(salon)
  const { now, staffId } = salon
  for (const [date, starts] of offered) {
    const written = freeStartsOfDay(agenda, date, now, { staffId })
    expect(starts).toEqual(written.map(({ startsAt }) => startsAt.getTime()))
  }
}

/** A month that can't be opened has nothing to agree with. */
async function expectCalendarToAgree({ ctx, anna, salon }: Case, offered: Offered): Promise<void> {
  const target = { serviceIds: [serviceId], staffId: salon.staffId, movingBookingId: null, clientId: null }
  for (const month of new Set([...offered.keys()].map(monthOfDate))) {
    const view = await viewMonth(ctx, anna, { target, month })
    for (const day of view.ok ? view.days : []) {
      const starts = offered.get(day.date)
      if (!starts) continue
      expect(day).toMatchObject({ date: day.date, free: starts.length })
      expect(['free', 'nearly_full'].includes(day.status)).toBe(starts.length > 0)
    }
  }
}

async function expectOnlyOffered(at: Case, offered: Offered, instants: readonly number[]): Promise<void> {
  const all = new Set([...offered.values()].flat())
  for (const instant of instants) {
    const result = await book(at.ctx, at, at.anna, instant)
    const startsAt = result.ok ? result.visit.startsAt : new Date(instant)
    expect({ startsAt, booked: result.ok }).toEqual({ startsAt: new Date(instant), booked: all.has(instant) })
  }
}

async function book(
  ctx: Context,
  { salon }: Case,
  actor: Actor,
  instant: number,
): Promise<CreateBookingResult> {
  const { staffId } = salon
  return await createBooking(ctx, actor, { serviceIds: [serviceId], staffId, startsAt: new Date(instant) })
}

/**
 * Starts of the date in the middle, the minutes beside them, edges of whatever is in the way, the present, what no
 * horizon reaches, and anything: all of which the lists of the date and its neighbours decide.
 */
function worthTrying(at: Case, offered: Offered): number[] {
  const { around, blocks, forged, now, policy, service, visits, zone } = at.salon
  const starts = sampled(startsInTheMiddle(at, offered))
  const beside = starts.slice(0, 1).flatMap((start) => [start - minuteMs, start + minuteMs])
  const inTheWay = [...visits.slice(0, 2).map(({ busy }) => busy), ...blocks.map(({ during }) => during)]
  const lengthMs = service.duration_min * minuteMs
  const edges = inTheWay.slice(0, 3).flatMap(({ start, end }) => [start.getTime() - lengthMs, end.getTime()])
  const others = [...forged, now].map((instant) => instant.getTime())
  const decided = [...starts, ...beside, ...edges, ...others].filter((instant) => {
    const date = localDateOf(zone, new Date(instant))
    return date === around || date === plusDays(around, 1)
  })
  const tooFar = starts.slice(0, 1).map((start) => start + (policy.horizonDays + 5) * dayMs)
  return [...new Set([...decided, ...tooFar])]
}

function sampled(starts: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil(starts.length / mostBooked))
  return starts.filter((_, index) => index % step === 0 || index === starts.length - 1)
}
