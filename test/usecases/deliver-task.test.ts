import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { VisitCard } from '../../src/context.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { deliverTask } from '../../src/usecases/deliver-task.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

const thursdayAtTen = new Date('2026-03-05T07:00:00Z')
const dayBefore = new Date('2026-03-04T07:00:00Z')

let salon: TestTenant
let visit: VisitCard

beforeEach(async () => {
  salon = await openTenant()
  const made = await createBooking(salon.ctx, await salon.person('Анна'), {
    serviceId: salon.serviceIds[0]!,
    staffId: null,
    startsAt: thursdayAtTen,
  })
  if (!made.ok) throw new Error(made.reason)
  visit = made.visit
})

afterEach(async () => {
  await salon.close()
})

async function reminder(hours: number) {
  const [row] = await salon.db.query<{ id: number; status: string; error: string | null; due: Date }>(
    `select id, status, last_error as error, due_at as due from tasks where dedup_key like $1`,
    [`r:%:${hours}:%`],
  )
  return row!
}

describe('a reminder', () => {
  test('is sent once, however many alarms ring at the same moment', async () => {
    const { id } = await reminder(24)
    salon.clock.moveTo(dayBefore)
    await Promise.all(Array.from({ length: 10 }, () => deliverTask(salon.ctx, id)))
    await sweepTasks(salon.ctx)

    expect(salon.sent).toMatchObject([{ chatId: 5000, message: { text: 'reminder' } }])
    expect(await reminder(24)).toMatchObject({ status: 'done' })
  })

  test('waits when its alarm rings before it is due', async () => {
    const { id } = await reminder(24)
    salon.clock.moveTo(new Date(dayBefore.getTime() - 1000))
    await deliverTask(salon.ctx, id)
    expect(salon.sent).toEqual([])
    expect(await reminder(24)).toMatchObject({ status: 'pending', due: dayBefore })
  })

  test('of a cancelled visit is never sent', async () => {
    await cancelBooking(salon.ctx, await salon.person('Анна'), { bookingId: visit.bookingId })
    salon.clock.moveTo(new Date('2026-03-05T06:30:00Z'))
    await sweepTasks(salon.ctx)
    expect(salon.sent).toEqual([])
  })

  test('that is late gives way to one nearer to the visit', async () => {
    salon.clock.moveTo(new Date('2026-03-05T05:30:00Z'))
    await sweepTasks(salon.ctx)
    expect(salon.sent).toHaveLength(1)
    expect(await reminder(24)).toMatchObject({ status: 'skipped', error: 'nearer_reminder' })
    expect(await reminder(2)).toMatchObject({ status: 'done' })
    expect(await reminder(1)).toMatchObject({ status: 'pending' })
  })

  test('is not sent once the visit has begun', async () => {
    salon.clock.moveTo(thursdayAtTen)
    await sweepTasks(salon.ctx)
    expect(salon.sent).toEqual([])
    expect(await reminder(1)).toMatchObject({ status: 'skipped', error: 'begun' })
  })

  test('whose answer was lost is sent once more after the lease, and then never again', async () => {
    salon.outcomes.push({ outcome: 'unknown' }, { outcome: 'unknown' })
    salon.clock.moveTo(dayBefore)
    await sweepTasks(salon.ctx)
    expect(await reminder(24)).toMatchObject({ status: 'pending' })
    await sweepTasks(salon.ctx)
    expect(salon.sent).toHaveLength(1)

    salon.clock.moveBy(2 * 60_000)
    await sweepTasks(salon.ctx)
    expect(salon.sent).toHaveLength(2)
    expect(await reminder(24)).toMatchObject({ status: 'unknown' })
    salon.clock.moveBy(60 * 60_000)
    await sweepTasks(salon.ctx)
    expect(salon.sent).toHaveLength(2)
  })

  test('whose process died while sending is sent once more after the lease', async () => {
    salon.clock.moveTo(dayBefore)
    await salon.db.query(`update tasks set status = 'doing', claimed_at = $1, attempts = 1 where id = $2`, [
      salon.clock.now(),
      (await reminder(24)).id,
    ])
    await sweepTasks(salon.ctx)
    expect(salon.sent).toHaveLength(0)

    salon.clock.moveBy(2 * 60_000 + 1000)
    await sweepTasks(salon.ctx)
    expect(salon.sent).toHaveLength(1)
    expect(await reminder(24)).toMatchObject({ status: 'done' })
  })

  test('is tried again when Telegram asks to wait', async () => {
    salon.outcomes.push({ outcome: 'later', afterMs: 30_000 })
    salon.clock.moveTo(dayBefore)
    await sweepTasks(salon.ctx)
    salon.clock.moveBy(30_000)
    await sweepTasks(salon.ctx)
    expect(salon.sent).toHaveLength(2)
    expect(await reminder(24)).toMatchObject({ status: 'done' })
  })

  test('to somebody who blocked the bot is skipped, and the person marked', async () => {
    salon.outcomes.push({ outcome: 'unreachable' })
    salon.clock.moveTo(dayBefore)
    await sweepTasks(salon.ctx)
    expect(await reminder(24)).toMatchObject({ status: 'skipped', error: 'unreachable' })
    const marked = await salon.db.query('select count(*) from users where unreachable_at is not null')
    expect(marked).toEqual([{ count: 1 }])
  })
})

test('a visit is completed when its time is over, and not before', async () => {
  const status = async () =>
    (await salon.db.query<{ status: string }>('select status from bookings'))[0]?.status
  salon.clock.moveTo(new Date('2026-03-05T07:59:59Z'))
  await sweepTasks(salon.ctx)
  expect(await status()).toBe('confirmed')
  salon.clock.moveTo(new Date('2026-03-05T08:00:00Z'))
  await sweepTasks(salon.ctx)
  expect(await status()).toBe('completed')
})

test('the sweep sets the alarms of the next ninety minutes again', async () => {
  salon.scheduled.length = 0
  salon.clock.moveTo(new Date(dayBefore.getTime() - 91 * 60_000))
  await sweepTasks(salon.ctx)
  expect(salon.scheduled).toEqual([])
  salon.clock.moveBy(60_000)
  await sweepTasks(salon.ctx)
  expect(salon.scheduled).toMatchObject([{ kind: 'reminder', dueAt: dayBefore }])
})
