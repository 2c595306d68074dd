import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { createChatTurns, type ChatTurns } from '../../src/ops/chat-turns.ts'
import { privateRedis, type TestRedis } from '../support/services.ts'
import { until } from '../support/until.ts'
import { gate } from '../telegram/gate.ts'

let server: TestRedis
let redis: Redis
let one: ChatTurns
let other: ChatTurns
const turnMs = 3000
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

beforeEach(async () => {
  server = await privateRedis()
  redis = new Redis(server.url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: true })
  await redis.connect()
  const process = () => createChatTurns({ redis, prefix: server.prefix, log, turnMs })
  one = process()
  other = process()
})

afterEach(async () => {
  redis.disconnect()
  await server.drop()
})

test('two processes work for one chat in turns, however long a turn takes, and for two chats at once', async () => {
  const slow = gate()
  const begun = gate()
  const order: string[] = []
  const first = one.run('7', 1, async () => {
    begun.open()
    await slow.opened
    order.push('first')
  })
  await begun.opened
  const second = other.run('7', 2, () => Promise.resolve(void order.push('second')))
  await other.run('8', 3, () => Promise.resolve(void order.push('another chat')))
  // Whoever has the turn keeps it alive: of the long life that it gets here, soon only the usual one is left.
  const turn = `${server.prefix}chat:7:turn`
  await redis.pexpire(turn, 200 * turnMs)
  await until(async () => (await redis.pttl(turn)) <= turnMs)
  slow.open()
  await Promise.all([first, second])

  expect(order).toEqual(['another chat', 'first', 'second'])
})

test('an update that one process has done is not done by another', async () => {
  let done = 0
  const work = () =>
    Promise.resolve().then(() => {
      done++
    })
  await one.run('7', 1, work)
  await other.run('7', 1, work)
  expect(done).toBe(1)
})

test('the turn of a process that died ends by itself, and without Redis work goes on', async () => {
  await redis.set(`${server.prefix}chat:7:turn`, 'of a dead one', 'PX', 200)
  let done = 0
  const work = () =>
    Promise.resolve().then(() => {
      done++
    })
  await one.run('7', 1, work)
  redis.disconnect()
  await other.run('7', 2, work)
  expect(done).toBe(2)
})
