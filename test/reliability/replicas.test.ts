import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { startApp, type App } from '../../src/app.ts'
import type { Person } from '../../playground/people.ts'
import { openBalancer, type Balancer } from '../support/balancer.ts'
import { configOf, openPremises, type Premises } from '../support/premises.ts'
import { buttonFor } from '../support/screens.ts'

let premises: Premises
let balancer: Balancer
let replicas: App[]
let problems: string[]

beforeEach(async () => {
  balancer = await openBalancer()
  premises = await openPremises({
    backend: 'redis',
    env: {
      WEBHOOK_URL: balancer.url,
      WEBHOOK_SECRET: 'nobody-guesses-it',
      RATE_LIMIT_MESSAGES_PER_MINUTE: '6',
    },
  })
  problems = []
  replicas = [await start(), await start()]
  balancer.ports = replicas.map(({ port }) => port)
})

afterEach(async () => {
  for (const replica of replicas) await replica.stop()
  await balancer.close()
  await premises.close()
  expect(problems).toEqual([])
})

function start(): Promise<App> {
  const note = (_fields: object, message: string) => void problems.push(message)
  const ignore = () => undefined
  return startApp(configOf(premises.env), {
    clock: premises.clock,
    log: { debug: ignore, info: ignore, warn: note, error: note },
    fail: (error) => problems.push(String(error)),
    intakeLimits: { asideAfterMs: 60_000 },
  })
}

const steps = ['book', 'svc', 'day', 'time']

test('fifty people for one time, over two processes: one visit, and a kind answer for each', async () => {
  const { telegram, db } = premises
  const people = Array.from({ length: 50 }, (_, number) => premises.person(`Гость ${number}`))
  for (const person of people) person.sendsWithoutWaiting('/start')
  await telegram.idle(60_000)
  for (const to of steps) await everybody(people, to)
  await everybody(people, 'ok')

  expect(await db.query(`select count(*) from bookings where status = 'confirmed'`)).toEqual([{ count: 1 }])
  const answers = people.map((person) => person.lastMessage().text)
  expect(answers.filter((text) => text.includes('Вы записаны'))).toHaveLength(1)
  expect(answers.filter((text) => text.includes('Это время только что заняли'))).toHaveLength(49)
  const [one = 0, other = 0] = balancer.ports.map((port) => balancer.delivered.get(port))
  expect(Math.min(one, other)).toBeGreaterThan(100)
  expect(telegram.schemaViolations).toEqual([])
}, 240_000)

/** Everybody presses the first button that leads there, all at the same moment. */
async function everybody(people: readonly Person[], to: string): Promise<void> {
  for (const person of people) {
    const { message, data } = buttonFor(person, { to })
    person.tapsDataWithoutWaiting(message, data)
  }
  await premises.telegram.idle(60_000)
}

test('a dialog goes on wherever its next answer comes to; a flood is counted by all', async () => {
  const { owner, telegram, db } = premises
  await owner.sends('/start')
  await owner.taps('Добавить услугу')
  for (const answer of ['Педикюр', '60', '900']) await owner.sends(answer)
  expect(await db.query(`select name from services order by id desc limit 1`)).toEqual([{ name: 'Педикюр' }])

  const ann = premises.person('Анна')
  for (let messages = 1; messages <= 6; messages++) await ann.sends('/help')
  expect(ann.lastMessage().text).not.toContain('Слишком быстро')
  await ann.sends('/help')
  expect(ann.lastMessage().text).toContain('Слишком быстро')
  expect(telegram.schemaViolations).toEqual([])
})

test('what a process put aside and left is taken over, and what another still has in hand is not', async () => {
  const { telegram, db, clock } = premises
  const [left, inHand] = [premises.person('Анна'), premises.person('Вася')]
  const putAside = async (person: Person, updateId: number, minutesAgo: number) => {
    const from = { id: person.id, is_bot: false, first_name: 'Гость', language_code: 'ru' }
    const chat = { id: person.id, type: 'private', first_name: 'Гость' }
    const update = { update_id: updateId, message: { message_id: 1, date: 0, chat, from, text: '/help' } }
    await db.query(
      `insert into tasks (kind, dedup_key, due_at, status, payload, attempts, claimed_at)
       values ('update', $1, $2, 'doing', jsonb_build_object('update', $3::jsonb), 1, $2)`,
      [`u:${updateId}`, new Date(clock.now().getTime() - minutesAgo * 60_000), update],
    )
  }
  for (const person of [left, inHand]) await person.sends('/start')
  const seen = left.screen().messages.length
  await putAside(left, 1, 2)
  await putAside(inHand, 2, 0)
  replicas.push(await start())
  await telegram.until(() => left.screen().messages.length > seen || 'the answer to what was left')

  const waiting = `select dedup_key from tasks where kind = 'update' and status = 'doing'`
  expect(inHand.screen().messages).toHaveLength(seen)
  expect(await db.query(waiting)).toContainEqual({ dedup_key: 'u:2' })
})
