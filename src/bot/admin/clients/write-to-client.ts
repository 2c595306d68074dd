import { clientLimits } from '../../../domain/client-fields.ts'
import { may } from '../../../domain/roles.ts'
import { writeToClient } from '../../../usecases/write-to-client.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Finish } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import type { Screen } from '../../screen.ts'
import { clientName } from './client-words.ts'
import { cardWith, findEditable, openClient, refuse } from './open-card.ts'

interface Answers {
  readonly clientId: number
  readonly name: string
  readonly words: string
}

/** What the client is to read; the answer sends it. */
export const writeDialog = defineDialog<Answers>({
  name: 'client_write',
  steps: [
    {
      name: 'words',
      skippable: false,
      quickAnswers: () => [],
      ask: ({ name = '' }, t) => t.html('clients.ask_message', { name }),
      read: (typed, _answers, t) => readWords(typed, clientLimits.message, t),
    },
  ],
  isFor: ({ role }) => may(role, 'clients'),
  begin: null,
  finish,
  whenLeft: async (ctx, { clientId = 0 }) => await openClient(ctx, { clientId }),
})

export async function askMessage(
  ctx: BotContext,
  { clientId }: { readonly clientId: number },
): Promise<Screen | null> {
  const card = await findEditable(ctx, clientId)
  if (!card) return await refuse(ctx)
  if (card.telegramId === null || card.unreachableAt !== null) {
    return cardWith(ctx.texts.html('clients.cannot_write'), card, ctx)
  }
  return await beginDialog(ctx, writeDialog, { clientId, name: clientName(card, ctx.texts) })
}

async function finish(ctx: BotContext, { clientId, words }: Answers): Promise<Finish<Answers>> {
  const { texts: t } = ctx
  const result = await writeToClient(ctx.services.useCases, ctx.actor, { clientId, words })
  if (result.ok) {
    const { card, heldUntil } = result
    const said =
      heldUntil === null
        ? t.html('clients.sending')
        : t.html('clients.sending_later', { time: t.time(heldUntil, card.zone) })
    return { outcome: 'done', screen: cardWith(said, card, ctx) }
  }
  switch (result.reason) {
    case 'forbidden':
    case 'client_gone':
      return { outcome: 'forbidden' }
    case 'invalid':
      return { outcome: 'ask_again', step: 'words', problem: t.html('dialog.words_wanted') }
    case 'unreachable':
      return { outcome: 'done', screen: cardWith(t.html('clients.cannot_write'), result.card, ctx) }
  }
}
