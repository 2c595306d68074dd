import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { startRedis, type RunningRedis } from '../../scripts/services/redis.ts'
import { openLink, type Link } from '../support/link.ts'
import { redisVariables } from '../support/premises.ts'
import { openSalon, type Salon } from '../support/salon.ts'
import { offers } from '../support/screens.ts'
import { until } from '../support/until.ts'
import { addServiceDialog, bookingDialog, timeOf, type Step } from './dialogs.ts'
import { expectOneServiceEach, expectOneVisitEach } from './outcomes.ts'
import { countReminders, delivered } from './reminders.ts'
import { admitVisitor, goOn, isAnswered, takeStep, visitorId, type Visitor } from './visitors.ts'

let redis: RunningRedis
let link: Link
let client: Redis
let salon: Salon
let visitors: Visitor[]

beforeEach(async () => {
  redis = await startRedis()
  link = await openLink(Number(new URL(redis.url).port))
  client = new Redis(redis.url)
  visitors = []
})

afterEach(async () => {
  expect(salon.telegram.schemaViolations).toEqual([])
  await salon.close()
  await client.quit()
  await link.cut()
  await redis.stop()
})

async function open(admins = false): Promise<void> {
  const url = new URL(redis.url)
  url.port = String(link.port)
  salon = await openSalon({
    specialists: ['Мария', 'Ольга'],
    env: {
      REDIS_ENABLED: 'true',
      ...redisVariables({ url: url.href, prefix: 'salon:' }),
      ...(admins && { ADMIN_IDS: Array.from({ length: 30 }, (_, number) => visitorId(number)).join() }),
    },
  })
}

/** One who is about to take each step. */
async function admitOneAtEachStep(stepsOf: (number: number) => Step[]): Promise<void> {
  for (let step = 0; step < stepsOf(0).length; step++) {
    const visitor = admitVisitor(salon.telegram, step, stepsOf(step))
    visitor.wanted = step
    visitors.push(visitor)
  }
  await goOn(salon.telegram, visitors)
}

async function everybodyGoesOn(): Promise<void> {
  for (const visitor of visitors) visitor.wanted = visitor.steps.length
  await goOn(salon.telegram, visitors)
}

/** Whoever was half-way in a dialog with questions is told, and begins again. */
async function beginAgain(visitor: Visitor): Promise<void> {
  expect(offers('dlg')(visitor.person)).toBe(true)
  visitor.taken = 1
  await goOn(salon.telegram, [visitor])
}

describe('Redis emptied', () => {
  test('costs nobody who is booking anything, whatever their step', async () => {
    await open()
    await admitOneAtEachStep(bookingDialog)
    await client.flushall()
    await everybodyGoesOn()
    await expectOneVisitEach(salon, visitors)
  })

  test('costs a half-typed dialog its answers, with a word, and no more', async () => {
    await open(true)
    await admitOneAtEachStep(addServiceDialog)
    await client.flushall()
    visitors.forEach(takeStep)
    await salon.telegram.idle()

    const halfWay = visitors.filter(({ taken }) => taken > 2)
    expect(halfWay.map(isAnswered)).toEqual(halfWay.map(() => false))
    for (const visitor of halfWay) await beginAgain(visitor)
    await everybodyGoesOn()
    await expectOneServiceEach(salon, visitors)
  })

  test('again and again while people are busy, loses and doubles nothing', async () => {
    await open()
    await admitOneAtEachStep(bookingDialog)
    const busy = new AbortController()
    const emptying = emptyUntil(busy.signal)
    await everybodyGoesOn().finally(() => busy.abort())
    await emptying
    await expectOneVisitEach(salon, visitors)
  })

  async function emptyUntil(end: AbortSignal): Promise<void> {
    while (!end.aborted) await client.flushall()
  }

  test('loses and doubles no reminder', async () => {
    await open()
    await admitOneAtEachStep(bookingDialog)
    await everybodyGoesOn()
    const first = visitors.slice(0, 3)
    for (const { number } of first) {
      for (const hours of [24, 2, 1]) {
        await client.flushall()
        salon.clock.moveTo(new Date(timeOf(number).startsAt.getTime() - hours * 3_600_000))
        await client.flushall()
        await delivered(salon)
      }
    }
    expect(first.map(({ person }) => countReminders(person))).toEqual([3, 3, 3])
  })

  test('keeps no alarm from ringing that the next sweep can set again', async () => {
    await open()
    await admitOneAtEachStep(bookingDialog)
    await everybodyGoesOn()
    await client.flushall()
    // The jump runs a sweep, which finds the reminder coming.
    salon.clock.moveTo(new Date(timeOf(0).startsAt.getTime() - 24 * 3_600_000 - 4000))
    await until(() => countReminders(visitors[0]!.person) === 1)
  })
})

describe('Redis away', () => {
  test.each([
    { doing: 'booking', stepsOf: bookingDialog, expectOnce: expectOneVisitEach },
    { doing: 'adding a service', stepsOf: addServiceDialog, expectOnce: expectOneServiceEach },
  ])('whoever is $doing gets an answer, and goes on when it is back', async ({ stepsOf, expectOnce }) => {
    await open(stepsOf === addServiceDialog)
    await admitOneAtEachStep(stepsOf)
    const connections = await countConnections()
    await link.cut()
    visitors.forEach(takeStep)
    await salon.telegram.idle()
    // What they asked for, or an apology.
    for (const { person } of visitors) expect(person.screen().messages.at(-1)?.from).toBe('bot')

    await link.mend()
    await until(async () => (await countConnections()) >= connections, 30_000)
    for (const visitor of visitors) if (!isAnswered(visitor)) visitor.taken--
    await everybodyGoesOn()
    await expectOnce(salon, visitors)
  })

  test('alarms ring by themselves when it is back', async () => {
    await open()
    await admitOneAtEachStep(bookingDialog)
    await everybodyGoesOn()
    const connections = await countConnections()
    await link.cut()
    await client.flushall()
    await link.mend()
    await until(async () => (await countConnections()) >= connections, 30_000)
    salon.clock.moveTo(new Date(timeOf(0).startsAt.getTime() - 24 * 3_600_000 - 4000))
    await until(() => countReminders(visitors[0]!.person) === 1)
  })

  /** The program's, and the test's own. */
  async function countConnections(): Promise<number> {
    return String(await client.client('LIST'))
      .trim()
      .split('\n').length
  }
})
