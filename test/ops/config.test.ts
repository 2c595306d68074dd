import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readConfig, readMigrationConfig, type Environment } from '../../src/ops/config.ts'
import { variableNames } from '../../src/ops/variables.ts'

const least = {
  BOT_TOKEN: '123456789:AAEabcdefghijklmnopqrstuvwxyz0123456',
  ADMIN_IDS: '11, 22',
  CLIENT_ID: 'newclient',
  PG_SCHEMA: 'newclient',
  DATABASE_URL: 'postgresql://booking:SecurePass2026!@localhost:5432/booking',
}

function configOf(environment: Environment) {
  const read = readConfig(environment)
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}

function problemsOf(environment: Environment): readonly string[] {
  const read = readConfig(environment)
  return read.ok ? [] : read.problems
}

describe('the configuration', () => {
  test('needs five variables, and has defaults for the rest', () => {
    const config = configOf(least)

    expect(config).toMatchObject({
      clientId: 'newclient',
      botId: 123456789,
      adminIds: [11, 22],
      schema: 'newclient',
      poolMax: 3,
      redis: { host: 'localhost', port: 6379, db: 0, username: null, tls: false, keyPrefix: 'newclient:' },
      telegramApiRoot: 'https://api.telegram.org',
      webhookUrl: null,
      port: 8080,
      logLevel: 'info',
      startupTimeoutSeconds: 0,
      rateLimits: { messagesPerMinute: 30, tapsPerMinute: 60 },
      maxAdminAdditionsPerHour: 3,
    })
    expect(config.settingDefaults).toMatchObject({
      timeZone: 'Europe/Moscow',
      workHoursStart: '09:00',
      workHoursEnd: '21:00',
      slotIntervalMinutes: 60,
      horizonDays: 90,
      maxBookingsPerUser: 3,
      cancellationHours: 24,
      reminderHours: [24, 2, 1],
    })
    expect(config.secrets.migrationDatabaseUrl).toBe(config.secrets.databaseUrl)
  })

  test('lists everything that is missing at once', () => {
    expect(problemsOf({}).map((problem) => problem.split(' ')[0])).toEqual(
      expect.arrayContaining(['BOT_TOKEN', 'ADMIN_IDS', 'CLIENT_ID', 'PG_SCHEMA', 'DATABASE_URL']),
    )
    expect(problemsOf({})).toHaveLength(5)
  })

  test('lists wrong variables of every kind together, each with its name and its value', () => {
    const problems = problemsOf({ ...least, PORT: '80a', TIMEZONE: 'Moscow', REDIS_KEY_PREFIX: 'a:b:' })

    expect(problems).toHaveLength(3)
    expect(problems.join('\n')).toMatch(/PORT must be a whole number from 0 to 65535 \(it is "80a"\)/)
    expect(problems.join('\n')).toMatch(/TIMEZONE must be the name of a time zone.*\(it is "Moscow"\)/)
    expect(problems.join('\n')).toMatch(/REDIS_KEY_PREFIX must be .*one : at the end/)
  })

  test.each([
    ['BOT_TOKEN', 'my-bot'],
    ['ADMIN_IDS', '@ann'],
    ['ADMIN_IDS', '-5'],
    ['CLIENT_ID', 'New Client'],
    ['CLIENT_ID', '-newclient'],
    ['CLIENT_ID', 'a'.repeat(49)],
    ['DB_TYPE', 'mysql'],
    ['DATABASE_URL', 'mysql://localhost/booking'],
    ['DATABASE_URL', 'postgresql://localhost:5432'],
    ['MIGRATION_DATABASE_URL', 'localhost'],
    ['PG_SCHEMA', 'NewClient'],
    ['PG_SCHEMA', 'public'],
    ['PG_SCHEMA', 'extensions'],
    ['PG_SCHEMA', 'information_schema'],
    ['PG_SCHEMA', 'pg_client'],
    ['PG_SCHEMA', 'client_jobs'],
    ['PG_SCHEMA', '1client'],
    ['PG_SCHEMA', 'a'.repeat(49)],
    ['PG_POOL_MAX', '0'],
    ['REDIS_ENABLED', 'maybe'],
    ['REDIS_PORT', '65536'],
    ['REDIS_DB', '-1'],
    ['REDIS_TLS', '2'],
    ['REDIS_KEY_PREFIX', 'newclient'],
    ['REDIS_KEY_PREFIX', ':'],
    ['SENTRY_ENABLED', 'true'],
    ['WEBHOOK_URL', 'http://bot.example/hook'],
    ['WEBHOOK_URL', 'https://bot.example/hook'],
    ['WEBHOOK_SECRET', 'a secret'],
    ['TELEGRAM_API_ROOT', 'api.telegram.org'],
    ['PORT', '8080.5'],
    ['LOG_LEVEL', 'loud'],
    ['STARTUP_TIMEOUT_SECONDS', 'forever'],
    ['RATE_LIMIT_MESSAGES_PER_MINUTE', '0'],
    ['RATE_LIMIT_TAPS_PER_MINUTE', 'many'],
    ['MAX_ADMIN_ADDITIONS_PER_HOUR', '0'],
    ['BUSINESS_NAME', 'a'.repeat(101)],
    ['DEFAULT_LANGUAGE', 'de'],
    ['TIMEZONE', 'Mars/Base'],
    ['WORK_HOURS_START', '25'],
    ['WORK_HOURS_END', 'late'],
    ['SLOT_INTERVAL_MINUTES', '4'],
    ['BOOKING_HORIZON_DAYS', '0'],
    ['MAX_BOOKINGS_PER_USER', '-1'],
    ['CANCELLATION_HOURS', 'x'],
    ['REMINDER_HOURS', '24;soon'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf({ ...least, [name]: value })).toHaveLength(1)
  })

  test.each([
    ['REDIS_KEY_PREFIX', '{newclient}:'],
    ['CLIENT_ID', '7-salons_x'],
    ['PG_SCHEMA', 'user'],
    ['WORK_HOURS_END', '24'],
    ['DATABASE_URL', 'postgres://localhost/booking'],
    ['PORT', '0'],
  ])('accepts %s=%s', (name, value) => {
    expect(problemsOf({ ...least, [name]: value })).toEqual([])
  })

  test('treats an empty variable as absent', () => {
    expect(configOf({ ...least, PORT: '', REDIS_PASSWORD: '  ', WEBHOOK_URL: '' })).toMatchObject({
      port: 8080,
      webhookUrl: null,
      secrets: { redisPassword: null },
    })
  })

  test('never repeats a wrong secret', () => {
    const problems = problemsOf({
      ...least,
      BOT_TOKEN: 'qwerty',
      DATABASE_URL: 'postgresql://booking:qwerty@',
      WEBHOOK_SECRET: 'qwerty qwerty',
      SENTRY_DSN: 'qwerty',
    })

    expect(problems).toHaveLength(4)
    expect(problems.join()).not.toContain('qwerty')
  })

  test('keeps secrets in one place', () => {
    const { secrets, ...rest } = configOf({ ...least, REDIS_PASSWORD: 'r3dis-secret' })

    expect(secrets).toMatchObject({ botToken: least.BOT_TOKEN, redisPassword: 'r3dis-secret' })
    expect(JSON.stringify(rest)).not.toMatch(/AAEabc|SecurePass|r3dis-secret/)
  })

  test('without Redis asks for nothing of it', () => {
    expect(configOf({ ...least, REDIS_ENABLED: 'false' }).redis).toBeNull()
  })

  test('has Sentry off until it is enabled', () => {
    const dsn = 'https://key@sentry.example/1'

    expect(configOf({ ...least, SENTRY_DSN: dsn }).secrets.sentryDsn).toBeNull()
    expect(configOf({ ...least, SENTRY_DSN: dsn, SENTRY_ENABLED: 'true' }).secrets.sentryDsn).toBe(dsn)
  })
})

