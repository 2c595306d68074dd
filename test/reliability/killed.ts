import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { backendKinds } from '../support/backends.ts'
import { openPremises, type Premises, type PremisesOptions } from '../support/premises.ts'
import { createProgramProcess, type IntakeLimits, type ProgramProcess } from '../support/program-process.ts'
import { stopCall } from '../support/stopped-calls.ts'
import { lockTable, type TableLock } from '../support/table-lock.ts'
import { until } from '../support/until.ts'
import type { Step } from './dialogs.ts'
import {
  admitVisitor,
  countCallsOfSteps,
  expectAnswers,
  goOn,
  isAnswered,
  takeStepsAtOnce,
  type Visitor,
} from './visitors.ts'

export interface KilledDialog extends Pick<PremisesOptions, 'specialists' | 'env'> {
  readonly stepsOf: (personNumber: number) => Step[]
  /** Where a transaction is stopped; the one that matters most comes first. */
  readonly tables: readonly string[]
  readonly expectOnce: (premises: Premises, visitors: readonly Visitor[]) => Promise<void>
}

/** Where an update is that was in a handler's hands when the program died. Everybody's hangs at once. */
const keptByTelegram = { asideAfterMs: 600_000, chatsAtOnce: 100 }
const putAside = { asideAfterMs: 0, chatsAtOnce: 100 }

const sides = ['before its effect', 'after its effect'] as const

/**
 * A later life says the first of a task that was in hand, once its lease is over: whether that comes before the end is chance.
 * The second is said where the machine was too busy for the queue to answer in time, and never of a queue that refused.
 */
const complaintsByChance = [
  'A task was left half-done',
  'Alarms were not set; the sweep will set them: Error: no answer within 1000 ms',
]

/**
 * Each test kills the program once, while many people are in the dialog: one at each step, or two at each call to
 * Telegram of each step, before its effect and after it. Then each of them must be able to go on as if nothing had been.
 */
export function describeKills({ stepsOf, tables, expectOnce, ...options }: KilledDialog): void {
  describe.each(backendKinds)('killed, with its queue on %s,', (backend) => {
    let premises: Premises
    let program: ProgramProcess
    let limits: IntakeLimits
    const visitors: Visitor[] = []
    let calls: number[]
    let bystander: Person
    let lock: TableLock | undefined

    beforeAll(async () => {
      premises = await openPremises({ backend, ...options })
      bystander = premises.person('Борис')
      program = await createProgramProcess(premises)
      await start(keptByTelegram)
      await bystander.sends('/start')
      calls = await countCallsOfSteps(premises.telegram, admit())
    }, 60_000)

    afterEach(async () => {
      await lock?.release()
    })

    afterAll(async () => {
      await program.close()
      await premises.close()
    })

    async function start(intakeLimits: IntakeLimits): Promise<void> {
      await program.start(intakeLimits)
      limits = intakeLimits
    }

    /** Somebody who stops before the step with this index, until they may go on. */
    function admit(step = Infinity): Visitor {
      const visitor = admitVisitor(premises.telegram, visitors.length, stepsOf(visitors.length))
      visitor.wanted = Math.min(step, visitor.wanted)
      visitors.push(visitor)
      return visitor
    }

    const admitOneAtEachStep = () => stepsOf(0).map((_, step) => admit(step))

    /** An update is in hand until its task is finished, which is a moment after its answer. */
    async function comeToRest(): Promise<void> {
      await goOn(premises.telegram, visitors)
      await until(async () => (await countAside()) === 0)
    }

    async function everybodyGoesOn(): Promise<void> {
      const { telegram } = premises
      await until(async () => (await countAside()) === 0)
      await expectAnswers(telegram, visitors)
      for (const visitor of visitors) visitor.wanted = visitor.steps.length
      await goOn(telegram, visitors)
    }

    describe('an update in hand is kept by Telegram, and', () => {
      goOnWhereverKilled(keptByTelegram)
    })

    test('everybody goes on who was between two steps', async () => {
      admitOneAtEachStep()
      await comeToRest()

      await program.kill()
      await start(putAside)
      await everybodyGoesOn()
    })

    describe('an update in hand is put aside as a task, and', () => {
      goOnWhereverKilled(putAside)
    })

    test('in the end everything happened once', async () => {
      const { telegram } = premises
      await telegram.idle()
      await until(async () => (await countKeptTexts()) === 0)
      await expectOnce(premises, visitors)
      const isByChance = (complaint: string) =>
        complaintsByChance.some((words) => complaint.startsWith(words))
      expect(program.complaints.filter((complaint) => !isByChance(complaint))).toEqual([])
      expect(telegram.schemaViolations).toEqual([])
    })

    function goOnWhereverKilled(intakeLimits: IntakeLimits): void {
      beforeAll(async () => {
        // They are those of the test before, unless it was left out or failed.
        if (limits === intakeLimits) return
        await program.kill()
        await start(intakeLimits)
      })

      const isAside = intakeLimits === putAside
      // The queue hears of a change after its commit, so where it lives plays no part while a handler is about to write: all
      // of these kills are tried where drafts are rows as well, and one where drafts are elsewhere.
      const locked = backend === 'postgresql' && !isAside ? tables : tables.slice(0, 1)

      test('everybody goes on whose handler was at a call, before its effect or after it', async () => {
        const { telegram } = premises
        const stopped = calls.flatMap((count, step) =>
          Array.from({ length: count }, (_, index) =>
            sides.map((when) => ({ visitor: admit(step), number: index + 1, when })),
          ).flat(),
        )
        await comeToRest()
        const stops = stopped.map(({ visitor, number, when }) => {
          visitor.stopped = `Killed at call ${number}, ${when}.`
          return stopCall(telegram, { personId: visitor.person.id, number, when })
        })
        takeStepsAtOnce(
          bystander,
          stopped.map(({ visitor }) => visitor),
        )
        await telegram.until(() => stops.every(({ reached }) => reached) || 'a call that hangs for everybody')
        if (isAside) await until(async () => (await countAside()) >= stopped.length)

        await program.kill()
        for (const stop of stops) stop.forget()
        await start(intakeLimits)
        await everybodyGoesOn()
      })

      test.each(locked)('everybody goes on whose handler was about to write in %s', async (table) => {
        const present = admitOneAtEachStep()
        await comeToRest()
        lock = await lockTable(premises.database, table)
        for (const visitor of present) visitor.stopped = `Killed before a write in ${table}.`
        takeStepsAtOnce(bystander, present)
        const countAnswered = () => present.filter(isAnswered).length
        await until(async () => countAnswered() + (await lock!.countWaiting()) === present.length)
        expect(countAnswered()).toBeLessThan(present.length)

        await program.kill()
        await lock.release()
        await start(intakeLimits)
        await everybodyGoesOn()
      })
    }

    async function countAside(): Promise<number> {
      return await countUpdates(`status = 'doing'`)
    }

    /** What somebody wrote is kept no longer than until it is answered. */
    async function countKeptTexts(): Promise<number> {
      return await countUpdates(`payload <> '{}'`)
    }

    async function countUpdates(condition: string): Promise<number> {
      const [row] = await premises.db.query<{ count: number }>(
        `select count(*) from tasks where kind = 'update' and ${condition}`,
      )
      return row?.count ?? 0
    }
  })
}
