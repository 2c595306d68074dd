import type { ScheduleRefusal } from '../../../usecases/load-schedule.ts'
import type { BotContext } from '../../bot-context.ts'
import { button, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { scheduleDayButton } from './buttons.ts'

export async function refuseSchedule(ctx: BotContext, reason: ScheduleRefusal): Promise<Screen | null> {
  const { texts: t } = ctx
  if (reason === 'forbidden') {
    await ctx.refuseTap()
    return null
  }
  const today = scheduleDayButton.pack({ date: null, staffId: null, page: 0 })
  return {
    text: t.html('schedule.staff_gone'),
    keyboard: [[button(t.plain('schedule.button.today'), today)], backAndHome(null, t)],
  }
}
