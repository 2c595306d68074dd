import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { createPacer } from '../../src/telegram/pacer.ts'

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }))
afterEach(() => void jest.useRealTimers())

/** Asks for a turn for each of the chats, in order, and lets time pass; returns when each came, from the beginning. */
async function turnsOf(chats: readonly number[], pacer = createPacer()) {
  const start = performance.now()
  const turns: { readonly chat: number; readonly at: number }[] = []
  for (const chat of chats) {
    void pacer.turn(chat).then(() => turns.push({ chat, at: Math.round(performance.now() - start) }))
  }
  await jest.runAllTimersAsync()
  return turns
}

function mostWithin(ms: number, moments: readonly number[]): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + ms).length))
}

test('no second holds more than 25 messages, wherever it begins, and none is wasted', async () => {
  const turns = await turnsOf(Array.from({ length: 200 }, (_, chat) => chat))
  const moments = turns.map(({ at }) => at)
  expect(mostWithin(1000, moments)).toBe(25)
  expect(moments.at(-1)).toBe(199 * 40)
})

test('one chat gets one message a second, in order', async () => {
  expect(await turnsOf([7, 7, 7])).toEqual([
    { chat: 7, at: 0 },
    { chat: 7, at: 1000 },
    { chat: 7, at: 2000 },
  ])
})

test('a chat that must wait holds up no other', async () => {
  const turns = await turnsOf([7, 7, 7, 7, 8, 9])
  expect(turns.filter(({ chat }) => chat !== 7)).toEqual([
    { chat: 8, at: 40 },
    { chat: 9, at: 80 },
  ])
})

test('a chat keeps its distance although the pace of all delayed it', async () => {
  const others = Array.from({ length: 50 }, (_, index) => 100 + index)
  const turns = await turnsOf([...others, 7, 7])
  const [first, second] = turns.filter(({ chat }) => chat === 7)
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(1000)
})

test('a rested pacer lets the first go at once', async () => {
  const pacer = createPacer()
  await turnsOf([7, 8], pacer)
  await jest.advanceTimersByTimeAsync(5000)
  expect(await turnsOf([7], pacer)).toEqual([{ chat: 7, at: 0 }])
})

test('nobody waits any more once it is closed', async () => {
  const pacer = createPacer({ perSecond: 25, chatGapMs: 60_000 })
  expect(await pacer.turn(1)).toBe(true)
  const waiting = pacer.turn(1)
  pacer.close()
  expect(await waiting).toBe(false)
  expect(await pacer.turn(2)).toBe(false)
})
