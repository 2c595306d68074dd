/**
 * `npm run test:containers`: the shipped Dockerfile and compose files on the Docker engine of this machine, with two bots
 * that talk to the local Telegram. Takes some minutes; leaves nothing but the image.
 */
import assert from 'node:assert/strict'
import { until } from '../support/until.ts'
import { containerNamed, docker, missingEngine, type Container } from './engine.ts'
import { survives, upgrades } from './failures.ts'
import { complainsOfFullBackups, survivesFullDatabase } from './full-disks.ts'
import { image, openSite, type Site } from './site.ts'
import { books } from './talks.ts'
import { addsTenant, backsUp, bringsBack, pausesTenant, poolsConnections } from './tenants.ts'

const missing = await missingEngine()
if (missing === null) await run().catch(fail)
else console.log(`Skipped: there is no Docker engine with compose here (${missing}).`)

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function run(): Promise<void> {
  const site = await openSite()
  const [master, sales] = [bot(site, 'master'), bot(site, 'sales')]
  try {
    await step('the image is built', async () => {
      await site.compose('build')
      const bytes = await docker('image', 'inspect', '--format', '{{.Size}}', image)
      return `${Math.round(Number(bytes) / 1e6)} MB`
    })
    await step('docker compose up: everything is healthy', () => site.compose('up', '--detach', '--wait'))
    await step('no root, no writing, no open port, no secret in the image', () =>
      seesNothingOpen(site, master),
    )
    await step('a visit is booked with each bot', () => talksWithBoth(site))
    await step('memory and start of each bot', async () => {
      assert.match(
        await metricsOf(master),
        new RegExp(`^booking_memory_limit_bytes\\{.*\\} ${384 * 2 ** 20}$`, 'm'),
      )
      const figures = [master, sales].map(
        async (each) => `${await each.memoryMb()} MB, ${await each.startSeconds()} s`,
      )
      return (await Promise.all(figures)).join('; ')
    })
    await step('a block as in the long guide works, too', () => startsLongBlock(site))
    await step('the image migrates without a start', async () => {
      const said = await site.compose('run', '--rm', '-T', 'booking-bot-master', 'node', 'dist/migrate.js')
      assert.match(said, /Nothing to migrate/)
    })
    await step('a third tenant, by the tool, talks', () => addsTenant(site))
    await step('it is suspended, resumed, given new passwords', () => pausesTenant(site))
    await step('through PgBouncer it goes on', () => poolsConnections(site))
    await step('it is removed with a backup, and comes back from it', () => bringsBack(site))
    await step('everything is backed up, rehearsed, and belongs to the owner of the folder', () =>
      backsUp(site),
    )
    await step('a full disk of the backups is told, and leaves no half file', () =>
      complainsOfFullBackups(site),
    )
    await step('a full disk of PostgreSQL: everybody is answered, and nothing is lost', () =>
      survivesFullDatabase(site),
    )
    await step('an upgrade loses no message and answers none twice', () => upgrades(site, master))
    await step('what is away for a while is waited for', () => survives(site, master))
    await step('a bot whose loop stands still is started anew', () => comesBack(site, master, 'STOP'))
    await step('the log is made detailed by a signal; kill -9 after that: it comes back', async () => {
      await switchesLog(sales)
      return comesBack(site, sales, 'KILL')
    })
    await step('a stop is in order and within the grace period', () => stops(site, master))
    console.log('All of it holds.')
  } catch (error) {
    await tellWhatTheySaid([master, sales])
    throw error
  } finally {
    await site.close()
  }
}

function bot(site: Site, name: string): Container {
  return containerNamed(site.nameOf(`booking-bot-${name}`))
}

/** Prints what is true now, how long it took and a figure, if the work gives one. */
async function step(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = Date.now()
  try {
    const figure = await work()
    const seconds = ((Date.now() - start) / 1000).toFixed(1)
    console.log(
      `ok      ${what} (${seconds} s)${typeof figure === 'string' && figure !== '' ? `: ${figure}` : ''}`,
    )
  } catch (error) {
    console.log(`FAILED  ${what}`)
    throw error
  }
}

async function seesNothingOpen(site: Site, container: Container): Promise<void> {
  assert.notEqual(await container.exec('id', '-u'), '0')
  await assert.rejects(container.exec('touch', '/app/file'), /Read-only/)
  for (const service of ['booking-postgres', 'booking-redis', 'booking-bot-master']) {
    const ports = await docker('port', site.nameOf(service))
    for (const line of ports.split('\n').filter(Boolean)) assert.match(line, / -> 127\.0\.0\.1:/)
  }
  const history = await docker('history', '--no-trunc', image)
  assert.doesNotMatch(history, new RegExp(site.master.token))
  const files = (await container.exec('ls', '-A', '/app')).split('\n')
  await loadsWhatIsLoadedLate(container)
  assert.deepEqual(files, ['assets', 'dist', 'migrations', 'node_modules', 'package.json'])
}

