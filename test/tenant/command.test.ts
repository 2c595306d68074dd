import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { runCommand } from '../../scripts/tenant/commands.ts'
import { dropRole, urlFor, withDatabase } from '../../scripts/tenant/database.ts'
import { readOptions } from '../../scripts/tenant/options.ts'
import { Problem } from '../../scripts/tenant/problem.ts'
import { dropUser, userWorks, withRedis } from '../../scripts/tenant/redis-user.ts'
import { migrateTenant } from '../../src/storage/migrations.ts'
import { createEmptyDatabase, privateRedis, type TestDatabase } from '../support/services.ts'
import { startTelegram, type Telegram } from '../../playground/server.ts'

const root = join(import.meta.dirname, '../..')
const ignore = () => undefined
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }

let folder: string
let database: TestDatabase
let redisUrl: string
let telegram: Telegram
let id: string

beforeEach(async () => {
  telegram = await startTelegram()
  database = await createEmptyDatabase()
  redisUrl = (await privateRedis()).url
  id = `salon-${randomBytes(4).toString('hex')}`
  folder = await mkdtemp(join(tmpdir(), 'tenants-'))
  await cp(join(root, 'docker-compose.yml'), join(folder, 'docker-compose.yml'))
  await writeFile(
    join(folder, '.env'),
    `# mine\nADMIN_IDS=5\nPOSTGRES_PASSWORD=x\nREDIS_PASSWORD=y\nTELEGRAM_API_ROOT=${telegram.apiRoot}\n`,
  )
})

afterEach(async () => {
  const schema = id.replace('-', '_')
  await dropRole(database.url, `tenant_${schema}`, schema)
  await dropUser(redisUrl, `tenant_${schema}`, `${id}:`)
  await rm(folder, { recursive: true })
  await database.drop()
  await telegram.stop()
})

interface Run {
  readonly code: number
  readonly said: string
}

async function tenant(...words: string[]): Promise<Run> {
  const places = ['--folder', folder, '--database-url', database.url, '--redis-url', redisUrl]
  const lines: string[] = []
  try {
    // Of two the last one counts.
    const options = readOptions([...places, ...words])
    const work = () => runCommand(options!, (line) => lines.push(line))
    const code = options ? await withoutPrograms(work) : 0
    return { code, said: lines.join('\n') }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { code: 2, said: error.message }
  }
}

async function files(): Promise<[compose: string, env: string]> {
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  return [await read('docker-compose.yml'), await read('.env')]
}

function newToken(): string {
  return telegram.addBot({ username: `bot${telegram.world.bots.size}_bot`, first_name: 'Bot' }).token
}

test('a tenant is added once, shown, suspended, resumed and given new passwords', async () => {
  const token = newToken()
  const before = await files()

  const dry = await tenant('add', id, '--token', token, '--dry-run')
  expect(dry.said).toContain(`+   booking-bot-${id}:`)
  expect(dry.said).not.toContain(token)
  expect(dry.said).not.toContain('Next')
  expect(dry.said).toContain(`\nThen it would be: docker compose up -d booking-bot-${id}`)
  expect(await files()).toEqual(before)

  const added = await tenant('add', id, '--token', token)
  expect(added).toMatchObject({
    code: 0,
    said: expect.stringContaining(`Next: docker compose up -d booking-bot-${id}`),
  })
  const [, env] = await files()
  expect(env).toContain(`BOT_TOKEN_${id.replace('-', '_').toUpperCase()}=${token}\n`)
  expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600)
  const after = await files()

  expect(await tenant('add', id, '--token', token)).toEqual({
    code: 0,
    said: 'Nothing changes: it is so already.',
  })
  expect(await files()).toEqual(after)

  const rotated = JSON.parse((await tenant('rotate', id, '--json')).said) as { steps: string[] }
  expect(rotated.steps).toHaveLength(2)
  expect((await tenant('check', id)).said).toContain('It never started')

  await tenant('suspend', id)
  expect((await tenant('list', '--json')).said).toContain(
    `"schema":"${id.replace('-', '_')}","state":"suspended","users":"own"`,
  )
  await tenant('resume', id)
  expect((await files())[0]).toBe(after[0])
})

