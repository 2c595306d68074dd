import { afterEach, describe, expect, test } from '@jest/globals'
import type { LocalMonth } from '../../src/domain/local-time.ts'
import type { Connection } from '../../src/storage/database.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { viewMonth } from '../../src/usecases/view-month.ts'
import type { VisitTarget } from '../../src/usecases/visit-target.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant

afterEach(async () => {
  await salon.close()
})

/** The same context, whose statements are counted. */
function counted(): { readonly ctx: TestTenant['ctx']; readonly statements: string[] } {
  const statements: string[] = []
  const query: Connection['query'] = (text, values) => {
    statements.push(text)
    return salon.db.query(text, values)
  }
  const db = Object.assign(Object.create(salon.db) as typeof salon.db, { query })
  return { ctx: { ...salon.ctx, db }, statements }
}

/** How many statements the first month with something free costs a process that has just started. */
async function statementsOf(target: Partial<VisitTarget>): Promise<number> {
  await salon.ctx.invalidate()
  const { ctx, statements } = counted()
  const view = await viewMonth(ctx, await salon.person('Анна'), {
    target: {
      serviceIds: [salon.serviceIds[0]!],
      staffId: null,
      movingBookingId: null,
      clientId: null,
      ...target,
    },
    month: null,
  })
  expect(view).toMatchObject({ ok: true })
  return statements.length
}

async function closeUntil(date: string): Promise<void> {
  await salon.db.query(
    `insert into blocked_slots (during, created_at) values (tstzrange('2026-03-01', $1::date), $2)`,
    [date, salon.clock.now()],
  )
}

describe('a month costs at most five statements', () => {
  test('with one specialist, with forty, and for several services', async () => {
    salon = await openTenant({
      specialists: Array.from({ length: 40 }, (_, i) => `Мастер ${i}`),
      services: [{ name: 'Стрижка' }, { name: 'Укладка' }],
    })
    expect(await statementsOf({ staffId: salon.staffIds[0]! })).toBeLessThanOrEqual(5)
    expect(await statementsOf({})).toBeLessThanOrEqual(5)
    expect(await statementsOf({ serviceIds: salon.serviceIds })).toBeLessThanOrEqual(5)
  })

  test('when the next months are full, also of a visit that moves to somebody else', async () => {
    salon = await openTenant({ specialists: ['Мария', 'Ольга'] })
    const [serviceId, [maria, olga]] = [salon.serviceIds[0]!, salon.staffIds]
    const made = await createBooking(salon.ctx, await salon.person('Анна'), {
      serviceIds: [serviceId],
      staffId: maria!,
      startsAt: new Date('2026-03-05T07:00:00Z'),
    })
    if (!made.ok) throw new Error(made.reason)
    await closeUntil('2026-05-10')
    expect(await statementsOf({})).toBeLessThanOrEqual(5)
    const moving = { serviceIds: [], staffId: olga!, movingBookingId: made.visit.bookingId }
    expect(await statementsOf(moving)).toBeLessThanOrEqual(5)
  })
})

test('opens at the first month with something free', async () => {
  salon = await openTenant()
  await closeUntil('2026-05-10')
  const target = { serviceIds: [salon.serviceIds[0]!], staffId: null, movingBookingId: null, clientId: null }
  const view = await viewMonth(salon.ctx, await salon.person('Анна'), { target, month: null })
  expect(view).toMatchObject({ ok: true, month: '2026-05', previous: '2026-04', next: null })
})

test('opens near another month if something is free from there on, else at the first with something free', async () => {
  salon = await openTenant()
  const anna = await salon.person('Анна')
  const target = { serviceIds: [salon.serviceIds[0]!], staffId: null, movingBookingId: null, clientId: null }
  for (const [near, month] of [
    ['2026-04', '2026-04'],
    ['2026-01', '2026-03'],
    ['2027-01', '2026-03'],
  ]) {
    const view = await viewMonth(salon.ctx, anna, { target, month: null, near: near as LocalMonth })
    expect(view).toMatchObject({ ok: true, month })
  }
})

test('names who was chosen among several', async () => {
  salon = await openTenant({ specialists: ['Мария', 'Ольга'] })
  const anna = await salon.person('Анна')
  const target = { serviceIds: [salon.serviceIds[0]!], movingBookingId: null, clientId: null }
  for (const [staffId, chosen] of [
    [salon.staffIds[1]!, 'Ольга'],
    [null, null],
  ] as const) {
    const view = await viewMonth(salon.ctx, anna, { target: { ...target, staffId }, month: null })
    expect(view).toMatchObject({ ok: true, chosen })
  }
  await salon.db.query(`update staff set bookable = false where name = 'Мария'`)
  const only = await viewMonth(salon.ctx, anna, {
    target: { ...target, staffId: salon.staffIds[1]! },
    month: null,
  })
  expect(only).toMatchObject({ ok: true, chosen: null })
})

test('opens at this month when everything is full', async () => {
  salon = await openTenant()
  await closeUntil('2026-12-31')
  const target = { serviceIds: [salon.serviceIds[0]!], staffId: null, movingBookingId: null, clientId: null }
  const view = await viewMonth(salon.ctx, await salon.person('Анна'), { target, month: null })
  expect(view).toMatchObject({ ok: true, month: '2026-03', previous: null, next: '2026-04' })
})
