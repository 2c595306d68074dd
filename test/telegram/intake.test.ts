import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Update } from 'telegraf/types'
import type { Person } from '../../playground/people.ts'
import { createTelegramClient } from '../../src/telegram/client.ts'
import { startBotApi, type BotApi } from './bot-api.ts'
import { gate } from './gate.ts'
import { startRawServer } from './raw-server.ts'
import { setUpIntake, wordsOf, type IntakeParts, type RunningIntake } from './running-intake.ts'

let api: BotApi
let ann: Person
let ben: Person
let intakes: RunningIntake[]

beforeEach(async () => {
  api = await startBotApi()
  ann = api.telegram.person({ first_name: 'Ann' })
  ben = api.telegram.person({ first_name: 'Ben' })
  intakes = []
})

afterEach(async () => {
  await Promise.all(intakes.map(({ intake }) => intake.stop()))
  await api.stop()
  expect(api.telegram.schemaViolations).toEqual([])
})

function setUp(parts: IntakeParts = {}): RunningIntake {
  const running = setUpIntake(api, { ...parts, limits: { stopWithinMs: 0, ...parts.limits } })
  intakes.push(running)
  return running
}

function run(parts: IntakeParts = {}): RunningIntake {
  const running = setUp(parts)
  running.intake.start()
  return running
}

/** Handles all but the updates with these words, which wait for their gates. */
function waitingFor(gates: Readonly<Record<string, Promise<void>>>) {
  return (update: Update) => gates[wordsOf(update)] ?? Promise.resolve()
}

function until(holds: () => boolean, what: string): Promise<void> {
  return api.telegram.until(() => holds() || what)
}

/** What Telegram still keeps for the bot. */
function kept(): string[] {
  const [bot] = api.telegram.world.bots.values()
  return bot!.updates.pending.map(({ update }) => wordsOf(update as Update))
}

function message(updateId: number, text: string, chatId = 1): Update {
  return { update_id: updateId, message: { message_id: 1, date: 0, chat: { id: chatId }, text } } as never
}

describe('updates', () => {
  test('are handled and confirmed', async () => {
    const { handled } = run()
    await ann.sends('one')
    await ben.sends('two')
    expect(handled).toEqual(['one', 'two'])
    expect(kept()).toEqual([])
  })

  test('that waited for the bot are handled in the order of each chat', async () => {
    for (const text of ['1', '2', '3']) ann.sendsWithoutWaiting(text)
    const { handled } = run()
    await until(() => handled.length === 3, 'three updates')
    expect(handled).toEqual(['1', '2', '3'])
  })

  test('whose handler fails are logged and don’t come again', async () => {
    const { handled } = run({
      handle: (update) =>
        wordsOf(update) === 'bad' ? Promise.reject(new Error('a bug')) : Promise.resolve(),
    })
    await ann.sends('bad')
    await ann.sends('good')
    expect(handled).toEqual(['bad', 'good'])
    expect(api.entries.filter(({ level }) => level === 'error').map((entry) => entry.message)).toEqual([
      'An update could not be handled',
    ])
  })

  test('that Telegram delivers twice are handled once', async () => {
    api.telegram.faults.deliversTwice()
    const { handled } = run()
    await ann.sends('once')
    await ann.sends('next')
    expect(handled).toEqual(['once', 'next'])
  })
})