test('the doctor names what is wrong with a tenant, and finds nothing when it is mended', async () => {
  const account = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  await tenant('add', id, '--token', account.token)
  const schema = id.replace('-', '_')
  const databaseUrl = await ownUrl(schema)
  await migrateTenant({ databaseUrl, schema, log })
  expect(await tenant('check', id)).toEqual({ code: 0, said: 'All is well.' })
  await withDatabase(database.url, (client) =>
    client.query(
      `insert into ${schema}.users (telegram_id, created_at, last_seen_at) values (7, '2030-01-01', '2030-01-02 10:00Z')`,
    ),
  )
  const shown = JSON.parse((await tenant('status', '--json')).said) as { id: string }[]
  expect(shown.find((each) => each.id === id)).toMatchObject({
    lastSeen: '2030-01-02T10:00:00Z',
    health: 'unknown',
  })

  const wrong = `${account.id}:wrong`
  await writeToken(wrong)
  await withDatabase(database.url, async (client) => {
    await client.query(`alter role tenant_${schema} password 'another'`)
    await client.query(
      `insert into ${schema}.settings (key, value, updated_at) values ('tenant', $1, '2030-01-01')`,
      [{ clientId: id, botId: account.id, keyPrefix: `${id}:` }],
    )
  })
  await withRedis(redisUrl, (redis) => redis.set(`${id}:owner`, '{"clientId":"somebody","botId":1}'))
  const { code, said } = await tenant('check', id)
  expect(code).toBe(1)
  expect(said).toContain('Telegram refuses its token')
  expect(said).toContain('PostgreSQL refuses its password')
  expect(said).toContain(`belongs to "somebody"`)
  expect(said).not.toContain(wrong)

  const bot = telegram.addBot({ username: 'other_bot', first_name: 'Other' })
  expect(await tenant('rotate', id, '--token', bot.token)).toMatchObject({ code: 2 })
  const asked = await tenant('rebind', id, '--token', bot.token)
  expect(asked).toMatchObject({ code: 2, said: expect.stringContaining('no answer from the former one') })
  expect(asked.said).toContain('--yes')
  await tenant('rotate', id)
  await writeToken(bot.token)
  const another = (await tenant('check', id)).said
  expect(another).toContain(`goes with the bot ${account.id}, and BOT_TOKEN is that of the bot ${bot.id}`)
  await writeToken(wrong)
  expect(await tenant('rebind', id, '--token', bot.token, '--yes')).toMatchObject({ code: 0 })
  expect(await tenant('check', id)).toEqual({ code: 0, said: 'All is well.' })
  const entries = await withDatabase(database.url, (client) =>
    client.query(`select action, actor_kind, after from ${schema}.audit_log`),
  )
  expect(entries.rows).toEqual([
    { action: 'tenant.rebind', actor_kind: 'operator', after: { botId: bot.id } },
  ])
})

test('nothing that a tenant put in the place of its tables runs as an administrator', async () => {
  const proof = join(tmpdir(), `superuser-${randomBytes(6).toString('hex')}`)
  await tenant('add', id, '--token', newToken())
  const schema = id.replace('-', '_')
  const databaseUrl = await ownUrl(schema)
  await migrateTenant({ databaseUrl, schema, log })
  await withDatabase(databaseUrl, (client) =>
    client.query(`
      create function try_it() returns int language plpgsql as $$
      begin
        execute 'copy (select session_user) to program ''cat >> ${proof}''';
        return 1;
      exception when insufficient_privilege then return 1;
      end $$;
      create function on_change() returns trigger language plpgsql as $$ begin perform try_it(); return new; end $$;
      alter table bookings rename to kept;
      create view bookings as select try_it() as n from generate_series(1, 3);
      create trigger trap before insert or update on settings for each row execute function on_change();
      create trigger trap before insert on audit_log for each row execute function on_change();
      insert into settings (key, value, updated_at) values ('tenant', '{"clientId": "${id}", "botId": 1}', '2030-01-01')`),
  )

  const shown = JSON.parse((await tenant('status', '--json')).said) as { id: string }[]
  await tenant('check', id)
  const rebound = await tenant('rebind', id, '--token', newToken(), '--yes')

  expect(shown.find((each) => each.id === id)).toMatchObject({ bookings: 3 })
  expect(rebound).toMatchObject({ code: 0 })
  await expect(readFile(proof, 'utf8')).rejects.toThrow('ENOENT')
})

test('a tenant whose figures can not be read does not hide those of the others', async () => {
  await tenant('add', id, '--token', newToken())
  await withDatabase(database.url, (client) =>
    client.query(`alter role tenant_${id.replace('-', '_')} password 'another'`),
  )

  const shown = JSON.parse((await tenant('status', '--json')).said) as { id: string }[]

  expect(shown).toHaveLength(3)
  expect(shown.find((each) => each.id === id)).toMatchObject({ bookings: null, queue: null })
})

test('a tenant that never started takes another bot', async () => {
  await tenant('add', id, '--token', newToken())
  const token = newToken()

  expect(await tenant('rebind', id, '--token', token, '--yes')).toMatchObject({ code: 0 })

  expect((await files())[1]).toContain(token)
})

test('limits and rights that somebody widened, or that an older version gave, are those of this one again', async () => {
  await tenant('add', id, '--token', newToken())
  const schema = id.replace('-', '_')
  for (const widened of [
    `alter role tenant_${schema} connection limit 50`,
    `alter role tenant_${schema} set statement_timeout = 0`,
    `alter role tenant_${schema} createdb`,
  ]) {
    await withDatabase(database.url, (client) => client.query(widened))
    expect((await tenant('add', id)).said).toContain('PostgreSQL: the role')
  }
  await withRedis(redisUrl, (redis) => redis.call('acl', 'setuser', `tenant_${schema}`, '+scan', '~other:*'))
  expect((await tenant('add', id)).said).toContain('Redis: the user')

  expect((await tenant('add', id)).said).toBe('Nothing changes: it is so already.')
})

