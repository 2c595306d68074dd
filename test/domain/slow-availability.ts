import type { Agenda, BusyVisit, ScheduleRule, Specialist } from '../../src/domain/agenda.ts'

/**
 * The rules of availability once more, as plainly as possible: every minute is looked at by itself, and the runtime
 * is asked what the clocks show then. Knows nothing of the engine that it judges; everything happens on whole minutes.
 */
export class SlowAvailability {
  readonly #agenda: Agenda
  readonly #now: number
  readonly #clock: WallClock
  /** By specialist and minute: the date whose working window holds the minute. */
  readonly #work = new Map<number, Map<number, string>>()

  constructor(agenda: Agenda, dates: readonly string[], now: Date) {
    this.#agenda = agenda
    this.#now = now.getTime() / 60_000
    this.#clock = wallClock(agenda.policy.zone)
    for (const { id } of agenda.specialists) this.#work.set(id, this.#workOf(id, dates))
  }

  /** The date under which a start that can be booked is listed; undefined when it can't be. Minutes since 1970. */
  offers(staff: Specialist, start: number, ignoreVisitId?: number): string | undefined {
    const { policy, service } = this.#agenda
    const date = this.#work.get(staff.id)?.get(start)
    if (date === undefined || start <= this.#now) return undefined
    if (start < this.#now + (service.minimumNoticeMin ?? policy.minimumNoticeMin)) return undefined
    const today = this.#clock.show(Math.floor(this.#now)).slice(0, 10)
    if (date > plusDays(today, policy.horizonDays)) return undefined
    const visits = this.#agenda.visits.filter(
      (one) => one.staffId === staff.id && one.visitId !== ignoreVisitId,
    )
    const isFree = this.#isOnGrid(staff, start, date, visits) && this.#isFree(staff, start, visits)
    return isFree || this.#isJoinable(staff, start, visits) ? date : undefined
  }

  #isFree(staff: Specialist, start: number, visits: readonly BusyVisit[]): boolean {
    const { bufferBeforeMin, bufferAfterMin } = this.#agenda.service
    const end = start + staff.durationMin
    const collides = visits.some(
      ({ busy }) =>
        minuteOf(busy.start) < end + bufferAfterMin && start - bufferBeforeMin < minuteOf(busy.end),
    )
    return !collides && this.#isOpen(staff, start, end)
  }

  #isOpen(staff: Specialist, start: number, end: number): boolean {
    for (let minute = start; minute < end; minute++) {
      if (!this.#work.get(staff.id)?.has(minute) || this.#isBlocked(staff, minute)) return false
    }
    return true
  }

