import { percentOf, type DayEntry, type Load, type ScheduledVisit } from '../../../domain/schedule.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { fit } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { blockReasonText } from '../blocks/time-off-text.ts'

export function loadText(load: Load, t: Texts): string {
  const percent = percentOf(load)
  return percent === null
    ? t.html('schedule.load_closed', { visits: load.visits })
    : t.html('schedule.load', { visits: load.visits, percent })
}

/** The same within a line. */
export function loadPart(load: Load, t: Texts): string {
  const percent = percentOf(load)
  if (percent !== null) return t.plain('schedule.part.load', { visits: load.visits, percent })
  return load.visits === 0
    ? t.plain('schedule.part.day_off')
    : t.html('schedule.load_closed', { visits: load.visits })
}

/** Whom the visit is for; a client without a name had their data removed. */
export function personOf({ guestName, clientName }: ScheduledVisit, t: Texts): string {
  return guestName ?? (clientName === '' ? t.plain('schedule.part.no_name') : clientName)
}

export function servicesOf({ services }: ScheduledVisit): string {
  return services.map(({ name, emoji }) => titled(name, emoji)).join(' + ')
}

/** One line of a day. */
export function entryText(
  entry: DayEntry<ScheduledVisit>,
  { zone, now }: { readonly zone: string; readonly now: Date },
  t: Texts,
): string {
  const times = { from: t.time(entry.start, zone), to: t.time(entry.end, zone) }
  switch (entry.kind) {
    case 'gap':
      if (entry.end <= now) return t.html('schedule.gap_over', times)
      return t.html('schedule.gap', { ...times, from: t.time(entry.start < now ? now : entry.start, zone) })
    case 'break':
      return t.html('schedule.break', times)
    case 'block': {
      const { reason } = entry.block
      if (reason === null) return t.html('schedule.block', times)
      return t.html('schedule.block_reason', { ...times, reason: fit(blockReasonText(reason, t), 60) })
    }
    case 'visit': {
      const { visit } = entry
      const line = t.html('schedule.visit', {
        ...times,
        client: fit(personOf(visit, t), 40),
        services: fit(servicesOf(visit), 60),
      })
      return [line, ...marks(visit, t)].join(', ')
    }
  }
}

function marks(visit: ScheduledVisit, t: Texts): string[] {
  switch (visit.status) {
    case 'pending':
      return [t.html(visit.pendingFor === 'offer' ? 'schedule.mark_offer' : 'schedule.mark_approval')]
    case 'confirmed':
      if (visit.arrived) return [t.html('schedule.mark_arrived')]
      return visit.attendanceConfirmed ? [t.html('schedule.mark_attendance')] : []
    case 'completed':
    case 'no_show':
      return [t.html(`schedule.mark_${visit.status}`)]
    case 'cancelled':
      return []
  }
}
