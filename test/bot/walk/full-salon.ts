import type { UseCaseContext } from '../../../src/context.ts'
import type { Locale, Role } from '../../../src/domain/roles.ts'
import type { Bot } from '../../../src/bot/bot.ts'
import type { Database } from '../../../src/storage/database.ts'
import { startTelegram, type Telegram } from '../../../playground/server.ts'
import { openStock, type Stock } from '../../support/stock.ts'
import { undone } from '../../support/undone.ts'
import { botAlone } from '../open-bot.ts'

/** A salon in which every screen of the panel has something to show, with the bot alone before it. */
export interface FullSalon {
  readonly telegram: Telegram
  readonly bot: Bot
  readonly logged: Stock['tenant']['logged']
  readonly staff: Readonly<Record<Role, Member>>
  /** Somebody who only books. */
  readonly client: Member
  /** What is true now, within whatever is to be taken back. */
  now(): Database
  /** Takes back whatever was done meanwhile. */
  undone<Result>(work: () => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export interface Member {
  readonly telegramId: number
  readonly firstName: string
}

/** Telegram ids of `openStock`. */
const owner = { telegramId: 701, firstName: 'Βέρα' }
const moderator = { telegramId: 702, firstName: 'Ζωή' }
const specialist = { telegramId: 703, firstName: 'Μαρία' }
const stranger = { telegramId: 706, firstName: 'Εύα' }

export async function openFullSalon(): Promise<FullSalon> {
  const telegram = await startTelegram()
  const account = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  for (const { telegramId, firstName } of [owner, moderator, specialist, stranger]) {
    const person = telegram.person({ id: telegramId, first_name: firstName, language_code: 'ru' })
    person.sendsWithoutWaiting('/start')
  }
  const stock = await openStock({ isDirect: true })
  await furnish(stock)

  let db = stock.db
  const useCases: UseCaseContext = {
    ...stock.ctx,
    get db() {
      return db
    },
  }
  void useCases.invalidate()
  const { bot, stop } = await botAlone(useCases, telegram, account)
  return {
    telegram,
    bot,
    logged: stock.tenant.logged,
    staff: { super_admin: owner, moderator, specialist },
    client: stranger,
    now: () => db,
    undone: async (work) => {
      const outer = db
      try {
        return await undone(outer, async (inner) => {
          db = inner
          return await work()
        })
      } finally {
        db = outer
        void useCases.invalidate()
      }
    },
    close: async () => {
      await stop()
      await telegram.stop()
      await stock.tenant.close()
    },
  }
}

/** Everybody from now on speaks this language. */
export async function speak({ now }: Pick<FullSalon, 'now'>, locale: Locale): Promise<void> {
  await now().query('update users set locale = $1', [locale])
  await now().query('update staff set locale = $1 where telegram_id is not null', [locale])
}

/**
 * What the stock lacks. All that the salon itself is called is Greek: whatever is Russian or English on a screen then,
 * the bot said.
 */
async function furnish({
  db,
  specialistId,
  otherSpecialistId,
  serviceId,
  otherServiceId,
  tenant,
}: Stock): Promise<void> {
  const now = tenant.clock.now()
  await nameAll(db)
  const run = async (sql: string, ...values: unknown[]): Promise<void> => {
    await db.query(sql, values)
  }
  await run(
    `insert into settings (key, value, updated_at)
     values ('business_name', '"Σαλόνι"', $1), ('address', '"Οδός 1"', $1),
            ('location', '{"latitude": 55, "longitude": 37}', $1)`,
    now,
  )
  await run(
    `insert into services (name, duration_min, price_minor, sort_order, active, archived_at)
     values ('Μασάζ', 30, 90000, 8, false, null), ('Βαφή', 30, null, 9, false, $1)`,
    now,
  )
  await run(
    `insert into staff (name, role, bookable, sort_order, added_at, archived_at)
     values ('Άννα', 'none', true, 8, $1, null), ('Ελένη', 'none', true, 9, $1, $1)`,
    now,
  )
  await run(
    'insert into staff_services (staff_id, service_id) values ($1, $3), ($2, $3)',
    specialistId,
    otherSpecialistId,
    serviceId,
  )
  await run(
    `insert into users (first_name, tags, banned_at, ban_reason, created_at)
     select 'Ίρις', '{άλφα}'::text[], $1::timestamptz, 'ώχ', $1::timestamptz
     union all select 'Άννα', '{βήτα}', null, null, $1 from generate_series(1, 10)`,
    now,
  )
  // One visit is under way, and one has been given up.
  await run(
    `insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, visit_id, status, duration_min,
                           price_minor, source, created_at, updated_at)
     select (select user_id from bookings limit 1), $1, $2, $3::timestamptz - m * interval '1 minute',
            $3::timestamptz + m * interval '1 minute',
            tstzrange($3::timestamptz - m * interval '1 minute', $3::timestamptz + m * interval '1 minute'),
            0, status, 2 * m, 150000, 'client', $3, $3
       from (values (30, 'confirmed'), (15, 'no_show')) v (m, status)`,
    serviceId,
    specialistId,
    now,
  )
  await run('update bookings set visit_id = id where visit_id = 0')
  // One visit has two services, one after the other.
  await run(
    `insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, visit_id, status, duration_min,
                           price_minor, source, created_at, updated_at)
     select (select user_id from bookings limit 1), v.service, $1, v.starts, v.starts + interval '1 hour',
            tstzrange(v.starts, v.starts + interval '1 hour'), (select max(id) + 1 from bookings), 'confirmed', 60,
            150000, 'client', $4, $4
       from (values ($2::bigint, timestamptz '2026-03-03T09:00Z'), ($3, '2026-03-03T10:00Z')) v (service, starts)`,
    specialistId,
    serviceId,
    otherServiceId,
    now,
  )
  // Whoever was seen a moment ago is not written down again.
  await run('update users set last_seen_at = $1 where telegram_id is not null', now)
  await run(`update staff set bio = 'Ωραία' where id = $1`, specialistId)
  await run(
    `insert into schedule_rules (staff_id, kind, weekday, opens, closes)
     select staff_id, kind, weekday, opens::time, closes::time
       from generate_series(1, 6) weekday,
            (values (null::bigint, 'open', '09:00', '21:00'), ($1::bigint, 'break', '13:00', '13:30')) v (staff_id, kind, opens, closes)`,
    specialistId,
  )
  // A visit of that day is left outside the hours.
  await run(
    `insert into schedule_rules (staff_id, kind, date, closed) values (null, 'open', '2026-03-04', true), ($1, 'open', '2026-03-04', true)`,
    specialistId,
  )
}

async function nameAll(db: Database): Promise<void> {
  const people = [
    owner,
    moderator,
    specialist,
    { telegramId: 704, firstName: 'Όλγα' },
    stranger,
    { telegramId: 705, firstName: 'Άννα' },
  ]
  const ids = people.map(({ telegramId }) => telegramId)
  const names = people.map(({ firstName }) => firstName)
  const of = `from unnest($1::bigint[], $2::text[]) p (id, name) where telegram_id = p.id`
  await db.query(`update users set first_name = p.name, last_name = null ${of}`, [ids, names])
  await db.query(`update staff set name = p.name ${of}`, [ids, names])
  await db.query(`update users set first_name = 'Ιώ' where telegram_id is null`)
  await db.query(`update users set notes = 'ψιθύρισε' where notes is not null`)
  await db.query(`update bookings set client_comment = 'ψιθύρισε'`)
  await db.query(`update services set name = case id % 2 when 1 then 'Κούρεμα' else 'Μανικιούρ' end`)
}
