import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { UseCaseContext } from '../../src/context.ts'
import type { NoticeTopic } from '../../src/domain/notice-topics.ts'
import { insertStaff } from '../../src/storage/staff.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { cancelAsStaff } from '../../src/usecases/cancel-as-staff.ts'
import { cancelBooking } from '../../src/usecases/cancel-booking.ts'
import { changeRole } from '../../src/usecases/change-role.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { deliverTask } from '../../src/usecases/deliver-task.ts'
import type { Notice } from '../../src/usecases/notice.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { switchNotice } from '../../src/usecases/switch-notice.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant
let owner: Actor
let ann: Actor
/** What was rendered, in its order. */
let rendered: Notice[]
let ctx: UseCaseContext
/** Time stands still, so that five seconds are five. */
let now: Date

beforeEach(async () => {
  salon = await openTenant({
    settings: { maxBookingsPerUser: 50, minimumNoticeMinutes: 0, cancellationHours: 0 },
  })
  owner = await hire('Вера', 'super_admin')
  ann = await salon.person('Анна')
  rendered = []
  now = salon.clock.now()
  ctx = {
    ...salon.ctx,
    clock: { ...salon.clock, now: () => now },
    render: (notice) => {
      rendered.push(notice)
      return { text: notice.kind, keyboard: [] }
    },
  }
})

afterEach(async () => {
  await salon.close()
})

async function hire(name: string, role: 'super_admin' | 'moderator' | 'specialist'): Promise<Actor> {
  const { telegramId } = await salon.person(name)
  await insertStaff(salon.db, { name, telegramId, role, bookable: false, at: salon.clock.now() })
  return await salon.person(name)
}

/** On the day `day` of March at ten; the next update of Анна. */
async function book(day: number, staffId: number | null = null): Promise<number> {
  ann = await salon.person('Анна')
  const startsAt = new Date(Date.UTC(2026, 2, day, 7))
  const made = await createBooking(ctx, ann, { serviceIds: [salon.serviceIds[0]!], staffId, startsAt })
  if (!made.ok) throw new Error(made.reason)
  return made.visit.bookingId
}

function pass(ms: number): void {
  now = new Date(now.getTime() + ms)
}

async function sweep(by = ctx): Promise<void> {
  await sweepTasks(by, new AbortController().signal)
}

/** The first is told at once, the others have to wait. */
async function bookOneAndTwoMore(): Promise<void> {
  await book(3)
  await sweep()
  for (const day of [4, 5]) await book(day)
  await sweep()
}

const toOwner = () => salon.sent.filter(({ chatId }) => chatId === owner.telegramId)
const kinds = () =>
  rendered.map((notice) => (notice.kind === 'several' ? notice.news.map((one) => one.kind) : notice.kind))

async function statuses(): Promise<string[]> {
  const rows = await salon.db.query<{ status: string }>(
    `select status from tasks where dedup_key like 'notice:%' order by id`,
  )
  return rows.map(({ status }) => status)
}

