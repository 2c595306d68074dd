import type { OutgoingButton } from '../../../context.ts'
import { localDateOf, type LocalDate } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { BookingMatch, BookingSearch } from '../../../usecases/search-bookings.ts'
import { pager } from '../../pager.ts'
import { button, fit, inRows, type Screen } from '../../screen.ts'
import { titledParts } from '../../visit-text.ts'
import { staffCardButton } from '../bookings/buttons.ts'
import { backAndHome } from '../navigation.ts'
import {
  emptySearch,
  searchButton,
  searchChoiceButton,
  searchQuestionButton,
  type SearchState,
} from './buttons.ts'

type Search = Extract<BookingSearch, { ok: true }>

/** What is looked for, what was found, and everything to narrow it by, on one screen. `asks`: a client can be typed. */
export function renderSearch(
  search: Search,
  state: SearchState,
  t: Texts,
  { asks }: { readonly asks: boolean } = { asks: false },
): Screen {
  const { found } = search
  return {
    text: [t.html('search.title'), ...conditions(search, state, t), '', result(search, asks, t)].join('\n'),
    keyboard: [
      ...(found?.matches ?? []).map((match) => [
        matchButton(match, search.today, searchButton.pack({ ...state, page: found?.page ?? 0 }), t),
      ]),
      ...(found ? [pager(found.page, found.pages, (page) => searchButton.pack({ ...state, page }), t)] : []),
      ...inRows(filters(search, state, t), 2),
      backAndHome(null, t),
    ].filter((row) => row.length > 0),
  }
}

function conditions(search: Search, state: SearchState, t: Texts): string[] {
  const { client, service, staff, ownOnly, today } = search
  const { status, from, to } = state
  return [
    ...(ownOnly ? [t.html('search.own')] : []),
    ...(client === null ? [] : [t.html('search.client', { client: clientIn(client, t) })]),
    ...(from === null || to === null ? [] : [t.html('search.days', { days: daysText(from, to, today, t) })]),
    ...(service === null ? [] : [t.html('search.service', { service })]),
    ...(staff === null ? [] : [t.html('search.staff', { staff })]),
    ...(status === null ? [] : [t.html('search.status', { status: t.plain(`search.part.${status}`) })]),
  ]
}

function daysText(from: LocalDate, to: LocalDate, today: LocalDate, t: Texts): string {
  const shown = (date: LocalDate) => dateText(date, today, t)
  return from === to ? shown(from) : t.plain('search.part.days', { from: shown(from), to: shown(to) })
}

/** With the year where it is not this one, since a search looks far back. */
function dateText(date: LocalDate, today: LocalDate, t: Texts): string {
  return date.slice(0, 4) === today.slice(0, 4)
    ? t.date(date)
    : t.dateWithYear(new Date(`${date}T12:00:00Z`), 'UTC')
}

function result({ found }: Search, asks: boolean, t: Texts): string {
  if (found === null) return t.html(asks ? 'search.ask' : 'search.how')
  if (found.total === 0) return t.html('search.none')
  return t.html(found.more ? 'search.more' : 'search.found', { count: found.total })
}

function matchButton(
  { visit, clientName }: BookingMatch,
  today: LocalDate,
  from: string,
  t: Texts,
): OutgoingButton {
  const { startsAt, zone, bookingId, parts, guestName, status } = visit
  const label = [
    `${dateText(localDateOf(zone, startsAt), today, t)}, ${t.time(startsAt, zone)}`,
    fit(guestName ?? clientIn(clientName, t), 16),
    fit(titledParts(parts), 14),
  ].join(' · ')
  const isMarked = status !== 'confirmed' && status !== 'completed'
  return button(
    isMarked ? t.plain(`search.button.match_${status}`, { label }) : label,
    staffCardButton.pack({ bookingId, from }),
  )
}

function clientIn(name: string, t: Texts): string {
  return name.trim() === '' ? t.plain('clients.part.nameless') : name
}

function filters({ ownOnly, found }: Search, { page: _page, ...rest }: SearchState, t: Texts) {
  const state = { ...rest, page: 0 }
  const choose = (what: 'service' | 'staff' | 'status') =>
    button(t.plain(`search.button.${what}`), searchChoiceButton.pack({ ...state, what }))
  const ask = (what: 'client' | 'days') =>
    button(t.plain(`search.button.${what}`), searchQuestionButton.pack({ ...state, what }))
  return [
    ...[ask('client'), ask('days'), choose('service')],
    ...(ownOnly ? [] : [choose('staff')]),
    choose('status'),
    ...(found === null ? [] : [button(t.plain('search.button.clear'), searchButton.pack(emptySearch))]),
  ]
}
