import { Context } from 'telegraf'
import type { KeyboardButton, User, UserFromGetMe } from 'telegraf/types'
import type { Log, UseCaseContext } from '../context.ts'
import type { Painter } from '../documents/painter.ts'
import { localeOf } from '../domain/locale.ts'
import type { Role } from '../domain/roles.ts'
import type { I18n, Texts } from '../i18n/i18n.ts'
import type { TelegramClient } from '../telegram/client.ts'
import { replyButton, replyKeyboard } from '../telegram/buttons.ts'
import { editOrSend, quietly } from '../telegram/quietly.ts'
import { show } from '../telegram/show.ts'
import type { Actor } from '../usecases/actor.ts'
import { renderOutdated } from './admin/navigation.ts'
import type { Commands } from './commands.ts'
import type { Draft, DraftStore } from './drafts/draft-store.ts'
import type { KnownUpdate } from './known-update.ts'
import { menuFor } from './menu.ts'
import type { RateLimits } from './rate-limits.ts'
import { choosePersonButton, shareContactButton, toInlineKeyboard, type Screen } from './screen.ts'

export interface BotServices {
  readonly useCases: UseCaseContext
  readonly client: TelegramClient
  readonly me: UserFromGetMe
  readonly i18n: I18n
  readonly drafts: DraftStore
  readonly rateLimits: RateLimits
  readonly commands: Commands
  readonly painter: Painter
  readonly log: Log
  readonly updateHandled: (update: HandledUpdate) => void
}

export interface HandledUpdate {
  readonly kind: string
  readonly outcome: UpdateOutcome
  readonly seconds: number
}

export type UpdateOutcome =
  | 'handled'
  /** Of a person who sends too much. */
  | 'limited'
  /** The answer has nowhere to go. */
  | 'unreachable'
  /** The person saw an apology. */
  | 'failed'

/** One update on its way through the middleware, with whatever is known of it so far. */
export class BotContext extends Context {
  readonly services: BotServices
  readonly sender: User
  /** In the language Telegram tells of, until the person is loaded: then in theirs. */
  texts: Texts
  /** The person's open dialog; loaded for messages, and for taps in a dialog. */
  draft: Draft | null = null
  /** The person sends too much, and this update was not looked at. */
  tooMany = false
  #actor: Actor | null = null
  #tapAnswered = false

  constructor(update: KnownUpdate, sender: User, services: BotServices) {
    super(update, services.client, services.me)
    this.services = services
    this.sender = sender
    this.texts = services.i18n.in(
      localeOf(sender.language_code, services.useCases.settingDefaults.defaultLanguage),
    )
  }

  get actor(): Actor {
    if (!this.#actor) throw new Error('the person is not loaded yet')
    return this.#actor
  }

  /** Null: nothing has asked yet who it is. */
  get knownActor(): Actor | null {
    return this.#actor
  }

  enterAs(actor: Actor): void {
    this.#actor = actor
    this.texts = this.services.i18n.in(actor.locale)
  }

  /** What the person typed; null for taps, and for messages that are no plain text. */
  get typed(): string | null {
    const { message } = this
    return message && 'text' in message ? message.text : null
  }

  get isPrivate(): boolean {
    return this.chat?.type === 'private'
  }

  get updateId(): number {
    return this.update.update_id
  }

  /** Shows a screen in place of the message whose button was tapped, else as a new message. */
  async show({ keyboard, toast, ...screen }: Screen): Promise<void> {
    const message = this.callbackQuery?.message
    const place = {
      chatId: this.sender.id,
      messageId: message?.message_id ?? null,
      isPhoto: message !== undefined && 'photo' in message,
    }
    await Promise.all([
      this.answerTap(toast),
      show(this.services.client, place, { ...screen, keyboard: toInlineKeyboard(keyboard) }),
    ])
  }

  /** A new message with a screen's own buttons. */
  async send({ text, keyboard }: Screen): Promise<void> {
    await editOrSend(
      this.services.client,
      { chatId: this.sender.id, messageId: null },
      { text, keyboard: toInlineKeyboard(keyboard) },
    )
  }

  /**
   * A new message that brings the menu back under the input field; `role`: one that they have only just got. While it is not
   * known who they are, the menu that they have stays: a client's would take the panel from whoever works here.
   */
  async sendWithMenu(text: string, role?: Role): Promise<void> {
    if (this.#actor === null) await this.send({ text, keyboard: [] })
    else await this.#sendWith([], text, role)
  }

  /** The same with a button that shares the person's phone. */
  async sendWithContactButton(text: string): Promise<void> {
    await this.#sendWith([[shareContactButton(this.texts)]], text)
  }

  /** The same with a button that opens Telegram's list of people. */
  async sendWithPersonButton(text: string): Promise<void> {
    await this.#sendWith([[choosePersonButton(this.texts)]], text)
  }

  async #sendWith(above: KeyboardButton[][], text: string, role = this.actor.role) {
    const menu = menuFor(role, this.texts).map((row) => row.map((label) => replyButton(label)))
    await this.services.client.callApi('sendMessage', {
      chat_id: this.sender.id,
      text,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup: replyKeyboard([...above, ...menu]),
    })
  }

  async sendFile(
    { name, bytes }: { readonly name: string; readonly bytes: Buffer },
    caption: string,
  ): Promise<void> {
    await this.services.client.callApi('sendDocument', {
      chat_id: this.sender.id,
      document: { source: bytes, filename: name },
      caption,
      parse_mode: 'HTML',
    })
  }

  async sendPicture(png: Buffer): Promise<void> {
    await this.services.client.callApi('sendPhoto', { chat_id: this.sender.id, photo: { source: png } })
  }

  /** Ends the little clock on a tapped button, with a word over it if there is one. Only the first answer counts. */
  async answerTap(toast?: string): Promise<void> {
    const query = this.callbackQuery
    if (!query || this.#tapAnswered) return
    this.#tapAnswered = true
    await quietly(
      this.services.client.callApi('answerCallbackQuery', {
        callback_query_id: query.id,
        ...(toast !== undefined && { text: toast }),
      }),
    )
  }

  /** The button is from another time, or nobody's: says so and offers the menu, or the panel to whoever works here. */
  async refuseTap(): Promise<void> {
    await this.answerTap(this.texts.plain('chat.toast.outdated'))
    const screen = renderOutdated(this.#actor ?? { role: null }, this.texts)
    if (screen.keyboard.length > 0) await this.send(screen)
    else await this.sendWithMenu(screen.text)
  }
}
