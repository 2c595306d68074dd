import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals'
import { aboutButton, mapButton } from '../../src/bot/client/about.ts'
import { panelButton } from '../../src/bot/admin/navigation.ts'
import * as blockButtons from '../../src/bot/admin/blocks/buttons.ts'
import * as exportButtons from '../../src/bot/admin/exports/buttons.ts'
import * as hoursButtons from '../../src/bot/admin/hours/buttons.ts'
import * as whyButtons from '../../src/bot/admin/why/buttons.ts'
import * as noticeButtons from '../../src/bot/admin/notices/buttons.ts'
import * as adminButtons from '../../src/bot/admin/admins/buttons.ts'
import * as scheduleButtons from '../../src/bot/admin/schedule/buttons.ts'
import * as requestButtons from '../../src/bot/admin/bookings/buttons.ts'
import * as newBookingButtons from '../../src/bot/admin/new-booking/buttons.ts'
import * as clientButtons from '../../src/bot/admin/clients/buttons.ts'
import * as searchButtons from '../../src/bot/admin/search/buttons.ts'
import * as settingsButtons from '../../src/bot/admin/settings/buttons.ts'
import * as serviceButtons from '../../src/bot/admin/services/buttons.ts'
import * as staffButtons from '../../src/bot/admin/staff/buttons.ts'
import * as bookingButtons from '../../src/bot/client/booking/buttons.ts'
import { confirmConnectionButton } from '../../src/bot/client/connect-staff.ts'
import { acceptRoleButton } from '../../src/bot/client/join-team.ts'
import * as visitButtons from '../../src/bot/client/my-bookings/buttons.ts'
import * as seriesButtons from '../../src/bot/client/series/buttons.ts'
import * as waitingButtons from '../../src/bot/client/waiting-list/buttons.ts'
import * as dialogButtons from '../../src/bot/dialogs/buttons.ts'
import { inertButton } from '../../src/bot/pager.ts'
import { starsButton } from '../../src/bot/stars.ts'
import type { LocalDate, LocalMonth } from '../../src/domain/local-time.ts'
import type { Salon } from '../support/salon.ts'
import { expectNothingBroken, fingerprint, openPatientSalon, quiet, settled } from './hostile-salon.ts'

// So many taps take their time where the machine has other work.
jest.setTimeout(600_000)

/*
 * Every button with every one of its values replaced by something that no screen writes. The starts are at night, so
 * that a value which happens to be fine books nothing; the visit is somebody else's.
 */

const date = '2026-03-03' as LocalDate
const startsAt = new Date('2026-03-03T00:00:00Z')
const visit = { bookingId: 1 }
const target = { serviceIds: [1], staffId: 1, movingBookingId: null, clientId: null }
const place = { date, page: 0 }

const decided = { ...visit, version: 1 }
const part = { ...visit, part: 0 }
const seen = { accepted: ['outside_hours'] as const }
const staffMove = { ...target, ...place, ...decided, ...seen, startsAt, clientId: 1 }
const everyFortnight = { ...visit, weeks: 2, times: 3, leftOut: 0, taken: 0 }

const assignment = { staffId: 1, serviceId: 1, from: 'staff', page: 0 } as const
const searched = {
  ...searchButtons.emptySearch,
  clientId: 1,
  status: 'no_show',
  from: date,
  to: date,
} as const

