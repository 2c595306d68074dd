import { Composer } from 'telegraf'
import { may } from '../../../domain/roles.ts'
import { findClients } from '../../../usecases/find-clients.ts'
import { existsFor, type Section } from '../section.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Finish } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { takeWords } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import { exportButton } from '../exports/buttons.ts'
import { askBan, banDialog, unban } from './ban.ts'
import {
  askBanButton,
  clientCardButton,
  clientsButton,
  clientVisitsButton,
  editClientButton,
  unbanButton,
  writeToClientButton,
} from './buttons.ts'
import { askForField, editClientDialogs } from './edit-client.ts'
import { openClient, refuse } from './open-card.ts'
import { findClientDialog, renderClients } from './render-list.ts'
import { newTagDialog, tagScreens } from './tags.ts'
import { openVisits } from './visits.ts'
import { askMessage, writeDialog } from './write-to-client.ts'

/** Who comes to the business: found by name, phone or @username, a card each, and what is noted of them. */
export const clients: Section = {
  permission: 'clients_read',
  onPanel: [{ label: 'panel.button.clients', data: clientsButton.pack({ page: 0, query: null }) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(clientsButton, openClients),
      onTap(clientCardButton, openClient),
      onTap(clientVisitsButton, openVisits),
      onTap(editClientButton, askForField),
      tagScreens(),
      onTap(askBanButton, askBan),
      onTap(unbanButton, unban),
      onTap(writeToClientButton, askMessage),
    )
    return composer
  },
  dialogs: () => [findDialog, ...editClientDialogs(), newTagDialog, banDialog, writeDialog],
}

interface Place {
  readonly page: number
  readonly query: string | null
}

/** Whatever is typed here is looked for. */
async function openClients(ctx: BotContext, { page, query }: Place): Promise<Screen | null> {
  const found = await findClients(ctx.services.useCases, ctx.actor, { typed: query, page })
  if (!found.ok) return await refuse(ctx)
  const asks = await takeWords(ctx, findDialog, query === null ? {} : { typed: query })
  return renderClients(found, query, ctx.texts, { exports: may(ctx.actor.role, 'export'), asks })
}

const longestQuery = 100

interface Answers {
  readonly typed: string
}

const findDialog = defineDialog<Answers>({
  name: findClientDialog,
  steps: [
    {
      name: 'typed',
      skippable: false,
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('clients.ask_whom'),
      read: (typed, _answers, t) => readWords(typed.replace(/\s+/g, ' '), longestQuery, t),
    },
  ],
  isFor: (actor) => existsFor({ permission: 'clients_read' }, actor),
  begin: () => Promise.resolve({}),
  finish: async (ctx, { typed }): Promise<Finish<Answers>> => {
    const screen = await openClients(ctx, { page: 0, query: typed })
    return screen ? { outcome: 'goes_on', screen } : { outcome: 'forbidden' }
  },
  showAgain: async (ctx, { typed }) =>
    typed === undefined ? null : await openClients(ctx, { page: 0, query: typed }),
  staysOn: (data) => exportButton.parse(data)?.what === 'clients',
  whenLeft: async (ctx) => await openClients(ctx, { page: 0, query: null }),
})
