import { may } from '../../../domain/roles.ts'
import { viewHours, type HoursView } from '../../../usecases/view-hours.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { renderWeek } from './render-week.ts'

export interface Whose {
  /** Null: the business. */
  readonly staffId: number | null
}

/** Whoever may see only their own hours begins with those. */
export async function openHours(ctx: BotContext, { staffId }: Whose): Promise<Screen | null> {
  const { actor, services, texts: t } = ctx
  const own = may(actor.role, 'schedule_read') ? null : actor.staffId
  const view = await viewHours(services.useCases, actor, { staffId: staffId ?? own })
  return view.ok ? renderWeek(view, t) : await refuseHours(ctx, view.reason)
}

export async function refuseHours(
  ctx: BotContext,
  reason: Extract<HoursView, { ok: false }>['reason'],
): Promise<Screen | null> {
  const { texts: t } = ctx
  if (reason === 'staff_gone') return { text: t.html('hours.staff_gone'), keyboard: [backAndHome(null, t)] }
  await ctx.refuseTap()
  return null
}
