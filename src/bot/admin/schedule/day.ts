import type { OutgoingButton } from '../../../context.ts'
import { addDays, type LocalDate } from '../../../domain/local-time.ts'
import { loadOfDays, type DayEntry, type ScheduledVisit, type StaffDay } from '../../../domain/schedule.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewScheduleDay, type ScheduleDayView } from '../../../usecases/view-schedule-day.ts'
import type { BotContext } from '../../bot-context.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, fit, inRows, type Screen } from '../../screen.ts'
import { blockCardButton, newTimeOffButton } from '../blocks/buttons.ts'
import { staffCardButton } from '../bookings/buttons.ts'
import { newBookingButton } from '../new-booking/buttons.ts'
import { whyButton } from '../why/buttons.ts'
import { scheduleDayButton } from './buttons.ts'
import { entryText, loadText, personOf } from './entry-text.ts'
import { scheduleRows, scopeLines } from './navigation.ts'
import { refuseSchedule } from './refuse.ts'

interface Query {
  /** Null: today. */
  readonly date: LocalDate | null
  readonly staffId: number | null
  readonly page: number
}

export async function openScheduleDay(ctx: BotContext, { page, ...query }: Query): Promise<Screen | null> {
  const view = await viewScheduleDay(ctx.services.useCases, ctx.actor, query)
  return view.ok ? renderScheduleDay(view, page, ctx.texts) : await refuseSchedule(ctx, view.reason)
}

type Day = Extract<ScheduleDayView, { ok: true }>

interface Line {
  readonly day: StaffDay<ScheduledVisit>
  /** Null: of a day off without visits. */
  readonly entry: DayEntry<ScheduledVisit> | null
}

const pageSize = 20

export function renderScheduleDay(view: Day, page: number, t: Texts): Screen {
  const { date, chosen, zone } = view
  const place = { date, staffId: chosen?.id ?? null }
  const { shown, page: present, pages } = pageOf(linesOf(view.days), page, pageSize)
  return {
    text: [heading(view, t), ...blocksOf(shown, view, t)].join('\n\n'),
    keyboard: [
      ...entryButtons(shown, scheduleDayButton.pack({ ...place, page: present }), zone, t),
      pager(present, pages, (other) => scheduleDayButton.pack({ ...place, page: other }), t),
      arrows(view, t),
      changeButtons(view, t),
      [button(t.plain('why.button.why'), whyButton.pack({ date, serviceId: null, page: 0 }))],
      ...scheduleRows({ view: 'day', ...view }, t),
    ].filter((row) => row.length > 0),
  }
}

function heading(view: Day, t: Texts): string {
  const { date, today, days } = view
  const title =
    date === today
      ? t.html('schedule.today', { day: t.day(date) })
      : t.html('schedule.day', { day: t.capitalised(t.day(date)) })
  const summary = days.length === 0 ? t.html('schedule.nobody') : loadText(loadOfDays(days), t)
  return [title, ...scopeLines(view, t), summary].join('\n')
}

function linesOf(days: Day['days']): Line[] {
  return days.flatMap((day): Line[] =>
    day.entries.length === 0 ? [{ day, entry: null }] : day.entries.map((entry) => ({ day, entry })),
  )
}

/** The lines of each specialist, under their name where there are several. */
function blocksOf(lines: readonly Line[], view: Day, t: Texts): string[] {
  const days = [...new Set(lines.map(({ day }) => day))]
  return days.map((day) =>
    [
      ...(view.days.length > 1 ? [t.html('schedule.staff', { specialist: fit(day.staff.name, 60) })] : []),
      ...lines.filter((line) => line.day === day).map(({ entry }) => lineText(entry, view, t)),
    ].join('\n'),
  )
}

function lineText(entry: Line['entry'], view: Day, t: Texts): string {
  return entry === null ? t.html('schedule.day_off') : entryText(entry, view, t)
}

/** Visits, and blocks: one that is everybody's once. */
function entryButtons(lines: readonly Line[], from: string, zone: string, t: Texts): OutgoingButton[][] {
  const blocks = new Set<number>()
  const buttons = lines.flatMap(({ entry }) => {
    if (entry?.kind === 'visit') {
      const { visit, start } = entry
      const values = { time: t.time(start, zone), client: personOf(visit, t) }
      const data = staffCardButton.pack({ bookingId: visit.bookingId, from })
      return [button(t.plain('schedule.button.visit', values), data)]
    }
    if (entry?.kind !== 'block' || blocks.has(entry.block.id)) return []
    const { id: blockId } = entry.block
    blocks.add(blockId)
    const label = t.plain('schedule.button.block', { time: t.time(entry.start, zone) })
    return [button(label, blockCardButton.pack({ blockId }))]
  })
  return inRows(buttons, 2)
}

/** What is over is changed no more. */
function changeButtons({ date, today, chosen }: Day, t: Texts): OutgoingButton[] {
  if (date < today) return []
  const from = scheduleDayButton.pack({ date, staffId: chosen?.id ?? null, page: 0 })
  return [
    button(t.plain('panel.button.new_booking'), newBookingButton.pack({ page: 0, date, from })),
    button(t.plain('blocks.button.new'), newTimeOffButton.pack({ page: 0, date, from })),
  ]
}

function arrows({ date, today, chosen }: Day, t: Texts): OutgoingButton[] {
  const to = (other: LocalDate) =>
    scheduleDayButton.pack({ date: other, staffId: chosen?.id ?? null, page: 0 })
  const [earlier, later] = [addDays(date, -1), addDays(date, 1)]
  return [
    button(t.plain('schedule.button.earlier', { what: t.shortDay(earlier) }), to(earlier)),
    ...(date === today ? [] : [button(t.plain('schedule.button.today'), to(today))]),
    button(t.plain('schedule.button.later', { what: t.shortDay(later) }), to(later)),
  ]
}