test('a schema of somebody else is not removed with a tenant', async () => {
  await tenant('add', id, '--token', newToken())
  const [compose] = await files()
  const schema = id.replace('-', '_')
  const rename = (from: string, to: string) => compose.replace(`PG_SCHEMA: ${from}`, `PG_SCHEMA: ${to}`)
  await withDatabase(database.url, (client) => client.query('create schema master; create schema nobodys'))

  await writeFile(join(folder, 'docker-compose.yml'), rename(schema, 'master'))
  expect(await tenant('remove', id, '--yes')).toMatchObject({
    code: 2,
    said: expect.stringContaining('stands in the block of "master", too'),
  })
  await writeFile(join(folder, 'docker-compose.yml'), rename(schema, 'nobodys'))
  expect(await tenant('remove', id, '--yes')).toMatchObject({
    code: 2,
    said: expect.stringMatching(/^The schema "nobodys" belongs to the role .*: nothing was dropped\.$/),
  })
  await writeFile(join(folder, 'docker-compose.yml'), rename(schema, 'mistyped'))
  expect(await tenant('remove', id, '--yes')).toMatchObject({
    code: 2,
    said: expect.stringContaining(`has more than the schema "mistyped" of its block: ${schema}.`),
  })
  expect(await tenant('add', schema, '--token', newToken())).toMatchObject({
    code: 2,
    said: expect.stringContaining(`"${schema}" and "${id}" would share one role`),
  })
  const open = compose.replace(`PG_SCHEMA: ${schema}`, `$&\n      REDIS_KEY_PREFIX: salon`)
  await writeFile(join(folder, 'docker-compose.yml'), open)
  expect(await tenant('remove', id, '--yes')).toMatchObject({
    code: 2,
    said: expect.stringContaining('may be the beginning of others'),
  })
  await expect(dropRole(database.url, `tenant_${schema}`, 'nobodys')).rejects.toThrow('nothing was dropped')
  const { rows } = await withDatabase(database.url, (client) =>
    client.query(
      `select nspname as name from pg_namespace where nspname in ('master', 'nobodys') order by 1`,
    ),
  )
  expect(rows).toEqual([{ name: 'master' }, { name: 'nobodys' }])
})

test('a tenant with the login of the installation gets one of its own, and keeps all it has', async () => {
  const account = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  const plain = id.replace('-', '_')
  const [schema, user] = [`old_${plain}`, `tenant_${plain}`]
  const [compose, env] = await files()
  await writeFile(
    join(folder, 'docker-compose.yml'),
    compose
      .replace('CLIENT_ID: sales', `CLIENT_ID: ${id}`)
      .replace('PG_SCHEMA: sales', `PG_SCHEMA: ${schema} # ours\n      REDIS_KEY_PREFIX: '${id}-old:'`),
  )
  await writeFile(join(folder, '.env'), `${env}BOT_TOKEN_SALES=${account.token}\n`)
  await migrateTenant({ databaseUrl: database.url, schema, log })
  await withDatabase(database.url, (client) =>
    client.query(`
      create type ${schema}.mood as enum ('good'); create domain ${schema}.short as text;
      create view ${schema}.seen as select * from ${schema}.users; create sequence ${schema}.alone;
      create function ${schema}.f() returns int language sql as 'select 1';
      insert into ${schema}.users (telegram_id, created_at) values (7, '2030-01-01')`),
  )

  const dry = await tenant('isolate', id, '--dry-run')
  const isolated = await tenant('isolate', id)

  expect(dry.said).toContain(`goes to the role ${user}`)
  expect(isolated).toMatchObject({ code: 0, said: expect.stringContaining('up -d booking-bot-sales') })
  const after = await files()
  expect(after[0]).toContain(`PG_SCHEMA: ${schema} # ours\n`)
  expect(after[0]).toContain(`REDIS_USERNAME: ${user}\n`)
  expect(await tenant('check', id)).toEqual({ code: 0, said: 'All is well.' })
  const own = await ownUrl(plain)
  const { rows } = await withDatabase(own, (client) =>
    client.query<{ telegram_id: string }>('select telegram_id from users'),
  )
  expect(rows).toEqual([{ telegram_id: '7' }])
  const others = await withDatabase(database.url, (client) =>
    client.query(
      `
      select relname as name from pg_class where relnamespace = '${schema}'::regnamespace and relowner <> $1::regrole
      union all select proname from pg_proc where pronamespace = '${schema}'::regnamespace and proowner <> $1::regrole
      union all select typname from pg_type where typnamespace = '${schema}'::regnamespace and typowner <> $1::regrole`,
      [user],
    ),
  )
  expect(others.rows).toEqual([])
  for (const command of ['isolate', 'add']) {
    expect(await tenant(command, id)).toEqual({ code: 0, said: 'Nothing changes: it is so already.' })
    expect(await files()).toEqual(after)
  }
  expect(await tenant('rotate', id)).toMatchObject({ code: 0 })
  expect(await tenant('check', id)).toEqual({ code: 0, said: 'All is well.' })
  await expect(
    withDatabase(await ownUrl(plain), (client) => client.query('alter table bookings add column tried int')),
  ).resolves.toBeDefined()
})

test('a tenant in a database of its own is looked at there, and its data is left to its administrator', async () => {
  await tenant('add', id, '--token', newToken())
  const schema = id.replace('-', '_')
  const elsewhere = await createEmptyDatabase()
  try {
    const { pathname } = new URL(elsewhere.url)
    const [compose] = await files()
    const { username, password } = new URL(await ownUrl(schema))
    await withDatabase(elsewhere.url, (client) =>
      client.query(
        `alter database ${pathname.slice(1)} owner to ${username}; revoke all on database ${pathname.slice(1)} from public`,
      ),
    )
    const databaseUrl = urlFor(elsewhere.url, { user: username, password })
    expect(await migrateTenant({ databaseUrl, schema, log })).toMatchObject({ ok: true })
    const at = compose.indexOf(`CLIENT_ID: '${id}'`)
    const moved = compose.slice(at).replaceAll('/booking_saas', pathname)
    // Most tenants being elsewhere does not make that the shared one.
    const others = compose
      .slice(0, at)
      .replaceAll(
        /PG_SCHEMA: .*/g,
        `$&\n      DATABASE_URL: postgresql://a:b@booking-postgres:5432${pathname}`,
      )
    await writeFile(join(folder, 'docker-compose.yml'), others + moved)

    expect(await tenant('check', id)).toEqual({ code: 0, said: 'All is well.' })
    const shown = JSON.parse((await tenant('status', '--json')).said) as { id: string }[]
    expect(shown.find((each) => each.id === id)).toMatchObject({ bookings: 0, version: expect.anything() })
    expect(await tenant('remove', id, '--yes')).toMatchObject({
      code: 2,
      said: expect.stringContaining('a database of its own'),
    })
    expect(await tenant('rotate', id)).toMatchObject({ code: 2 })
    expect((await tenant('add', 'another', '--token', newToken(), '--dry-run')).said).toContain(
      '@booking-postgres:5432/booking_saas',
    )
  } finally {
    await elsewhere.drop()
  }
})

