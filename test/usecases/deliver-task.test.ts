import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { VisitCard } from '../../src/context.ts'
import { insertStaff } from '../../src/storage/staff.ts'
import { cancelAsStaff } from '../../src/usecases/cancel-as-staff.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { deliverTask } from '../../src/usecases/deliver-task.ts'
import { sweepTasks as sweep } from '../../src/usecases/sweep-tasks.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { until } from '../support/until.ts'

const thursdayAtTen = new Date('2026-03-05T07:00:00Z')
const dayBefore = new Date('2026-03-04T07:00:00Z')

let salon: TestTenant
let visit: VisitCard

beforeEach(async () => {
  salon = await openTenant()
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

async function sweepTasks(ctx = salon.ctx): Promise<void> {
  await sweep(ctx, new AbortController().signal)
}

/** Its statements work, but each transaction fails. */
function withoutTransactions(): typeof salon.db {
  const query: typeof salon.db.query = (text, values) => salon.db.query(text, values)
  const transaction = () => Promise.reject(new Error('a fault'))
  return Object.assign(Object.create(salon.db) as typeof salon.db, { query, transaction })
}

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
    await sweepTasks()

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
    await cancelBooking(salon.ctx, await salon.person('Анна'), visit)
    salon.clock.moveTo(new Date('2026-03-05T06:30:00Z'))
    await sweepTasks()
    expect(salon.sent).toEqual([])
  })

  test('that is late gives way to one nearer to the visit', async () => {
    salon.clock.moveTo(new Date('2026-03-05T05:30:00Z'))
    await sweepTasks()
    expect(salon.sent).toHaveLength(1)
    expect(await reminder(24)).toMatchObject({ status: 'skipped', error: 'nearer_reminder' })
    expect(await reminder(2)).toMatchObject({ status: 'done' })
    expect(await reminder(1)).toMatchObject({ status: 'pending' })
  })

  test('is not sent once the visit has begun', async () => {
    salon.clock.moveTo(thursdayAtTen)
    await sweepTasks()
    expect(salon.sent).toEqual([])
    expect(await reminder(1)).toMatchObject({ status: 'skipped', error: 'begun' })
  })

  test('whose answer was lost is sent once more after the lease, and then never again', async () => {
    salon.outcomes.push({ outcome: 'unknown' }, { outcome: 'unknown' })
    salon.clock.moveTo(dayBefore)
    await sweepTasks()
    expect(await reminder(24)).toMatchObject({ status: 'pending' })
    await sweepTasks()
    expect(salon.sent).toHaveLength(1)

    salon.clock.moveBy(2 * 60_000)
    await sweepTasks()
    expect(salon.sent).toHaveLength(2)
    expect(await reminder(24)).toMatchObject({ status: 'unknown' })
    salon.clock.moveBy(60 * 60_000)
    await sweepTasks()
    expect(salon.sent).toHaveLength(2)
  })

  test('whose process died while sending is sent once more after the lease', async () => {
    salon.clock.moveTo(dayBefore)
    await salon.db.query(`update tasks set status = 'doing', claimed_at = $1, attempts = 1 where id = $2`, [
      salon.clock.now(),
      (await reminder(24)).id,
    ])
    await sweepTasks()
    expect(salon.sent).toHaveLength(0)

    salon.clock.moveBy(2 * 60_000 + 1000)
    await sweepTasks()
    expect(salon.sent).toHaveLength(1)
    expect(await reminder(24)).toMatchObject({ status: 'done' })
  })

  test('is tried again when Telegram asks to wait', async () => {
    salon.outcomes.push({ outcome: 'later', afterMs: 30_000 })
    salon.clock.moveTo(dayBefore)
    await sweepTasks()
    salon.clock.moveBy(30_000)
    await sweepTasks()
    expect(salon.sent).toHaveLength(2)
    expect(await reminder(24)).toMatchObject({ status: 'done' })
  })

  test('that was put off again and again does not come after a nearer one', async () => {
    salon.outcomes.push({ outcome: 'later', afterMs: 60 * 60_000 + 10_000 })
    salon.clock.moveTo(new Date('2026-03-05T05:00:00Z'))
    await sweepTasks()
    salon.clock.moveTo(new Date('2026-03-05T06:00:00Z'))
    await sweepTasks()
    salon.clock.moveBy(11_000)
    await sweepTasks()
    expect(await reminder(1)).toMatchObject({ status: 'done' })
    expect(await reminder(2)).toMatchObject({ status: 'skipped', error: 'nearer_reminder' })
  })

  test('does not fail for good because it had to wait many times', async () => {
    salon.clock.moveTo(dayBefore)
    for (let i = 0; i < 8; i++) {
      salon.outcomes.push({ outcome: 'later', afterMs: 15_000 })
      await sweepTasks()
      salon.clock.moveBy(15_000)
    }
    const broken = { ...salon.ctx, send: () => Promise.reject(new Error('a hiccup')) }
    await sweepTasks(broken)
    salon.clock.moveBy(30_000)
    await sweepTasks()
    expect(await reminder(24)).toMatchObject({ status: 'done' })
  })

  test('that went out is not sent through the retries when only the marking fails', async () => {
    salon.clock.moveTo(dayBefore)
    const { id } = await reminder(24)
    const query: typeof salon.db.query = (text, values) =>
      text.includes(`set status = $3::text`)
        ? Promise.reject(new Error('the connection broke'))
        : salon.db.query(text, values)
    const db = Object.assign(Object.create(salon.db) as typeof salon.db, { query })
    await deliverTask({ ...salon.ctx, db }, id)
    expect(await reminder(24)).toMatchObject({ status: 'doing' })

    for (let i = 0; i < 5; i++) {
      salon.clock.moveBy(2 * 60_000 + 1000)
      await sweepTasks()
    }
    expect(salon.sent).toHaveLength(2)
    expect(await reminder(24)).toMatchObject({ status: 'done' })
  })

  test('under way is not begun again when the clock jumps over its lease', async () => {
    salon.clock.moveTo(dayBefore)
    let answer: (() => void) | undefined
    const send: typeof salon.ctx.send = async (chatId, message) => {
      await new Promise<void>((resolve) => (answer = resolve))
      return await salon.ctx.send(chatId, message, false)
    }
    const slow = { ...salon.ctx, send }
    const delivering = deliverTask(slow, (await reminder(24)).id)
    await until(() => answer !== undefined)
    salon.clock.moveBy(60 * 60_000)
    await sweepTasks(slow)
    expect(await reminder(24)).toMatchObject({ status: 'doing' })
    answer?.()
    await delivering
    expect(salon.sent).toHaveLength(1)
    expect(await reminder(24)).toMatchObject({ status: 'done' })
  })

  test('of a visit that is cancelled while it waits for its turn is not sent', async () => {
    salon.clock.moveTo(new Date('2026-03-04T06:59:00Z'))
    const { id } = await reminder(24)
    salon.clock.moveTo(dayBefore)
    const turn = async (): Promise<boolean> => {
      await salon.db.query(
        `update bookings set status = 'cancelled', cancelled_at = $1, cancelled_by = 'admin', version = version + 1`,
        [salon.clock.now()],
      )
      return true
    }
    await deliverTask({ ...salon.ctx, turn }, id)
    expect(salon.sent).toEqual([])
    expect(await reminder(24)).toMatchObject({ status: 'skipped', error: 'not_active' })
  })

  test('that waits for its turn when the program stops is left to the next start', async () => {
    salon.clock.moveTo(dayBefore)
    await deliverTask({ ...salon.ctx, turn: () => Promise.resolve(false) }, (await reminder(24)).id)
    expect(salon.sent).toEqual([])
    salon.clock.moveBy(1000)
    await sweepTasks()
    expect(salon.sent).toHaveLength(1)
  })

  test('to somebody who blocked the bot is skipped, and the person marked', async () => {
    salon.outcomes.push({ outcome: 'unreachable' })
    salon.clock.moveTo(dayBefore)
    await sweepTasks()
    expect(await reminder(24)).toMatchObject({ status: 'skipped', error: 'unreachable' })
    const marked = await salon.db.query('select count(*) from users where unreachable_at is not null')
    expect(marked).toEqual([{ count: 1 }])
  })
})

