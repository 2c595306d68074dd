import type { UseCaseContext } from '../context.ts'
import type { Service } from '../domain/agenda.ts'
import { agendaPeriod } from '../domain/availability.ts'
import {
  explainDay,
  explainServices,
  type DayExplanation,
  type ExplainedAgenda,
} from '../domain/explain-day.ts'
import { localDateOf, type LocalDate } from '../domain/local-time.ts'
import { bookingPolicy } from '../domain/settings.ts'
import { listScheduleRules, listServicesWithSpecialists, listTakenTime } from '../storage/agenda.ts'
import { listBlocks } from '../storage/schedule.ts'
import { listActiveServices } from '../storage/services.ts'
import { listBlockableStaff } from '../storage/time-off.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { reachOf } from './permission.ts'

export type ClosedDayExplanation =
  | {
      readonly ok: true
      readonly zone: string
      readonly today: LocalDate
      readonly date: LocalDate
      /** Null: any. */
      readonly service: Service | null
      readonly services: readonly Service[]
      readonly staff: readonly DayExplanation[]
      /** Names of those who do not perform it. */
      readonly others: readonly string[]
      /** Active visits that one client may have ahead. */
      readonly limit: number
    }
  /** `no_services`: nothing can be booked at all, or nobody. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'service_gone' | 'no_services' }

export interface ClosedDayQuery {
  /** Null: today. */
  readonly date: LocalDate | null
  /** Null: any. */
  readonly serviceId: number | null
}

/** Why nobody can book on a date, specialist by specialist: of everybody for admins, of a specialist their own. */
export async function explainClosedDay(
  ctx: UseCaseContext,
  actor: Actor,
  { date: asked, serviceId }: ClosedDayQuery,
): Promise<ClosedDayExplanation> {
  const reach = reachOf(actor, 'schedule_read')
  if (!reach) return { ok: false, reason: 'forbidden' }
  const settings = await loadSettings(ctx)
  const policy = bookingPolicy(settings)
  const now = ctx.clock.now()
  const today = localDateOf(policy.zone, now)
  const date = asked ?? today
  const services = await listActiveServices(ctx.db)
  const service = services.find(({ id }) => id === serviceId) ?? null
  if (serviceId !== null && !service) return { ok: false, reason: 'service_gone' }
  const wanted = service ? [service] : services
  const bookable = (await listBlockableStaff(ctx.db)).filter(
    ({ id }) => reach === 'everybody' || id === reach.staffId,
  )
  if (wanted.length === 0 || bookable.length === 0) return { ok: false, reason: 'no_services' }

  const ids = bookable.map(({ id }) => id)
  // Of one service, whichever it is: not of a visit of all of them, one after the other.
  const bufferAfterMin = Math.max(...wanted.map((one) => one.bufferAfterMin))
  const period = agendaPeriod(policy, [{ bufferAfterMin }], date, date)
  const [from, to] = [localDateOf(policy.zone, period.start), localDateOf(policy.zone, period.end)]
  const rules = await listScheduleRules(ctx.db, ids, from, to)
  const blocks = await listBlocks(ctx.db, ids, period)
  const { visits } = await listTakenTime(ctx.db, ids, period)
  const parts = await listServicesWithSpecialists(
    ctx.db,
    wanted.map(({ id }) => id),
  )
  const agendas = parts.map(({ service: one, specialists }): ExplainedAgenda => {
    const reached = specialists.filter(({ id }) => ids.includes(id))
    return { policy, service: one, specialists: reached, rules, blocks, visits }
  })
  const [only] = agendas
  const staff = service && only ? explainDay(only, date, now) : explainServices(agendas, date, now)
  const performing = new Set(staff.map(({ specialist }) => specialist.id))
  return {
    ok: true,
    zone: policy.zone,
    today,
    date,
    service,
    services,
    staff,
    others: bookable.filter(({ id }) => !performing.has(id)).map(({ name }) => name),
    limit: settings.maxBookingsPerUser,
  }
}
