import type { format as russian } from '../ru/format.ts'

export const format = {
  'format.day': '{weekday}, {date}',
  'format.moment': '{weekday}, {date}, {time}',
  'format.month': '{month} {year}',
  'format.earlier_of_two': '{time} (before the clocks change)',
  'format.later_of_two': '{time} (after the clocks change)',
  'format.minutes': '{minutes} min',
  'format.hours': '{hours} h',
  'format.hours_minutes': '{hours} h {minutes} min',
} as const satisfies Record<keyof typeof russian, string>
