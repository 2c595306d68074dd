import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { SettingName } from '../../src/domain/settings.ts'
import type { Database, Transaction } from '../../src/storage/database.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { changeSetting, type ChangeSettingInput } from '../../src/usecases/change-setting.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { loadSettings } from '../../src/usecases/load-settings.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { viewSettings } from '../../src/usecases/view-settings.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { until } from '../support/until.ts'

let salon: TestTenant

beforeEach(async () => {
  salon = await openTenant({ adminIds: [5000], settings: { horizonDays: 30, maxBookingsPerUser: 20 } })
  await prepareTenant(salon.ctx)
  await owner()
})

afterEach(async () => {
  await salon.close()
})

const owner = async (): Promise<Actor> => await salon.person('Вера')

async function change(
  name: SettingName,
  to: ChangeSettingInput['to'],
  more: Partial<ChangeSettingInput> = {},
) {
  const version = (await view(name))?.version ?? 0
  return await changeSetting(salon.ctx, await owner(), { name, version, to, ...more })
}

async function view(name: SettingName) {
  const settings = await viewSettings(salon.ctx, await owner())
  return settings.ok ? settings.views.find((one) => one.name === name) : undefined
}

async function book(day: number, ctx = salon.ctx): Promise<number> {
  const made = await createBooking(ctx, await salon.person('Анна'), {
    serviceIds: [salon.serviceIds[0]!],
    staffId: null,
    startsAt: new Date(Date.UTC(2026, 2, day, 9)),
  })
  if (!made.ok) throw new Error(made.reason)
  return made.visit.bookingId
}

/** Hours of the reminders that are still to come, by booking. */
async function reminders(): Promise<Record<number, number[]>> {
  const rows = await salon.db.query<{ booking: number; hours: number[] }>(
    `select booking_id as booking, array_agg((payload ->> 'hours')::int order by due_at) as hours from tasks
      where kind = 'reminder' and status = 'pending' group by booking_id`,
  )
  return Object.fromEntries(rows.map(({ booking, hours }) => [booking, hours]))
}

