import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { SendOutcome } from '../../src/context.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { banClient } from '../../src/usecases/ban-client.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { editClient } from '../../src/usecases/edit-client.ts'
import { enterClient } from '../../src/usecases/enter-client.ts'
import { eraseMe } from '../../src/usecases/erase-me.ts'
import { findClients } from '../../src/usecases/find-clients.ts'
import { findServedClient } from '../../src/usecases/find-served-client.ts'
import { listClientVisits } from '../../src/usecases/list-client-visits.ts'
import { rateVisit } from '../../src/usecases/rate-visit.ts'
import { recordPhone } from '../../src/usecases/record-phone.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { tagClient } from '../../src/usecases/tag-client.ts'
import { unbanClient } from '../../src/usecases/unban-client.ts'
import { viewClient } from '../../src/usecases/view-client.ts'
import { writeToClient } from '../../src/usecases/write-to-client.ts'
import { anew, at, openStock, personal, type Stock } from '../support/stock.ts'

let stock: Stock

beforeEach(async () => (stock = await openStock()))
afterEach(async () => await stock.tenant.close())

async function cardFor(actor: Actor, clientId = stock.client.userId) {
  const view = await viewClient(stock.ctx, actor, { clientId })
  return view.ok ? view.card : view.reason
}

test('the card counts visits, and for a specialist those with them', async () => {
  await rateVisit(stock.ctx, anew(stock.client), { bookingId: stock.pastId, stars: 4 })
  await stock.db.query('update bookings set staff_id = $2 where id = $1', [
    stock.bookingId,
    stock.otherSpecialistId,
  ])
  const common = {
    rating: 4,
    reviews: 1,
    completed: 1,
    noShows: 0,
    spentMinor: 150_000,
    lastVisitAt: at.past,
  }
  expect(await cardFor(stock.owner)).toMatchObject({
    ...common,
    visits: 3,
    upcoming: 2,
    nextVisitAt: at.booking,
    editable: true,
  })
  expect(await cardFor(stock.specialist)).toMatchObject({
    ...common,
    visits: 2,
    nextVisitAt: at.request,
    editable: false,
  })
  expect(await cardFor(stock.otherSpecialist)).toMatchObject({ visits: 1, upcoming: 1, rating: null })
  expect(await cardFor(stock.otherSpecialist, stock.stranger.userId)).toBe('client_gone')
  const visits = await listClientVisits(stock.ctx, stock.otherSpecialist, {
    clientId: stock.client.userId,
    page: 7,
  })
  expect(visits).toMatchObject({ ok: true, page: 0, pages: 1, visits: [{ bookingId: stock.bookingId }] })
})

test('what nobody came to, and what goes on, did not take place', async () => {
  const change = async (id: number, status: string, startsAt: Date) =>
    await stock.db.query(
      `update bookings set status = $2, starts_at = $3, ends_at = $3::timestamptz + interval '1 hour',
                           busy = tstzrange($3, $3::timestamptz + interval '1 hour')
        where id = $1`,
      [id, status, startsAt],
    )
  await change(stock.pastId, 'no_show', at.past)
  expect(await cardFor(stock.owner)).toMatchObject({ completed: 0, noShows: 1, lastVisitAt: null })
  const found = await findClients(stock.ctx, stock.owner, { typed: 'анна', page: 0 })
  expect(found).toMatchObject({ clients: [{ lastVisitAt: null }] })

  const now = stock.ctx.clock.now()
  await change(stock.bookingId, 'confirmed', now)
  expect(await cardFor(stock.owner)).toMatchObject({ completed: 0, noShows: 1, lastVisitAt: now })
})

test('what was cancelled is counted by who cancelled it', async () => {
  const cancel = async (id: number, by: 'client' | 'admin' | 'system') =>
    await stock.db.query(
      `update bookings set status = 'cancelled', pending_for = null, cancelled_at = now(), cancelled_by = $2 where id = $1`,
      [id, by],
    )
  await cancel(stock.bookingId, 'client')
  await cancel(stock.requestId, 'admin')
  expect(await cardFor(stock.owner)).toMatchObject({
    visits: 1,
    cancelled: 2,
    cancelledByClient: 1,
    cancelledByUs: 1,
  })
  await cancel(stock.requestId, 'system')
  expect(await cardFor(stock.specialist)).toMatchObject({
    cancelled: 2,
    cancelledByClient: 1,
    cancelledByUs: 0,
  })
})

