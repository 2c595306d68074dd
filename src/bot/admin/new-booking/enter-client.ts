import { may } from '../../../domain/roles.ts'
import { guestNameLimits, readGuestName, splitNameAndPhone } from '../../../domain/visit-notes.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { enterClient, type EnterClientResult } from '../../../usecases/enter-client.ts'
import { viewContact } from '../../../usecases/view-contact.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Reading } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { beginFor } from './begin-for.ts'
import { newBookingButton, servedClientButton, type Beginning } from './buttons.ts'
import { openClients } from './choose-client.ts'

interface Answers extends Beginning {
  /** They are to come, and booked for at once; else they are only noted in the list of clients. */
  readonly comes: boolean
  /** Of phone numbers without a country code. */
  readonly country: string
  readonly name: string
  readonly phone: string | null
}

/** Longer than any phone as people write it. */
const mostOfPhone = 40

export const enterClientDialog = defineDialog<Answers>({
  name: 'enter_client',
  steps: [
    {
      name: 'name',
      skippable: false,
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('desk.ask_name'),
      read: (typed, { country = '' }, t) => readName(typed, country, t),
    },
    {
      name: 'phone',
      skippable: true,
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('desk.ask_phone'),
      read: (typed, _answers, t) => readWords(typed, mostOfPhone, t),
      readContact: ({ phone }) => ({ ok: true, value: phone.startsWith('+') ? phone : `+${phone}` }),
    },
  ],
  isFor: ({ role }) => may(role, 'bookings', 'own'),
  begin: async (ctx) => ({ comes: true, country: await countryOf(ctx) }),
  whenLeft: async (ctx, { from, date }) => await openClients(ctx, { page: 0, from, date }),
  leaveLabel: (t) => t.plain('dialog.button.not_add'),
  finish: async (ctx, answers) => {
    const { texts: t } = ctx
    const { name, phone } = answers
    const result = await enterClient(ctx.services.useCases, ctx.actor, { name, phone })
    if (result.ok) return { outcome: 'done', screen: await goOn(ctx, result, answers) }
    if (result.reason === 'forbidden') return { outcome: 'forbidden' }
    return result.field === 'name'
      ? { outcome: 'ask_again', step: 'name', problem: nameProblem(t) }
      : { outcome: 'ask_again', step: 'phone', problem: t.html('phone.invalid') }
  },
})

/** Asks for somebody new. */
export async function askNewClient(
  ctx: BotContext,
  known: Pick<Answers, 'comes'> & Beginning,
): Promise<Screen | null> {
  return await beginDialog(ctx, enterClientDialog, { ...known, country: await countryOf(ctx) })
}

async function countryOf({ services, actor }: BotContext): Promise<string> {
  return (await viewContact(services.useCases, actor)).country
}

function readName(typed: string, country: string, t: Texts): Reading {
  const { name: typedName, phone } = splitNameAndPhone(typed, country)
  const name = readGuestName(typedName)
  if (name === null) return { ok: false, problem: nameProblem(t) }
  return { ok: true, value: name, ...(phone !== null && { also: { phone } }) }
}

function nameProblem(t: Texts): string {
  const { least: min, most: max } = guestNameLimits
  return t.html('notes.guest_length', { min, max })
}

/** Nobody is booked for by mistake: who was found by the phone is asked about, and so is whoever was only noted. */
async function goOn(
  ctx: BotContext,
  { client: { id: clientId, name: client }, known }: Extract<EnterClientResult, { ok: true }>,
  { comes, from, date }: Answers,
): Promise<Screen> {
  const { texts: t } = ctx
  const text = t.html(known ? 'desk.client_known' : 'desk.client_entered', { client })
  if (!known && comes) return withNotice(text, await beginFor(ctx, { clientId, from, date }))
  return {
    text,
    keyboard: [
      [button(t.plain('desk.button.book_for'), servedClientButton.pack({ clientId, from, date }), 'primary')],
      backAndHome(newBookingButton.pack({ page: 0, from, date }), t),
    ],
  }
}