/** What the build took in, and what was left beside it, shows only then. */
async function loadsWhatIsLoadedLate(container: Container): Promise<void> {
  const thread = (name: string, data: string, ask: string) => `
    const thread = new (require('node:worker_threads').Worker)('./dist/program/${name}.js', { workerData: ${data} })
    ${ask}
    thread.once('message', (answer) => { console.log((answer.png ?? answer).length); thread.terminate() })`
  const holidays = thread('list-holidays', `{ country: 'RU', years: [2026], locale: 'en' }`, '')
  assert.ok(Number(await container.exec('node', '--eval', holidays)) > 8)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>`
  const picture = thread(
    'draw-png',
    `{ fontFiles: [], fontFamily: 'Golos Text' }`,
    `thread.postMessage({ id: 1, svg: ${JSON.stringify(svg)} })`,
  )
  assert.ok(Number(await container.exec('node', '--eval', picture)) > 50)
  const sentry = `import('@sentry/node').then(({ init, captureException }) => {
    init({ dsn: 'http://a@127.0.0.1:9/1', defaultIntegrations: false })
    console.log(captureException(new Error('try')).length)
    process.exit() })`
  assert.equal(await container.exec('node', '--eval', sentry), '32')
}

async function metricsOf(container: Container): Promise<string> {
  const ask = `exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3`
  return await container.exec('bash', '-c', ask)
}

async function talksWithBoth(site: Site): Promise<void> {
  for (const account of [site.master, site.sales]) await books(site, account)
  assert.deepEqual(site.telegram.schemaViolations, [])
}

/** Without the anchors of the shipped file: everything is said in the block itself. */
async function startsLongBlock(site: Site): Promise<void> {
  const account = site.telegram.addBot({ username: 'newclient_bot', first_name: 'New' })
  await site.add('newclient.yml', longBlock(site, account.token))
  await site.compose('up', '--detach', '--wait')
  const client = site.telegram.person({ first_name: 'Ann', language_code: 'en' }).with(account)
  await client.sends('/start')
  await client.sees('Hello, Ann!')
}

function longBlock(site: Site, token: string): string {
  return `
services:
  booking-bot-newclient:
    build: { context: ., network: host }
    container_name: ${site.nameOf('booking-bot-newclient')}
    restart: unless-stopped
    environment:
      - BOT_TOKEN=${token}
      - ADMIN_IDS=\${ADMIN_IDS}
      - CLIENT_ID=newclient
      - DB_TYPE=postgresql
      - DATABASE_URL=postgresql://booking_user:\${POSTGRES_PASSWORD}@booking-postgres:5432/booking_saas
      - PG_SCHEMA=newclient
      - REDIS_ENABLED=true
      - REDIS_HOST=booking-redis
      - REDIS_PORT=6379
      - REDIS_PASSWORD=\${REDIS_PASSWORD}
      - 'REDIS_KEY_PREFIX=newclient:'
      - WORK_HOURS_START=9
      - WORK_HOURS_END=21
      - TIMEZONE=Europe/Moscow
      - TELEGRAM_API_ROOT=\${TELEGRAM_API_ROOT}
    depends_on:
      booking-postgres: { condition: service_healthy }
      booking-redis: { condition: service_healthy }
`
}

/** From inside: what `docker kill` has sent a signal to, Docker 20.10 does not start again. */
async function switchesLog(container: Container): Promise<void> {
  await container.exec('bash', '-c', 'kill -USR2 1')
  await until(async () => (await container.logs()).includes('The log level is debug now'), 30_000)
}

async function comesBack(site: Site, container: Container, signal: 'STOP' | 'KILL'): Promise<string> {
  const before = await container.restarts()
  const start = Date.now()
  // A process that is stopped answers as little as one whose loop is blocked.
  await container.exec('bash', '-c', `kill -${signal} $(< /proc/1/task/1/children)`).catch(() => undefined)
  await container.untilRestarted(before, 240_000)
  const seconds = Math.round((Date.now() - start) / 1000)
  const account = container.name.endsWith('master') ? site.master : site.sales
  const client = site.telegram.person({ first_name: 'Bob', language_code: 'en' }).with(account)
  await client.sends('/start')
  await client.sees('Hello, Bob!')
  return `healthy again after ${seconds} s`
}

async function stops(site: Site, container: Container): Promise<string> {
  const start = Date.now()
  await site.compose('stop', 'booking-bot-master')
  const seconds = (Date.now() - start) / 1000
  assert.equal(await container.inspect('{{.State.ExitCode}}'), '0')
  assert.match(await container.logs(), /"Stopping"/)
  assert.ok(seconds < 30, `it took ${seconds} s`)
  return `exit code 0 after ${seconds.toFixed(1)} s`
}

async function tellWhatTheySaid(containers: readonly Container[]): Promise<void> {
  for (const container of containers) {
    console.error(
      `--- ${container.name}\n${(await container.logs().catch(String)).split('\n').slice(-15).join('\n')}`,
    )
  }
}
