import { afterEach, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import type { Person } from '../../playground/people.ts'
import { backendKinds } from '../support/backends.ts'
import { until } from '../support/until.ts'
import { hearsNext, openSalon, type Salon, type SalonOptions } from '../support/salon.ts'

let salon: Salon | undefined

async function open(options: SalonOptions = {}): Promise<Salon> {
  salon = await openSalon(options)
  return salon
}

afterEach(async () => {
  const opened = salon
  salon = undefined
  if (!opened) return
  await opened.close()
  expect(opened.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(opened.telegram.schemaViolations).toEqual([])
})

/** Visits on Thursday, 5 March. */
async function book(person: Person, ...times: string[]): Promise<void> {
  for (const time of times) {
    await person.sends('/book')
    for (const step of [/Стрижка/, '5', time, /Подтвердить|Confirm/]) await person.taps(step)
  }
}

async function eraseAll(person: Person): Promise<void> {
  await person.sends('/privacy')
  await person.taps('Удалить всё обо мне')
  await person.taps('Да, удалить')
}

/** Everything in the tenant's tables, as text. */
async function everything(): Promise<string> {
  const tables = ['users', 'staff', 'bookings', 'tasks', 'feedback', 'audit_log']
  const rows = await Promise.all(
    tables.map(
      async (name) => await salon!.db.query<{ row: string }>(`select r::text as row from ${name} r`),
    ),
  )
  return rows.flatMap((table) => table.map(({ row }) => row)).join('\n')
}

async function people() {
  return await salon!.db.query<{ name: string | null; telegramId: number | null; erased: boolean }>(
    `select first_name as name, telegram_id as "telegramId", erased_at is not null as erased
       from users where telegram_id is distinct from $1::bigint order by id`,
    [salon!.owner.id],
  )
}

describe('/privacy', () => {
  test('says in both languages what is kept and why', async () => {
    await open()
    const [ann, bob] = [salon!.person('Анна'), salon!.person('Bob', 'en')]
    await ann.sends('/privacy')
    expect(ann.lastMessage().text).toContain('Что мы о вас знаем')
    expect(ann.lastMessage().keyboard).toEqual([['Получить файлом'], ['Удалить всё обо мне']])
    await bob.sends('/privacy')
    expect(bob.lastMessage().text).toContain('What we know about you')
    await bob.taps('Remove everything about me')
    await bob.taps('No, keep it')
    expect(bob.lastMessage().text).toContain('What we know about you')
    expect(bob.screen().commands.map(({ command }) => command)).toContain('privacy')
  })

  test('gives everything about oneself as a document, and nothing about anybody else', async () => {
    const { db } = await open()
    const [ann, bob] = [salon!.person('Анна'), salon!.person('Борис')]
    await book(ann, '10:00')
    await book(bob, '11:00')
    await db.query(`update users set notes = 'Любит чай', tags = '{vip}' where telegram_id = $1`, [ann.id])
    await db.query(`update users set notes = 'Тайна' where telegram_id = $1`, [bob.id])
    await db.query(`update bookings set status = 'completed', client_comment = 'Короче'`)
    await db.query(
      `insert into feedback (visit_id, booking_id, user_id, rating, comment, created_at)
       select visit_id, id, user_id, 4, 'Отзыв ' || id, created_at from bookings`,
    )
    await ann.sends('/privacy')
    await ann.taps('Получить файлом')
    const message = ann.lastMessage()
    expect(message.media).toMatchObject({ fileName: 'my-data-2026-03-02.json' })
    const text = ann.file(message).toString()
    expect(JSON.parse(text)).toMatchObject({
      business: 'Салон «Вера»',
      profile: { telegramId: ann.id, firstName: 'Анна', language: 'ru', notes: 'Любит чай', tags: ['vip'] },
      visits: [
        {
          service: 'Стрижка',
          specialist: 'Мария',
          startsAt: '2026-03-05T07:00:00.000Z',
          comment: 'Короче',
          priceMinor: 150_000,
        },
      ],
      reviews: [{ stars: 4, comment: 'Отзыв 1' }],
      requests: [],
    })
    for (const others of ['Борис', 'Тайна', 'Отзыв 2', String(bob.id)]) expect(text).not.toContain(others)
  })
})

describe.each(backendKinds)('erasing oneself, on %s', (backend) => {
  test('empties everything personal, cancels what is ahead, tells staff, and greets as new', async () => {
    const { owner, db, telegram, redis } = await open({ backend })
    await owner.sends('/start')
    const ann = salon!.person('Аннабель')
    await book(ann, '10:00', '12:00', '14:00')
    await db.query(
      `update users set phone = '+79161234567', notes = 'Секретка', tags = '{секретный}', username = 'annabelle'
        where telegram_id = $1::bigint`,
      [ann.id],
    )
    await db.query(
      `update bookings set guest_name = 'Секретик', client_comment = 'Секретно', cancel_reason = 'Секретища'`,
    )
    // The first has taken place, and was reviewed.
    await db.query(`update bookings set status = 'completed' where id = 1`)
    await db.query(
      `insert into feedback (visit_id, booking_id, user_id, rating, comment, created_at)
       select visit_id, id, user_id, 5, 'Секретный отзыв', created_at from bookings where id = 1`,
    )
    await db.query(
      `insert into tasks (kind, dedup_key, due_at, status, payload, claimed_at)
       values ('update', 'u:1', $1::timestamptz, 'doing', $2::jsonb, $1::timestamptz)`,
      [
        salon!.clock.now(),
        JSON.stringify({ update: { update_id: 1, message: { from: { id: ann.id }, text: 'Секретное' } } }),
      ],
    )
    await ann.sends('/my')
    await ann.taps(/12:00/)
    await ann.taps('Отменить')
    await ann.taps('Своими словами')
    const question = ann.lastMessage()

    await ann.sends('/privacy')
    await ann.taps('Удалить всё обо мне')
    expect(ann.lastMessage().text).toContain('Отменим 2 предстоящие записи')
    await ann.taps('Да, удалить')
    expect(ann.lastMessage()).toMatchObject({ keyboard: [] })
    expect(ann.lastMessage().text).toContain('мы всё стёрли')
    const told = await hearsNext(salon!, owner, /Запись отменена[^]*Клиент удалил/)
    expect(told.text).not.toContain('Аннабель')
    await telegram.idle()

    expect(await everything()).not.toMatch(/Аннабель|annabelle|79161234567|секрет/i)
    expect(await people()).toEqual([{ name: null, telegramId: null, erased: true }])
    const visits = await db.query('select status from bookings order by id')
    expect(visits).toEqual([{ status: 'completed' }, { status: 'cancelled' }, { status: 'cancelled' }])
    const alarms = await db.query(
      `select 1 from tasks where kind in ('reminder', 'review') and status in ('pending', 'waiting')`,
    )
    expect(alarms).toEqual([])
    if (redis) {
      const client = new Redis(redis.url)
      expect(await client.keys(`${redis.prefix}user:*`)).toEqual([])
      client.disconnect()
    }

    await ann.sends('/start')
    expect(ann.screen().messages.at(-2)?.text).toBe('Здравствуйте, Аннабель! Это Салон «Вера».')
    await ann.sends('/my')
    expect(ann.lastMessage().text).toContain('Сейчас у вас нет записей')
    await ann.tapsData(question, 'leave.cancel_reason')
    await book(ann, '10:00')
    expect(ann.lastMessage().text).toContain('Вы записаны')
  })
})

describe('somebody who erased themselves', () => {
  test('by a double tap is removed once, with one entry each and nothing left', async () => {
    const { telegram, db } = await open()
    const ann = salon!.person('Аннабель')
    await book(ann, '10:00')
    await ann.sends('/privacy')
    await ann.taps('Удалить всё обо мне')
    ann.tapsWithoutWaiting('Да, удалить')
    ann.tapsWithoutWaiting('Да, удалить')
    await telegram.idle()
    expect(await everything()).not.toContain('Аннабель')
    expect((await people()).every(({ erased }) => erased)).toBe(true)
    const cancelled = await db.query(`select count(*) from audit_log where action = 'booking.cancel'`)
    expect(cancelled).toEqual([{ count: 1 }])
  })

  test('while banned stays banned, and is written to by nobody', async () => {
    const { db, telegram } = await open()
    const ann = salon!.person('Аннабель')
    await book(ann, '10:00')
    await db.query(`update users set banned_at = $2, ban_reason = 'Шумит' where telegram_id = $1::bigint`, [
      ann.id,
      salon!.clock.now(),
    ])
    await ann.sends('/privacy')
    await ann.taps('Удалить всё обо мне')
    expect(ann.lastMessage().text).toContain('сохраним только ваш ID в Telegram')
    await ann.taps('Да, удалить')
    expect(await people()).toEqual([
      { name: null, telegramId: null, erased: true },
      { name: null, telegramId: ann.id, erased: true },
    ])
    expect(await everything()).not.toMatch(/Аннабель|Шумит/)
    const seen = ann.screen().messages.length
    salon!.clock.moveTo(new Date('2026-03-05T12:00:00Z'))
    await telegram.idle()
    expect(ann.screen().messages).toHaveLength(seen)

    await ann.sends('/start')
    expect(ann.screen().messages.at(-2)?.text).toContain('Здравствуйте, Аннабель! Это')
    await ann.sends('/book')
    expect(ann.lastMessage().text).toContain('записать вас здесь не получится')
    await ann.sends('/my')
    await ann.taps('История записей')
    expect(ann.lastMessage().text).toContain('История пока пуста')
  })

  test('during a visit leaves it to end by itself, and is not asked how it was', async () => {
    const { db, telegram } = await open()
    const ann = salon!.person('Аннабель')
    await book(ann, '10:00')
    salon!.clock.moveTo(new Date('2026-03-05T07:30:00Z'))
    await telegram.idle()
    await eraseAll(ann)
    const seen = ann.screen().messages.length
    salon!.clock.moveTo(new Date('2026-03-05T11:00:00Z'))
    const status = async (kind: string) =>
      (await db.query<{ status: string }>('select status from tasks where kind = $1', [kind]))[0]?.status
    await until(async () => (await status('review')) === 'skipped')
    await telegram.idle()
    expect(await db.query('select status from bookings')).toEqual([{ status: 'completed' }])
    expect(ann.screen().messages).toHaveLength(seen)
  })
})
