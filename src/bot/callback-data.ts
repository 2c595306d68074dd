import type { LocalDate, LocalMonth } from '../domain/local-time.ts'

/**
 * What a button carries: its name and its values, e.g. `day.7.2..kmf`, numbers in base 36. Anybody can send any
 * data for any message, so whatever is not exactly what `pack` writes is refused; the caller then says that the
 * button is out of date. What the values mean, and whether the person may have it, only the use case knows.
 */
export interface Button<Values> {
  readonly name: string
  pack(values: Values): string
  /** Null: not this button, or not written by `pack`. */
  parse(data: string): Values | null
}

/** Telegram's limit; every part is ASCII, so characters are bytes. */
export const maxDataBytes = 64

export function defineButton<Fields extends Record<string, Field<unknown>>>(
  name: string,
  fields: Fields,
): Button<ValuesOf<Fields>> {
  const entries = Object.entries(fields)
  return {
    name,
    pack(values) {
      const parts = entries.map(([key, field]) => field.write(values[key as keyof Fields]))
      const data = [name, ...parts].join('.')
      if (data.length > maxDataBytes) throw new RangeError(`button data is too long: ${data}`)
      return data
    },
    parse(data) {
      const [head, ...parts] = data.split('.')
      if (head !== name || parts.length !== entries.length || data.length > maxDataBytes) return null
      const values = entries.map(([key, field], index) => [key, field.read(parts[index] ?? '')] as const)
      if (values.some(([, value]) => value === undefined)) return null
      return Object.fromEntries(values) as ValuesOf<Fields>
    },
  }
}

export interface Field<Value> {
  write(value: Value): string
  /** Undefined: malformed, out of range, or another spelling of a value. */
  read(part: string): Value | undefined
}

type ValuesOf<Fields> = {
  readonly [Key in keyof Fields]: Fields[Key] extends Field<infer Value> ? Value : never
}

/** Base 36 without sign or leading zeros. */
function whole(min: number, max: number): Field<number> {
  return {
    write(value) {
      if (!Number.isSafeInteger(value) || value < min || value > max) {
        throw new RangeError(`${value} does not fit a button`)
      }
      return value.toString(36)
    },
    read(part) {
      const value = Number.parseInt(part, 36)
      const canonical = Number.isSafeInteger(value) && value.toString(36) === part
      return canonical && value >= min && value <= max ? value : undefined
    },
  }
}

function mapped<Outer, Inner>(
  inner: Field<Inner>,
  toInner: (value: Outer) => Inner,
  toOuter: (value: Inner) => Outer,
): Field<Outer> {
  return {
    write: (value) => inner.write(toInner(value)),
    read(part) {
      const value = inner.read(part)
      return value === undefined ? undefined : toOuter(value)
    },
  }
}

/** A row's key. */
export const id = whole(1, Number.MAX_SAFE_INTEGER)

/** Keys of rows in their order, `most` at most; none is a list, too. */
export function listOfIds(most: number): Field<readonly number[]> {
  return {
    write(ids) {
      if (ids.length > most) throw new RangeError(`${ids.length} rows do not fit a button`)
      return ids.map((one) => id.write(one)).join('-')
    },
    read(part) {
      if (part === '') return []
      const ids = part.split('-').map((one) => id.read(one))
      return ids.length <= most && ids.every((one) => one !== undefined) ? ids : undefined
    },
  }
}

/** A row's version, a page, and other small counts. */
export const count = whole(0, 2_147_483_647)

