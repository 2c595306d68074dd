import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { addAdmin } from '../../src/usecases/add-admin.ts'
import { changeOwnTerms } from '../../src/usecases/change-own-terms.ts'
import { changePerformer } from '../../src/usecases/change-performer.ts'
import { changeRole } from '../../src/usecases/change-role.ts'
import { changeSpecialistState } from '../../src/usecases/change-specialist-state.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { createSpecialist } from '../../src/usecases/create-specialist.ts'
import { disconnectSpecialist } from '../../src/usecases/disconnect-specialist.ts'
import { editSpecialist } from '../../src/usecases/edit-specialist.ts'
import { listSpecialists } from '../../src/usecases/list-specialists.ts'
import { moveSpecialist } from '../../src/usecases/move-specialist.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { anew } from '../support/stock.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant
let vera: Actor
let zoya: Actor
let haircut: number
let maria: number
let olga: number
let irina: number

beforeEach(async () => {
  salon = await openTenant({
    specialists: ['Мария', 'Ольга', 'Ирина'],
    services: [{ name: 'Стрижка' }, { name: 'Маникюр' }],
    // Telegram ids that `salon.person` gives to the first two people.
    adminIds: [5000, 5001],
  })
  await prepareTenant(salon.ctx)
  vera = await salon.person('Вера')
  zoya = await salon.person('Зоя')
  haircut = salon.serviceIds[0]!
  ;[maria, olga, irina] = salon.staffIds as [number, number, number]
})

afterEach(async () => await salon.close())

const version = async (table: 'staff' | 'services', id: number) => {
  const [row] = await salon.db.query<{ version: number }>(`select version from ${table} where id = $1`, [id])
  return row!.version
}

async function assign(staffId: number, performs: boolean) {
  return await assignAt(await version('services', haircut), staffId, performs)
}

async function assignAt(shown: number, staffId: number, performs: boolean, actor = vera) {
  const input = { staffId, serviceId: haircut, version: shown, performs }
  return await changePerformer(salon.ctx, anew(actor), input)
}

async function price(staffId: number, value: number | null) {
  const shown = await version('services', haircut)
  return await changeOwnTerms(salon.ctx, anew(vera), {
    ...{ staffId, serviceId: haircut, version: shown },
    ...{ field: 'priceMinor', value },
  })
}

/** Whom clients can choose for the haircut, with their prices. */
async function offered(): Promise<Record<string, number | null>> {
  const list = await listSpecialists(salon.ctx, vera, {
    serviceIds: [haircut],
    movingBookingId: null,
    clientId: null,
  })
  if (!list.ok) throw new Error(list.reason)
  return Object.fromEntries(list.specialists.map(({ name, priceMinor }) => [name, priceMinor]))
}

const step = async (staffId: number, to: 'show' | 'hide' | 'archive' | 'restore', actor = vera) =>
  await changeSpecialistState(salon.ctx, anew(actor), {
    staffId,
    version: await version('staff', staffId),
    step: to,
  })

async function add(name: string): Promise<number> {
  const added = await createSpecialist(salon.ctx, anew(vera), { name })
  if (!added.ok) throw new Error(added.reason)
  return added.card.member.id
}

test('a service taken from one stays with all the others, hidden ones included', async () => {
  await step(irina, 'hide')
  expect(await assign(maria, false)).toEqual({ ok: true, kept: 0, named: 2 })
  expect(Object.keys(await offered())).toEqual(['Ольга'])
  await step(irina, 'show')
  expect(Object.keys(await offered())).toEqual(['Ольга', 'Ирина'])
})

test('the last one who performs a service keeps it, so that it never becomes everybody’s by itself', async () => {
  await assign(maria, false)
  await assign(olga, false)
  expect(await assign(irina, false)).toEqual({ ok: false, reason: 'last_performer' })
  expect(Object.keys(await offered())).toEqual(['Ирина'])
  await step(irina, 'archive')
  expect(await offered()).toEqual({})
})

test('an own price is one’s own only, and takes the service from nobody', async () => {
  expect(await price(maria, 200_000)).toEqual({ ok: true, kept: 0 })
  expect(await offered()).toEqual({ Мария: 200_000, Ольга: 150_000, Ирина: 150_000 })
  await add('Нина')
  expect(await offered()).toMatchObject({ Нина: 150_000 })
  await price(maria, null)
  expect(await offered()).toMatchObject({ Мария: 150_000 })
})

test('a new one performs what all perform, and is not given what some were chosen for', async () => {
  await assign(maria, false)
  const nina = await add('Нина')
  expect(Object.keys(await offered())).toEqual(['Ольга', 'Ирина'])
  await assign(maria, true)
  await assign(nina, true)
  await add('Рита')
  expect(Object.keys(await offered())).toEqual(['Мария', 'Ольга', 'Ирина', 'Нина', 'Рита'])
})

test('who becomes a specialist by their role performs what all perform, once they are shown', async () => {
  await price(maria, 200_000)
  const added = await addAdmin(salon.ctx, anew(vera), { telegramId: 6000, name: 'Нина', role: 'specialist' })
  if (!added.ok) throw new Error(added.reason)
  await step(added.admin.staffId, 'show')
  const zoyas = { staffId: zoya.staffId!, version: 1 }
  await salon.db.query(`update staff set name = 'Зоя', role = 'moderator' where id = $1`, [zoyas.staffId])
  const ctx = { ...salon.ctx, adminIds: [] }
  expect(await changeRole(ctx, anew(vera), { ...zoyas, role: 'specialist' })).toMatchObject({ ok: true })
  await step(zoyas.staffId, 'show')
  expect(Object.keys(await offered())).toEqual(expect.arrayContaining(['Нина', 'Зоя']))
})

