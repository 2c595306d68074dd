import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { UseCaseContext, VisitCard } from '../../src/context.ts'
import type { LocalTime } from '../../src/domain/local-time.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { approveBooking } from '../../src/usecases/approve-booking.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { confirmAttendance } from '../../src/usecases/confirm-attendance.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { declineBooking } from '../../src/usecases/decline-booking.ts'
import { deliverTask } from '../../src/usecases/deliver-task.ts'
import { findNextRequest } from '../../src/usecases/find-next-request.ts'
import { moveAsStaff } from '../../src/usecases/move-as-staff.ts'
import { rescheduleBooking } from '../../src/usecases/reschedule-booking.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { viewMyBooking } from '../../src/usecases/view-my-booking.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import type { Notice } from '../../src/usecases/notice.ts'

const thursdayAtTen = new Date('2026-03-05T07:00:00Z')
const tuesdayAtNine = new Date('2026-03-03T06:00:00Z')
/** When the hold is over. */
const nextMorning = new Date('2026-03-03T06:30:00Z')
/** Telegram ids that `salon.person` gives to the first two people. */
const admins = [5000, 5001]

let salon: TestTenant
let visit: VisitCard

beforeEach(async () => {
  salon = await openTenant({
    settings: { confirmation: 'manual', holdMinutes: 1440 },
    specialists: ['Мария', 'Ольга'],
    adminIds: admins,
  })
  await prepareTenant(salon.ctx)
  await vera()
  await zoya()
  visit = await book('Анна')
})

afterEach(async () => {
  await salon.close()
})

const vera = async () => await salon.person('Вера')
const zoya = async () => await salon.person('Зоя')

async function book(name: string, startsAt = thursdayAtTen): Promise<VisitCard> {
  const made = await createBooking(salon.ctx, await salon.person(name), {
    serviceIds: [salon.serviceIds[0]!],
    staffId: salon.staffIds[0]!,
    startsAt,
  })
  if (!made.ok) throw new Error(made.reason)
  return made.visit
}

const asked = () => ({ bookingId: visit.bookingId, version: visit.version })

async function status() {
  const [row] = await salon.db.query<{ status: string; by: string | null; reason: string | null }>(
    'select status, cancelled_by as by, cancel_reason as reason from bookings where id = $1',
    [visit.bookingId],
  )
  return row
}

async function planned(): Promise<string[]> {
  const rows = await salon.db.query<{ key: string }>(
    `select dedup_key as key from tasks where status = 'pending' and kind <> 'notice' order by dedup_key`,
  )
  return rows.map(({ key }) => key)
}

/** Who was told what, in the order of the chats. */
async function told(): Promise<string[]> {
  await sweepTasks(salon.ctx, new AbortController().signal)
  return salon.sent.map(({ chatId, message }) => `${chatId} ${message.text}`).sort()
}

async function holdEnd(): Promise<number> {
  const [row] = await salon.db.query<{ id: number }>(
    `select id from tasks where kind = 'hold_end' order by id desc`,
  )
  return row!.id
}

