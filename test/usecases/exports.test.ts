import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { findClient } from '../../src/storage/client-cards.ts'
import { listExportRows } from '../../src/usecases/list-export-rows.ts'
import { openStock, type Stock } from '../support/stock.ts'

let stock: Stock

beforeAll(async () => (stock = await openStock()))
afterAll(async () => await stock.tenant.close())

test('visits of several services add up in the table of clients as on the card', async () => {
  const { ctx, db, bookingId, requestId, client, owner } = stock
  await db.query(
    `update bookings set visit_id = (select visit_id from bookings where id = $1), status = 'cancelled', cancelled_by = 'client',
            cancelled_at = created_at
      where id = $2`,
    [bookingId, requestId],
  )
  const page = await listExportRows(ctx, owner, { what: 'clients', after: 0 })
  const row =
    page.ok && page.what === 'clients' ? page.rows.find(({ id }) => id === client.userId) : undefined
  const card = await findClient(db, client.userId, null, ctx.clock.now())
  expect(row).toMatchObject({
    visits: 1,
    noShows: 0,
    cancelled: 0,
  })
  expect(row).toMatchObject({
    visits: card?.completed,
    noShows: card?.noShows,
    cancelled: card?.cancelledByClient,
    spentMinor: card?.spentMinor,
    lastVisitAt: card?.lastVisitAt,
  })
})

test('whoever lost the role gets no further page', async () => {
  const { ctx, db, owner } = stock
  const next = () => listExportRows(ctx, owner, { what: 'clients', after: 0 })
  expect(await next()).toMatchObject({ ok: true })
  await db.query(`update staff set role = 'moderator' where id = $1`, [owner.staffId])
  expect(await next()).toEqual({ ok: false, reason: 'forbidden' })
})
