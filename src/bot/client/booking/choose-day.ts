import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import type { Service } from '../../../domain/agenda.ts'
import type { DayView } from '../../../domain/availability.ts'
import { weekdayOf, type LocalDate, type LocalMonth } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewMonth, type MonthView } from '../../../usecases/view-month.ts'
import type { BotContext } from '../../bot-context.ts'
import { inertButton } from '../../pager.ts'
import { onTap } from '../../routes.ts'
import { button, inRows, withNotice, type Screen } from '../../screen.ts'
import { withSpecialist } from '../../visit-text.ts'
import { waitButton } from '../waiting-list/buttons.ts'
import {
  closedDayButton,
  dayButton,
  dayOffButton,
  monthButton,
  specialistCardButton,
  specialistsButton,
  targetOf,
  type Target,
} from './buttons.ts'
import { homeOf, typeTimeRow, visitData } from './for-client.ts'
import { refuse } from './refuse.ts'

export function chooseDay(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(monthButton, async (ctx, target) => await openMonth(ctx, target)),
    onTap(closedDayButton, async (ctx, { date, status }) => {
      const day = ctx.texts.date(date)
      await ctx.answerTap(ctx.texts.plain(`booking.toast.${status}_day`, { day }))
      return null
    }),
    onTap(inertButton, () => Promise.resolve(null)),
  )
  return composer
}

type MonthTarget = Target & {
  readonly month: LocalMonth | null
  /** Where a free day is looked for first if no month is given. */
  readonly near?: LocalMonth
  /** Nothing was asked since the service was chosen, so that it is described here. */
  readonly isFirst?: boolean
  /** The only specialist there is, whose card no list has offered; null or absent: there is none to offer. */
  readonly introduces?: number | null
}

export async function openMonth(ctx: BotContext, of: MonthTarget, notice?: string): Promise<Screen> {
  const { month, near, isFirst = false, introduces = null } = of
  const target = targetOf(of)
  const view = await viewMonth(ctx.services.useCases, ctx.actor, { target, month, near })
  if (view.ok) {
    return withNotice(
      notice,
      renderMonth(view, target, ctx.texts, isFirst ? descriptionOf(view.services) : null, introduces),
    )
  }
  // An arrow of an old calendar may lead to a month that is over.
  if (view.reason === 'beyond_horizon' && month !== null) {
    return await openMonth(ctx, { ...target, month: null }, notice)
  }
  return await refuse(ctx, view.reason, target)
}

type Month = Extract<MonthView, { ok: true }>

/** What the business says of the one service; of several there would be too much to read. */
export function descriptionOf([service, ...others]: readonly Service[]): string | null {
  return others.length === 0 ? (service?.description ?? null) : null
}

export function renderMonth(
  view: Month,
  target: Target,
  t: Texts,
  description: string | null = null,
  introduces: number | null = null,
): Screen {
  return {
    text: [heading(view, target, description, t), remarks(view, t)]
      .filter((part) => part !== '')
      .join('\n\n'),
    keyboard: [
      t.weekdays().map((weekday) => button(weekday, inertButton.pack({}))),
      ...weeks(view, target),
      ...waitRow(view, target, t),
      arrows(view, target, t),
      introduction(target, introduces, t),
      typeTimeRow(target, null, t),
      [...wayBack(view, target, t), ...homeOf(target, t)],
    ].filter((row) => row.length > 0),
  }
}

function heading(
  { services, chosen, month, moving }: Month,
  { clientId }: Target,
  description: string | null,
  t: Texts,
): string {
  const values = { service: withSpecialist(services, chosen), month: t.month(month) }
  const isOwn = clientId === null
  if (!moving && isOwn && description !== null) {
    return t.html('booking.choose_day_described', { ...values, description })
  }
  if (!moving) return t.html(isOwn ? 'booking.choose_day' : 'desk.choose_day', values)
  const moment = t.forMoment(moving.startsAt, moving.zone)
  return t.html(isOwn ? 'booking.choose_day_move' : 'desk.choose_day_move', { ...values, moment })
}

