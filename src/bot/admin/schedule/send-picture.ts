import { loadFonts, type Fonts } from '../../../documents/font.ts'
import { drawLoadCalendar, drawLoadTable } from '../../../documents/load-pictures.ts'
import { drawTimelineColumns, mostColumns } from '../../../documents/timeline-columns.ts'
import { drawTimelineRows } from '../../../documents/timeline-rows.ts'
import { monthOfDate, type LocalDate } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewScheduleDay, type ScheduleDayView } from '../../../usecases/view-schedule-day.ts'
import { viewScheduleMonth } from '../../../usecases/view-schedule-month.ts'
import { viewScheduleWeek, type ScheduleWeekView } from '../../../usecases/view-schedule-week.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Screen } from '../../screen.ts'
import type { ScheduleKind } from './navigation.ts'
import { dayTimeline, monthCalendar, weekTable, weekTimeline } from './pictures.ts'
import { refuseSchedule } from './refuse.ts'

interface Query {
  readonly view: ScheduleKind
  readonly date: LocalDate
  readonly staffId: number | null
}

/** The schedule as a photo below the message that it was asked for on. */
export async function sendSchedulePicture(ctx: BotContext, query: Query): Promise<Screen | null> {
  const drawn = await draw(ctx, query)
  if (!drawn.ok) return await refuseSchedule(ctx, drawn.reason)
  await ctx.answerTap()
  await ctx.sendPicture(await ctx.services.painter.paint(drawn.svg))
  return null
}

async function draw(ctx: BotContext, { view: kind, date, staffId }: Query) {
  const { actor, texts: t, services } = ctx
  const fonts = await loadFonts()
  switch (kind) {
    case 'day': {
      const view = await viewScheduleDay(services.useCases, actor, { date, staffId })
      return view.ok ? { ok: true as const, svg: drawDay(view, fonts, t) } : view
    }
    case 'week': {
      const view = await viewScheduleWeek(services.useCases, actor, { date, staffId })
      return view.ok ? { ok: true as const, svg: drawWeek(view, fonts, t) } : view
    }
    case 'month': {
      const view = await viewScheduleMonth(services.useCases, actor, { month: monthOfDate(date), staffId })
      return view.ok ? { ok: true as const, svg: drawLoadCalendar(monthCalendar(view, t), fonts) } : view
    }
  }
}

function drawDay(view: Extract<ScheduleDayView, { ok: true }>, fonts: Fonts, t: Texts): string {
  const timeline = dayTimeline(view, t)
  return view.days.length > mostColumns
    ? drawTimelineRows(timeline, fonts)
    : drawTimelineColumns(timeline, fonts)
}

function drawWeek(view: Extract<ScheduleWeekView, { ok: true }>, fonts: Fonts, t: Texts): string {
  return view.days.length > view.dates.length
    ? drawLoadTable(weekTable(view, t), fonts)
    : drawTimelineColumns(weekTimeline(view, t), fonts)
}
