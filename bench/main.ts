import { startPostgres } from '../scripts/services/postgres.ts'
import { measureAnswers } from './answers.ts'
import { buildProgram, startBot } from './bot-process.ts'
import { measureBookings } from './bookings.ts'
import { openBenchTenant } from './bench-tenant.ts'
import { printTable, type Row } from './report.ts'
import { measureSlotEngine } from './slot-engine.ts'

/** Everything together takes about half of it; a benchmark that hangs is of no use to anybody. */
const endsWithinMs = 90_000

const overdue = setTimeout(() => {
  console.error(`Not done after ${endsWithinMs / 1000} s; given up.`)
  process.exit(1)
}, endsWithinMs)
overdue.unref()

const closers: (() => Promise<unknown>)[] = []
process.once('SIGINT', () => process.exit(130))
try {
  printTable(await run())
} finally {
  for (const close of closers.reverse()) await close()
}

async function run(): Promise<Row[]> {
  const rows = tell('slot engine', measureSlotEngine())
  await buildProgram()
  const postgres = await startPostgres({ durable: true })
  closers.push(() => postgres.stop())

  const writers = await openBenchTenant(postgres.url, 'writers', { poolMax: 3 })
  closers.push(() => writers.db.close())
  rows.push(...tell('bookings', await measureBookings(writers)))

  const bot = await startBot(postgres.url)
  closers.push(() => bot.stop())
  rows.push(...tell('memory', [await bot.idleMemory()]))
  const salon = await openBenchTenant(postgres.url, bot.schema, { poolMax: 1 })
  closers.push(() => salon.db.close())
  rows.push(...tell('answers', await measureAnswers(salon, bot)))
  rows.push({ ...(await bot.memory()), name: 'memory after that' })
  return rows
}

function tell(part: string, rows: Row[]): Row[] {
  console.error(`${part}: done`)
  return rows
}