describe('a client who is entered', () => {
  const enter = async (actor: Actor, name: string, phone: string | null) => {
    const entered = await enterClient(stock.ctx, anew(actor), { name, phone })
    if (!entered.ok) throw new Error(entered.reason)
    return entered
  }
  const listed = async (actor: Actor) => {
    const found = await findClients(stock.ctx, actor, { typed: null, page: 0 })
    return found.ok ? found.clients.map(({ name }) => name) : found.reason
  }

  test('is the specialist’s own, who finds them before their first visit', async () => {
    const { client } = await enter(stock.otherSpecialist, 'Зина', null)
    expect(await listed(stock.otherSpecialist)).toEqual(['Зина'])
    expect(await cardFor(stock.otherSpecialist, client.id)).toMatchObject({ name: 'Зина', visits: 0 })
    expect(await listed(stock.specialist)).toEqual(['Анна Секретова'])
  })

  test('by a phone that others know may be booked for, and is no more than that phone', async () => {
    const id = stock.client.userId
    expect(await enter(stock.specialist, 'Аня', personal.phone)).toMatchObject({
      client: { id, name: 'Анна Секретова' },
      known: true,
    })
    const { otherSpecialist } = stock
    expect(await enter(otherSpecialist, 'Аня', personal.phone)).toMatchObject({
      client: { id, name: 'Аня' },
      known: true,
    })
    expect(await findServedClient(stock.db, otherSpecialist, id)).toEqual({
      id,
      name: null,
      phone: personal.phone,
    })
    expect(await cardFor(otherSpecialist)).toBe('client_gone')
    expect(await listed(otherSpecialist)).toEqual([])
  })

  test('by two at once with one phone is one client', async () => {
    for (let round = 0; round < 5; round++) {
      const phone = `+7999777000${round}`
      const both = await Promise.all([
        enter(stock.owner, 'Боря', phone),
        enter(stock.moderator, 'Борис', phone),
      ])
      expect(both.map(({ known }) => known).sort()).toEqual([false, true])
      expect(await stock.db.query('select 1 from users where phone = $1', [phone])).toHaveLength(1)
    }
  })

  test('while they share that phone themselves is one client', async () => {
    const { stranger } = stock
    for (let round = 0; round < 5; round++) {
      const phone = `+7999777100${round}`
      await Promise.all([
        enter(stock.owner, 'Боря', phone),
        recordPhone(stock.ctx, anew(stranger), { phone, shared: true }),
      ])
      const people = await stock.db.query('select id from users where phone = $1', [phone])
      expect(people).toEqual([{ id: stranger.userId }])
    }
  })
})

describe('a phone that is given to a client', () => {
  const give = async (actor: Actor, clientId: number, phone: string) =>
    await editClient(stock.ctx, anew(actor), { clientId, field: 'phone', was: null, value: phone })
  const walkIn = async (name: string) => {
    const entered = await enterClient(stock.ctx, anew(stock.owner), { name, phone: null })
    if (!entered.ok) throw new Error(entered.reason)
    return entered.client.id
  }

  test('and to another one at the same moment is kept with one of them', async () => {
    for (let round = 0; round < 5; round++) {
      const phone = `+7999777200${round}`
      const [boris, zina] = [await walkIn('Борис'), await walkIn('Зина')]
      const both = await Promise.all([give(stock.owner, boris, phone), give(stock.moderator, zina, phone)])
      expect(both.map((result) => result.ok || result.reason).sort()).toEqual(['phone_known', true])
      expect(await stock.db.query('select 1 from users where phone = $1', [phone])).toHaveLength(1)
    }
  })

  test('is refused if a client shared it as their own, and not if they only typed it', async () => {
    const { ctx, stranger, client } = stock
    await recordPhone(ctx, anew(stranger), { phone: '+79997774000', shared: false })
    await recordPhone(ctx, anew(client), { phone: '+79997774001', shared: true })
    const boris = await walkIn('Борис')
    const shared = await give(stock.owner, boris, '+79997774001')
    expect(shared.ok || shared.reason).toBe('phone_known')
    expect(await give(stock.owner, boris, '+79997774000')).toMatchObject({ ok: true })
    const again = { clientId: boris, field: 'phone', was: '+79997774000', value: '+7 999 777-40-00' } as const
    expect(await editClient(ctx, anew(stock.owner), again)).toMatchObject({ ok: true })
  })

  test('while somebody is entered with it is kept once', async () => {
    for (let round = 0; round < 5; round++) {
      const phone = `+7999777300${round}`
      const boris = await walkIn('Борис')
      await Promise.all([
        give(stock.owner, boris, phone),
        enterClient(stock.ctx, anew(stock.moderator), { name: 'Боря', phone }),
      ])
      expect(await stock.db.query('select 1 from users where phone = $1', [phone])).toHaveLength(1)
    }
  })
})