test.each([
  [
    'are others',
    'x',
    [
      'POSTGRES_PASSWORD is not the one of the data',
      String.raw`-c '\password'`,
      'with another REDIS_PASSWORD',
    ],
  ],
  ['are missing', '', ['POSTGRES_PASSWORD is missing in .env', 'REDIS_PASSWORD is missing in .env']],
])(
  'where the passwords that tenants share %s, the doctor says what to do',
  async (_, password, sentences) => {
    const env = `ADMIN_IDS=5\nPOSTGRES_PASSWORD=${password}\nREDIS_PASSWORD=${password}\n`
    await writeFile(join(folder, '.env'), env)

    const { said } = await tenant('check', 'master')

    for (const sentence of sentences) expect(said).toContain(sentence)
    expect(said).not.toContain('rotate')
  },
)

test('where a tenant’s own passwords are missing, the doctor says so', async () => {
  await tenant('add', id, '--token', newToken())
  const [, env] = await files()
  const variables = ['DATABASE_PASSWORD', 'REDIS_PASSWORD'].map(
    (name) => `${name}_${id.replace('-', '_').toUpperCase()}`,
  )
  const lines = env.split('\n').filter((line) => !variables.some((name) => line.startsWith(name)))
  await writeFile(join(folder, '.env'), lines.join('\n'))

  const { said } = await tenant('check', id)

  for (const name of variables) expect(said).toContain(`${name} is missing in .env`)
  expect(said).not.toContain('rotate')
})

test.each([
  ['ADMIN_IDS_SALES 123'],
  ["POSTGRES_PASSWORD='secret\nREDIS_PASSWORD='y'"],
  ['REDIS_PASSWORD= "secret'],
])('the doctor says where .env can not be read: %j', async (lines) => {
  await writeFile(join(folder, '.env'), `A='one\ntwo' # three\n\nexport B=it's\n${lines}\nC=1\n`)

  const { code, said } = await tenant('check')

  expect(code).toBe(1)
  expect(said).toMatch(/^\.env: Its line 5 can't be read\.[^\n]*$/)
})

test('the doctor hands on what Compose says against its files, without passwords', async () => {
  const program =
    '#!/bin/sh\n[ "$2" = version ] || { echo \'Invalid template: "secret${word"\' >&2; exit 1; }\n'
  await writeFile(join(folder, 'docker'), program, { mode: 0o755 })

  const { code, said } = await tenant('check', 'master')

  expect(code).toBe(1)
  expect(said).toContain(
    "docker compose: It can't read its files, so nothing can be started: Invalid template: …",
  )
  expect(said).not.toContain('secret')
})

test.each([
  ['there is none', '', 'There is no backup yet'],
  ['it is old', 'last_success_timestamp_seconds 1', /The last backup is \d+ hours old/],
  [
    'it failed',
    `last_success_timestamp_seconds ${now()}\nbooking_backup_last_run_failed 1`,
    /The last backup failed\. There is no room\. Once that is mended: docker compose exec backup \/scripts\/backup\.sh all/,
  ],
  ['all is well', `last_success_timestamp_seconds ${now()}\nbooking_backup_last_run_failed 0`, null],
])('the doctor looks at the backups: %s', async (_, figures, problem) => {
  await mkdir(join(folder, 'backups'))
  await writeFile(join(folder, 'backups', 'status.prom'), `booking_backup_${figures}\n`)
  await writeFile(join(folder, 'backups', 'failed-backup.txt'), 'There is no room.\n')

  const { said } = await tenant('check')

  const expected = problem === null ? expect.not.stringContaining('backups:') : expect.stringMatching(problem)
  expect(said).toEqual(expected)
})

test('the doctor says what others than its owner may read', async () => {
  const backups = join(folder, 'backups')
  await mkdir(backups)
  const [env, dump] = [join(folder, '.env'), join(backups, 'veranda-20261127T010000Z.dump')]
  await writeFile(dump, '')
  await writeFile(join(backups, 'status.prom'), '', { mode: 0o644 })
  await Promise.all([chmod(env, 0o640), chmod(dump, 0o644)])

  const { said } = await tenant('check')
  await Promise.all([chmod(env, 0o600), chmod(dump, 0o600)])

  expect(said).toContain(
    `.env: Not only its owner may read or change it. Close it to others: chmod 600 ${env}`,
  )
  expect(said).toMatch(
    /^backups: Not only their owner .* read or change veranda-20261127T010000Z\.dump\. .*chmod 600/m,
  )
  expect((await tenant('check')).said).not.toContain('Not only')
})

function now(): number {
  return Math.round(Date.now() / 1000)
}

test('what another run changed meanwhile is not undone', async () => {
  const suspend = async (word: string) => {
    const options = readOptions(['suspend', word, '--folder', folder])
    return await runCommand(options!, ignore).catch((error: unknown) => (error as Problem).message)
  }

  const ends = await Promise.all([suspend('master'), suspend('sales')])

  expect(ends).toContain(0)
  expect(ends).toContainEqual(expect.stringContaining('give the command again'))
  const late = ends[0] === 0 ? 'sales' : 'master'
  expect(await suspend(late)).toBe(0)
  expect((await files())[0].match(/profiles: \[suspended\]/g)).toHaveLength(2)
})

test('new passwords count only once they are kept', async () => {
  await tenant('add', id, '--token', newToken())
  const [, env] = await files()
  await writeFile(join(folder, '.env.next'), '')

  const rotated = await tenant('rotate', id)

  expect(rotated).toMatchObject({ code: 2, said: expect.stringContaining('.env.next') })
  expect((await files())[1]).toBe(env)
  const url = await ownUrl(id.replace('-', '_'))
  await withDatabase(url, (client) => client.query('select'))
})

test('what a tenant has is not replaced by another add', async () => {
  const { token, id: botId } = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  await tenant('add', id, '--token', token)
  const before = await files()

  const sameBot = await tenant('add', id, '--token', `${botId}:other`)
  const otherBot = await tenant('add', id, '--token', newToken())
  const owners = await tenant('add', id, '--admins', '6')

  expect(sameBot).toMatchObject({ code: 2, said: expect.stringContaining(`rotate ${id} --token -`) })
  expect(otherBot).toMatchObject({ code: 2, said: expect.stringContaining(`rebind ${id} --token -`) })
  expect(owners).toMatchObject({ code: 2, said: expect.stringContaining('ADMIN_IDS_SALON') })
  expect(await files()).toEqual(before)
})

test('a token can be given without being seen', async () => {
  const { token, id: botId } = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  await tenant('add', id, '--token', token)
  const fresh = `${botId}:fresh`
  telegram.addBot({ username: 'salon_again_bot', first_name: 'Salon', token: fresh })
  const words = ['rotate', id, '--token', '-', '--folder', folder, '--database-url', database.url]
  const main = join(root, 'scripts/tenant/main.ts')

  const run = promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    main,
    ...words,
    '--redis-url',
    redisUrl,
  ])
  run.child.stdin!.end(`${fresh}\n`)

  expect((await run).stdout).not.toContain(fresh)
  expect((await files())[1]).toContain(`=${fresh}\n`)
  expect((await files())[1]).not.toContain(token)
})

