import type { TelegramUpdate } from '@gramio/types'
import { isRecord } from './arguments.ts'
import type { Pending, UpdateQueue } from './queue.ts'
import type { World } from './world.ts'

export interface WebhookTarget {
  readonly url: string
  readonly secretToken: string
  readonly maxConnections: number
  /** Milliseconds until the first repetition; each further one waits twice as long, up to a minute. */
  readonly retryMs: number
  readonly forgetOldTaps: () => void
}

interface Failure {
  /** Seconds since 1970. */
  readonly last_error_date: number
  readonly last_error_message: string
}

/** Brings updates to a bot's own server: several at once, but in order within each chat and kind. */
export class Webhook {
  readonly target: WebhookTarget
  lastError: Failure | null = null

  readonly #world: World
  readonly #queue: UpdateQueue
  /** Chats and kinds that have a delivery under way or wait for a repetition. */
  readonly #busy = new Map<string, Promise<void>>()
  readonly #stop = new AbortController()

  constructor(world: World, queue: UpdateQueue, target: WebhookTarget) {
    this.#world = world
    this.#queue = queue
    this.target = target
  }

  /** Takes up whatever can go out now. */
  wake(): void {
    for (const pending of this.#queue.pending) {
      if (this.#stop.signal.aborted || this.#busy.size >= this.target.maxConnections) return
      const lane = laneOf(pending.update)
      if (this.#busy.has(lane)) continue
      const delivery = this.#deliver(pending).finally(() => {
        this.#busy.delete(lane)
        this.wake()
      })
      this.#busy.set(lane, delivery)
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#busy.values())
  }

  async #deliver(pending: Pending): Promise<void> {
    let wait = this.target.retryMs
    while (!this.#stop.signal.aborted) {
      this.#queue.markDelivered(pending)
      const problem = await this.#post(pending.update)
      if (problem === null) this.#queue.remove(pending.update.update_id)
      if (problem === null) return
      this.lastError = { last_error_date: Math.floor(this.#world.now() / 1000), last_error_message: problem }
      await this.#pause(wait)
      wait = Math.min(wait * 2, 60_000)
      this.target.forgetOldTaps()
    }
  }

  /** What went wrong, or null. */
  async #post(update: TelegramUpdate): Promise<string | null> {
    const { url, secretToken } = this.target
    const headers = {
      'content-type': 'application/json',
      ...(secretToken ? { 'x-telegram-bot-api-secret-token': secretToken } : {}),
    }
    try {
      const signal = this.#stop.signal
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update), signal })
      await response.arrayBuffer()
      return response.ok ? null : `Wrong response from the webhook: ${response.status} ${response.statusText}`
    } catch (error) {
      const cause = error instanceof Error && isRecord(error.cause) ? error.cause['code'] : undefined
      return cause === 'ECONNREFUSED' ? 'Connection refused' : 'Connection failed'
    }
  }

  #pause(ms: number): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#stop.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}

/** A message and a tap of one person travel apart, so they may overtake each other. */
function laneOf(update: TelegramUpdate): string {
  const kind = Object.keys(update).find((key) => key !== 'update_id') ?? ''
  const chat = update.message?.chat.id ?? update.edited_message?.chat.id ?? update.callback_query?.from.id
  return `${kind}/${chat ?? update.my_chat_member?.chat.id ?? 0}`
}