test('of two who write notes at once the slower sees what the faster wrote', async () => {
  const edit = async (actor: Actor, value: string) =>
    await editClient(stock.ctx, anew(actor), {
      clientId: stock.stranger.userId,
      field: 'notes',
      was: null,
      value,
    })
  const results = await Promise.all([edit(stock.owner, 'первая'), edit(stock.moderator, 'вторая')])
  expect(results.map((result) => result.ok || result.reason).sort()).toEqual(['changed_meanwhile', true])
  const [kept] = results.filter(({ ok }) => ok)
  const [late] = results.filter(({ ok }) => !ok)
  expect(kept).toMatchObject({ card: { notes: expect.stringMatching(/^(первая|вторая)$/) as unknown } })
  expect(late && 'card' in late && late.card.notes).toBe(kept && 'card' in kept && kept.card.notes)
})

test('name and phone of a walk-in client can be changed, and of nobody who writes to the bot', async () => {
  const edit = async (clientId: number, field: 'name' | 'phone', was: string | null, value: string | null) =>
    await editClient(stock.ctx, anew(stock.owner), { clientId, field, was, value })
  const { walkInId } = stock
  expect(await edit(walkInId, 'name', 'Секретова', ' Ева  Мария\nЛи ')).toMatchObject({
    ok: true,
    card: { name: 'Ева Мария Ли' },
  })
  const [row] = await stock.db.query('select first_name, last_name from users where id = $1', [walkInId])
  expect(row).toEqual({ first_name: 'Ева', last_name: 'Мария Ли' })
  expect(await edit(walkInId, 'name', 'Ева Мария Ли', null)).toMatchObject({ reason: 'invalid' })
  expect(await edit(walkInId, 'phone', '+79993334455', '12')).toMatchObject({ reason: 'invalid' })
  expect(await edit(walkInId, 'phone', '+79993334455', null)).toMatchObject({ card: { phone: null } })
  const { userId } = stock.client
  expect(await edit(userId, 'name', 'Анна Секретова', 'Ева')).toMatchObject({ reason: 'not_ours' })
})

test('a client has each tag once, and twenty at most', async () => {
  const tag = async (name: string) =>
    await tagClient(stock.ctx, anew(stock.owner), { clientId: stock.walkInId, tag: name })
  for (let number = 1; number <= 20; number++) await tag(`ёж ${number}`)
  expect(await tag('Еж  1')).toMatchObject({ ok: true })
  expect(await tag('лишняя')).toMatchObject({ reason: 'too_many' })
  expect(await tag('д'.repeat(31))).toMatchObject({ reason: 'invalid' })
  expect(await cardFor(stock.owner, stock.walkInId)).toMatchObject({
    tags: Array.from({ length: 20 }, (_, index) => `ёж ${index + 1}`),
  })
})

test('a banned client keeps their visits, and books none until the ban is lifted', async () => {
  const clientId = stock.client.userId
  const book = async () =>
    await createBooking(stock.ctx, anew(stock.client), {
      serviceIds: [stock.serviceId],
      staffId: stock.specialistId,
      startsAt: at.free,
    })
  const banned = await banClient(stock.ctx, anew(stock.owner), { clientId, reason: 'не приходит' })
  expect(banned).toMatchObject({ card: { banReason: 'не приходит', visits: 3, nextVisitAt: at.booking } })
  expect(await book()).toMatchObject({ ok: false, reason: 'banned' })
  expect(await unbanClient(stock.ctx, anew(stock.owner), { clientId })).toMatchObject({
    card: { bannedAt: null, banReason: null },
  })
  expect(await book()).toMatchObject({ ok: true })
})

