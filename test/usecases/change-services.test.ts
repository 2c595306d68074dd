import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { serviceSteps } from '../../src/domain/service-state.ts'
import { changeServiceState } from '../../src/usecases/change-service-state.ts'
import { editService } from '../../src/usecases/edit-service.ts'
import { moveService } from '../../src/usecases/move-service.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { viewService } from '../../src/usecases/view-service.ts'
import fc from '../support/properties.ts'
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

const deed = fc.oneof(
  fc.record({ field: fc.constant('priceMinor' as const), value: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ field: fc.constant('durationMin' as const), value: fc.integer({ min: 5, max: 720 }) }),
  fc.record({
    step: fc.constantFrom(...serviceSteps),
  }),
)

test('forty times two admins act on one service at once: no change is lost, the slower sees the present state', async () => {
  const [serviceId = 0] = salon.serviceIds
  const present = async () => {
    const view = await viewService(salon.ctx, vera, { serviceId })
    if (!view.ok) throw new Error(view.reason)
    return view.card.service
  }
  for (const pair of fc.sample(fc.tuple(deed, deed), 40)) {
    const { version } = await present()
    const act = (actor: Actor, one: (typeof pair)[number]) =>
      'step' in one
        ? changeServiceState(salon.ctx, actor, { serviceId, version, step: one.step })
        : editService(salon.ctx, actor, { serviceId, version, change: one })
    const results = await Promise.all([
      act(await salon.person('Вера'), pair[0]),
      act(await salon.person('Зоя'), pair[1]),
    ])
    const after = await present()
    expect(after.version - version).toBeLessThanOrEqual(1)
    for (const [index, result] of results.entries()) {
      const wanted = pair[index]!
      if (!result.ok) {
        // Refused by the other's change, or because its step leads nowhere from here.
        expect(result).toMatchObject({ reason: 'changed_meanwhile' })
        expect([version, after.version]).toContain('card' in result && result.card.service.version)
      } else if (
        after.version > version &&
        result.card.service.version === after.version &&
        'field' in wanted
      ) {
        expect(after[wanted.field]).toBe(wanted.value)
      }
    }
  }
  const [row] = await salon.db.query<{ entries: number }>(
    `select count(*) as entries from audit_log where entity = 'service' and entity_id = $1 and action <> 'service.move'`,
    [serviceId],
  )
  expect(row?.entries).toBe((await present()).version - 1)
})
