import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { eraseMe } from '../../src/usecases/erase-me.ts'
import { recordPhone } from '../../src/usecases/record-phone.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

const phone = '+79161234567'

let salon: TestTenant

beforeEach(async () => {
  salon = await openTenant({ settings: { phoneRequired: true } })
})

afterEach(async () => {
  await salon.close()
})

/** A client entered by hand, with one coming visit and its reminder. */
async function walkIn(
  of = phone,
  { bannedAt = null, name = 'Аня' }: { bannedAt?: string | null; name?: string | null } = {},
): Promise<number> {
  const [person] = await salon.db.query<{ id: number }>(
    `insert into users (first_name, last_name, phone, notes, tags, banned_at, created_at)
     values ($3, case when $3::text is not null then 'Петрова' end, $1, 'любит чай', '{vip}', $2,
             '2026-03-01T00:00:00Z') returning id`,
    [of, bannedAt, name],
  )
  await salon.db.query(
    `insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, status, visit_id, duration_min,
                           source, created_at, updated_at)
     select $1, $2, $3, at, at + interval '1 hour', tstzrange(at, at + interval '1 hour'), 'confirmed', $1, 60, 'admin',
            at, at
       from (values ('2026-03-05T07:00:00Z'::timestamptz + $1 * interval '2 hours')) as v (at)`,
    [person!.id, salon.serviceIds[0], salon.staffIds[0]],
  )
  await salon.db.query(
    `insert into tasks (kind, dedup_key, due_at, user_id) values ('reminder', 'r:' || ($1::bigint), '2026-03-04T07:00:00Z', $1::bigint)`,
    [person!.id],
  )
  return person!.id
}

async function owners() {
  const rows = await salon.db.query<{ userId: number }>(
    'select user_id as "userId" from bookings order by id',
  )
  return rows.map(({ userId }) => userId)
}

describe('one’s own shared contact', () => {
  test('makes a walk-in client with that phone the same person', async () => {
    const walkInId = await walkIn()
    const ann = await salon.person('Анна')
    await recordPhone(salon.ctx, ann, { phone, shared: true })

    expect(await owners()).toEqual([ann.userId])
    const people = await salon.db.query(
      'select id, first_name as name, phone, notes, tags, erased_at is not null as erased from users order by id',
    )
    expect(people).toEqual([
      { id: walkInId, name: null, phone: null, notes: null, tags: [], erased: true },
      { id: ann.userId, name: 'Анна', phone, notes: 'любит чай', tags: ['vip'], erased: false },
    ])
    expect(await salon.db.query('select user_id as who from tasks')).toEqual([{ who: ann.userId }])
    expect(await salon.db.query('select action, before, after from audit_log order by id')).toEqual([
      { action: 'person.phone', before: null, after: { changed: ['phone'], shared: true } },
      { action: 'person.merge', before: { walk_in_id: walkInId }, after: { bookings: 1 } },
    ])
  })

  test('brings a ban along', async () => {
    await walkIn(phone, { bannedAt: '2026-03-01T00:00:00Z' })
    const ann = await salon.person('Анна')
    await recordPhone(salon.ctx, ann, { phone, shared: true })
    const result = await createBooking(salon.ctx, ann, {
      serviceIds: [salon.serviceIds[0]!],
      staffId: null,
      startsAt: new Date('2026-03-03T07:00:00Z'),
    })
    expect(result).toEqual({ ok: false, reason: 'banned', phone: null })
  })

  test.each([
    ['Аня', 'Аня Петрова'],
    ['Анна', null],
    [null, null],
    ['Ж'.repeat(70), 'Ж'.repeat(60)],
  ])('keeps whose visit it is when the walk-in is called %s', async (name, guest) => {
    await walkIn(phone, { name })
    await recordPhone(salon.ctx, await salon.person('Анна'), { phone, shared: true })
    expect(await salon.db.query('select guest_name as guest from bookings')).toEqual([{ guest }])
  })

  test('leaves a guest’s name that was there', async () => {
    await walkIn()
    await salon.db.query(`update bookings set guest_name = 'Кирилл'`)
    await recordPhone(salon.ctx, await salon.person('Анна'), { phone, shared: true })
    expect(await salon.db.query('select guest_name as guest from bookings')).toEqual([{ guest: 'Кирилл' }])
  })

  test('leaves alone another walk-in, and a person who writes to the bot', async () => {
    const other = await walkIn('+79161234568')
    const bob = await salon.person('Борис')
    await recordPhone(salon.ctx, bob, { phone, shared: false })
    await recordPhone(salon.ctx, await salon.person('Анна'), { phone, shared: true })
    expect(await owners()).toEqual([other])
    const phones = await salon.db.query('select phone from users where telegram_id is not null')
    expect(phones).toEqual([{ phone }, { phone }])
  })

  test('of twenty people at once takes the visits over once', async () => {
    await walkIn()
    await walkIn()
    const people = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => await salon.person(`Гость ${i}`)),
    )
    await Promise.all(people.map((person) => recordPhone(salon.ctx, person, { phone, shared: true })))
    const ids = people.map(({ userId }) => userId)
    expect((await owners()).every((owner) => ids.includes(owner))).toBe(true)
    const merges = await salon.db.query(`select 1 from audit_log where action = 'person.merge'`)
    expect(merges).toHaveLength(2)
  })

  test('delivered twice is recorded once', async () => {
    const ann = await salon.person('Анна')
    await recordPhone(salon.ctx, ann, { phone, shared: true })
    await recordPhone(salon.ctx, ann, { phone, shared: true })
    expect(await salon.db.query('select action from audit_log')).toEqual([{ action: 'person.phone' }])
  })
})

test('whoever is erased at that moment leaves no phone behind', async () => {
  const ann = await salon.person('Анна')
  await eraseMe(salon.ctx, ann)
  await recordPhone(salon.ctx, { ...ann, origin: 'u:1' }, { phone, shared: true })
  expect(await salon.db.query('select phone from users')).toEqual([{ phone: null }])
})

test('a typed number merges nobody', async () => {
  const walkInId = await walkIn()
  await recordPhone(salon.ctx, await salon.person('Анна'), { phone, shared: false })
  expect(await owners()).toEqual([walkInId])
})

test('without a phone nothing is booked where one is required', async () => {
  const ann = await salon.person('Анна')
  const input = {
    serviceIds: [salon.serviceIds[0]!],
    staffId: null,
    startsAt: new Date('2026-03-03T07:00:00Z'),
  }
  const result = await createBooking(salon.ctx, ann, input)
  expect(result).toEqual({ ok: false, reason: 'phone_required', country: 'RU' })
  await recordPhone(salon.ctx, ann, { phone, shared: false })
  expect(await createBooking(salon.ctx, await salon.person('Анна'), input)).toMatchObject({ ok: true })
})