describe('a staff member who hears of several things', () => {
  test('gets the first at once and the others together, five seconds later', async () => {
    await bookOneAndTwoMore()
    expect(toOwner()).toHaveLength(1)
    pass(4999)
    await sweep()
    expect(toOwner()).toHaveLength(1)
    pass(1)
    await sweep()
    expect(kinds()).toEqual(['visit_booked', ['visit_booked', 'visit_booked']])
    expect(await statuses()).toEqual(['done', 'done', 'done'])
  })

  test('gets one message in five seconds, however many processes write at once', async () => {
    for (let day = 3; day < 27; day++) await book(day)
    const tasks = await salon.db.query<{ id: number }>(`select id from tasks where dedup_key like 'notice:%'`)
    const seconds: number[] = []
    for (let second = 0; second < 40; second++) {
      await Promise.all(tasks.map(({ id }) => deliverTask({ ...ctx, tasksInHand: new Set() }, id)))
      while (seconds.length < toOwner().length) seconds.push(second)
      pass(1000)
    }
    expect(seconds).toEqual(seconds.map((_, index) => index * 5))
    const told = rendered.map((notice) => (notice.kind === 'several' ? notice.news.length : 1))
    expect(told.reduce((sum, count) => sum + count)).toBe(24)
    expect(Math.max(...told)).toBe(10)
    expect(new Set(await statuses())).toEqual(new Set(['done']))
  })

  test('gets all of them again, once, when nobody knows whether they came', async () => {
    await bookOneAndTwoMore()
    pass(5000)
    salon.outcomes.push({ outcome: 'unknown' })
    await sweep()
    expect(await statuses()).toEqual(['done', 'pending', 'pending'])
    pass(2 * 60_000)
    await sweep()
    expect(await statuses()).toEqual(['done', 'done', 'done'])
    expect(toOwner()).toHaveLength(3)
    expect(salon.mayHaveArrived).toEqual([false, false, true])
  })

  test('misses nothing when the process breaks while it writes', async () => {
    await bookOneAndTwoMore()
    pass(5000)
    await sweep({ ...ctx, send: () => Promise.reject(new Error('out of memory')) })
    expect(await statuses()).toEqual(['done', 'pending', 'pending'])
    pass(60_000)
    await sweep()
    pass(5000)
    await sweep()
    expect(await statuses()).toEqual(['done', 'done', 'done'])
    // What failed goes alone, in case that it was to blame.
    expect(kinds().slice(-2)).toEqual(['visit_booked', 'visit_booked'])
  })

  test('misses only the one that is broken', async () => {
    await bookOneAndTwoMore()
    await salon.db.query(
      `update tasks set booking_id = null
        where id = (select max(id) from tasks where dedup_key like 'notice:%')`,
    )
    pass(5000)
    await sweep()
    expect(kinds()).toEqual(['visit_booked', 'visit_booked'])
    expect(await statuses()).toEqual(['done', 'done', 'pending'])
    // Tried again, it takes nobody else's news with it.
    pass(60_000)
    await book(6)
    await sweep()
    pass(5000)
    await sweep()
    expect(await statuses()).toEqual(['done', 'done', 'pending', 'done'])
  })

  test('gets them one by one when Telegram refuses them together', async () => {
    await bookOneAndTwoMore()
    pass(5000)
    salon.outcomes.push({ outcome: 'refused', description: 'message is too long' })
    await sweep()
    expect(await statuses()).toEqual(['done', 'pending', 'pending'])
    pass(5000)
    await sweep()
    pass(5000)
    salon.outcomes.push({ outcome: 'refused', description: 'message is too long' })
    await sweep()
    expect(kinds().slice(-2)).toEqual(['visit_booked', 'visit_booked'])
    expect(await statuses()).toEqual(['done', 'done', 'failed'])
  })
})

describe('what a staff member hears of', () => {
  const setTopic = async (actor: Actor, topic: NoticeTopic, wanted: boolean) =>
    await switchNotice(ctx, actor, { staffId: actor.staffId ?? 0, topic, wanted })

  test('is what they want, and always their own visits', async () => {
    await setTopic(owner, 'booked', false)
    const bookingId = await book(3)
    await sweep()
    expect(toOwner()).toEqual([])
    await cancelBooking(ctx, await salon.person('Анна'), { bookingId, version: 1 })
    await sweep()
    expect(kinds()).toEqual(['visit_cancelled'])

    await salon.db.query('update staff set bookable = true where id = $1', [owner.staffId])
    await book(4, owner.staffId)
    pass(5000)
    await sweep()
    expect(kinds()).toEqual(['visit_cancelled', 'visit_booked'])
  })

  test('a specialist can’t switch off what is about their visits', async () => {
    const olga = await hire('Ольга', 'specialist')
    expect(await setTopic(olga, 'booked', false)).toEqual({ ok: false, reason: 'forbidden' })
    expect(await setTopic(olga, 'daily_summary', false)).toMatchObject({
      topics: [{ topic: 'daily_summary', wanted: false }],
    })
  })

  test('is nothing more once their role was taken, but for word of that', async () => {
    const olga = await hire('Ольга', 'specialist')
    await salon.db.query('update staff set bookable = true where id = $1', [olga.staffId])
    await book(3, olga.staffId)
    await changeRole(ctx, await salon.person('Вера'), { staffId: olga.staffId!, version: 1, role: 'none' })
    await sweep()
    const toOlga = salon.sent.filter(({ chatId }) => chatId === olga.telegramId)
    expect(toOlga.map(({ message }) => message.text)).toEqual(['role_changed'])
  })

  test('names the colleague who did it, who is not told themselves', async () => {
    const zoya = await hire('Зоя', 'moderator')
    const bookingId = await book(3)
    await sweep()
    rendered.length = 0
    pass(5000)
    await cancelAsStaff(ctx, zoya, { bookingId, version: 1, reason: null })
    await sweep()
    const told = rendered.filter(({ kind }) => kind === 'visit_cancelled')
    expect(told).toMatchObject([{ by: 'Зоя', opensCard: true }])
  })
})
