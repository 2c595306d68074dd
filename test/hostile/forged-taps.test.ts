import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import fc from '../support/properties.ts'
import type { Person } from '../../playground/people.ts'
import * as booking from '../../src/bot/client/booking/buttons.ts'
import * as mine from '../../src/bot/client/my-bookings/buttons.ts'
import * as dialogs from '../../src/bot/dialogs/buttons.ts'
import { inertButton } from '../../src/bot/pager.ts'
import { starsButton } from '../../src/bot/stars.ts'
import type { StartRefusal } from '../../src/domain/availability.ts'
import type { LocalDate, LocalMonth } from '../../src/domain/local-time.ts'
import { createI18n } from '../../src/i18n/i18n.ts'
import type { Salon } from '../support/salon.ts'
import {
  asSeen,
  expectNothingBroken,
  fingerprint,
  openPatientSalon,
  quiet,
  seenAfter,
  settled,
} from './hostile-salon.ts'

// So many taps take their time where the machine has other work.
jest.setTimeout(600_000)

/*
 * Monday, 2 March 2026, nine in Moscow. Hair is cut for an hour with a quarter before and after, starts are each half
 * hour from nine to nine. Anna has Tuesday at noon, so 10:45 to 13:15 is hers.
 */

const t = createI18n().in('ru')
const tuesday = '2026-03-03' as LocalDate
const closedDay = '2026-03-04' as LocalDate
const blockedDay = '2026-03-05' as LocalDate
const annasStart = new Date('2026-03-03T09:00:00Z')
const free = new Date('2026-03-03T15:00:00Z')

let salon: Salon
let anna: Person
let forger: Person
/** Has a visit on Friday, and may move it. */
let mover: Person
let moversBookingId: number
let bookingId: number
let serviceId: number
let staffId: number
let otherStaffId: number
let disabledServiceId: number
let otherServiceId: number

beforeAll(async () => {
  salon = await openPatientSalon({
    isDirect: true,
    env: { SLOT_INTERVAL_MINUTES: '30', CANCELLATION_HOURS: '2' },
    specialists: ['Мария', 'Ольга'],
    services: [
      { name: 'Стрижка', bufferBeforeMin: 15, bufferAfterMin: 15 },
      { name: 'Маникюр' },
      { name: 'Старая' },
    ],
  })
  await readIds()
  await arrange()
  anna = salon.person('Анна')
  bookingId = await book(anna, annasStart)
  mover = salon.person('Борис')
  moversBookingId = await book(mover, new Date('2026-03-06T06:00:00Z'))
  forger = salon.person('Чужой')
  await quiet(salon)
})

afterAll(async () => {
  await salon.close()
})

afterEach(() => {
  expectNothingBroken(salon)
})

async function readIds(): Promise<void> {
  const services = await salon.db.query<{ id: number }>('select id from services order by id')
  const staff = await salon.db.query<{ id: number }>('select id from staff where bookable order by id')
  ;[serviceId = 0, otherServiceId = 0, disabledServiceId = 0] = services.map(({ id }) => id)
  ;[staffId = 0, otherStaffId = 0] = staff.map(({ id }) => id)
}

/** Ольга does nails only; on Wednesday nobody works, Thursday is blocked, and Tuesday from half past seven on. */
async function arrange(): Promise<void> {
  const { db } = salon
  await db.query('update services set active = false where id = $1', [disabledServiceId])
  await db.query('insert into staff_services (staff_id, service_id) values ($1, $2), ($3, $4)', [
    staffId,
    serviceId,
    otherStaffId,
    otherServiceId,
  ])
  await db.query(`insert into schedule_rules (kind, date, closed) values ('open', $1, true)`, [closedDay])
  await db.query(
    `insert into blocked_slots (during, created_at) values
       (tstzrange('2026-03-03T16:30:00Z', '2026-03-03T18:00:00Z'), $1),
       (tstzrange('2026-03-04T21:00:00Z', '2026-03-05T21:00:00Z'), $1)`,
    [salon.clock.now()],
  )
}

