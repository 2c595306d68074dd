import { clientLimits } from '../../../domain/client-fields.ts'
import { may } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { banClient } from '../../../usecases/ban-client.ts'
import type { ClientCard } from '../../../usecases/client-card.ts'
import { unbanClient } from '../../../usecases/unban-client.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Finish } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { clientName } from './client-words.ts'
import { findEditable, openClient, refuse } from './open-card.ts'
import { renderClient } from './render-card.ts'

interface Answers {
  readonly clientId: number
  readonly name: string
  /** Null: none given. */
  readonly reason: string | null
}

/** Why: the answer bans. */
export const banDialog = defineDialog<Answers>({
  name: 'client_ban',
  steps: [
    {
      name: 'reason',
      skippable: true,
      skipLabel: (t) => t.plain('clients.button.ban_without_reason'),
      quickAnswers: () => [],
      ask: ({ name = '' }, t) => t.html('clients.ask_ban', { name }),
      read: (typed, _answers, t) => readWords(typed, clientLimits.banReason, t),
    },
  ],
  isFor: ({ role }) => may(role, 'clients'),
  begin: null,
  finish,
  whenLeft: async (ctx, { clientId = 0 }) => await openClient(ctx, { clientId }),
  leaveLabel: (t) => t.plain('clients.button.not_ban'),
})

export async function askBan(ctx: BotContext, place: { readonly clientId: number }): Promise<Screen | null> {
  const card = await findEditable(ctx, place.clientId)
  if (!card) return await refuse(ctx)
  if (card.bannedAt !== null) return renderClient(card, null, ctx.texts)
  return await beginDialog(ctx, banDialog, { clientId: card.id, name: clientName(card, ctx.texts) })
}

async function finish(ctx: BotContext, { clientId, reason }: Answers): Promise<Finish<Answers>> {
  const result = await banClient(ctx.services.useCases, ctx.actor, { clientId, reason })
  return result.ok
    ? { outcome: 'done', screen: renderBanned(result.card, ctx.texts) }
    : { outcome: 'forbidden' }
}

/** Visits that are agreed stay: whoever banned sees that there are some, and gets to them by one tap. */
function renderBanned(card: ClientCard, t: Texts): Screen {
  const notice = card.nextVisitAt === null ? 'clients.now_banned' : 'clients.now_banned_visits'
  return withNotice(t.html(notice), renderClient(card, null, t))
}

export async function unban(ctx: BotContext, place: { readonly clientId: number }): Promise<Screen | null> {
  const { texts: t } = ctx
  const result = await unbanClient(ctx.services.useCases, ctx.actor, place)
  if (!result.ok) return await refuse(ctx)
  return { ...renderClient(result.card, null, t), toast: t.plain('clients.toast.unbanned') }
}
