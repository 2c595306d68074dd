import type { UseCaseContext, VisitCard } from '../context.ts'
import type { TimeOff } from '../domain/time-off.ts'
import type { Actor } from './actor.ts'
import { findVisitCards } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { loadTimeOffPlan, type LoadedTimeOffPlan, type TimeOffPlan } from './load-time-off-plan.ts'
import { toVisitCard } from './visit-card.ts'

export type TimeOffPlanView =
  | {
      readonly ok: true
      readonly plan: TimeOffPlan
      readonly page: number
      readonly pages: number
      /** The visits of the page. */
      readonly shown: readonly { readonly visit: VisitCard; readonly clientName: string }[]
    }
  | Extract<LoadedTimeOffPlan, { ok: false }>

/** Visits a page: each has a line and a button. */
const pageSize = 8

/** Before time is taken out: what it is, and the visits that lie within, a page of them. */
export async function viewTimeOffPlan(
  ctx: UseCaseContext,
  actor: Actor,
  { off, page }: { readonly off: TimeOff; readonly page: number },
): Promise<TimeOffPlanView> {
  const loaded = await loadTimeOffPlan(ctx, ctx.db, actor, off)
  if (!loaded.ok) return loaded
  const { plan } = loaded
  const settings = await loadSettings(ctx)
  const pages = Math.max(1, Math.ceil(plan.visits.length / pageSize))
  const present = Math.min(page, pages - 1)
  const ids = plan.visits.slice(present * pageSize, (present + 1) * pageSize).map((one) => one.bookingId)
  const rows = await findVisitCards(ctx.db, ids)
  return {
    ok: true,
    plan,
    page: present,
    pages,
    shown: rows.map((row) => ({ visit: toVisitCard(row, settings), clientName: row.clientName ?? '' })),
  }
}
