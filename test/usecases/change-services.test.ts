import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { changeServiceState } from '../../src/usecases/change-service-state.ts'
import { editService } from '../../src/usecases/edit-service.ts'
import { moveService } from '../../src/usecases/move-service.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant
let vera: Actor
let zoya: Actor

beforeEach(async () => {
  salon = await openTenant({
    services: [{ name: 'Стрижка' }, { name: 'Маникюр' }, { name: 'Массаж' }],
    // Telegram ids that `salon.person` gives to the first two people.
    adminIds: [5000, 5001],
  })
  await prepareTenant(salon.ctx)
  vera = await salon.person('Вера')
  zoya = await salon.person('Зоя')
})

afterEach(async () => await salon.close())

const price = (actor: Actor, value: number, version = 1) =>
  editService(salon.ctx, actor, {
    serviceId: salon.serviceIds[0]!,
    version,
    change: { field: 'priceMinor', value },
  })

test('of two prices written at once one counts, and the other sees it', async () => {
  const results = await Promise.all([price(vera, 1000), price(zoya, 2000)])
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true])
  const [row] = await salon.db.query<{ price: number; version: number }>(
    'select price_minor as price, version from services where id = $1',
    [salon.serviceIds[0]],
  )
  expect(row?.version).toBe(2)
  const lost = results.find(({ ok }) => !ok)
  expect(lost).toMatchObject({
    reason: 'changed_meanwhile',
    card: { service: { priceMinor: row?.price, version: 2 } },
  })
})

test('the same value again is no change', async () => {
  expect(await price(vera, 150_000)).toMatchObject({ ok: true, card: { service: { version: 1 } } })
  expect(await salon.db.query(`select 1 from audit_log where action = 'service.edit'`)).toEqual([])
})

test('of an edit and an archiving at once one counts', async () => {
  const [serviceId] = salon.serviceIds
  const results = await Promise.all([
    price(vera, 1000),
    changeServiceState(salon.ctx, zoya, { serviceId: serviceId!, version: 1, step: 'archive' }),
  ])
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true])
})

test('moves at once lose no service and no place', async () => {
  const moves = Array.from({ length: 6 }, async (_, index) => {
    const actor = await salon.person(index % 2 === 0 ? 'Вера' : 'Зоя')
    return await moveService(salon.ctx, actor, {
      serviceId: salon.serviceIds[index % 3]!,
      direction: index % 2 === 0 ? 'down' : 'up',
    })
  })
  expect((await Promise.all(moves)).every(({ ok }) => ok)).toBe(true)
  const rows = await salon.db.query<{ place: number }>(
    'select sort_order as place from services order by sort_order',
  )
  expect(rows.map(({ place }) => place)).toEqual([1, 2, 3])
})
