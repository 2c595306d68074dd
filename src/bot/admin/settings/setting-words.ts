import type { SettingProblem } from '../../../domain/setting-types.ts'
import type { SettingName, Settings } from '../../../domain/settings.ts'
import type { Texts } from '../../../i18n/i18n.ts'

type Words = { readonly [Name in SettingName]: (value: Settings[Name], t: Texts) => string }

const none = (t: Texts) => t.plain('setting.part.none')
const orNone = (value: string | null, t: Texts) => value ?? none(t)

const words: Words = {
  businessName: (value) => value,
  address: orNone,
  location: (value, t) => (value ? `${value.latitude}, ${value.longitude}` : none(t)),
  phone: (value, t) => (value === null ? none(t) : t.phone(value)),
  timeZone: (value, t) => {
    const city = cityOf(value, t)
    return value.endsWith(city) ? value : `${city} (${value})`
  },
  currency: (value, t) => {
    const name = new Intl.DisplayNames([t.locale], { type: 'currency' }).of(value) ?? value
    return name === value ? value : `${t.capitalised(name)} (${value})`
  },
  country: (value, t) => new Intl.DisplayNames([t.locale], { type: 'region' }).of(value) ?? value,
  defaultLanguage: (value, t) => t.plain(`setting.part.language_${value}`),
  workHoursStart: shortTime,
  workHoursEnd: shortTime,
  slotIntervalMinutes: (value, t) => t.duration(value),
  slotAlignment: (value, t) => t.plain(`setting.part.alignment_${value}`),
  minimumNoticeMinutes: (value, t) => (value === 0 ? t.plain('setting.part.at_once') : t.duration(value)),
  horizonDays: (days, t) => t.plain('setting.part.days', { days }),
  maxBookingsPerUser: (value) => String(value),
  cancellationHours: (hours, t) =>
    hours === 0 ? t.plain('setting.part.until_start') : t.plain('setting.part.hours_before', { hours }),
  reminderHours: (list, t) =>
    list.length === 0
      ? t.plain('setting.part.never')
      : list.map((hours) => t.plain('setting.part.hours_before', { hours })).join(', '),
  reviewDelayHours: (hours, t) =>
    hours === 0 ? t.plain('setting.part.at_the_end') : t.plain('setting.part.hours_after', { hours }),
  confirmation: (value, t) => t.plain(`setting.part.confirmation_${value}`),
  holdMinutes: (value, t) => t.duration(value),
  offerMinutes: (value, t) => t.duration(value),
  phoneRequired: (value, t) => t.plain(value ? 'setting.part.yes' : 'setting.part.no'),
  summaryHour: (hour) => `${hour}:00`,
  quietHours: (value, t) => (value ? `${shortTime(value.from)}–${shortTime(value.until)}` : none(t)),
}

/** A value as people say it. */
export function valueWords<Name extends SettingName>(name: Name, value: Settings[Name], t: Texts): string {
  return words[name](value, t)
}

/** Of an IANA zone; those that are well known in the language of the text. */
export function cityOf(zone: string, t: Texts): string {
  return t.plain('setting.part.city', { city: zone.replace(/^.*\//, '') })
}

function shortTime(time: string): string {
  return time.replace(/^0(?=\d:)/, '')
}

/** What is wrong with a value that was typed, and what would be right. */
export function problemWords(problem: SettingProblem, t: Texts): string {
  switch (problem.reason) {
    case 'too_long':
    case 'too_small':
    case 'too_large':
    case 'too_many':
      return t.html(`setting.problem_${problem.reason}`, { limit: problem.limit })
    case 'not_allowed':
      return t.html('setting.problem_not_allowed', { allowed: problem.allowed.join(', ') })
    case 'empty':
    case 'not_whole_number':
    case 'not_a_time':
    case 'not_a_time_zone':
    case 'not_a_currency':
    case 'not_a_country':
    case 'not_a_phone':
    case 'not_a_location':
      return t.html(`setting.problem_${problem.reason}`)
  }
}
