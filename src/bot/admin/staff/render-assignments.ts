import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { Performers } from '../../../usecases/view-performers.ts'
import type { SpecialistServices } from '../../../usecases/view-specialist-services.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { backAndHome } from '../navigation.ts'
import { performersButton, serviceCardButton } from '../services/buttons.ts'
import {
  editOwnTermsButton,
  ownTermsButton,
  performerButton,
  servicesOfStaffButton,
  staffMemberButton,
} from './buttons.ts'

/** Two buttons a row: a page that a thumb can scroll. */
const pageSize = 8

type ServicesOf = Extract<SpecialistServices, { ok: true }>
type PerformersOf = Extract<Performers, { ok: true }>

/** Where the assignment of a service to a specialist is looked at from. */
export interface Place {
  readonly staffId: number
  readonly serviceId: number
  readonly from: 'staff' | 'service'
  readonly page: number
}

/** A service with one specialist, as either of the two lists knows it. */
export interface Assignment {
  readonly name: string
  readonly service: string
  readonly version: number
  readonly performs: boolean
  readonly durationMin: number
  readonly priceMinor: number | null
  readonly own: { readonly durationMin: number | null; readonly priceMinor: number | null }
}

export function assignmentOf({ name, services }: ServicesOf, serviceId: number): Assignment | undefined {
  const service = services.find(({ id }) => id === serviceId)
  return service && { ...service, name, service: titled(service.name, service.emoji) }
}

/** What a specialist performs; for whoever can't change it, as text. */
export function renderServicesOfStaff(list: ServicesOf, asked: number, t: Texts): Screen {
  const { staffId, name, currency, assigns } = list
  const services = list.services.filter(({ performs }) => assigns || performs)
  const { shown, page, pages } = pageOf(services, asked, pageSize)
  const of = shown.flatMap(({ id }) => {
    const assignment = assignmentOf(list, id)
    const place = { staffId, serviceId: id, from: 'staff', page } as const
    return assignment ? [{ assignment, place }] : []
  })
  const lines = of.map(({ assignment }) => {
    return t.html('performer.line', { service: assignment.service, terms: termsOf(assignment, currency, t) })
  })
  const heading = t.html(assigns ? 'performer.services' : 'performer.services_read', { name })
  return {
    text:
      services.length === 0
        ? t.html('performer.none', { name })
        : [heading, ...(assigns ? [] : lines)].join('\n'),
    keyboard: [
      ...(assigns
        ? of.map(({ assignment, place }) => row(assignment.service, assignment, place, currency, t))
        : []),
      pager(page, pages, (other) => servicesOfStaffButton.pack({ staffId, page: other }), t),
      backAndHome(staffMemberButton.pack({ staffId }), t),
    ].filter((buttons) => buttons.length > 0),
  }
}

/** Who performs a service. */
export function renderPerformers(
  { service, performers, currency }: PerformersOf,
  asked: number,
  t: Texts,
): Screen {
  const { id: serviceId, version, durationMin, priceMinor } = service
  const { shown, page, pages } = pageOf(performers, asked, pageSize)
  const title = titled(service.name, service.emoji)
  return {
    text: t.html('performer.performers', { service: title }),
    keyboard: [
      ...shown.map((performer) => {
        const assignment = { ...performer, service: title, version, durationMin, priceMinor }
        const place = { staffId: performer.id, serviceId, from: 'service', page } as const
        return row(performer.name, assignment, place, currency, t)
      }),
      pager(page, pages, (other) => performersButton.pack({ serviceId, page: other }), t),
      backAndHome(serviceCardButton.pack({ serviceId }), t),
    ].filter((buttons) => buttons.length > 0),
  }
}

/** A service as one specialist has it. */
export function renderOwnTerms(assignment: Assignment, place: Place, currency: string, t: Texts): Screen {
  const { name, service, own } = assignment
  const edit = (field: 'priceMinor' | 'durationMin') =>
    button(t.plain(`performer.button.${field}`), editOwnTermsButton.pack({ ...place, field }))
  return {
    text: [
      t.html('performer.terms', { service, name }),
      '',
      t.html('performer.price', {
        price: priceOf(assignment, currency, t),
        own: own.priceMinor === null ? 'no' : 'yes',
      }),
      t.html('performer.duration', {
        duration: durationOf(assignment, t),
        own: own.durationMin === null ? 'no' : 'yes',
      }),
    ].join('\n'),
    keyboard: [[edit('priceMinor'), edit('durationMin')], backAndHome(listOf(place), t)],
  }
}

/** The list that it was looked at from. */
function listOf({ staffId, serviceId, from, page }: Place): string {
  return from === 'staff'
    ? servicesOfStaffButton.pack({ staffId, page })
    : performersButton.pack({ serviceId, page })
}

function row(
  what: string,
  assignment: Assignment,
  place: Place,
  currency: string,
  t: Texts,
): OutgoingButton[] {
  const { performs, version } = assignment
  const toggle = button(
    t.plain(`performer.button.${performs ? 'on' : 'off'}`, { what: fit(what, 40) }),
    performerButton.pack({ ...place, version, performs: performs ? 'no' : 'yes' }),
  )
  return performs ? [toggle, button(termsOf(assignment, currency, t), ownTermsButton.pack(place))] : [toggle]
}

function termsOf(assignment: Assignment, currency: string, t: Texts): string {
  return t.plain('performer.button.terms', {
    duration: durationOf(assignment, t),
    price: priceOf(assignment, currency, t),
  })
}

function durationOf({ own, durationMin }: Assignment, t: Texts): string {
  return t.duration(own.durationMin ?? durationMin)
}

function priceOf({ own, priceMinor }: Assignment, currency: string, t: Texts): string {
  const price = own.priceMinor ?? priceMinor
  return price === null ? t.plain('performer.part.on_request') : t.money(price, currency)
}
