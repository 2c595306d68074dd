import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { startTelegram, type Telegram } from '../../playground/server.ts'
import { backendKinds } from '../support/backends.ts'
import { openLink } from '../support/link.ts'
import { runMain, type MainProcess } from '../support/main-process.ts'
import { openPremises, redisVariables, type Environment, type Premises } from '../support/premises.ts'
import { buttonFor, offers, tap } from '../support/screens.ts'
import { createEmptyDatabase, privateRedis, type TestDatabase, type TestRedis } from '../support/services.ts'
import { lockTable, type TableLock } from '../support/table-lock.ts'
import { until } from '../support/until.ts'

const started = 'Bot started successfully'
const running: MainProcess[] = []

async function start(env: Environment): Promise<MainProcess> {
  const program = await runMain(env)
  running.push(program)
  return program
}

async function killAll(): Promise<void> {
  for (const program of running.splice(0)) {
    program.signal('SIGKILL')
    await program.ended
  }
}

describe('on an empty database', () => {
  let telegram: Telegram
  let database: TestDatabase
  let redis: TestRedis

  beforeEach(async () => {
    telegram = await startTelegram()
    database = await createEmptyDatabase()
    redis = await privateRedis()
  })

  afterEach(async () => {
    await killAll()
    await telegram.stop()
    await redis.drop()
    await database.drop()
  })

  function run(variables: Environment): Promise<MainProcess> {
    return start({
      PORT: '0',
      ADMIN_IDS: '1',
      DATABASE_URL: database.url,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      REDIS_ENABLED: 'false',
      ...variables,
    })
  }

  test('the first start tells what it made, and the second makes nothing', async () => {
    const bot = telegram.addBot({ username: 'newclient_bot', first_name: 'New' })
    const env = { CLIENT_ID: 'newclient', PG_SCHEMA: 'newclient', BOT_TOKEN: bot.token }
    const first = await run(env)
    await first.says(started)
    first.signal('SIGUSR2')
    await first.says('The log level is debug now')
    first.signal('SIGUSR2')
    await first.says('The log level is info now')
    first.signal('SIGTERM')
    expect(await first.ended).toBe(0)
    const second = await run(env)
    await second.says(started)
    second.signal('SIGTERM')
    expect(await second.ended).toBe(0)

    const ofTheSchema = (line: string) => /schema|Created|Bot started/i.test(line)
    expect(first.said.filter(ofTheSchema)).toEqual([
      'Initializing schema: newclient',
      '  Schema created: newclient',
      '  Created 12 tables',
      '  Created 16 indexes',
      'Bot started successfully (@newclient_bot, polling)',
    ])
    expect(second.said.filter(ofTheSchema)).toEqual(['Bot started successfully (@newclient_bot, polling)'])
  })

  test("a start with another's schema, prefix or bot is refused and told whose it is", async () => {
    const alpha = telegram.addBot({ username: 'alpha_bot', first_name: 'Alpha' })
    const beta = telegram.addBot({ username: 'beta_bot', first_name: 'Beta' })
    const ofAlpha = {
      CLIENT_ID: 'alpha',
      PG_SCHEMA: 'alpha',
      BOT_TOKEN: alpha.token,
      REDIS_ENABLED: 'true',
      ...redisVariables(redis),
    }
    const owner = await run(ofAlpha)
    await owner.says(started)

    const ownPrefix = { REDIS_KEY_PREFIX: `${redis.prefix.slice(0, -1)}-beta:` }
    const ofBeta = { ...ofAlpha, CLIENT_ID: 'beta', PG_SCHEMA: 'beta', BOT_TOKEN: beta.token, ...ownPrefix }
    const refused = [
      {
        start: await run({ ...ofBeta, PG_SCHEMA: 'alpha' }),
        told: `The schema "alpha" belongs to the client "alpha" (bot ${alpha.id})`,
      },
      {
        start: await run({ ...ofBeta, REDIS_KEY_PREFIX: redis.prefix }),
        told: `The Redis prefix "${redis.prefix}" belongs to the client "alpha" (bot ${alpha.id})`,
      },
      {
        start: await run({ ...ofAlpha, BOT_TOKEN: beta.token }),
        told: `The schema "alpha" of the client "alpha" goes with the bot ${alpha.id}`,
      },
    ]
    for (const { start, told } of refused) {
      expect(await start.ended).toBe(77)
      expect(start.said).toContainEqual(expect.stringContaining(told))
      expect(start.said).not.toContainEqual(expect.stringContaining(started))
    }
    owner.signal('SIGTERM')
    expect(await owner.ended).toBe(0)
  })
})

describe('SIGTERM', () => {
  let premises: Premises
  let lock: TableLock | undefined

  afterEach(async () => {
    await lock?.release()
    await killAll()
    await premises.close()
  })

  test.each(backendKinds)(
    'lets the update in hand be finished, and the next start repeats nothing (%s)',
    async (backend) => {
      premises = await openPremises({ backend, now: new Date().toISOString() })
      const { telegram, db } = premises
      const ann = premises.person('Анна')
      const first = await start(premises.env)
      await first.says(started)
      await ann.sends('/start')
      for (const to of ['book', 'svc', 'day', 'time']) {
        await sees(telegram, ann, to)
        await tap(ann, { to })
      }
      await sees(telegram, ann, 'ok')
      lock = await lockTable(premises.database, 'bookings')
      const { message, data } = buttonFor(ann, { to: 'ok' })
      ann.tapsDataWithoutWaiting(message, data)
      await until(async () => (await lock!.countWaiting()) === 1)

      first.signal('SIGTERM')
      await first.says('Stopping')
      await lock.release()
      expect(await first.ended).toBe(0)
      await telegram.idle()
      expect(offers('ok')(ann)).toBe(false)
      expect(offers('my')(ann)).toBe(true)

      const seen = ann.screen().messages
      const second = await start(premises.env)
      await second.says(started)
      await ann.sends('/help')
      await telegram.until(() => ann.screen().messages.length > seen.length + 1 || 'the help')
      expect(ann.screen().messages.slice(0, seen.length)).toEqual(seen)
      expect(ann.screen().messages).toHaveLength(seen.length + 2)
      expect(await db.query('select count(*) from bookings')).toEqual([{ count: 1 }])
      second.signal('SIGTERM')
      expect(await second.ended).toBe(0)
      expect(telegram.schemaViolations).toEqual([])
    },
  )

  test('ends the program in order while Redis is away', async () => {
    const redis = await privateRedis()
    const link = await openLink(Number(new URL(redis.url).port))
    premises = await openPremises({
      env: { REDIS_ENABLED: 'true', ...redisVariables(redis), REDIS_PORT: String(link.port) },
    })
    const program = await start(premises.env)
    await program.says(started)
    await link.cut()
    await program.says('The job worker lost its connection')
    program.signal('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(program.said).not.toContainEqual(expect.stringContaining('took too long'))
    await redis.drop()
  })
})

/** A slow update is put aside, and then the bot is at rest before its answer is there. */
async function sees(telegram: Telegram, person: Person, button: string): Promise<void> {
  await telegram.until(() => offers(button)(person) || `a button that leads to ${button}`)
}
