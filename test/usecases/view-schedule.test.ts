import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LocalDate } from '../../src/domain/local-time.ts'
import type { Role } from '../../src/domain/roles.ts'
import type { Connection } from '../../src/storage/database.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { viewScheduleDay } from '../../src/usecases/view-schedule-day.ts'
import { viewScheduleMonth } from '../../src/usecases/view-schedule-month.ts'
import { viewScheduleWeek } from '../../src/usecases/view-schedule-week.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

const thursday = '2026-03-05' as LocalDate

let salon: TestTenant

beforeEach(async () => {
  salon = await openTenant({
    specialists: ['Мария', 'Ольга'],
    services: [{ name: 'Стрижка' }, { name: 'Окрашивание', emoji: '🎨' }],
  })
})

afterEach(async () => {
  await salon.close()
})

async function actor(role: Role | null, staffId: number | null = null): Promise<Actor> {
  return { ...(await salon.person('Вера')), role, staffId }
}

async function book(name: string, at: string, which: { staff?: number } = {}) {
  const made = await createBooking(salon.ctx, await salon.person(name), {
    serviceIds: [salon.serviceIds[0]!],
    staffId: salon.staffIds[which.staff ?? 0]!,
    startsAt: new Date(at),
  })
  if (!made.ok) throw new Error(made.reason)
  return made.visit
}

/** Another service of the same visit: right after it, or after so many hours in which somebody else does something. */
async function addPart(bookingId: number, afterHours = 0) {
  await salon.db.query(
    `insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, status, visit_id, duration_min, source,
                           created_at, updated_at)
     select user_id, $2, staff_id, ends_at + $3::interval, ends_at + $3::interval + interval '1 hour',
            tstzrange(ends_at + $3::interval, ends_at + $3::interval + interval '1 hour'), status, visit_id, 60, source, created_at,
            updated_at
       from (select * from bookings where id = $1) b`,
    [bookingId, salon.serviceIds[1], `${afterHours} hours`],
  )
}

/** The same context, whose statements are counted. */
function counted(): { readonly ctx: TestTenant['ctx']; readonly statements: string[] } {
  const statements: string[] = []
  const query: Connection['query'] = (text, values) => {
    statements.push(text)
    return salon.db.query(text, values)
  }
  const db = Object.assign(Object.create(salon.db) as typeof salon.db, { query })
  return { ctx: { ...salon.ctx, db }, statements }
}

