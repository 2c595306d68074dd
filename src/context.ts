import type { Commands } from './bot/commands.ts'
import { createNoticeRenderer } from './bot/notices/render-notice.ts'
import type { Clock } from './domain/clock.ts'
import type { Locale, Role } from './domain/roles.ts'
import type { EndedTask, Task } from './domain/task.ts'
import type { SettingDefaults } from './domain/settings.ts'
import type { I18n } from './i18n/i18n.ts'
import type { TaskQueue } from './jobs/task-queue.ts'
import type { OwnCache } from './ops/cache.ts'
import { createHolidayFinder, type FindHolidays } from './ops/holidays.ts'
import type { Config } from './ops/config.ts'
import type { Database } from './storage/database.ts'
import type { TelegramClient } from './telegram/client.ts'
import type { Pacer } from './telegram/pacer.ts'
import { createSender } from './telegram/send.ts'
import type { Notice } from './usecases/notice.ts'

/** What use cases are given. Everything with an effect outside the database is a port, bound in `createContext`. */
export interface UseCaseContext {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  /** What counts while nobody changed a setting in the bot: the environment at start, else the built-in default. */
  readonly settingDefaults: SettingDefaults
  /** Telegram ids from `ADMIN_IDS`: super admins that nobody can remove in the bot. */
  readonly adminIds: readonly number[]
  readonly maxAdminAdditionsPerHour: number
  /** Ids of the tasks that this process is doing: their leases are not looked at. */
  readonly tasksInHand: Set<number>
  /** Told what became of each task that this process took up, for the metrics. */
  readonly taskEnded: (task: EndedTask) => void
  /** Adds the alarm of each task to the queue; never waits long and never throws (the sweep repeats it). */
  readonly schedule: (tasks: readonly Task[]) => Promise<void>
  /** Renders what goes out by itself, in the receiver's language. */
  readonly render: (notice: Notice, locale: Locale) => OutgoingMessage
  /** Resolves with true when a message may go to this chat by itself, with false when the program stops first. */
  readonly turn: (chatId: number) => Promise<boolean>
  /** Sends one message for a task, once. `mayHaveArrived`: an earlier attempt got no answer of Telegram's own. */
  readonly send: (chatId: number, message: OutgoingMessage, mayHaveArrived: boolean) => Promise<SendOutcome>
  /** What is read at every tap and seldom changes. */
  readonly cache: Cache
  /** Every process of the tenant reads anew what it keeps: after the commit of a change. Never throws. */
  readonly invalidate: () => Promise<void>
  /** Public holidays of a country; takes its time when it is asked for the first time. */
  readonly findHolidays: FindHolidays
  /** Puts the commands of a role into a person's menu: after the commit that changed it. Never throws. */
  readonly showCommands: (person: CommandHolder) => Promise<void>
}

/** Kept in memory, for half a minute at most. What a transaction decides by must be read in it, and not here. */
export interface Cache {
  remember<Value>(key: 'settings', read: () => Promise<Value>): Promise<Value>
}

/**
 * Between the processes of one tenant. A word on it says only *read again*: whoever else gets to speak there can do no
 * more than that.
 */
export interface ReadAgainChannel {
  /** Throws when nobody can be told; then the others find out by the age of what they keep. */
  announce(): Promise<void>
  close(): Promise<void>
}

/** Somebody whose menu of commands depends on their role. */
export interface CommandHolder {
  readonly telegramId: number
  /** Null: a client. */
  readonly role: Role | null
  readonly locale: Locale
}

/** The part of pino's logger that the program uses. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface OutgoingMessage {
  /** Telegram HTML. */
  readonly text: string
  readonly keyboard: readonly (readonly OutgoingButton[])[]
  /** Labels of the keyboard under the input field, where the message brings another one; it has no buttons of its own then. */
  readonly menu?: readonly (readonly string[])[]
}

export interface OutgoingButton {
  readonly text: string
  readonly data: string
  readonly style?: 'primary' | 'success' | 'danger'
}

export type SendOutcome =
  | { readonly outcome: 'sent' }
  /** The person blocked the bot, never wrote to it, or is gone (403). */
  | { readonly outcome: 'unreachable' }
  /** Telegram refused the message itself (400): repeating it cannot help. */
  | { readonly outcome: 'refused'; readonly description: string }
  /** Certainly not sent: try again after that long. */
  | { readonly outcome: 'later'; readonly afterMs: number }
  /** A gateway answered in Telegram's place: it has hardly arrived, but that is not certain. */
  | { readonly outcome: 'turned_away' }
  /** The request went out and no answer came back: it may have arrived. */
  | { readonly outcome: 'unknown' }

/** One service of a visit. */
export interface VisitPart {
  readonly serviceId: number
  readonly serviceName: string
  readonly serviceEmoji: string | null
  readonly staffId: number
  /** Null while the business has a single specialist. */
  readonly staffName: string | null
  readonly startsAt: Date
  readonly endsAt: Date
  readonly durationMin: number
  /** Minor units; null: on request. */
  readonly priceMinor: number | null
}

/** A visit as any screen shows it. */
export interface VisitCard {
  readonly bookingId: number
  readonly version: number
  /** The repeats that it belongs to; null: none. */
  readonly seriesId: number | null
  /** Its services in their order. */
  readonly parts: readonly [VisitPart, ...VisitPart[]]
  /** Of all its services; with several specialists the first. */
  readonly staffId: number
  /** Null while the business has a single specialist, who need not be named; or where several perform it. */
  readonly staffName: string | null
  readonly startsAt: Date
  readonly endsAt: Date
  readonly durationMin: number
  /** Minor units of `currency`; null: on request. */
  readonly priceMinor: number | null
  readonly currency: string
  readonly status: 'pending' | 'confirmed' | 'completed' | 'no_show' | 'cancelled'
  readonly attendanceConfirmed: boolean
  /** While pending: what it waits for. */
  readonly pendingFor: 'approval' | 'offer' | null
  /** Whom it is for, if not for the client themselves. */
  readonly guestName: string | null
  /** The client's own words for the business. */
  readonly comment: string | null
  /** IANA zone of the business. */
  readonly zone: string
  readonly businessName: string
  readonly address: string | null
  readonly phone: string | null
}

interface ContextParts {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly db: Database
  readonly client: TelegramClient
  readonly i18n: I18n
  readonly queue: Pick<TaskQueue, 'schedule'>
  readonly pacer: Pacer
  readonly commands: Pick<Commands, 'show'>
  readonly cache: OwnCache
  readonly channel: Pick<ReadAgainChannel, 'announce'>
  readonly taskEnded: UseCaseContext['taskEnded']
}

/** Binds the ports of the use cases. */
export function createContext(parts: ContextParts): UseCaseContext {
  const { config, clock, log, db, client, i18n, queue, pacer, commands, cache, channel, taskEnded } = parts
  return {
    db,
    clock,
    log,
    settingDefaults: config.settingDefaults,
    adminIds: config.adminIds,
    maxAdminAdditionsPerHour: config.maxAdminAdditionsPerHour,
    tasksInHand: new Set(),
    taskEnded,
    schedule: (tasks) => queue.schedule(tasks),
    render: createNoticeRenderer(i18n),
    turn: (chatId) => pacer.turn(chatId),
    send: createSender(client),
    cache,
    invalidate: async () => {
      cache.forget()
      await channel.announce().catch((error: unknown) => {
        log.warn({ err: error }, 'Other processes could not be told of a change, and see it within a minute')
      })
    },
    findHolidays: createHolidayFinder(),
    showCommands: (person) => commands.show(person),
  }
}
