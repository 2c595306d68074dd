import type { OutgoingButton } from '../../../context.ts'
import type { ClientField } from '../../../domain/client-fields.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { ClientCard } from '../../../usecases/client-card.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import { ratingText } from '../../stars.ts'
import { backAndHome } from '../navigation.ts'
import { servedClientButton } from '../new-booking/buttons.ts'
import {
  askBanButton,
  clientCardButton,
  clientsButton,
  clientTagsButton,
  clientVisitsButton,
  editClientButton,
  unbanButton,
  writeToClientButton,
} from './buttons.ts'
import { clientName } from './client-words.ts'

/** `query`: of the list that it leads back to. */
export function renderClient(card: ClientCard, query: string | null, t: Texts): Screen {
  return {
    text: [heading(card, t), history(card, t), ...noted(card, t), ...ban(card, t)].join('\n\n'),
    keyboard: [
      ...visits(card, t),
      ...(card.erasedAt === null ? [[bookFor(card, t)]] : []),
      ...(card.editable ? changes(card, t) : []),
      backAndHome(clientsButton.pack({ page: 0, query }), t),
    ],
  }
}

/** As many as the list shows: cancelled ones, too. */
function visits({ id: clientId, visits, cancelled }: ClientCard, t: Texts): OutgoingButton[][] {
  const count = visits + cancelled
  const data = clientVisitsButton.pack({ clientId, page: 0 })
  return count === 0 ? [] : [[button(t.plain('clients.button.visits', { count }), data)]]
}

function bookFor({ id: clientId }: ClientCard, t: Texts): OutgoingButton {
  const from = clientCardButton.pack({ clientId, query: null })
  return button(t.plain('desk.button.book_for'), servedClientButton.pack({ clientId, from }))
}

function heading(card: ClientCard, t: Texts): string {
  const { phone, username, telegramId, unreachableAt, erasedAt } = card
  return [
    nameLine(card, t),
    ...(erasedAt === null ? [] : [t.html('clients.is_erased')]),
    ...(phone === null ? [] : [t.html('clients.phone', { phone })]),
    ...(username === null ? [] : [t.html('card.username', { username })]),
    ...(telegramId === null && erasedAt === null ? [t.html('clients.walk_in')] : []),
    ...(unreachableAt === null ? [] : [t.html('clients.unreachable')]),
  ].join('\n')
}

/** Whoever has no @username to tap is opened by their name. */
function nameLine(card: ClientCard, t: Texts): string {
  const { username, telegramId } = card
  const name = clientName(card, t)
  return telegramId === null || username !== null
    ? t.html('clients.name', { name })
    : t.html('clients.name_link', { name, id: String(telegramId) })
}

function history(card: ClientCard, t: Texts): string {
  const { visits, upcoming, completed, noShows, cancelledByClient, cancelledByUs } = card
  const { spentMinor, currency, lastVisitAt, nextVisitAt, zone } = card
  return [
    ...(visits === upcoming ? [t.html('clients.no_visits')] : []),
    ...(completed === 0 ? [] : [t.html('clients.completed', { count: completed })]),
    ...(noShows === 0 ? [] : [t.html('clients.no_shows', { count: noShows })]),
    ...(cancelledByClient === 0 ? [] : [t.html('clients.cancelled', { count: cancelledByClient })]),
    ...(cancelledByUs === 0 ? [] : [t.html('clients.cancelled_by_us', { count: cancelledByUs })]),
    ...(spentMinor === 0 ? [] : [t.html('clients.spent', { sum: t.money(spentMinor, currency) })]),
    ...(lastVisitAt === null ? [] : [t.html('clients.last', { date: t.dateWithYear(lastVisitAt, zone) })]),
    ...(nextVisitAt === null
      ? []
      : [t.html('clients.next', { count: upcoming, moment: t.shortMoment(nextVisitAt, zone) })]),
    ...rating(card, t),
  ].join('\n')
}

function rating({ rating: average, reviews }: ClientCard, t: Texts): string[] {
  return average === null ? [] : [ratingText({ average, reviews }, t)]
}

function noted({ tags, notes }: ClientCard, t: Texts): string[] {
  return [
    ...(tags.length === 0 ? [] : [t.html('clients.tags', { tags: tags.join(', ') })]),
    ...(notes === null ? [] : [t.html('clients.notes', { notes })]),
  ]
}

function ban({ bannedAt, banReason, zone }: ClientCard, t: Texts): string[] {
  if (bannedAt === null) return []
  const since = t.html('clients.banned', { date: t.dateWithYear(bannedAt, zone) })
  return [banReason === null ? since : `${since}\n${t.html('notice.reason', { reason: banReason })}`]
}

function changes(card: ClientCard, t: Texts): OutgoingButton[][] {
  const { id: clientId, telegramId, unreachableAt, bannedAt } = card
  const edit = (field: ClientField) =>
    button(t.plain(`clients.button.${field}`), editClientButton.pack({ clientId, field }))
  const isWalkIn = telegramId === null
  return inRows(
    [
      edit('notes'),
      button(t.plain('clients.button.tags'), clientTagsButton.pack({ clientId })),
      ...(isWalkIn ? [edit('name'), edit('phone')] : []),
      ...(isWalkIn || unreachableAt !== null
        ? []
        : [button(t.plain('clients.button.write'), writeToClientButton.pack({ clientId }))]),
      bannedAt === null
        ? button(t.plain('clients.button.ban'), askBanButton.pack({ clientId }))
        : button(t.plain('clients.button.unban'), unbanButton.pack({ clientId })),
    ],
    2,
  )
}