describe('a slow handler', () => {
  test('does not hold up another chat', async () => {
    const slow = gate()
    const { handled } = run({ handle: waitingFor({ slow: slow.opened }) })
    ann.sendsWithoutWaiting('slow')
    ben.sendsWithoutWaiting('quick')
    await until(() => handled.includes('quick'), 'the quick one')
    ben.sendsWithoutWaiting('quick again')
    await until(() => handled.includes('quick again'), 'the second quick one')
    expect(handled).toEqual(['quick', 'quick again'])
    slow.open()
    await until(() => handled.includes('slow'), 'the slow one')
  })

  test('keeps the next message of its own chat in order', async () => {
    const slow = gate()
    const { handled, aside } = run({
      handle: waitingFor({ first: slow.opened }),
      limits: { asideAfterMs: 1 },
    })
    ann.sendsWithoutWaiting('first')
    ann.sendsWithoutWaiting('second')
    await until(() => aside.size === 2, 'both put aside')
    expect(handled).toEqual([])
    slow.open()
    await until(() => handled.length === 2, 'both handled')
    expect(handled).toEqual(['first', 'second'])
  })

  test('has its update put aside, which Telegram then forgets; its task is finished at the end', async () => {
    const slow = gate()
    const { intake, aside, finished } = run({
      handle: waitingFor({ slow: slow.opened }),
      limits: { asideAfterMs: 1 },
    })
    ann.sendsWithoutWaiting('slow')
    await until(() => kept().length === 0 && aside.size === 1, 'the update put aside and confirmed')
    const [[taskId, update]] = [...aside.entries()] as [[number, Update]]
    expect(wordsOf(update)).toBe('slow')
    expect([...intake.inFlight]).toEqual([update.update_id])
    expect(finished).toEqual([])
    slow.open()
    await until(() => intake.inFlight.size === 0 || finished.length > 0, 'the end of the task')
    expect(finished).toEqual([taskId])
  })

  test('has no task when it is quick enough', async () => {
    const { aside, finished } = run({ limits: { asideAfterMs: 60_000 } })
    await ann.sends('quick')
    expect(aside.size + finished.length).toBe(0)
  })

  test('that ends while its update is being put aside has its task finished', async () => {
    const putting = gate()
    const slow = gate()
    let asked = false
    const { intake, finished, handled } = run({
      handle: waitingFor({ slow: slow.opened }),
      async putAside() {
        asked = true
        api.telegram.world.stir()
        await putting.opened
        return 7
      },
      limits: { asideAfterMs: 1 },
    })
    ann.sendsWithoutWaiting('slow')
    await until(() => asked, 'the attempt to put it aside')
    slow.open()
    await until(() => handled.length === 1 && kept().length === 0, 'the handler and the confirmation')
    expect(finished).toEqual([])
    expect(intake.inFlight.size).toBe(1)
    putting.open()
    await until(() => finished.length === 1, 'the end of the task')
    expect(finished).toEqual([7])
  })

  test('whose update cannot be put aside keeps its batch at Telegram until it ends', async () => {
    const slow = gate()
    const { handled } = run({
      handle: waitingFor({ slow: slow.opened }),
      putAside: () => Promise.reject(new Error('the database is away')),
      limits: { asideAfterMs: 1 },
    })
    ann.sendsWithoutWaiting('slow')
    await until(() => api.entries.some(({ level }) => level === 'warn'), 'the warning')
    ben.sendsWithoutWaiting('later')
    const polls = api.calls('getUpdates').length
    expect(kept()).toEqual(['slow', 'later'])
    slow.open()
    await until(() => handled.includes('later'), 'the later one')
    expect(handled).toEqual(['slow', 'later'])
    expect(api.calls('getUpdates').length).toBeGreaterThan(polls)
  })

  test('has its task finished although that fails at first, and is in flight until then', async () => {
    const slow = gate()
    let attempts = 0
    const seen: number[] = []
    const { intake } = run({
      handle: waitingFor({ slow: slow.opened }),
      finishAside() {
        attempts++
        seen.push(intake.inFlight.size)
        api.telegram.world.stir()
        return attempts < 3 ? Promise.reject(new Error('the database is away')) : Promise.resolve()
      },
      limits: { asideAfterMs: 1 },
    })
    ann.sendsWithoutWaiting('slow')
    await until(() => kept().length === 0, 'the confirmation')
    slow.open()
    await until(() => attempts === 3, 'three attempts')
    expect(seen).toEqual([1, 1, 1])
    await ben.sends('after')
    expect(intake.inFlight.size).toBe(0)
  })
})

