import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { LocalDate } from '../../src/domain/local-time.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { listSearchChoices } from '../../src/usecases/list-search-choices.ts'
import { searchBookings, type BookingQuery } from '../../src/usecases/search-bookings.ts'
import { openStock, type Stock } from '../support/stock.ts'

let stock: Stock

beforeAll(async () => {
  stock = await openStock()
  // A visit of two services with two specialists, long ago, and a place that was only offered.
  await stock.db.query(
    `insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, status, pending_for, visit_id,
                           duration_min, source, created_at, updated_at)
     select $1, p.service, p.staff, p.at, p.at + interval '1 hour', 'empty', p.status, p.waits, p.visit, 60, 'client',
            p.at, p.at
       from (values
         ($2::bigint, $4::bigint, '2025-12-01T07:00Z'::timestamptz, 'completed', null, 9001),
         ($3, $5, '2025-12-01T08:00Z', 'no_show', null, 9001),
         ($2, $4, '2026-03-08T07:00Z', 'pending', 'offer', 9002)) p (service, staff, at, status, waits, visit)`,
    [
      stock.stranger.userId,
      stock.serviceId,
      stock.otherServiceId,
      stock.specialistId,
      stock.otherSpecialistId,
    ],
  )
})

afterAll(async () => await stock.tenant.close())

const anything: BookingQuery = {
  clientId: null,
  serviceId: null,
  staffId: null,
  status: null,
  from: null,
  to: null,
}
const day = (text: string) => text as LocalDate

async function starts(query: Partial<BookingQuery>, actor: Actor = stock.owner, page = 0) {
  const search = await searchBookings(stock.ctx, actor, { ...anything, ...query, page })
  if (!search.ok) return search.reason
  return search.found && search.found.matches.map(({ visit }) => visit.startsAt.toISOString().slice(0, 10))
}

describe('bookings are found', () => {
  test('by client, the latest first', async () => {
    expect(await starts({ clientId: stock.client.userId })).toEqual([
      '2026-03-05',
      '2026-03-04',
      '2026-03-02',
    ])
  })

  test('by a period that is not over, the nearest first', async () => {
    expect(await starts({ from: day('2026-03-02'), to: day('2026-03-04') })).toEqual([
      '2026-03-02',
      '2026-03-04',
    ])
    expect(await starts({ from: day('2025-01-01'), to: day('2026-03-01') })).toEqual(['2025-12-01'])
    expect(await starts({ from: day('2026-03-08'), to: day('2026-03-08') })).toEqual([])
  })

  test('by a service, a specialist and a status of one part, each visit once', async () => {
    const { serviceId, otherServiceId, specialistId, otherSpecialistId } = stock
    expect(await starts({ status: 'completed' })).toEqual(['2026-03-02', '2025-12-01'])
    expect(await starts({ status: 'no_show', serviceId: otherServiceId })).toEqual(['2025-12-01'])
    expect(await starts({ status: 'no_show', serviceId })).toEqual([])
    expect(await starts({ serviceId: otherServiceId, staffId: specialistId })).toEqual([])
    expect(await starts({ staffId: otherSpecialistId })).toEqual(['2025-12-01'])
    expect(await starts({ status: 'pending' })).toEqual(['2026-03-05'])
  })

  test('on the last page when the one asked for does not exist', async () => {
    expect(await starts({ clientId: stock.client.userId }, stock.owner, 70_000)).toHaveLength(3)
  })
})

test('nothing is looked for before there is something to look for', async () => {
  expect(await starts({})).toBeNull()
})

test('what is not there is not looked for', async () => {
  expect(await starts({ clientId: 999 })).toBe('choice_gone')
  expect(await starts({ serviceId: 999 })).toBe('choice_gone')
  expect(await starts({ staffId: stock.owner.staffId })).toBe('choice_gone')
})

test('a specialist finds visits in which they do something', async () => {
  const { otherSpecialist, specialistId, client, serviceId, otherServiceId } = stock
  expect(await starts({ status: 'no_show' }, otherSpecialist)).toEqual(['2025-12-01'])
  expect(await starts({ serviceId: otherServiceId }, otherSpecialist)).toEqual(['2025-12-01'])
  expect(await starts({ serviceId }, otherSpecialist)).toEqual([])
  expect(await starts({ staffId: specialistId }, otherSpecialist)).toBe('choice_gone')
  expect(await starts({ clientId: client.userId }, otherSpecialist)).toBe('choice_gone')
  expect(await starts({ status: 'confirmed' }, client)).toBe('forbidden')
  const choices = await listSearchChoices(stock.ctx, otherSpecialist, { what: 'service' })
  expect(choices).toMatchObject({ ok: true, choices: [{ name: 'Стрижка' }, { name: 'Маникюр' }] })
  expect(await listSearchChoices(stock.ctx, otherSpecialist, { what: 'staff' })).toMatchObject({ ok: false })
})
