import type { UseCaseContext } from '../context.ts'
import { partsOf, type Service } from '../domain/agenda.ts'
import { agendaPeriod, freeStartsOfDay, staffAtWork } from '../domain/availability.ts'
import type { LocalDate } from '../domain/local-time.ts'
import type { Actor } from './actor.ts'
import { loadTarget, type TargetRefusal, type VisitTarget } from './visit-target.ts'

export type DayOffView =
  /** The chosen specialist works on that day, so its times are what there is to see. */
  | { readonly ok: true; readonly isOff: false }
  | {
      readonly ok: true
      readonly isOff: true
      readonly services: readonly Service[]
      /** Whose day off it is while others work; null: nobody works. */
      readonly specialist: string | null
      /** Somebody else has time on that day. */
      readonly othersFree: boolean
    }
  | { readonly ok: false; readonly reason: TargetRefusal }

interface DayOffQuery {
  readonly target: VisitTarget & { readonly staffId: number }
  readonly date: LocalDate
}

/**
 * A day on which the calendar showed no time of the chosen specialist: whether it is their day off (it may have been lifted
 * since, or the visit is only too long for their hours), and whether others could be asked for it instead.
 */
export async function viewDayOff(
  ctx: UseCaseContext,
  actor: Actor,
  { target, date }: DayOffQuery,
): Promise<DayOffView> {
  const loaded = await loadTarget(ctx, actor, { ...target, staffId: null }, (policy, services) =>
    agendaPeriod(policy, services, date, date),
  )
  if (!loaded.ok) return loaded
  const { agenda, options } = loaded
  const now = ctx.clock.now()
  const parts = partsOf(agenda)
  const [chosen, ...others] = parts.map(({ specialists }) =>
    specialists.find(({ id }) => id === target.staffId),
  )
  if (!chosen || others.includes(undefined)) return { ok: false, reason: 'staff_gone' }
  const atWork = staffAtWork(agenda, date, now)
  if (atWork.includes(chosen.id)) return { ok: true, isOff: false }
  return {
    ok: true,
    isOff: true,
    services: parts.map(({ service }) => service),
    specialist: atWork.length > 0 ? chosen.name : null,
    othersFree: freeStartsOfDay(agenda, date, now, options).length > 0,
  }
}
