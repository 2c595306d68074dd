import { Composer } from 'telegraf'
import { may } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { findClients, type FindClientsResult } from '../../../usecases/find-clients.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { takeWords } from '../../dialogs/run-dialogs.ts'
import { pager } from '../../pager.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { backAndHome, renderOutdated } from '../navigation.ts'
import {
  askClientButton,
  foundClientsButton,
  newBookingButton,
  servedClientButton,
  type Beginning,
} from './buttons.ts'

export function chooseClientScreens(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(newBookingButton, async (ctx, place) => await openClients(ctx, null, place)),
    onTap(foundClientsButton, async (ctx, place) => {
      const draft = await ctx.services.drafts.load(ctx.actor)
      const typed = draft?.dialog === foundDraft ? draft.answers['typed'] : null
      return await openClients(ctx, typeof typed === 'string' ? typed : null, place)
    }),
  )
  return composer
}

interface Answers extends Beginning {
  readonly typed: string
}

/** Keeps what was looked for while its pages are turned. */
const foundDraft = 'found_clients'
/** Longer than any name, phone or Telegram name. */
const mostTyped = 100

export const findClientDialog = defineDialog<Answers>({
  name: 'find_client',
  steps: [
    {
      name: 'typed',
      skippable: false,
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('desk.ask_client'),
      read: (typed, _answers, t) => readWords(typed, mostTyped, t),
    },
  ],
  isFor: ({ role }) => may(role, 'bookings', 'own'),
  begin: () => Promise.resolve({}),
  home: {
    draft: foundDraft,
    takesWords: true,
    show: async (ctx, { typed, from, date }: Partial<Answers>) =>
      (await openClients(ctx, typed ?? null, { page: 0, from, date })) ??
      renderOutdated(ctx.actor, ctx.texts),
  },
  finish: (_ctx, answers) => Promise.resolve({ outcome: 'home', answers }),
})

interface Place extends Beginning {
  readonly page: number
}

/** `typed`: what was looked for; null: whoever was here last. Whatever is typed here is looked for next. */
export async function openClients(
  ctx: BotContext,
  typed: string | null,
  { page, ...beginning }: Place,
): Promise<Screen | null> {
  const found = await findClients(ctx.services.useCases, ctx.actor, { typed, page })
  if (!found.ok) {
    await ctx.refuseTap()
    return null
  }
  if (typed === null) await takeWords(ctx, findClientDialog, { ...beginning })
  return renderClients(found, typed, ctx.texts, beginning)
}

type Found = Extract<FindClientsResult, { ok: true }>

export function renderClients(
  { clients, page, pages, more }: Found,
  typed: string | null,
  t: Texts,
  { from = null, date }: Beginning = {},
): Screen {
  const turn = typed === null ? newBookingButton : foundClientsButton
  return {
    text: [heading(clients.length, typed, t), ...(more ? [t.html('desk.more_clients')] : [])].join('\n\n'),
    keyboard: [
      ...clients.map((client) => [
        button(clientLabel(client, t), servedClientButton.pack({ clientId: client.id, from, date })),
      ]),
      pager(page, pages, (other) => turn.pack({ page: other, from, date }), t),
      [
        button(t.plain('desk.button.find'), askClientButton.pack({ how: 'find', from, date })),
        button(t.plain('desk.button.new_client'), askClientButton.pack({ how: 'enter', from, date })),
      ],
      backAndHome(typed === null ? from : newBookingButton.pack({ page: 0, from, date }), t),
    ].filter((row) => row.length > 0),
  }
}

function heading(count: number, typed: string | null, t: Texts): string {
  if (typed === null) return t.html(count === 0 ? 'desk.no_clients' : 'desk.choose_client')
  return count === 0 ? t.html('desk.nobody_found', { typed }) : t.html('desk.found', { typed })
}

function clientLabel({ name, phone, username }: Found['clients'][number], t: Texts): string {
  const contact = phone === null ? username && `@${username}` : t.phone(phone)
  const parts = [name === '' ? t.plain('desk.part.no_name') : name, contact]
  return parts.filter((part) => part !== null).join(' · ')
}