async function waiting(): Promise<number> {
  const [row] = await salon.db.query<{ count: number }>(
    `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return row?.count ?? 0
}

describe('a setting', () => {
  test('is what the bot says, else what the environment says, else the default, and tells which', async () => {
    expect(await view('cancellationHours')).toMatchObject({ value: 24, origin: 'default', version: 0 })
    expect(await view('horizonDays')).toMatchObject({ value: 30, origin: 'environment', version: 0 })
    expect(await change('horizonDays', { value: 60 })).toMatchObject({
      ok: true,
      setting: { value: 60, origin: 'bot', initial: 30 },
    })
    expect((await loadSettings(salon.ctx)).horizonDays).toBe(60)
    expect(await change('horizonDays', 'reset')).toMatchObject({
      ok: true,
      setting: { value: 30, origin: 'environment', version: 0 },
    })
    expect((await loadSettings(salon.ctx)).horizonDays).toBe(30)
  })

  test('of a wrong value is refused, and says what would be right', async () => {
    expect(await change('horizonDays', { value: 0 })).toEqual({
      ok: false,
      reason: 'invalid',
      problem: { reason: 'too_small', limit: 1 },
    })
    expect(await change('businessName', { value: 7 })).toMatchObject({ reason: 'invalid' })
  })

  test('that two change at once keeps the first change, and the second sees it', async () => {
    const actor = await owner()
    const changes = [1, 2, 3, 4].map((hours) =>
      changeSetting(
        salon.ctx,
        { ...actor, origin: `u:9${hours}` },
        { name: 'cancellationHours', version: 0, to: { value: hours } },
      ),
    )
    const results = await Promise.all(changes)
    const won = results.filter(({ ok }) => ok)
    expect(won).toHaveLength(1)
    const value = (await view('cancellationHours'))?.value
    for (const lost of results.filter(({ ok }) => !ok)) {
      expect(lost).toMatchObject({ reason: 'changed_meanwhile', setting: { value } })
    }
  })

  test('that was reset and set again since is not taken for the one that was seen', async () => {
    await change('cancellationHours', { value: 1 })
    const seen = (await view('cancellationHours'))?.version ?? 0
    await change('cancellationHours', 'reset')
    salon.clock.moveTo(new Date(salon.clock.now().getTime() + 60_000))
    await change('cancellationHours', { value: 2 })
    expect(await change('cancellationHours', { value: 3 }, { version: seen })).toMatchObject({
      reason: 'changed_meanwhile',
      setting: { value: 2 },
    })
  })

  test('leaves in the audit log what it was and what it is', async () => {
    await change('quietHours', { value: { from: '22:00', until: '09:00' } })
    await change('quietHours', 'reset')
    const entries = await salon.db.query(
      `select before, after from audit_log where action = 'setting.change' order by id`,
    )
    const quiet = { quiet_hours: { from: '22:00', until: '09:00' } }
    expect(entries).toEqual([
      { before: { quiet_hours: null }, after: quiet },
      { before: quiet, after: { quiet_hours: null } },
    ])
  })
})

describe('changed reminder hours', () => {
  test('count for visits that are booked already', async () => {
    const [near, far] = [await book(4), await book(9)]
    expect(await reminders()).toEqual({ [near]: [24, 2, 1], [far]: [24, 2, 1] })
    await change('reminderHours', { value: [72, 2] })
    // Three days before the nearer visit have passed.
    expect(await reminders()).toEqual({ [near]: [2], [far]: [72, 2] })
    await change('reminderHours', { value: [] })
    expect(await reminders()).toEqual({})
    await change('reminderHours', 'reset')
    expect(await reminders()).toEqual({ [near]: [24, 2, 1], [far]: [24, 2, 1] })
  })

  test('leave alone what was cancelled, waits for approval, or was sent', async () => {
    const [gone, waiting, reminded] = [await book(6), await book(7), await book(8)]
    await cancelBooking(salon.ctx, await salon.person('Анна'), { bookingId: gone, version: 1 })
    await salon.db.query(`update bookings set status = 'pending', pending_for = 'approval' where id = $1`, [
      waiting,
    ])
    await salon.db.query(
      `update tasks set status = 'done' where booking_id = $1 and payload ->> 'hours' = '24'`,
      [reminded],
    )
    await change('reminderHours', { value: [24, 3] })
    expect((await reminders())[gone]).toBeUndefined()
    expect((await reminders())[waiting]).toBeUndefined()
    expect((await reminders())[reminded]).toEqual([3])
  })

  test('set the alarms of what is due soon', async () => {
    salon.clock.moveTo(new Date('2026-03-03T09:00:00Z'))
    const bookingId = await book(4)
    salon.scheduled.length = 0
    await change('reminderHours', { value: [23, 12] })
    expect(salon.scheduled.map(({ payload }) => payload)).toEqual([{ hours: 23 }])
    expect(await reminders()).toEqual({ [bookingId]: [23, 12] })
  })

  test('count for a visit that is being booked at the same moment', async () => {
    const changing: Promise<unknown>[] = []
    const bookingId = await salon.db.transaction(async (tx) => {
      const db = { query: tx.query.bind(tx), transaction: (work: (tx: Transaction) => unknown) => work(tx) }
      const booked = await book(6, { ...salon.ctx, db: db as unknown as Database })
      changing.push(change('reminderHours', { value: [48] }))
      await until(async () => (await waiting()) > 0)
      return booked
    })
    await Promise.all(changing)
    expect(await reminders()).toEqual({ [bookingId]: [48] })
  })

  test('come at their new moments', async () => {
    await book(5)
    await change('reminderHours', { value: [48] })
    salon.clock.moveTo(new Date('2026-03-03T09:00:01Z'))
    await sweepTasks(salon.ctx, new AbortController().signal)
    expect(salon.sent.filter(({ message }) => message.text === 'reminder')).toHaveLength(1)
  })
})

describe('the time zone', () => {
  test('changes freely while nothing is booked', async () => {
    expect(await change('timeZone', { value: 'Asia/Omsk' })).toMatchObject({ ok: true })
  })

  test('changes after the visits ahead were named; they stay at their instants', async () => {
    const bookingId = await book(5)
    for (let day = 6; day < 18; day++) await book(day)
    const refused = await change('timeZone', { value: 'Asia/Omsk' })
    expect(refused).toMatchObject({
      reason: 'visits_shift',
      from: 'Europe/Moscow',
      to: 'Asia/Omsk',
      total: 13,
    })
    expect(refused.ok || refused.reason !== 'visits_shift' || refused.first.length).toBe(10)
    expect((await loadSettings(salon.ctx)).timeZone).toBe('Europe/Moscow')
    expect(await change('timeZone', { value: 'Asia/Omsk' }, { confirmed: true })).toMatchObject({ ok: true })
    const [row] = await salon.db.query<{ at: Date }>('select starts_at as at from bookings where id = $1', [
      bookingId,
    ])
    expect(row?.at).toEqual(new Date('2026-03-05T09:00:00Z'))
    expect(await change('timeZone', 'reset')).toMatchObject({ reason: 'visits_shift', to: 'Europe/Moscow' })
    expect(await change('timeZone', { value: 'Europe/Moscow' }, { confirmed: true })).toMatchObject({
      setting: { value: 'Europe/Moscow', origin: 'default', version: 0 },
    })
  })
})

test('another currency is taken once it is confirmed that prices keep their numbers, with other decimals not at all', async () => {
  expect(await change('currency', { value: 'USD' })).toEqual({ ok: false, reason: 'prices_stay', to: 'USD' })
  expect(await change('currency', { value: 'USD' }, { confirmed: true })).toMatchObject({ ok: true })
  expect(await change('currency', { value: 'JPY' }, { confirmed: true })).toEqual({
    ok: false,
    reason: 'prices_exist',
  })
  expect(await change('currency', 'reset')).toMatchObject({ reason: 'prices_stay', to: 'RUB' })
  expect(await change('currency', { value: 'RUB' }, { confirmed: true })).toMatchObject({
    setting: { value: 'RUB', origin: 'default', version: 0 },
  })
  await salon.db.query('update services set price_minor = null')
  expect(await change('currency', { value: 'JPY' })).toMatchObject({ ok: true })
})