test('Telegram is asked whose token it is before it is written', async () => {
  const { token, id: botId } = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  const before = await files()
  const refused = { code: 2, said: expect.stringContaining('Telegram refuses this token') }

  expect(await tenant('add', id, '--token', `${botId}:wrong`)).toMatchObject(refused)
  expect(await files()).toEqual(before)
  expect((await tenant('add', id, '--token', token)).said).toContain('The token is that of @salon_bot.')
  const added = await files()
  expect(await tenant('rotate', id, '--token', `${botId}:wrong`)).toMatchObject(refused)
  expect(await tenant('rebind', id, '--token', '1:wrong', '--yes')).toMatchObject(refused)
  expect(await files()).toEqual(added)
  await telegram.stop()
  const away = await tenant('rotate', id, '--token', `${botId}:new`)
  expect(away).toMatchObject({ code: 0, said: expect.stringContaining('so the token was not tried') })
  expect(away.said).not.toContain(`${botId}:new`)
  expect((await files())[1]).toContain(`=${botId}:new\n`)
})

test('whose owners a tenant gets without its own is said', async () => {
  const token = newToken()
  const words = ['add', id, '--token', token]
  const sentence = 'owners are those of ADMIN_IDS: 5.'

  expect((await tenant(...words, '--admins', '6', '--dry-run')).said).not.toContain(sentence)
  expect((await tenant(...words, '--dry-run')).said).toContain(sentence)
  expect((await tenant(...words)).said).toContain(sentence)
})

test('the state of tenants tells how long ago somebody wrote, and of a bot that ends again and again', async () => {
  await tenant('add', id, '--token', newToken())
  const schema = id.replace('-', '_')
  await migrateTenant({ databaseUrl: await ownUrl(schema), schema, log })
  await withDatabase(database.url, (client) =>
    client.query(
      `insert into ${schema}.users (telegram_id, created_at, last_seen_at) values (7, now(), now() - interval '190 minutes')`,
    ),
  )
  const containers = ['master', 'sales'].map((word) =>
    JSON.stringify({ ID: word, Service: `booking-bot-${word}`, State: 'running', Health: 'starting' }),
  )
  // Between two attempts it keeps the health of the last one.
  containers.push(
    JSON.stringify({ ID: 'c', Service: `booking-bot-${id}`, State: 'restarting', Health: 'starting' }),
  )
  const environment = JSON.stringify([
    'BOT_TOKEN=',
    'ADMIN_IDS=5',
    'DATABASE_URL=postgresql://booking_user:x@booking-postgres:5432/booking_saas',
    'REDIS_PASSWORD=y',
  ])
  const program = [
    '#!/bin/sh',
    'case "$1" in',
    `  compose) echo '${containers.join('\n')}' ;;`,
    // One of those it is asked for has gone.
    `  inspect) echo 'master0123 2 ${environment}'; echo 'sales0123 1 ${environment}'; exit 1 ;;`,
    'esac',
  ]
  await writeFile(join(folder, 'docker'), program.join('\n'), { mode: 0o755 })

  const { said } = await tenant('status')

  expect(said).toMatch(new RegExp(`^${id} .* 3 hours ago `, 'm'))
  expect(said).toMatch(new RegExp(`^${id} .* restarting$`, 'm'))
  expect(said).toContain('see npm run tenant -- check')
  expect(said).toMatch(/^sales .* starting$/m)
  expect(said).toMatch(/^master .* restarting$/m)
  expect(said).toContain(
    'master: Its container ends and is started again and again. It says why: docker compose logs --tail 20 booking-bot-master.',
  )
  expect(said).not.toContain('sales: ')
})

