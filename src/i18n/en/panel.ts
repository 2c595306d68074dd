import type { panel as russian } from '../ru/panel.ts'

export const panel = {
  'panel.business': '<b>{business}</b>',
  'panel.today': 'Today, {day}: {visits, plural, =0 {no bookings} one {# booking} other {# bookings}}',
  'panel.next_today': '<b>Next at {time}</b>',
  'panel.next': '<b>Next: {moment}</b>',
  'panel.next_visit': '{visit}',
  'panel.button.home': 'Panel',
  'panel.button.no': 'No, leave it',
  'panel.button.open': 'Control panel',
  'panel.button.waiting': 'Waiting for approval: {count}',
  'panel.button.schedule': 'Schedule',
  'panel.button.new_booking': 'New booking',
  'panel.button.services': 'Services',
  'panel.button.blocks': 'Breaks and days off',
  'panel.button.hours': 'Hours',
  'panel.button.settings': 'Settings',
  'panel.button.notices': 'My notices',
  'panel.command.admin': 'Control panel',
  'panel.command.today': 'Bookings of today',
  'panel.command.week': 'Bookings of this week',
  'panel.command.why': 'Why there is no free time',
} as const satisfies Record<keyof typeof russian, string>
