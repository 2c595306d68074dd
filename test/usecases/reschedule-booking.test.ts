import { afterEach, describe, expect, test } from '@jest/globals'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { rescheduleBooking } from '../../src/usecases/reschedule-booking.ts'
import { viewTimes } from '../../src/usecases/view-times.ts'
import { parseLocalDate } from '../../src/domain/local-time.ts'
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
