import type { OutgoingMessage } from '../../context.ts'
import { loadOfDays, percentOf, type ScheduledVisit, type StaffDay } from '../../domain/schedule.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { DailySummary } from '../../usecases/notice.ts'
import { scheduleDayButton } from '../admin/schedule/buttons.ts'
import { personOf, servicesOf } from '../admin/schedule/entry-text.ts'
import { button, fit } from '../screen.ts'

/** So many fit into one message, whatever their names; the day's schedule shows all. */
const mostLines = 25

/** To staff, in the evening: what tomorrow brings. */
export function renderDailySummary(summary: DailySummary, t: Texts): OutgoingMessage {
  const { date } = summary
  const open = button(t.plain('summary.button.day'), scheduleDayButton.pack({ date, staffId: null, page: 0 }))
  return { text: textOf(summary, t), keyboard: [[open]] }
}

function textOf(summary: DailySummary, t: Texts): string {
  const { date, days } = summary
  const visits = days.flatMap(visitsOf)
  const count = numberOf(visits)
  if (count === 0) return t.html('summary.nothing', { day: t.day(date) })
  const shown = new Set(visits.slice(0, mostLines))
  const left = visits.length - shown.size
  return [
    [t.html('summary.heading', { day: t.day(date) }), load(days, count, t), ...answers(visits, t)].join('\n'),
    ...days.flatMap((day) => block(summary, day, shown, t)),
    ...(left > 0 ? [t.html('summary.more', { count: left })] : []),
  ].join('\n\n')
}

/** Places that are offered to somebody are no visits yet. */
function visitsOf({ entries }: StaffDay<ScheduledVisit>): ScheduledVisit[] {
  return entries.flatMap((entry) =>
    entry.kind === 'visit' && entry.visit.pendingFor !== 'offer' ? [entry.visit] : [],
  )
}

/** One visit may have several specialists. */
function numberOf(visits: readonly ScheduledVisit[]): number {
  return new Set(visits.map(({ visitId }) => visitId)).size
}

function load(days: readonly StaffDay<ScheduledVisit>[], visits: number, t: Texts): string {
  const percent = percentOf(loadOfDays(days))
  return percent === null
    ? t.html('schedule.load_closed', { visits })
    : t.html('summary.load', { visits, percent: 100 - percent })
}

/** Of those who are asked: nobody else can answer. */
function answers(visits: readonly ScheduledVisit[], t: Texts): string[] {
  const confirmed = visits.filter(({ status, inBot }) => status === 'confirmed' && inBot)
  const come = confirmed.filter(({ attendanceConfirmed }) => attendanceConfirmed)
  const count = numberOf(confirmed)
  return count === 0 ? [] : [t.html('summary.answers', { come: numberOf(come), count })]
}

function block(
  { days, zone }: DailySummary,
  day: StaffDay<ScheduledVisit>,
  shown: ReadonlySet<ScheduledVisit>,
  t: Texts,
): string[] {
  const lines = visitsOf(day)
    .filter((visit) => shown.has(visit))
    .map((visit) => line(visit, zone, t))
  if (lines.length === 0) return []
  const name = days.length > 1 ? [t.html('schedule.staff', { specialist: fit(day.staff.name, 40) })] : []
  return [[...name, ...lines].join('\n')]
}

function line(visit: ScheduledVisit, zone: string, t: Texts): string {
  const what = t.html('summary.visit', {
    time: t.time(visit.startsAt, zone),
    client: fit(personOf(visit, t), 30),
    services: fit(servicesOf(visit), 40),
  })
  return [what, ...mark(visit, t)].join(', ')
}

function mark({ status, attendanceConfirmed, inBot, clientPhone }: ScheduledVisit, t: Texts): string[] {
  if (status === 'pending') return [t.html('schedule.mark_approval')]
  if (status !== 'confirmed' || attendanceConfirmed) return []
  if (inBot) return [t.html('summary.mark_unanswered')]
  return [
    clientPhone === null
      ? t.html('summary.mark_not_in_bot')
      : t.html('summary.mark_to_call', { phone: clientPhone }),
  ]
}