test('a bot whose container goes on is told of until it is away: suspended, removed, or of no file', async () => {
  await mkdir(join(folder, 'backups'))
  await tenant('add', id, '--token', newToken())
  const schema = id.replace('-', '_')
  await dropRole(database.url, `tenant_${schema}`, schema)
  await writeDocker([`booking-bot-${id}`, 'booking-bot-sales'], {
    // As docker-compose.override.yml has it.
    'booking-bot-sales': { BOT_TOKEN: '9:a$$b' },
  })
  await tenant('suspend', 'master')
  expect((await tenant('suspend', 'sales')).said).toContain('Next: docker compose --profile suspended rm')
  expect((await tenant('suspend', 'sales')).said).toContain('Next: docker compose --profile suspended rm')
  expect((await tenant('suspend', 'master')).said).toBe('Nothing changes: it is so already.')

  await tenant('resume', 'sales')
  expect((await tenant('check')).said).not.toMatch(/^sales: .*older/m)

  await tenant('remove', id, '--yes')
  expect((await tenant('check')).said).toContain(
    `booking-bot-${id}: It runs, and no file has it any more. Remove its container: docker stop try-booking-bot-${id}-1 && docker rm try-booking-bot-${id}-1`,
  )
  expect(await tenant('remove', id)).toEqual({
    code: 0,
    said: `The container of booking-bot-${id} is removed`,
  })
  await writeDocker(['booking-bot-sales'], {})
  expect(await tenant('remove', id)).toEqual({ code: 0, said: 'Nothing changes: it is so already.' })
})

