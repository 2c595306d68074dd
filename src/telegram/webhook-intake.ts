import type { Update, WebhookInfo } from 'telegraf/types'
import type { Log } from '../context.ts'
import { TelegramCallError, telegramErrorKind } from './call-error.ts'
import { createChatQueues, type ChatQueues } from './chat-queues.ts'
import type { TelegramClient } from './client.ts'
import { Deliveries } from './deliveries.ts'
import type { Intake, IntakeHealth } from './intake.ts'
import { backoff, createWideAbortController, pause } from './pause.ts'
import type { TroubleKind } from './poll-trouble.ts'
import { allowedUpdates, hasId } from './updates.ts'

export interface WebhookIntakeOptions {
  readonly client: TelegramClient
  readonly log: Log
  /** Where Telegram shall bring updates, and how it shows that it is Telegram. */
  readonly address: { readonly url: string; readonly secret: string }
  readonly handle: (update: Update) => Promise<void>
  readonly putAside: (update: Update) => Promise<number>
  readonly finishAside: (taskId: number) => Promise<void>
  readonly onFatal: (reason: 'unauthorized') => void
  readonly limits?: Partial<WebhookLimits>
}

export interface WebhookLimits {
  readonly chatsAtOnce: number
  readonly mostWaiting: number
  readonly asideAfterMs: number
  /** Telegram gives a delivery up after about a minute, and repeats it. */
  readonly answerWithinMs: number
  readonly firstPauseMs: number
  readonly mostPauseMs: number
  readonly stopWithinMs: number
  readonly lookEveryMs: number
}

/**
 * Telegram brings a chat's next update when the last one is answered, so as long as an update isn't put aside its chat is in
 * order, whichever process it comes to. That is worth more here than an early answer.
 */
const defaultLimits: WebhookLimits = {
  chatsAtOnce: 20,
  mostWaiting: 1000,
  asideAfterMs: 5000,
  answerWithinMs: 45_000,
  firstPauseMs: 1000,
  mostPauseMs: 30_000,
  stopWithinMs: 10_000,
  lookEveryMs: 60_000,
}

export interface WebhookIntake extends Intake {
  /**
   * Takes one delivery; true: it is handled or put aside, and Telegram need not bring it again. Before `start`, after
   * `stop` and while too much waits nothing is taken.
   */
  receive(update: unknown): Promise<boolean>
}

export function createWebhookIntake(options: WebhookIntakeOptions): WebhookIntake {
  return new DeliveredIntake(options)
}

/**
 * Updates come by themselves; the loop only sees to it that Telegram knows where to. What is not answered with yes Telegram
 * brings again, here or to another process of the tenant.
 */
class DeliveredIntake implements WebhookIntake {
  readonly #options: WebhookIntakeOptions
  readonly #limits: WebhookLimits
  readonly #queues: ChatQueues
  readonly #deliveries: Deliveries
  readonly #stopping = new AbortController()
  readonly #givenUp = createWideAbortController()
  #loop: Promise<void> | null = null
  #stopped: Promise<void> | null = null
  #ended = false
  #isSet = false
  #trouble: TroubleKind | null = null
  #failures = 0
  #lastError = 0

  constructor(options: WebhookIntakeOptions) {
    this.#options = options
    const limits = { ...defaultLimits, ...options.limits }
    this.#limits = limits
    this.#queues = createChatQueues(limits.chatsAtOnce)
    this.#deliveries = new Deliveries({
      ...options,
      queues: this.#queues,
      asideAfterMs: limits.asideAfterMs,
      backoff: { firstMs: limits.firstPauseMs, mostMs: limits.mostPauseMs },
    })
  }

  get inFlight(): ReadonlySet<number> {
    return this.#deliveries.inFlight
  }

  start(): void {
    if (this.#isStopping()) return
    this.#loop ??= this.#run().finally(() => (this.#ended = true))
  }

  take(update: Update, taskId: number): void {
    this.#deliveries.take(update, taskId)
  }

  async receive(update: unknown): Promise<boolean> {
    if (this.#loop === null || this.#isStopping()) return false
    if (!hasId(update)) {
      this.#options.log.error({}, 'An update without an id came; it is left out')
      return true
    }
    if (this.#queues.size >= this.#limits.mostWaiting) return false
    const answered = new AbortController()
    const giveUp = () => answered.abort()
    this.#givenUp.signal.addEventListener('abort', giveUp)
    try {
      const { settled } = this.#deliveries.accept(update)
      const late = pause(this.#limits.answerWithinMs, answered.signal).then(() => false)
      return await Promise.race([settled.then(() => true), late])
    } finally {
      this.#givenUp.signal.removeEventListener('abort', giveUp)
      answered.abort()
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  health(): IntakeHealth {
    const state = !this.#isSet ? 'new' : this.#ended ? 'ended' : 'running'
    return { state, step: 'listening', stalled: false, inFlight: this.inFlight.size, trouble: this.#trouble }
  }

  async #run(): Promise<void> {
    while (!this.#isStopping()) {
      try {
        if (!(await this.#isAsWanted())) await this.#set()
        this.#trouble = null
        this.#failures = 0
        await pause(this.#limits.lookEveryMs, this.#stopping.signal)
      } catch (error) {
        if (this.#isStopping()) return
        const kind = (this.#trouble = telegramErrorKind(error) ?? 'bug')
        this.#warn(error)
        if (kind === 'unauthorized') {
          this.#options.onFatal('unauthorized')
          return
        }
        const { firstPauseMs: firstMs, mostPauseMs: mostMs } = this.#limits
        await pause(backoff(++this.#failures, { firstMs, mostMs }), this.#stopping.signal)
      }
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted
  }

  /** The secret can't be asked for, so the first time nothing is as wanted. */
  async #isAsWanted(): Promise<boolean> {
    if (!this.#isSet) return false
    const info = await this.#options.client.callApi('getWebhookInfo', {}, { signal: this.#stopping.signal })
    this.#tellOfError(info)
    const isOurs = info.url === this.#options.address.url
    if (!isOurs) this.#options.log.warn({}, 'Another program changed or removed the webhook; it is set again')
    return isOurs
  }

  async #set(): Promise<void> {
    const { url, secret } = this.#options.address
    await this.#options.client.callApi(
      'setWebhook',
      { url, secret_token: secret, allowed_updates: allowedUpdates },
      { signal: this.#stopping.signal },
    )
    this.#isSet = true
  }

  /** Telegram's own words are the quickest way to what is wrong between it and us. */
  #tellOfError({
    last_error_date: at = 0,
    last_error_message: reason,
    pending_update_count,
  }: WebhookInfo): void {
    if (at > this.#lastError && reason !== undefined) {
      const fields = { reason, waiting: pending_update_count }
      this.#options.log.warn(fields, 'Telegram could not deliver an update to WEBHOOK_URL and repeats it')
    }
    this.#lastError = Math.max(at, this.#lastError)
  }

  #warn(error: unknown): void {
    const cause = error instanceof TelegramCallError ? { reason: error.message } : { err: error }
    this.#options.log.warn(cause, 'The webhook could not be set or looked at; trying again')
  }

  async #stop(): Promise<void> {
    this.#stopping.abort()
    const limit = new AbortController()
    const finished = Promise.resolve(this.#loop).then(() => this.#deliveries.done())
    await Promise.race([finished, pause(this.#limits.stopWithinMs, limit.signal)])
    limit.abort()
    this.#deliveries.giveUp()
    this.#givenUp.abort()
  }
}
