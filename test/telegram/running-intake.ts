import type { Update } from 'telegraf/types'
import type { TelegramClient } from '../../src/telegram/client.ts'
import { createIntake, type Intake, type IntakeOptions } from '../../src/telegram/intake.ts'
import type { BotApi } from './bot-api.ts'

export interface RunningIntake {
  readonly intake: Intake
  /** What was said or tapped, in the order in which handling ended. */
  readonly handled: readonly string[]
  /** Tasks of updates put aside, by their id. */
  readonly aside: Map<number, Update>
  readonly finished: number[]
  readonly fatal: string[]
}

export type IntakeParts = Partial<Omit<IntakeOptions, 'log'>> & { readonly client?: TelegramClient }

/** An intake with its surroundings in memory; whatever happens in it wakes those who wait with `telegram.until`. */
export function setUpIntake(api: BotApi, parts: IntakeParts = {}): RunningIntake {
  const { world } = api.telegram
  const handled: string[] = []
  const aside = new Map<number, Update>()
  const finished: number[] = []
  const fatal: string[] = []
  const { handle = () => Promise.resolve() } = parts
  const intake = createIntake({
    client: api.client(),
    log: api.log,
    putAside(update) {
      const taskId = 1000 + aside.size
      aside.set(taskId, update)
      world.stir()
      return Promise.resolve(taskId)
    },
    finishAside(taskId) {
      finished.push(taskId)
      world.stir()
      return Promise.resolve()
    },
    onFatal(reason) {
      fatal.push(reason)
      world.stir()
    },
    ...parts,
    async handle(update) {
      world.stir()
      try {
        await handle(update)
      } finally {
        handled.push(wordsOf(update))
        world.stir()
      }
    },
    limits: { firstPauseMs: 1, mostPauseMs: 5, ...parts.limits },
  })
  return { intake, handled, aside, finished, fatal }
}

export function wordsOf(update: Update): string {
  if ('message' in update && 'text' in update.message) return update.message.text
  return `update ${update.update_id}`
}
