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
import { backAndHome } from '../navigation.ts'
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
    onTap(newBookingButton, async (ctx, place) => await openClients(ctx, place)),
    onTap(foundClientsButton, async (ctx, place) => {
      const draft = await ctx.services.drafts.load(ctx.actor)
      const typed = draft?.dialog === findClientDialog.name ? draft.answers['typed'] : null
      return typeof typed === 'string'
        ? ((await openFound(ctx, typed, place)) ?? (await refuse(ctx)))
        : await openClients(ctx, place)
    }),
  )
  return composer
}

interface Answers extends Beginning {
  readonly typed: string
}

/** Longer than any name, phone or Telegram name. */
const mostTyped = 100

/** What was looked for stays in its draft while the pages are turned, and whatever is typed next is looked for instead. */
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
  finish: async (ctx, { typed, ...beginning }) => {
    const screen = await openFound(ctx, typed, { page: 0, ...beginning })
    return screen ? { outcome: 'ask_again', step: 'typed', screen } : { outcome: 'forbidden' }
  },
  showAgain: async (ctx, { typed, ...beginning }) =>
    typed === undefined ? null : await openFound(ctx, typed, { page: 0, ...beginning }),
  staysOn: (data) => foundClientsButton.parse(data) !== null,
  whenLeft: async (ctx, { from, date }) => await openClients(ctx, { page: 0, from, date }),
})

interface Place extends Beginning {
  readonly page: number
}

/** Whoever was here last. Whatever is typed here is looked for. */
export async function openClients(ctx: BotContext, { page, ...beginning }: Place): Promise<Screen | null> {
  const found = await findClients(ctx.services.useCases, ctx.actor, { typed: null, page })
  if (!found.ok) return await refuse(ctx)
  const asks = await takeWords(ctx, findClientDialog, { ...beginning })
  return renderClients(found, null, ctx.texts, { ...beginning, asks })
}

/** Null: they may not look for clients any more. */
async function openFound(
  ctx: BotContext,
  typed: string,
  { page, ...beginning }: Place,
): Promise<Screen | null> {
  const found = await findClients(ctx.services.useCases, ctx.actor, { typed, page })
  return found.ok ? renderClients(found, typed, ctx.texts, { ...beginning, asks: true }) : null
}

async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}

type Found = Extract<FindClientsResult, { ok: true }>

/** `typed`: what was looked for; null: nothing. `asks`: a client can be typed. */
export function renderClients(
  { clients, page, pages, more }: Found,
  typed: string | null,
  t: Texts,
  { from = null, date, asks }: Beginning & { readonly asks: boolean },
): Screen {
  const turn = typed === null ? newBookingButton : foundClientsButton
  return {
    text: [heading(clients.length, typed, asks, t), ...(more ? [t.html('desk.more_clients')] : [])].join(
      '\n\n',
    ),
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

function heading(count: number, typed: string | null, asks: boolean, t: Texts): string {
  if (typed === null && count === 0) return t.html('desk.no_clients')
  if (typed === null) return t.html(asks ? 'desk.choose_client' : 'desk.choose_listed')
  return count === 0 ? t.html('desk.nobody_found', { typed }) : t.html('desk.found', { typed })
}

function clientLabel({ name, phone, username }: Found['clients'][number], t: Texts): string {
  const contact = phone === null ? username && `@${username}` : t.phone(phone)
  const parts = [name === '' ? t.plain('desk.part.no_name') : name, contact]
  return parts.filter((part) => part !== null).join(' · ')
}