/** Books for a person from the summary on; returns the booking. */
async function book(person: Person, startsAt: Date): Promise<number> {
  await person.sends('/start')
  const data = booking.timeButton.pack({
    ...booking.ownVisit,
    serviceIds: [serviceId],
    staffId,
    date: tuesday,
    page: 0,
    startsAt,
  })
  await person.tapsData(person.lastMessage(), data)
  await person.taps(t.plain('booking.button.confirm'))
  const rows = await salon.db.query<{ id: number }>(
    `select id from bookings where starts_at = $1 and status = 'confirmed'`,
    [startsAt],
  )
  expect(rows).toHaveLength(1)
  return rows[0]!.id
}

/** Taps forged data on a fresh message, and tells what the forger got to see; in the database nothing may change. */
async function forge(data: string, person = forger): Promise<string> {
  await person.sends('/start')
  await settled(salon)
  const before = await fingerprint(salon)
  const seen = await seenAfter(person, () => person.tapsData(person.lastMessage(), data))
  await settled(salon)
  expect(await fingerprint(salon)).toEqual(before)
  expectNothingBroken(salon)
  return seen
}

function words(
  key:
    'chat.outdated' | `refusal.${'booking_gone' | StartRefusal | 'banned' | 'service_gone' | 'staff_gone'}`,
) {
  return asSeen(t.html(key))
}

const version = 1
const page = 0
const far = '2026-06-15' as LocalDate

describe("another person's visit does not exist", () => {
  const onAnnas = () => ({ serviceIds: [serviceId], staffId, movingBookingId: bookingId, clientId: null })

  test.each<[action: string, data: () => string]>([
    ['to look at it', () => mine.bookingButton.pack({ bookingId })],
    ['to move it', () => mine.moveButton.pack({ bookingId })],
    ['to ask for its cancellation', () => mine.askCancelButton.pack({ bookingId })],
    ['to cancel it', () => mine.cancelButton.pack({ bookingId, version })],
    [
      'to cancel it for a reason',
      () => mine.cancelBecauseButton.pack({ bookingId, version, reason: 'plans' }),
    ],
    ['to cancel it in own words', () => mine.cancelInOwnWordsButton.pack({ bookingId, version })],
    ['to put it into a calendar', () => mine.addToCalendarButton.pack({ bookingId })],
    ['to rate it', () => starsButton.pack({ bookingId, stars: '1' })],
    ['to say that one will come', () => mine.attendButton.pack({ bookingId, version })],
    ['its calendar', () => booking.monthButton.pack({ ...onAnnas(), month: null })],
    ['its times', () => booking.dayButton.pack({ ...onAnnas(), date: tuesday, page })],
    ['its summary', () => booking.timeButton.pack({ ...onAnnas(), date: tuesday, page, startsAt: free })],
    [
      'to confirm its move',
      () =>
        booking.confirmMoveButton.pack({
          seen: 1,
          bookingId,
          version,
          staffId,
          date: tuesday,
          page,
          startsAt: free,
        }),
    ],
  ])('%s', async (_action, data) => {
    expect(await forge(data())).toContain(words('refusal.booking_gone'))
  })

  test('other specialists for it: nothing is told of the visit', async () => {
    const seen = await forge(
      booking.specialistsButton.pack({ serviceIds: [serviceId], movingBookingId: bookingId, clientId: null }),
    )
    expect(seen).not.toMatch(/12:00|Анна/)
    expect(seen).not.toBe('')
  })
})

describe('a day that is inert', () => {
  const day = (date: LocalDate) =>
    booking.dayButton.pack({
      serviceIds: [serviceId],
      staffId,
      movingBookingId: null,
      clientId: null,
      date,
      page,
    })

  test.each<[day: string, data: () => string, seen: string]>([
    ['a heading', () => inertButton.pack({}), ''],
    [
      'a day that is over',
      () => booking.closedDayButton.pack({ date: tuesday, status: 'past' }),
      'уже нельзя',
    ],
    ['a day off', () => booking.closedDayButton.pack({ date: closedDay, status: 'closed' }), 'выходной'],
    ['a full day', () => booking.closedDayButton.pack({ date: blockedDay, status: 'full' }), 'занято'],
    [
      'a day too far ahead',
      () => booking.closedDayButton.pack({ date: far, status: 'beyond' }),
      'не открыта',
    ],
    ['a day that is over, tapped as if it were free', () => day('2026-03-01' as LocalDate), 'времени нет'],
    ['a day off, tapped as if it were free', () => day(closedDay), 'времени нет'],
    ['a blocked day, tapped as if it were free', () => day(blockedDay), 'времени нет'],
    ['a day beyond the horizon, tapped as if it were free', () => day(far), 'не открыта'],
    ['the first day of the codec', () => day('2000-01-01' as LocalDate), 'времени нет'],
    ['the last day of the codec', () => day('2099-12-31' as LocalDate), 'не открыта'],
  ])('%s', async (_day, data, seen) => {
    expect(await forge(data())).toContain(seen)
  })

  test.each(['2000-01', '2026-02', '2099-12'])('the month %s leads to the present one', async (month) => {
    const target = {
      serviceIds: [serviceId],
      staffId,
      movingBookingId: null,
      clientId: null,
      month: month as LocalMonth,
    }
    expect(await forge(booking.monthButton.pack(target))).toContain('Март')
  })
})

