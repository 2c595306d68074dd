import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Actor } from '../../src/usecases/actor.ts'
import { findClients, type FindClientsResult } from '../../src/usecases/find-clients.ts'
import { openStock, type Stock } from '../support/stock.ts'

let stock: Stock

beforeAll(async () => {
  stock = await openStock()
  await stock.db.query(
    `insert into users (first_name, last_name, username, telegram_id, phone, erased_at, created_at)
     select p.*, $1 from (values
       ('Алёна', 'ПЕТРОВА', 'alena_p', 901, '+79161234567', null::timestamptz),
       ('Елена', null, null, null, '+442079460958', null),
       ('100% <b>', '🙂.*', null, null, null, null),
       ('علي', null, null, null, null, null),
       (null, null, null, null, null, $1),
       ('Ёлочкин 01', null, null, null, null, null)) p`,
    [stock.ctx.clock.now()],
  )
})

afterAll(async () => await stock.tenant.close())

type Found = Extract<FindClientsResult, { ok: true }>

async function find(typed: string | null, actor: Actor = stock.owner, page = 0): Promise<Found> {
  const found = await findClients(stock.ctx, actor, { typed, page })
  if (!found.ok) throw new Error(found.reason)
  return found
}

async function names(typed: string | null, actor?: Actor): Promise<string[]> {
  return (await find(typed, actor)).clients.map(({ name }) => name)
}

describe('clients are found', () => {
  test.each([
    ['алена', ['Алёна ПЕТРОВА']],
    ['АЛЁНА', ['Алёна ПЕТРОВА']],
    ['лена', ['Елена', 'Алёна ПЕТРОВА']],
    ['петрова алена', ['Алёна ПЕТРОВА']],
    ['ёлочкин', ['Ёлочкин 01']],
    ['елочкин 01', ['Ёлочкин 01']],
    ['علي', ['علي']],
    ['100%', ['100% <b> 🙂.*']],
    ['🙂.*', ['100% <b> 🙂.*']],
    ['.', ['100% <b> 🙂.*']],
    ['\\', []],
    ['[', []],
    ['8 916 123-45-67', ['Алёна ПЕТРОВА']],
    ['+7 (916)', ['Алёна ПЕТРОВА']],
    ['8916', ['Алёна ПЕТРОВА']],
    ['0958', ['Елена']],
    ['020 7946', ['Елена']],
    ['@ALENA', ['Алёна ПЕТРОВА']],
    ['alena_p', ['Алёна ПЕТРОВА']],
    ['@lena', []],
    ['нет такой', []],
    ['\u0000', []],
    ['я'.repeat(4096), []],
  ])('by %j', async (typed, expected) => {
    expect(await names(typed)).toEqual(expected)
  })
})

test('whoever came last stands first, and whoever never came after them, the newest first', async () => {
  const { clients, total, page, pages, more } = await find(null)
  expect(clients.map(({ name }) => name)).toEqual([
    'Анна Секретова',
    ...['Ёлочкин 01', 'علي', '100% <b> 🙂.*', 'Елена', 'Алёна ПЕТРОВА', 'Секретова', 'Ева Секретова'],
  ])
  expect({ total, page, pages, more }).toEqual({ total: 8, page: 0, pages: 1, more: false })
  expect(clients.map(({ lastVisitAt }) => lastVisitAt)).toEqual([
    new Date('2026-03-02T07:00:00Z'),
    ...Array.from({ length: 7 }, () => null),
  ])
})

test('of a page beyond the end the last one is shown', async () => {
  const { clients, page } = await find(null, stock.owner, 70_000)
  expect({ page, shown: clients.length }).toEqual({ page: 0, shown: 8 })
})

test('a specialist finds those who have visits with them', async () => {
  expect(await names(null, stock.specialist)).toEqual(['Анна Секретова'])
  expect(await names('а', stock.specialist)).toEqual(['Анна Секретова'])
  expect(await names(null, stock.otherSpecialist)).toEqual([])
  expect(await names('анна', stock.otherSpecialist)).toEqual([])
  expect(await findClients(stock.ctx, stock.client, { typed: null, page: 0 })).toEqual({
    ok: false,
    reason: 'forbidden',
  })
})

test('staff are clients when they have visits themselves', async () => {
  expect(await names('зоя')).toEqual([])
  await stock.db.query('update bookings set user_id = $2 where id = $1', [
    stock.bookingId,
    stock.moderator.userId,
  ])
  expect(await names('зоя')).toEqual(['Зоя'])
})
