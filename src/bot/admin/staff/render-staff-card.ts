import type { OutgoingButton } from '../../../context.ts'
import { hasAccess, isAdmin, type StaffStep } from '../../../domain/staff-state.ts'
import { staffFields } from '../../../domain/staff-fields.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { StaffCard } from '../../../usecases/staff-card.ts'
import { button, type Screen } from '../../screen.ts'
import { hoursButton } from '../hours/buttons.ts'
import { backAndHome } from '../navigation.ts'
import {
  askArchiveStaffButton,
  askDisconnectButton,
  comingVisitsButton,
  connectButton,
  editStaffButton,
  moveStaffButton,
  servicesOfStaffButton,
  staffPreviewButton,
  staffStateButton,
  teamButton,
} from './buttons.ts'
import { teamPageSize } from './render-team.ts'

/** A specialist, as much of it as whoever looks may see and change. `bot`: the bot's username, for the link. */
export function renderStaffCard(card: StaffCard, bot: string, t: Texts): Screen {
  const { member, rights } = card
  const isArchived = member.state === 'archived'
  return {
    text: [
      t.html('staff.name', { name: member.name }),
      ...(member.bio === null ? [] : [t.html('staff.bio', { bio: member.bio })]),
      standing(card, bot, t),
    ].join('\n\n'),
    keyboard: [
      ...(rights.edits && !isArchived ? [fieldButtons(card, t)] : []),
      ...lookButtons(card, t),
      ...(rights.edits ? changeButtons(card, t) : []),
      back(card, t),
    ].filter((row) => row.length > 0),
  }
}

function standing(card: StaffCard, bot: string, t: Texts): string {
  const { member, position, total, upcoming, rights } = card
  const { performed, all } = card.services
  const isBookable = member.state === 'bookable'
  return [
    ...stateLines(card, t),
    ...(performed === all && all > 0 ? [t.html('staff.all_services')] : []),
    t.html('staff.photo', { has: member.photoFileId === null ? 'no' : 'yes' }),
    t.html('staff.telegram', { connected: hasAccess(member) ? 'yes' : 'no' }),
    ...(position === null || total === 1 ? [] : [t.html('staff.position', { position, total })]),
    t.html('staff.upcoming', { count: upcoming }),
    ...(isBookable
      ? [t.html('staff.client_link', { link: `https://t.me/${bot}?start=m_${member.id}` })]
      : []),
    ...(rights.edits ? warnings(card, t) : []),
  ].join('\n')
}

/** What can't be booked any more, because this one can't. */
function warnings({ member, bookable, soleServices }: StaffCard, t: Texts): string[] {
  if (bookable === 0) return ['', t.html('staff.nobody_bookable')]
  if (member.state === 'bookable' || soleServices.length === 0) return []
  return ['', t.html('staff.sole', { services: namesOf(soleServices) })]
}

/** The first few of them, and a mark that there are more. */
export function namesOf(services: readonly string[]): string {
  const few = services.slice(0, 5).map((name) => `«${name}»`)
  return [...few, ...(services.length > few.length ? ['…'] : [])].join(', ')
}

function stateLines({ member }: StaffCard, t: Texts): string[] {
  switch (member.state) {
    case 'bookable':
      return []
    case 'hidden':
      return [t.html(isAdmin(member) ? 'staff.is_admin' : 'staff.is_hidden')]
    case 'archived':
      return [t.html('staff.is_archived')]
  }
}

function fieldButtons({ member }: StaffCard, t: Texts): OutgoingButton[] {
  return staffFields.map((field) =>
    button(t.plain(`staff.button.${field}`), editStaffButton.pack({ staffId: member.id, field })),
  )
}

function lookButtons({ member, upcoming, services }: StaffCard, t: Texts): OutgoingButton[][] {
  const { id: staffId } = member
  const { performed, all } = services
  const isMoreThanName = member.bio !== null || member.photoFileId !== null
  const list = button(
    t.plain('staff.button.services', { performed, all }),
    servicesOfStaffButton.pack({ staffId, page: 0 }),
  )
  const visits = button(
    t.plain('staff.button.visits', { count: upcoming }),
    comingVisitsButton.pack({ staffId, page: 0 }),
  )
  const preview = button(t.plain('staff.button.preview'), staffPreviewButton.pack({ staffId }))
  const hours = button(t.plain('panel.button.hours'), hoursButton.pack({ staffId }))
  return [
    [...(all > 0 ? [list] : []), ...(member.state === 'archived' ? [] : [hours])],
    [...(upcoming > 0 ? [visits] : []), ...(isMoreThanName ? [preview] : [])],
  ]
}

function changeButtons(card: StaffCard, t: Texts): OutgoingButton[][] {
  const { member } = card
  const { id: staffId, version } = member
  if (member.state === 'archived') return [[stateButton(card, 'restore', t)]]
  const archive = button(t.plain('staff.button.archive'), askArchiveStaffButton.pack({ staffId, version }))
  return [
    moveButtons(card, t),
    isAdmin(member) ? [] : [accessButton(card, t)],
    [
      stateButton(card, member.state === 'bookable' ? 'hide' : 'show', t),
      ...(isAdmin(member) ? [] : [archive]),
    ],
  ]
}

function accessButton({ member }: StaffCard, t: Texts): OutgoingButton {
  const shown = { staffId: member.id, version: member.version }
  return hasAccess(member)
    ? button(t.plain('connect.button.disconnect'), askDisconnectButton.pack(shown))
    : button(t.plain('connect.button.make'), connectButton.pack(shown))
}

/** Only where there is somewhere to go. */
function moveButtons({ member, position, total }: StaffCard, t: Texts): OutgoingButton[] {
  if (position === null) return []
  const move = (direction: 'up' | 'down') =>
    button(t.plain(`staff.button.${direction}`), moveStaffButton.pack({ staffId: member.id, direction }))
  return [...(position > 1 ? [move('up')] : []), ...(position < total ? [move('down')] : [])]
}

function stateButton({ member }: StaffCard, step: StaffStep, t: Texts): OutgoingButton {
  const { id: staffId, version } = member
  return button(t.plain(`staff.button.${step}`), staffStateButton.pack({ staffId, version, step }))
}

/** To the page of the list on which they are; a specialist, who has no list, comes from the panel. */
function back({ member, position, rights }: StaffCard, t: Texts): OutgoingButton[] {
  if (!rights.assigns) return backAndHome(null, t)
  if (member.state === 'archived') return backAndHome(teamButton.pack({ shelf: 'archived', page: 0 }), t)
  const page = position === null ? 0 : Math.floor((position - 1) / teamPageSize)
  return backAndHome(teamButton.pack({ shelf: 'current', page }), t)
}
