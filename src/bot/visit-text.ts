import type { VisitCard, VisitPart } from '../context.ts'
import type { Service } from '../domain/agenda.ts'
import type { Texts } from '../i18n/i18n.ts'
import type { MovedFrom } from '../usecases/notice.ts'

/** What is shown of a visit, made or about to be made. */
export interface VisitText {
  /** In their order, never empty. */
  readonly parts: readonly PartText[]
  /** Who performs all of it; null: nobody needs to be named, or several do. */
  readonly staffName: string | null
  /** Whoever is free then. */
  readonly anySpecialist?: boolean
  readonly startsAt: Date
  readonly durationMin: number
  readonly priceMinor: number | null
  /** The least of several prices. */
  readonly priceFrom?: boolean
  readonly currency: string
  readonly zone: string
  readonly address: string | null
  /** Places left of a group visit that is about to be made. */
  readonly seatsLeft?: number | null
  readonly guestName?: string | null
  readonly comment?: string | null
}

type PartText = Pick<VisitPart, 'serviceName' | 'serviceEmoji' | 'staffName' | 'startsAt' | 'endsAt'>

export function visitText(visit: VisitText, t: Texts): string {
  const moment = t.html('visit.moment', { moment: t.capitalised(t.moment(visit.startsAt, visit.zone)) })
  return visitTextWith([moment, ...partLines(visit, t)], visit, t)
}

/**
 * The same for a visit that moves, or has moved: with its time before and its time to be, and with its terms before where
 * they differ, as they may with another specialist.
 */
export function movedVisitText(
  visit: VisitText,
  from: MovedFrom,
  to: 'booking.moved_to' | 'booking.moved_to_done',
  t: Texts,
): string {
  const was = t.html('booking.moved_from', { moment: t.moment(from.startsAt, visit.zone) })
  const is = t.html(to, { moment: t.moment(visit.startsAt, visit.zone) })
  return visitTextWith([was, ...termsBefore(visit, from, t), is, ...partLines(visit, t)], visit, t)
}

function termsBefore(visit: VisitText, from: MovedFrom, t: Texts): string[] {
  const { staffName = null, durationMin, priceMinor = null } = from
  if (durationMin === undefined) return []
  const isSame =
    visit.durationMin === durationMin && visit.priceMinor === priceMinor && visit.staffName === staffName
  return isSame ? [] : [beforeLine({ staffName, durationMin, priceMinor, currency: visit.currency }, t)]
}

/** Who performs a visit, how long, and for how much, as agreed until now. */
export function beforeLine(
  visit: Pick<VisitText, 'staffName' | 'durationMin' | 'priceMinor' | 'currency'>,
  t: Texts,
): string {
  const { staffName } = visit
  const terms = durationAndPrice(visit, t)
  return staffName === null
    ? t.html('visit.before', { terms })
    : t.html('visit.before_with', { specialist: staffName, terms })
}

/** The same with these lines in place of its moment and those of its services. */
export function visitTextWith(moments: readonly string[], visit: VisitText, t: Texts): string {
  return [
    t.html('visit.service', { service: titledParts(visit.parts) }),
    ...moments,
    ...guestLine(visit.guestName ?? null, t),
    ...specialistLine(visit, t),
    durationAndPrice(visit, t),
    ...seatsLine(visit.seatsLeft ?? null, t),
    ...addressLine(visit.address, t),
    ...commentLine(visit.comment ?? null, t),
  ].join('\n')
}

function partLines(visit: VisitText, t: Texts): string[] {
  return timedParts(visit, t).map(({ specialist, ...part }) =>
    specialist === null ? t.html('visit.part', part) : t.html('visit.part_with', { ...part, specialist }),
  )
}

/** Of several services each with its time, and with who performs it where that is not one specialist for all. */
export function timedParts(
  visit: Pick<VisitText, 'parts' | 'zone' | 'staffName' | 'anySpecialist'>,
  t: Texts,
): TimedPart[] {
  const { parts, zone, staffName, anySpecialist } = visit
  if (parts.length === 1) return []
  const isNamed = staffName === null && anySpecialist !== true
  return parts.map((part) => ({
    from: t.time(part.startsAt, zone),
    until: t.time(part.endsAt, zone),
    service: part.serviceName,
    specialist: isNamed ? part.staffName : null,
  }))
}

export interface TimedPart {
  readonly from: string
  readonly until: string
  readonly service: string
  readonly specialist: string | null
}

export function titledParts(parts: readonly PartText[]): string {
  return parts.map(({ serviceName, serviceEmoji }) => titled(serviceName, serviceEmoji)).join(' + ')
}

export function titledServices(services: readonly Pick<Service, 'name' | 'emoji'>[]): string {
  return services.map(({ name, emoji }) => titled(name, emoji)).join(' + ')
}

/** What is booked, and with whom if somebody was chosen. */
export function withSpecialist(
  services: readonly Pick<Service, 'name' | 'emoji'>[],
  chosen: string | null,
): string {
  return [titledServices(services), ...(chosen === null ? [] : [chosen])].join(' · ')
}

export function titled(name: string, emoji: string | null): string {
  return emoji === null ? name : `${emoji} ${name}`
}

function specialistLine({ staffName, anySpecialist }: VisitText, t: Texts): string[] {
  if (anySpecialist === true) return [t.html('booking.any_specialist')]
  return staffName === null ? [] : [t.html('visit.specialist', { specialist: staffName })]
}

function guestLine(guest: string | null, t: Texts): string[] {
  return guest === null ? [] : [t.html('visit.guest', { guest })]
}

function commentLine(comment: string | null, t: Texts): string[] {
  return comment === null ? [] : [t.html('visit.comment', { comment })]
}

function seatsLine(seats: number | null, t: Texts): string[] {
  return seats === null ? [] : [t.html('visit.seats_left', { seats })]
}

function addressLine(address: string | null, t: Texts): string[] {
  return address === null ? [] : [t.html('visit.address', { address })]
}

function durationAndPrice(
  visit: Pick<VisitText, 'durationMin' | 'priceMinor' | 'currency' | 'priceFrom'>,
  t: Texts,
): string {
  const duration = t.duration(visit.durationMin)
  if (visit.priceMinor === null) return t.html('visit.duration', { duration })
  const price = t.money(visit.priceMinor, visit.currency)
  return visit.priceFrom === true
    ? t.html('visit.duration_price_from', { duration, price })
    : t.html('visit.duration_price', { duration, price })
}

/** How to reach the business when the bot can't help. */
export function contactLine(visit: Pick<VisitCard, 'phone'>, t: Texts): string {
  return visit.phone === null ? t.html('visit.tell_us') : t.html('visit.call_us', { phone: visit.phone })
}
