import type { UseCaseContext } from '../context.ts'
import { summaryMoments } from '../domain/daily-summary.ts'
import { lockSummaries, replanSummaries } from '../storage/daily-summaries.ts'
import type { Transaction } from '../storage/database.ts'
import { loadSettings } from './load-settings.ts'

/**
 * Plans everybody's daily summaries anew: at every sweep, and in the transaction of whatever changes their hour, the zone,
 * or who wants one. What is planned already stays.
 */
export async function planSummaries(ctx: UseCaseContext, tx: Transaction): Promise<void> {
  await lockSummaries(tx)
  const { timeZone, summaryHour } = await loadSettings(ctx, tx)
  const now = ctx.clock.now()
  const planned = await replanSummaries(tx, summaryMoments(timeZone, summaryHour, now), now)
  tx.onCommit(ctx.schedule, planned)
}
