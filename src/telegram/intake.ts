import type { Update } from 'telegraf/types'
import type { Log } from '../context.ts'
import { isWebhookConflict, telegramErrorKind } from './call-error.ts'
import { createChatQueues, type ChatQueues } from './chat-queues.ts'
import type { TelegramClient } from './client.ts'
import { Deliveries, type Delivery } from './deliveries.ts'
import { pause } from './pause.ts'
import { PollTrouble, type TroubleKind } from './poll-trouble.ts'
import { allowedUpdates, hasId, type UpdateKind } from './updates.ts'

export interface IntakeOptions {
  readonly client: TelegramClient
  readonly log: Log
  /** Handles one update to its end. What it throws is logged, and the update counts as handled. */
  readonly handle: (update: Update) => Promise<void>
  readonly putAside: (update: Update) => Promise<number>
  readonly finishAside: (taskId: number) => Promise<void>
  /** The token does not work: polling has ended for good. */
  readonly onFatal: (reason: 'unauthorized') => void
  readonly allowedUpdates?: readonly UpdateKind[]
  readonly limits?: Partial<IntakeLimits>
}

export interface IntakeLimits {
  readonly chatsAtOnce: number
  /** No poll while that many updates wait: Telegram keeps the rest. */
  readonly mostWaiting: number
  readonly pollSeconds: number
  readonly asideAfterMs: number
  readonly firstPauseMs: number
  readonly mostPauseMs: number
  readonly stopWithinMs: number
  readonly confirmWithinMs: number
  readonly stalledAfterMs: number
  readonly warnEveryMs: number
}

const defaultLimits: IntakeLimits = {
  chatsAtOnce: 20,
  mostWaiting: 1000,
  pollSeconds: 30,
  asideAfterMs: 200,
  firstPauseMs: 1000,
  mostPauseMs: 30_000,
  stopWithinMs: 10_000,
  confirmWithinMs: 3000,
  stalledAfterMs: 120_000,
  warnEveryMs: 60_000,
}

export interface Intake {
  start(): void
  /** Gives back an update that was put aside earlier; those of an earlier process before `start`, in their order. */
  take(update: Update, taskId: number): void
  /** Ends the poll, waits for what is in flight within the limit, and confirms what is settled. */
  stop(): Promise<void>
  /** The updates that this process has in its hands at this moment: their tasks are nobody else's to take. */
  readonly inFlight: ReadonlySet<number>
  health(): IntakeHealth
}

export interface IntakeHealth {
  readonly state: 'new' | 'running' | 'ended'
  readonly step: Step | 'listening'
  /** A step of the running loop has stood still for too long. */
  readonly stalled: boolean
  readonly inFlight: number
  /** Why the last poll failed; null when it did not. */
  readonly trouble: TroubleKind | null
}

type Step = 'waiting for room' | 'polling' | 'settling' | 'pausing'

export function createIntake(options: IntakeOptions): Intake {
  return new PollingIntake(options)
}

/**
 * Long polling. A poll confirms every update below its offset, so the offset moves only when each update of the last
 * batch is handled or put aside as a task: a process that dies gets the others again.
 */
class PollingIntake implements Intake {
  readonly #options: IntakeOptions
  readonly #limits: IntakeLimits
  readonly #queues: ChatQueues
  readonly #deliveries: Deliveries
  readonly #trouble: PollTrouble
  readonly #stopping = new AbortController()
  #loop: Promise<void> | null = null
  #stopped: Promise<void> | null = null
  #ended = false
  #offset = 0
  #confirmedOffset = 0
  #batch: readonly Delivery[] = []
  #step: { readonly name: Step; readonly since: number } = { name: 'polling', since: performance.now() }

