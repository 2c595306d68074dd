import { afterEach, beforeEach, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import type { Update } from 'telegraf/types'
import { startBotApi, type BotApi } from './bot-api.ts'
import { setUpIntake, type RunningIntake } from './running-intake.ts'

const total = 10_000

let api: BotApi
let running: RunningIntake

beforeEach(async () => {
  api = await startBotApi()
})

afterEach(async () => {
  await running.intake.stop()
  await api.stop()
})

const chat = fc.record({ id: fc.integer({ min: 1, max: 300 }) })
const person = fc.record({ id: fc.integer({ min: 1, max: 300 }) })
const text = fc.string({ unit: 'binary', maxLength: 50 })
const garbage = fc.constantFrom(null, 7, 'text', [], {}, { chat: null }, { from: 'x' }, { chat: { id: 'x' } })
const content = fc.oneof(
  { weight: 5, arbitrary: fc.record({ message: fc.record({ chat, from: person, text }) }) },
  { weight: 3, arbitrary: fc.record({ callback_query: fc.record({ from: person, data: text }) }) },
  { weight: 1, arbitrary: fc.record({ my_chat_member: fc.record({ chat }) }) },
  { weight: 1, arbitrary: fc.record({ inline_query: fc.record({ from: person }) }) },
  { weight: 1, arbitrary: fc.record({ message: garbage }) },
  { weight: 1, arbitrary: fc.record({ callback_query: garbage }) },
  { weight: 1, arbitrary: fc.record({ something_new: garbage }) },
)

test('10,000 random updates are each handled once, in the order of their chats, whatever fails on the way', async () => {
  const contents = fc.sample(content, total)
  const [bot] = api.telegram.world.bots.values()
  const given = contents.map((each) => api.telegram.world.deliver(bot!, each as never))
  expect(given).not.toContain(null)
  const handled: Update[] = []
  const busy = new Set<number>()
  const overlaps: number[] = []
  api.telegram.faults.cutsAfter('getUpdates', { times: 3 })

  running = setUpIntake(api, {
    // Some are too slow and are put aside, some fail, some take turns with others.
    async handle(update) {
      const chatId = chatIdOf(update)
      if (chatId !== null && busy.has(chatId)) overlaps.push(update.update_id)
      if (chatId !== null) busy.add(chatId)
      if (update.update_id % 7 === 0) await new Promise((resolve) => setImmediate(resolve))
      if (chatId !== null) busy.delete(chatId)
      handled.push(update)
      if (update.update_id % 11 === 0) throw new Error('a bug')
    },
    limits: { asideAfterMs: 0, stopWithinMs: 10_000 },
    allowedUpdates: [],
  })
  running.intake.start()
  await api.telegram.until(() => handled.length >= total || `${total - handled.length} updates`, 150_000)
  await running.intake.stop()

  expect(handled.map(({ update_id }) => update_id).toSorted((a, b) => a - b)).toEqual(given)
  expect(overlaps).toEqual([])
  expect(disorderly(handled)).toEqual([])
  expect(bot!.updates.pending).toEqual([])
  expect(running.finished.length).toBe(running.aside.size)
}, 180_000)

/** Updates that came before an earlier one of their chat. */
function disorderly(updates: readonly Update[]): number[] {
  const last = new Map<number, number>()
  return updates.flatMap((update) => {
    const chatId = chatIdOf(update)
    if (chatId === null) return []
    const before = last.get(chatId) ?? 0
    last.set(chatId, update.update_id)
    return before < update.update_id ? [] : [update.update_id]
  })
}

function chatIdOf(update: Update): number | null {
  const { message } = update as { message?: { chat?: { id?: unknown } } | null }
  const id = message?.chat?.id
  return typeof id === 'number' ? id : null
}
