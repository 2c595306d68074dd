import type { UseCaseContext } from '../context.ts'
import type { Agenda, BookingPolicy, Service } from '../domain/agenda.ts'
import type { Interval } from '../domain/interval.ts'
import { localDateOf } from '../domain/local-time.ts'
import { bookingPolicy, type Settings } from '../domain/settings.ts'
import { findServiceWithSpecialists, listScheduleRules, listTakenTime } from '../storage/agenda.ts'
import type { Connection } from '../storage/database.ts'
import { loadSettings } from './load-settings.ts'

export interface AgendaQuery {
  readonly serviceId: number
  /** Null: any specialist. */
  readonly staffId: number | null
  /** Where the caller has read them already. */
  readonly settings?: Settings
  /** The time that matters for the question, chosen when zone and buffers are known. */
  readonly period: (policy: BookingPolicy, service: Service) => Interval
}

export type LoadedAgenda =
  | { readonly ok: true; readonly agenda: Agenda; readonly settings: Settings }
  | { readonly ok: false; readonly reason: 'service_gone' | 'staff_gone' }

/**
 * Reads whatever decides which starts of a service are free in a period: three statements, and a fourth for the settings when
 * the caller has not read them, whatever the number of days and staff. `staff_gone`: the specialist does not perform this service (any more).
 */
export async function loadAgenda(
  ctx: UseCaseContext,
  query: AgendaQuery,
  db: Connection = ctx.db,
): Promise<LoadedAgenda> {
  const settings = query.settings ?? (await loadSettings(ctx, db))
  const found = await findServiceWithSpecialists(db, query.serviceId)
  if (!found) return { ok: false, reason: 'service_gone' }

  const { service } = found
  const specialists = found.specialists.filter(({ id }) => query.staffId === null || id === query.staffId)
  if (specialists.length === 0 && query.staffId !== null) return { ok: false, reason: 'staff_gone' }

  const policy = bookingPolicy(settings)
  const staffIds = specialists.map(({ id }) => id)
  const period = query.period(policy, service)
  const rules = await listScheduleRules(
    db,
    staffIds,
    localDateOf(policy.zone, period.start),
    localDateOf(policy.zone, period.end),
  )
  const taken = await listTakenTime(db, staffIds, period)
  return { ok: true, agenda: { policy, service, specialists, rules, ...taken }, settings }
}
