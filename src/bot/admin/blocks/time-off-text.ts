import { isBlockReason } from '../../../domain/block-reason.ts'
import type { Interval } from '../../../domain/interval.ts'
import { dayBounds, localDateOf, type LocalDate } from '../../../domain/local-time.ts'
import type { TimeOff, WeeklyBreak } from '../../../domain/time-off.ts'
import type { Texts } from '../../../i18n/i18n.ts'

type Weekly = Pick<WeeklyBreak, 'weekdays' | 'opens' | 'closes' | 'until'> & {
  readonly from: LocalDate | null
}

export function whenText(off: TimeOff, zone: string, today: LocalDate, t: Texts): string {
  return off.kind === 'block' ? blockTime(off.during, zone, t) : breakTime(off, today, t)
}

/** Whole days as days; plain text. */
export function blockTime({ start, end }: Interval, zone: string, t: Texts): string {
  const first = localDateOf(zone, start)
  const last = localDateOf(zone, new Date(end.getTime() - 1))
  const beginsWithDay = isSame(dayBounds(zone, first).start, start)
  const endsWithDay = isSame(dayBounds(zone, last).end, end)
  const day = t.capitalised(t.day(first))
  if (first !== last) {
    if (beginsWithDay && endsWithDay) return t.dates(first, last)
    return t.plain('blocks.part.moments', {
      from: beginsWithDay ? t.date(first) : t.shortMoment(start, zone),
      to: endsWithDay ? t.date(last) : t.shortMoment(end, zone),
    })
  }
  if (!endsWithDay) {
    return t.plain('blocks.part.hours', { day, from: t.time(start, zone), to: t.time(end, zone) })
  }
  return beginsWithDay
    ? t.plain('blocks.part.whole_day', { day })
    : t.plain('blocks.part.rest_of_day', { day, from: t.time(start, zone) })
}

function isSame(a: Date, b: Date): boolean {
  return a.getTime() === b.getTime()
}

/** Its first date only where that is still to come. */
export function breakTime(
  { weekdays, opens, closes, from, until }: Weekly,
  today: LocalDate,
  t: Texts,
): string {
  const when = t.plain('blocks.part.weekly', { days: weekdaysText(weekdays, t), from: opens, to: closes })
  const begins = from !== null && from > today ? t.date(from) : null
  if (until === null) return begins === null ? when : t.plain('blocks.part.since', { when, from: begins })
  const ends = t.date(until)
  return begins === null
    ? t.plain('blocks.part.ending', { when, until: ends })
    : t.plain('blocks.part.between', { when, from: begins, until: ends })
}

/** `Пн–Пт`, `Пн, Ср`. */
export function weekdaysText(weekdays: readonly number[], t: Texts): string {
  if (weekdays.length === 7) return t.plain('blocks.part.every_day')
  const runs: [number, number][] = []
  for (const day of [...weekdays].sort()) {
    const run = runs.at(-1)
    if (run && run[1] === day - 1) run[1] = day
    else runs.push([day, day])
  }
  const names = t.weekdays()
  const nameOf = (day: number) => names[day - 1] ?? ''
  return runs
    .map(([first, last]) => {
      if (first === last) return nameOf(first)
      return `${nameOf(first)}${last === first + 1 ? ', ' : '–'}${nameOf(last)}`
    })
    .join(', ')
}

/** What a tap said, or somebody's own words; plain text. */
export function blockReasonText(reason: string, t: Texts): string {
  return isBlockReason(reason) ? t.plain(`blocks.part.${reason}`) : reason
}

/** Whose time; nothing where there is one specialist only. */
export function whoText(
  { staffId, staffName }: { readonly staffId: number | null; readonly staffName: string | null },
  several: boolean,
  t: Texts,
): string | null {
  if (!several) return null
  return staffId === null ? t.plain('blocks.part.everybody') : staffName
}
