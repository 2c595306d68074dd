import type { hours as russian } from '../ru/hours.ts'

export const hours = {
  'hours.of_business': '<b>Opening hours</b>',
  'hours.of_specialist': '<b>Hours: {specialist}</b>',
  'hours.line': '{day}: {hours}',
  'hours.line_from':
    '{day}: {hours} <i>({level, select, business {as everybody} settings {from Settings} other {own}})</i>',
  'hours.all_from':
    '{level, select, business {No own hours, so the common ones count.} settings {These hours are from Settings. Choose days to set others.} other {Own hours.}}',
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
  'hours.button.visit': '{moment} · {client}',
  'hours.special': '<b>Special days</b>',
  'hours.special_of': '<b>Special days: {specialist}</b>',
  'hours.special_hint':
    'Tap a day to set other hours or a day off. × closed, • other hours. Bookings of these days stay.\nHolidays, sick leave or an hour or two are closed under “Breaks and time off”, where bookings can be cancelled, too.',
  'hours.special_month': '<b>{month}</b>',
  'hours.special_none': 'All days are as usual.',
  'hours.special_later': 'Further on in the calendar: {count} more.',
  'hours.special_line': '{days}: {hours}',
  'hours.special_line_business': '{days}: {hours} <i>(as everybody)</i>',
  'hours.special_day': '<b>{day}</b>',
  'hours.special_says': 'Now: {hours}',
  'hours.special_says_business': 'Now: {hours} (as everybody)',
  'hours.ask_dates': 'Which days? Type one or several in a row: “12 March”, “tomorrow”, “1–8 May”.',
  'hours.how_to_special':
    'Choose, or type “10–15”, “10–13, 14–16” or “closed”. A reason can follow: “closed: holidays”.',
  'hours.problem_not_dates':
    'I can’t read this date. Please type, for example, “12 March”, “12.03” or “1–8 May”.',
  'hours.problem_no_such_day': 'There is no such day in the calendar. Please type another.',
  'hours.problem_backwards':
    'The last day is before the first. Please type them in order, for example “1–8 May”.',
  'hours.problem_not_settable':
    'That is too far or too long: at most {most} days at once, two years ahead and not before today. Please type other days.',
  'hours.holidays':
    '<b>Public holidays: {country}</b>\nChoose those on which you don’t work, and confirm. Nothing is closed without you. • set in the calendar already.',
  'hours.no_holidays':
    '<b>Public holidays: {country}</b>\nWe have no list of holidays for this country. Choose days off in the calendar.',
  'hours.holidays_changed': 'The list has changed meanwhile, so nothing is chosen. Please choose again.',
  'hours.part.because': '{hours}, {reason}',
  'hours.button.special': 'Special days',
  'hours.button.type_dates': 'Type dates',
  'hours.button.holidays': 'Public holidays',
  'hours.button.change_day': 'Change the hours',
  'hours.button.remove_days': 'As usual: {days}',
  'hours.button.as_usual': 'As usual',
  'hours.button.holiday':
    '{mark, select, chosen {✓ {days} · {holiday}} set {• {days} · {holiday}} other {{days} · {holiday}}}',
  'hours.button.all_holidays': 'Choose all',
  'hours.button.close_holidays': 'Make days off: {count}',
} as const satisfies Record<keyof typeof russian, string>