describe('updates that an earlier process put aside', () => {
  test('are handled in order, and their tasks finished', async () => {
    const { intake, handled, finished } = setUp()
    intake.take(message(11, 'first'), 1)
    intake.take(message(12, 'second'), 2)
    intake.start()
    await until(() => finished.length === 2, 'both tasks')
    expect(handled).toEqual(['first', 'second'])
    expect(finished).toEqual([1, 2])
  })

  test('come before what is new in their chat', async () => {
    ann.sendsWithoutWaiting('new')
    const { intake, handled } = setUp()
    intake.take(message(11, 'old', ann.id), 1)
    intake.start()
    await until(() => handled.length === 2, 'both')
    expect(handled).toEqual(['old', 'new'])
  })

  test('are not handled again when Telegram has them, too', async () => {
    ann.sendsWithoutWaiting('put aside, not confirmed')
    const [bot] = api.telegram.world.bots.values()
    const update = bot!.updates.pending[0]!.update as Update
    const { intake, handled, finished } = setUp()
    intake.take(update, 1)
    intake.start()
    await ann.sends('next')
    expect(handled).toEqual(['put aside, not confirmed', 'next'])
    expect(finished).toEqual([1])
  })

  test('are handled once, however often they are given', async () => {
    const slow = gate()
    const { intake, handled, finished } = setUp({ handle: waitingFor({ twice: slow.opened }) })
    intake.take(message(11, 'twice'), 1)
    intake.take(message(11, 'twice'), 1)
    slow.open()
    await until(() => finished.length === 1, 'the task')
    intake.start()
    await ann.sends('next')
    intake.take(message(11, 'twice'), 2)
    await until(() => finished.length === 2, 'the task of a later taking')
    expect(finished).toEqual([1, 2])
    expect(handled).toEqual(['twice', 'next'])
  })
})

describe('a stop', () => {
  test('waits for what is in flight and confirms it', async () => {
    const slow = gate()
    const { intake, aside, handled, finished } = run({
      handle: waitingFor({ slow: slow.opened }),
      limits: { stopWithinMs: 10_000, asideAfterMs: 1 },
    })
    ann.sendsWithoutWaiting('slow')
    await until(() => aside.size === 1, 'the slow one put aside')
    const stopped = intake.stop()
    slow.open()
    await stopped
    expect(handled).toEqual(['slow'])
    expect(finished).toHaveLength(1)
    expect(kept()).toEqual([])
    expect(intake.health().state).toBe('ended')
  })

  test('confirms what was handled at the last moment, so that the next start does not get it', async () => {
    const slow = gate()
    const first = run({ handle: waitingFor({ slow: slow.opened }), limits: { stopWithinMs: 10_000 } })
    ann.sendsWithoutWaiting('slow')
    await until(() => first.intake.inFlight.size === 1, 'the slow one')
    const stopped = first.intake.stop()
    ben.sendsWithoutWaiting('meanwhile')
    slow.open()
    await stopped
    expect(kept()).toEqual(['meanwhile'])
    const second = run()
    await until(() => second.handled.length === 1, 'what came meanwhile')
    expect(second.handled).toEqual(['meanwhile'])
  })

  test('leaves to the next start what is neither handled nor put aside', async () => {
    const never = gate()
    ben.sendsWithoutWaiting('done')
    ann.sendsWithoutWaiting('stuck')
    ann.sendsWithoutWaiting('behind')
    const first = run({
      handle: waitingFor({ stuck: never.opened }),
      putAside: () => Promise.reject(new Error('the database is away')),
    })
    await until(() => first.intake.inFlight.size === 2 && first.handled.includes('done'), 'a stuck one')
    await first.intake.stop()
    expect(kept()).toEqual(['stuck', 'behind'])
    const second = run()
    await until(() => second.handled.length === 2, 'both')
    expect(second.handled).toEqual(['stuck', 'behind'])
    expect(first.handled).toEqual(['done'])
  })

  test('leaves no timer of what was not put aside yet', async () => {
    const stuck = gate()
    ann.sendsWithoutWaiting('stuck')
    ann.sendsWithoutWaiting('behind')
    ben.sendsWithoutWaiting('done')
    const { intake, handled } = run({
      handle: waitingFor({ stuck: stuck.opened }),
      limits: { asideAfterMs: 600_000 },
    })
    await until(() => handled.includes('done'), 'the whole batch taken up')
    // One that stayed would be told at the end of this file.
    await intake.stop()
    stuck.open()
  })

  test('starts nothing that still waits', async () => {
    const stuck = gate()
    const first = run({ handle: waitingFor({ stuck: stuck.opened }), limits: { asideAfterMs: 1 } })
    ann.sendsWithoutWaiting('stuck')
    ann.sendsWithoutWaiting('behind')
    await until(() => first.aside.size === 2, 'both put aside')
    await first.intake.stop()
    stuck.open()
    await until(() => first.handled.length === 1, 'the stuck one')
    first.intake.take(message(11, 'too late'), 1)
    await run().intake.stop()
    expect(first.handled).toEqual(['stuck'])
  })

  test('asks nothing of Telegram when nothing was handled', async () => {
    const { intake } = setUp()
    await intake.stop()
    intake.start()
    expect(intake.health().state).toBe('new')
    expect(api.calls('getUpdates')).toEqual([])
  })

  test('is not held up by a Telegram that is away', async () => {
    const { intake } = run()
    await until(() => api.calls('getUpdates').length > 0, 'a poll')
    await api.telegram.faults.goAway()
    await until(() => intake.health().trouble !== null, 'trouble')
    await intake.stop()
    await api.telegram.faults.comeBack()
    expect(intake.health().state).toBe('ended')
  })
})