describe('a booking where the business confirms each', () => {
  test('waits, holds its time, and plans nothing but the end of its hold', async () => {
    expect(visit).toMatchObject({ status: 'pending', pendingFor: 'approval' })
    expect(await planned()).toEqual([`hold:${visit.bookingId}:${visit.bookingId}:1`])
    const other = await createBooking(salon.ctx, await salon.person('Борис'), {
      serviceIds: [salon.serviceIds[0]!],
      staffId: salon.staffIds[0]!,
      startsAt: thursdayAtTen,
    })
    expect(other).toMatchObject({ ok: false, reason: 'slot_taken' })
    expect(await told()).toEqual(['5000 visit_booked', '5001 visit_booked'])
  })

  test('is held until its start at the latest', async () => {
    const soon = await book('Борис', new Date('2026-03-02T09:00:00Z'))
    const rows = await salon.db.query(
      `select due_at as due from tasks where booking_id = $1 and kind = 'hold_end'`,
      [soon.bookingId],
    )
    expect(rows).toEqual([{ due: soon.startsAt }])
  })

  test.each([
    ['in the quiet hours', '2026-03-02T20:00:00Z'],
    ['a moment before them', '2026-03-02T18:59:30Z'],
  ])('is held from the morning on when it is made %s, since staff hear of it then', async (_, made) => {
    const quietHours = { from: '22:00' as LocalTime, until: '08:00' as LocalTime }
    const settingDefaults = { ...salon.ctx.settingDefaults, holdMinutes: 60, quietHours }
    salon.clock.moveTo(new Date(made))
    const late = await createBooking({ ...salon.ctx, settingDefaults }, await salon.person('Борис'), {
      serviceIds: [salon.serviceIds[0]!],
      staffId: salon.staffIds[0]!,
      startsAt: new Date('2026-03-05T09:00:00Z'),
    })
    expect(late).toMatchObject({ ok: true })
    expect(await salon.db.query(`select due_at as due from tasks where id = $1`, [await holdEnd()])).toEqual([
      { due: new Date('2026-03-03T06:00:00Z') },
    ])
  })

  test('needs nobody’s word when whoever books could give it', async () => {
    const made = await createBooking(salon.ctx, await vera(), {
      serviceIds: [salon.serviceIds[0]!],
      staffId: null,
      startsAt: tuesdayAtNine,
    })
    expect(made).toMatchObject({ ok: true, visit: { status: 'confirmed' } })
  })

  test('can’t be attended before it is confirmed', async () => {
    const result = await confirmAttendance(salon.ctx, await salon.person('Анна'), asked())
    expect(result).toEqual({ ok: false, reason: 'out_of_date' })
  })

  test('binds the client to nothing: they withdraw or move it until its start', async () => {
    salon.clock.moveTo(new Date('2026-03-05T05:00:00Z'))
    const anns = await viewMyBooking(salon.ctx, await salon.person('Анна'), asked())
    expect(anns).toMatchObject({ ok: true, changeable: true })
    const moved = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      ...asked(),
      staffId: null,
      startsAt: new Date('2026-03-05T09:00:00Z'),
    })
    expect(moved).toMatchObject({ ok: true, visit: { status: 'pending' } })
    const withdrawn = await cancelBooking(salon.ctx, await salon.person('Анна'), { ...asked(), version: 2 })
    expect(withdrawn).toMatchObject({ ok: true, visit: { status: 'cancelled' } })
  })

  test('is bound by the deadline once it is confirmed', async () => {
    await approveBooking(salon.ctx, await vera(), asked())
    salon.clock.moveTo(new Date('2026-03-05T05:00:00Z'))
    const refused = await cancelBooking(salon.ctx, await salon.person('Анна'), asked())
    expect(refused).toMatchObject({ ok: false, reason: 'too_late' })
  })

  test('moved to another specialist, is decided on by that one and the admins', async () => {
    const [maria, olga] = salon.staffIds
    await salon.db.query(
      `update staff set role = 'specialist', telegram_id = 6000 + id where id in ($1, $2)`,
      [maria, olga],
    )
    await told()
    salon.clock.moveBy(5000)
    await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      ...asked(),
      staffId: olga!,
      startsAt: thursdayAtTen,
    })
    const notices: [number, Notice][] = []
    const ctx: UseCaseContext = {
      ...salon.ctx,
      render: (notice) => ({ text: JSON.stringify(notice), keyboard: [] }),
      send: (chatId, { text }) => {
        notices.push([chatId, JSON.parse(text) as Notice])
        return Promise.resolve({ outcome: 'sent' })
      },
    }
    await sweepTasks(ctx, new AbortController().signal)
    const decides = notices.flatMap(([chatId, notice]) =>
      notice.kind === 'visit_moved' ? [[chatId, notice.decides]] : [],
    )
    expect(decides.sort()).toEqual([
      [5000, true],
      [5001, true],
      [6000 + maria!, false],
      [6000 + olga!, true],
    ])
  })

  test('withdrawn by the client never expires', async () => {
    await cancelBooking(salon.ctx, await salon.person('Анна'), visit)
    expect(await planned()).toEqual([])
  })
})

