import { randomBytes } from 'node:crypto'
import type { TelegramUpdate, TelegramUser } from '@gramio/types'
import { Bot } from './bot.ts'
import { Chat } from './chat.ts'
import { FileStore } from './files.ts'
import { viewChat, type ChatView, type MessageView } from './screen.ts'

export interface Account {
  readonly user: TelegramUser
  readonly phone: string
  /** The account is gone: sends to it are refused. */
  deactivated: boolean
}

export interface PersonDetails {
  /** Made up unless given. */
  readonly id?: number
  readonly first_name: string
  readonly last_name?: string
  readonly username?: string
  readonly language_code?: string
}

export interface BotDetails {
  readonly username: string
  readonly first_name: string
  /** Given where a bot has to keep its name in the world over several runs; else made up. */
  readonly token?: string
}

/** What somebody's phone would show as news. `seq` grows by one with each, over all people and bots. */
export type Change = {
  readonly seq: number
  readonly at: number
  readonly personId: number
  readonly botId: number
} & (
  | { readonly kind: 'message' | 'edit'; readonly message: MessageView }
  | { readonly kind: 'delete'; readonly messageId: number }
  | { readonly kind: 'toast'; readonly toast: Toast }
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'chat' }
  | { readonly kind: 'person' }
)

type WithoutStamp<T> = T extends unknown ? Omit<T, 'seq' | 'at'> : never

/** What a tap is answered with; taps answered with nothing show nothing. */
export interface Toast {
  readonly text: string
  readonly alert: boolean
  readonly botId: number
}

export interface PersonSnapshot {
  /** The last change that is contained: later ones are to be applied on top. */
  readonly seq: number
  readonly user: TelegramUser
  readonly chats: readonly ChatView[]
}

/** Bots, people and what was said between them. Nothing here knows HTTP. */
export class World {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly files = new FileStore()
  readonly bots = new Map<number, Bot>()
  readonly accounts = new Map<number, Account>()
  readonly toasts = new Map<number, Toast[]>()

  readonly #listeners = new Set<(change: Change) => void>()
  readonly #activity = new Set<() => void>()
  #seq = 0

  constructor(now: () => number) {
    this.now = now
  }

  addBot(details: BotDetails): Bot {
    const taken = [...this.bots.values()].some((bot) => bot.user.username === details.username)
    if (taken) throw new Error(`There is already a bot @${details.username}`)
    const id = Number(details.token?.split(':')[0] ?? 7_000_000_001 + this.bots.size)
    const token = details.token ?? `${id}:${randomBytes(26).toString('base64url')}`
    const bot = new Bot(this, id, token, details)
    this.bots.set(id, bot)
    return bot
  }

  addPerson(details: PersonDetails): Account {
    const { id = 100_000_001 + this.accounts.size } = details
    if (this.accounts.has(id)) throw new Error(`There is already a person ${id}`)
    const user: TelegramUser = { ...details, id, is_bot: false }
    const account = {
      user,
      phone: `+4915112${String(this.accounts.size).padStart(6, '0')}`,
      deactivated: false,
    }
    this.accounts.set(id, account)
    for (const bot of this.bots.values()) {
      this.announce(() => ({ kind: 'person', personId: id, botId: bot.user.id }))
    }
    return account
  }

  botByToken(token: string): Bot | undefined {
    return [...this.bots.values()].find((bot) => bot.token === token)
  }

  chat(bot: Bot, account: Account): Chat {
    const known = bot.chats.get(account.user.id)
    if (known !== undefined) return known
    const chat = new Chat(this, bot, account)
    bot.chats.set(account.user.id, chat)
    return chat
  }

  /** Gives an update to a bot; null where the bot does not ask for this kind. */
  deliver(bot: Bot, content: Omit<TelegramUpdate, 'update_id'>): number | null {
    return bot.updates.push(content)
  }

  /** Subscribes to everything that a phone would show; returns the unsubscriber. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks at the change only where somebody listens. */
  announce(view: () => WithoutStamp<Change>): void {
    const seq = ++this.#seq
    if (this.#listeners.size > 0) {
      const stamped: Change = { ...view(), seq, at: this.now() }
      for (const listener of [...this.#listeners]) listener(stamped)
    }
    this.stir()
  }

  /** Subscribes to any progress at all, seen or not: what waits for a condition looks at it again. */
  onActivity(listener: () => void): () => void {
    this.#activity.add(listener)
    return () => this.#activity.delete(listener)
  }

  stir(): void {
    for (const listener of [...this.#activity]) listener()
  }

  snapshot(personId: number): PersonSnapshot {
    const account = this.accounts.get(personId)
    if (account === undefined) throw new Error(`There is no person ${personId}`)
    const chats = [...this.bots.values()].map((bot) => viewChat(this.chat(bot, account)))
    return { seq: this.#seq, user: account.user, chats }
  }
}
