import type { summary as russian } from '../ru/summary.ts'

export const summary = {
  'summary.heading': '<b>Tomorrow, {day}</b>',
  'summary.nothing': 'Tomorrow, {day}: no bookings so far.',
  'summary.load':
    '{visits, plural, one {# booking, {percent}\u00a0% free} other {# bookings, {percent}\u00a0% free}}',
  'summary.answers': 'Said that they come: {come} of {count}',
  'summary.visit': '<b>{time}</b> {client}, {services}',
  'summary.mark_unanswered': '<i>no answer yet</i>',
  'summary.mark_not_in_bot': '<i>not in the bot</i>',
  'summary.mark_to_call': '<i>not in the bot, call {phone}</i>',
  'summary.more': 'And {count} more: open the whole day.',
  'summary.button.day': 'Open the day',
} as const satisfies Record<keyof typeof russian, string>
