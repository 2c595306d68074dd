import type { OutgoingMessage, SendOutcome, UseCaseContext } from '../../src/context.ts'
import { readSettingDefaults, type SettingDefaults } from '../../src/domain/settings.ts'
import type { Task } from '../../src/domain/task.ts'
import { createCache } from '../../src/ops/cache.ts'
import { createHolidayFinder } from '../../src/ops/holidays.ts'
import { createMovableClock, type MovableClock } from '../../src/ops/clock.ts'
import { Database } from '../../src/storage/database.ts'
import { poolOptions } from '../../src/storage/pool-options.ts'
import { insertService, type NewService } from '../../src/storage/services.ts'
import { insertStaff } from '../../src/storage/staff.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { enterChat } from '../../src/usecases/enter-chat.ts'
import type { Notice } from '../../src/usecases/notice.ts'
import { cloneDatabase, type TestDatabase } from './services.ts'

export interface TenantOptions {
  /** Local Moscow time unless `settings` says otherwise; a Monday morning by default. */
  readonly now?: string
  /** Names of bookable specialists; one by default. */
  readonly specialists?: readonly string[]
  readonly services?: readonly (Partial<NewService> & { readonly name: string })[]
  readonly settings?: Partial<SettingDefaults>
  readonly adminIds?: readonly number[]
  readonly poolMax?: number
  /** For one that many tests share, or a long one: its sessions lead straight to the server. */
  readonly isDirect?: boolean
}

/** A migrated tenant and a context whose queue and messages are kept in lists. */
export interface TestTenant {
  readonly database: TestDatabase & { readonly schema: string }
  readonly db: Database
  readonly clock: MovableClock
  readonly ctx: UseCaseContext
  readonly staffIds: readonly number[]
  readonly serviceIds: readonly number[]
  readonly scheduled: Task[]
  readonly sent: { readonly chatId: number; readonly message: OutgoingMessage }[]
  /** Of each send, whether what came of an earlier attempt was unknown. */
  readonly mayHaveArrived: boolean[]
  /** Outcomes of the next sends; when there are none left, messages are sent. */
  readonly outcomes: SendOutcome[]
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object }[]
  /** A person who writes for the first or the next time: each call is another update. */
  person(name: string): Promise<Actor>
  close(): Promise<void>
}

const monday = '2026-03-02T06:00:00Z'

export async function openTenant(options: TenantOptions = {}): Promise<TestTenant> {
  const database = await cloneDatabase(options)
  const clock = createMovableClock()
  clock.moveTo(new Date(options.now ?? monday))
  const logged: TestTenant['logged'] = []
  const note = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, message, fields })
  const pool = poolOptions({
    databaseUrl: database.url,
    poolMax: options.poolMax ?? 10,
    applicationName: 'booking-test',
  })
  const db = new Database(pool, (error) => note('error')({ err: error }, 'effect failed'))
  const scheduled: Task[] = []
  const sent: TestTenant['sent'] = []
  const mayHaveArrived: boolean[] = []
  const outcomes: SendOutcome[] = []
  const settingDefaults = { ...readSettingDefaults({}).defaults, ...options.settings }
  const cache = createCache(30_000)
  const ctx: UseCaseContext = {
    db,
    clock,
    log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
    settingDefaults,
    adminIds: options.adminIds ?? [],
    maxAdminAdditionsPerHour: 3,
    schedule: (tasks) => {
      scheduled.push(...tasks)
      return Promise.resolve()
    },
    tasksInHand: new Set(),
    taskEnded: () => undefined,
    turn: () => Promise.resolve(true),
    render: (notice) => ({ text: kindsOf(notice).join(' + '), keyboard: [] }),
    send: (chatId, message, again) => {
      sent.push({ chatId, message })
      mayHaveArrived.push(again)
      return Promise.resolve(outcomes.shift() ?? { outcome: 'sent' })
    },
    findHolidays: createHolidayFinder(),
    showCommands: () => Promise.resolve(),
    cache,
    invalidate: () => {
      cache.forget()
      return Promise.resolve()
    },
  }
  const staffIds = await addSpecialists(db, clock, options.specialists ?? ['Мария'])
  const serviceIds = await addServices(db, options.services ?? [{ name: 'Стрижка' }])
  return {
    database,
    db,
    clock,
    ctx,
    staffIds,
    serviceIds,
    scheduled,
    sent,
    mayHaveArrived,
    outcomes,
    logged,
    person: createPeople(ctx),
    close: async () => {
      await db.close()
      await database.drop()
    },
  }
}

function kindsOf(notice: Notice): string[] {
  return notice.kind === 'several' ? notice.news.map(({ kind }) => kind) : [notice.kind]
}

async function addSpecialists(
  db: Database,
  clock: MovableClock,
  names: readonly string[],
): Promise<number[]> {
  const ids: number[] = []
  for (const name of names) {
    const id = await insertStaff(db, {
      name,
      telegramId: null,
      role: 'none',
      bookable: true,
      at: clock.now(),
    })
    if (id !== undefined) ids.push(id)
  }
  return ids
}

async function addServices(
  db: Database,
  services: NonNullable<TenantOptions['services']>,
): Promise<number[]> {
  const ids: number[] = []
  for (const service of services) {
    const { id } = await insertService(db, { durationMin: 60, priceMinor: 150_000, ...service })
    ids.push(id)
  }
  return ids
}

let lastUpdate = 1000

/** Numbers of updates are unique over all people, as Telegram's are. */
export function nextUpdateId(): number {
  return ++lastUpdate
}

function createPeople(ctx: UseCaseContext): (name: string) => Promise<Actor> {
  const ids = new Map<string, number>()
  return async (name) => {
    const telegramId = ids.get(name) ?? 5000 + ids.size
    ids.set(name, telegramId)
    return await enterChat(ctx, {
      updateId: nextUpdateId(),
      telegramId,
      username: null,
      firstName: name,
      lastName: null,
      languageCode: 'ru',
    })
  }
}
