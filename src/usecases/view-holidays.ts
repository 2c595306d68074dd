import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { loadHolidays, type HolidayList } from './holidays-of.ts'
import { isPermitted } from './permission.ts'

export type HolidaysView =
  ({ readonly ok: true } & HolidayList) | { readonly ok: false; readonly reason: 'forbidden' }

/** The public holidays of the year ahead in the business's country, as a suggestion: they close nothing by themselves. */
export async function viewHolidays(ctx: UseCaseContext, actor: Actor): Promise<HolidaysView> {
  if (!isPermitted(actor, 'schedule')) return { ok: false, reason: 'forbidden' }
  return { ok: true, ...(await loadHolidays(ctx, ctx.db, actor)) }
}
