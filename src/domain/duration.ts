/**
 * A duration as typed, in minutes: `90`, `1:30`, `1ч 30м`, `1,5 ч`, `2 hours`, `полчаса`. Null for anything else, also for
 * nothing at all, parts out of order, 60 or more minutes beside hours, and what is no whole number of minutes. What
 * a service may take is the caller's to check.
 */
export function parseDuration(typed: string): number | null {
  const text = typed.trim().toLowerCase()
  if (/^\d{1,4}$/.test(text)) return Number(text)
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(text)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const known = inWords.get(text)
  if (known !== undefined) return known
  const parts = spoken.exec(text)
  return parts?.groups ? minutesOf(parts.groups['hours'], parts.groups['minutes']) : null
}

const inWords: ReadonlyMap<string, number> = new Map([
  ['полчаса', 30],
  ['half an hour', 30],
  ['час', 60],
  ['an hour', 60],
  ['полтора часа', 90],
])

const spoken = new RegExp(
  '^(?:(?<hours>\\d{1,2}(?:[.,]\\d{1,2})?)\\s*(?:ч|час|часа|часов|h|hr|hrs|hour|hours)\\.?)?' +
    '\\s*(?:(?<minutes>\\d{1,4})\\s*(?:м|мин|минута|минуты|минут|m|min|mins|minute|minutes)\\.?)?$',
)

function minutesOf(hours: string | undefined, minutes: string | undefined): number | null {
  if (hours === undefined) return minutes === undefined ? null : Number(minutes)
  if (minutes !== undefined && (Number(minutes) >= 60 || /[.,]/.test(hours))) return null
  const total = Math.round(Number(hours.replace(',', '.')) * 6000) / 100 + Number(minutes ?? 0)
  return Number.isInteger(total) ? total : null
}