const samples: Record<string, string> = {
  book: bookingButtons.chooseServiceButton.pack({}),
  svcs: bookingButtons.servicesPageButton.pack({ clientId: null, page: 1 }),
  svc: bookingButtons.serviceButton.pack(target),
  pick: bookingButtons.pickServicesButton.pack({ ...target, page: 0 }),
  most: bookingButtons.fullVisitButton.pack({}),
  spcs: bookingButtons.specialistsPageButton.pack({ ...target, page: 1 }),
  spc: bookingButtons.specialistsButton.pack(target),
  who: bookingButtons.specialistCardButton.pack(target),
  again: bookingButtons.bookAgainButton.pack(visit),
  anew: bookingButtons.bookAgainBelowButton.pack(visit),
  cal: bookingButtons.monthButton.pack({ ...target, month: '2026-03' as LocalMonth }),
  day: bookingButtons.dayButton.pack({ ...target, ...place }),
  time: bookingButtons.timeButton.pack({ ...target, ...place, startsAt }),
  ok: bookingButtons.confirmButton.pack({ ...target, ...place, startsAt, seen: 1 }),
  okn: bookingButtons.confirmWithNotesButton.pack({ ...target, ...place, startsAt, notes: 1, seen: 1 }),
  note: bookingButtons.noteButton.pack({ ...target, ...place, startsAt, note: 'guest' }),
  mvok: bookingButtons.confirmMoveButton.pack({
    ...{ ...target, ...visit, version: 1, ...place, startsAt },
    seen: 1,
  }),
  off: bookingButtons.dayOffButton.pack({ ...target, date }),
  nope: bookingButtons.closedDayButton.pack({ date, status: 'full' }),
  my: visitButtons.myBookingsButton.pack({ scope: 'upcoming', page: 0 }),
  mynew: visitButtons.myBookingsBelowButton.pack({}),
  b: visitButtons.bookingButton.pack(visit),
  mv: visitButtons.moveButton.pack(visit),
  cx: visitButtons.askCancelButton.pack(visit),
  cxok: visitButtons.cancelButton.pack({ ...visit, version: 1 }),
  ics: visitButtons.addToCalendarButton.pack(visit),
  cxwhy: visitButtons.cancelBecauseButton.pack({ ...visit, version: 1, reason: 'plans' }),
  cxown: visitButtons.cancelInOwnWordsButton.pack({ ...visit, version: 1 }),
  rate: starsButton.pack({ ...visit, stars: '5' }),
  rq: requestButtons.requestButton.pack(visit),
  rqok: requestButtons.approveButton.pack({ ...visit, version: 1 }),
  rqno: requestButtons.askDeclineButton.pack({ ...visit, version: 1 }),
  rqnook: requestButtons.declineButton.pack({ ...visit, version: 1, reason: 'no_time' }),
  adm: panelButton.pack({}),
  set: settingsButtons.settingsButton.pack({}),
  setg: settingsButtons.settingGroupButton.pack({ group: 'business' }),
  setc: settingsButtons.settingButton.pack({ name: 'address' }),
  sete: settingsButtons.editSettingButton.pack({ name: 'address' }),
  seto: settingsButtons.chooseSettingButton.pack({ name: 'confirmation', version: 0, option: 'manual' }),
  setx: settingsButtons.clearSettingButton.pack({ name: 'address', version: 0 }),
  setr: settingsButtons.resetSettingButton.pack({ name: 'address', version: 0 }),
  setxq: settingsButtons.askClearSettingButton.pack({ name: 'address', version: 0 }),
  setrq: settingsButtons.askResetSettingButton.pack({ name: 'address', version: 0 }),
  setcu: settingsButtons.confirmCurrencyButton.pack({ version: 0, currency: 'EUR' }),
  setz: settingsButtons.confirmZoneButton.pack({ version: 0, zone: 'Europe/Berlin' }),
  nt: noticeButtons.noticesButton.pack({}),
  ntsw: noticeButtons.switchNoticeButton.pack({ topic: 'booked', wanted: 'no' }),
  ad: adminButtons.adminsButton.pack({ page: 0 }),
  ado: adminButtons.adminButton.pack({ staffId: 1 }),
  adn: adminButtons.addAdminButton.pack({}),
  adl: adminButtons.inviteButton.pack({}),
  adlr: adminButtons.makeInviteButton.pack({ role: 'moderator' }),
  adnr: adminButtons.addAsButton.pack({ role: 'super_admin' }),
  adq: adminButtons.askRoleButton.pack({ staffId: 1, version: 1, role: 'none' }),
  adr: adminButtons.changeRoleButton.pack({ staffId: 1, version: 1, role: 'super_admin' }),
  bk: requestButtons.staffCardButton.pack(visit),
  bkin: requestButtons.arrivalButton.pack({ ...decided, arrived: 'yes' }),
  bkns: requestButtons.askNoShowButton.pack(decided),
  bknsok: requestButtons.noShowButton.pack(decided),
  bkre: requestButtons.returnButton.pack(decided),
  bkcx: requestButtons.askCancelVisitButton.pack(decided),
  bkcxok: requestButtons.cancelVisitButton.pack({ ...decided, reason: null }),
  bkcxown: requestButtons.cancelVisitInWordsButton.pack(decided),
  bkt: requestButtons.typeTimeButton.pack({ ...target, clientId: 1, date }),
  bkmv: requestButtons.moveVisitButton.pack(staffMove),
  bkma: requestButtons.moveAsAgreedButton.pack(staffMove),
  bkpt: requestButtons.choosePartButton.pack({ ...visit, change: 'service' }),
  bkps: requestButtons.partServicesButton.pack({ ...part, page: 0 }),
  bkpw: requestButtons.partStaffButton.pack({ ...part, serviceId: 1, page: 0 }),
  bkpc: requestButtons.askPartButton.pack({ ...part, serviceId: 1, staffId: 2 }),
  bkpk: requestButtons.changePartButton.pack({ ...part, ...seen, version: 1, serviceId: 1, staffId: 2 }),
  nb: newBookingButtons.newBookingButton.pack({ page: 0 }),
  nbq: newBookingButtons.askClientButton.pack({ how: 'enter' }),
  nbf: newBookingButtons.foundClientsButton.pack({ page: 0 }),
  nbc: newBookingButtons.servedClientButton.pack({ clientId: 1 }),
  nbkn: newBookingButtons.bookWithNotesButton.pack({
    ...target,
    ...place,
    ...seen,
    startsAt,
    clientId: 1,
    notes: 1,
  }),
  nbnt: newBookingButtons.servedNoteButton.pack({
    ...target,
    ...place,
    startsAt,
    clientId: 1,
    note: 'comment',
  }),
  nbk: newBookingButtons.bookForClientButton.pack({ ...target, ...place, ...seen, startsAt, clientId: 1 }),
  sd: scheduleButtons.scheduleDayButton.pack({ date, staffId: 1, page: 0 }),
  sw: scheduleButtons.scheduleWeekButton.pack({ date, staffId: 1 }),
  sm: scheduleButtons.scheduleMonthButton.pack({ month: '2026-03' as LocalMonth, staffId: 1 }),
  ss: scheduleButtons.scheduleStaffButton.pack({ view: 'day', date, page: 0 }),
  sp: scheduleButtons.schedulePictureButton.pack({ view: 'day', date, staffId: 1 }),
  se: searchButtons.searchButton.pack(searched),
  sec: searchButtons.searchChoiceButton.pack({ ...searched, what: 'service' }),
  sea: searchButtons.searchQuestionButton.pack({ ...searched, what: 'client' }),
  cl: clientButtons.clientsButton.pack({ page: 0, query: 'анна' }),
  clo: clientButtons.clientCardButton.pack({ clientId: 1, query: null }),
  clv: clientButtons.clientVisitsButton.pack({ clientId: 1, page: 0 }),
  cle: clientButtons.editClientButton.pack({ clientId: 1, field: 'notes' }),
  clt: clientButtons.clientTagsButton.pack({ clientId: 1 }),
  clta: clientButtons.addTagButton.pack({ clientId: 1, tag: 1 }),
  cltr: clientButtons.removeTagButton.pack({ clientId: 1, tag: 1 }),
  cltn: clientButtons.newTagButton.pack({ clientId: 1 }),
  clb: clientButtons.askBanButton.pack({ clientId: 1 }),
  clu: clientButtons.unbanButton.pack({ clientId: 1 }),
  clw: clientButtons.writeToClientButton.pack({ clientId: 1 }),
  svl: serviceButtons.catalogueButton.pack({ shelf: 'current', page: 0 }),
  svo: serviceButtons.serviceCardButton.pack({ serviceId: 1 }),
  svr: serviceButtons.serviceRulesButton.pack({ serviceId: 1 }),
  sve: serviceButtons.editFieldButton.pack({ serviceId: 1, field: 'priceMinor' }),
  svm: serviceButtons.moveServiceButton.pack({ serviceId: 1, direction: 'up' }),
  sva: serviceButtons.askArchiveButton.pack({ serviceId: 1, version: 1 }),
  svst: serviceButtons.serviceStateButton.pack({ serviceId: 1, version: 1, step: 'archive' }),
  ex: exportButtons.exportsButton.pack({}),
  exf: exportButtons.exportButton.pack({ what: 'clients' }),
  wy: whyButtons.whyButton.pack({ date, serviceId: 1, page: 0 }),
  wys: whyButtons.whyServiceButton.pack({ date, page: 0 }),
  bll: blockButtons.timeOffButton.pack({ page: 0 }),
  bln: blockButtons.newTimeOffButton.pack({ page: 0 }),
  blf: blockButtons.timeOffForButton.pack({ staffId: 1 }),
  blw: blockButtons.weekdaysButton.pack({ staffId: 1, days: 31 }),
  blh: blockButtons.breakHoursButton.pack({ staffId: 1, days: 31 }),
  blr: blockButtons.reviewButton.pack({ page: 0 }),
  blrs: blockButtons.timeOffReasonButton.pack({}),
  blrd: blockButtons.breakDatesButton.pack({}),
  blok: blockButtons.takeTimeOffButton.pack({ seen: 1, visits: 'cancel' }),
  blo: blockButtons.blockCardButton.pack({ blockId: 1 }),
  bla: blockButtons.askLiftButton.pack({ blockId: 1, version: 1 }),
  blx: blockButtons.liftBlockButton.pack({ blockId: 1, version: 1 }),
  bro: blockButtons.breakCardButton.pack({ ruleId: 1 }),
  bra: blockButtons.askEndBreakButton.pack({ ruleId: 1, seen: 1 }),
  brx: blockButtons.endBreakButton.pack({ ruleId: 1, seen: 1, last: 'today' }),
  hrs: hoursButtons.hoursButton.pack({ staffId: 1 }),
  hrl: hoursButtons.hoursStaffButton.pack({ page: 0 }),
  hre: hoursButtons.editHoursButton.pack({ staffId: 1, days: [1, 2] }),
  hrc: hoursButtons.copyFromButton.pack({ staffId: 1 }),
  hrct: hoursButtons.copyToButton.pack({ staffId: 1, from: 1, days: [2] }),
  hrcok: hoursButtons.copyButton.pack({ staffId: 1, from: 1, days: [2], seen: 1 }),
  hro: hoursButtons.visitsOutsideButton.pack({ staffId: 1, page: 0 }),
  hrd: hoursButtons.specialDaysButton.pack({ staffId: 1, month: '2026-03' as LocalMonth }),
  hrdo: hoursButtons.specialDayButton.pack({ staffId: 1, date }),
  hrde: hoursButtons.askSpecialHoursButton.pack({ staffId: 1, date }),
  hrdt: hoursButtons.askSpecialDatesButton.pack({ staffId: 1 }),
  hrdx: hoursButtons.removeSpecialDaysButton.pack({ staffId: 1, from: date, to: date, seen: 1 }),
  hrh: hoursButtons.holidaysButton.pack({ page: 0, chosen: [1], seen: 1 }),
  hrhok: hoursButtons.closeHolidaysButton.pack({ chosen: [1], seen: 1 }),
  stl: staffButtons.teamButton.pack({ shelf: 'current', page: 0 }),
  sto: staffButtons.staffMemberButton.pack({ staffId: 1 }),
  stme: staffButtons.ownCardButton.pack({}),
  stp: staffButtons.staffPreviewButton.pack({ staffId: 1 }),
  stv: staffButtons.comingVisitsButton.pack({ staffId: 1, page: 0 }),
  ste: staffButtons.editStaffButton.pack({ staffId: 1, field: 'name' }),
  stm: staffButtons.moveStaffButton.pack({ staffId: 1, direction: 'down' }),
  sta: staffButtons.askArchiveStaffButton.pack({ staffId: 1, version: 1 }),
  stst: staffButtons.staffStateButton.pack({ staffId: 1, version: 1, step: 'archive' }),
  sts: staffButtons.servicesOfStaffButton.pack({ staffId: 1, page: 0 }),
  stt: staffButtons.performerButton.pack({ ...assignment, version: 1, performs: 'no' }),
  stx: staffButtons.ownTermsButton.pack(assignment),
  stxe: staffButtons.editOwnTermsButton.pack({ ...assignment, field: 'priceMinor' }),
  svp: serviceButtons.performersButton.pack({ serviceId: 1, page: 0 }),
  stc: staffButtons.connectButton.pack({ staffId: 1, version: 1 }),
  std: staffButtons.askDisconnectButton.pack({ staffId: 1, version: 1 }),
  stdok: staffButtons.disconnectButton.pack({ staffId: 1, version: 1 }),
  join: acceptRoleButton.pack({ role: 'moderator', token: `14mn8w_${'x'.repeat(22)}` }),
  conn: confirmConnectionButton.pack({ token: `14mn8w_${'x'.repeat(22)}` }),
  // On a day that has free times, nobody's entry, and a visit that was never an offer to whoever taps.
  wait: waitingButtons.waitButton.pack({ serviceId: 1, staffId: 1, full: 'day', date }),
  waitok: waitingButtons.joinButton.pack({ serviceId: 1, staffId: 1, full: 'day', date, range: 'week' }),
  we: waitingButtons.entryButton.pack({ entryId: 1 }),
  weno: waitingButtons.leaveButton.pack({ entryId: 1 }),
  take: waitingButtons.acceptButton.pack(visit),
  pass: waitingButtons.refuseButton.pack(visit),
  rep: seriesButtons.repeatButton.pack(visit),
  repw: seriesButtons.repeatStepButton.pack({ ...visit, weeks: 2 }),
  ser: seriesButtons.seriesButton.pack(everyFortnight),
  serok: seriesButtons.confirmSeriesButton.pack({ ...everyFortnight, seen: 1 }),
  cxall: seriesButtons.askCancelSeriesButton.pack(visit),
  cxallok: seriesButtons.cancelSeriesButton.pack({ ...visit, seen: 1 }),
  come: visitButtons.attendButton.pack({ ...visit, version: 1 }),
  dlg: dialogButtons.openDialogButton.pack({ dialog: 'add_service' }),
  ans: dialogButtons.answerButton.pack({ dialog: 'add_service', step: 'minutes', typed: '60' }),
  skip: dialogButtons.skipButton.pack({ dialog: 'add_service', step: 'price' }),
  back: dialogButtons.backButton.pack({ dialog: 'add_service', step: 'price' }),
  leave: dialogButtons.leaveButton.pack({ dialog: 'add_service' }),
  norst: dialogButtons.noRestartButton.pack({}),
  about: aboutButton.pack({ page: 1 }),
  map: mapButton.pack({}),
  nil: inertButton.pack({}),
  // Its author may do these to themselves, so the samples are no legal ones.
  lang: 'lang.xx',
  priv: 'priv.1',
  privex: 'privex.1',
  erase: 'erase.1',
  eraseok: 'eraseok.1',
}

