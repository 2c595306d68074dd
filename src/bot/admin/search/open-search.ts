import { searchBookings } from '../../../usecases/search-bookings.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Screen } from '../../screen.ts'
import { emptySearch, type SearchState } from './buttons.ts'
import { renderSearch } from './render-search.ts'

export async function openSearch(ctx: BotContext, state: SearchState = emptySearch): Promise<Screen | null> {
  const search = await searchBookings(ctx.services.useCases, ctx.actor, state)
  if (search.ok) return renderSearch(search, state, ctx.texts)
  await ctx.refuseTap()
  return null
}
