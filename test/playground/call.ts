import type { BotAccount, Telegram } from '../../playground/server.ts'

interface Reply {
  readonly ok: boolean
  readonly result?: any
  readonly error_code?: number
  readonly description?: string
  readonly parameters?: { readonly retry_after?: number }
}

/** A bot's side of the protocol: plain HTTP, as any client would speak it. */
export function callerOf(telegram: Telegram, bot: BotAccount) {
  return async (method: string, params: object = {}): Promise<Reply> => {
    const response = await fetch(`${telegram.apiRoot}/bot${bot.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as Reply
  }
}

export type Caller = ReturnType<typeof callerOf>

interface Update {
  readonly update_id: number
  readonly message?: any
  readonly edited_message?: any
  readonly callback_query?: any
  readonly my_chat_member?: any
}

/** Polls as a bot does, one update at a time, and confirms each when `handle` is done; returns the stopper. */
export function startPolling(call: Caller, handle: (update: Update) => unknown): () => Promise<void> {
  let stopped = false
  let offset = 0
  const run = async () => {
    while (!stopped) {
      const { ok, result } = await call('getUpdates', { offset, timeout: 30 })
      if (!ok) return
      for (const update of result as Update[]) {
        await handle(update)
        offset = update.update_id + 1
      }
    }
  }
  const ended = run().catch((error: unknown) => {
    if (!stopped) throw error
  })
  return async () => {
    stopped = true
    await call('getUpdates', { offset, timeout: 0 })
    await ended
  }
}