describe('a message that a gateway answers in place of Telegram', () => {
  async function sweepFor(minutes: number): Promise<void> {
    for (let quarter = 0; quarter < minutes * 4; quarter++) {
      await sweepTasks()
      salon.clock.moveBy(15_000)
    }
  }

  test('is sent again a little later, and only once Telegram answers', async () => {
    salon.outcomes.push({ outcome: 'turned_away' }, { outcome: 'later', afterMs: 15_000 })
    salon.clock.moveTo(dayBefore)
    await sweepFor(1)
    expect(await reminder(24)).toMatchObject({ status: 'done' })
    expect(salon.mayHaveArrived).toEqual([false, true, true])
  })

  test('is repeated ever more seldom, and not without end', async () => {
    salon.outcomes.push(...Array.from({ length: 30 }, () => ({ outcome: 'turned_away' as const })))
    salon.clock.moveTo(dayBefore)
    await sweepFor(10)
    expect(salon.sent).toHaveLength(5)
    await sweepFor(80)
    expect(salon.sent).toHaveLength(8)
    expect(await reminder(24)).toMatchObject({ status: 'unknown' })
  })
})

describe('word of a cancellation', () => {
  const notice = async () => {
    const [row] = await salon.db.query<{ status: string }>(
      `select status from tasks where dedup_key like 'notice:%:client'`,
    )
    return row!
  }

  beforeEach(async () => {
    const { telegramId } = await salon.person('Вера')
    const at = salon.clock.now()
    await insertStaff(salon.db, { name: 'Вера', telegramId, role: 'super_admin', bookable: false, at })
    const owner = await salon.person('Вера')
    const { bookingId, version } = visit
    const cancelled = await cancelAsStaff(salon.ctx, owner, { bookingId, version, reason: null })
    expect(cancelled).toMatchObject({ ok: true })
  })

  test('is repeated for more than half an hour while nobody knows whether it came', async () => {
    const began = salon.clock.now().getTime()
    salon.outcomes.push(...Array.from({ length: 4 }, () => ({ outcome: 'unknown' as const })))
    while ((await notice()).status === 'pending') {
      await sweepTasks()
      salon.clock.moveBy(60_000)
    }
    expect(await notice()).toEqual({ status: 'done' })
    expect(salon.sent).toHaveLength(5)
    expect(salon.clock.now().getTime() - began).toBeGreaterThan(30 * 60_000)
    expect(salon.mayHaveArrived).toEqual([false, true, true, true, true])
  })

  test('is given up in the end', async () => {
    salon.outcomes.push(...Array.from({ length: 9 }, () => ({ outcome: 'unknown' as const })))
    for (let minute = 0; minute < 90; minute++) {
      await sweepTasks()
      salon.clock.moveBy(60_000)
    }
    expect(await notice()).toEqual({ status: 'unknown' })
    expect(salon.sent).toHaveLength(5)
  })
})

