import {
  clientFields,
  clientLimits,
  readClientName,
  type ClientField,
} from '../../../domain/client-fields.ts'
import { parsePhone } from '../../../domain/phone.ts'
import { may } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { editClient } from '../../../usecases/edit-client.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Finish, type Reading, type Step } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import type { Screen } from '../../screen.ts'
import { clientName } from './client-words.ts'
import { cardWith, findEditable, openClient, refuse } from './open-card.ts'

interface Answers {
  readonly clientId: number
  readonly field: ClientField
  /** What the client is called. */
  readonly name: string
  /** The field when it was asked for; null: there was nothing. */
  readonly was: string | null
  readonly country: string
  /** Null: nothing from now on. */
  readonly value: string | null
}

/** A dialog of one question for each field; all of them lead back to the card. */
export function editClientDialogs(): Dialog[] {
  return clientFields.map(editDialog)
}

export async function askForField(
  ctx: BotContext,
  { clientId, field }: { readonly clientId: number; readonly field: ClientField },
): Promise<Screen | null> {
  const card = await findEditable(ctx, clientId)
  if (!card || (field !== 'notes' && card.telegramId !== null)) return await refuse(ctx)
  const was = card[field] === '' ? null : card[field]
  const name = clientName(card, ctx.texts)
  return await beginDialog(ctx, editDialog(field), { clientId, field, name, was, country: card.country })
}

function editDialog(field: ClientField): Dialog {
  return defineDialog<Answers>({
    name: `client_${field}`,
    steps: [question(field)],
    isFor: ({ role }) => may(role, 'clients'),
    begin: null,
    finish,
    whenLeft: async (ctx, { clientId = 0 }) => await openClient(ctx, { clientId }),
  })
}

function question(field: ClientField): Step<Answers> {
  return {
    name: 'value',
    skippable: field !== 'name',
    skipLabel: (t) => t.plain(field === 'phone' ? 'clients.button.no_phone' : 'clients.button.no_notes'),
    quickAnswers: () => [],
    ask: ({ name = '', was = null }, t) =>
      [
        t.html('clients.name', { name }),
        ...(was === null || field === 'name' ? [] : [t.html('clients.now', { was })]),
        '',
        t.html(`clients.ask_${field}`),
      ].join('\n'),
    read: (typed, { country = '' }, t) => readers[field](typed, country, t),
  }
}

const readers: Readonly<Record<ClientField, (typed: string, country: string, t: Texts) => Reading>> = {
  notes: (typed, _country, t) => readWords(typed, clientLimits.notes, t),
  name: (typed, _country, t) => {
    const name = readClientName(typed)
    if (!name) return { ok: false, problem: t.html('clients.name_length', namesLength) }
    return { ok: true, value: [name.firstName, name.lastName].filter((part) => part !== null).join(' ') }
  },
  phone: (typed, country, t) => {
    const phone = parsePhone(typed, country)
    return phone === null
      ? { ok: false, problem: t.html('clients.phone_invalid') }
      : { ok: true, value: phone }
  },
}

const namesLength = { min: clientLimits.name.least, max: clientLimits.name.most }

async function finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>> {
  const { texts: t } = ctx
  const { clientId, field, was, value } = answers
  const result = await editClient(ctx.services.useCases, ctx.actor, { clientId, field, was, value })
  if (result.ok) return { outcome: 'done', screen: cardWith(t.html('clients.saved'), result.card, ctx) }
  switch (result.reason) {
    case 'forbidden':
    case 'client_gone':
    case 'not_ours':
      return { outcome: 'forbidden' }
    case 'invalid':
      return { outcome: 'ask_again', step: 'value', problem: t.html('catalogue.not_accepted') }
    case 'phone_known':
      return { outcome: 'ask_again', step: 'value', problem: t.html('clients.phone_known') }
    case 'changed_meanwhile':
      return { outcome: 'done', screen: cardWith(t.html('clients.changed'), result.card, ctx) }
  }
}