test('who comes back performs what they did, at their own price, and what all do by now', async () => {
  await price(maria, 200_000)
  await step(maria, 'archive')
  expect(await offered()).toEqual({ Ольга: 150_000, Ирина: 150_000 })
  await step(maria, 'restore')
  await step(maria, 'show')
  expect(await offered()).toMatchObject({ Мария: 200_000 })
  await step(irina, 'archive')
  await price(olga, 100_000)
  await step(irina, 'restore')
  await step(irina, 'show')
  expect(Object.keys(await offered())).toEqual(['Мария', 'Ольга', 'Ирина'])
})

test('visits that are agreed keep specialist and price, and their number is said', async () => {
  const anna = await salon.person('Анна')
  const booked = await createBooking(salon.ctx, anna, {
    ...{ serviceIds: [haircut], staffId: maria, startsAt: new Date('2026-03-03T09:00:00Z') },
    notes: { comment: null, guestName: null },
  })
  expect(booked.ok).toBe(true)
  expect(await price(maria, 200_000)).toEqual({ ok: true, kept: 1 })
  expect(await assign(maria, false)).toEqual({ ok: true, kept: 1, named: 2 })
  expect(await step(maria, 'archive')).toMatchObject({ ok: true, card: { upcoming: 1 } })
  expect(
    await salon.db.query('select staff_id as "staffId", price_minor as price, status from bookings'),
  ).toEqual([{ staffId: maria, price: 150_000, status: 'confirmed' }])
})

test('who is archived or disconnected is told that their access is gone, if they had any', async () => {
  for (const [name, role, staffId] of [
    ['Анна', 'none', maria],
    ['Нина', 'none', olga],
    ['Рита', 'specialist', irina],
  ] as const) {
    const { telegramId } = await salon.person(name)
    await salon.db.query('update staff set telegram_id = $2, role = $3 where id = $1', [
      staffId,
      telegramId,
      role,
    ])
  }
  const disconnect = async (staffId: number) =>
    await disconnectSpecialist(salon.ctx, anew(vera), { staffId, version: await version('staff', staffId) })
  expect(await step(maria, 'archive')).toMatchObject({ ok: true })
  expect(await disconnect(olga)).toMatchObject({ ok: false, reason: 'changed_meanwhile' })
  expect(await salon.db.query(`select payload from tasks where kind = 'notice'`)).toEqual([])
  expect(await disconnect(irina)).toMatchObject({ ok: true })
  expect(await salon.db.query(`select payload ->> 'role' as role from tasks where kind = 'notice'`)).toEqual([
    { role: 'none' },
  ])
})

test('what nobody may have is refused', async () => {
  for (const value of [-1, 1.5, Number.NaN])
    expect(await price(maria, value)).toMatchObject({ ok: false, reason: 'invalid' })
  const hidden = vera.staffId!
  expect(await assign(hidden, true)).toEqual({ ok: false, reason: 'changed_meanwhile' })
  expect(await step(hidden, 'archive')).toMatchObject({ ok: false, reason: 'changed_meanwhile' })
  for (const name of ['', 'Ж', ' '.repeat(5), '\u200b\u200b', 'Ж'.repeat(61)]) {
    expect(await createSpecialist(salon.ctx, anew(vera), { name })).toEqual({ ok: false, reason: 'invalid' })
  }
})

test('of two who change a service’s specialists or a specialist at once, one counts and the other sees it', async () => {
  const taken = await Promise.all([assignAt(1, maria, false), assignAt(1, olga, false, zoya)])
  expect(taken.map((result) => (result.ok ? 'done' : result.reason)).sort()).toEqual([
    'changed_meanwhile',
    'done',
  ])
  expect(Object.keys(await offered())).toHaveLength(2)

  const changed = await Promise.all([
    step(irina, 'archive'),
    editSpecialist(salon.ctx, anew(zoya), {
      staffId: irina,
      version: 1,
      change: { field: 'bio', value: 'Опыт' },
    }),
  ])
  expect(changed.map(({ ok }) => ok).sort()).toEqual([false, true])
  const lost = changed.find(({ ok }) => !ok)
  const present = { version: 2, state: changed[0].ok ? 'archived' : 'bookable' }
  expect(lost).toMatchObject({ reason: 'changed_meanwhile', card: { member: present } })
})

test('who joins while a service is taken from somebody loses nothing and gets nothing', async () => {
  for (let round = 0; round < 10; round++) {
    const [taken, added] = await Promise.all([assign(maria, false), add(`Нина ${round}`)])
    const performers = await salon.db.query<{ staffId: number }>(
      'select staff_id as "staffId" from staff_services where service_id = $1',
      [haircut],
    )
    const ids = performers.map(({ staffId }) => staffId)
    // Either she came first, and was one of those who keep it, or she came to a service of some.
    if (taken.ok) expect(ids).not.toContain(maria)
    const log = await salon.db.query<{ action: string }>(
      `select action from audit_log where action in ('staff.create', 'service.performer') order by id desc limit 2`,
    )
    if (taken.ok) expect(ids.includes(added)).toBe(log[1]?.action === 'staff.create')
    await salon.db.query('delete from staff_services')
  }
})

test('moves at once lose nobody and no place', async () => {
  const moves = Array.from({ length: 6 }, (_, index) =>
    moveSpecialist(salon.ctx, anew(index % 2 === 0 ? vera : zoya), {
      staffId: salon.staffIds[index % 3]!,
      direction: index % 2 === 0 ? 'down' : 'up',
    }),
  )
  expect((await Promise.all(moves)).every(({ ok }) => ok)).toBe(true)
  const rows = await salon.db.query<{ place: number }>(
    'select sort_order as place from staff where bookable order by sort_order',
  )
  expect(rows.map(({ place }) => place)).toEqual([1, 2, 3])
})
