import type { VisitCard } from '../context.ts'
import type { Texts } from '../i18n/i18n.ts'

/** What is shown of a visit, made or about to be made. */
export interface VisitText {
  readonly serviceName: string
  readonly serviceEmoji: string | null
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

export function visitText(visit: VisitText, t: Texts): string {
  return around(
    [t.html('visit.moment', { moment: t.capitalised(t.moment(visit.startsAt, visit.zone)) })],
    visit,
    t,
  )
}

/** The same for a visit that moves, or has moved: with its time before and its time to be. */
export function movedVisitText(
  visit: VisitText,
  from: Date,
  to: 'booking.moved_to' | 'booking.moved_to_done',
  t: Texts,
): string {
  const was = t.html('booking.moved_from', { moment: t.moment(from, visit.zone) })
  return around([was, t.html(to, { moment: t.moment(visit.startsAt, visit.zone) })], visit, t)
}

function around(moments: readonly string[], visit: VisitText, t: Texts): string {
  return [
    t.html('visit.service', { service: titled(visit.serviceName, visit.serviceEmoji) }),
    ...moments,
    ...guestLine(visit.guestName ?? null, t),
    ...specialistLine(visit, t),
    durationAndPrice(visit, t),
    ...seatsLine(visit.seatsLeft ?? null, t),
    ...addressLine(visit.address, t),
    ...commentLine(visit.comment ?? null, t),
  ].join('\n')
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

function durationAndPrice(visit: VisitText, t: Texts): string {
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
