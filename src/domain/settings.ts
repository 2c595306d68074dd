import type { BookingPolicy } from './agenda.ts'
import type { LocalTime } from './local-time.ts'
import type { Locale } from './roles.ts'
import {
  choice,
  country,
  currency,
  flag,
  hourList,
  integer,
  location,
  nullable,
  phone,
  text,
  timeSpan,
  timeZone,
  workHour,
  type Checked,
  type SettingProblem,
  type SettingType,
} from './setting-types.ts'

/** Every setting: its key in the database, what it takes, its built-in default, its environment variable if any. */
export const settingTable: SettingTable = {
  businessName: { key: 'business_name', type: text(100), initial: 'Telegram Booking', env: 'BUSINESS_NAME' },
  address: { key: 'address', type: nullable(text(200)), initial: null },
  location: { key: 'location', type: nullable(location()), initial: null },
  phone: { key: 'phone', type: nullable(phone()), initial: null },
  timeZone: { key: 'time_zone', type: timeZone(), initial: 'Europe/Moscow', env: 'TIMEZONE' },
  currency: { key: 'currency', type: currency(), initial: 'RUB' },
  workHoursStart: {
    key: 'work_hours_start',
    type: workHour('opening'),
    initial: '09:00' as LocalTime,
    env: 'WORK_HOURS_START',
  },
  workHoursEnd: {
    key: 'work_hours_end',
    type: workHour('closing'),
    initial: '21:00' as LocalTime,
    env: 'WORK_HOURS_END',
  },
  slotIntervalMinutes: {
    key: 'slot_interval_minutes',
    type: integer(5, 240),
    initial: 60,
    env: 'SLOT_INTERVAL_MINUTES',
  },
  slotAlignment: { key: 'slot_alignment', type: choice('grid', 'tight'), initial: 'grid' },
  minimumNoticeMinutes: { key: 'minimum_notice_minutes', type: integer(0, 43_200), initial: 0 },
  horizonDays: { key: 'horizon_days', type: integer(1, 365), initial: 90, env: 'BOOKING_HORIZON_DAYS' },
  maxBookingsPerUser: {
    key: 'max_bookings_per_user',
    type: integer(1, 100),
    initial: 3,
    env: 'MAX_BOOKINGS_PER_USER',
  },
  cancellationHours: {
    key: 'cancellation_hours',
    type: integer(0, 720),
    initial: 24,
    env: 'CANCELLATION_HOURS',
  },
  reminderHours: {
    key: 'reminder_hours',
    type: hourList(720, 5),
    initial: [24, 2, 1],
    env: 'REMINDER_HOURS',
  },
  reviewDelayHours: { key: 'review_delay_hours', type: integer(0, 168), initial: 2 },
  confirmation: { key: 'confirmation', type: choice('automatic', 'manual'), initial: 'automatic' },
  holdMinutes: { key: 'hold_minutes', type: integer(5, 10_080), initial: 1440 },
  offerMinutes: { key: 'offer_minutes', type: integer(5, 1440), initial: 30 },
  phoneRequired: { key: 'phone_required', type: flag(), initial: false },
  defaultLanguage: {
    key: 'default_language',
    type: choice('ru', 'en'),
    initial: 'ru',
    env: 'DEFAULT_LANGUAGE',
  },
  country: { key: 'country', type: country(), initial: 'RU' },
  summaryHour: { key: 'summary_hour', type: integer(0, 23), initial: 20 },
  quietHours: { key: 'quiet_hours', type: nullable(timeSpan()), initial: null },
}

export const settingNames = Object.keys(settingTable) as SettingName[]

/** The defaults of this tenant, and every environment variable whose value is refused. An empty one counts as absent. */
export function readSettingDefaults(env: Readonly<Record<string, string | undefined>>): {
  readonly defaults: SettingDefaults
  readonly problems: readonly EnvironmentProblem[]
} {
  const problems: EnvironmentProblem[] = []
  const defaults = collect((name) => {
    const { env: variable, initial } = settingTable[name]
    const typed = variable === undefined ? undefined : env[variable]
    if (variable === undefined || typed === undefined || typed.trim() === '') return initial
    const parsed = parseSetting(name, typed)
    if (!parsed.ok) problems.push({ variable, value: typed, problem: parsed.problem })
    return parsed.ok ? parsed.value : initial
  })
  return { defaults, problems }
}