  constructor(options: IntakeOptions) {
    this.#options = options
    const limits = { ...defaultLimits, ...options.limits }
    this.#limits = limits
    this.#trouble = new PollTrouble(options.log, limits)
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

  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  health(): IntakeHealth {
    const state = this.#loop === null ? 'new' : this.#ended ? 'ended' : 'running'
    const stepMs = performance.now() - this.#step.since
    return {
      state,
      step: this.#step.name,
      stalled: state === 'running' && stepMs > this.#limits.stalledAfterMs,
      inFlight: this.inFlight.size,
      trouble: this.#trouble.kind,
    }
  }

  async #run(): Promise<void> {
    while (!this.#isStopping()) {
      try {
        this.#enter('waiting for room')
        await this.#queues.whenBelow(this.#limits.mostWaiting)
        this.#enter('polling')
        const updates = await this.#poll()
        this.#trouble.over()
        this.#enter('settling')
        await this.#settle(updates)
      } catch (error) {
        if (this.#isStopping()) return
        const waitMs = this.#trouble.note(error)
        if (telegramErrorKind(error) === 'unauthorized') {
          this.#options.onFatal('unauthorized')
          return
        }
        if (isWebhookConflict(error)) await this.#removeWebhook()
        await this.#pause(waitMs)
      }
    }
  }

  async #poll(): Promise<Update[]> {
    const offset = this.#offset
    const updates = await this.#options.client.callApi(
      'getUpdates',
      {
        offset,
        limit: 100,
        timeout: this.#limits.pollSeconds,
        allowed_updates: this.#options.allowedUpdates ?? allowedUpdates,
      },
      { signal: this.#stopping.signal, attempts: 1 },
    )
    this.#confirmedOffset = offset
    return updates
  }

  async #settle(updates: readonly Update[]): Promise<void> {
    const batch = updates.filter(hasId).sort((one, other) => one.update_id - other.update_id)
    if (batch.length < updates.length) {
      const fields = { count: updates.length - batch.length }
      this.#options.log.error(fields, 'Updates without an id came; they are left out')
    }
    const last = batch.at(-1)
    // Nothing can be confirmed, so the same would come again at once.
    if (!last && updates.length > 0) await this.#pause(this.#limits.mostPauseMs)
    if (!last) return
    this.#batch = batch.map((update) => this.#deliveries.accept(update))
    await Promise.all(this.#batch.map(({ settled }) => settled))
    // Not the highest ever: after a quiet week Telegram begins anew at any number.
    this.#offset = last.update_id + 1
    this.#batch = []
  }

  async #stop(): Promise<void> {
    this.#stopping.abort()
    const limit = new AbortController()
    const finished = Promise.resolve(this.#loop).then(() => this.#deliveries.done())
    await Promise.race([finished, pause(this.#limits.stopWithinMs, limit.signal)])
    limit.abort()
    this.#deliveries.giveUp()
    await this.#confirm()
  }

  /** So that a restart does not get what is handled again. What the call returns is not confirmed, so not lost. */
  async #confirm(): Promise<void> {
    const offset = this.#batch.find(({ isSettled }) => !isSettled)?.updateId ?? this.#offset
    if (offset === this.#confirmedOffset) return
    try {
      await this.#options.client.callApi(
        'getUpdates',
        { offset, limit: 1, timeout: 0 },
        { attempts: 1, deadlineMs: this.#limits.confirmWithinMs },
      )
    } catch (error) {
      this.#options.log.warn({ err: error }, 'Handled updates could not be confirmed; they will come again')
    }
  }

  async #removeWebhook(): Promise<void> {
    this.#options.log.warn({}, 'A webhook is set for this bot, which polls; the webhook is removed')
    try {
      await this.#options.client.callApi('deleteWebhook', {}, { signal: this.#stopping.signal, attempts: 1 })
    } catch (error) {
      this.#options.log.warn({ err: error }, 'The webhook could not be removed')
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted
  }

  #pause(ms: number): Promise<void> {
    this.#enter('pausing')
    return pause(ms, this.#stopping.signal)
  }

  #enter(name: Step): void {
    this.#step = { name, since: performance.now() }
  }
}
