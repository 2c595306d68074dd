import type { UseCaseContext } from '../context.ts'
import { localDateOf, type LocalDate } from '../domain/local-time.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

/** What day it is at the business, and in which zone: what typed days and times are read by. */
export async function viewToday(
  ctx: UseCaseContext,
  _actor: Actor,
): Promise<{ readonly zone: string; readonly today: LocalDate }> {
  const { timeZone: zone } = await loadSettings(ctx)
  return { zone, today: localDateOf(zone, ctx.clock.now()) }
}