test('whoever had their data removed is shown as such, and nothing is noted of them any more', async () => {
  await eraseMe(stock.ctx, anew(stock.client))
  const clientId = stock.client.userId
  expect(await cardFor(stock.owner)).toMatchObject({ name: '', notes: null, editable: false, visits: 1 })
  const refused = { ok: false, reason: 'client_gone' }
  const actor = anew(stock.owner)
  expect(await tagClient(stock.ctx, actor, { clientId, tag: 'VIP' })).toEqual(refused)
  expect(await banClient(stock.ctx, actor, { clientId, reason: null })).toEqual(refused)
  expect(await writeToClient(stock.ctx, actor, { clientId, words: 'Вы где?' })).toEqual(refused)
})

describe('a message to a client', () => {
  const write = async (clientId: number, words = 'Ждём вас в десять') =>
    await writeToClient(stock.ctx, anew(stock.owner), { clientId, words })
  const deliver = async (outcome: SendOutcome) => {
    stock.tenant.sent.length = 0
    stock.tenant.outcomes.push(outcome)
    await sweepTasks(stock.ctx, new AbortController().signal)
    return stock.tenant.sent.map(({ chatId, message }) => [chatId, message.text])
  }
  const tasks = async () =>
    await stock.db.query(
      `select status, payload ->> 'notice' as notice, payload ? 'words' as words from tasks
        where payload ->> 'notice' like 'message%' order by id`,
    )

  test('is sent once, and its words are not kept', async () => {
    expect(await write(stock.client.userId)).toMatchObject({ ok: true, heldUntil: null })
    expect(await tasks()).toEqual([{ status: 'pending', notice: 'message', words: true }])
    expect(await deliver({ outcome: 'sent' })).toContainEqual([stock.client.telegramId, 'message'])
    expect(await tasks()).toEqual([{ status: 'done', notice: 'message', words: false }])
  })

  test('waits for the end of quiet hours, and whoever wrote it hears until when', async () => {
    const quiet = JSON.stringify({ from: '00:00', until: '23:59' })
    await stock.db.query(`insert into settings (key, value, updated_at) values ('quiet_hours', $1, $2)`, [
      quiet,
      stock.ctx.clock.now(),
    ])
    await stock.ctx.invalidate()
    expect(await write(stock.client.userId)).toMatchObject({ ok: true, heldUntil: expect.any(Date) })
  })

  test('is not on its way when whoever wrote it is told of a failure', async () => {
    const remember = () => Promise.reject(new Error('the settings can’t be read'))
    const ctx = { ...stock.ctx, cache: { remember } }
    const input = { clientId: stock.client.userId, words: 'Ждём вас в десять' }
    await expect(writeToClient(ctx, anew(stock.owner), input)).rejects.toThrow('the settings')
    expect(await tasks()).toEqual([])
  })

  test('that does not arrive is told of to whoever wrote it', async () => {
    await write(stock.client.userId)
    const first = await deliver({ outcome: 'unreachable' })
    const now = new Date(stock.ctx.clock.now().getTime() + 60_000)
    stock = { ...stock, ctx: { ...stock.ctx, clock: { ...stock.ctx.clock, now: () => now } } }
    const told = [...first, ...(await deliver({ outcome: 'sent' }))]
    expect(told).toEqual([
      [stock.client.telegramId, 'message'],
      [stock.owner.telegramId, 'message_undelivered'],
    ])
    expect(await tasks()).toEqual([
      { status: 'skipped', notice: 'message', words: false },
      { status: 'done', notice: 'message_undelivered', words: false },
    ])
    expect(await write(stock.client.userId)).toMatchObject({ reason: 'unreachable' })
  })

  test('keeps its words while it has to wait', async () => {
    await write(stock.client.userId)
    await deliver({ outcome: 'later', afterMs: 1000 })
    expect(await tasks()).toEqual([{ status: 'pending', notice: 'message', words: true }])
  })

  test('needs words, and somebody to read them', async () => {
    expect(await write(stock.client.userId, ' \u200B')).toMatchObject({ reason: 'invalid' })
    expect(await write(stock.client.userId, 'д'.repeat(2001))).toMatchObject({ reason: 'invalid' })
    expect(await write(stock.walkInId)).toMatchObject({ reason: 'unreachable' })
    expect(await tasks()).toEqual([])
  })
})
