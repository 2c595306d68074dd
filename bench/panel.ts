import type { Person } from '../playground/people.ts'
import type { BenchTenant } from './bench-tenant.ts'
import type { BotProcess } from './bot-process.ts'
import { milliseconds, percentile, type Row } from './report.ts'

const services = 200
const clients = 50_000
const visitsOfDay = 120
const pastVisits = 30_000
const tapsOfKind = 3
const mostTaps = 400
const warmUpTaps = 10

/**
 * The owner of a big salon taps through the panel, wherever its buttons lead: how long until a tap is answered and the
 * screen is there. Telegram's limits are kept by the local one, which refuses what is too long.
 */
export async function measurePanel(tenant: BenchTenant, { telegram, owner }: BotProcess): Promise<Row[]> {
  await fillSalon(tenant)
  const taps = await tapThrough(owner)
  if (telegram.schemaViolations.length > 0) throw new Error(JSON.stringify(telegram.schemaViolations[0]))
  const all = taps.slice(warmUpTaps).map(({ ms }) => ms)
  const slowest = taps.slice(warmUpTaps).toSorted((a, b) => b.ms - a.ms)[0]
  const kinds = new Set(taps.map(({ kind }) => kind)).size
  return [
    row('a screen of the panel, half', all, 0.5, `${taps.length} taps on ${kinds} kinds of buttons`),
    row('a screen of the panel, 95 of 100', all, 0.95, `the slowest kind is ${slowest?.kind ?? 'none'}`),
  ]
}

function row(name: string, answers: readonly number[], share: number, meaning: string): Row {
  return { name, value: milliseconds(percentile(answers, share)), meaning }
}

interface Tap {
  /** The name of the button, as its data begins. */
  readonly kind: string
  readonly ms: number
}

/** Breadth first, so that every kind is met on the screen that shows it. */
async function tapThrough(owner: Person): Promise<Tap[]> {
  await owner.sends('/admin')
  const taps: Tap[] = []
  const seen = new Map<string, Set<string>>()
  const waiting = buttonsOf(owner)
  while (waiting.length > 0 && taps.length < mostTaps) {
    const data = waiting.shift() ?? ''
    const kind = data.split('.')[0] ?? ''
    const met = seen.get(kind) ?? new Set<string>()
    seen.set(kind, met.add(data))
    if (met.size > tapsOfKind) continue
    const from = performance.now()
    await owner.tapsData(owner.lastMessage(), data)
    taps.push({ kind, ms: performance.now() - from })
    waiting.push(...buttonsOf(owner).filter((one) => !seen.get(one.split('.')[0] ?? '')?.has(one)))
  }
  return taps
}

function buttonsOf(owner: Person): string[] {
  return owner
    .lastMessage()
    .buttons.flat()
    .flatMap(({ data }) => data ?? [])
}

async function fillSalon(tenant: BenchTenant): Promise<void> {
  const { db, ctx } = tenant
  const now = ctx.clock.now()
  await db.query(
    `insert into services (name, duration_min, price_minor, sort_order)
     select 'Услуга ' || n, 30, 100000 + n * 100, n + 10 from generate_series(1, $1::int) n`,
    [services],
  )
  await db.query(
    `insert into users (telegram_id, first_name, last_name, username, phone, created_at)
     select 7000000 + n, 'Клиент', 'Номер ' || n, 'client_' || n, '+7999' || lpad(n::text, 7, '0'), $2::timestamptz
       from generate_series(1, $1::int) n`,
    [clients, now],
  )
  await insertVisits(tenant, 'confirmed', visitsOfDay, 0)
  await insertVisits(tenant, 'completed', pastVisits, 1)
  await db.query('analyze')
}

/** Six specialists of their own, each with half an hour after the other, from `daysAgo` backwards. */
async function insertVisits(
  { db, ctx }: BenchTenant,
  status: 'confirmed' | 'completed',
  count: number,
  daysAgo: number,
): Promise<void> {
  await db.query(
    `with hired as (
       insert into staff (name, role, bookable, sort_order, added_at)
       select 'Мастер дня ' || n, 'none', true, 100 + n, $3::timestamptz from generate_series(1, 6) n returning id),
     numbered as (select id, row_number() over (order by id) - 1 as place from hired),
     slot as (
       select n, date_trunc('day', $3::timestamptz) + interval '6 hours' - make_interval(days => ($4::int + n / 120))
                 + ((n % 120) / 6) * interval '30 minutes' as at
         from generate_series(0, $2::int - 1) n)
     insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, status, visit_id, duration_min,
                           price_minor, source, created_at, updated_at)
     select (select min(id) from users where telegram_id > 7000000) + (s.n * 37) % 50000, (select min(id) from services), h.id, s.at,
            s.at + interval '30 minutes', tstzrange(s.at, s.at + interval '30 minutes'), $1, 1000000 + s.n, 30, 150000,
            'import', $3::timestamptz, $3::timestamptz
       from slot s join numbered h on h.place = s.n % 6`,
    [status, count, ctx.clock.now(), daysAgo],
  )
}