describe('approving', () => {
  test('confirms, plans the reminders, tells the client and the other admin', async () => {
    const result = await approveBooking(salon.ctx, await vera(), asked())
    expect(result).toMatchObject({
      ok: true,
      request: { visit: { status: 'confirmed' }, clientName: 'Анна' },
    })
    const { bookingId: id } = visit
    expect(await planned()).toEqual(
      [`done:${id}:${id}:1`, `r:${id}:1:1`, `r:${id}:24:1`, `r:${id}:2:1`].sort(),
    )
    expect(await told()).toEqual([
      '5000 visit_booked',
      '5001 visit_booked + request_approved',
      '5002 request_approved',
    ])
    const entries = await salon.db.query(
      `select action, actor_kind as kind from audit_log order by id desc limit 1`,
    )
    expect(entries).toEqual([{ action: 'booking.approve', kind: 'staff' }])
  })

  test('delivered twice, it is the same answer and one effect', async () => {
    const actor = await vera()
    const first = await approveBooking(salon.ctx, actor, asked())
    expect(await approveBooking(salon.ctx, actor, asked())).toEqual(first)
    expect(await salon.db.query(`select 1 from audit_log where action = 'booking.approve'`)).toHaveLength(1)
  })

  test('is for admins, and for the specialist whose visit it is; for others the booking does not exist', async () => {
    const as = async (staffId: number): Promise<Actor> => ({
      ...(await salon.person('Ольга')),
      role: 'specialist',
      staffId,
    })
    const gone = { ok: false, reason: 'booking_gone' }
    expect(await approveBooking(salon.ctx, await salon.person('Анна'), asked())).toEqual(gone)
    expect(await approveBooking(salon.ctx, await as(salon.staffIds[1]!), asked())).toEqual(gone)
    expect(
      await declineBooking(salon.ctx, await as(salon.staffIds[1]!), { ...asked(), reason: null }),
    ).toEqual(gone)
    expect(await status()).toMatchObject({ status: 'pending' })
    expect(await approveBooking(salon.ctx, await as(salon.staffIds[0]!), asked())).toMatchObject({ ok: true })
  })

  test('a time that the client has left meanwhile is refused, and the new one can be approved', async () => {
    const moved = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      ...asked(),
      staffId: null,
      startsAt: new Date('2026-03-05T09:00:00Z'),
    })
    expect(moved).toMatchObject({ ok: true, visit: { status: 'pending', version: 2 } })
    const late = await approveBooking(salon.ctx, await vera(), asked())
    expect(late).toMatchObject({ ok: false, reason: 'changed_meanwhile', request: { visit: { version: 2 } } })
    const { bookingId } = visit
    expect(await planned()).toEqual([`hold:${bookingId}:${bookingId}:2`])
    expect(await approveBooking(salon.ctx, await vera(), { bookingId, version: 2 })).toMatchObject({
      ok: true,
    })
  })

  test('a confirmed visit that moves waits again', async () => {
    await approveBooking(salon.ctx, await vera(), asked())
    const moved = await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      ...asked(),
      staffId: null,
      startsAt: new Date('2026-03-05T09:00:00Z'),
    })
    expect(moved).toMatchObject({ ok: true, visit: { status: 'pending', pendingFor: 'approval' } })
    expect(await planned()).toEqual([`hold:${visit.bookingId}:${visit.bookingId}:2`])
  })

  test('is refused once the visit’s time has come', async () => {
    salon.clock.moveTo(thursdayAtTen)
    const result = await approveBooking(salon.ctx, await vera(), asked())
    expect(result).toMatchObject({ ok: false, reason: 'begun' })
  })
})

test('after each decision comes the next request in the order of their starts, and after the last the first', async () => {
  const at = (time: string) => new Date(`2026-03-05T${time}:00Z`)
  const last = await book('Борис', at('10:00'))
  const first = await book('Вика', at('06:00'))
  const next = async ({ bookingId }: VisitCard) =>
    await findNextRequest(salon.ctx, await vera(), { bookingId })
  expect(await next(visit)).toEqual({ ok: true, others: 2, bookingId: last.bookingId })
  await approveBooking(salon.ctx, await vera(), asked())
  expect(await next(visit)).toEqual({ ok: true, others: 2, bookingId: last.bookingId })
  await declineBooking(salon.ctx, await vera(), { bookingId: last.bookingId, version: 1, reason: null })
  expect(await next(last)).toEqual({ ok: true, others: 1, bookingId: first.bookingId })
  expect(await next(first)).toEqual({ ok: true, others: 0, bookingId: null })
})

