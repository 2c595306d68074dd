import type { hours as russian } from '../ru/hours.ts'

export const hours = {
  'hours.of_business': '<b>Opening hours</b>',
  'hours.of_specialist': '<b>Hours: {specialist}</b>',
  'hours.line': '{day}: {hours}',
  'hours.line_from':
    '{day}: {hours} <i>({level, select, business {as everybody} settings {from Settings} other {own}})</i>',
  'hours.all_from':
    '{level, select, business {No own hours, so the common ones count.} settings {These hours are from Settings. Choose days to set others.} other {}}',
  'hours.saved': 'Saved, and in effect.',
  'hours.saved_outside':
    'Saved, and in effect. {count, plural, one {# booking is outside the new hours. It stays} other {# bookings are outside the new hours. They stay}} agreed unless you decide otherwise.',
  'hours.changed_meanwhile': 'Somebody else has just changed these hours. Here they are now.',
  'hours.staff_gone': 'This specialist can’t be booked at present, so there are no hours to show.',
  'hours.ask': '<b>Opening hours: {days}</b>',
  'hours.ask_of_specialist': '<b>{specialist}, hours: {days}</b>',
  'hours.now': 'Now: {hours}',
  'hours.how_to':
    'Choose, or type “10–19”, “10–14, 15–20”, “10–19, break 14–15” or “closed”. The whole week at once works, too: “Mon–Fri 10–19, Sat 11–16, Sun closed”.',
  'hours.problem_not_hours':
    'I can’t read these hours. Please type, for example, “9–18” or “10–14, 15–20”, or “closed” for a day off.',
  'hours.problem_empty':
    'That ends before it begins. Please type the beginning and the end, for example “9–18”.',
  'hours.problem_overlap':
    'These times overlap. Please type them one after the other, for example “9–13, 14–18”.',
  'hours.copy_from': '<b>Which day shall be copied?</b>',
  'hours.copy_to': '<b>To which days shall it be copied?</b>\n{day}: {hours}',
  'hours.specialists': '<b>Whose hours?</b>\nWhoever has no own hours works by the common ones.',
  'hours.outside':
    '<b>Bookings outside the hours: {count}</b>\nThey stay agreed. Open one to move or cancel it.',
  'hours.none_outside': '<b>Bookings outside the hours</b>\nThere are none: all lie within the hours.',
  'hours.part.with_breaks': '{hours}, break {breaks}',
  'hours.button.whole_week': 'Whole week',
  'hours.button.copy': 'Copy a day',
  'hours.button.outside': 'Bookings outside',
  'hours.button.show_outside': 'Show these bookings: {count}',
  'hours.button.specialists': 'Specialists’ hours',
  'hours.button.own_hours': '{name} · own hours',
  'hours.button.closed': 'Closed',
  'hours.button.as_business': 'As everybody',
  'hours.button.as_settings': 'As in Settings',
  'hours.button.weekday': '{chosen, select, yes {✓ {day}} other {{day}}}',
  'hours.button.do_copy': 'Copy',
  'hours.button.visit': '{moment} · {client} · {service}',
} as const satisfies Record<keyof typeof russian, string>