/** They can be read as a number of some kind: what becomes of them is up to each button. */
const readableValues = [
  '0',
  '-1',
  'null',
  'zik0zj', // 2^31 - 1
  'zik0zk', // 2^31
  '2gosa7pa2gv', // the largest safe integer
]

/** The one reader of all buttons refuses them, so each button gets one of them, and its neighbours the others. */
const unreadableValues = [
  '',
  '01',
  '1.5',
  '1e9',
  ' 1',
  '1n',
  'NaN',
  'A1',
  '٣',
  '🙂',
  "';drop",
  '\u0000',
  '\ud800',
  '__proto__',
  '2gosa7pa2gw', // one more than the largest safe integer
  '1y2p0ij32e8e8', // 2^63
  'zzzzzzzzzzzzzzzzzzzz',
]

/** What one person taps is handled one after the other, so several of them tap at a time. */
const forgersOfButton = 6

let salon: Salon

beforeAll(async () => {
  salon = await openPatientSalon({
    isDirect: true,
    specialists: ['Мария', 'Ольга'],
    services: [{ name: 'Стрижка' }],
  })
  const anna = salon.person('Анна')
  await anna.sends('/start')
  const start = { ...target, ...place, startsAt: new Date('2026-03-03T09:00:00Z') }
  await anna.tapsData(
    anna.lastMessage(),
    bookingButtons.timeButton.pack({ ...bookingButtons.ownVisit, ...start }),
  )
  await anna.taps('Подтвердить')
  expect(await salon.db.query('select id from bookings')).toEqual([{ id: visit.bookingId }])
  await quiet(salon)
})