describe('trouble with Telegram', () => {
  const warnings = () => api.entries.filter(({ level }) => level === 'warn').map((entry) => entry.message)

  test.each([
    ['fails inside', () => fails(502, 'Bad Gateway')],
    ['asks for patience', () => fails(429, 'Too Many Requests: retry after 0', { retry_after: 0 })],
    ['breaks the connection', () => api.telegram.faults.cutsBefore('getUpdates', { times: 5 })],
    ['loses its answer', () => api.telegram.faults.cutsAfter('getUpdates', { times: 5 })],
    ['refuses the poll for a new reason', () => fails(400, 'Bad Request: something new')],
    [
      'has another poller',
      () => fails(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot…'),
    ],
  ])('is waited out when it %s, with one warning and word of the end', async (_, arm) => {
    arm()
    const { handled, intake, fatal } = run()
    await ann.sends('after all')
    expect(handled).toEqual(['after all'])
    expect(warnings()).toHaveLength(1)
    expect(api.entries.at(-1)).toMatchObject({ level: 'info', message: 'Telegram answers the poll again' })
    expect(intake.health().trouble).toBeNull()
    expect(fatal).toEqual([])
  })

  test('is waited out when it is silent', async () => {
    api.telegram.faults.hangs('getUpdates')
    const { handled } = run({ client: api.client({ pollGraceMs: 50 }), limits: { pollSeconds: 1 } })
    await ann.sends('after all')
    expect(handled).toEqual(['after all'])
    expect(warnings()).toEqual(['Telegram does not answer; waiting and trying again'])
  })

  test('is waited out when it goes away and comes back', async () => {
    const { handled, intake } = run()
    await ann.sends('before')
    await api.telegram.faults.goAway()
    await until(() => intake.health().trouble === 'unavailable', 'trouble')
    await api.telegram.faults.comeBack()
    await ann.sends('after')
    expect(handled).toEqual(['before', 'after'])
  })

  test('is waited out as long as Telegram says', async () => {
    fails(429, 'Too Many Requests: retry after 3600', { retry_after: 3600 })
    const { intake } = run({ limits: { stalledAfterMs: 100_000 } })
    await until(() => intake.health().trouble === 'too_many', 'trouble')
    expect(api.entries[0]!.fields).toContain('waitMs: 75000')
    expect(api.calls('getUpdates')).toHaveLength(1)
  })

  test('between two processes of one token is told by both, and the one that stays gets everything', async () => {
    const [one, other] = [run(), run()]
    await until(() => warnings().length >= 2, 'two warnings')
    expect(new Set(warnings())).toEqual(
      new Set(["Another process polls with this bot's token, and only one may; waiting and trying again"]),
    )
    await one.intake.stop()
    await ann.sends('hello')
    expect([...one.handled, ...other.handled]).toEqual(['hello'])
  })

  test('of a webhook that is still set is removed', async () => {
    await api.client().setWebhook('http://127.0.0.1:9/')
    const { handled } = run()
    await until(() => api.calls('deleteWebhook').length > 0, 'the removal')
    await ann.sends('hello')
    expect(handled).toEqual(['hello'])
  })

  test('over the token ends the polling and is fatal', async () => {
    const { intake, fatal } = run({ client: api.client({}, '7000000001:wrong') })
    await until(() => fatal.length > 0, 'the end')
    await intake.stop()
    expect(intake.health().state).toBe('ended')
    expect(fatal).toEqual(['unauthorized'])
    expect(api.entries.map(({ level, message: words }) => [level, words])).toEqual([
      ['error', "Telegram refuses the bot's token; polling has ended"],
    ])
  })

  function fails(error_code: number, description: string, parameters?: { retry_after: number }): void {
    const error = { error_code, description, ...(parameters && { parameters }) }
    api.telegram.faults.fails('getUpdates', error, { times: 5 })
  }
})

describe('malformed answers', () => {
  async function answering(...results: readonly unknown[]) {
    const offsets: unknown[] = []
    const server = await startRawServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => (body += part.toString()))
      request.on('end', () => {
        offsets.push((JSON.parse(body) as { offset: unknown }).offset)
        const result = results[offsets.length - 1]
        if (result !== undefined) response.end(JSON.stringify({ ok: true, result }))
        api.telegram.world.stir()
      })
    })
    const client = createTelegramClient({
      token: '1:x',
      apiRoot: `http://127.0.0.1:${server.port}`,
      log: api.log,
    })
    return { client, offsets, stop: () => server.stop() }
  }

  test('without an update id are left out, and the loop goes on', async () => {
    const raw = await answering([{}, null, 5, { update_id: 'x' }, message(7, 'fine')], [message(8, 'next')])
    const { handled } = run({ client: raw.client })
    await until(() => raw.offsets.length === 3, 'three polls')
    expect(handled).toEqual(['fine', 'next'])
    expect(raw.offsets).toEqual([0, 8, 9])
    await raw.stop()
  })

  test('of nothing but that do not make the loop spin, nor stop it', async () => {
    const raw = await answering([{}], [{}], [message(7, 'fine')])
    const { handled } = run({ client: raw.client })
    await until(() => raw.offsets.length === 4, 'four polls')
    expect(handled).toEqual(['fine'])
    await raw.stop()
  })

  test('that are no list do not stop the loop', async () => {
    const raw = await answering({ hello: 1 }, null, [message(7, 'fine')])
    const { handled } = run({ client: raw.client })
    await until(() => raw.offsets.length === 4, 'four polls')
    expect(handled).toEqual(['fine'])
    await raw.stop()
  })

  test('out of order are handled in order, also below earlier ones', async () => {
    const raw = await answering([message(902, 'b'), message(901, 'a')], [message(5, 'anew')])
    const { handled } = run({ client: raw.client })
    await until(() => raw.offsets.length === 3, 'three polls')
    expect(handled).toEqual(['a', 'b', 'anew'])
    expect(raw.offsets).toEqual([0, 903, 6])
    await raw.stop()
  })
})

