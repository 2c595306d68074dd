import { isTimeZone, parseLocalTime, type LocalTime } from './local-time.ts'
import { readOwnWords } from './own-words.ts'
import { parseTypedTime } from './typed-time.ts'

/**
 * One type of setting. `check` takes a value as stored (JSON), `read` turns what somebody typed, in the environment
 * or in the bot, into a value to check.
 */
export interface SettingType<Value> {
  readonly check: (value: unknown) => Checked<Value>
  readonly read: (typed: string) => unknown
}

export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: SettingProblem }

/** Why a value is refused, with what would be accepted. */
export type SettingProblem =
  | { readonly reason: 'empty' }
  | { readonly reason: 'too_long'; readonly limit: number }
  | { readonly reason: 'not_whole_number' }
  | { readonly reason: 'too_small' | 'too_large'; readonly limit: number }
  | { readonly reason: 'too_many'; readonly limit: number }
  | { readonly reason: 'not_allowed'; readonly allowed: readonly string[] }
  | { readonly reason: 'not_a_time' }
  | { readonly reason: 'not_a_time_zone' }
  | { readonly reason: 'not_a_currency' }
  | { readonly reason: 'not_a_country' }
  | { readonly reason: 'not_a_phone' }
  | { readonly reason: 'not_a_location' }

/** Words in one line that can be seen, `limit` characters at most. */
export function text(limit: number): SettingType<string> {
  return {
    read: (typed) => typed,
    check: (value) => {
      if (typeof value !== 'string') return refuse({ reason: 'empty' })
      const read = readOwnWords(value.replace(/\s+/g, ' '), limit)
      if (read.ok) return accept(read.words)
      return refuse(read.reason === 'empty' ? { reason: 'empty' } : { reason: 'too_long', limit })
    },
  }
}

/** A whole number within these limits, both inclusive. */
export function integer(least: number, most: number): SettingType<number> {
  return {
    read: readInteger,
    check: (value) => {
      if (typeof value !== 'number' || !Number.isInteger(value)) return refuse({ reason: 'not_whole_number' })
      if (value < least) return refuse({ reason: 'too_small', limit: least })
      return value > most ? refuse({ reason: 'too_large', limit: most }) : accept(value)
    },
  }
}

/** One of these words; typed in any case. */
export function choice<Option extends string>(...options: readonly Option[]): SettingType<Option> {
  return {
    read: (typed) => typed.trim().toLowerCase(),
    check: (value) => {
      const chosen = options.find((option) => option === value)
      return chosen === undefined ? refuse({ reason: 'not_allowed', allowed: options }) : accept(chosen)
    },
  }
}

/** Yes or no; typed as `true` or `false`. */
export function flag(): SettingType<boolean> {
  const words: Readonly<Record<string, boolean>> = { true: true, false: false }
  return {
    read: (typed) => words[typed.trim().toLowerCase()],
    check: (value) =>
      typeof value === 'boolean'
        ? accept(value)
        : refuse({ reason: 'not_allowed', allowed: ['true', 'false'] }),
  }
}

/** May also be nothing: null as stored, `-` as typed. */
export function nullable<Value>(type: SettingType<Value>): SettingType<Value | null> {
  return {
    read: (typed) => (typed.trim() === '-' ? null : type.read(typed)),
    check: (value) => (value === null ? accept(null) : type.check(value)),
  }
}

/** Whole hours, kept longest first without repeats; typed `24,2,1`, or `-` for none. */
export function hourList(mostHours: number, mostItems: number): SettingType<readonly number[]> {
  const hours = integer(1, mostHours)
  return {
    read: (typed) =>
      typed.trim() === '-'
        ? []
        : typed
            .split(/[,;\s]+/)
            .filter(Boolean)
            .map(readInteger),
    check: (value) => {
      if (!Array.isArray(value)) return refuse({ reason: 'not_whole_number' })
      const list: number[] = []
      for (const item of value) {
        const checked = hours.check(item)
        if (!checked.ok) return checked
        if (!list.includes(checked.value)) list.push(checked.value)
      }
      if (list.length > mostItems) return refuse({ reason: 'too_many', limit: mostItems })
      return accept(list.sort((a, b) => b - a))
    },
  }
}

