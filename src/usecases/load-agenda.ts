import type { UseCaseContext } from '../context.ts'
import type { Agenda, AgendaPart, BookingPolicy, Service } from '../domain/agenda.ts'
import { canCombine, isChoice } from '../domain/combination.ts'
import type { Interval } from '../domain/interval.ts'
import { localDateOf } from '../domain/local-time.ts'
import { bookingPolicy, type Settings } from '../domain/settings.ts'
import { listScheduleRules, listServicesWithSpecialists, listTakenTime } from '../storage/agenda.ts'
import type { Connection } from '../storage/database.ts'
import { loadSettings } from './load-settings.ts'

export interface AgendaQuery {
  /** In the order in which they are performed; `domain/combination.ts` says which can be. */
  readonly serviceIds: readonly number[]
  /** Those that a visit has already: they count though they may not be offered any more. Absent: it is a new one. */
  readonly agreedIds?: readonly number[]
  /** Null: any specialist. */
  readonly staffId: number | null
  /** Where the caller has read them already. */
  readonly settings?: Settings
  /** The time that matters for the question, chosen when zone and buffers are known. */
  readonly period: (policy: BookingPolicy, services: readonly Service[]) => Interval
}

export type LoadedAgenda =
  | {
      readonly ok: true
      readonly agenda: Agenda
      readonly settings: Settings
      /** Who was chosen among several, by name; null: nobody, or there was no choice. */
      readonly chosen: string | null
    }
  | { readonly ok: false; readonly reason: 'service_gone' | 'staff_gone' }

/**
 * Reads whatever decides which starts of a visit are free in a period: three statements, and a fourth for the settings when
 * the caller has not read them, whatever the number of days and staff. `service_gone`: one of the services can't be booked (any more), or not with the others; `staff_gone`: the specialist does not perform all of it (any more).
 */
export async function loadAgenda(
  ctx: UseCaseContext,
  query: AgendaQuery,
  db: Connection = ctx.db,
): Promise<LoadedAgenda> {
  const settings = query.settings ?? (await loadSettings(ctx, db))
  const loaded = await loadParts(db, query)
  if (typeof loaded === 'string') return { ok: false, reason: loaded }
  const { parts, chosen } = loaded

  const policy = bookingPolicy(settings)
  const staffIds = [...new Set(parts.flatMap(({ specialists }) => specialists.map(({ id }) => id)))]
  const services = parts.map(({ service }) => service)
  const period = query.period(policy, services)
  const rules = await listScheduleRules(
    db,
    staffIds,
    localDateOf(policy.zone, period.start),
    localDateOf(policy.zone, period.end),
  )
  const taken = await listTakenTime(db, staffIds, period)
  const [first, ...further] = parts
  return { ok: true, agenda: { policy, ...first, further, rules, ...taken }, settings, chosen }
}

interface LoadedParts {
  readonly parts: readonly [AgendaPart, ...AgendaPart[]]
  readonly chosen: string | null
}

async function loadParts(
  db: Connection,
  { serviceIds, agreedIds, staffId }: AgendaQuery,
): Promise<LoadedParts | 'service_gone' | 'staff_gone'> {
  if (!isChoice(serviceIds)) return 'service_gone'
  const found = await listServicesWithSpecialists(db, serviceIds, agreedIds)
  const services = found.map(({ service }) => service)
  if (found.length < serviceIds.length || !canCombine(services)) return 'service_gone'
  const [first, ...further] = found.map(({ service, specialists }) => ({
    service,
    specialists: specialists.filter(({ id }) => staffId === null || id === staffId),
  }))
  if (!first) return 'service_gone'
  const isMissing = [first, ...further].some(({ specialists }) => specialists.length === 0)
  if (isMissing && staffId !== null) return 'staff_gone'
  const isChosen = staffId !== null && found.some(({ specialists }) => specialists.length > 1)
  return { parts: [first, ...further], chosen: isChosen ? (first.specialists[0]?.name ?? null) : null }
}