describe('a start that is not offered', () => {
  const starts: [start: string, moscow: string, reason: StartRefusal][] = [
    ["Anna's own", '2026-03-03T12:00', 'slot_taken'],
    ["in the buffer before Anna's", '2026-03-03T11:00', 'slot_taken'],
    ["in the buffer after Anna's", '2026-03-03T13:00', 'slot_taken'],
    ['before the hours', '2026-03-03T08:00', 'not_offered'],
    ['after the hours', '2026-03-03T22:00', 'not_offered'],
    ['off the grid', '2026-03-03T14:07', 'not_offered'],
    ['in a block', '2026-03-03T19:30', 'not_offered'],
    ['on a day off', '2026-03-04T12:00', 'not_offered'],
    ['yesterday', '2026-03-01T12:00', 'past'],
    ['this very minute', '2026-03-02T09:00', 'past'],
    ['beyond the horizon', '2026-06-15T12:00', 'beyond_horizon'],
    ['first of the codec', '2000-01-01T03:00', 'past'],
    ['last of the codec', '2099-12-31T03:00', 'beyond_horizon'],
  ]
  const at = (moscow: string) => new Date(`${moscow}+03:00`)

  test.each(starts)('%s: its summary', async (_start, moscow, reason) => {
    const start = {
      serviceIds: [serviceId],
      staffId,
      movingBookingId: null,
      clientId: null,
      date: tuesday,
      page,
      startsAt: at(moscow),
    }
    expect(await forge(booking.timeButton.pack(start))).toContain(words(`refusal.${reason}`))
  })

  test.each(starts)('%s: to confirm it', async (_start, moscow, reason) => {
    const start = { serviceIds: [serviceId], staffId, date: tuesday, page, startsAt: at(moscow) }
    expect(await forge(booking.confirmButton.pack({ ...start, seen: 1 }))).toContain(
      words(`refusal.${reason}`),
    )
  })

  test.each(starts)('%s: to move there', async (_start, moscow, reason) => {
    const target = { serviceIds: [serviceId], bookingId: moversBookingId, version, staffId }
    const move = { ...target, date: tuesday, page, startsAt: at(moscow), seen: 1 }
    const seen = await forge(booking.confirmMoveButton.pack(move), mover)
    expect(seen).toContain(words(`refusal.${reason}`))
  })
})

describe('what is not there to be booked', () => {
  const confirm = (service: number, staff: number | null) =>
    booking.confirmButton.pack({
      serviceIds: [service],
      staffId: staff,
      date: tuesday,
      page,
      startsAt: free,
      seen: 1,
    })
  const nowhere = Number.MAX_SAFE_INTEGER

  test.each<[what: string, data: () => string, seen: 'service_gone' | 'staff_gone']>([
    ['a service that never was', () => confirm(nowhere, null), 'service_gone'],
    ['a service that is off', () => confirm(disabledServiceId, null), 'service_gone'],
    [
      'its specialists',
      () => booking.serviceButton.pack({ serviceIds: [disabledServiceId], clientId: null }),
      'service_gone',
    ],
    ['a specialist who never was', () => confirm(serviceId, nowhere), 'staff_gone'],
    ['a specialist who does not do it', () => confirm(serviceId, otherStaffId), 'staff_gone'],
  ])('%s', async (_what, data, reason) => {
    expect(await forge(data())).toContain(words(`refusal.${reason}`))
  })

  test('by somebody who is banned', async () => {
    const banned = salon.person('Изгнанный')
    await banned.sends('/start')
    await salon.db.query('update users set banned_at = $1 where telegram_id = $2', [
      salon.clock.now(),
      banned.id,
    ])
    const again = booking.bookAgainButton.pack({ bookingId: 1 })
    for (const data of [confirm(serviceId, staffId), again]) {
      expect(await forge(data, banned)).toContain(words('refusal.banned'))
    }
  })
})

