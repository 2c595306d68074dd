import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { errorConstraint, type Database } from '../../src/storage/database.ts'
import { openClone } from './migrated.ts'

let clone: Awaited<ReturnType<typeof openClone>>
let db: Database

beforeAll(async () => {
  clone = await openClone()
  db = clone.db
  await db.query(`insert into users (telegram_id, created_at) values (1, '2026-01-01')`)
  await db.query(
    `insert into staff (name, role, bookable, added_at) values ('Anna', 'none', true, '2026-01-01'),
                                                               ('Maria', 'none', true, '2026-01-01')`,
  )
  await db.query(`insert into services (name, duration_min) values ('Cut', 60)`)
})

afterAll(async () => {
  await clone.close()
})

/** The constraint that refuses the row; null: it is accepted. Nothing stays. */
async function refusal(...statements: string[]): Promise<string | null> {
  class Undo extends Error {}
  try {
    await db.transaction(async (tx) => {
      for (const statement of statements) await tx.query(statement)
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof Undo) return null
    return errorConstraint(error) ?? String(error)
  }
  return null
}

function insert(table: string, row: Readonly<Record<string, string>>): string {
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row).join(', ')})`
}

const visit = {
  user_id: '1',
  service_id: '1',
  staff_id: '1',
  starts_at: `'2026-03-02 10:00Z'`,
  ends_at: `'2026-03-02 11:00Z'`,
  busy: `'[2026-03-02 09:50Z,2026-03-02 11:10Z)'`,
  status: `'confirmed'`,
  visit_id: '1',
  duration_min: '60',
  source: `'client'`,
  created_at: `'2026-03-01'`,
  updated_at: `'2026-03-01'`,
}

function booking(change: Readonly<Record<string, string>> = {}): string {
  return insert('bookings', { ...visit, ...change })
}

describe('a visit', () => {
  test('is accepted as it should be', async () => {
    expect(await refusal(booking())).toBeNull()
  })

  test.each([
    ['ends before it starts', { ends_at: `'2026-03-02 09:00Z'`, busy: `'empty'` }, 'bookings_times_check'],
    [
      'is longer than its busy time',
      { busy: `'[2026-03-02 10:10Z,2026-03-02 12:00Z)'` },
      'bookings_busy_check',
    ],
    ['is busy for ever', { busy: `'[2026-03-02 10:00Z,)'` }, 'bookings_busy_check'],
    ['waits for nobody', { status: `'pending'` }, 'bookings_pending_check'],
    [
      'was cancelled by nobody',
      { status: `'cancelled'`, cancelled_at: 'updated_at' },
      'bookings_cancelled_check',
    ],
    ['is confirmed and cancelled', { cancelled_by: `'client'` }, 'bookings_cancelled_check'],
    ['has an unknown status', { status: `'lost'` }, 'bookings_status_check'],
    ['has no seat', { seat: '0' }, 'bookings_seat_check'],
    ['is of nobody', { user_id: '99' }, 'bookings_user_id_fkey'],
    ['lasts four minutes', { duration_min: '4' }, 'bookings_duration_check'],
  ])('is refused when it %s', async (_, change, constraint) => {
    const row = 'cancelled_at' in change ? { ...change, cancelled_at: `'2026-03-01'` } : change
    expect(await refusal(booking(row))).toBe(constraint)
  })

  test.each([
    [
      'overlaps another of the same specialist by its buffers',
      {
        starts_at: `'2026-03-02 11:05Z'`,
        ends_at: `'2026-03-02 12:05Z'`,
        busy: `'[2026-03-02 11:05Z,2026-03-02 12:05Z)'`,
      },
      'bookings_no_overlap',
    ],
    [
      'touches another',
      {
        starts_at: `'2026-03-02 11:10Z'`,
        ends_at: `'2026-03-02 12:10Z'`,
        busy: `'[2026-03-02 11:10Z,2026-03-02 12:10Z)'`,
      },
      null,
    ],
    ['is at the same moment with another specialist', { staff_id: '2' }, null],
    [
      'was cancelled',
      { status: `'cancelled'`, cancelled_at: `'2026-03-01'`, cancelled_by: `'client'` },
      null,
    ],
    ['gave up its time', { busy: `'empty'` }, null],
    ['has the next seat of the same session', { session_id: '7', seat: '2' }, null],
    ['has the same seat of the same session', { session_id: '7' }, 'bookings_session_seat_index'],
  ])('beside another that %s: %j', async (_, change, constraint) => {
    expect(await refusal(booking({ session_id: '7' }), booking(change))).toBe(constraint)
  })

  test('gets a session of its own unless it is told one', async () => {
    const sessions = await db.transaction(async (tx) => {
      const make = (day: number) =>
        tx.query<{ session_id: number }>(
          `${booking({
            starts_at: `'2026-04-0${day} 10:00Z'`,
            ends_at: `'2026-04-0${day} 11:00Z'`,
            busy: `'[2026-04-0${day} 10:00Z,2026-04-0${day} 11:00Z)'`,
          })} returning session_id`,
        )
      return [...(await make(1)), ...(await make(2))].map((row) => row.session_id)
    })

    expect(new Set(sessions).size).toBe(2)
  })
})

describe('limits', () => {
  test.each([
    ['services', { name: `'ab'`, duration_min: '60' }, 'services_name_check'],
    ['services', { name: `'Cut'`, duration_min: '4' }, 'services_duration_check'],
    ['services', { name: `'Cut'`, duration_min: '721' }, 'services_duration_check'],
    ['services', { name: `'Cut'`, duration_min: '60', capacity: '101' }, 'services_capacity_check'],
    [
      'services',
      { name: `'Cut'`, duration_min: '60', buffer_after_min: '241' },
      'services_buffer_after_check',
    ],
    [
      'services',
      { name: `'Cut'`, duration_min: '60', slot_interval_min: '4' },
      'services_slot_interval_check',
    ],
    ['services', { name: `'Cut'`, duration_min: '60', price_minor: '-1' }, 'services_price_check'],
    ['services', { name: `'Cut'`, duration_min: '720', capacity: '100', slot_interval_min: '240' }, null],
    ['staff', { name: `'Anna'`, role: `'boss'`, added_at: `'2026-01-01'` }, 'staff_role_check'],
    ['schedule_rules', { kind: `'open'`, opens: `'09:00'`, closes: `'18:00'` }, 'schedule_rules_day_check'],
    ['schedule_rules', { kind: `'open'`, weekday: '1', opens: `'09:00'` }, 'schedule_rules_hours_check'],
    [
      'schedule_rules',
      { kind: `'open'`, weekday: '8', opens: `'09:00'`, closes: `'18:00'` },
      'schedule_rules_weekday_check',
    ],
    [
      'schedule_rules',
      { kind: `'open'`, weekday: '1', opens: `'24:00'`, closes: `'02:00'` },
      'schedule_rules_opens_check',
    ],
    ['schedule_rules', { kind: `'break'`, weekday: '1', closed: 'true' }, 'schedule_rules_closed_check'],
    ['schedule_rules', { kind: `'open'`, weekday: '1', opens: `'22:00'`, closes: `'24:00'` }, null],
    ['schedule_rules', { kind: `'open'`, date: `'2026-03-02'`, closed: 'true' }, null],
    ['blocked_slots', { during: `'empty'`, created_at: `'2026-01-01'` }, 'blocked_slots_during_check'],
    [
      'blocked_slots',
      { during: `'[2026-03-02,)'`, created_at: `'2026-01-01'` },
      'blocked_slots_during_check',
    ],
    ['tasks', { kind: `'lunch'`, dedup_key: `'x'`, due_at: `'2026-01-01'` }, 'tasks_kind_check'],
    ['users', { telegram_id: '1', created_at: `'2026-01-01'` }, 'users_telegram_id_index'],
    ['users', { telegram_id: '9007199254740991', created_at: `'2026-01-01'` }, null],
  ])('of %s: %j', async (table, row, constraint) => {
    expect(await refusal(insert(table, row))).toBe(constraint)
  })

  test.each([
    [0, 'feedback_rating_check'],
    [6, 'feedback_rating_check'],
    [5, null],
  ])('of a rating of %i', async (rating, constraint) => {
    expect(
      await refusal(
        `with visit as (${booking()} returning id)
         insert into feedback (visit_id, booking_id, user_id, rating, created_at)
         select 1, id, 1, ${rating}, '2026-03-03' from visit`,
      ),
    ).toBe(constraint)
  })
})
