import { parsePhone, parseSharedPhone } from '../../domain/phone.ts'
import { recordPhone } from '../../usecases/record-phone.ts'
import type { BotContext } from '../bot-context.ts'
import {
  defineDialog,
  type Dialog,
  type Finish,
  type Home,
  type Reading,
  type Step,
} from '../dialogs/dialog.ts'
import { beginDialog } from '../dialogs/run-dialogs.ts'
import type { Screen } from '../screen.ts'

/** What a phone is asked for, and how that goes on once it is there. */
interface PhoneQuestion<About extends object> {
  /** As of any dialog. */
  readonly name: string
  /** The screen that asked, for whoever goes back there without an answer: kept as a draft, or only shown. */
  readonly home?: Home<About & PhoneAnswers>
  readonly whenLeft?: (ctx: BotContext, about: Partial<About & PhoneAnswers>) => Promise<Screen | null>
  readonly goOn: (ctx: BotContext, about: About & PhoneAnswers) => Promise<Finish<About & PhoneAnswers>>
}

interface PhoneAnswers {
  /** Of numbers without a country code. */
  readonly country: string
  readonly phone: { readonly number: string; readonly shared: boolean }
}

/** The phone, shared or typed, where the business wants one of everybody who books or waits. */
export function definePhoneDialog<About extends object>({ goOn, ...question }: PhoneQuestion<About>): Dialog {
  type Answers = About & PhoneAnswers
  return defineDialog<Answers>({
    ...question,
    steps: [phoneStep],
    isFor: () => true,
    begin: null,
    left: async (ctx) => await ctx.sendWithMenu(ctx.texts.html('phone.left')),
    finish: async (ctx, answers) => {
      const { number: phone, shared } = answers.phone
      await recordPhone(ctx.services.useCases, ctx.actor, { phone, shared })
      const finish = await goOn(ctx, answers)
      // The menu comes back first, in place of the button that shares the phone.
      await ctx.sendWithMenu(ctx.texts.html('phone.thanks'))
      return finish
    },
  })
}

/** Opens such a dialog; the button that shares the phone comes once, however often the question is asked. */
export async function askForPhone(
  ctx: BotContext,
  dialog: Dialog,
  about: Pick<PhoneAnswers, 'country'> & Readonly<Record<string, unknown>>,
): Promise<Screen | null> {
  const present = await ctx.services.drafts.load(ctx.actor)
  if (present?.dialog !== dialog.name) await ctx.sendWithContactButton(ctx.texts.html('phone.how'))
  return await beginDialog(ctx, dialog, { ...about })
}

const phoneStep: Step<PhoneAnswers> = {
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
