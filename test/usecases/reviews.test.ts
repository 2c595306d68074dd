import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Actor } from '../../src/usecases/actor.ts'
import { commentReview } from '../../src/usecases/comment-review.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { eraseMe } from '../../src/usecases/erase-me.ts'
import { listRatings } from '../../src/usecases/list-ratings.ts'
import { prepareTenant } from '../../src/usecases/prepare-tenant.ts'
import { rateVisit } from '../../src/usecases/rate-visit.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant

beforeEach(async () => {
  salon = await openTenant({ services: [{ name: 'Стрижка' }, { name: 'Окрашивание' }], adminIds: [9001] })
  await prepareTenant(salon.ctx)
})

afterEach(async () => {
  await salon.close()
})

/** On Thursday, 5 March, at an hour of UTC. */
async function book(actor: Actor, hour: number, service = 0): Promise<number> {
  const made = await createBooking(salon.ctx, actor, {
    serviceIds: [salon.serviceIds[service]!],
    staffId: null,
    startsAt: at(hour),
  })
  if (!made.ok) throw new Error(made.reason)
  return made.visit.bookingId
}

function at(hour: number): Date {
  return new Date(Date.UTC(2026, 2, 5, hour))
}

async function passUntil(moment: Date): Promise<void> {
  salon.clock.moveTo(moment)
  await sweepTasks(salon.ctx, new AbortController().signal)
}

async function requests() {
  return await salon.db.query<{ due: Date; status: string; booking: number }>(
    `select due_at as due, status, booking_id as booking from tasks where kind = 'review'`,
  )
}

describe('the request for a review', () => {
  test('of a visit of two services comes once, after the end of the last', async () => {
    const first = await book(await salon.person('Анна'), 7)
    const second = await book(await salon.person('Анна'), 8, 1)
    await salon.db.query('update bookings set visit_id = $1 where id = $2', [first, second])
    await passUntil(at(8))
    expect(await requests()).toEqual([])
    await passUntil(at(9))
    expect(await requests()).toEqual([{ due: at(11), status: 'pending', booking: first }])
  })

  test('whose answer was lost is not sent again', async () => {
    await book(await salon.person('Анна'), 7)
    await passUntil(at(8))
    salon.sent.length = 0
    salon.outcomes.push({ outcome: 'unknown' })
    await passUntil(at(10))
    await passUntil(at(12))
    expect(salon.sent.map(({ message }) => message.text)).toEqual(['review_request'])
    expect(await requests()).toMatchObject([{ status: 'unknown' }])
  })

  test('is not sent for a visit that was rated before', async () => {
    const booking = await book(await salon.person('Анна'), 7)
    await passUntil(at(8))
    await rateVisit(salon.ctx, await salon.person('Анна'), { bookingId: booking, stars: 5 })
    salon.sent.length = 0
    await passUntil(at(10))
    expect(salon.sent).toEqual([])
    expect(await requests()).toMatchObject([{ status: 'skipped' }])
  })
})

test('ten taps at one moment leave one review, and all see the same stars', async () => {
  const ann = await salon.person('Анна')
  const booking = await book(ann, 7)
  await passUntil(at(8))
  const taps = ([1, 2, 3, 4, 5, 1, 2, 3, 4, 5] as const).map((stars) =>
    rateVisit(salon.ctx, ann, { bookingId: booking, stars }),
  )
  const seen = (await Promise.all(taps)).map((result) => (result.ok ? result.stars : result.reason))
  const [stored] = await salon.db.query<{ rating: number }>('select rating from feedback')
  expect(new Set(seen)).toEqual(new Set([stored?.rating]))
  expect(await salon.db.query('select count(*) from feedback')).toEqual([{ count: 1 }])
})

test('staff read low stars once and the words once, however late the first notice goes', async () => {
  const ann = await salon.person('Анна')
  const bookingId = await book(ann, 7)
  await passUntil(at(8))
  salon.sent.length = 0
  await rateVisit(salon.ctx, await salon.person('Анна'), { bookingId, stars: 2 })
  await commentReview(salon.ctx, await salon.person('Анна'), { bookingId, comment: 'Пришлось ждать' })
  await passUntil(at(9))
  expect(salon.sent.map(({ chatId, message }) => [chatId, message.text])).toEqual([
    [9001, 'low_rating + low_rating_words'],
  ])
})

test('words that were removed before staff read them are not told', async () => {
  const ann = await salon.person('Анна')
  const bookingId = await book(ann, 7)
  await passUntil(at(8))
  await rateVisit(salon.ctx, await salon.person('Анна'), { bookingId, stars: 2 })
  await commentReview(salon.ctx, await salon.person('Анна'), { bookingId, comment: 'Пришлось ждать' })
  await eraseMe(salon.ctx, await salon.person('Анна'))
  salon.sent.length = 0
  await passUntil(at(9))
  expect(salon.sent.map(({ message }) => message.text)).toEqual(['low_rating'])
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
})

test('a service’s rating is shown from three reviews on', async () => {
  const rate = async (hour: number, stars: 3 | 4 | 5) => {
    const person = await salon.person(`Гость ${hour}`)
    const booking = await book(person, hour)
    return { person, booking, stars }
  }
  const visits = [await rate(7, 5), await rate(8, 4), await rate(9, 5)]
  await passUntil(at(11))
  const ann = await salon.person('Анна')
  for (const [index, { person, booking, stars }] of visits.entries()) {
    expect((await listRatings(salon.ctx, ann, salon.serviceIds)).size).toBe(0)
    expect(index).toBeLessThan(3)
    await rateVisit(salon.ctx, person, { bookingId: booking, stars })
  }
  const ratings = await listRatings(salon.ctx, ann, salon.serviceIds)
  expect([...ratings]).toEqual([[salon.serviceIds[0], { average: expect.closeTo(14 / 3, 5), reviews: 3 }]])
  expect(await listRatings(salon.ctx, ann, salon.serviceIds.slice(1))).toEqual(new Map())
})
