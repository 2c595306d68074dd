import type { UseCaseContext } from '../../src/context.ts'
import type { Database } from '../../src/storage/database.ts'
import { insertStaff } from '../../src/storage/staff.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { enterChat } from '../../src/usecases/enter-chat.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { withPreparedStatements } from './prepare-statements.ts'
import { nextUpdateId, openTenant, type TenantOptions, type TestTenant } from './tenant.ts'

/** A salon in which something of everything exists, on Monday, 2 March 2026, three in the afternoon in Moscow. */
export interface Stock {
  /** Whatever is done with it is taken back after each try. */
  readonly ctx: UseCaseContext
  readonly db: Database
  readonly tenant: TestTenant
  readonly owner: Actor
  readonly moderator: Actor
  /** Whose visits these are. */
  readonly specialist: Actor
  readonly specialistId: number
  /** Has none of them. */
  readonly otherSpecialist: Actor
  readonly otherSpecialistId: number
  /** Whose visits these are. */
  readonly client: Actor
  /** Another client, with nothing. */
  readonly stranger: Actor
  /** A client without Telegram, entered by staff, with nothing either. */
  readonly walkInId: number
  readonly serviceId: number
  readonly otherServiceId: number
  /** Confirmed, on Wednesday at noon. */
  readonly bookingId: number
  /** Waits for approval, on Thursday at noon. */
  readonly requestId: number
  /** Completed, today at ten, without a review. */
  readonly pastId: number
  /** Of the specialist, on Friday from noon to one. */
  readonly blockId: number
}

/** Values that are a person's own: none of them may be found in the audit log. */
export const personal = {
  name: 'Секретова',
  phone: '+79990001122',
  words: 'Шёпотом сказанное',
} as const

export const at = {
  booking: new Date('2026-03-04T09:00:00Z'),
  request: new Date('2026-03-05T09:00:00Z'),
  past: new Date('2026-03-02T07:00:00Z'),
  /** Friday at ten: nothing is then. */
  free: new Date('2026-03-06T07:00:00Z'),
} as const

export async function openStock(options: Pick<TenantOptions, 'isDirect'> = {}): Promise<Stock> {
  const tenant = await withPreparedStatements(() =>
    openTenant({
      ...options,
      specialists: [],
      services: [{ name: 'Стрижка' }, { name: 'Маникюр' }],
      settings: { maxBookingsPerUser: 20 },
    }),
  )
  const { ctx, db, serviceIds } = tenant
  const [serviceId = 0, otherServiceId = 0] = serviceIds
  const people = await enterPeople(tenant)
  const book = bookFor(ctx, people.client, serviceId, people.specialistId)
  const pastId = await book(at.past)
  const bookingId = await book(at.booking)
  const requestId = await book(at.request, 'manual')
  tenant.clock.moveTo(new Date('2026-03-02T12:00:00Z'))
  await sweepTasks(ctx, new AbortController().signal)
  const now = tenant.clock.now()
  return {
    // Time stands still, so that the same done twice is the same.
    ctx: { ...ctx, clock: { ...ctx.clock, now: () => now } },
    db,
    tenant,
    ...people,
    walkInId: await insertOne(
      db,
      `insert into users (first_name, phone, created_at) values ($1, '+79993334455', $2) returning id`,
      [personal.name, now],
    ),
    serviceId,
    otherServiceId,
    bookingId,
    requestId,
    pastId,
    blockId: await insertOne(
      db,
      `insert into blocked_slots (staff_id, during, blocked_by, created_at)
       values ($1, '[2026-03-06T09:00Z,2026-03-06T10:00Z)', $1, $2) returning id`,
      [people.specialistId, now],
    ),
  }
}

async function enterPeople(tenant: TestTenant) {
  const { ctx, db, clock } = tenant
  let telegramId = 700
  const enter = async (name: string, role?: 'super_admin' | 'moderator' | 'specialist'): Promise<Actor> => {
    telegramId += 1
    if (role) {
      await insertStaff(db, { name, telegramId, role, bookable: role === 'specialist', at: clock.now() })
    }
    return await enterChat(ctx, {
      updateId: nextUpdateId(),
      telegramId,
      username: null,
      firstName: name,
      lastName: role ? null : personal.name,
      languageCode: 'ru',
    })
  }
  const owner = await enter('Вера', 'super_admin')
  const moderator = await enter('Зоя', 'moderator')
  const specialist = await enter('Мария', 'specialist')
  const otherSpecialist = await enter('Ольга', 'specialist')
  const client = await enter('Анна')
  const stranger = await enter('Ева')
  await db.query('update users set phone = $2, notes = $3 where id = $1', [
    client.userId,
    personal.phone,
    personal.words,
  ])
  return {
    owner,
    moderator,
    specialist,
    specialistId: specialist.staffId ?? 0,
    otherSpecialist,
    otherSpecialistId: otherSpecialist.staffId ?? 0,
    client,
    stranger,
  }
}

function bookFor(ctx: UseCaseContext, client: Actor, serviceId: number, staffId: number) {
  return async (startsAt: Date, confirmation: 'automatic' | 'manual' = 'automatic'): Promise<number> => {
    const settingDefaults = { ...ctx.settingDefaults, confirmation }
    const made = await createBooking({ ...ctx, settingDefaults }, anew(client), {
      serviceIds: [serviceId],
      staffId,
      startsAt,
      notes: { comment: personal.words, guestName: null },
    })
    if (!made.ok) throw new Error(made.reason)
    return made.visit.bookingId
  }
}

async function insertOne(db: Database, sql: string, values: readonly unknown[]): Promise<number> {
  const [row] = await db.query<{ id: number }>(sql, values)
  return row!.id
}

/** The same person with another update. */
export function anew(actor: Actor): Actor {
  return { ...actor, origin: `u:${nextUpdateId()}` }
}
