import type { Texts } from '../../i18n/i18n.ts'
import type { Actor } from '../../usecases/actor.ts'
import type { BotContext } from '../bot-context.ts'
import type { Screen } from '../screen.ts'

/** Some questions, asked one at a time, and what is done with the answers. */
export interface Dialog<Answers extends object = Record<string, unknown>> {
  /** Goes into buttons and drafts: a word of `a–z`, `0–9` and `_`, at most 20. */
  readonly name: string
  readonly steps: readonly Step<Answers>[]
  /** Whether to offer it; whether it may be done, the use case decides. */
  isFor(actor: Actor): boolean
  /**
   * What is known before the first question. Null: the dialog is about something (a visit) that only the screen before
   * it knows, which begins it by `beginDialog`; no button alone can.
   */
  readonly begin: ((ctx: BotContext) => Promise<Partial<Answers>>) | null
  finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>>
  /** The screen that the dialog was opened from and leads back to; without one it ends in the menu. */
  readonly home?: Home<Answers>
  /** Takes back what came with the question (a keyboard of its own) when somebody leaves without an answer. */
  readonly left?: (ctx: BotContext) => Promise<void>
  /** The screen for whoever leaves it, where that is not the menu; nothing of what was answered is kept. */
  readonly whenLeft?: (ctx: BotContext, answers: Partial<Answers>) => Promise<Screen | null>
  /**
   * The screen that words led to on which more words are taken, for an update delivered again: what was found, not the
   * question. Null: nothing was found yet.
   */
  readonly showAgain?: (ctx: BotContext, answers: Partial<Answers>) => Promise<Screen | null>
  /** Buttons that leave its screen in sight (a turned page, a file below it): to tap one of them is not to tap on elsewhere. */
  readonly staysOn?: (data: string) => boolean
  /** What to leave it means, where that decides something; else it is only the way back. */
  readonly leaveLabel?: (t: Texts) => string
}

/** A screen with what was answered so far on it, kept as a draft of its own in which nothing is asked. */
export interface Home<Answers extends object> {
  readonly draft: string
  show(ctx: BotContext, answers: Answers): Promise<Screen>
}

export interface Step<Answers extends object> {
  readonly name: keyof Answers & string
  /** Telegram HTML. */
  ask(answers: Partial<Answers>, t: Texts): string
  /** Answers that a tap gives, as if typed: see `answerButton` for what fits one. */
  quickAnswers(
    t: Texts,
    answers: Partial<Answers>,
  ): readonly { readonly label: string; readonly typed: string }[]
  /** How many of them fit beside each other; four unless told. */
  readonly quickColumns?: number
  /** A skipped step's answer is null. */
  readonly skippable: boolean
  read(typed: string, answers: Partial<Answers>, t: Texts): Reading
  /** Without it a contact is no answer. */
  readonly readContact?: (contact: SharedContact, answers: Partial<Answers>, t: Texts) => Reading
  /** Without it a location is no answer. */
  readonly readLocation?: (place: SharedLocation, answers: Partial<Answers>, t: Texts) => Reading
  /** Without it somebody who is shared, or whose message is forwarded, is no answer. */
  readonly readPerson?: (person: SharedPerson | 'hidden', answers: Partial<Answers>, t: Texts) => Reading
  /** Without it a photo is no answer; with it, words are none but what `read` makes of them. Given Telegram's `file_id`. */
  readonly readPhoto?: (fileId: string, answers: Partial<Answers>, t: Texts) => Reading
  readonly skipLabel?: (t: Texts, answers: Partial<Answers>) => string
}

export interface SharedContact {
  readonly phone: string
  /** Of whoever sends it, as Telegram itself vouches; anybody else's may be forwarded by anyone. */
  readonly own: boolean
}

export interface SharedLocation {
  readonly latitude: number
  readonly longitude: number
}

/** Somebody whom Telegram itself names: chosen from its list, by their contact or by a message of theirs. */
export interface SharedPerson {
  readonly telegramId: number
  readonly name: string | null
}

export type Reading =
  /** `also`: answers to later questions that came along with it, so that those are not asked. */
  | { readonly ok: true; readonly value: unknown; readonly also?: Readonly<Record<string, unknown>> }
  /** In Telegram HTML: what is wrong, and what would be right. */
  | { readonly ok: false; readonly problem: string }

export type Finish<Answers extends object> =
  | { readonly outcome: 'done'; readonly screen: Screen }
  /** The same, with a dialog that the screen has begun: its draft is there in place of this one's. */
  | { readonly outcome: 'goes_on'; readonly screen: Screen }
  /** The use case refuses an answer that the step let through: it is asked again. */
  | { readonly outcome: 'ask_again'; readonly step: keyof Answers & string; readonly problem: string }
  /** The same, on a screen of its own: what is typed there answers the step. */
  | { readonly outcome: 'ask_again'; readonly step: keyof Answers & string; readonly screen: Screen }
  | { readonly outcome: 'forbidden' }
  /** Back home, with these answers; on another screen than home's if one is given. */
  | { readonly outcome: 'home'; readonly answers: Answers; readonly screen?: Screen }

/** A dialog among others: its answers, kept as JSON, are known to nobody but itself. */
export function defineDialog<Answers extends object>(dialog: Dialog<Answers>): Dialog {
  return dialog as unknown as Dialog
}
