import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { VisitCard } from '../../src/context.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { confirmAttendance } from '../../src/usecases/confirm-attendance.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { listMyBookings } from '../../src/usecases/list-my-bookings.ts'
import { viewMyBooking } from '../../src/usecases/view-my-booking.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

const thursdayAtTen = new Date('2026-03-05T07:00:00Z')

let salon: TestTenant
let visit: VisitCard

beforeEach(async () => {
  salon = await openTenant({ settings: { phone: '+74951234567' } })
  const made = await createBooking(salon.ctx, await salon.person('Анна'), {
    serviceIds: [salon.serviceIds[0]!],
    staffId: null,
    startsAt: thursdayAtTen,
  })
  if (!made.ok) throw new Error(made.reason)
  visit = made.visit
})

afterEach(async () => {
  await salon.close()
})

describe('cancelling a visit', () => {
  test('frees its time and cancels its reminders', async () => {
    const result = await cancelBooking(salon.ctx, await salon.person('Анна'), visit)
    expect(result).toMatchObject({ ok: true, visit: { status: 'cancelled' } })
    expect(await salon.db.query('select distinct status from tasks')).toEqual([{ status: 'cancelled' }])

    const next = await createBooking(salon.ctx, await salon.person('Борис'), {
      serviceIds: [visit.parts[0].serviceId],
      staffId: null,
      startsAt: thursdayAtTen,
    })
    expect(next.ok).toBe(true)
  })

  test('repeats the answer when its update comes twice', async () => {
    const ann = await salon.person('Анна')
    await cancelBooking(salon.ctx, ann, visit)
    const again = await cancelBooking(salon.ctx, ann, visit)
    expect(again).toMatchObject({ ok: true, visit: { status: 'cancelled' } })
    const later = await cancelBooking(salon.ctx, await salon.person('Анна'), visit)
    expect(later).toEqual({ ok: false, reason: 'already_cancelled' })
    const entries = await salon.db.query(`select count(*) from audit_log where action = 'booking.cancel'`)
    expect(entries).toEqual([{ count: 1 }])
  })

  test('refuses somebody else’s visit as if it did not exist', async () => {
    const boris = await salon.person('Борис')
    const gone = { ok: false, reason: 'booking_gone' }
    expect(await cancelBooking(salon.ctx, boris, visit)).toEqual(gone)
    expect(await viewMyBooking(salon.ctx, boris, { bookingId: visit.bookingId })).toEqual(gone)
    expect(
      await confirmAttendance(salon.ctx, boris, { bookingId: visit.bookingId, version: visit.version }),
    ).toEqual(gone)
    expect(await cancelBooking(salon.ctx, boris, { bookingId: 999_999, version: 1 })).toEqual(gone)
  })

  test('refuses after the deadline', async () => {
    salon.clock.moveTo(new Date('2026-03-04T08:00:01Z'))
    const result = await cancelBooking(salon.ctx, await salon.person('Анна'), visit)
    expect(result).toEqual({ ok: false, reason: 'too_late' })
  })
})

describe('my bookings', () => {
  test('a visit is upcoming until its end, and past afterwards', async () => {
    const upcoming = { scope: 'upcoming', page: 0 } as const
    const past = { scope: 'past', page: 0 } as const
    salon.clock.moveTo(new Date('2026-03-05T07:59:59Z'))
    const ann = await salon.person('Анна')
    expect((await listMyBookings(salon.ctx, ann, upcoming)).visits).toHaveLength(1)
    expect((await listMyBookings(salon.ctx, ann, past)).visits).toHaveLength(0)

    salon.clock.moveTo(new Date('2026-03-05T08:00:00Z'))
    expect((await listMyBookings(salon.ctx, ann, upcoming)).visits).toHaveLength(0)
    expect((await listMyBookings(salon.ctx, ann, past)).visits).toHaveLength(1)
  })

  test('attendance is confirmed once, and a button from before a change counts for nothing', async () => {
    const input = { bookingId: visit.bookingId, version: visit.version }
    const first = await confirmAttendance(salon.ctx, await salon.person('Анна'), input)
    const second = await confirmAttendance(salon.ctx, await salon.person('Анна'), input)
    expect([first, second]).toMatchObject([
      { ok: true, visit: { attendanceConfirmed: true } },
      { ok: true, visit: { attendanceConfirmed: true } },
    ])
    const old = await confirmAttendance(salon.ctx, await salon.person('Анна'), { ...input, version: 7 })
    expect(old).toEqual({ ok: false, reason: 'out_of_date' })
    const entries = await salon.db.query(
      `select count(*) from audit_log where action = 'booking.confirm_attendance'`,
    )
    expect(entries).toEqual([{ count: 1 }])
  })
})
