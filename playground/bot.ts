import { randomBytes, randomInt } from 'node:crypto'
import type { TelegramBotCommand, TelegramMenuButton, TelegramUpdate, TelegramUser } from '@gramio/types'
import type { Chat } from './chat.ts'
import { UpdateQueue } from './queue.ts'
import { limits } from './rules.ts'
import type { Webhook } from './webhook.ts'
import type { BotDetails, World } from './world.ts'

/** A tap that waits for `answerCallbackQuery`. */
export interface Callback {
  readonly id: string
  updateId: number
  readonly personId: number
  readonly personName: string
  readonly data: string
  deliveredAt: number | null
}

export class Bot {
  readonly user: TelegramUser & { readonly username: string }
  readonly token: string
  readonly updates: UpdateQueue
  readonly chats = new Map<number, Chat>()
  readonly callbacks = new Map<string, Callback>()
  /** By scope and language, as `scopeKey` in methods/commands.ts writes them. */
  readonly commands = new Map<string, readonly TelegramBotCommand[]>()
  /** By chat; the default button stands under null. */
  readonly menuButtons = new Map<number | null, TelegramMenuButton>()
  /** By field and language. */
  readonly profile = new Map<string, string>()
  webhook: Webhook | null = null

  readonly #world: World
  #lastMessageId = 0

  constructor(world: World, id: number, token: string, details: BotDetails) {
    this.#world = world
    this.token = token
    this.user = { id, is_bot: true, first_name: details.first_name, username: details.username }
    this.updates = new UpdateQueue(randomInt(100_000_000, 900_000_000), world.now)
    this.updates.onDelivered = (update) => this.#noteDelivery(update)
    this.updates.onChange = () => {
      this.webhook?.wake()
      world.stir()
    }
  }

  /** Message numbers run over all chats of a bot, as they do in private chats of the real one. */
  nextMessageId(): number {
    return ++this.#lastMessageId
  }

  /** A person pressed an inline button. */
  receiveTap(chat: Chat, messageId: number, data: string): string {
    chat.refuseWhileBlocking()
    const id = BigInt(`0x${randomBytes(8).toString('hex')}`).toString()
    const message = chat.find(messageId)?.message ?? {
      chat: chat.view,
      message_id: messageId,
      date: 0 as const,
    }
    const query = { id, from: chat.account.user, message, chat_instance: String(chat.account.user.id), data }
    const { id: personId, first_name: personName } = chat.account.user
    const callback: Callback = { id, updateId: 0, personId, personName, data, deliveredAt: null }
    // Before the update goes out: a waiting poll takes it at once.
    this.callbacks.set(id, callback)
    const updateId = this.#world.deliver(this, { callback_query: query })
    if (updateId === null) this.callbacks.delete(id)
    else callback.updateId = updateId
    return id
  }

  /** Undelivered taps are forgotten after a while, as nobody looks at the button any more. */
  forgetOldTaps(): void {
    const now = this.#world.now()
    this.updates.drop(
      ({ update, queuedAt, delivered }) =>
        update.callback_query !== undefined && !delivered && now - queuedAt > limits.callbackDelivery,
    )
    const waiting = new Set(this.updates.pending.map(({ update }) => update.update_id))
    for (const callback of this.callbacks.values()) {
      const { deliveredAt } = callback
      const gone =
        deliveredAt === null ? !waiting.has(callback.updateId) : now - deliveredAt > limits.callbackAnswer
      if (gone) this.callbacks.delete(callback.id)
    }
  }

  #noteDelivery(update: TelegramUpdate): void {
    const callback = this.callbacks.get(update.callback_query?.id ?? '')
    if (callback !== undefined) callback.deliveredAt = this.#world.now()
  }
}
