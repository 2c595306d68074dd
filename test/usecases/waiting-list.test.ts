import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { acceptOffer } from '../../src/usecases/accept-offer.ts'
import { approveBooking } from '../../src/usecases/approve-booking.ts'
import { bookAsStaff } from '../../src/usecases/book-as-staff.ts'
import { cancelAsStaff } from '../../src/usecases/cancel-as-staff.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { declineBooking } from '../../src/usecases/decline-booking.ts'
import { eraseMe } from '../../src/usecases/erase-me.ts'
import { exportMyData } from '../../src/usecases/export-my-data.ts'
import { joinWaitingList, type JoinWaitingListInput } from '../../src/usecases/join-waiting-list.ts'
import { leaveWaitingList } from '../../src/usecases/leave-waiting-list.ts'
import { listMyBookings } from '../../src/usecases/list-my-bookings.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import { recordReachability } from '../../src/usecases/record-reachability.ts'
import { refuseOffer } from '../../src/usecases/refuse-offer.ts'
import { rescheduleBooking } from '../../src/usecases/reschedule-booking.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { takeTimeOff } from '../../src/usecases/take-time-off.ts'
import { viewMyBooking } from '../../src/usecases/view-my-booking.ts'
import { viewTimeOffPlan } from '../../src/usecases/view-time-off-plan.ts'
import { openTenant, type TenantOptions, type TestTenant } from '../support/tenant.ts'

/** Thursday, 5 March, open from ten to twelve: two visits fill it. */
const thursday = '2026-03-05' as LocalDate
const atTen = new Date('2026-03-05T07:00:00Z')
const atEleven = new Date('2026-03-05T08:00:00Z')
const hours = { workHoursStart: '10:00', workHoursEnd: '12:00' } as TenantOptions['settings']
/** Telegram id that `salon.person` gives to the first person. */
const owner = 5000

let salon: TestTenant

async function open(options: TenantOptions = {}): Promise<void> {
  salon = await openTenant({ adminIds: [owner], ...options, settings: { ...hours, ...options.settings } })
  await prepareTenant(salon.ctx)
  await salon.person('Вера')
}

afterEach(async () => {
  await salon.close()
})

async function book(
  name: string,
  startsAt: Date,
  service = 0,
  guestName: string | null = null,
): Promise<number> {
  const made = await createBooking(salon.ctx, await salon.person(name), {
    serviceIds: [salon.serviceIds[service]!],
    staffId: salon.staffIds[0]!,
    startsAt,
    notes: { comment: null, guestName },
  })
  if (!made.ok) throw new Error(made.reason)
  return made.visit.bookingId
}

async function join(name: string, more: Partial<JoinWaitingListInput> = {}) {
  return await joinWaitingList(salon.ctx, await salon.person(name), {
    serviceId: salon.serviceIds[0]!,
    staffId: null,
    full: 'day',
    date: thursday,
    range: 'day',
    ...more,
  })
}

async function cancel(name: string, bookingId: number): Promise<void> {
  expect(await cancelBooking(salon.ctx, await salon.person(name), { bookingId, version: 1 })).toMatchObject({
    ok: true,
  })
}

/** Who holds which offer, and since when it waits. */
async function offers(): Promise<{ id: number; to: string; at: string }[]> {
  return await salon.db.query(
    `select b.id, u.first_name as "to", to_char(b.starts_at at time zone 'Europe/Moscow', 'HH24:MI') as "at"
       from bookings b join users u on u.id = b.user_id
      where b.pending_for = 'offer' and b.status = 'pending' order by b.id`,
  )
}

async function offerTo(name: string): Promise<number> {
  const offer = (await offers()).find(({ to }) => to === name)
  if (!offer) throw new Error(`nothing is held for ${name}`)
  return offer.id
}

async function entries(): Promise<string[]> {
  const rows = await salon.db.query<{ line: string }>(
    `select concat_ws(' ', u.first_name, k.status) as line from tasks k join users u on u.id = k.user_id
      where k.dedup_key like 'wait:%' order by k.id`,
  )
  return rows.map(({ line }) => line)
}

