import type { TelegramKeyboardButtonRequestUsers, TelegramUsersShared } from '@gramio/types'
import type { Bot } from './bot.ts'
import type { Chat, Content } from './chat.ts'
import { withDetected } from './entities.ts'
import type { Patience } from './idle.ts'
import { findButton, type Wanted } from './buttons.ts'
import {
  asRead,
  textOf,
  viewChat,
  viewMessage,
  withPlainSpaces,
  type ChatView,
  type MessageView,
} from './screen.ts'
import type { Account, Toast, World } from './world.ts'

interface Belongings {
  readonly world: World
  readonly patience: Patience
  readonly account: Account
  /** Null: the only bot there is. */
  readonly botId: number | null
}

type MessageReference = number | { readonly id: number }

/**
 * Somebody with a phone. Each action waits until the bot has come to rest (see `idle`); those that end in
 * `WithoutWaiting` only act, so that many people can act at one moment.
 */
export class Person {
  readonly id: number
  readonly #own: Belongings

  constructor(own: Belongings) {
    this.#own = own
    this.id = own.account.user.id
  }

  /** The same person, talking to another bot. */
  with(bot: { readonly id: number }): Person {
    return new Person({ ...this.#own, botId: bot.id })
  }

  sends(text: string): Promise<void> {
    return this.#andWait(() => this.sendsWithoutWaiting(text))
  }

  sendsWithoutWaiting(text: string): void {
    this.#chat.receive(written(text))
  }

  /** Presses the button with this text on what is seen now: inline or below the chat. */
  taps(button: Wanted): Promise<void> {
    return this.#andWait(() => this.tapsWithoutWaiting(button))
  }

  tapsWithoutWaiting(wanted: Wanted): void {
    const found = findButton(this.#chat, wanted)
    if (found.kind === 'callback') this.#bot.receiveTap(this.#chat, found.messageId, found.data)
    else if (found.kind === 'text') this.sendsWithoutWaiting(found.text)
    else if (found.kind === 'contact') this.#chat.receive(this.#contact({}))
    else if (found.kind === 'person') throw new Error('Say whom: chooses(button, person)')
    else this.#chat.receive({ location: { latitude: 52.52, longitude: 13.405 } })
  }

  /** Presses a button that opens the list of people, and chooses one of them. */
  chooses(wanted: Wanted, person: { readonly id: number }): Promise<void> {
    const found = findButton(this.#chat, wanted)
    if (found.kind !== 'person') throw new Error(`${String(wanted)} opens no list of people`)
    return this.#andWait(() => this.#chat.receive({ users_shared: this.#shared(found.request, person.id) }))
  }

  /** Sends any callback data for any message, as a changed client can. */
  tapsData(message: MessageReference, data: string): Promise<void> {
    return this.#andWait(() => this.tapsDataWithoutWaiting(message, data))
  }

  tapsDataWithoutWaiting(message: MessageReference, data: string): void {
    this.#bot.receiveTap(this.#chat, idOf(message), data)
  }

  /** The own contact, unless told otherwise. */
  sendsContact(contact: { own?: boolean; phone?: string } = {}): Promise<void> {
    return this.#andWait(() => this.#chat.receive(this.#contact(contact)))
  }

  sendsLocation(location: { latitude: number; longitude: number }): Promise<void> {
    return this.#andWait(() => this.#chat.receive({ location }))
  }

  sendsPhoto(caption = ''): Promise<void> {
    const file = this.#file('photos', 'photo.jpg', 'image/jpeg')
    const photo = [{ ...file, width: 800, height: 600 }]
    return this.#andWait(() => this.#chat.receive({ photo, ...(caption === '' ? {} : { caption }) }))
  }

  sendsSticker(): Promise<void> {
    const file = this.#file('stickers', 'sticker.webp', 'image/webp')
    const sticker = {
      ...file,
      type: 'regular' as const,
      width: 512,
      height: 512,
      is_animated: false,
      is_video: false,
    }
    return this.#andWait(() => this.#chat.receive({ sticker }))
  }

  sendsVoice(): Promise<void> {
    const voice = { ...this.#file('voice', 'voice.oga', 'audio/ogg'), duration: 1, mime_type: 'audio/ogg' }
    return this.#andWait(() => this.#chat.receive({ voice }))
  }

  /** Changes a text message that this person wrote. */
  edits(message: MessageReference, text: string): Promise<void> {
    const stored = this.#chat.find(idOf(message))
    if (stored === undefined || stored.byBot) throw new Error(`There is no own message ${idOf(message)}`)
    return this.#andWait(() => this.#chat.receiveEdit(stored, text, written(text)))
  }

  /** Forwards a message of somebody who does not hide behind it. */
  forwardsFrom(person: { readonly id: number }, text: string): Promise<void> {
    const date = Math.floor(this.#own.world.now() / 1000)
    const origin = { type: 'user' as const, sender_user: this.#user(person.id), date }
    return this.#andWait(() => this.#chat.receive({ ...written(text), forward_origin: origin }))
  }

  /** The contact of somebody in the own address book. */
  sendsContactOf(person: { readonly id: number }): Promise<void> {
    const { first_name, id } = this.#user(person.id)
    return this.#andWait(() =>
      this.#chat.receive({ contact: { phone_number: '+79990000000', first_name, user_id: id } }),
    )
  }

  /** Forwards a message of somebody whom Telegram does not show. */
  forwards(text: string, from = 'Somebody'): Promise<void> {
    const date = Math.floor(this.#own.world.now() / 1000)
    const origin = { type: 'hidden_user' as const, sender_user_name: from, date }
    return this.#andWait(() => this.#chat.receive({ ...written(text), forward_origin: origin }))
  }

  blocks(): Promise<void> {
    return this.#andWait(() => this.#chat.block(true))
  }

  unblocks(): Promise<void> {
    return this.#andWait(() => this.#chat.block(false))
  }

  /** The account is gone; the bot is not told, it finds out when it sends. */
  deletesAccount(): void {
    this.#own.account.deactivated = true
  }

  /** What this person sees of the chat now. */
  screen(): ChatView {
    return asRead(viewChat(this.#chat))
  }

  /** The last message that the bot sent and has not deleted. */
  lastMessage(): MessageView {
    const last = [...this.#chat.messages.values()].findLast((stored) => stored.byBot)
    if (last === undefined) throw new Error(`${this.#name} sees no message of @${this.#bot.user.username}`)
    return asRead(viewMessage(last))
  }

  /** The last message of the bot that has inline buttons; much less work than the whole screen. */
  lastWithButtons(): MessageView | undefined {
    const last = [...this.#chat.messages.values()].findLast(
      ({ byBot, message }) => byBot && (message.reply_markup?.inline_keyboard ?? []).length > 0,
    )
    return last && asRead(viewMessage(last))
  }

  /** Waits until a message of the bot contains the text, and returns the last that does. */
  async sees(text: string | RegExp, limitMs?: number): Promise<MessageView> {
    const find = () =>
      [...this.#chat.messages.values()].findLast(
        ({ byBot, message }) => byBot && includes(withPlainSpaces(textOf(message)), text),
      )
    const told = () => `${this.#name} to see ${String(text)}; there is: ${this.#texts()}`
    await this.#own.patience.until(() => find() !== undefined || told, limitMs)
    const found = find()
    return found === undefined ? this.lastMessage() : asRead(viewMessage(found))
  }

  /** What taps were answered with, the earliest first; answers without text show nothing. */
  get toasts(): readonly Toast[] {
    const toasts = this.#own.world.toasts.get(this.id) ?? []
    return toasts.filter((toast) => toast.botId === this.#bot.user.id).map(asRead)
  }

  /** The content of a document or picture in a message. */
  file(message: MessageReference): Buffer {
    const stored = this.#chat.find(idOf(message))
    const media = stored && viewMessage(stored).media
    const file = media && 'fileId' in media ? this.#own.world.files.get(media.fileId) : undefined
    if (file === undefined) throw new Error(`There is no file in message ${idOf(message)}`)
    return file.bytes
  }

  get #bot(): Bot {
    const { world, botId } = this.#own
    const [only, ...others] = world.bots.values()
    const bot = botId === null ? only : world.bots.get(botId)
    if (bot === undefined) throw new Error('There is no such bot')
    if (botId === null && others.length > 0) throw new Error('There are several bots: say which by with(bot)')
    return bot
  }

  get #chat(): Chat {
    return this.#own.world.chat(this.#bot, this.#own.account)
  }

  get #name(): string {
    return this.#own.account.user.first_name
  }

  async #andWait(act: () => unknown): Promise<void> {
    act()
    await this.#own.patience.idle()
  }

  #user(id: number) {
    const account = this.#own.world.accounts.get(id)
    if (account === undefined) throw new Error(`There is nobody with the id ${id}`)
    return account.user
  }

  /** Names and usernames are shared only when the bot asked for them. */
  #shared(request: TelegramKeyboardButtonRequestUsers, personId: number): TelegramUsersShared {
    const { first_name, last_name, username } = this.#user(personId)
    const named = { first_name, ...(last_name === undefined ? {} : { last_name }) }
    const user = {
      user_id: personId,
      ...(request.request_name === true ? named : {}),
      ...(request.request_username === true && username !== undefined ? { username } : {}),
    }
    return { request_id: request.request_id, users: [user] }
  }

  #contact({ own = true, phone = this.#own.account.phone }: { own?: boolean; phone?: string }): Content {
    const { first_name, id } = this.#own.account.user
    const contact = own ? { first_name, user_id: id } : { first_name: 'Somebody' }
    return { contact: { phone_number: phone, ...contact } }
  }

  #file(folder: string, fileName: string, mimeType: string) {
    const bytes = Buffer.from(fileName)
    const { id, uniqueId } = this.#own.world.files.add(folder, { fileName, mimeType, bytes })
    return { file_id: id, file_unique_id: uniqueId, file_size: bytes.length }
  }

  #texts(): string {
    return this.screen()
      .messages.filter((message) => message.from === 'bot')
      .map((message) => JSON.stringify(message.text))
      .join(', ')
  }
}

function written(text: string): Content {
  const { entities } = withDetected({ text, entities: [] })
  return { text, ...(entities.length === 0 ? {} : { entities: [...entities] }) }
}

function idOf(message: MessageReference): number {
  return typeof message === 'number' ? message : message.id
}

function includes(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)
}