/** What counts now: a row where somebody changed the setting in the bot, else the default. */
export function resolveSettings(defaults: SettingDefaults, rows: readonly SettingRow[]): Settings {
  const stored = new Map(rows.map((row) => [row.key, row.value]))
  return collect((name) => {
    const { key } = settingTable[name]
    // A value stored under wider limits than today's counts as absent: better than a tenant that cannot start.
    const checked = stored.has(key) ? checkSetting(name, stored.get(key)) : null
    return checked?.ok ? checked.value : defaults[name]
  })
}

/**
 * Where a value comes from. What the environment says and the built-in default says as well counts as the default: nobody
 * would see a difference.
 */
export function originOf(
  name: SettingName,
  defaults: SettingDefaults,
  rows: readonly SettingRow[],
): 'bot' | 'environment' | 'default' {
  const { key, initial } = settingTable[name]
  const row = rows.find((one) => one.key === key)
  if (row && checkSetting(name, row.value).ok) return 'bot'
  return JSON.stringify(defaults[name]) === JSON.stringify(initial) ? 'default' : 'environment'
}

/** A value as somebody typed it. */
export function parseSetting<Name extends SettingName>(name: Name, typed: string): Checked<Settings[Name]> {
  const { type } = settingTable[name]
  return type.check(type.read(typed))
}

/** A value as stored (JSON). */
export function checkSetting<Name extends SettingName>(name: Name, value: unknown): Checked<Settings[Name]> {
  return settingTable[name].type.check(value)
}

/** The part of the settings that decides which starts are free. */
export function bookingPolicy(settings: Settings): BookingPolicy {
  return {
    zone: settings.timeZone,
    opens: settings.workHoursStart,
    closes: settings.workHoursEnd,
    slotIntervalMin: settings.slotIntervalMinutes,
    slotAlignment: settings.slotAlignment,
    minimumNoticeMin: settings.minimumNoticeMinutes,
    horizonDays: settings.horizonDays,
  }
}

function collect(valueOf: <Name extends SettingName>(name: Name) => Settings[Name]): Settings {
  return Object.fromEntries(settingNames.map((name) => [name, valueOf(name)])) as unknown as Settings
}

type SettingTable = { readonly [Name in SettingName]: SettingDefinition<Settings[Name]> }

interface SettingDefinition<Value> {
  readonly key: string
  readonly type: SettingType<Value>
  readonly initial: Value
  readonly env?: string
}

/** A row of `settings`; rows with keys of other things than settings are ignored. */
export interface SettingRow {
  readonly key: string
  readonly value: unknown
}

export interface EnvironmentProblem {
  readonly variable: string
  readonly value: string
  readonly problem: SettingProblem
}

export interface Settings {
  readonly businessName: string
  readonly address: string | null
  readonly location: Location | null
  /** International form, `+` and digits. */
  readonly phone: string | null
  /** IANA name. */
  readonly timeZone: string
  /** ISO 4217. */
  readonly currency: string
  readonly workHoursStart: LocalTime
  /** Up to `24:00`; not later than the start: the day ends after midnight. */
  readonly workHoursEnd: LocalTime
  readonly slotIntervalMinutes: number
  readonly slotAlignment: 'grid' | 'tight'
  readonly minimumNoticeMinutes: number
  readonly horizonDays: number
  readonly maxBookingsPerUser: number
  readonly cancellationHours: number
  /** Hours before the start, longest first; empty: no reminders. */
  readonly reminderHours: readonly number[]
  readonly reviewDelayHours: number
  readonly confirmation: 'automatic' | 'manual'
  /** How long a booking may wait for approval. */
  readonly holdMinutes: number
  /** How long a place offered from the waiting list is held. */
  readonly offerMinutes: number
  readonly phoneRequired: boolean
  readonly defaultLanguage: Locale
  /** ISO 3166-1 alpha-2: public holidays, phone numbers without a country code. */
  readonly country: string
  /** Local hour of the daily summary. */
  readonly summaryHour: number
  /** When nothing is sent that can wait. */
  readonly quietHours: QuietHours | null
}

export interface Location {
  readonly latitude: number
  readonly longitude: number
}

/** From a local time until another, over midnight when `until` is earlier. */
export interface QuietHours {
  readonly from: LocalTime
  readonly until: LocalTime
}

/** What counts where the database has no row: the environment at start, else the built-in default. */
export type SettingDefaults = Settings
export type SettingName = keyof Settings