test('a bot that still works is not to be started anew with what the doctor found to be no good', async () => {
  const { token, id: botId } = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  await tenant('add', id, '--token', token)
  const schema = id.replace('-', '_')
  await migrateTenant({ databaseUrl: await ownUrl(schema), schema, log })
  const service = `booking-bot-${id}`
  await writeDocker([service], {}, `${botId}:former`)
  const older = `${id}: Its container goes on with an older BOT_TOKEN.`
  const way = `docker compose up -d ${service}`

  expect((await tenant('check', id)).said).toBe(`${older} Give it the present one: ${way}`)
  await writeToken(`${botId}:wrong`)
  const { said } = await tenant('check', id)

  expect(said).toContain('Telegram refuses its token')
  expect(said).toMatch(/the older BOT_TOKEN still: don't start it anew before that is mended\.$/)
  expect(said).not.toContain('docker compose up')
  expect((await tenant('status')).said).toContain(`${older} Unless the present one is refused`)
})

test('where no container is, the doctor says so once, and looks at what needs none', async () => {
  await tenant('add', id, '--token', newToken())
  await writeToken('1:gone')
  await writeDocker([], {})
  const env = join(folder, '.env')
  await writeFile(env, `${await readFile(env, 'utf8')}POSTGRES_PORT=1\nREDIS_PORT=1\n`)
  const premises = ['--folder', folder]
  const lines: string[] = []
  const work = () => runCommand(readOptions(['check', ...premises])!, (line) => lines.push(line))

  expect(await withoutPrograms(work)).toBe(1)
  expect(lines.filter((line) => !line.includes('BOT_TOKEN is missing'))).toEqual([
    'all: No container is there (not started yet, or after `docker compose down`). Start it: docker compose up -d --build --wait',
    expect.stringContaining(`${id}: Telegram refuses its token.`),
    expect.stringContaining('backups: There is no backup yet.'),
  ])
})

test('what Compose can not read is not asked why it does not answer', async () => {
  await tenant('add', id, '--token', newToken())
  const program = '#!/bin/sh\n[ "$2" = version ] || { echo "REDIS_PASSWORD is missing" >&2; exit 1; }\n'
  await writeFile(join(folder, 'docker'), program, { mode: 0o755 })
  const env = join(folder, '.env')
  await writeFile(env, `${await readFile(env, 'utf8')}POSTGRES_PORT=1\nREDIS_PORT=1\n`)
  const lines: string[] = []
  const options = readOptions(['check', '--folder', folder])!

  expect(await withoutPrograms(() => runCommand(options, (line) => lines.push(line)))).toBe(1)
  expect(lines.join('\n')).toContain("docker compose: It can't read its files")
  expect(lines.join('\n')).not.toMatch(/does not answer|No container is there/)
})

test('which of the two services is down is said, and how to start it', async () => {
  const lines: string[] = []
  const run = (...words: string[]) => {
    const options = readOptions([...words, '--folder', folder])
    return withoutPrograms(() => runCommand(options!, (line) => lines.push(line)))
  }
  const closed = 'postgresql://x:y@127.0.0.1:1/z'
  const way = 'Start it: docker compose up -d --wait booking-postgres booking-redis'

  await expect(run('status', '--database-url', closed)).rejects.toThrow(
    new Problem(`PostgreSQL does not answer at 127.0.0.1:1. ${way}`),
  )
  expect(lines).toContainEqual(expect.stringMatching(/^master .* active .* unknown$/))
  await tenant('add', id, '--token', newToken())
  await expect(
    run('rotate', id, '--database-url', database.url, '--redis-url', 'redis://127.0.0.1:1/0'),
  ).rejects.toThrow(new Problem(`Redis does not answer at 127.0.0.1:1. ${way}`))
})

test('whose bot is meant to be away is written down for Prometheus', async () => {
  await mkdir(join(folder, 'backups'))
  const outOfService = () => readFile(join(folder, 'backups', 'out-of-service.prom'), 'utf8')

  await tenant('suspend', 'master')
  await tenant('suspend', 'sales')
  expect(await outOfService()).toBe(
    'booking_tenant_out_of_service{tenant="master"} 1\nbooking_tenant_out_of_service{tenant="sales"} 1\n',
  )
  await tenant('resume', 'master')
  expect(await outOfService()).toBe('booking_tenant_out_of_service{tenant="sales"} 1\n')

  await rm(join(folder, 'backups'), { recursive: true })
  expect((await tenant('suspend', 'master')).said).toContain("out-of-service.prom can't be written")
})

test('a tenant of which there can be no backup is not removed', async () => {
  await tenant('add', id, '--token', newToken())
  const before = await files()
  await writeDocker([`booking-bot-${id}`], {})

  const asked = await tenant('remove', id)
  const removed = await tenant('remove', id, '--yes')

  expect(asked).toMatchObject({ code: 2, said: expect.stringContaining('A backup is made first') })
  expect(asked.said).toContain('--yes')
  expect(removed).toMatchObject({
    code: 2,
    said: expect.stringMatching(/so nothing was removed[^]*\nThe bot runs again\.$/),
  })
  expect(await files()).toEqual(before)
  const container = containerOf(`booking-bot-${id}`)
  expect(await changesOfDocker()).toEqual([`stop ${container}`, `start ${container}`])
})

test('a signal during the backup of a removal starts the bot again', async () => {
  await tenant('add', id, '--token', newToken())
  const before = await files()
  const service = `booking-bot-${id}`
  await writeDocker([service], {})
  const psql = `#!/bin/sh\nkill -HUP "$(cat '${join(folder, 'caller')}')"\nexit 1\n`
  await writeFile(join(folder, 'psql'), psql, { mode: 0o755 })
  const words = ['remove', id, '--yes', '--folder', folder, '--database-url', database.url]
  const main = join(root, 'scripts/tenant/main.ts')

  const run = promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', main, ...words, '--redis-url', redisUrl],
    { env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` } },
  )

  await expect(run).rejects.toMatchObject({
    code: 129,
    stdout: expect.stringContaining(`start it again: docker start try-${service}-1\n`),
    stderr: 'It was broken off (SIGHUP): nothing was removed.\nThe bot runs again.\n',
  })
  const container = containerOf(service)
  expect(await changesOfDocker()).toEqual([`stop ${container}`, `start ${container}`])
  expect(await files()).toEqual(before)
})

test('a removal asks Redis before the bot stops, and says so when it breaks off later', async () => {
  await tenant('add', id, '--token', newToken())
  const schema = id.replace('-', '_')
  await withDatabase(database.url, (client) => client.query(`drop schema ${schema}`))
  await writeDocker([`booking-bot-${id}`], {})

  expect(await tenant('remove', id, '--yes', '--redis-url', 'redis://127.0.0.1:1/0')).toMatchObject({
    code: 2,
    said: expect.stringContaining('Redis does not answer at 127.0.0.1:1'),
  })
  await expect(changesOfDocker()).rejects.toThrow('ENOENT')

  // Its role can't be dropped as long as it has that.
  const elsewhere = await createEmptyDatabase()
  try {
    const name = new URL(elsewhere.url).pathname.slice(1)
    await withDatabase(elsewhere.url, (client) =>
      client.query(`alter database ${name} owner to tenant_${schema}`),
    )
    expect(await tenant('remove', id, '--yes')).toMatchObject({
      code: 2,
      said: expect.stringMatching(
        /\nThe removal is not finished, and the bot is not started again: give the/,
      ),
    })
  } finally {
    await elsewhere.drop()
  }
  expect(await tenant('remove', id, '--yes')).toMatchObject({ code: 0 })
})

test('a removal that broke off goes on where it was', async () => {
  const before = (await files())[0]
  await tenant('add', id, '--token', newToken())
  const schema = id.replace('-', '_')
  await dropRole(database.url, `tenant_${schema}`, schema)
  await writeDocker([`booking-bot-${id}`], {})

  const { code, said } = await tenant('remove', id, '--yes')

  expect(code).toBe(0)
  expect(said).not.toContain('Next')
  expect(await changesOfDocker()).toEqual(
    ['stop', 'stop', 'rm'].map((word) => `${word} ${containerOf(`booking-bot-${id}`)}`),
  )

  const [compose, env] = await files()
  expect(compose).toBe(before)
  expect(env).not.toContain('PASSWORD_SALON')
  expect(await userWorks(redisUrl, { user: `tenant_${schema}`, keyPrefix: `${id}:`, password: 'x' })).toBe(
    false,
  )
})

test('where Docker does not answer, a removal says what it leaves', async () => {
  await mkdir(join(folder, 'backups'))
  await tenant('add', id, '--token', newToken())
  const schema = id.replace('-', '_')
  await dropRole(database.url, `tenant_${schema}`, schema)
  const next = `Next: docker stop booking-bot-${id} && docker rm booking-bot-${id}`

  const { code, said } = await tenant('remove', id, '--yes')

  expect(code).toBe(0)
  expect(said).toContain('if the bot runs, it goes on')
  expect(said).toContain(next)
  expect((await tenant('remove', id)).said).toBe(`Nothing changes: it is so already.\n\n${next}`)
})

test('of one that was only suspended, and then taken out of the file, a removal touches nothing', async () => {
  const write = (text: string) => writeFile(join(folder, 'docker-compose.yml'), text)
  const nothing = { code: 0, said: 'Nothing changes: it is so already.' }
  const refused = (words: string) => ({ code: 2, said: expect.stringContaining(words) })
  const [shipped] = await files()
  await mkdir(join(folder, 'backups'))
  await tenant('add', id, '--token', newToken())
  await tenant('suspend', id)
  await write(shipped)
  expect(await tenant('remove', id, '--yes')).toMatchObject(
    refused(`bring the tenant back, and remove it then: npm run tenant -- add ${id} --token -`),
  )

  await tenant('suspend', 'sales')
  await withDatabase(database.url, (client) => client.query('create schema sales'))
  const [suspended] = await files()
  const renamed = suspended.replace('CLIENT_ID: sales', 'CLIENT_ID: veranda')
  const moved = renamed.replaceAll('booking-bot-sales', 'booking-bot-veranda')
  await write(moved.replace('PG_SCHEMA: sales', 'PG_SCHEMA: veranda'))
  expect(await tenant('remove', 'sales', '--yes')).toMatchObject(
    refused('is still there: drop that by hand, or put its block back into docker-compose.yml'),
  )
  // The schema is now another tenant's.
  await write(moved)
  await writeDocker([], {})
  expect(await tenant('remove', 'sales', '--yes')).toEqual(nothing)

  // The container is, too.
  await write(renamed)
  await writeDocker(['booking-bot-sales'], {})
  expect(await tenant('remove', 'sales', '--yes')).toEqual(nothing)
  await expect(changesOfDocker()).rejects.toThrow('ENOENT')
})

test('a token that stands in the block itself is left to whoever wrote it', async () => {
  const [compose] = await files()
  const own = compose.replace(/BOT_TOKEN: .*SALES.*/, 'BOT_TOKEN: 77:abc')
  await writeFile(join(folder, 'docker-compose.yml'), own)

  const rotated = await tenant('rotate', 'sales', '--token', '77:new')

  expect(rotated).toMatchObject({ code: 2, said: expect.stringContaining('change it where it stands') })
})

test.each([
  [['add', 'UPPER', '--token', '1:a'], 'is no id'],
  [['add', 'x'], 'give --token'],
  [['add', 'x', '--token', 'abc'], 'must look like'],
  [['add', 'x', '--token', '1:a', '--admins', '@me'], '"@me" is no list of Telegram ids'],
  [['suspend', 'nobody'], 'There are: master, sales'],
  [['add'], 'Whom?'],
  [['explode'], 'There is no command'],
])('%j is refused in words', async (words, sentence) => {
  const before = await files()
  const { code, said } = await tenant(...words)

  expect(code).toBe(2)
  expect(said).toContain(sentence)
  expect(await files()).toEqual(before)
})

/** A Docker with these containers, all with this token, and with these services in the files beside the tenants'. */
async function writeDocker(
  running: string[],
  services: Record<string, object>,
  token = '9:a$b',
): Promise<void> {
  const containers = running.map((service) =>
    JSON.stringify({
      ID: containerOf(service),
      Name: `try-${service}-1`,
      Service: service,
      State: 'running',
      Health: 'healthy',
    }),
  )
  const details = running.map((service) => `${containerOf(service)} 0 ["BOT_TOKEN=${token}"]`)
  const environments = Object.entries(services).map(([name, environment]) => [name, { environment }] as const)
  const program = [
    '#!/bin/sh',
    'case "$*" in',
    `  *"config --format json") echo '${JSON.stringify({ services: Object.fromEntries<object>(environments) })}' ;;`,
    `  "compose ps"*) echo '${containers.join('\n')}' ;;`,
    `  inspect*) echo '${details.join('\n')}' ;;`,
    `  stop*|start*|rm*) echo "$*" >> '${join(folder, 'docker.log')}'; echo $PPID > '${join(folder, 'caller')}' ;;`,
    `  "compose run"*) echo 'There is no room' >&2; exit 1 ;;`,
    'esac',
  ]
  await writeFile(join(folder, 'docker'), program.join('\n'), { mode: 0o755 })
}

/** The id, as Docker has none with a dash in it. */
function containerOf(service: string): string {
  return service.replaceAll('-', '_')
}

async function changesOfDocker(): Promise<string[]> {
  return (await readFile(join(folder, 'docker.log'), 'utf8')).trim().split('\n')
}

/** As its container would come in. */
async function ownUrl(schema: string): Promise<string> {
  const [, env] = await files()
  const password = new RegExp(`^DATABASE_PASSWORD_${schema.toUpperCase()}=(.*)$`, 'm').exec(env)?.[1] ?? ''
  return Object.assign(new URL(database.url), { username: `tenant_${schema}`, password }).href
}

/** As somebody would who edits the file. */
async function writeToken(token: string): Promise<void> {
  const [, env] = await files()
  await writeFile(join(folder, '.env'), env.replace(/^(BOT_TOKEN_SALON_.*)=.*$/m, `$1=${token}`))
}

/** No Docker, whose containers would be others, and no pg_dump. */
async function withoutPrograms<T>(work: () => Promise<T>): Promise<T> {
  const path = process.env['PATH']
  process.env['PATH'] = folder
  try {
    return await work()
  } finally {
    process.env['PATH'] = path
  }
}
