import { may } from '../../../domain/roles.ts'
import { guestNameLimits, readGuestName, splitNameAndPhone } from '../../../domain/visit-notes.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { enterClient, type EnterClientResult } from '../../../usecases/enter-client.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Reading } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { beginFor } from './begin-for.ts'
import { newBookingButton, servedClientButton, type Beginning } from './buttons.ts'
import { openClients } from './choose-client.ts'

interface Answers extends Beginning {
  /** They are to come, and booked for at once; else they are only noted in the list of clients. */
  readonly comes: boolean
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
      read: (typed, _answers, t) => readName(typed, t),
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
  begin: () => Promise.resolve({ comes: true }),
  whenLeft: async (ctx, { from, date }) => await openClients(ctx, null, { page: 0, from, date }),
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

function readName(typed: string, t: Texts): Reading {
  const { name: typedName, phone } = splitNameAndPhone(typed)
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