export function optional<Value>(field: Field<Value>): Field<Value | null> {
  return {
    write: (value) => (value === null ? '' : field.write(value)),
    read: (part) => (part === '' ? null : field.read(part)),
  }
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const firstDay = Date.UTC(2000, 0, 1)
const lastDay = Date.UTC(2099, 11, 31)

/** An instant on a full minute between 2000 and 2100; never a wall time. */
export const instant: Field<Date> = mapped(
  whole(firstDay / minuteMs, lastDay / minuteMs),
  (value: Date) => value.getTime() / minuteMs,
  (minutes) => new Date(minutes * minuteMs),
)

export const localDate: Field<LocalDate> = mapped(
  whole(firstDay / dayMs, lastDay / dayMs),
  (value: LocalDate) => Date.parse(`${value}T00:00:00Z`) / dayMs,
  (days) => new Date(days * dayMs).toISOString().slice(0, 10) as LocalDate,
)

export const localMonth: Field<LocalMonth> = mapped(
  whole(2000 * 12, 2099 * 12 + 11),
  (value: LocalMonth) => Number(value.slice(0, 4)) * 12 + Number(value.slice(5)) - 1,
  (months) => `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}` as LocalMonth,
)

/** ISO weekdays in their order, none included. */
export const weekdays: Field<readonly number[]> = mapped(
  whole(0, 127),
  (days: readonly number[]) => days.reduce((mask, day) => mask | (1 << (day - 1)), 0),
  (mask) => [1, 2, 3, 4, 5, 6, 7].filter((day) => (mask >> (day - 1)) & 1),
)

/** Places in a list that are chosen, from 0: as many as fit a number. */
export const places: Field<readonly number[]> = mapped(
  whole(0, Number.MAX_SAFE_INTEGER),
  (chosen: readonly number[]) => chosen.reduce((sum, place) => sum + 2 ** place, 0),
  (sum) =>
    Array.from({ length: 53 }, (_, place) => place).filter((place) => Math.floor(sum / 2 ** place) % 2),
)

/** ISO: 1 is Monday. */
export const weekday = whole(1, 7)

export function oneOf<const Value extends string>(...values: readonly Value[]): Field<Value> {
  return {
    write: (value) => value,
    read: (part) => values.find((value) => value === part),
  }
}

/** Some of these, in their order and each once. */
export function someOf<const Value extends string>(...values: readonly Value[]): Field<readonly Value[]> {
  return mapped(
    whole(0, 2 ** values.length - 1),
    (chosen: readonly Value[]) =>
      values.reduce((bits, value, index) => bits + (chosen.includes(value) ? 2 ** index : 0), 0),
    (bits) => values.filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1),
  )
}

/** A name the program gave: of a dialog, of a step, of a quick answer. */
export const word: Field<string> = {
  write(value) {
    if (!isWord(value)) throw new RangeError(`${value} is no word for a button`)
    return value
  },
  read: (part) => (isWord(part) ? part : undefined),
}

/** A short answer as one could type it: `90`, `9:30`, `Europe/Moscow`. */
export const typedText: Field<string> = {
  write(value) {
    if (!isTypedText(value)) throw new RangeError(`${value} does not fit a button as an answer`)
    return value
  },
  read: (part) => (isTypedText(part) ? part : undefined),
}

/** What a link brought along: see `usecases/staff-link.ts`. */
export const linkToken: Field<string> = {
  write(value) {
    if (!isLinkToken(value)) throw new RangeError('this is no token of a link')
    return value
  },
  read: (part) => (isLinkToken(part) ? part : undefined),
}

export function isLinkToken(text: string): boolean {
  return /^[0-9a-z]{5,6}_[\w-]{22}$/.test(text)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** What somebody typed, cut to so many bytes at a whole character: enough to look for it again. */
export function shortText(mostBytes: number): Field<string> {
  const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64url')
  return {
    write(value) {
      let kept = ''
      for (const character of value.replace(/\p{Cs}/gu, '')) {
        if (Buffer.byteLength(kept + character) > mostBytes) break
        kept += character
      }
      return encode(kept)
    },
    read(part) {
      try {
        const text = utf8.decode(Buffer.from(part, 'base64url'))
        const isSeen = text !== '' && !/\p{Cc}/u.test(text)
        return isSeen && encode(text) === part && Buffer.byteLength(text) <= mostBytes ? text : undefined
      } catch {
        return undefined
      }
    },
  }
}

function isTypedText(text: string): boolean {
  return /^[A-Za-z0-9_/:+-]{1,32}$/.test(text)
}

function isWord(text: string): boolean {
  return /^[a-z0-9_]{1,20}$/.test(text)
}