describe('a variable that is none of ours', () => {
  const warningsOf = (name: string) => {
    const read = readConfig({ ...least, [name]: '24' })
    return read.ok ? read.warnings : read.problems
  }

  test.each([
    ['REMINDER_HOUR', 'REMINDER_HOURS'],
    ['REMIDNER_HOURS', 'REMINDER_HOURS'],
    ['TIME_ZONE', 'TIMEZONE'],
    ['reminder_hours', 'REMINDER_HOURS'],
    ['PG_SCHEMAS', 'PG_SCHEMA'],
  ])('is told of when it looks like one: %s', (name, meant) => {
    expect(warningsOf(name)).toEqual([
      `${name} is no variable of this program and does nothing: is it ${meant}?`,
    ])
  })

  test.each([
    'HOST',
    'HOME',
    'PATH',
    'PWD',
    'TZ',
    'LANG',
    'NODE_ENV',
    'REDIS_URL',
    'PGHOST',
    'DB_NAME',
    'USER',
  ])('is left alone otherwise: %s', (name) => {
    expect(warningsOf(name)).toEqual([])
  })

  test('is told of beside what is missing for it', () => {
    const { BOT_TOKEN, ...others } = least
    expect(problemsOf({ ...others, BOT_TOKENS: BOT_TOKEN })).toEqual([
      expect.stringMatching(/^BOT_TOKEN is missing/),
      'BOT_TOKENS is no variable of this program and does nothing: is it BOT_TOKEN?',
    ])
  })
})

