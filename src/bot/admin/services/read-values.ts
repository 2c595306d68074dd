import { parseDuration } from '../../../domain/duration.ts'
import { parsePrice } from '../../../domain/money.ts'
import { isAllowed, readEmoji } from '../../../domain/service-fields.ts'
import { isWithin, serviceLimits, type Limits } from '../../../domain/service-limits.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { Reading } from '../../dialogs/dialog.ts'
import { priceProblem } from './price-words.ts'

/*
 * What somebody typed as a value of a service, or what is wrong with it.
 */

export function readName(typed: string, t: Texts): Reading {
  const name = inOneLine(typed)
  return isAllowed({ field: 'name', value: name })
    ? { ok: true, value: name }
    : { ok: false, problem: nameProblem(t) }
}

export function nameProblem(t: Texts): string {
  const { least: min, most: max } = serviceLimits.name
  return t.html('service.name_length', { min, max })
}

export function readCategory(typed: string, t: Texts): Reading {
  const category = inOneLine(typed)
  if (isAllowed({ field: 'category', value: category })) return { ok: true, value: category }
  const { most: max } = serviceLimits.category
  const isLong = Array.from(category).length > max
  return {
    ok: false,
    problem: isLong ? t.html('dialog.too_long', { max }) : t.html('dialog.words_wanted'),
  }
}

/** What people paste has line breaks and invisible characters in it; a button has one line. */
function inOneLine(typed: string): string {
  return typed
    .replace(/\p{Cs}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

export function readOneEmoji(typed: string, t: Texts): Reading {
  const emoji = readEmoji(typed)
  return emoji === null
    ? { ok: false, problem: t.html('catalogue.emoji_invalid') }
    : { ok: true, value: emoji }
}

export function readMinutes(typed: string, limits: Limits, t: Texts): Reading {
  const minutes = parseDuration(typed)
  if (minutes === null) return { ok: false, problem: t.html('service.minutes_unreadable') }
  return isWithin(limits, minutes)
    ? { ok: true, value: minutes }
    : { ok: false, problem: minutesProblem(limits, t) }
}

export function minutesProblem({ least: min, most: max }: Limits, t: Texts): string {
  return t.html('service.minutes_invalid', { min, max })
}

export function readPrice(typed: string, currency: string, t: Texts): Reading {
  const price = parsePrice(typed, currency)
  return price.ok
    ? { ok: true, value: price.minor }
    : { ok: false, problem: priceProblem(price, currency, t) }
}

/** How long before the visit, in minutes. */
export function readNotice(typed: string, t: Texts): Reading {
  const minutes = parseDuration(typed)
  return minutes !== null && isWithin(serviceLimits.minimumNoticeMin, minutes)
    ? { ok: true, value: minutes }
    : { ok: false, problem: t.html('catalogue.notice_invalid') }
}

/** A bare number is hours here. */
export function readHours(typed: string, limits: Limits, t: Texts): Reading {
  const minutes = parseDuration(/^\s*\d{1,3}\s*$/.test(typed) ? String(Number(typed) * 60) : typed)
  const hours = minutes === null ? Number.NaN : minutes / 60
  return isWithin(limits, hours)
    ? { ok: true, value: hours }
    : { ok: false, problem: numberProblem(limits, t) }
}

export function readNumber(typed: string, limits: Limits, t: Texts): Reading {
  const number = /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : Number.NaN
  return isWithin(limits, number)
    ? { ok: true, value: number }
    : { ok: false, problem: numberProblem(limits, t) }
}

function numberProblem({ least: min, most: max }: Limits, t: Texts): string {
  return t.html('catalogue.number_invalid', { min, max })
}
