import { afterEach, expect, test } from '@jest/globals'
import type { Connection } from '../../src/storage/database.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { viewMonth } from '../../src/usecases/view-month.ts'
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

test('a month costs at most five statements, with one specialist and with forty', async () => {
  for (const specialists of [1, 40]) {
    salon = await openTenant({ specialists: Array.from({ length: specialists }, (_, i) => `Мастер ${i}`) })
    const { ctx, statements } = counted()
    const target = {
      serviceIds: [salon.serviceIds[0]!],
      staffId: null,
      movingBookingId: null,
      clientId: null,
    }
    const view = await viewMonth(ctx, await salon.person('Анна'), { target, month: null })
    expect(view.ok).toBe(true)
    expect(statements.length).toBeLessThanOrEqual(5)
    if (specialists === 1) await salon.close()
  }
})

test('so does the month of a visit that moves', async () => {
  salon = await openTenant()
  const serviceId = salon.serviceIds[0]!
  const made = await createBooking(salon.ctx, await salon.person('Анна'), {
    serviceIds: [serviceId],
    staffId: null,
    startsAt: new Date('2026-03-05T07:00:00Z'),
  })
  if (!made.ok) throw new Error(made.reason)
  const { ctx, statements } = counted()
  const target = {
    serviceIds: [serviceId],
    staffId: null,
    movingBookingId: made.visit.bookingId,
    clientId: null,
  }
  const view = await viewMonth(ctx, await salon.person('Анна'), { target, month: null })
  expect(view).toMatchObject({ ok: true, moving: { bookingId: made.visit.bookingId } })
  expect(statements.length).toBeLessThanOrEqual(5)
})

test('opens at the first month with something free', async () => {
  salon = await openTenant()
  await salon.db.query(
    `insert into blocked_slots (during, created_at) values ('[2026-03-01,2026-05-10)', $1)`,
    [salon.clock.now()],
  )
  const target = { serviceIds: [salon.serviceIds[0]!], staffId: null, movingBookingId: null, clientId: null }
  const view = await viewMonth(salon.ctx, await salon.person('Анна'), { target, month: null })
  expect(view).toMatchObject({ ok: true, month: '2026-05', previous: '2026-04', next: null })
})
