import type { APIMethodReturn, APIMethods, TelegramUpdate } from '@gramio/types'
import {
  startTelegram,
  type BotAccount,
  type Telegram,
  type TelegramOptions,
} from '../../playground/server.ts'

/** Also for methods that do not exist. */
type ResultOf<M> = M extends keyof APIMethods ? APIMethodReturn<M> : unknown

interface Reply<Result> {
  readonly ok: boolean
  readonly result?: Result
  readonly error_code?: number
  readonly description?: string
  readonly parameters?: { readonly retry_after?: number }
}

/** A bot's side of the protocol: plain HTTP, as any client would speak it. */
export function callerOf(telegram: Pick<Telegram, 'apiRoot'>, bot: Pick<BotAccount, 'token'>) {
  return async <M extends string>(method: M, params: object = {}): Promise<Reply<ResultOf<M>>> => {
    const response = await fetch(`${telegram.apiRoot}/bot${bot.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as Reply<ResultOf<M>>
  }
}

export type Caller = ReturnType<typeof callerOf>

/** A Telegram with one bot and Ann, who has just opened the chat; the bot has taken note of it. */
export async function openTelegram(options: TelegramOptions = {}) {
  const telegram = await startTelegram(options)
  const bot = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  const call = callerOf(telegram, bot)
  const ann = telegram.person({ first_name: 'Ann', language_code: 'en' })
  ann.sendsWithoutWaiting('/start')
  await confirmAll(call)
  return { telegram, bot, call, ann }
}

/** Takes everything that waits and confirms it. */
export async function confirmAll(call: Caller): Promise<TelegramUpdate[]> {
  const { result: updates = [] } = await call('getUpdates')
  const last = updates.at(-1)
  if (last !== undefined) await call('getUpdates', { offset: last.update_id + 1 })
  return updates
}

/** Polls as a bot does, and confirms each update when `handle` is done with it; returns the stopper. */
export function startPolling(call: Caller, handle: (update: TelegramUpdate) => unknown): () => Promise<void> {
  let stopped = false
  let offset = 0
  const run = async () => {
    for (;;) {
      const { result } = await call('getUpdates', { offset, timeout: 30, limit: 1 })
      if (result === undefined || stopped) return
      for (const update of result) {
        await handle(update)
        offset = update.update_id + 1
      }
    }
  }
  const ended = run()
  return async () => {
    stopped = true
    await call('getUpdates', { offset })
    await ended
  }
}
