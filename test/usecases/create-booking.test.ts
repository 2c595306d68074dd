import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { viewSummary } from '../../src/usecases/view-summary.ts'
import { openTenant, type TenantOptions, type TestTenant } from '../support/tenant.ts'

const tuesdayAtTen = new Date('2026-03-03T07:00:00Z')

let tenant: TestTenant | undefined

async function open(options: TenantOptions = {}): Promise<TestTenant> {
  tenant = await openTenant(options)
  return tenant
}

async function bookings(from: TestTenant) {
  return await from.db.query<{ staffId: number; userId: number; status: string }>(
    'select staff_id as "staffId", user_id as "userId", status from bookings order by id',
  )
}

afterEach(async () => {
  await tenant?.close()
  tenant = undefined
})

describe('booking a visit', () => {
  let salon: TestTenant
  let service: number
  beforeEach(async () => {
    salon = await open({ settings: { phone: '+74951234567' } })
    service = salon.serviceIds[0]!
  })

  test('gives a visit, its three reminders, its completion and an audit entry', async () => {
    const ann = await salon.person('Анна')
    const result = await createBooking(salon.ctx, ann, {
      serviceIds: [service],
      staffId: null,
      startsAt: tuesdayAtTen,
    })

    expect(result).toMatchObject({
      ok: true,
      repeated: false,
      visit: { startsAt: tuesdayAtTen, staffName: null },
    })
    const tasks = await salon.db.query<{ kind: string; due: Date }>(
      'select kind, due_at as due from tasks order by due_at',
    )
    expect(tasks).toEqual([
      { kind: 'reminder', due: new Date('2026-03-02T07:00:00Z') },
      { kind: 'reminder', due: new Date('2026-03-03T05:00:00Z') },
      { kind: 'reminder', due: new Date('2026-03-03T06:00:00Z') },
      { kind: 'completion', due: new Date('2026-03-03T08:00:00Z') },
    ])
    expect(salon.scheduled).toHaveLength(4)
    const entries = await salon.db.query('select action, origin, actor_kind as kind from audit_log')
    expect(entries).toEqual([{ action: 'booking.create', origin: ann.origin, kind: 'client' }])
  })

  test('leaves out a reminder whose moment has passed', async () => {
    const ann = await salon.person('Анна')
    const atNoon = new Date('2026-03-02T09:00:00Z')
    await createBooking(salon.ctx, ann, { serviceIds: [service], staffId: null, startsAt: atNoon })

    const keys = await salon.db.query(
      `select dedup_key as key from tasks where kind = 'reminder' order by due_at`,
    )
    expect(keys).toEqual([{ key: 'r:1:2:1' }, { key: 'r:1:1:1' }])
  })

  test('repeats the answer and not the effect when its update comes twice', async () => {
    const ann = await salon.person('Анна')
    const input = { serviceIds: [service], staffId: null, startsAt: tuesdayAtTen }
    const first = await createBooking(salon.ctx, ann, input)
    const second = await createBooking(salon.ctx, ann, input)

    expect(first).toMatchObject({ ok: true, repeated: false })
    expect(second).toMatchObject({ ok: true, repeated: true })
    expect(await bookings(salon)).toHaveLength(1)
  })

  test('makes one visit of a double tap', async () => {
    const input = { serviceIds: [service], staffId: null, startsAt: tuesdayAtTen }
    const taps = [await salon.person('Анна'), await salon.person('Анна')]
    const results = await Promise.all(taps.map((tap) => createBooking(salon.ctx, tap, input)))

    expect(results.map((result) => result.ok)).toEqual([true, true])
    expect(await bookings(salon)).toHaveLength(1)
  })

  test('does not bring a cancelled visit back when the update that made it comes again', async () => {
    const ann = await salon.person('Анна')
    const input = { serviceIds: [service], staffId: null, startsAt: tuesdayAtTen }
    const made = await createBooking(salon.ctx, ann, input)
    if (!made.ok) throw new Error('not booked')
    await cancelBooking(salon.ctx, await salon.person('Анна'), made.visit)
    const again = await createBooking(salon.ctx, ann, input)

    expect(again).toMatchObject({ ok: true, repeated: true, visit: { status: 'cancelled' } })
    expect(await bookings(salon)).toMatchObject([{ status: 'cancelled' }])
  })

  test.each([
    ['a start off the grid', '2026-03-03T07:10:00Z', 'not_offered'],
    ['a start at night', '2026-03-03T00:00:00Z', 'not_offered'],
    ['a start in the past', '2026-03-02T05:00:00Z', 'past'],
    ['a start beyond the horizon', '2026-09-01T07:00:00Z', 'beyond_horizon'],
  ])('refuses %s', async (_case, startsAt, reason) => {
    const ann = await salon.person('Анна')
    const result = await createBooking(salon.ctx, ann, {
      serviceIds: [service],
      staffId: null,
      startsAt: new Date(startsAt),
    })
    expect(result).toEqual({ ok: false, reason })
    expect(await bookings(salon)).toEqual([])
  })

  test('refuses a service and a specialist that do not exist', async () => {
    const ann = await salon.person('Анна')
    const at = { staffId: null, startsAt: tuesdayAtTen }
    expect(await createBooking(salon.ctx, ann, { ...at, serviceIds: [999] })).toEqual({
      ok: false,
      reason: 'service_gone',
    })
    expect(await createBooking(salon.ctx, ann, { ...at, serviceIds: [service], staffId: 999 })).toEqual({
      ok: false,
      reason: 'staff_gone',
    })
  })

  test('tells before it that the visit is too near to be changed, once it is', async () => {
    const target = { serviceIds: [service], staffId: null, movingBookingId: null, clientId: null }
    const look = async () =>
      await viewSummary(salon.ctx, await salon.person('Анна'), { target, startsAt: tuesdayAtTen })
    salon.clock.moveTo(new Date('2026-03-02T07:59:00Z'))
    expect(await look()).toMatchObject({ unchangeableWithinHours: null })
    salon.clock.moveTo(new Date('2026-03-02T08:01:00Z'))
    expect(await look()).toMatchObject({ unchangeableWithinHours: 24 })
  })

  test('refuses a banned person', async () => {
    const ann = await salon.person('Анна')
    await salon.db.query('update users set banned_at = $1', [salon.clock.now()])
    const result = await createBooking(salon.ctx, ann, {
      serviceIds: [service],
      staffId: null,
      startsAt: tuesdayAtTen,
    })
    expect(result).toEqual({ ok: false, reason: 'banned', phone: '+74951234567' })
  })

  test('refuses one visit more than the limit, and names it', async () => {
    const hours = ['07', '09', '11', '13']
    const results = []
    for (const hour of hours) {
      const startsAt = new Date(`2026-03-03T${hour}:00:00Z`)
      results.push(
        await createBooking(salon.ctx, await salon.person('Анна'), {
          serviceIds: [service],
          staffId: null,
          startsAt,
        }),
      )
    }
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, false])
    expect(results[3]).toEqual({ ok: false, reason: 'limit_reached', upcoming: 3 })
  })
})

