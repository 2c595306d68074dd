import type { format as russian } from '../ru/format.ts'

export const format = {
  'format.day': '{weekday}, {date}',
  'format.moment': '{weekday}, {date}, {time}',
  'format.weekday_for':
    '{number, select, 1 {Monday} 2 {Tuesday} 3 {Wednesday} 4 {Thursday} 5 {Friday} 6 {Saturday} other {Sunday}}',
  'format.weekday_on':
    '{number, select, 1 {on Monday} 2 {on Tuesday} 3 {on Wednesday} 4 {on Thursday} 5 {on Friday} 6 {on Saturday} other {on Sunday}}',
  'format.dates': '{from} – {to}',
  'format.dates_of_month': '{from}–{to}',
  'format.month': '{month} {year}',
  'format.earlier_of_two': '{time} (before the clocks change)',
  'format.later_of_two': '{time} (after the clocks change)',
  'format.minutes': '{minutes} min',
  'format.hours': '{hours} h',
  'format.hours_minutes': '{hours} h {minutes} min',
} as const satisfies Record<keyof typeof russian, string>
