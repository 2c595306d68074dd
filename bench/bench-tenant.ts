import type { UseCaseContext } from '../src/context.ts'
import { readSettingDefaults } from '../src/domain/settings.ts'
import type { LocalTime } from '../src/domain/local-time.ts'
import { createCache } from '../src/ops/cache.ts'
import { systemClock } from '../src/ops/clock.ts'
import { Database } from '../src/storage/database.ts'
import { migrateTenant } from '../src/storage/migrations.ts'
import { findPoolOptions } from '../src/storage/pool-options.ts'
import { insertService } from '../src/storage/services.ts'
import { insertStaff } from '../src/storage/staff.ts'

export interface BenchTenant {
  readonly db: Database
  readonly ctx: UseCaseContext
}

/** A migrated tenant; the use cases run on it without queue and Telegram, round the clock, without a limit a person. */
export async function openBenchTenant(
  databaseUrl: string,
  schema: string,
  { poolMax }: { readonly poolMax: number },
): Promise<BenchTenant> {
  const log = { debug: ignore, info: ignore, warn: console.warn, error: console.error }
  const migrated = await migrateTenant({ databaseUrl, schema, log })
  if (!migrated.ok) throw new Error(migrated.message)
  const pool = await findPoolOptions({ databaseUrl, schema, poolMax, applicationName: 'booking-bench' })
  if (!pool.ok) throw new Error(pool.message)
  const db = new Database(pool.options, (error) => console.error(error))
  const ctx: UseCaseContext = {
    db,
    clock: systemClock,
    log,
    settingDefaults: {
      ...readSettingDefaults({}).defaults,
      workHoursStart: '00:00' as LocalTime,
      workHoursEnd: '24:00' as LocalTime,
      slotIntervalMinutes: 15,
      maxBookingsPerUser: 10_000,
    },
    adminIds: [],
    maxAdminAdditionsPerHour: 3,
    schedule: () => Promise.resolve(),
    tasksInHand: new Set(),
    taskEnded: () => undefined,
    turn: () => Promise.resolve(true),
    render: ({ kind }) => ({ text: kind, keyboard: [] }),
    send: () => Promise.resolve({ outcome: 'sent' }),
    findHolidays: () => Promise.resolve([]),
    showCommands: () => Promise.resolve(),
    cache: createCache(30_000),
    invalidate: () => Promise.resolve(),
  }
  return { db, ctx }
}

/** One service, and so many who perform it; returns their ids. */
export async function addSalon(
  { db, ctx }: BenchTenant,
  { staff, durationMin }: { readonly staff: number; readonly durationMin: number },
): Promise<{ readonly serviceId: number; readonly staffIds: readonly number[] }> {
  const service = await insertService(db, { name: 'Стрижка', durationMin, priceMinor: 150_000 })
  const staffIds: number[] = []
  for (let number = 1; number <= staff; number++) {
    const person = { name: `Мастер ${number}`, telegramId: null, role: 'none', bookable: true } as const
    const id = await insertStaff(db, { ...person, at: ctx.clock.now() })
    if (id !== undefined) staffIds.push(id)
  }
  return { serviceId: service.id, staffIds }
}

function ignore(): void {}
