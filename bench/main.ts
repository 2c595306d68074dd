import { startPostgres } from '../scripts/services/postgres.ts'
import { measureAnswers } from './answers.ts'
import { buildProgram, startBot } from './bot-process.ts'
import { measureBookings } from './bookings.ts'
import { openBenchTenant } from './bench-tenant.ts'
import { measurePanel } from './panel.ts'
import { printTable, type Row } from './report.ts'
import { measureSlotEngine } from './slot-engine.ts'

/** About twice what it takes on a machine that does nothing else. */
const endsWithinMs = 88_000

const rows: Row[] = []
const closers: (() => Promise<unknown>)[] = []

const overdue = setTimeout(() => {
  printTable(rows)
  console.error(`Not done after ${endsWithinMs / 1000} s; the rest is given up.`)
  process.exit(1)
}, endsWithinMs)
overdue.unref()
process.once('SIGINT', () => process.exit(130))

try {
  await run()
  printTable(rows)
} finally {
  for (const close of closers.reverse()) await close()
}

async function run(): Promise<void> {
  tell('slot engine', measureSlotEngine())
  await buildProgram()
  const postgres = await startPostgres({ durable: true })
  closers.push(() => postgres.stop())

  const writers = await openBenchTenant(postgres.url, 'writers', { poolMax: 3 })
  closers.push(() => writers.db.close())
  tell('bookings', await measureBookings(writers))

  const bot = await startBot(postgres.url)
  closers.push(() => bot.stop())
  tell('memory', [await bot.idleMemory()])
  const salon = await openBenchTenant(postgres.url, bot.schema, { poolMax: 1 })
  closers.push(() => salon.db.close())
  tell('answers', await measureAnswers(salon, bot))
  tell('panel', await measurePanel(salon, bot))
  tell('memory', [{ ...(await bot.memory()), name: 'memory after that' }])
}

function tell(part: string, found: readonly Row[]): void {
  console.error(`${part}: done`)
  rows.push(...found)
}
