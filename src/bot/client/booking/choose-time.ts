import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import type { OfferedStart } from '../../../domain/availability.ts'
import { addDays, localDateOf, type LocalDate } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewTimes, type TimesView } from '../../../usecases/view-times.ts'
import type { BotContext } from '../../bot-context.ts'
import { inertButton, pageOf, pager } from '../../pager.ts'
import { onTap } from '../../routes.ts'
import { button, inRows, withNotice, type Screen } from '../../screen.ts'
import { withSpecialist } from '../../visit-text.ts'
import { waitButton } from '../waiting-list/buttons.ts'
import { dayButton, targetOf, timeButton, type Day, type Target } from './buttons.ts'
import { typeTimeRow, waysFromTimes } from './for-client.ts'
import { refuse } from './refuse.ts'

export function chooseTime(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(dayButton, async (ctx, day) => await openTimes(ctx, day)))
  return composer
}

export async function openTimes(ctx: BotContext, day: Day, notice?: string): Promise<Screen> {
  const target = targetOf(day)
  const view = await viewTimes(ctx.services.useCases, ctx.actor, { target, date: day.date })
  if (view.ok) return withNotice(notice, renderTimes(view, target, day.page, ctx.texts))
  if (view.reason === 'beyond_horizon' && target.clientId !== null) {
    return renderBeyond(target, day.date, ctx.texts)
  }
  return await refuse(ctx, view.reason, target)
}

/** Clients are offered nothing so far ahead; staff may book there, with a warning. */
function renderBeyond(target: Target, date: LocalDate, t: Texts): Screen {
  return {
    text: t.html('desk.beyond_horizon', { day: t.capitalised(t.day(date)) }),
    keyboard: [typeTimeRow(target, date, t), ...waysFromTimes(target, date, t)],
  }
}

type Times = Extract<TimesView, { ok: true }>

export function renderTimes(view: Times, target: Target, page: number, t: Texts): Screen {
  if (view.starts.length === 0) return renderNoTime(view, target, t)
  const { shown: starts, page: shown, pages } = pageOf(view.starts, page, pageSize)
  return {
    text: heading(view, target, t),
    keyboard: [
      ...groupsOf(starts, view, t).flatMap((group) =>
        renderGroup(group, view.zone, { ...target, date: view.date, page: shown }, t),
      ),
      pager(shown, pages, (other) => dayButton.pack({ ...target, date: view.date, page: other }), t),
      typeTimeRow(target, view.date, t),
      ...waysFromTimes(target, view.date, t),
    ].filter((row) => row.length > 0),
  }
}

const pageSize = 24

function heading({ services, chosen, date, moving }: Times, { clientId }: Target, t: Texts): string {
  const values = { service: withSpecialist(services, chosen), day: t.capitalised(t.day(date)) }
  const isOwn = clientId === null
  if (!moving) return t.html(isOwn ? 'booking.choose_time' : 'desk.choose_time', values)
  const moment = t.forMoment(moving.startsAt, moving.zone)
  return t.html(isOwn ? 'booking.choose_time_move' : 'desk.choose_time_move', { ...values, moment })
}

/** From the hour on, until the next part's. */
const partsOfDay = [
  { part: 'night', from: 0, until: 6 },
  { part: 'morning', from: 6, until: 12 },
  { part: 'afternoon', from: 12, until: 17 },
  { part: 'evening', from: 17, until: 24 },
] as const

interface Group {
  readonly heading: string
  readonly starts: readonly OfferedStart[]
}

/** What a window over midnight has of the next day comes last, and says whose it is. */
function groupsOf(starts: readonly OfferedStart[], { date, zone }: Times, t: Texts): Group[] {
  const next = addDays(date, 1)
  const isNext = ({ startsAt }: OfferedStart) => localDateOf(zone, startsAt) >= next
  const groups = partsOfDay.map(({ part, from, until }) => ({
    heading: t.plain(`booking.button.${part}`),
    starts: starts.filter((start) => {
      const hour = t.hour(start.startsAt, zone)
      return !isNext(start) && hour >= from && hour < until
    }),
  }))
  const heading = t.plain('booking.button.after_midnight', { day: t.day(next) })
  return [...groups, { heading, starts: starts.filter(isNext) }].filter((group) => group.starts.length > 0)
}

function renderGroup({ heading, starts }: Group, zone: string, day: Day, t: Texts): OutgoingButton[][] {
  const buttons = starts.map((start) =>
    button(startLabel(start, zone, t), timeButton.pack({ ...day, startsAt: start.startsAt })),
  )
  const columns = buttons.some(({ text }) => text.length > 5) ? 2 : 4
  return [[button(heading, inertButton.pack({}))], ...inRows(buttons, columns)]
}

function startLabel({ startsAt, seatsLeft }: OfferedStart, zone: string, t: Texts): string {
  const time = t.time(startsAt, zone)
  return seatsLeft === null ? time : t.plain('booking.button.seats', { time, seats: seatsLeft })
}

function renderNoTime({ services, chosen, date, nextFreeDay }: Times, target: Target, t: Texts): Screen {
  const none = t.html('booking.no_time', {
    service: withSpecialist(services, chosen),
    day: t.capitalised(t.onDay(date)),
  })
  const wait = [...waitRow(date, target, t), typeTimeRow(target, date, t)].filter((row) => row.length > 0)
  const back = waysFromTimes(target, date, t)
  if (nextFreeDay === null) {
    return { text: `${none}\n${t.html('booking.no_time_at_all')}`, keyboard: [...wait, ...back] }
  }
  const label = t.plain('booking.button.next_free_day', { day: t.capitalised(t.shortDay(nextFreeDay)) })
  return {
    text: `${none}\n${t.html('booking.no_time_next', { day: t.day(nextFreeDay) })}`,
    keyboard: [[button(label, dayButton.pack({ ...target, date: nextFreeDay, page: 0 }))], ...wait, ...back],
  }
}

/** Somebody who moves a visit has one already, and staff don't wait. */
function waitRow(
  date: LocalDate,
  { serviceIds, staffId, movingBookingId, clientId }: Target,
  t: Texts,
): OutgoingButton[][] {
  const [serviceId, ...others] = serviceIds
  if (movingBookingId !== null || clientId !== null) return []
  if (serviceId === undefined || others.length > 0) return []
  const data = waitButton.pack({ serviceId, staffId, full: 'day', date })
  return [[button(t.plain('waiting.button.wait'), data)]]
}
