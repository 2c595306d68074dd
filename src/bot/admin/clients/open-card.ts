import type { ClientCard } from '../../../usecases/client-card.ts'
import { viewClient } from '../../../usecases/view-client.ts'
import type { BotContext } from '../../bot-context.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { renderClient } from './render-card.ts'

export async function openClient(
  ctx: BotContext,
  { clientId, query = null }: { readonly clientId: number; readonly query?: string | null },
): Promise<Screen | null> {
  const view = await viewClient(ctx.services.useCases, ctx.actor, { clientId })
  return view.ok ? renderClient(view.card, query, ctx.texts) : await refuse(ctx)
}

/** The client, if the actor may change what is noted of them; undefined: not theirs to change, or erased. */
export async function findEditable(ctx: BotContext, clientId: number): Promise<ClientCard | undefined> {
  const view = await viewClient(ctx.services.useCases, ctx.actor, { clientId })
  return view.ok && view.card.editable ? view.card : undefined
}

/** Clients are never deleted: one that is not there is not for whoever tapped. */
export async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}

export function cardWith(notice: string, card: ClientCard, { texts: t }: BotContext): Screen {
  return withNotice(notice, renderClient(card, null, t))
}