describe('health', () => {
  test('says what the loop does, and that it stands still', async () => {
    const stuck = gate()
    const putting = new Promise<number>(() => undefined)
    const { intake } = run({
      handle: waitingFor({ stuck: stuck.opened }),
      putAside: () => putting,
      limits: { stalledAfterMs: 0 },
    })
    ann.sendsWithoutWaiting('stuck')
    await until(() => intake.inFlight.size === 1, 'the stuck one')
    expect(intake.health()).toMatchObject({ state: 'running', step: 'settling', stalled: true, inFlight: 1 })
    stuck.open()
    await intake.stop()
    expect(intake.health()).toMatchObject({ state: 'ended', stalled: false })
  })

  test('is good while a poll waits', async () => {
    const { intake } = run()
    await ann.sends('hello')
    expect(intake.health()).toMatchObject({ state: 'running', stalled: false, inFlight: 0, trouble: null })
  })
})

test('too much to do is left at Telegram until there is room', async () => {
  const slow = gate()
  const { handled, aside } = run({
    handle: waitingFor({ slow: slow.opened, 'also slow': slow.opened }),
    limits: { mostWaiting: 1, asideAfterMs: 1 },
  })
  ann.sendsWithoutWaiting('slow')
  await until(() => aside.size === 1, 'the slow one put aside')
  ben.sendsWithoutWaiting('also slow')
  expect(kept()).toContain('also slow')
  slow.open()
  await until(() => handled.length === 2, 'both')
  expect(handled).toEqual(['slow', 'also slow'])
})
