import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { enterChat } from '../../src/usecases/enter-chat.ts'
import { eraseMe } from '../../src/usecases/erase-me.ts'
import { listMyBookings } from '../../src/usecases/list-my-bookings.ts'
import { nextUpdateId, openTenant, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant

beforeEach(async () => {
  salon = await openTenant()
})

afterEach(async () => {
  await salon.close()
})

const sender = (updateId: number) => ({
  updateId,
  telegramId: 7001,
  username: 'ann',
  firstName: 'Анна',
  lastName: 'Иванова',
  languageCode: 'en',
})

async function people() {
  return await salon.db.query<{ name: string | null; telegramId: number | null; locale: string | null }>(
    'select first_name as name, telegram_id as "telegramId", locale from users order by id',
  )
}

async function book(updateId: number) {
  return await createBooking(salon.ctx, await enterChat(salon.ctx, sender(updateId)), {
    serviceIds: [salon.serviceIds[0]!],
    staffId: null,
    startsAt: new Date('2026-03-05T07:00:00Z'),
  })
}

test('the same update delivered again leaves nothing of the person either, and one entry', async () => {
  await book(nextUpdateId())
  const updateId = nextUpdateId()
  await eraseMe(salon.ctx, await enterChat(salon.ctx, sender(updateId)))
  await eraseMe(salon.ctx, await enterChat(salon.ctx, sender(updateId)))
  const nobody = { name: null, telegramId: null, locale: null }
  expect(await people()).toEqual([nobody, nobody])
  const entries = await salon.db.query(
    `select action, entity_id as entity, after from audit_log where action like '%erase%' or action like '%cancel%'
      order by id`,
  )
  expect(entries).toEqual([
    { action: 'booking.cancel', entity: 1, after: { status: 'cancelled' } },
    { action: 'user.erase', entity: 1, after: { cancelled_visits: [1] } },
  ])
})

test('whoever comes back after it is new, in the language that Telegram tells', async () => {
  await eraseMe(salon.ctx, await enterChat(salon.ctx, sender(nextUpdateId())))
  const again = await enterChat(salon.ctx, sender(nextUpdateId()))
  expect(again).toMatchObject({ isNew: true, locale: 'en', banned: false })
  expect(await enterChat(salon.ctx, sender(nextUpdateId()))).toMatchObject({ isNew: false })
})

test('a ban outlives it without the visits, and so does the language that is chosen afterwards', async () => {
  await book(nextUpdateId())
  const ann = await enterChat(salon.ctx, sender(nextUpdateId()))
  await salon.db.query(`update users set banned_at = created_at, ban_reason = 'Шумит' where id = $1`, [
    ann.userId,
  ])
  await eraseMe(salon.ctx, await enterChat(salon.ctx, sender(nextUpdateId())))
  const rows = await salon.db.query(
    `select telegram_id as "telegramId", banned_at is not null as banned, ban_reason as reason, locale,
            erased_at is not null as erased
       from users order by id`,
  )
  const nothing = { reason: null, locale: null, erased: true }
  expect(rows).toEqual([
    { ...nothing, telegramId: null, banned: false },
    { ...nothing, telegramId: 7001, banned: true },
  ])

  const again = await enterChat(salon.ctx, sender(nextUpdateId()))
  expect(again).toMatchObject({ isNew: true, locale: 'en', banned: true })
  const past = await listMyBookings(salon.ctx, again, { scope: 'past', page: 0 })
  expect(past.visits).toEqual([])
  await salon.db.query(`update users set locale = 'ru' where id = $1`, [again.userId])
  const renamed = { ...sender(nextUpdateId()), firstName: 'Аня' }
  expect(await enterChat(salon.ctx, renamed)).toMatchObject({ isNew: false, locale: 'ru' })
})

test('a ban outlives being erased twice at one moment', async () => {
  const ann = await enterChat(salon.ctx, sender(nextUpdateId()))
  await salon.db.query('update users set banned_at = created_at where id = $1', [ann.userId])
  const erase = async () => await eraseMe(salon.ctx, { ...ann, origin: `u:${nextUpdateId()}` })
  await Promise.all([erase(), erase(), enterChat(salon.ctx, { ...sender(nextUpdateId()), firstName: 'Аня' })])
  expect(await enterChat(salon.ctx, sender(nextUpdateId()))).toMatchObject({ banned: true })
})

test('booking at the same moment leaves no active visit behind, or is refused', async () => {
  const ann = await enterChat(salon.ctx, sender(nextUpdateId()))
  const eraser = { ...ann, origin: `u:${nextUpdateId()}` }
  await Promise.all([book(nextUpdateId()), eraseMe(salon.ctx, eraser)])
  const kept = await salon.db.query<{ status: string; telegramId: number | null }>(
    `select b.status, u.telegram_id as "telegramId" from bookings b join users u on u.id = b.user_id`,
  )
  for (const { status, telegramId } of kept) {
    expect(status === 'cancelled' || telegramId !== null).toBe(true)
  }
})
