import { createCache } from '../../src/ops/cache.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { readSettingDefaults } from '../../src/domain/settings.ts'
import { Database } from '../../src/storage/database.ts'
import { findPoolOptions } from '../../src/storage/pool-options.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { enterChat } from '../../src/usecases/enter-chat.ts'
import type { UseCaseContext } from '../../src/context.ts'

/** What a test sends to a process of its own that books for many people at once. */
export interface BookingRequest {
  readonly databaseUrl: string
  readonly schema: string
  readonly firstPerson: number
  readonly people: number
  readonly serviceId: number
  readonly startsAt: string
  readonly now: string
}

/** Says `ready` when everybody is known, books at `go`, and answers with the outcomes. */
process.once('message', (request: BookingRequest) => void book(request))

async function book(request: BookingRequest): Promise<void> {
  const pool = await findPoolOptions({ ...request, poolMax: 10, applicationName: 'booking-test' })
  if (!pool.ok) throw new Error(pool.message)
  const errors: string[] = []
  const db = new Database(pool.options, (error) => void errors.push(String(error)))
  const ctx = contextOf(db, new Date(request.now))
  const actors = []
  for (let i = 0; i < request.people; i++) actors.push(await enter(ctx, request.firstPerson + i))
  const go = new Promise<void>((resolve) => process.once('message', () => resolve()))
  process.send?.('ready')
  await go

  const startsAt = new Date(request.startsAt)
  const results = await Promise.all(
    actors.map((actor) =>
      createBooking(ctx, actor, { serviceIds: [request.serviceId], staffId: null, startsAt }),
    ),
  )
  await db.close()
  process.send?.({ outcomes: results.map((result) => (result.ok ? 'booked' : result.reason)), errors })
  process.disconnect()
}

function contextOf(db: Database, now: Date): UseCaseContext {
  const nothing = (): void => undefined
  return {
    db,
    clock: { ...systemClock, now: () => now },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    settingDefaults: readSettingDefaults({}).defaults,
    adminIds: [],
    maxAdminAdditionsPerHour: 3,
    schedule: () => Promise.resolve(),
    tasksInHand: new Set(),
    taskEnded: nothing,
    turn: () => Promise.resolve(true),
    render: () => ({ text: '', keyboard: [] }),
    send: () => Promise.resolve({ outcome: 'sent' }),
    findHolidays: () => Promise.resolve([]),
    showCommands: () => Promise.resolve(),
    cache: createCache(30_000),
    invalidate: () => Promise.resolve(),
  }
}

async function enter(ctx: UseCaseContext, telegramId: number) {
  return await enterChat(ctx, {
    updateId: telegramId,
    telegramId,
    username: null,
    firstName: `Гость ${telegramId}`,
    lastName: null,
    languageCode: null,
  })
}