/** A local time; typed as `9`, `09:30`, and for an end also `24`. */
export function workHour(edge: 'opening' | 'closing'): SettingType<LocalTime> {
  return {
    read: (typed) => parseTypedTime(typed, edge),
    check: (value) => {
      const time = typeof value === 'string' ? parseLocalTime(value) : null
      if (time === null || (edge === 'opening' && time === '24:00')) return refuse({ reason: 'not_a_time' })
      return accept(time)
    },
  }
}

/** Two local times; typed as `22:00-09:00`. */
export function timeSpan(): SettingType<{ readonly from: LocalTime; readonly until: LocalTime }> {
  return {
    read: (typed) => {
      const [from = '', until = '', ...more] = typed.split(/[-–—]/)
      return more.length > 0
        ? undefined
        : { from: parseTypedTime(from), until: parseTypedTime(until, 'closing') }
    },
    check: (value) => {
      if (!isRecord(value)) return refuse({ reason: 'not_a_time' })
      const from = workHour('opening').check(value['from'])
      const until = workHour('closing').check(value['until'])
      if (!from.ok || !until.ok || from.value === until.value) return refuse({ reason: 'not_a_time' })
      return accept({ from: from.value, until: until.value })
    },
  }
}

/** An IANA zone, as far as the runtime knows it. */
export function timeZone(): SettingType<string> {
  return {
    read: (typed) => typed.trim(),
    check: (value) =>
      typeof value === 'string' && isTimeZone(value) ? accept(value) : refuse({ reason: 'not_a_time_zone' }),
  }
}

/** ISO 4217, as far as the runtime knows the currency. */
export function currency(): SettingType<string> {
  return {
    read: (typed) => typed.trim().toUpperCase(),
    check: (value) =>
      typeof value === 'string' && Intl.supportedValuesOf('currency').includes(value)
        ? accept(value)
        : refuse({ reason: 'not_a_currency' }),
  }
}

/** ISO 3166-1 alpha-2, as far as the runtime has a name for it. */
export function country(): SettingType<string> {
  return {
    read: (typed) => typed.trim().toUpperCase(),
    check: (value) =>
      typeof value === 'string' && /^[A-Z]{2}$/.test(value) && isNamedRegion(value)
        ? accept(value)
        : refuse({ reason: 'not_a_country' }),
  }
}

/** An international number of 7 to 15 digits; blanks, hyphens and brackets are dropped when typed. */
export function phone(): SettingType<string> {
  return {
    read: (typed) => typed.replace(/[\s()\-–.]/g, ''),
    check: (value) =>
      typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value)
        ? accept(value)
        : refuse({ reason: 'not_a_phone' }),
  }
}

/** Degrees; typed as `55.7558, 37.6173`. */
export function location(): SettingType<{ readonly latitude: number; readonly longitude: number }> {
  return {
    read: (typed) => {
      const match = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(typed)
      return match ? { latitude: Number(match[1]), longitude: Number(match[2]) } : undefined
    },
    check: (value) => {
      if (!isRecord(value)) return refuse({ reason: 'not_a_location' })
      const { latitude, longitude } = value
      if (!isWithin(latitude, 90) || !isWithin(longitude, 180)) return refuse({ reason: 'not_a_location' })
      return accept({ latitude, longitude })
    },
  }
}

function readInteger(typed: string): number {
  return /^\s*-?\d{1,9}\s*$/.test(typed) ? Number(typed) : NaN
}

function isNamedRegion(code: string): boolean {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const name = names.of(code)
  return name !== undefined && name !== names.of('ZZ')
}

function isWithin(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= limit
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function accept<Value>(value: Value): Checked<Value> {
  return { ok: true, value }
}

function refuse(problem: SettingProblem): { readonly ok: false; readonly problem: SettingProblem } {
  return { ok: false, problem }
}