/** To the minute: the clock runs on while a test does. */
async function holdEnds(): Promise<string[]> {
  const rows = await salon.db.query<{ dueAt: Date }>(
    `select due_at as "dueAt" from tasks where kind = 'hold_end' and status = 'pending' order by due_at`,
  )
  return rows.map(({ dueAt }) => dueAt.toISOString().slice(0, 16))
}

async function told(): Promise<string[]> {
  // By then the next notice to staff may go.
  salon.clock.moveBy(5000)
  await sweepTasks(salon.ctx, new AbortController().signal)
  return salon.sent.splice(0).map(({ chatId, message }) => `${chatId} ${message.text}`)
}

async function accept(name: string, bookingId?: number) {
  return await acceptOffer(salon.ctx, await salon.person(name), {
    bookingId: bookingId ?? (await offerTo(name)),
  })
}

async function refuse(name: string) {
  return await refuseOffer(salon.ctx, await salon.person(name), { bookingId: await offerTo(name) })
}

describe('on a full day', () => {
  let ten: number
  let eleven: number

  beforeEach(async () => {
    await open()
    ten = await book('Анна', atTen)
    eleven = await book('Борис', atEleven)
    salon.sent.length = 0
  })

  test('nobody has two offers; who books such a visit themselves gives the place held for them to the next', async () => {
    await join('Вера')
    await cancel('Анна', ten)
    await join('Глеб')
    await cancel('Борис', eleven)
    expect(await offers()).toMatchObject([
      { to: 'Вера', at: '10:00' },
      { to: 'Глеб', at: '11:00' },
    ])
    await refuse('Глеб')
    expect(await offers()).toMatchObject([{ to: 'Вера', at: '10:00' }])
    await book('Вера', atEleven)
    expect(await offers()).toMatchObject([{ to: 'Глеб', at: '10:00' }])
    expect(await entries()).toEqual(['Вера done', 'Глеб waiting'])
  })

  describe('joining', () => {
    test('twice is waiting once, and a part of what is waited for is covered', async () => {
      const first = await join('Ксения', { range: 'week' })
      expect(first).toMatchObject({
        ok: true,
        card: { from: '2026-03-02', to: '2026-03-08' },
        offerMinutes: 30,
      })
      expect(await join('Ксения', { range: 'week' })).toEqual(first)
      expect(await join('Ксения', { staffId: salon.staffIds[0]! })).toEqual(first)
      expect(await entries()).toEqual(['Ксения waiting'])
      expect(await salon.db.query(`select 1 from audit_log where action = 'waitlist.join'`)).toHaveLength(1)
    })

    test('is refused while there is a free time, when the days are over, and beyond the horizon', async () => {
      const on = (date: string) => ({ date: date as LocalDate })
      expect(await join('Ксения', on('2026-03-06'))).toEqual({ ok: false, reason: 'free_now' })
      expect(await join('Ксения', { full: 'month' })).toEqual({ ok: false, reason: 'free_now' })
      expect(await join('Ксения', on('2026-03-01'))).toEqual({ ok: false, reason: 'days_over' })
      expect(await join('Ксения', on('2026-09-01'))).toEqual({ ok: false, reason: 'beyond_horizon' })
      expect(await join('Ксения', { serviceId: 999 })).toEqual({ ok: false, reason: 'service_gone' })
      expect(await join('Ксения', { staffId: 999 })).toEqual({ ok: false, reason: 'staff_gone' })
    })

    test('is for five things at most', async () => {
      for (const day of ['09', '10', '11', '12', '13']) {
        const date = `2026-03-${day}` as LocalDate
        await salon.db.query(
          `insert into schedule_rules (kind, date, closed) values ('open', $1::date, true)`,
          [date],
        )
        expect(await join('Ксения', { date })).toMatchObject({ ok: true })
      }
      expect(await join('Ксения')).toEqual({ ok: false, reason: 'too_many_entries', limit: 5 })
    })

    test('is refused to who is banned, and asks for a phone where one is required', async () => {
      await salon.person('Ксения')
      await salon.db.query(`update users set banned_at = now() where first_name = 'Ксения'`)
      expect(await join('Ксения')).toEqual({ ok: false, reason: 'banned', phone: null })
      await salon.db.query(
        `insert into settings (key, value, updated_at) values ('phone_required', 'true', now())`,
      )
      expect(await join('Лев')).toEqual({ ok: false, reason: 'phone_required', country: 'RU' })
    })
  })

  describe('a freed time', () => {
    test('is held for who waits longest, who alone is told, and nobody else can take it', async () => {
      await join('Ксения')
      await join('Лев')
      await cancel('Анна', ten)
      expect(await offers()).toMatchObject([{ to: 'Ксения', at: '10:00' }])
      expect(await told()).toEqual(expect.arrayContaining([expect.stringMatching(/ offer$/)]))
      await expect(book('Пётр', atTen)).rejects.toThrow('slot_taken')
      expect(await holdEnds()).toEqual(['2026-03-02T06:30'])
    })

    test('is no visit of theirs until they take it', async () => {
      await join('Ксения')
      await cancel('Анна', ten)
      const bookingId = await offerTo('Ксения')
      const ksenia = await salon.person('Ксения')
      expect(await listMyBookings(salon.ctx, ksenia, { scope: 'upcoming', page: 0 })).toMatchObject({
        visits: [],
        waiting: [{ from: thursday, to: thursday }],
      })
      const { visits, requests } = await exportMyData(salon.ctx, ksenia)
      expect(visits).toEqual([])
      expect(requests).toEqual([
        { service: 'Стрижка', specialist: null, from: thursday, to: thursday, heldUntil: expect.any(Date) },
      ])
      const gone = { ok: false, reason: 'booking_gone' }
      expect(await viewMyBooking(salon.ctx, ksenia, { bookingId })).toEqual(gone)
      expect(await cancelBooking(salon.ctx, ksenia, { bookingId, version: 1 })).toEqual(gone)
      const move = { bookingId, version: 1, staffId: null, startsAt: atEleven }
      expect(await rescheduleBooking(salon.ctx, ksenia, move)).toEqual(gone)
      expect(
        await salon.db.query(
          `select 1 from tasks where kind in ('reminder', 'completion') and booking_id = $1`,
          [bookingId],
        ),
      ).toEqual([])
    })

    test('taken is a visit with its reminders, staff are told, and the waiting is over', async () => {
      await join('Ксения')
      await cancel('Анна', ten)
      await told()
      const taken = await accept('Ксения')
      expect(taken).toMatchObject({ ok: true, visit: { status: 'confirmed', pendingFor: null } })
      if (!taken.ok) return
      expect(await entries()).toEqual(['Ксения done'])
      expect(await told()).toEqual([`${owner} visit_booked`])
      const kinds = await salon.db.query(
        `select kind, status from tasks where booking_id = $1 and kind in ('reminder', 'completion', 'hold_end') order by kind, id`,
        [taken.visit.bookingId],
      )
      expect(kinds).toEqual([
        { kind: 'completion', status: 'pending' },
        { kind: 'hold_end', status: 'cancelled' },
        ...Array.from({ length: 3 }, () => ({ kind: 'reminder', status: 'pending' })),
      ])
      expect(await accept('Ксения', taken.visit.bookingId)).toEqual(taken)
      expect(await salon.db.query(`select 1 from audit_log where action = 'waitlist.accept'`)).toHaveLength(1)
    })

    test('refused goes to the next at once, and is not offered again to who refused it', async () => {
      await join('Ксения', { range: 'any' })
      await join('Лев')
      await cancel('Анна', ten)
      const bookingId = await offerTo('Ксения')
      expect(await refuse('Ксения')).toMatchObject({ ok: true, card: { serviceName: 'Стрижка' } })
      expect(await offers()).toMatchObject([{ to: 'Лев' }])
      expect(await accept('Ксения', bookingId)).toMatchObject({ ok: false, reason: 'offer_over' })
      expect(await refuseOffer(salon.ctx, await salon.person('Ксения'), { bookingId })).toMatchObject({
        ok: true,
      })
      await refuse('Лев')
      expect(await offers()).toEqual([])
      await cancel('Борис', eleven)
      expect(await offers()).toMatchObject([{ to: 'Ксения', at: '11:00' }])
    })

    test('not answered in time goes to the next, with a word to who did not answer', async () => {
      await join('Ксения')
      await join('Лев')
      await cancel('Анна', ten)
      const bookingId = await offerTo('Ксения')
      await told()
      salon.clock.moveTo(new Date('2026-03-02T06:31:00Z'))
      const ksenia = `${(await salon.person('Ксения')).telegramId} offer_expired`
      expect([...(await told()), ...(await told())]).toContain(ksenia)
      expect(await offers()).toMatchObject([{ to: 'Лев' }])
      expect(await accept('Ксения', bookingId)).toMatchObject({ ok: false, reason: 'offer_over' })
      expect(await refuseOffer(salon.ctx, await salon.person('Ксения'), { bookingId })).toMatchObject({
        ok: false,
        reason: 'offer_over',
      })
      salon.clock.moveTo(new Date('2026-03-02T07:02:00Z'))
      await told()
      expect(await offers()).toEqual([])
      expect(await entries()).toEqual(['Ксения waiting', 'Лев waiting'])
      await expect(book('Пётр', atTen)).resolves.toEqual(expect.any(Number))
    })

    test('skips who is banned, can’t be reached, is at their limit, or is somewhere else then', async () => {
      for (const name of ['Ксения', 'Лев', 'Мила', 'Нина', 'Ольга']) await join(name, { range: 'week' })
      await salon.db.query(`update users set banned_at = now() where first_name = 'Ксения'`)
      await recordReachability(salon.ctx, {
        telegramId: (await salon.person('Лев')).telegramId,
        reachable: false,
      })
      for (const day of ['10', '11', '12']) await book('Мила', new Date(`2026-03-${day}T07:00:00Z`))
      const other = await salon.db.query<{ id: number }>(
        `insert into staff (name, role, bookable, added_at) values ('Зоя', 'none', true, now()) returning id`,
      )
      const elsewhere = await createBooking(salon.ctx, await salon.person('Нина'), {
        serviceIds: [salon.serviceIds[0]!],
        staffId: other[0]!.id,
        startsAt: atTen,
      })
      expect(elsewhere.ok).toBe(true)
      await salon.db.query(`update staff set archived_at = now() where id = $1`, [other[0]!.id])
      await cancel('Анна', ten)
      expect(await offers()).toMatchObject([{ to: 'Ольга' }])
    })

    test('is not offered to who gave it up, nor to who waits for another service or specialist', async () => {
      await join('Анна')
      await join('Ксения', { staffId: salon.staffIds[0]!, date: '2026-03-05' as LocalDate })
      await cancel('Анна', ten)
      expect(await offers()).toMatchObject([{ to: 'Ксения' }])
      await refuse('Ксения')
      expect(await offers()).toEqual([])
    })

    test('is offered to who had it before if the business took it from them', async () => {
      await join('Ксения', { range: 'week' })
      await join('Анна', { range: 'week' })
      const vera = await salon.person('Вера')
      expect(
        await cancelAsStaff(salon.ctx, vera, { bookingId: ten, version: 1, reason: null }),
      ).toMatchObject({ ok: true })
      await refuse('Ксения')
      expect(await offers()).toMatchObject([{ to: 'Анна', at: '10:00' }])
    })

    test('is free again at once when nobody wants it', async () => {
      await cancel('Анна', ten)
      await expect(book('Пётр', atTen)).resolves.toEqual(expect.any(Number))
    })

    test('goes on when the person blocked the bot', async () => {
      await join('Ксения')
      await join('Лев')
      await told()
      await cancel('Анна', ten)
      salon.outcomes.push({ outcome: 'sent' }, { outcome: 'unreachable' })
      await told()
      await told()
      expect(await offers()).toMatchObject([{ to: 'Лев' }])
      expect(await entries()).toEqual(['Ксения cancelled', 'Лев waiting'])
    })

    test('survives a process that dies before it could say so', async () => {
      await join('Ксения')
      await cancel('Анна', ten)
      salon.scheduled.length = 0
      expect((await told()).filter((line) => line.endsWith(' offer'))).toHaveLength(1)
      expect((await told()).filter((line) => line.endsWith(' offer'))).toHaveLength(0)
    })
  })

  describe('frees by', () => {
    test('a move', async () => {
      await join('Ксения')
      const moved = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
        bookingId: ten,
        version: 1,
        staffId: null,
        startsAt: new Date('2026-03-06T07:00:00Z'),
      })
      expect(moved).toMatchObject({ ok: true })
      expect(await offers()).toMatchObject([{ to: 'Ксения', at: '10:00' }])
    })

    test('the erasing of a person, whose own offers go to the next', async () => {
      await join('Лев')
      await cancel('Анна', ten)
      expect(await offers()).toMatchObject([{ to: 'Лев', at: '10:00' }])
      await join('Мила')
      await eraseMe(salon.ctx, await salon.person('Лев'))
      expect(await offers()).toMatchObject([{ to: 'Мила', at: '10:00' }])
      await join('Нина')
      await eraseMe(salon.ctx, await salon.person('Борис'))
      expect(await offers()).toMatchObject([{ to: 'Мила' }, { to: 'Нина', at: '11:00' }])
    })
  })

  describe('waiting ends', () => {
    test('when the person books such a visit themselves, not when it is for somebody else', async () => {
      await join('Ксения', { range: 'week' })
      await book('Ксения', new Date('2026-03-07T07:00:00Z'), 0, 'Миша')
      expect(await entries()).toEqual(['Ксения waiting'])
      await book('Ксения', new Date('2026-03-07T08:00:00Z'))
      expect(await entries()).toEqual(['Ксения done'])
    })

    test('when they move a visit to such a time, and what was held for them goes to the next', async () => {
      const later = await book('Ксения', new Date('2026-03-10T07:00:00Z'))
      await join('Ксения', { range: 'week' })
      await join('Лев')
      await cancel('Анна', ten)
      expect(await offers()).toMatchObject([{ to: 'Ксения' }])
      const moved = await rescheduleBooking(salon.ctx, await salon.person('Ксения'), {
        bookingId: later,
        version: 1,
        staffId: null,
        startsAt: new Date('2026-03-06T07:00:00Z'),
      })
      expect(moved).toMatchObject({ ok: true })
      expect(await entries()).toEqual(['Ксения done', 'Лев waiting'])
      expect(await offers()).toMatchObject([{ to: 'Лев', at: '10:00' }])
    })

    test('when they leave, and what was held for them goes to the next', async () => {
      const joined = await join('Ксения')
      await join('Лев')
      await cancel('Анна', ten)
      if (!joined.ok) throw new Error(joined.reason)
      const { entryId } = joined.card
      await leaveWaitingList(salon.ctx, await salon.person('Лев'), { entryId })
      expect(await offers()).toMatchObject([{ to: 'Ксения' }])
      await leaveWaitingList(salon.ctx, await salon.person('Ксения'), { entryId })
      await leaveWaitingList(salon.ctx, await salon.person('Ксения'), { entryId })
      expect(await offers()).toMatchObject([{ to: 'Лев' }])
      expect(await entries()).toEqual(['Ксения cancelled', 'Лев waiting'])
    })

    test('when its days are over, or nobody can be booked for it', async () => {
      await join('Ксения')
      await join('Лев', { range: 'any' })
      salon.clock.moveTo(new Date('2026-03-05T21:00:00Z'))
      await told()
      expect(await entries()).toEqual(['Ксения cancelled', 'Лев waiting'])
      await salon.db.query('update services set active = false')
      await told()
      expect(await entries()).toEqual(['Ксения cancelled', 'Лев cancelled'])
    })
  })

  test('taking is refused for an overlap or the limit, and the place stays held', async () => {
    await join('Ксения', { range: 'week' })
    await cancel('Анна', ten)
    const bookingId = await offerTo('Ксения')
    for (const day of ['10', '11', '12']) await book('Ксения', new Date(`2026-03-${day}T07:00:00Z`))
    expect(await accept('Ксения', bookingId)).toEqual({ ok: false, reason: 'limit_reached', upcoming: 3 })
    await salon.db.query(
      `update bookings set starts_at = $1, ends_at = $2, busy = 'empty' where starts_at = '2026-03-10T07:00:00Z'`,
      [atTen, atEleven],
    )
    expect(await accept('Ксения', bookingId)).toMatchObject({ ok: false, reason: 'own_overlap' })
    expect(await offers()).toMatchObject([{ to: 'Ксения' }])
    const stranger = await acceptOffer(salon.ctx, await salon.person('Ева'), { bookingId })
    expect(stranger).toEqual({ ok: false, reason: 'offer_gone' })
  })
})

