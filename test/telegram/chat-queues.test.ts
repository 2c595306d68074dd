import { describe, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import type { Update } from 'telegraf/types'
import { chatOf, createChatQueues } from '../../src/telegram/chat-queues.ts'
import { gate } from './gate.ts'

describe('the queues of the chats', () => {
  test('run the jobs of one chat one after the other, in order', async () => {
    const queues = createChatQueues(20)
    const first = gate()
    const seen: string[] = []
    const done = [
      queues.add('1', async () => {
        seen.push('first begins')
        await first.opened
        seen.push('first ends')
      }),
      queues.add('1', () => void seen.push('second')),
    ]
    expect(seen).toEqual(['first begins'])
    first.open()
    await Promise.all(done)
    expect(seen).toEqual(['first begins', 'first ends', 'second'])
  })

  test('let a chat go on while another is busy', async () => {
    const queues = createChatQueues(20)
    const slow = gate()
    const waiting = queues.add('slow', () => slow.opened)
    await queues.add('quick', () => undefined)
    expect(queues.size).toBe(1)
    slow.open()
    await waiting
    expect(queues.size).toBe(0)
  })

  test('serve at most so many chats at once', async () => {
    const queues = createChatQueues(2)
    const gates = [gate(), gate(), gate()]
    const begun: number[] = []
    const jobs = gates.map((each, chat) =>
      queues.add(String(chat), () => {
        begun.push(chat)
        return each.opened
      }),
    )
    expect(begun).toEqual([0, 1])
    gates[1]!.open()
    await jobs[1]
    expect(begun).toEqual([0, 1, 2])
    gates.forEach(({ open }) => open())
    await queues.whenBelow(1)
  })

  test('let a chat with much to do take turns with the others', async () => {
    const queues = createChatQueues(1)
    const order: string[] = []
    const chats = ['busy', 'busy', 'busy', 'other', 'third']
    await Promise.all(chats.map((chat) => queues.add(chat, () => void order.push(chat))))
    expect(order).toEqual(['busy', 'other', 'third', 'busy', 'busy'])
  })

  test('tell when few enough are left', async () => {
    const queues = createChatQueues(20)
    const gates = [gate(), gate(), gate()]
    gates.forEach((each, chat) => void queues.add(String(chat), () => each.opened))
    const told: string[] = []
    const below3 = queues.whenBelow(3).then(() => told.push('below 3'))
    const below1 = queues.whenBelow(1).then(() => told.push('below 1'))
    gates[0]!.open()
    await below3
    expect(told).toEqual(['below 3'])
    gates.forEach(({ open }) => open())
    await below1
    expect(queues.size).toBe(0)
  })

  test('forget the waiting jobs when abandoned, and end with the running ones', async () => {
    const queues = createChatQueues(20)
    const running = gate()
    const ran: string[] = []
    void queues.add('1', () => running.opened)
    void queues.add('1', () => void ran.push('waiting'))
    queues.abandon()
    running.open()
    await queues.whenBelow(1)
    expect(ran).toEqual([])
  })

  test('keep all of it for any number of jobs, chats and places', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ chat: fc.integer({ min: 1, max: 30 }), turns: fc.integer({ min: 0, max: 4 }) }),
          {
            maxLength: 300,
          },
        ),
        fc.integer({ min: 1, max: 20 }),
        async (jobs, mostAtOnce) => {
          const queues = createChatQueues(mostAtOnce)
          const busy = new Set<number>()
          const handled = new Map<number, number[]>()
          const wrong: string[] = []
          await Promise.all(
            jobs.map(({ chat, turns }, index) =>
              queues.add(String(chat), async () => {
                if (busy.has(chat)) wrong.push('two jobs of one chat at once')
                busy.add(chat)
                if (busy.size > mostAtOnce) wrong.push('too many chats at once')
                for (let turn = 0; turn < turns; turn++) await Promise.resolve()
                handled.set(chat, [...(handled.get(chat) ?? []), index])
                busy.delete(chat)
              }),
            ),
          )
          expect(wrong).toEqual([])
          expect([...handled.values()].flat()).toHaveLength(jobs.length)
          for (const indices of handled.values()) expect(indices).toEqual(indices.toSorted((a, b) => a - b))
          expect(queues.size).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('an update belongs to', () => {
  test.each<[string, object, string]>([
    ['the chat of its message', { update_id: 1, message: { chat: { id: 5 }, from: { id: 6 } } }, '5'],
    ['the chat of an edited message', { update_id: 1, edited_message: { chat: { id: -100 } } }, '-100'],
    [
      'the chat of the message under the tapped button',
      { update_id: 1, callback_query: { from: { id: 6 }, message: { chat: { id: 5 } } } },
      '5',
    ],
    ['the person who tapped elsewhere', { update_id: 1, callback_query: { from: { id: 6 } } }, '6'],
    ['the person of an inline query', { update_id: 1, inline_query: { from: { id: 6 } } }, '6'],
    ['the person who answered a poll', { update_id: 1, poll_answer: { user: { id: 6 } } }, '6'],
    ['the chat where the bot was blocked', { update_id: 1, my_chat_member: { chat: { id: 5 } } }, '5'],
    ['nobody', { update_id: 1, poll: { id: 'p' } }, 'update 1'],
    ['nobody when it is malformed', { update_id: 1, message: null, callback_query: 7 }, 'update 1'],
    ['nobody when its ids are no numbers', { update_id: 1, message: { chat: { id: {} } } }, 'update 1'],
  ])('%s', (_, update, chat) => {
    expect(chatOf(update as Update)).toBe(chat)
  })

  test('something, whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (fields) => {
        expect(chatOf({ ...fields, update_id: 1 } as unknown as Update)).not.toBe('')
      }),
    )
  })
})