test('a visit is completed in the end, however long it could not be', async () => {
  const db = withoutTransactions()
  salon.clock.moveTo(new Date('2026-03-05T08:00:00Z'))
  const [task] = await salon.db.query<{ id: number }>(`select id from tasks where kind = 'completion'`)
  for (let attempt = 0; attempt < 9; attempt++) {
    await deliverTask({ ...salon.ctx, db }, task!.id)
    salon.clock.moveBy(60 * 60_000)
  }
  expect(await salon.db.query('select status from tasks where id = $1', [task!.id])).toEqual([
    { status: 'pending' },
  ])
  await sweepTasks()
  expect(await salon.db.query('select status from bookings')).toEqual([{ status: 'completed' }])
})

test('a visit is completed when its time is over, and not before', async () => {
  const status = async () =>
    (await salon.db.query<{ status: string }>('select status from bookings'))[0]?.status
  salon.clock.moveTo(new Date('2026-03-05T07:59:59Z'))
  await sweepTasks()
  expect(await status()).toBe('confirmed')
  salon.clock.moveTo(new Date('2026-03-05T08:00:00Z'))
  await sweepTasks()
  expect(await status()).toBe('completed')
})

test('a step of the sweep that fails keeps none of the others', async () => {
  salon.clock.moveTo(dayBefore)
  await sweepTasks({ ...salon.ctx, db: withoutTransactions() })
  expect(await reminder(24)).toMatchObject({ status: 'done' })
  expect(salon.logged.filter(({ level }) => level === 'error')).toHaveLength(2)
})

test('the sweep sets the alarms of the next ninety minutes again', async () => {
  salon.scheduled.length = 0
  salon.clock.moveTo(new Date(dayBefore.getTime() - 91 * 60_000))
  await sweepTasks()
  expect(salon.scheduled).toEqual([])
  salon.clock.moveBy(60_000)
  await sweepTasks()
  expect(salon.scheduled).toMatchObject([{ kind: 'reminder', dueAt: dayBefore }])
})
