import type { LocalDate } from '../../../domain/local-time.ts'
import { parseTypedDate, parseTypedDates } from '../../../domain/typed-date.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { findClients } from '../../../usecases/find-clients.ts'
import { searchBookings } from '../../../usecases/search-bookings.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Finish, type Reading, type Step } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { takeWords } from '../../dialogs/run-dialogs.ts'
import type { Screen } from '../../screen.ts'
import { existsFor } from '../section.ts'
import { emptySearch, type SearchState } from './buttons.ts'
import { renderClientChoice } from './render-choice.ts'
import { renderSearch } from './render-search.ts'

/**
 * Whatever is typed here is a client, as if that had been tapped first; the other conditions stay. A search is its buttons, so
 * it opens while the drafts are out of reach, too.
 */
export async function openSearch(ctx: BotContext, state: SearchState = emptySearch): Promise<Screen | null> {
  const search = await searchBookings(ctx.services.useCases, ctx.actor, state)
  if (!search.ok) {
    await ctx.refuseTap()
    return null
  }
  const asks = await takeWords(ctx, askClientDialog, { state })
  return renderSearch(search, state, ctx.texts, { asks })
}

interface ClientAnswers {
  readonly state: SearchState
  /** Null: anybody. */
  readonly typed: string | null
}

const longestName = 100

export const askClientDialog: Dialog = defineDialog<ClientAnswers>({
  name: 'search_client',
  steps: [
    {
      name: 'typed',
      skippable: true,
      skipLabel: (t) => t.plain('search.button.any_client'),
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('clients.ask_whom'),
      read: (typed, _answers, t) => readWords(typed.replace(/\s+/g, ' '), longestName, t),
    },
  ],
  isFor: (actor) => existsFor({ permission: 'bookings' }, actor),
  begin: null,
  finish: chooseClient,
  // With what was typed still in it, nobody was found.
  showAgain: async (ctx, { state, typed }) => (typed === undefined ? await openSearch(ctx, state) : null),
  whenLeft: async (ctx, { state }) => await openSearch(ctx, state),
})

async function chooseClient(
  ctx: BotContext,
  { state, typed }: ClientAnswers,
): Promise<Finish<ClientAnswers>> {
  const { texts: t } = ctx
  if (typed === null) return await show(ctx, { ...state, clientId: null })
  const found = await findClients(ctx.services.useCases, ctx.actor, { typed, page: 0 })
  if (!found.ok) return { outcome: 'forbidden' }
  const [only, ...others] = found.clients
  if (!only) return { outcome: 'ask_again', step: 'typed', problem: t.html('clients.not_found', { typed }) }
  if (others.length === 0) return await show(ctx, { ...state, clientId: only.id })
  return { outcome: 'done', screen: renderClientChoice(found.clients, state, t) }
}

interface DaysAnswers {
  readonly state: SearchState
  readonly today: LocalDate
  /** Null: any day. */
  readonly days: { readonly from: LocalDate; readonly to: LocalDate } | null
}

const askDays: Step<DaysAnswers> = {
  name: 'days',
  skippable: true,
  skipLabel: (t) => t.plain('search.button.any_day'),
  quickAnswers: (t) => [
    { label: t.plain('search.button.yesterday'), typed: 'yesterday' },
    { label: t.plain('search.button.today'), typed: 'today' },
    { label: t.plain('search.button.tomorrow'), typed: 'tomorrow' },
  ],
  ask: (_answers, t) => t.html('search.ask_days'),
  read: (typed, { today = '' as LocalDate }, t) => readDays(typed, today, t),
}

export const askDaysDialog: Dialog = defineDialog<DaysAnswers>({
  name: 'search_days',
  steps: [askDays],
  isFor: (actor) => existsFor({ permission: 'bookings' }, actor),
  begin: null,
  finish: async (ctx, { state, days }) =>
    await show(ctx, { ...state, from: days?.from ?? null, to: days?.to ?? null }),
  whenLeft: async (ctx, { state }) => await openSearch(ctx, state),
})

/** A single day is the nearest one, past or to come: who looks for `12.03` in April means last month's. */
function readDays(typed: string, today: LocalDate, t: Texts): Reading {
  const single = parseTypedDate(typed, today, 'nearest')
  if (single.ok) return { ok: true, value: { from: single.date, to: single.date } }
  const days = parseTypedDates(typed, today)
  if (days.ok) return { ok: true, value: { from: days.from, to: days.to } }
  return { ok: false, problem: t.html(`search.${days.reason}`) }
}

async function show<Answers extends object>(ctx: BotContext, state: SearchState): Promise<Finish<Answers>> {
  const screen = await openSearch(ctx, { ...state, page: 0 })
  return screen ? { outcome: 'goes_on', screen } : { outcome: 'forbidden' }
}
