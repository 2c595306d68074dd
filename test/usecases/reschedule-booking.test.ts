import { afterEach, describe, expect, test } from '@jest/globals'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { listSpecialists } from '../../src/usecases/list-specialists.ts'
import { rescheduleBooking } from '../../src/usecases/reschedule-booking.ts'
import { viewSummary } from '../../src/usecases/view-summary.ts'
import { viewTimes } from '../../src/usecases/view-times.ts'
import { parseLocalDate } from '../../src/domain/local-time.ts'
import { joinSession } from '../../src/storage/new-visits.ts'
import { until } from '../support/until.ts'
import { openTenant, type TenantOptions, type TestTenant } from '../support/tenant.ts'

const thursdayAtTen = new Date('2026-03-05T07:00:00Z')
const thursdayAtNoon = new Date('2026-03-05T09:00:00Z')

let salon: TestTenant

async function booked(options: TenantOptions = {}, startsAt = thursdayAtTen) {
  salon = await openTenant(options)
  const ann = await salon.person('Анна')
  const made = await createBooking(salon.ctx, ann, {
    serviceIds: [salon.serviceIds[0]!],
    staffId: null,
    startsAt,
  })
  if (!made.ok) throw new Error(made.reason)
  return made.visit
}

afterEach(async () => {
  await salon.close()
})

