import type { UseCaseContext } from '../context.ts'
import { partsOf, type Service } from '../domain/agenda.ts'
import { agendaPeriod, freeStartsOfDay } from '../domain/availability.ts'
import type { LocalDate } from '../domain/local-time.ts'
import type { Actor } from './actor.ts'
import { loadTarget, type TargetRefusal, type VisitTarget } from './visit-target.ts'

export type DayOffView =
  | {
      readonly ok: true
      readonly services: readonly Service[]
      /** Whose day off it is; null: nobody else could be chosen, so it is everybody's. */
      readonly specialist: string | null
      /** Somebody else has time on that day. */
      readonly othersFree: boolean
    }
  | { readonly ok: false; readonly reason: TargetRefusal }

interface DayOffQuery {
  readonly target: VisitTarget
  /** On which the chosen specialist does not work. */
  readonly date: LocalDate
}

/** A day off of the specialist who was chosen for a visit: whether others could be asked for it instead. */
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
  const parts = partsOf(agenda)
  const staff = parts.flatMap(({ specialists }) => specialists)
  const chosen = staff.find(({ id }) => id === target.staffId)
  const isOnly = staff.every(({ id }) => id === target.staffId)
  return {
    ok: true,
    services: parts.map(({ service }) => service),
    specialist: chosen && !isOnly ? chosen.name : null,
    othersFree: freeStartsOfDay(agenda, date, ctx.clock.now(), options).length > 0,
  }
}
