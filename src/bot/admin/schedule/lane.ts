import type { TimelineItem, TimelineLane, Tone } from '../../../documents/timeline.ts'
import type { Interval } from '../../../domain/interval.ts'
import { localTimeOf } from '../../../domain/local-time.ts'
import {
  percentOf,
  type DayEntry,
  type Load,
  type ScheduledVisit,
  type StaffDay,
} from '../../../domain/schedule.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { blockReasonText } from '../blocks/time-off-text.ts'
import { personOf, servicesOf } from './entry-text.ts'

/** Minutes from the beginning of the timeline. */
export type Axis = (instant: Date) => number

interface LaneOf {
  readonly day: StaffDay<ScheduledVisit>
  readonly axis: Axis
  readonly zone: string
  readonly title: string
  readonly marked: boolean
  /** Null: it is not on this lane. */
  readonly now: Date | null
}

/** One specialist's date as a lane of a picture. */
export function laneOf({ day, axis, zone, title, marked, now }: LaneOf, t: Texts): TimelineLane {
  const spanOf = ({ start, end }: Interval) => ({ from: axis(start), until: axis(end) })
  return {
    title,
    note: shortLoad(day.load, t),
    marked,
    open: day.hours.map(spanOf),
    items: asSessions(day.entries).map((entries) => ({
      ...spanOf(entries[0]),
      ...wordsOf(entries, zone, t),
      ...timesOf(entries[0], zone),
    })),
    now: now === null ? null : axis(now),
  }
}

function shortLoad(load: Load, t: Texts): string {
  const percent = percentOf(load)
  if (percent === null && load.visits === 0) return t.plain('schedule.part.day_off')
  const visits = t.plain('schedule.document.visits', { visits: load.visits })
  return percent === null ? visits : t.plain('schedule.document.percent', { percent })
}

type Entry = DayEntry<ScheduledVisit>
type Entries = readonly [Entry, ...Entry[]]

/** The people of one group session are one item. */
function asSessions(entries: readonly Entry[]): Entries[] {
  const sessions = new Map<string, Entries>()
  for (const entry of entries) {
    const key = entry.kind === 'visit' ? `session ${entry.visit.sessionId}` : `other ${sessions.size}`
    const others = sessions.get(key)
    sessions.set(key, others ? [...others, entry] : [entry])
  }
  return [...sessions.values()]
}

type Words = Pick<TimelineItem, 'tone' | 'title' | 'note'>

function wordsOf([entry, ...others]: Entries, zone: string, t: Texts): Words {
  switch (entry.kind) {
    case 'gap': {
      const duration = t.duration((entry.end.getTime() - entry.start.getTime()) / 60_000)
      return { tone: 'gap', title: t.plain('schedule.document.gap', { duration }), note: duration }
    }
    case 'break':
      return { tone: 'break', title: t.plain('schedule.document.break'), note: '' }
    case 'block': {
      const { reason } = entry.block
      const title = reason === null ? t.plain('schedule.document.block') : blockReasonText(reason, t)
      return { tone: 'block', title, note: '' }
    }
    case 'visit': {
      const { visit } = entry
      const services = servicesOf(visit)
      const tone = toneOf(visit)
      if (others.length === 0) return { tone, title: personOf(visit, t), note: services }
      return {
        tone,
        title: services,
        note: t.plain('schedule.document.group', { people: others.length + 1 }),
      }
    }
  }
}

function toneOf({ status }: ScheduledVisit): Tone {
  return status === 'cancelled' ? 'no_show' : status
}

function timesOf({ kind, start, end }: Entry, zone: string): Pick<TimelineItem, 'time' | 'start'> {
  if (kind !== 'visit') return { time: '', start: '' }
  const from = localTimeOf(zone, start)
  return { time: `${from}–${localTimeOf(zone, end)}`, start: from }
}

/** What the colours mean, as far as there are any of them. */
export function legendOf(lanes: readonly TimelineLane[], t: Texts): { tone: Tone; label: string }[] {
  const seen = new Set(lanes.flatMap(({ items }) => items.map(({ tone }) => tone)))
  const words: readonly [Tone, string][] = [
    ['confirmed', t.plain('schedule.document.confirmed')],
    ['pending', t.plain('schedule.document.pending')],
    ['completed', t.plain('schedule.document.completed')],
    ['no_show', t.plain('schedule.document.no_show')],
    ['gap', t.plain('schedule.document.free')],
    ['break', t.plain('schedule.document.break')],
    ['block', t.plain('schedule.document.block')],
  ]
  return words.filter(([tone]) => seen.has(tone)).map(([tone, label]) => ({ tone, label }))
}