describe('races', () => {
  test('fifty people for one time: one visit, everybody else hears that it is taken', async () => {
    const salon = await open()
    const people = []
    for (let i = 0; i < 50; i++) people.push(await salon.person(`Гость ${i}`))
    const results = await Promise.all(
      people.map((person) =>
        createBooking(salon.ctx, person, {
          serviceIds: [salon.serviceIds[0]!],
          staffId: null,
          startsAt: tuesdayAtTen,
        }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.filter((result) => !result.ok && result.reason === 'slot_taken')).toHaveLength(49)
    expect(await bookings(salon)).toHaveLength(1)
    expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('"any specialist" with three free: three visits with three specialists', async () => {
    const salon = await open({ specialists: ['Мария', 'Ольга', 'Пётр'] })
    const people = []
    for (let i = 0; i < 10; i++) people.push(await salon.person(`Гость ${i}`))
    const results = await Promise.all(
      people.map((person) =>
        createBooking(salon.ctx, person, {
          serviceIds: [salon.serviceIds[0]!],
          staffId: null,
          startsAt: tuesdayAtTen,
        }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(3)
    const staff = (await bookings(salon)).map(({ staffId }) => staffId)
    expect(new Set(staff)).toEqual(new Set(salon.staffIds))
  })

  test('one person with twenty specialists at one moment: one visit', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `Мастер ${i}`)
    const salon = await open({ specialists: names, settings: { maxBookingsPerUser: 20 } })
    const taps = []
    for (const staffId of salon.staffIds) taps.push({ staffId, actor: await salon.person('Анна') })
    const results = await Promise.all(
      taps.map(({ staffId, actor }) =>
        createBooking(salon.ctx, actor, {
          serviceIds: [salon.serviceIds[0]!],
          staffId,
          startsAt: tuesdayAtTen,
        }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.filter((result) => !result.ok && result.reason === 'own_overlap')).toHaveLength(19)
    expect(await bookings(salon)).toHaveLength(1)
  })

  test('a group visit for eight: eight of thirty people, on eight different seats of one session', async () => {
    const salon = await open({ services: [{ name: 'Йога', capacity: 8 }] })
    const people = []
    for (let i = 0; i < 30; i++) people.push(await salon.person(`Гость ${i}`))
    const results = await Promise.all(
      people.map((person) =>
        createBooking(salon.ctx, person, {
          serviceIds: [salon.serviceIds[0]!],
          staffId: null,
          startsAt: tuesdayAtTen,
        }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(8)
    const seats = await salon.db.query<{ session: number; seat: number }>(
      'select session_id as session, seat from bookings order by seat',
    )
    expect(seats.map(({ seat }) => seat)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(new Set(seats.map(({ session }) => session)).size).toBe(1)
  })
})