  #isBlocked(staff: Specialist, minute: number): boolean {
    return this.#agenda.blocks.some(
      ({ staffId, during }) =>
        (staffId === null || staffId === staff.id) &&
        minuteOf(during.start) <= minute &&
        minute < minuteOf(during.end),
    )
  }

  #isOnGrid(staff: Specialist, start: number, date: string, visits: readonly BusyVisit[]): boolean {
    const { policy, service } = this.#agenda
    let first = start
    while (this.#counts(staff, first - 1, date, visits)) first--
    return (start - first) % (service.slotIntervalMin ?? policy.slotIntervalMin) === 0
  }

  /** Whether a minute belongs to the stretch from whose beginning starts are counted. */
  #counts(staff: Specialist, minute: number, date: string, visits: readonly BusyVisit[]): boolean {
    if (this.#work.get(staff.id)?.get(minute) !== date) return false
    if (this.#agenda.policy.slotAlignment === 'grid') return true
    const { bufferBeforeMin, bufferAfterMin } = this.#agenda.service
    const taken = visits.some(
      ({ busy }) =>
        minuteOf(busy.start) - bufferAfterMin <= minute && minute < minuteOf(busy.end) + bufferBeforeMin,
    )
    return !taken && !this.#isBlocked(staff, minute)
  }

  #isJoinable(staff: Specialist, start: number, visits: readonly BusyVisit[]): boolean {
    const { capacity, id } = this.#agenda.service
    const here = visits.filter((one) => one.serviceId === id && minuteOf(one.startsAt) === start)
    return here.some((one) => {
      const seated = visits.filter(({ sessionId }) => sessionId === one.sessionId).length
      return capacity > 1 && seated < capacity && this.#isOpen(staff, start, minuteOf(one.endsAt))
    })
  }

  #workOf(staffId: number, dates: readonly string[]): Map<number, string> {
    const work = new Map<number, string>()
    const rules = this.#agenda.rules.filter((rule) => rule.staffId === null || rule.staffId === staffId)
    for (const date of dates) {
      for (const minute of this.#openMinutes(rules, staffId, date)) {
        if (!work.has(minute)) work.set(minute, date)
      }
    }
    for (const date of dates) {
      const breaks = rules.filter((rule) => rule.kind === 'break' && counts(rule, date))
      for (const rule of breaks)
        for (const minute of this.#between(date, rule.opens, rule.closes)) work.delete(minute)
    }
    return work
  }

  #openMinutes(rules: readonly ScheduleRule[], staffId: number, date: string): number[] {
    const open = rules.filter((rule) => rule.kind === 'open' && counts(rule, date))
    const levels = [
      open.filter((rule) => rule.staffId === staffId && rule.date !== null),
      open.filter((rule) => rule.staffId === null && rule.date !== null),
      open.filter((rule) => rule.staffId === staffId && rule.date === null),
      open.filter((rule) => rule.staffId === null && rule.date === null),
    ]
    const level = levels.find((rows) => rows.length > 0)
    if (!level) return this.#between(date, this.#agenda.policy.opens, this.#agenda.policy.closes)
    if (level.some((row) => row.closed)) return []
    return level.flatMap((row) => this.#between(date, row.opens, row.closes))
  }

  /** From the first minute of the date that shows `opens` or later until the last that shows `closes` or less. */
  #between(date: string, opens: string | null, closes: string | null): number[] {
    if (opens === null || closes === null) return []
    const today = this.#clock.minutesOf(date)
    const first = today.find((minute) => this.#clock.show(minute).slice(11) >= opens)
    const last =
      closes === '00:00' ? today.at(-1) : this.#lastBefore(closes <= opens ? plusDays(date, 1) : date, closes)
    // Clocks that jump to the very end of the date leave no minute of an opening behind.
    const from = first ?? (today.at(-1) ?? 0) + 1
    return last === undefined ? [] : range(from, last + 1)
  }

  /** Where the clocks show a time twice, it is over when they have shown it for the second time. */
  #lastBefore(date: string, closes: string): number | undefined {
    const shown = (minute: number) => this.#clock.show(minute).slice(11)
    const last = this.#clock.minutesOf(date).findLast((minute) => shown(minute) <= closes)
    return last !== undefined && shown(last) === closes ? last - 1 : last
  }
}

const clocks = new Map<string, WallClock>()

/** What a zone shows never changes, so that it is asked once a minute for all cases. */
function wallClock(zone: string): WallClock {
  const clock = clocks.get(zone) ?? new WallClock(zone)
  clocks.set(zone, clock)
  return clock
}

class WallClock {
  readonly #format: Intl.DateTimeFormat
  readonly #shown = new Map<number, string>()
  readonly #dates = new Map<string, number[]>()

  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
  }

  /** `YYYY-MM-DD HH:MM` */
  show(minute: number): string {
    const known = this.#shown.get(minute) ?? this.#format.format(minute * 60_000)
    this.#shown.set(minute, known)
    return known
  }

  minutesOf(date: string): number[] {
    const noon = Date.parse(`${date}T12:00Z`) / 60_000
    const known =
      this.#dates.get(date) ??
      range(noon - 1620, noon + 1620).filter((one) => this.show(one).startsWith(date))
    this.#dates.set(date, known)
    return known
  }
}

function counts(rule: ScheduleRule, date: string): boolean {
  if (rule.date !== null) return rule.date === date
  const weekday = ((Date.parse(`${date}T00:00Z`) / 86_400_000 + 3) % 7) + 1
  return rule.weekday === weekday && (rule.validFrom ?? date) <= date && date <= (rule.validTo ?? date)
}

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function minuteOf(instant: Date): number {
  return instant.getTime() / 60_000
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}