describe('the configuration of the migration alone', () => {
  test.each(['DATABASE_URL', 'MIGRATION_DATABASE_URL'])('needs client, schema and %s', (name) => {
    const { CLIENT_ID, PG_SCHEMA, DATABASE_URL } = least
    const read = readMigrationConfig({ CLIENT_ID, PG_SCHEMA, [name]: DATABASE_URL })

    expect(read).toMatchObject({ ok: true, config: { clientId: 'newclient', schema: 'newclient' } })
  })

  test('prefers the direct address', () => {
    const read = readMigrationConfig({ ...least, MIGRATION_DATABASE_URL: 'postgresql://direct/booking' })

    expect(read).toMatchObject({
      config: { secrets: { migrationDatabaseUrl: 'postgresql://direct/booking' } },
    })
  })

  test('misses an address', () => {
    const { CLIENT_ID, PG_SCHEMA } = least
    const read = readMigrationConfig({ CLIENT_ID, PG_SCHEMA })

    expect(read).toMatchObject({ ok: false, problems: [expect.stringMatching(/^DATABASE_URL is missing/)] })
  })
})

describe('.env.example', () => {
  test('explains exactly the variables that the program and the compose files know', async () => {
    const shown = Object.keys(await readExample(/^(?:# )?([A-Z][A-Z_]+)=(.*)$/gm))

    const ofTheTenantTool = ['COMPOSE_PROFILES', 'DATABASE_ADDRESS']
    const known = new Set([...variableNames, ...(await readComposeVariables()), ...ofTheTenantTool])
    expect(shown.sort()).toEqual([...known].sort())
  })

  test('shows the defaults, and values that a start accepts', async () => {
    const all = await readExample(/^(?:# )?([A-Z][A-Z_]+)=(.*)$/gm)
    const given = await readExample(/^([A-Z][A-Z_]+)=(.+)$/gm)

    expect(Object.keys(given)).toHaveLength(4)
    const { BOT_TOKEN, ADMIN_IDS } = least
    expect(configOf({ ...all, BOT_TOKEN, ADMIN_IDS })).toEqual(configOf({ ...given, BOT_TOKEN, ADMIN_IDS }))
  })

  test('must be filled in: its token is refused, and nobody is its owner', async () => {
    const given = await readExample(/^([A-Z][A-Z_]+)=(.*)$/gm)
    expect(problemsOf(given)).toEqual([
      'BOT_TOKEN is still that of .env.example: put the token there that @BotFather gave you',
      expect.stringMatching(/^ADMIN_IDS is missing/),
    ])
  })
})

async function readExample(line: RegExp): Promise<Record<string, string>> {
  const text = await readFile(join(import.meta.dirname, '../../.env.example'), 'utf8')
  return Object.fromEntries([...text.matchAll(line)].map(([, name = '', value = '']) => [name, value]))
}

async function readComposeVariables(): Promise<string[]> {
  const files = ['docker-compose.yml', 'docker-compose.postgres.yml']
  const texts = await Promise.all(
    files.map((file) => readFile(join(import.meta.dirname, '../..', file), 'utf8')),
  )
  return texts.flatMap((text) => [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name))
}