/** Marks are explained only where they are seen. */
function remarks({ days, next }: Month, t: Texts): string {
  const has = (status: DayView['status']) => days.some((day) => day.status === status)
  if (has('nearly_full')) return t.html(has('full') ? 'booking.legend' : 'booking.legend_nearly_full')
  if (has('free')) return has('full') ? t.html('booking.legend_full') : ''
  return t.html(next === null ? 'booking.nothing_in_month' : 'booking.nothing_in_month_but_next')
}

/** Weeks that are over are left out. */
function weeks({ days, today }: Month, target: Target): OutgoingButton[][] {
  const blanks = (number: number) => Array.from({ length: number }, () => null)
  const before = days[0] ? weekdayOf(days[0].date) - 1 : 0
  const after = (7 - ((before + days.length) % 7)) % 7
  const isOver = (day: DayView | null) => day === null || (day.status === 'past' && day.date < today)
  const empty = button(closedMark, inertButton.pack({}))
  return inRows([...blanks(before), ...days, ...blanks(after)], 7)
    .filter((week) => !week.every(isOver))
    .map((week) => week.map((day) => (day ? dayCell(day, day.date === today, target) : empty)))
}

const closedMark = '·'

function dayCell({ date, status }: DayView, isToday: boolean, target: Target): OutgoingButton {
  const number = String(Number(date.slice(8)))
  const marked = isToday ? `[${number}]` : number
  switch (status) {
    case 'free':
      return button(marked, dayButton.pack({ ...target, date, page: 0 }))
    case 'nearly_full':
      return button(`${marked}•`, dayButton.pack({ ...target, date, page: 0 }))
    case 'full':
      return button(`${marked}×`, dayButton.pack({ ...target, date, page: 0 }))
    case 'past':
    case 'closed':
    case 'beyond': {
      const { staffId } = target
      const data =
        status === 'closed' && staffId !== null
          ? dayOffButton.pack({ ...target, staffId, date })
          : closedDayButton.pack({ date, status })
      return button(isToday ? marked : closedMark, data)
    }
  }
}

function arrows({ previous, next }: Month, target: Target, t: Texts): OutgoingButton[] {
  const arrow = (month: LocalMonth | null, label: string) =>
    month === null ? [] : [button(label, monthButton.pack({ ...target, month }))]
  return [
    ...arrow(
      previous,
      previous === null ? '' : t.plain('booking.button.previous_month', { month: t.monthName(previous) }),
    ),
    ...arrow(next, next === null ? '' : t.plain('booking.button.next_month', { month: t.monthName(next) })),
  ]
}

function introduction(
  { serviceIds, movingBookingId, clientId, from }: Target,
  staffId: number | null,
  t: Texts,
): OutgoingButton[] {
  if (staffId === null || clientId !== null) return []
  const data = specialistCardButton.pack({ serviceIds, staffId, movingBookingId, clientId, from })
  return [button(t.plain('booking.button.only_specialist_card'), data)]
}

/** In a month in which something was offered and all of it is taken; somebody who moves a visit has one already. */
function waitRow({ month, days }: Month, target: Target, t: Texts) {
  const { serviceIds, staffId, movingBookingId, clientId } = target
  const isFull = days.some(({ status }) => status === 'full') && !days.some(({ free }) => free > 0)
  const [serviceId, ...others] = serviceIds
  if (!isFull || movingBookingId !== null || clientId !== null) return []
  if (serviceId === undefined || others.length > 0) return []
  const data = waitButton.pack({ serviceId, staffId, full: 'month', date: `${month}-01` as LocalDate })
  return [[button(t.plain('waiting.button.wait'), data)]]
}

function wayBack({ moving }: Month, target: Target, t: Texts): OutgoingButton[] {
  const { serviceIds, movingBookingId, clientId, from } = target
  const specialists = specialistsButton.pack({ serviceIds, movingBookingId, clientId, from })
  if (movingBookingId === null) return [button(t.plain('chat.button.back'), specialists)]
  return [
    button(t.plain('chat.button.back'), visitData(movingBookingId, target)),
    // Without a name to tell there is nobody else.
    ...(moving?.parts[0].staffName == null
      ? []
      : [button(t.plain('booking.button.another_specialist'), specialists)]),
  ]
}