test('an offer ends before the minimum notice begins, and is none when that is too soon', async () => {
  await open({ settings: { minimumNoticeMinutes: 120, cancellationHours: 0 } })
  const ten = await book('Анна', atTen)
  const eleven = await book('Борис', atEleven)
  await join('Ксения')
  await join('Лев')
  salon.clock.moveTo(new Date('2026-03-05T04:50:00Z'))
  await cancel('Анна', ten)
  expect(await holdEnds()).toEqual(['2026-03-05T05:00'])
  salon.clock.moveTo(new Date('2026-03-05T05:57:00Z'))
  await cancel('Борис', eleven)
  expect((await offers()).map(({ at }) => at)).toEqual(['10:00'])
})

describe('where the business confirms each booking', () => {
  beforeEach(async () => {
    await open({ settings: { confirmation: 'manual', holdMinutes: 60 } })
  })

  test('who booked what they wait for waits again when it says no, or nothing in time', async () => {
    const ten = await book('Анна', atTen)
    await book('Борис', atEleven)
    await join('Ксения', { range: 'week' })
    const wednesday = new Date('2026-03-04T07:00:00Z')

    const declined = await book('Ксения', wednesday)
    expect(await entries()).toEqual(['Ксения done'])
    await declineBooking(salon.ctx, await salon.person('Вера'), {
      bookingId: declined,
      version: 1,
      reason: null,
    })
    expect(await entries()).toEqual(['Ксения waiting'])

    await declineBooking(salon.ctx, await salon.person('Вера'), { bookingId: ten, version: 1, reason: null })
    const taken = await accept('Ксения')
    expect(taken).toMatchObject({ ok: true, visit: { status: 'pending' } })
    expect(await entries()).toEqual(['Ксения done'])
    salon.clock.moveTo(new Date('2026-03-02T07:01:00Z'))
    await told()
    expect(await entries()).toEqual(['Ксения waiting'])

    const approved = await book('Ксения', wednesday)
    await approveBooking(salon.ctx, await salon.person('Вера'), { bookingId: approved, version: 1 })
    expect(await entries()).toEqual(['Ксения done'])
  })

  test('who booked what they wait for waits again when it cancels, also for a break, and not for the same time', async () => {
    await book('Анна', atTen)
    await book('Борис', atEleven)
    await join('Ксения', { range: 'week' })
    const wednesday = new Date('2026-03-04T07:00:00Z')
    const asked = await book('Ксения', wednesday)
    const input = { bookingId: asked, version: 1, reason: 'agreed' }
    expect(await cancelAsStaff(salon.ctx, await salon.person('Вера'), input)).toMatchObject({ ok: true })
    expect(await entries()).toEqual(['Ксения waiting'])
    expect(await offers()).toEqual([])

    await book('Ксения', wednesday)
    const during = { start: wednesday, end: new Date('2026-03-04T09:00:00Z') }
    const off = { kind: 'block', staffId: salon.staffIds[0]!, during, reason: null } as const
    const view = await viewTimeOffPlan(salon.ctx, await salon.person('Вера'), { off, page: 0 })
    if (!view.ok) throw new Error(view.reason)
    const taken = { off, visits: 'cancel', fingerprint: view.plan.fingerprint } as const
    expect(await takeTimeOff(salon.ctx, await salon.person('Вера'), taken)).toMatchObject({ cancelled: 1 })
    expect(await entries()).toEqual(['Ксения waiting'])
  })

  test('what was met by a visit that it confirmed stays met, whatever becomes of the visit', async () => {
    const vera = () => salon.person('Вера')
    const xenia = () => salon.person('Ксения')
    const moveTo = async (bookingId: number, version: number, startsAt: Date) => {
      const move = { bookingId, version, staffId: null, startsAt }
      expect(await rescheduleBooking(salon.ctx, await xenia(), move)).toMatchObject({
        visit: { status: 'pending' },
      })
    }
    await book('Анна', atTen)
    await book('Борис', atEleven)
    await join('Ксения', { range: 'week' })
    const asked = await book('Ксения', new Date('2026-03-04T07:00:00Z'))
    await approveBooking(salon.ctx, await vera(), { bookingId: asked, version: 1 })
    await moveTo(asked, 1, new Date('2026-03-04T08:00:00Z'))
    await declineBooking(salon.ctx, await vera(), { bookingId: asked, version: 2, reason: null })
    expect(await entries()).toEqual(['Ксения done'])

    await join('Ксения', { range: 'week' })
    const byHand = await bookAsStaff(salon.ctx, await vera(), {
      ...{
        clientId: (await xenia()).userId,
        serviceIds: [salon.serviceIds[0]!],
        staffId: salon.staffIds[0]!,
      },
      ...{ startsAt: new Date('2026-03-04T07:00:00Z'), accepted: [] },
    })
    if (!byHand.ok) throw new Error(byHand.reason)
    const { bookingId } = byHand.booking.visit
    await moveTo(bookingId, 1, new Date('2026-03-04T08:00:00Z'))
    await declineBooking(salon.ctx, await vera(), { bookingId, version: 2, reason: null })
    expect(await entries()).toEqual(['Ксения done', 'Ксения done'])
  })

  test('a taken place waits for its word, a declined one goes to the next, so does one nobody decided on', async () => {
    const ten = await book('Анна', atTen)
    await book('Борис', atEleven)
    for (const name of ['Ксения', 'Лев', 'Мила']) await join(name)
    await declineBooking(salon.ctx, await salon.person('Вера'), { bookingId: ten, version: 1, reason: null })
    const taken = await accept('Ксения')
    expect(taken).toMatchObject({
      ok: true,
      visit: { status: 'pending', pendingFor: 'approval', version: 2 },
    })
    expect((await holdEnds()).at(-1)).toBe('2026-03-02T07:00')
    salon.clock.moveTo(new Date('2026-03-02T07:01:00Z'))
    await told()
    expect((await offers()).map(({ to, at }) => `${to} ${at}`).sort()).toEqual(
      ['Лев 11:00', 'Мила 10:00'].sort(),
    )
  })
})

