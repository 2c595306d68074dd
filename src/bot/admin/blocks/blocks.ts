import { Composer } from 'telegraf'
import { listTimeOff } from '../../../usecases/list-time-off.ts'
import type { BotContext } from '../../bot-context.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import type { OnDay } from '../../on-day.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import type { WayBack } from '../../way-back.ts'
import type { Section } from '../section.ts'
import { datesDialog, hoursDialog, reasonDialog, timeOffDialogs, whenDialog } from './ask.ts'
import {
  askEndBreakButton,
  askLiftButton,
  blockCardButton,
  breakCardButton,
  breakDatesButton,
  breakHoursButton,
  endBreakButton,
  liftBlockButton,
  newTimeOffButton,
  reviewButton,
  takeTimeOffButton,
  timeOffButton,
  timeOffForButton,
  timeOffReasonButton,
  weekdaysButton,
} from './buttons.ts'
import { askEnd, askLift, end, lift, openBlock, openBreak } from './card.ts'
import { keepPlan, loadPlan } from './plan-draft.ts'
import { renderStaffToClose } from './render-list.ts'
import { openList, openReview, take } from './review.ts'
import { everyDay, renderWeekdays, type ChosenDays } from './weekdays.ts'

/** Time in which nobody can book: what there is of it, more of it, and its end. */
export const blocks: Section = {
  permission: 'blocks',
  onPanel: [{ label: 'panel.button.blocks', data: timeOffButton.pack({ page: 0 }) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(timeOffButton, async (ctx, { page }) => await openList(ctx, page)),
      onTap(newTimeOffButton, chooseStaff),
      onTap(timeOffForButton, askWhen),
      onTap(weekdaysButton, chooseWeekdays),
      onTap(breakHoursButton, askHours),
      onTap(reviewButton, openReview),
      onTap(timeOffReasonButton, async (ctx) => await askAboutPlan(ctx, reasonDialog)),
      onTap(breakDatesButton, async (ctx) => await askAboutPlan(ctx, datesDialog)),
      onTap(takeTimeOffButton, take),
      onTap(blockCardButton, openBlock),
      onTap(askLiftButton, askLift),
      onTap(liftBlockButton, lift),
      onTap(breakCardButton, openBreak),
      onTap(askEndBreakButton, askEnd),
      onTap(endBreakButton, end),
    )
    return composer
  },
  dialogs: () => timeOffDialogs,
}

/** On a day of the schedule: the day, and the way back there. */
type Beginning = OnDay & WayBack

/** Only where there is somebody to choose from. */
async function chooseStaff(
  ctx: BotContext,
  { page, ...begun }: Beginning & { readonly page: number },
): Promise<Screen | null> {
  const list = await listTimeOff(ctx.services.useCases, ctx.actor)
  if (!list.ok) return await refuse(ctx)
  if (!list.everybody) return await askWhen(ctx, { ...begun, staffId: list.staff[0]?.id ?? null })
  return list.several
    ? renderStaffToClose(list, { ...begun, page }, ctx.texts)
    : await askWhen(ctx, { ...begun, staffId: null })
}

async function askWhen(
  ctx: BotContext,
  { staffId, date = null, from }: Beginning & { readonly staffId: number | null },
): Promise<Screen | null> {
  const list = await listTimeOff(ctx.services.useCases, ctx.actor)
  const one = list.ok ? list.staff.find(({ id }) => id === staffId) : undefined
  if (!list.ok || (staffId === null ? !list.everybody : !one)) return await refuse(ctx)
  const who = one?.name ?? ctx.texts.plain('blocks.part.everybody')
  const { today } = list
  const day = date !== null && date > today ? date : null
  return await beginDialog(ctx, whenDialog, { staffId, who, today, day, from })
}

function chooseWeekdays(ctx: BotContext, chosen: ChosenDays): Promise<Screen | null> {
  return chosen.days > everyDay ? refuse(ctx) : Promise.resolve(renderWeekdays(chosen, ctx.texts))
}

async function askHours(ctx: BotContext, chosen: ChosenDays): Promise<Screen | null> {
  if (chosen.days === 0 || chosen.days > everyDay) return await refuse(ctx)
  return await beginDialog(ctx, hoursDialog, { ...chosen })
}

async function askAboutPlan(ctx: BotContext, dialog: typeof reasonDialog): Promise<Screen | null> {
  const kept = await loadPlan(ctx)
  if (kept.state !== 'planned') return await openReview(ctx, { page: 0 })
  const list = await listTimeOff(ctx.services.useCases, ctx.actor)
  if (!list.ok) return await refuse(ctx)
  return await beginDialog(ctx, dialog, {
    plan: keepPlan(kept.off),
    today: list.today,
    from: kept.from,
  })
}

async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}
