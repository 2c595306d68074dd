/**
 * `npm run bench:fleet -- 50 [--pooled] [--abreast 6]`: so many tenants of the built program on this machine, at rest and
 * under a light load, with a PostgreSQL as the compose file sets it up, a Redis and a local Telegram. They start all at one
 * moment, or so many abreast; through PgBouncer with `--pooled`. Linux only.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { buildProgram } from './bot-process.ts'
import { startFleetBot, type FleetBot } from './fleet-bot.ts'
import { openFleetSite, type FleetSite } from './fleet-site.ts'
import { setUpSalon, visitSalon } from './fleet-visit.ts'
import { milliseconds, percentile, printTable, type Row } from './report.ts'

const restMs = 30_000
const watchedMs = 30_000
/** Of one client. */
const everyMs = 5000
/** The same stream of people for any number of bots: half a minute for fifty. */
const nextComesAfterMs = 600
const countEveryMs = 1000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pooled: { type: 'boolean' }, abreast: { type: 'string' } },
})
// Each bot is ended with this process.
process.setMaxListeners(0)
const count = Number(positionals[0] ?? 50)
const abreast = Number(values.abreast ?? count)
await buildProgram()
const site = await openFleetSite(count, values.pooled ?? false)
const bots: FleetBot[] = []
try {
  for (const measure of [measureStart, measureRest, measureLoad, measureStop]) printTable(await measure())
} finally {
  tellComplaints()
  await Promise.all(bots.splice(0).map((bot) => bot.stop()))
  await site.close()
}

async function measureStart(): Promise<Row[]> {
  const from = performance.now()
  const peak = await watchConnections(site, async () => {
    const waiting = [...site.tenants]
    const startNext = async (): Promise<void> => {
      for (let tenant = waiting.shift(); tenant; tenant = waiting.shift()) {
        const bot = startFleetBot(tenant.env)
        bots.push(bot)
        await bot.started
      }
    }
    await Promise.all(Array.from({ length: abreast }, startNext))
  })
  const seconds = (performance.now() - from) / 1000
  return [
    row('tenants', String(count), `${abreast} started abreast, on ${cpus().length} cores`),
    row('start', `${seconds.toFixed(0)} s`, 'until the last of them answers, its schema made'),
    row('start, processor', `${((await cpuOfBots()) / count).toFixed(1)} s`, 'of each bot'),
    row('start, connections', String(peak), 'to PostgreSQL at most, of 100'),
    row('start, complaints', String(complaints()), 'warnings in the logs'),
  ]
}

async function measureRest(): Promise<Row[]> {
  for (const tenant of site.tenants) await setUpSalon(site.telegram, tenant)
  await pause(restMs)
  const memory = await Promise.all(bots.map((bot) => bot.memory()))
  const resident = memory.map(({ residentMb }) => residentMb)
  const sum = memory.reduce((total, { proportionalMb }) => total + proportionalMb, 0)
  const before = await cpuOfBots()
  const peak = await watchConnections(site, () => pause(watchedMs))
  const share = ((await cpuOfBots()) - before) / (watchedMs / 1000)
  return [
    row('memory of one at rest', `${percentile(resident, 0.5).toFixed(0)} MB`, 'RSS, half of them less'),
    row('memory of the biggest', `${Math.max(...resident).toFixed(0)} MB`, 'RSS'),
    row('memory of all', `${(sum / 1024).toFixed(1)} GB`, 'PSS: what they share is counted once'),
    row('rest, processor', `${(share * 100).toFixed(0)} %`, 'of one core, all bots together'),
    row('rest, connections', String(peak), 'to PostgreSQL at most'),
  ]
}

async function measureLoad(): Promise<Row[]> {
  const before = await cpuOfBots()
  const from = performance.now()
  const answers: number[] = []
  const peak = await watchConnections(site, async () => {
    const visits = site.tenants.map((tenant, index) =>
      visitSalon(site.telegram, tenant, { inMs: index * nextComesAfterMs, everyMs }),
    )
    answers.push(...(await Promise.all(visits)).flat())
  })
  const seconds = (performance.now() - from) / 1000
  const share = ((await cpuOfBots()) - before) / seconds
  const memory = await Promise.all(bots.map((bot) => bot.memory()))
  return [
    row(
      'light load',
      `${(answers.length / seconds).toFixed(0)} /s`,
      'taps: a client a bot, one every 0.6 s, who taps every 5 s',
    ),
    row('load, half', milliseconds(percentile(answers, 0.5)), 'from the tap to the answer'),
    row('load, 95 of 100', milliseconds(percentile(answers, 0.95)), 'the slow ones'),
    row('load, processor', `${(share * 100).toFixed(0)} %`, 'of one core, all bots together'),
    row('load, connections', String(peak), 'to PostgreSQL at most'),
    row(
      'memory after that',
      `${percentile(
        memory.map(({ residentMb }) => residentMb),
        0.5,
      ).toFixed(0)} MB`,
      'RSS of one',
    ),
    row('complaints', String(complaints()), 'warnings and errors in all logs'),
  ]
}

async function measureStop(): Promise<Row[]> {
  const from = performance.now()
  await Promise.all(bots.map((bot) => bot.stop()))
  return [
    row('stop', `${((performance.now() - from) / 1000).toFixed(1)} s`, 'until the last of them has ended'),
  ]
}

/** The most that were open at one moment while the work went on. */
async function watchConnections(watched: FleetSite, work: () => Promise<unknown>): Promise<number> {
  let peak = 0
  const over = new AbortController()
  const watching = (async () => {
    while (!over.signal.aborted) {
      // A machine that is too busy to count is asked again.
      const { open } = await watched.connections().catch(() => ({ open: 0 }))
      peak = Math.max(peak, open)
      await pause(countEveryMs)
    }
  })()
  await work()
  over.abort()
  await watching
  return peak
}

async function cpuOfBots(): Promise<number> {
  const seconds = await Promise.all(bots.map((bot) => bot.cpuSeconds()))
  return seconds.reduce((sum, each) => sum + each, 0)
}

function complaints(): number {
  return bots.reduce((sum, bot) => sum + bot.complaints.length, 0)
}

/** Each kind of complaint once, with the reason of the first. */
function tellComplaints(): void {
  const kinds = new Map<string, { count: number; first: string }>()
  for (const line of bots.flatMap((bot) => bot.complaints)) {
    const { msg, reason, err } = JSON.parse(line) as Complaint
    const kind = kinds.get(msg) ?? { count: 0, first: reason ?? err?.message ?? '' }
    kinds.set(msg, { ...kind, count: kind.count + 1 })
  }
  for (const [msg, { count, first }] of kinds) console.log(`${count} × ${msg}: ${first}`)
}

interface Complaint {
  readonly msg: string
  readonly reason?: string
  readonly err?: { readonly message: string }
}

function row(name: string, value: string, meaning: string): Row {
  return { name, value, meaning }
}
