import type { LocalDate } from '../../../domain/local-time.ts'
import type { ScheduleStaff } from '../../../domain/schedule.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewScheduleDay } from '../../../usecases/view-schedule-day.ts'
import type { BotContext } from '../../bot-context.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { scheduleStaffButton } from './buttons.ts'
import { leadTo, type ScheduleKind } from './navigation.ts'
import { refuseSchedule } from './refuse.ts'

interface Choice {
  readonly view: ScheduleKind
  readonly date: LocalDate
  readonly page: number
}

export async function openStaffChoice(ctx: BotContext, choice: Choice): Promise<Screen | null> {
  const view = await viewScheduleDay(ctx.services.useCases, ctx.actor, { date: choice.date, staffId: null })
  return view.ok ? renderStaffChoice(view.choices, choice, ctx.texts) : await refuseSchedule(ctx, view.reason)
}

export function renderStaffChoice(
  staff: readonly ScheduleStaff[],
  { view, date, page }: Choice,
  t: Texts,
): Screen {
  const { shown, page: present, pages } = pageOf(staff, page, 20)
  return {
    text: t.html('schedule.choose_staff'),
    keyboard: [
      [button(t.plain('schedule.button.all_staff'), leadTo(view, date, null))],
      ...inRows(
        shown.map(({ id, name }) => button(name, leadTo(view, date, id))),
        2,
      ),
      pager(present, pages, (other) => scheduleStaffButton.pack({ view, date, page: other }), t),
      backAndHome(leadTo(view, date, null), t),
    ].filter((row) => row.length > 0),
  }
}
