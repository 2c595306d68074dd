import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Update } from 'telegraf/types'
import {
  createWebhookIntake,
  type WebhookIntake,
  type WebhookIntakeOptions,
} from '../../src/telegram/webhook-intake.ts'
import { startBotApi, type BotApi } from './bot-api.ts'
import { gate } from './gate.ts'

const url = 'http://127.0.0.1:9/salon'
const update = { update_id: 17 } as Update
let api: BotApi
let intake: WebhookIntake

beforeEach(async () => {
  api = await startBotApi()
})

afterEach(async () => {
  await intake.stop()
  await api.stop()
  expect(api.telegram.schemaViolations).toEqual([])
})

async function run(parts: Partial<WebhookIntakeOptions> = {}): Promise<void> {
  intake = createWebhookIntake({
    client: api.client(),
    log: api.log,
    address: { url, secret: 'nobody-guesses-it' },
    handle: () => Promise.resolve(),
    putAside: () => Promise.resolve(1),
    finishAside: () => Promise.resolve(),
    onFatal: () => undefined,
    ...parts,
    limits: { asideAfterMs: 10, stopWithinMs: 10, lookEveryMs: 10, ...parts.limits },
  })
  intake.start()
  await api.telegram.until(() => api.calls('setWebhook').length > 0 || 'the webhook is set')
}

test('the webhook is set without dropping what waits, and again when another program removed it', async () => {
  await run()
  const [call] = api.calls('setWebhook')
  expect(call?.params).toMatchObject({ url, secret_token: 'nobody-guesses-it' })
  expect(call?.params).not.toHaveProperty('drop_pending_updates')

  await api.client().deleteWebhook()
  await api.telegram.until(() => api.calls('setWebhook').length > 1 || 'the webhook is set again')
  expect(intake.health()).toMatchObject({ state: 'running', trouble: null })
})

test('a delivery is answered with yes when it is handled, or put aside', async () => {
  const slow = gate()
  await run({ handle: () => slow.opened })
  expect(await intake.receive(update)).toBe(true)
  slow.open()
})

test('a delivery that is neither is answered with no, also by a stop', async () => {
  const slow = gate()
  await run({
    handle: () => slow.opened,
    putAside: () => Promise.reject(new Error('away')),
    limits: { answerWithinMs: 50 },
  })
  expect(await intake.receive(update)).toBe(false)
  await intake.stop()
  expect(await intake.receive({ update_id: 18 })).toBe(false)
  slow.open()
})

test('a delivery that is repeated while the first is in hand is handled once', async () => {
  const slow = gate()
  let handled = 0
  await run({
    handle: () => {
      handled++
      return slow.opened
    },
    limits: { asideAfterMs: 10_000 },
  })
  const answers = [intake.receive(update), intake.receive(update)]
  slow.open()
  expect(await Promise.all(answers)).toEqual([true, true])
  expect(handled).toBe(1)
})
