import type { APIMethodReturn } from '@gramio/types'
import type { Arguments } from '../arguments.ts'
import type { Bot } from '../bot.ts'
import type { Chat, StoredMessage } from '../chat.ts'
import { rules, type Purpose } from '../rules.ts'
import type { Served } from '../schema/served.ts'
import type { World } from '../world.ts'

export interface Call {
  readonly world: World
  readonly bot: Bot
  readonly args: Arguments
  /** Aborted when the caller hung up. */
  readonly signal: AbortSignal
  /** Milliseconds until the first repetition of a failed webhook delivery. */
  readonly webhookRetryMs: number
}

export type Handler<M extends Served> = (call: Call) => APIMethodReturn<M> | Promise<APIMethodReturn<M>>

/** The chat that a call names; refuses when the world has no such person. */
export function requireChat({ world, bot, args }: Call, parameter = 'chat_id'): Chat {
  if (!args.has(parameter)) throw rules.chatIdEmpty()
  const account = world.accounts.get(args.integer(parameter) ?? 0)
  if (account === undefined) throw rules.chatNotFound()
  return world.chat(bot, account)
}

export function requireMessage(call: Call, chat: Chat, purpose: Purpose): StoredMessage {
  const stored = chat.find(call.args.integer('message_id') ?? 0)
  if (stored === undefined) throw rules.messageNotFound(purpose)
  return stored
}
