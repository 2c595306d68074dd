import { Composer } from 'telegraf'
import { listSearchChoices } from '../../../usecases/list-search-choices.ts'
import { searchBookings } from '../../../usecases/search-bookings.ts'
import type { BotContext } from '../../bot-context.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import type { Section } from '../section.ts'
import { askClientDialog, askDaysDialog, openSearch } from './ask.ts'
import {
  emptySearch,
  searchButton,
  searchChoiceButton,
  searchQuestionButton,
  type SearchState,
} from './buttons.ts'
import { renderNames, renderStatuses } from './render-choice.ts'

/** Bookings by client, days, service, specialist and status, in any combination. */
export const search: Section = {
  permission: 'bookings',
  onPanel: [{ label: 'panel.button.search', data: searchButton.pack(emptySearch) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(searchButton, openSearch),
      onTap(searchChoiceButton, choose),
      onTap(searchQuestionButton, ask),
    )
    return composer
  },
  dialogs: () => [askClientDialog, askDaysDialog],
}

/** What else is looked for must be there, so that only ids of real rows get into the buttons of the next screen. */
async function isReal(ctx: BotContext, state: SearchState) {
  const found = await searchBookings(ctx.services.useCases, ctx.actor, { ...state, page: 0 })
  return found.ok ? found : null
}

async function choose(
  ctx: BotContext,
  { what, ...state }: SearchState & { readonly what: 'service' | 'staff' | 'status' },
): Promise<Screen | null> {
  if (!(await isReal(ctx, state))) return await refuse(ctx)
  if (what === 'status') return renderStatuses(state, ctx.texts)
  const list = await listSearchChoices(ctx.services.useCases, ctx.actor, { what })
  return list.ok ? renderNames(list.choices, what, state, ctx.texts) : await refuse(ctx)
}

async function ask(
  ctx: BotContext,
  { what, ...state }: SearchState & { readonly what: 'client' | 'days' },
): Promise<Screen | null> {
  const found = await isReal(ctx, state)
  if (!found) return await refuse(ctx)
  return what === 'client'
    ? await beginDialog(ctx, askClientDialog, { state })
    : await beginDialog(ctx, askDaysDialog, { state, today: found.today })
}

async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}