afterAll(async () => {
  await salon.close()
})

afterEach(() => {
  expectNothingBroken(salon)
})

test('every button of the bot has its sample here', () => {
  const root = join(import.meta.dirname, '../../src/bot')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const source = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
  const names = [...source.matchAll(/\bdefineButton\(\s*'(\w+)'/g)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(20)
  expect(Object.keys(samples)).toEqual(expect.arrayContaining(names))
})

test.each(Object.entries(samples))('the button %s', async (name, sample) => {
  const forgers = Array.from({ length: forgersOfButton }, () => salon.person('Чужой'))
  for (const forger of forgers) forger.sendsWithoutWaiting('/start')
  await settled(salon)
  const before = await fingerprint(salon)
  for (const [at, data] of hostileVersions(sample, Object.keys(samples).indexOf(name)).entries()) {
    const forger = forgers[at % forgers.length]!
    forger.tapsDataWithoutWaiting(forger.lastMessage(), data)
  }
  await settled(salon)
  expect(await fingerprint(salon)).toEqual(before)
  const texts = forgers.flatMap((forger) => forger.screen().messages.map(({ text }) => text))
  expect(texts.filter((text) => /NaN|undefined|null|Invalid|\[object/.test(text))).toEqual([])
})

/** With each value replaced in turn, all replaced at once, and with fewer or more of them. */
function hostileVersions(sample: string, number: number): string[] {
  const [name = '', ...values] = sample.split('.')
  const unreadable = unreadableValues[number % unreadableValues.length]!
  const data = (parts: readonly string[]) => [name, ...parts].join('.')
  const versions = [
    ...[...readableValues, unreadable].flatMap((hostile) => [
      ...values.map((_, index) => data(values.with(index, hostile))),
      data(values.map(() => hostile)),
    ]),
    `${name}${name}.${values.join('.')}`,
    data([...values, '1']),
    data([...values, '']),
    data(values.slice(1)),
    data(values.slice(0, -1)),
    data([...values, ...values]),
    data([...values].reverse()),
    data(Array.from({ length: 200 }, () => '1')),
  ]
  // Without its value a button may be a legal one of the forger's own.
  return [...new Set(versions)].filter((version) => version !== name || values.length === 0)
}