describe('declining', () => {
  test('frees the time, keeps the reason, and tells the client', async () => {
    const result = await declineBooking(salon.ctx, await vera(), { ...asked(), reason: 'no_time' })
    expect(result).toMatchObject({ ok: true, request: { visit: { status: 'cancelled' } } })
    expect(await status()).toEqual({ status: 'cancelled', by: 'admin', reason: 'no_time' })
    expect(await planned()).toEqual([])
    expect(await told()).toContain('5002 request_declined')
    expect(await book('Борис')).toMatchObject({ status: 'pending' })
  })
})

describe('word of a decline', () => {
  const noon = { staffId: null, startsAt: new Date('2026-03-05T09:00:00Z') }

  async function saysMoved(): Promise<boolean[]> {
    const notices: Notice[] = []
    const render: UseCaseContext['render'] = (notice, locale) => {
      notices.push(notice)
      return salon.ctx.render(notice, locale)
    }
    await declineBooking(salon.ctx, await vera(), { ...asked(), version: 2, reason: null })
    await sweepTasks({ ...salon.ctx, render }, new AbortController().signal)
    return notices.flatMap((notice) =>
      notice.kind === 'request_declined' && notice.to === 'client' ? [notice.moved] : [],
    )
  }

  test('tells whoever moved it that the old time was given up', async () => {
    await rescheduleBooking(salon.ctx, await salon.person('Анна'), { ...asked(), ...noon })
    expect(await saysMoved()).toEqual([true])
  })

  test('tells nothing of it to a client whom the business moved', async () => {
    const moved = await moveAsStaff(salon.ctx, await vera(), { ...asked(), ...noon, accepted: [] })
    expect(moved).toMatchObject({ ok: true })
    expect(await saysMoved()).toEqual([false])
  })

  test('tells it to a specialist who moved a visit of their own', async () => {
    const anna = await salon.person('Анна')
    const update = 'update staff set telegram_id = $1 where id = $2'
    await salon.db.query(update, [anna.telegramId, salon.staffIds[1]])
    await rescheduleBooking(salon.ctx, await salon.person('Анна'), {
      ...asked(),
      ...noon,
      staffId: salon.staffIds[0]!,
    })
    expect(await saysMoved()).toEqual([true])
  })
})

describe('the end of the hold', () => {
  test('cancels the booking, and tells the client and the admins once', async () => {
    salon.clock.moveTo(nextMorning)
    await sweepTasks(salon.ctx, new AbortController().signal)
    const id = await holdEnd()
    await Promise.all(Array.from({ length: 10 }, () => deliverTask(salon.ctx, id)))
    expect(await status()).toEqual({ status: 'cancelled', by: 'system', reason: null })
    salon.clock.moveBy(5000)
    expect((await told()).filter((line) => line.endsWith('request_expired'))).toEqual([
      '5000 request_expired',
      '5001 request_expired',
      '5002 request_expired',
    ])
  })

  test('does nothing to a booking that was approved', async () => {
    await approveBooking(salon.ctx, await vera(), asked())
    salon.clock.moveTo(nextMorning)
    await sweepTasks(salon.ctx, new AbortController().signal)
    expect(await status()).toMatchObject({ status: 'confirmed' })
  })
})

describe('at one moment', () => {
  test('of twenty answers by two admins one counts, and the client hears one word', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const actor = i % 2 === 0 ? await vera() : await zoya()
        return i % 4 < 2
          ? await approveBooking(salon.ctx, actor, asked())
          : await declineBooking(salon.ctx, actor, { ...asked(), reason: null })
      }),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'decided')).toHaveLength(19)
    expect((await told()).filter((line) => line.startsWith('5002'))).toHaveLength(1)
  })

  test('an approval and the end of the hold: one of them decides, and everybody hears the same', async () => {
    salon.clock.moveTo(nextMorning)
    const id = await holdEnd()
    const approvals = Array.from(
      { length: 10 },
      async () => await approveBooking(salon.ctx, await vera(), asked()),
    )
    const [answers] = await Promise.all([
      Promise.all(approvals),
      ...Array.from({ length: 10 }, () => deliverTask(salon.ctx, id)),
    ])
    const approved = answers.filter(({ ok }) => ok).length
    expect(await status()).toMatchObject({ status: approved === 1 ? 'confirmed' : 'cancelled' })
    const word = approved === 1 ? 'request_approved' : 'request_expired'
    expect((await told()).filter((line) => line.startsWith('5002'))).toEqual([`5002 ${word}`])
  })
})
