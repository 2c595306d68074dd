import { Composer } from 'telegraf'
import type { BotContext } from '../../bot-context.ts'
import { cancelRepeats } from './cancel-series.ts'
import { confirmRepeats } from './confirm-series.ts'
import { planRepeats } from './plan-series.ts'
import { repeatVisit } from './repeat-visit.ts'

/** A visit that repeats: how often, which dates, all at once; and cancelling those that follow. */
export function series(): Composer<BotContext> {
  return new Composer<BotContext>(repeatVisit(), planRepeats(), confirmRepeats(), cancelRepeats())
}
