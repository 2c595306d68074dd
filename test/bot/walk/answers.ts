/** What is typed at a question. */
export interface Answers {
  /** None: what it wants is no words. */
  readonly taken: readonly string[]
  /** Beyond its limits, or nothing that it could mean: it is asked again. */
  readonly refused: readonly string[]
}

const long = (length: number) => 'ω'.repeat(length)
const nothing = '\u200b\u2060'
const taking = (taken: string, ...refused: string[]): Answers => ({ taken: [taken], refused })

const hours = taking('10-18', '18', '9-9', '9-12, 11-14', '25-26')
const minutes = (least: number, most: number) => taking('30', String(least - 1), String(most + 1))
const price = taking('1600', '-1', '1500,505', '10000001')
const whole = (least: number, most: number) => taking(String(least), String(least - 1), String(most + 1))

/** By the dialog and its step; of settings by the button that asks. */
export const answers: Readonly<Record<string, Answers>> = {
  'add_service.name': taking('Ψαλίδι', 'ωω', long(101), nothing),
  'add_service.minutes': minutes(5, 720),
  'add_service.price': price,
  'svc_name.value': taking('Χτένισμα', 'ωω', long(101), nothing),
  'svc_emoji.value': taking('💅', 'ω', '💅💅'),
  'svc_category.value': taking('Μαλλιά', long(41), nothing),
  'svc_description.value': taking('Ωραία', long(501), nothing),
  'svc_price.value': price,
  'svc_duration.value': minutes(5, 720),
  'svc_before.value': minutes(0, 240),
  'svc_after.value': minutes(0, 240),
  'svc_interval.value': minutes(5, 240),
  'svc_places.value': whole(1, 100),
  'svc_notice.value': taking('60', '43201', '-1'),
  'svc_deadline.value': taking('5', '721', '-1', '0:30'),
  'add_staff.name': taking('Νίκη', 'ω', long(61), nothing),
  'stf_name.value': taking('Νίκη', 'ω', long(61), nothing),
  'stf_bio.value': taking('Ωραία', long(501), nothing),
  'stf_photo.value': { taken: [], refused: ['Ωραία'] },
  'own_price.value': price,
  'own_time.value': minutes(5, 720),
  'add_admin.who': taking('123456789', '1234', '@nobody_wrote', 'ωω'),
  'look_up_client.typed': taking('Άννα', long(101), nothing),
  'client_name.value': taking('Νίκη', 'ω', long(61), nothing),
  'client_phone.value': taking('+79161234567', '123', 'ωω'),
  'client_notes.value': taking('Ωραία', long(1001), nothing),
  'client_tag.tag': taking('γάμα', long(31), nothing),
  'client_ban.reason': taking('ώχ', long(201), nothing),
  'client_write.words': taking('Ωραία', long(2001), nothing),
  'find_client.typed': taking('Άννα', long(101), nothing),
  'enter_client.name': taking('Νίκη', 'ω', long(61), nothing),
  'enter_client.phone': taking('+79161234567', '123', long(41), nothing),
  'comment.comment': taking('Ωραία', long(301), nothing),
  'guest.guest': taking('Νίκη', 'ω', long(61), nothing),
  'search_client.typed': taking('Άννα', 'ξξξ', long(101), nothing),
  'search_days.days': taking('4.03', '30.02', 'ωω'),
  'cancel_visit.reason': taking('ώχ', long(301), nothing),
  'type_moment.day': taking('6.03', '30.02', '1.03.2026', 'ωω'),
  'type_moment.time': taking('22:30', '25', '9:60'),
  'type_time.time': taking('22:30', '25', '9:60'),
  'hours.days': hours,
  'special_hours.hours': hours,
  'special_dates.dates': taking('20.03', '30.02', '1.03.2026', '5.03.2026-6.03.2027', '1.04.2028'),
  'special_dates.hours': taking('10-18', `выходной: ${long(101)}`, '9-9', nothing),
  'block_when.when': {
    taken: ['3.03 12-14', 'weekly'],
    refused: ['1.03.2026 12-14', '5.03.2026-6.03.2027', 'ωω', nothing],
  },
  'break_hours.hours': taking('15-16', '15-16, 17-18', '9-9'),
  'break_dates.dates': taking('10.03-20.03', '1.02.2026-1.03.2026', '10.03-10.03', '30.02'),
  'block_reason.reason': taking('ώχ', long(101), nothing),
  'sete.businessName': taking('Κουρείο', long(101), nothing),
  'sete.address': taking('Οδός 2', long(201), nothing),
  'sete.location': taking('55.7, 37.6', '91, 0', '0, 181'),
  'sete.phone': taking('+79161234567', '123', 'ωω'),
  'sete.timeZone': taking('Europe/Berlin', 'Europe/Nowhere'),
  'sete.currency': taking('EUR', 'XYZ'),
  'sete.country': taking('KZ', 'ZZ'),
  'sete.workHoursStart': taking('8', '24:00', '9:60'),
  'sete.workHoursEnd': taking('22', '25', '9:60'),
  'sete.slotIntervalMinutes': minutes(5, 240),
  'sete.minimumNoticeMinutes': taking('60', '43201', '-1'),
  'sete.horizonDays': whole(1, 365),
  'sete.maxBookingsPerUser': whole(1, 100),
  'sete.cancellationHours': whole(0, 720),
  'sete.holdMinutes': taking('60', '4', '10081'),
  'sete.offerMinutes': taking('15', '4', '1441'),
  'sete.reminderHours': taking('24, 2', '0', '721', '6,5,4,3,2,1'),
  'sete.reviewDelayHours': whole(0, 168),
  'sete.summaryHour': whole(0, 23),
  'sete.quietHours': taking('22-9', '9-9', '22', '25-9'),
}
