import type { Update } from 'telegraf/types'
import type { Log } from '../context.ts'
import { chatOf, type ChatQueues } from './chat-queues.ts'
import { backoff, createWideAbortController, pause, type BackoffLimits } from './pause.ts'

export interface DeliveriesOptions {
  readonly queues: ChatQueues
  readonly log: Log
  readonly handle: (update: Update) => Promise<void>
  /** Makes a task of the update and returns its id, so that a later start takes it up. */
  readonly putAside: (update: Update) => Promise<number>
  readonly finishAside: (taskId: number) => Promise<void>
  readonly asideAfterMs: number
  readonly backoff: BackoffLimits
}

/** One update on its way through this process. */
export interface Delivery {
  readonly updateId: number
  /** Handled or put aside: Telegram need not keep it any longer. */
  readonly settled: Promise<void>
  isSettled: boolean
}

interface OpenDelivery extends Delivery {
  readonly settle: () => void
  readonly taskIds: Set<number>
  beingPutAside: Promise<void> | null
  /** Until it is put aside. */
  timer: NodeJS.Timeout | undefined
}

/** How many handled updates are remembered: more than one batch that Telegram may hand out again. */
const remembered = 1000

/**
 * The updates in flight. Each is handled once in this process, whichever way and however often it comes: from
 * Telegram, from Telegram again, or from the task that an earlier process put it aside as.
 *
 *     arrived → handled ─────────────────────→ settled, done
 *     arrived → put aside → settled → handled → task finished, done
 *     (put aside fails)  → handled → settled, done
 */
export class Deliveries {
  readonly #options: DeliveriesOptions
  readonly #open = new Map<number, OpenDelivery>()
  readonly #handled = new Set<number>()
  readonly #runs = new Set<Promise<void>>()
  readonly #givingUp = createWideAbortController()

  constructor(options: DeliveriesOptions) {
    this.#options = options
  }

  get inFlight(): ReadonlySet<number> {
    return new Set(this.#open.keys())
  }

  /** From Telegram: put aside when it isn't handled soon. */
  accept(update: Update): Delivery {
    return this.#begin(update, null)
  }

  /** From its task: it is safe already, and only the task has to be finished. */
  take(update: Update, taskId: number): void {
    if (!this.#givingUp.signal.aborted) this.#begin(update, taskId)
  }

  /** Resolves when all that is in flight now is handled and its tasks are finished. */
  async done(): Promise<void> {
    await Promise.all(this.#runs)
  }

  /** Starts nothing more and repeats nothing more; tasks that are not finished are left to the next start. */
  giveUp(): void {
    this.#givingUp.abort()
    for (const { timer } of this.#open.values()) clearTimeout(timer)
    this.#options.queues.abandon()
  }

  #begin(update: Update, taskId: number | null): Delivery {
    const known = this.#open.get(update.update_id)
    const delivery = known ?? openDelivery(update.update_id)
    if (taskId !== null) {
      delivery.taskIds.add(taskId)
      delivery.settle()
    }
    if (known) return known
    this.#open.set(delivery.updateId, delivery)
    const run = this.#run(delivery, update)
    this.#runs.add(run)
    void run.finally(() => this.#runs.delete(run))
    return delivery
  }

  async #run(delivery: OpenDelivery, update: Update): Promise<void> {
    const { queues, asideAfterMs } = this.#options
    if (!this.#handled.has(delivery.updateId)) {
      delivery.timer = setTimeout(() => {
        if (delivery.isSettled || this.#givingUp.signal.aborted) return
        delivery.beingPutAside = this.#putAside(delivery, update)
      }, asideAfterMs)
      await queues.add(chatOf(update), () => this.#handle(update))
      clearTimeout(delivery.timer)
      this.#remember(delivery.updateId)
    }
    delivery.settle()
    await delivery.beingPutAside
    for (const taskId of delivery.taskIds) await this.#finish(taskId)
    this.#open.delete(delivery.updateId)
  }

  async #handle(update: Update): Promise<void> {
    try {
      await this.#options.handle(update)
    } catch (error) {
      this.#options.log.error({ err: error, update_id: update.update_id }, 'An update could not be handled')
    }
  }

  /** A failure is not repeated: then the batch waits for the handler, and Telegram keeps the update. */
  async #putAside(delivery: OpenDelivery, update: Update): Promise<void> {
    try {
      delivery.taskIds.add(await this.#options.putAside(update))
      delivery.settle()
    } catch (error) {
      const fields = { err: error, update_id: delivery.updateId }
      this.#options.log.warn(fields, 'A slow update could not be put aside; new ones wait for it')
    }
  }

  async #finish(taskId: number): Promise<void> {
    for (let failures = 1; !this.#givingUp.signal.aborted; failures++) {
      try {
        await this.#options.finishAside(taskId)
        return
      } catch (error) {
        this.#options.log.warn(
          { err: error, task: taskId },
          'The task of a handled update could not be finished yet',
        )
        await pause(backoff(failures, this.#options.backoff), this.#givingUp.signal)
      }
    }
  }

  #remember(updateId: number): void {
    this.#handled.add(updateId)
    const [oldest] = this.#handled
    if (this.#handled.size > remembered && oldest !== undefined) this.#handled.delete(oldest)
  }
}

function openDelivery(updateId: number): OpenDelivery {
  let resolve = () => {}
  const settled = new Promise<void>((done) => (resolve = done))
  return {
    updateId,
    settled,
    isSettled: false,
    settle() {
      this.isSettled = true
      resolve()
    },
    taskIds: new Set(),
    beingPutAside: null,
    timer: undefined,
  }
}
