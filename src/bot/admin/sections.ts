import type { Role } from '../../domain/roles.ts'
import { blocks } from './blocks/blocks.ts'
import { admins } from './admins/admins.ts'
import { bookingCards } from './bookings/booking-cards.ts'
import { requests } from './bookings/decide-request.ts'
import { hours } from './hours/hours.ts'
import { notices } from './notices/notices.ts'
import { clients } from './clients/clients.ts'
import { exporting } from './exports/exports.ts'
import { existsFor, isShownTo, type PanelButton, type Section, type StaffCommandName } from './section.ts'
import { newBooking } from './new-booking/new-booking.ts'
import { schedule } from './schedule/schedule.ts'
import { search } from './search/search.ts'
import { services } from './services/services.ts'
import { settings } from './settings/settings.ts'
import { staff } from './staff/staff.ts'
import { why } from './why/why.ts'

/** What the panel consists of, in the order of its buttons. */
export const sections: readonly Section[] = [
  requests,
  bookingCards,
  schedule,
  newBooking,
  search,
  clients,
  services,
  staff,
  hours,
  blocks,
  admins,
  exporting,
  settings,
  why,
  notices,
]

export function panelButtonsFor(role: Role | null): PanelButton[] {
  return sectionsFor(role).flatMap((section) =>
    (section.onPanel ?? []).filter((button) => isShownTo(button, section, role)),
  )
}

/** Besides `/admin` itself, which everybody has who has any section. */
export function staffCommandsFor(role: Role | null): StaffCommandName[] {
  const own = sectionsFor(role)
  if (own.length === 0) return []
  return ['admin', ...own.flatMap(({ commands = [] }) => commands.map(({ name }) => name))]
}

function sectionsFor(role: Role | null): Section[] {
  return sections.filter((section) => existsFor(section, { role }))
}
