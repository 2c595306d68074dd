import type { OutgoingButton } from '../../../context.ts'
import type { DayExplanation, Obstacle } from '../../../domain/explain-day.ts'
import type { Interval } from '../../../domain/interval.ts'
import { addDays, type LocalDate } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { ClosedDayExplanation } from '../../../usecases/explain-closed-day.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, fit, inRows, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { blockReasonText, blockTime } from '../blocks/time-off-text.ts'
import { backAndHome } from '../navigation.ts'
import { scheduleDayButton } from '../schedule/buttons.ts'
import { whyButton, whyServiceButton } from './buttons.ts'

export type Explained = Extract<ClosedDayExplanation, { ok: true }>

const pageSize = 8
const quickDays = 12
const mostBlocks = 3
const servicesOfPage = 10

/** The days that are asked about most; any other is typed. */
export function renderWhichDay(today: LocalDate, t: Texts): Screen {
  const days = Array.from({ length: quickDays }, (_, index) => addDays(today, index))
  return {
    text: t.html('why.ask'),
    keyboard: [
      ...inRows(
        days.map((date) => button(t.shortDay(date), whyButton.pack({ date, serviceId: null, page: 0 }))),
        3,
      ),
      backAndHome(null, t),
    ],
  }
}

export function renderWhy(view: Explained, page: number, t: Texts): Screen {
  const { date, service, staff, others, limit } = view
  const items = [
    ...staff.map((one) => staffText(one, view, t)),
    ...others.map((name) => t.html('why.not_performed', { specialist: fit(name, 60) })),
  ]
  const { shown, page: present, pages } = pageOf(items, page, pageSize)
  const hasFree = staff.some(({ free }) => free.length > 0)
  return {
    text: [
      [
        t.html('why.day', { day: t.capitalised(t.day(date)) }),
        ...(service === null
          ? []
          : [t.html('why.service', { service: titled(service.name, service.emoji) })]),
      ].join('\n'),
      ...shown,
      ...(hasFree ? [t.html('why.limit', { limit })] : []),
    ].join('\n\n'),
    keyboard: [
      ...serviceRow(view, t),
      pager(present, pages, (other) => to(view, date, other), t),
      arrows(view, t),
      [button(t.plain('why.button.schedule'), scheduleDayButton.pack({ date, staffId: null, page: 0 }))],
      backAndHome(whyButton.pack({ date: null, serviceId: null, page: 0 }), t),
    ].filter((row) => row.length > 0),
  }
}

function to({ service }: Explained, date: LocalDate, page: number): string {
  return whyButton.pack({ date, serviceId: service?.id ?? null, page })
}

function serviceRow({ service, services, date }: Explained, t: Texts): OutgoingButton[][] {
  if (services.length < 2) return []
  const name = service === null ? t.plain('why.button.any_service') : titled(service.name, service.emoji)
  return [
    [button(t.plain('why.button.service', { service: name }), whyServiceButton.pack({ date, page: 0 }))],
  ]
}

function arrows(view: Explained, t: Texts): OutgoingButton[] {
  const [earlier, later] = [addDays(view.date, -1), addDays(view.date, 1)]
  return [
    ...(view.date > view.today
      ? [button(t.plain('why.button.earlier', { what: t.shortDay(earlier) }), to(view, earlier, 0))]
      : []),
    button(t.plain('why.button.later', { what: t.shortDay(later) }), to(view, later, 0)),
  ]
}

function staffText(
  { specialist, free, hours, obstacles }: DayExplanation,
  view: Explained,
  t: Texts,
): string {
  const { zone } = view
  const name = fit(specialist.name, 60)
  const [first] = free
  if (first) return t.html('why.free', { specialist: name, first: t.time(first, zone) })
  return [
    t.html('why.none', { specialist: name }),
    ...(hours.length === 0 ? [] : [t.html('why.hours', { times: timesText(hours, zone, t) })]),
    ...obstacles.flatMap((obstacle) => obstacleText(obstacle, view, t)),
  ].join('\n')
}

function timesText(times: readonly Interval[], zone: string, t: Texts): string {
  return times.map((time) => timeText(time, zone, t)).join(', ')
}

function timeText({ start, end }: Interval, zone: string, t: Texts): string {
  return `${t.time(start, zone)}–${t.time(end, zone)}`
}

function obstacleText(obstacle: Obstacle, { zone, date, today }: Explained, t: Texts): string[] {
  switch (obstacle.kind) {
    case 'beyond_horizon':
      return [t.html('why.beyond_horizon', { last: t.date(obstacle.last) })]
    case 'day_off': {
      const { reason } = obstacle
      return [
        reason === null ? t.html('why.day_off') : t.html('why.day_off_reason', { reason: fit(reason, 100) }),
      ]
    }
    case 'too_short':
      return [t.html('why.too_short', { duration: t.duration(obstacle.durationMin) })]
    case 'breaks':
      return [t.html('why.breaks', { times: timesText(obstacle.times, zone, t) })]
    case 'blocks':
      return blocksText(obstacle.blocks, zone, t)
    case 'visits':
      return [t.html('why.visits', { count: obstacle.count })]
    case 'past':
      return [t.html(date < today ? 'why.day_over' : 'why.past')]
    case 'notice':
      return [t.html('why.notice', { duration: t.duration(obstacle.minutes) })]
  }
}

function blocksText(
  blocks: Extract<Obstacle, { kind: 'blocks' }>['blocks'],
  zone: string,
  t: Texts,
): string[] {
  const lines = blocks.slice(0, mostBlocks).map(({ during, reason }) => {
    const time = blockTime(during, zone, t)
    if (reason === null) return t.html('why.block', { time })
    return t.html('why.block_reason', { time, reason: fit(blockReasonText(reason, t), 60) })
  })
  const more = blocks.length - lines.length
  return more > 0 ? [...lines, t.html('why.more_blocks', { count: more })] : lines
}

export function renderWhichService({ services, date }: Explained, page: number, t: Texts): Screen {
  const { shown, page: present, pages } = pageOf(services, page, servicesOfPage)
  const data = (serviceId: number | null) => whyButton.pack({ date, serviceId, page: 0 })
  return {
    text: t.html('why.choose_service'),
    keyboard: [
      [button(t.plain('why.button.any_service'), data(null))],
      ...shown.map(({ id, name, emoji }) => [button(titled(name, emoji), data(id))]),
      pager(present, pages, (other) => whyServiceButton.pack({ date, page: other }), t),
      backAndHome(data(null), t),
    ].filter((row) => row.length > 0),
  }
}