describe('the schedule', () => {
  test('of a day has the visits of everybody, one of several services as one', async () => {
    await addPart((await book('Анна', '2026-03-05T07:00Z')).bookingId)
    await book('Борис', '2026-03-05T09:00Z', { staff: 1 })
    const view = await viewScheduleDay(salon.ctx, await actor('moderator'), { staffId: null, date: thursday })
    if (!view.ok) throw new Error(view.reason)
    const shown = view.days.map(({ staff, entries }) => [
      staff.name,
      entries.flatMap((one) =>
        one.kind === 'visit'
          ? [[one.visit.clientName, one.start, one.end, one.visit.services.map(({ name }) => name)]]
          : [],
      ),
    ])
    expect(shown).toEqual([
      [
        'Мария',
        [['Анна', new Date('2026-03-05T07:00Z'), new Date('2026-03-05T09:00Z'), ['Стрижка', 'Окрашивание']]],
      ],
      ['Ольга', [['Борис', new Date('2026-03-05T09:00Z'), new Date('2026-03-05T10:00Z'), ['Стрижка']]]],
    ])
  })

  test('leaves free what lies between two parts of a visit with the same specialist', async () => {
    await addPart((await book('Анна', '2026-03-05T07:00Z')).bookingId, 1)
    await book('Борис', '2026-03-05T08:00Z')
    const view = await viewScheduleDay(salon.ctx, await actor('moderator'), { staffId: null, date: thursday })
    if (!view.ok) throw new Error(view.reason)
    const [maria] = view.days
    const visits = maria?.entries.filter(({ kind }) => kind === 'visit')
    expect(visits?.map(({ start, end }) => [start, end])).toEqual([
      [new Date('2026-03-05T07:00Z'), new Date('2026-03-05T08:00Z')],
      [new Date('2026-03-05T08:00Z'), new Date('2026-03-05T09:00Z')],
      [new Date('2026-03-05T09:00Z'), new Date('2026-03-05T10:00Z')],
    ])
  })

  test('without a date is of today, this week, this month, in the zone of the business', async () => {
    salon.clock.moveTo(new Date('2026-03-31T21:30Z'))
    const owner = await actor('super_admin')
    expect(await viewScheduleDay(salon.ctx, owner, { staffId: null, date: null })).toMatchObject({
      date: '2026-04-01',
    })
    expect(await viewScheduleWeek(salon.ctx, owner, { staffId: null, date: null })).toMatchObject({
      dates: [
        '2026-03-30',
        '2026-03-31',
        '2026-04-01',
        '2026-04-02',
        '2026-04-03',
        '2026-04-04',
        '2026-04-05',
      ],
    })
    expect(await viewScheduleMonth(salon.ctx, owner, { staffId: null, month: null })).toMatchObject({
      month: '2026-04',
    })
  })

  test('of a month has the load of each day over everybody, or of one', async () => {
    await addPart((await book('Анна', '2026-03-05T07:00Z')).bookingId, 1)
    const owner = await actor('super_admin')
    const loadOn = async (staffId: number | null) => {
      const view = await viewScheduleMonth(salon.ctx, owner, { staffId, month: null })
      return view.ok ? view.days.find(({ date }) => date === thursday)?.load : null
    }
    expect(await loadOn(null)).toEqual({ workingMin: 1440, bookedMin: 120, visits: 1 })
    expect(await loadOn(salon.staffIds[0]!)).toEqual({ workingMin: 720, bookedMin: 120, visits: 1 })
    expect(await loadOn(salon.staffIds[1]!)).toEqual({ workingMin: 720, bookedMin: 0, visits: 0 })
  })

  test('of a month counts a visit once whose parts are on two dates', async () => {
    await addPart((await book('Анна', '2026-03-05T17:00Z')).bookingId, 4)
    const view = await viewScheduleMonth(salon.ctx, await actor('super_admin'), {
      staffId: null,
      month: null,
    })
    if (!view.ok) throw new Error(view.reason)
    expect(view.days.slice(4, 6).map(({ load }) => load.visits)).toEqual([1, 1])
    expect(view.load.visits).toBe(1)
  })

  test('keeps the visits of a specialist who left', async () => {
    await book('Анна', '2026-03-05T07:00Z')
    await salon.db.query('update staff set archived_at = $1 where id = $2', [
      salon.clock.now(),
      salon.staffIds[0],
    ])
    const owner = await actor('super_admin')
    const namesOn = async (date: string) => {
      const view = await viewScheduleDay(salon.ctx, owner, { staffId: null, date: date as LocalDate })
      return view.ok ? view.choices.map(({ name }) => name) : null
    }
    expect(await namesOn('2026-03-05')).toEqual(['Мария', 'Ольга'])
    expect(await namesOn('2026-03-09')).toEqual(['Ольга'])
  })
})

describe('who sees it', () => {
  test('a specialist sees their own, whatever is asked for', async () => {
    const [maria, olga] = salon.staffIds as [number, number]
    const own = await actor('specialist', maria)
    for (const view of [viewScheduleDay, viewScheduleWeek]) {
      const all = await view(salon.ctx, own, { staffId: null, date: thursday })
      expect(all).toMatchObject({ ok: true, choices: [{ id: maria }], chosen: null })
      expect(all.ok && all.days.every(({ staff }) => staff.id === maria)).toBe(true)
      expect(await view(salon.ctx, own, { staffId: olga, date: thursday })).toEqual({
        ok: false,
        reason: 'staff_gone',
      })
    }
    expect(await viewScheduleMonth(salon.ctx, own, { staffId: olga, month: null })).toEqual({
      ok: false,
      reason: 'staff_gone',
    })
  })

  test('clients see none', async () => {
    const client = await actor(null)
    const refused = { ok: false, reason: 'forbidden' }
    expect(await viewScheduleDay(salon.ctx, client, { staffId: null, date: null })).toEqual(refused)
    expect(await viewScheduleWeek(salon.ctx, client, { staffId: null, date: null })).toEqual(refused)
    expect(await viewScheduleMonth(salon.ctx, client, { staffId: null, month: null })).toEqual(refused)
  })
})

test('each view costs five statements at most, with two specialists and with twenty', async () => {
  for (const specialists of [2, 20]) {
    if (specialists === 20) {
      await salon.close()
      salon = await openTenant({ specialists: Array.from({ length: 20 }, (_, i) => `Мастер ${i}`) })
    }
    const owner = await actor('super_admin')
    const { ctx, statements } = counted()
    await viewScheduleDay(ctx, owner, { staffId: null, date: null })
    await viewScheduleWeek(ctx, owner, { staffId: null, date: null })
    await viewScheduleMonth(ctx, owner, { staffId: null, month: null })
    expect(statements.length).toBeLessThanOrEqual(15)
  }
})