describe('moving a visit', () => {
  test('changes its time, plans its reminders anew and cancels the old ones', async () => {
    const visit = await booked()
    const result = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: visit.bookingId,
      version: visit.version,
      staffId: null,
      startsAt: thursdayAtNoon,
    })

    expect(result).toMatchObject({
      ok: true,
      movedFrom: thursdayAtTen,
      visit: { startsAt: thursdayAtNoon, version: 2 },
    })
    const reminders = await salon.db.query(
      `select status, booking_version as version, count(*) from tasks where kind = 'reminder' group by 1, 2 order by 2`,
    )
    expect(reminders).toEqual([
      { status: 'cancelled', version: 1, count: 3 },
      { status: 'pending', version: 2, count: 3 },
    ])
  })

  test('may overlap its own old time', async () => {
    const visit = await booked({ services: [{ name: 'Окраска', durationMin: 120 }] })
    const date = parseLocalDate('2026-03-05')!
    const times = await viewTimes(salon.ctx, await salon.person('Анна'), {
      target: { serviceIds: [], staffId: null, movingBookingId: visit.bookingId, clientId: null },
      date,
    })
    const anHourLater = new Date('2026-03-05T08:00:00Z')
    expect(times.ok && times.starts.map(({ startsAt }) => startsAt)).toContainEqual(anHourLater)

    const result = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: visit.bookingId,
      version: visit.version,
      staffId: null,
      startsAt: anHourLater,
    })
    expect(result).toMatchObject({ ok: true, visit: { startsAt: anHourLater } })
  })

  test('takes over the duration of another specialist, also for the next move', async () => {
    const visit = await booked({ specialists: ['Мария', 'Ольга'], settings: { slotIntervalMinutes: 30 } })
    const [, olga] = salon.staffIds
    await salon.db.query(
      `insert into staff_services (staff_id, service_id, duration_min)
       select id, $1, case id when $2 then 90 end from staff`,
      [visit.parts[0].serviceId, olga],
    )
    const first = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: visit.bookingId,
      version: visit.version,
      staffId: olga!,
      startsAt: thursdayAtNoon,
    })
    expect(first).toMatchObject({ ok: true, visit: { durationMin: 90 } })
    const second = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: visit.bookingId,
      version: visit.version + 1,
      staffId: olga!,
      startsAt: new Date('2026-03-05T11:00:00Z'),
    })
    expect(second).toMatchObject({
      ok: true,
      visit: { durationMin: 90, endsAt: new Date('2026-03-05T12:30:00Z') },
    })
  })

  test('refuses a taken time and leaves the visit where it was', async () => {
    const visit = await booked()
    await createBooking(salon.ctx, await salon.person('Борис'), {
      serviceIds: [visit.parts[0].serviceId],
      staffId: null,
      startsAt: thursdayAtNoon,
    })
    const result = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: visit.bookingId,
      version: visit.version,
      staffId: null,
      startsAt: thursdayAtNoon,
    })
    expect(result).toEqual({ ok: false, reason: 'slot_taken' })
    const pending = await salon.db.query(
      `select count(*) from tasks where kind = 'reminder' and status = 'pending' and booking_id = $1`,
      [visit.bookingId],
    )
    expect(pending).toEqual([{ count: 3 }])
  })

  test('refuses somebody else’s visit as if it did not exist', async () => {
    const visit = await booked()
    const result = await rescheduleBooking(salon.ctx, await salon.person('Борис'), {
      bookingId: visit.bookingId,
      version: visit.version,
      staffId: null,
      startsAt: thursdayAtNoon,
    })
    expect(result).toEqual({ ok: false, reason: 'booking_gone' })
  })

  test('refuses after the deadline', async () => {
    const visit = await booked()
    salon.clock.moveTo(new Date('2026-03-04T08:00:01Z'))
    const result = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      bookingId: visit.bookingId,
      version: visit.version,
      staffId: null,
      startsAt: thursdayAtNoon,
    })
    expect(result).toEqual({ ok: false, reason: 'too_late' })
  })

  test('refuses a button from before another move', async () => {
    const visit = await booked()
    const move = { bookingId: visit.bookingId, version: visit.version, staffId: null }
    await rescheduleBooking(salon.ctx, await salon.person('Анна'), { ...move, startsAt: thursdayAtNoon })
    const late = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      ...move,
      startsAt: new Date('2026-03-05T11:00:00Z'),
    })
    expect(late).toEqual({ ok: false, reason: 'changed_meanwhile' })
  })

  test.each([
    ['hidden', 'active = false'],
    ['archived', `active = false, archived_at = '2026-03-02T06:00:00Z'`],
  ])('of a service that was %s meanwhile is offered as ever, and books nothing new', async (_, state) => {
    const visit = await booked({ specialists: ['Мария', 'Ольга'] })
    await salon.db.query(`update services set ${state}`)
    const ann = await salon.person('Анна')
    const { bookingId: movingBookingId } = visit
    const whose = { movingBookingId, clientId: null, serviceIds: [] }
    expect(await listSpecialists(salon.ctx, ann, whose)).toMatchObject({ ok: true, byAnybody: true })
    const target = { ...whose, staffId: null }
    expect(await viewSummary(salon.ctx, ann, { target, startsAt: thursdayAtNoon })).toMatchObject({
      ok: true,
    })
    const to = { bookingId: movingBookingId, version: 1, staffId: null, startsAt: thursdayAtNoon }
    expect(await rescheduleBooking(salon.ctx, ann, to)).toMatchObject({ ok: true })
    const anew = { serviceIds: salon.serviceIds, staffId: null, startsAt: thursdayAtTen }
    expect(await createBooking(salon.ctx, await salon.person('Борис'), anew)).toMatchObject({
      reason: 'service_gone',
    })
  })

  test('to another specialist is refused for another price than was seen', async () => {
    const visit = await booked({ specialists: ['Мария', 'Ольга'] })
    const ann = await salon.person('Анна')
    const staffId = salon.staffIds.find((id) => id !== visit.staffId)!
    const target = { serviceIds: [], staffId, movingBookingId: visit.bookingId, clientId: null }
    const look = async () => {
      const view = await viewSummary(salon.ctx, ann, { target, startsAt: thursdayAtNoon })
      if (!view.ok) throw new Error(view.reason)
      return view.fingerprint
    }
    const to = { bookingId: visit.bookingId, version: 1, staffId, startsAt: thursdayAtNoon }
    const seen = await look()
    await salon.db.query('update services set price_minor = coalesce(price_minor, 0) + 50000')
    expect(await rescheduleBooking(salon.ctx, ann, { ...to, seen })).toEqual({
      ok: false,
      reason: 'terms_changed',
    })
    expect(await rescheduleBooking(salon.ctx, ann, { ...to, seen: await look() })).toMatchObject({ ok: true })
  })

  test('is refused to whoever is banned', async () => {
    const visit = await booked()
    await salon.db.query('update users set banned_at = $1', [salon.clock.now()])
    const to = { ...visit, staffId: null, startsAt: thursdayAtNoon }
    expect(await rescheduleBooking(salon.ctx, await salon.person('Анна'), to)).toEqual({
      ok: false,
      reason: 'banned',
    })
  })

  test('into a group takes another seat when somebody gets the first one at that moment', async () => {
    const visit = await booked({ services: [{ name: 'Йога', capacity: 3 }] })
    const bob = await salon.person('Борис')
    const noon = { serviceIds: salon.serviceIds, staffId: null, startsAt: thursdayAtNoon }
    const made = await createBooking(salon.ctx, bob, noon)
    if (!made.ok) throw new Error(made.reason)
    const { userId } = await salon.person('Вера')
    let moved: Promise<unknown> | undefined
    await salon.db.transaction(async (tx) => {
      const { serviceId, staffId } = visit.parts[0]
      const { startsAt, endsAt } = visit
      const busy = { start: startsAt, end: endsAt }
      const place = { userId, serviceId, staffId, startsAt, endsAt, busy, priceMinor: null, durationMin: 60 }
      await joinSession(tx, { ...place, source: 'client', at: salon.clock.now() }, 3)
      moved = rescheduleBooking(salon.ctx, bob, { ...made.visit, staffId: null, startsAt: thursdayAtTen })
      await until(async () => (await waitingStatements()) > 0)
    })
    expect(await moved).toMatchObject({ ok: true })
    expect(
      await salon.db.query('select seat from bookings where starts_at = $1 order by seat', [thursdayAtTen]),
    ).toEqual([{ seat: 1 }, { seat: 2 }, { seat: 3 }])
  })

  async function waitingStatements(): Promise<number> {
    const [row] = await salon.db.query<{ count: number }>(
      `select count(*) as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return row?.count ?? 0
  }

  test('twenty visits that move to one time: one gets there, the others stay', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `Гость ${i}`)
    salon = await openTenant({
      settings: { slotIntervalMinutes: 15 },
      services: [{ name: 'Стрижка', durationMin: 15 }],
    })
    const visits = await Promise.all(
      names.map(async (name, i) => {
        const startsAt = new Date(thursdayAtTen.getTime() + i * 15 * 60_000)
        const actor = await salon.person(name)
        const made = await createBooking(salon.ctx, actor, {
          serviceIds: [salon.serviceIds[0]!],
          staffId: null,
          startsAt,
        })
        if (!made.ok) throw new Error(made.reason)
        return { name, visit: made.visit }
      }),
    )
    const aim = new Date('2026-03-06T07:00:00Z')
    const results = await Promise.all(
      visits.map(async ({ name, visit }) =>
        rescheduleBooking(salon.ctx, await salon.person(name), {
          bookingId: visit.bookingId,
          version: visit.version,
          staffId: null,
          startsAt: aim,
        }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.filter((result) => !result.ok && result.reason === 'slot_taken')).toHaveLength(19)
    const rows = await salon.db.query('select count(*), count(distinct starts_at) as starts from bookings')
    expect(rows).toEqual([{ count: 20, starts: 20 }])
  })
})
