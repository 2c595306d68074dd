import type {
  TelegramChat,
  TelegramChatMember,
  TelegramInlineKeyboardMarkup,
  TelegramMessage,
  TelegramReplyKeyboardMarkup,
} from '@gramio/types'
import type { Bot } from './bot.ts'
import type { Markup } from './keyboards.ts'
import { rules } from './rules.ts'
import { viewMessage } from './screen.ts'
import type { Account, World } from './world.ts'

/** The published type also allows for objects that still have to be turned into JSON. */
export type Message = Omit<TelegramMessage, 'reply_markup'> & {
  reply_markup?: TelegramInlineKeyboardMarkup
}

/** What a message consists of besides its number, sender, chat and date. */
export type Content = Omit<Message, 'message_id' | 'chat' | 'date' | 'from'>

export interface StoredMessage {
  message: Message
  readonly byBot: boolean
  /** A message sent with anything but an inline keyboard can never be edited. */
  readonly editable: boolean
  readonly sentAt: number
  /** The emoji that the bot reacted with. */
  reaction: string | null
}

/** The private chat of one person with one bot, as both see it. */
export class Chat {
  readonly bot: Bot
  readonly account: Account
  readonly messages = new Map<number, StoredMessage>()
  /** Below the chat until another one, or none, is sent. */
  replyKeyboard: TelegramReplyKeyboardMarkup | null = null
  readonly pinned = new Set<number>()
  state: 'never wrote' | 'open' | 'blocked' = 'never wrote'

  readonly #world: World

  constructor(world: World, bot: Bot, account: Account) {
    this.#world = world
    this.bot = bot
    this.account = account
  }

  get view(): TelegramChat {
    const { id, first_name, last_name, username } = this.account.user
    return {
      id,
      type: 'private',
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...(username === undefined ? {} : { username }),
    }
  }

  find(messageId: number): StoredMessage | undefined {
    return this.messages.get(messageId)
  }

  refuseUnlessReachable(): void {
    if (this.account.deactivated) throw rules.deactivated()
    if (this.state === 'blocked') throw rules.blocked()
    if (this.state === 'never wrote') throw rules.neverWrote()
  }

  /** Somebody who has blocked a bot has no way to write to it: a test that tries is mistaken. */
  refuseWhileBlocking(): void {
    if (this.state !== 'blocked') return
    throw new Error(`${this.account.user.first_name} has blocked @${this.bot.user.username}`)
  }

  /** A message of the bot. */
  post(content: Content, markup: Markup): Message {
    this.refuseUnlessReachable()
    const inline = markup.kind === 'inline' ? { reply_markup: markup.keyboard } : {}
    const stored = this.#add(
      { ...content, ...inline },
      true,
      markup.kind === 'none' || markup.kind === 'inline',
    )
    if (markup.kind === 'reply' || markup.kind === 'remove') {
      this.replyKeyboard = markup.kind === 'reply' ? markup.keyboard : null
      this.#changed('chat')
    }
    return stored.message
  }

  /** A message of the person; opens the chat, and tells the bot. */
  receive(content: Content): Message {
    this.refuseWhileBlocking()
    this.state = 'open'
    const { message } = this.#add(content, false, false)
    this.#world.deliver(this.bot, { message })
    return message
  }

  receiveEdit(stored: StoredMessage, text: string, content: Content): void {
    if (stored.message.text === text) return
    this.replace(stored, { ...stored.message, ...content, edit_date: this.#seconds() })
    this.#world.deliver(this.bot, { edited_message: stored.message })
  }

  replace(stored: StoredMessage, message: Message): void {
    stored.message = message
    const { id: personId } = this.account.user
    const botId = this.bot.user.id
    this.#world.announce(() => ({ kind: 'edit', personId, botId, message: viewMessage(stored) }))
  }

  edit(stored: StoredMessage, content: Content, keyboard: TelegramInlineKeyboardMarkup | undefined): Message {
    const edited: Message = { ...stored.message, ...content, edit_date: this.#seconds() }
    if (keyboard === undefined) delete edited.reply_markup
    else edited.reply_markup = keyboard
    this.replace(stored, edited)
    return stored.message
  }

  remove(messageId: number): void {
    this.messages.delete(messageId)
    this.pinned.delete(messageId)
    const { id: personId } = this.account.user
    this.#world.announce(() => ({ kind: 'delete', personId, botId: this.bot.user.id, messageId }))
  }

  /** The person blocks the bot or lets it in again; the bot hears of it by `my_chat_member`. */
  block(blocked: boolean): void {
    if ((this.state === 'blocked') === blocked) return
    const before = this.botAsMember()
    this.state = blocked ? 'blocked' : 'open'
    const change = { chat: this.view, from: this.account.user, date: this.#seconds() }
    this.#world.deliver(this.bot, {
      my_chat_member: { ...change, old_chat_member: before, new_chat_member: this.botAsMember() },
    })
    this.#changed('chat')
  }

  pin(messageId: number, pinned: boolean): void {
    if (pinned) this.pinned.add(messageId)
    else this.pinned.delete(messageId)
    this.#changed('chat')
  }

  botAsMember(): TelegramChatMember {
    const user = this.bot.user
    return this.state === 'blocked' ? { status: 'kicked', user, until_date: 0 } : { status: 'member', user }
  }

  #add(content: Content, byBot: boolean, editable: boolean): StoredMessage {
    const from = byBot ? this.bot.user : this.account.user
    const message = {
      message_id: this.bot.nextMessageId(),
      from,
      chat: this.view,
      date: this.#seconds(),
      ...content,
    }
    const stored = { message, byBot, editable, sentAt: this.#world.now(), reaction: null }
    this.messages.set(message.message_id, stored)
    const { id: personId } = this.account.user
    const botId = this.bot.user.id
    this.#world.announce(() => ({ kind: 'message', personId, botId, message: viewMessage(stored) }))
    return stored
  }

  #changed(kind: 'chat'): void {
    this.#world.announce(() => ({ kind, personId: this.account.user.id, botId: this.bot.user.id }))
  }

  #seconds(): number {
    return Math.floor(this.#world.now() / 1000)
  }
}
