import { parsePhone, parseSharedPhone } from '../../../domain/phone.ts'
import { recordPhone } from '../../../usecases/record-phone.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Finish, type Reading, type Step } from '../../dialogs/dialog.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import type { Screen } from '../../screen.ts'
import { bookAndShow } from './book.ts'
import type { Start } from './buttons.ts'
import { notesIn, startOf, underWay, type KeptNotes, type VisitUnderWay } from './kept-notes.ts'
import { summaryHome } from './summary.ts'

interface Answers extends VisitUnderWay, PhoneAnswers {
  /** The fingerprint of the terms that the summary showed. */
  readonly seen: number
}

/** Asks for the phone before the visit is booked; with the answer the booking goes on where it was. */
export async function askPhone(
  ctx: BotContext,
  { start, notes, seen, country }: BookingToFinish,
): Promise<Screen | null> {
  const present = await ctx.services.drafts.load(ctx.actor)
  if (present?.dialog !== phoneDialogName) {
    await ctx.sendWithContactButton(ctx.texts.html('phone.how'))
  }
  return await beginDialog(ctx, phoneDialog(), { ...underWay(start, notes), seen, country })
}

interface BookingToFinish {
  readonly start: Start
  readonly notes: KeptNotes | null
  readonly seen: number
  readonly country: string
}

const phoneDialogName = 'phone'

export function phoneDialog(): Dialog {
  return defineDialog<Answers>({
    name: phoneDialogName,
    steps: [phoneStep],
    isFor: () => true,
    begin: null,
    home: summaryHome,
    left: async (ctx) => await ctx.sendWithMenu(ctx.texts.html('phone.left')),
    finish,
  })
}

export interface PhoneAnswers {
  /** Of numbers without a country code. */
  readonly country: string
  readonly phone: { readonly number: string; readonly shared: boolean }
}

export const phoneStep: Step<PhoneAnswers> = {
  name: 'phone',
  skippable: false,
  quickAnswers: () => [],
  ask: (_answers, t) => t.html('phone.ask'),
  read: (typed, { country = '' }, t) => {
    return asAnswer(parsePhone(typed, country), false, t.html('phone.invalid'))
  },
  readContact: ({ phone, own }, _answers, t) => {
    if (!own) return { ok: false, problem: t.html('phone.somebody_elses') }
    return asAnswer(parseSharedPhone(phone), true, t.html('phone.invalid'))
  },
}

function asAnswer(number: string | null, shared: boolean, problem: string): Reading {
  return number === null ? { ok: false, problem } : { ok: true, value: { number, shared } }
}

/** The menu comes back first, in place of the button that shares the phone. */
async function finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>> {
  const { number: phone, shared } = answers.phone
  await recordPhone(ctx.services.useCases, ctx.actor, { phone, shared })
  const booked = await bookAndShow(ctx, startOf(answers), notesIn(answers), answers.seen)
  if (booked.outcome === 'phone_required') throw new Error('a phone was recorded and is still asked for')
  await ctx.sendWithMenu(ctx.texts.html('phone.thanks'))
  if (booked.outcome === 'booked') return { outcome: 'done', screen: booked.screen }
  return { outcome: 'home', answers, screen: booked.screen }
}