test('two people get a freed time that holds two of their visits, and a long one needs all of it', async () => {
  await open({
    services: [
      { name: 'Окрашивание', durationMin: 120 },
      { name: 'Стрижка', durationMin: 60 },
    ],
  })
  const long = await book('Анна', atTen)
  await join('Ксения', { serviceId: salon.serviceIds[1]! })
  await join('Лев', { serviceId: salon.serviceIds[0]! })
  await join('Мила', { serviceId: salon.serviceIds[1]! })
  await cancel('Анна', long)
  expect(await offers()).toMatchObject([
    { to: 'Ксения', at: '10:00' },
    { to: 'Мила', at: '11:00' },
  ])
  await refuse('Ксения')
  expect(await offers()).toMatchObject([{ to: 'Мила' }])
  await refuse('Мила')
  expect(await offers()).toMatchObject([{ to: 'Ксения', at: '11:00' }])
  await refuse('Ксения')
  expect(await offers()).toMatchObject([{ to: 'Лев', at: '10:00' }])
})

test('one freed seat of a group visit is one offer', async () => {
  await open({ services: [{ name: 'Йога', capacity: 2, durationMin: 120 }] })
  const seat = await book('Анна', atTen)
  await book('Борис', atTen)
  await join('Ксения')
  await join('Лев')
  await cancel('Анна', seat)
  expect(await offers()).toMatchObject([{ to: 'Ксения' }])
  await refuse('Ксения')
  expect(await accept('Лев')).toMatchObject({ ok: true })
  const seats = await salon.db.query(
    `select count(distinct session_id) as sessions, count(distinct seat) as seats from bookings where status = 'confirmed'`,
  )
  expect(seats).toEqual([{ sessions: 1, seats: 2 }])
})