describe("an admin's action by a client", () => {
  const place = { dialog: 'add_service', step: 'name' }

  test.each<[action: string, data: string]>([
    ['to open the dialog', dialogs.openDialogButton.pack({ dialog: 'add_service' })],
    ['to answer in it', dialogs.answerButton.pack({ ...place, typed: '60' })],
    ['to skip a question', dialogs.skipButton.pack({ ...place, step: 'price' })],
    ['to go back in it', dialogs.backButton.pack(place)],
    ['to open one that never was', dialogs.openDialogButton.pack({ dialog: 'constructor' })],
    [
      'a step that never was',
      dialogs.answerButton.pack({ dialog: '__proto__', step: 'valueof', typed: '1' }),
    ],
  ])('%s', async (_action, data) => {
    expect(await forge(data)).toContain(words('chat.outdated'))
  })
})

test('nobody takes a role by a link that nobody made', async () => {
  const seen = await forge(`join.super_admin.zzzzzz_${'A'.repeat(22)}`)
  expect(seen).toContain(asSeen(t.html('invite.void')))
})

describe('data that no button has', () => {
  test('a hundred times 64 random bytes', async () => {
    const garbage = fc.sample(randomData, { seed: 64, numRuns: 100 })
    await forger.sends('/start')
    const message = forger.lastMessage()
    const before = await fingerprint(salon)
    for (const data of garbage) forger.tapsDataWithoutWaiting(message, data)
    await settled(salon)
    expect(await fingerprint(salon)).toEqual(before)
    const refusals = forger.toasts.slice(-garbage.length).map(({ text }) => text)
    expect(new Set(refusals)).toEqual(new Set([t.plain('chat.toast.outdated')]))
  })

  test.each([
    '',
    '.',
    '..',
    'b',
    'b.',
    'b..',
    'B.1',
    ' b.1',
    'b.1 ',
    'ok',
    'lang.de',
    'lang.',
    'nil.1',
    'book.1',
  ])('the words %j', async (data) => {
    expect(await forge(data)).toContain(words('chat.outdated'))
  })
})

describe('a button of a year ago', () => {
  test('each of a whole visit is answered and changes nothing', async () => {
    const old = salon.person('Давняя')
    const movedTo = new Date('2026-03-06T09:00:00Z')
    const oldId = await book(old, new Date('2026-03-06T12:00:00Z'))
    const message = old.lastMessage().id
    await quiet(salon)
    salon.clock.moveBy(365 * 24 * 60 * 60 * 1000)
    await quiet(salon)
    const before = await fingerprint(salon)
    const start = {
      serviceIds: [serviceId],
      staffId,
      movingBookingId: oldId,
      clientId: null,
      date: tuesday,
      page,
      startsAt: movedTo,
    }
    const data = [
      mine.bookingButton.pack({ bookingId: oldId }),
      mine.moveButton.pack({ bookingId: oldId }),
      mine.askCancelButton.pack({ bookingId: oldId }),
      mine.cancelButton.pack({ bookingId: oldId, version }),
      mine.attendButton.pack({ bookingId: oldId, version }),
      booking.monthButton.pack({ ...start, month: '2026-03' as LocalMonth }),
      booking.dayButton.pack(start),
      booking.timeButton.pack(start),
      booking.confirmButton.pack({ ...start, seen: 1 }),
      booking.confirmMoveButton.pack({ ...start, bookingId: oldId, version, seen: 1 }),
    ]
    const [stillThere, longGone] = [message, 999_999]
    for (const one of data) {
      expect(await seenAfter(old, () => old.tapsData(longGone, one))).not.toBe('')
      await old.tapsData(stillThere, one)
    }
    await settled(salon)
    expect(await fingerprint(salon)).toEqual(before)
  })
})

/** Any characters at all, as many as Telegram lets a button carry: 64 bytes. */
const randomData = fc
  .string({ unit: 'binary', minLength: 16, maxLength: 64 })
  .map((text) => cutAt64Bytes(text))
  .filter((text) => text !== '')

function cutAt64Bytes(text: string): string {
  let kept = ''
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > 64) break
    kept += character
  }
  return kept
}
