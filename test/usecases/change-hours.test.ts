import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { localTimeOf, type LocalDate, type LocalTime } from '../../src/domain/local-time.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { changeSpecialDays } from '../../src/usecases/change-special-days.ts'
import { changeWeekHours } from '../../src/usecases/change-week-hours.ts'
import { closeHolidays } from '../../src/usecases/close-holidays.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import { viewHolidays } from '../../src/usecases/view-holidays.ts'
import { viewHours } from '../../src/usecases/view-hours.ts'
import { viewSpecialDays } from '../../src/usecases/view-special-days.ts'
import { viewTimes } from '../../src/usecases/view-times.ts'
import { anew } from '../support/stock.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant
let owner: Actor

beforeEach(async () => {
  salon = await openTenant({ adminIds: [5000], settings: { timeZone: 'Europe/Berlin' } })
  await prepareTenant(salon.ctx)
  owner = await salon.person('Вера')
})

afterEach(async () => {
  await salon.close()
})

const window = (opens: string, closes: string) => ({
  opens: opens as LocalTime,
  closes: closes as LocalTime,
})
const day = (date: string) => date as LocalDate

async function weekSeen(staffId: number | null = null): Promise<number> {
  const view = await viewHours(salon.ctx, owner, { staffId })
  if (!view.ok) throw new Error(view.reason)
  return view.week.seen
}

async function daysSeen(staffId: number | null = null): Promise<number> {
  const view = await viewSpecialDays(salon.ctx, owner, { staffId })
  if (!view.ok) throw new Error(view.reason)
  return view.list.seen
}

/** Starts on offer, as Berlin's clocks show them. */
async function startsOn(date: string): Promise<string[]> {
  const target = { serviceIds: [salon.serviceIds[0]!], staffId: null, movingBookingId: null, clientId: null }
  const view = await viewTimes(salon.ctx, await salon.person('Анна'), { target, date: day(date) })
  if (!view.ok) throw new Error(view.reason)
  return view.starts.map(({ startsAt }) => localTimeOf('Europe/Berlin', startsAt))
}

describe('changed hours are wall times', () => {
  test('on the night that the clocks go forward', async () => {
    const days = [{ weekday: 7, windows: [window('00:00', '05:00')] }]
    expect(
      await changeWeekHours(salon.ctx, owner, { staffId: null, days, seen: await weekSeen() }),
    ).toMatchObject({ ok: true })
    expect(await startsOn('2026-03-22')).toEqual(['00:00', '01:00', '02:00', '03:00', '04:00'])
    // From two it is three at once.
    expect(await startsOn('2026-03-29')).toEqual(['00:00', '01:00', '03:00', '04:00'])
  })

  test('on a single date, and over midnight', async () => {
    const [from, to] = [day('2026-03-28'), day('2026-03-28')]
    const hours = { windows: [window('23:00', '04:00')], reason: null }
    const seen = await daysSeen()
    expect(await changeSpecialDays(salon.ctx, owner, { staffId: null, from, to, hours, seen })).toMatchObject(
      {
        ok: true,
      },
    )
    // Four hours on this night, and all of them are Saturday's.
    expect(await startsOn('2026-03-28')).toEqual(['23:00', '00:00', '01:00', '03:00'])
  })
})

describe('of several who change hours at the same moment', () => {
  const outcomes = (results: readonly { ok: boolean; reason?: string }[]) =>
    results.map((result) => (result.ok ? 'saved' : result.reason)).sort()

  test('one changes the week, and the others see what they made of it', async () => {
    const seen = await weekSeen()
    const results = await Promise.all(
      [10, 11, 12, 13].map((hour) =>
        changeWeekHours(salon.ctx, anew(owner), {
          staffId: null,
          days: [
            { weekday: 1, windows: [window(`${hour}:00`, '20:00')] },
            { weekday: 2, windows: [] },
          ],
          seen,
        }),
      ),
    )
    expect(outcomes(results)).toEqual([
      'changed_meanwhile',
      'changed_meanwhile',
      'changed_meanwhile',
      'saved',
    ])
    const weeks = results.map((result) => ('week' in result ? JSON.stringify(result.week) : ''))
    expect(new Set(weeks).size).toBe(1)
    expect(await salon.db.query('select weekday, closed from schedule_rules order by weekday')).toEqual([
      { weekday: 1, closed: false },
      { weekday: 2, closed: true },
    ])
  })

  test('one sets the days, and nobody half of them', async () => {
    const seen = await daysSeen()
    const holidays = await viewHolidays(salon.ctx, owner)
    if (!holidays.ok) throw new Error(holidays.reason)
    const change = (to: string, reason: string) =>
      changeSpecialDays(salon.ctx, anew(owner), {
        staffId: null,
        from: day('2026-05-01'),
        to: day(to),
        hours: { windows: [], reason },
        seen,
      })
    const results = await Promise.all([
      change('2026-05-10', 'one'),
      change('2026-05-12', 'two'),
      closeHolidays(salon.ctx, anew(owner), {
        chosen: holidays.holidays.map((_, index) => index),
        seen: holidays.seen,
      }),
    ])
    expect(outcomes(results)).toEqual(['changed_meanwhile', 'changed_meanwhile', 'saved'])
    const entries = await salon.db.query(`select 1 from audit_log where action = 'hours.change_days'`)
    expect(entries).toHaveLength(1)
    const reasons = await salon.db.query(
      `select reason, count(*) from schedule_rules where reason in ('one', 'two') group by reason`,
    )
    expect([[], [{ reason: 'one', count: 10 }], [{ reason: 'two', count: 12 }]]).toContainEqual(reasons)
  })
})

test('what is over, or too far ahead, is not changed whatever a button says', async () => {
  const seen = await daysSeen()
  for (const [from, to] of [
    ['2026-03-01', '2026-03-03'],
    ['2026-03-05', '2026-03-04'],
    ['2028-12-31', '2028-12-31'],
    ['2026-03-03', '2027-12-31'],
  ] as const) {
    const input = { staffId: null, from: day(from), to: day(to), hours: null, seen }
    expect(await changeSpecialDays(salon.ctx, anew(owner), input)).toEqual({
      ok: false,
      reason: 'not_settable',
    })
  }
})
