import { afterEach, describe, expect, jest, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { confirmMoveButton } from '../../src/bot/client/booking/buttons.ts'
import { createI18n } from '../../src/i18n/i18n.ts'
import { backendKinds } from '../support/backends.ts'
import type { Salon } from '../support/salon.ts'
import {
  asSeen,
  dataOf,
  expectNothingBroken,
  openPatientSalon,
  settled,
  tapsAtOnce,
} from './hostile-salon.ts'

// So many taps take their time where the machine has other work.
jest.setTimeout(600_000)

const t = createI18n().in('ru')
const confirm = t.plain('booking.button.confirm')
const confirmMove = t.plain('booking.button.confirm_move')

/** A calendar leads to hundreds; so many taps meet each kind. */
const mostButtons = 90

let salon: Salon
let anna: Person

afterEach(async () => {
  try {
    expectNothingBroken(salon)
  } finally {
    await salon.close()
  }
})

describe.each(backendKinds)('on %s', (backend) => {
  test.each([2, 3])(
    'every button of a whole visit, tapped %i times at once, does its work once',
    async (times) => {
      salon = await openPatientSalon({ backend, specialists: ['Мария', 'Ольга'] })
      anna = salon.person('Анна')
      await anna.sends('/start')
      const tap = (label: string | RegExp) => tapsAtOnce(salon, anna, dataOf(anna, label), times)

      await tap(t.plain('start.button.book'))
      await tap(/^Стрижка/)
      await tap('Мария')
      await tap('5')
      await tap('10:00')
      await tap(confirm)
      expect(anna.lastMessage().text).toContain(asSeen(t.html('booking.done')))
      expect(await visits()).toEqual([
        { starts: '2026-03-05T07:00:00.000Z', status: 'confirmed', version: 1 },
      ])

      await tap(t.plain('start.button.my_bookings'))
      await tap(/^(?!Записаться|История)/)
      await tap(t.plain('visit.button.attend'))
      await tap(t.plain('visit.button.move'))
      await tap('6')
      await tap('11:00')
      await tap(confirmMove)
      expect(await visits()).toEqual([
        { starts: '2026-03-06T08:00:00.000Z', status: 'confirmed', version: 2 },
      ])

      await anna.sends('/my')
      await tap(/^(?!Записаться|История)/)
      await tap(t.plain('visit.button.cancel'))
      await tap(t.plain('visit.button.yes_cancel'))
      expect(await visits()).toEqual([
        { starts: '2026-03-06T08:00:00.000Z', status: 'cancelled', version: 3 },
      ])
      expect(await changes()).toEqual([
        'booking.create',
        'booking.confirm_attendance',
        'booking.move',
        'booking.cancel',
      ])
      expect(await openReminders()).toBe(0)
    },
  )

  test('Confirm and its way back, tapped at once, end in one visit', async () => {
    await comeToSummary(backend)
    const data = [dataOf(anna, confirm), dataOf(anna, t.plain('booking.button.other_time'))]
    await tapsTogether([...data, ...data, ...data])
    expect(await visits()).toHaveLength(1)
    expect(await changes()).toEqual(['booking.create'])
  })

  test('Move and Cancel, tapped at once: the first is done, and nothing is cancelled that was not seen', async () => {
    await comeToSummary(backend)
    await anna.taps(confirm)
    await anna.sends('/my')
    await anna.taps(/^(?!Записаться|История|Мои)/)
    const card = anna.lastMessage()
    await anna.taps(t.plain('visit.button.cancel'))
    const cancel = dataOf(anna, t.plain('visit.button.yes_cancel'))
    await anna.tapsData(card, dataOf(anna, t.plain('visit.button.keep')))
    await anna.taps(t.plain('visit.button.move'))
    await anna.taps('6')
    await anna.taps('11:00')
    const move = dataOf(anna, confirmMove)
    expect(confirmMoveButton.parse(move)).not.toBeNull()

    await tapsTogether([move, cancel, move, cancel])
    expect(await visits()).toEqual([{ starts: '2026-03-06T08:00:00.000Z', status: 'confirmed', version: 2 }])
    expect(await changes()).toEqual(['booking.create', 'booking.move'])
    expect(await openReminders()).toBe(3)
  })

  test('every button that was ever seen, tapped three times in any order, breaks nothing', async () => {
    await comeToSummary(backend)
    await anna.taps(confirm)
    await anna.taps(t.plain('start.button.my_bookings'))
    const found = new Set(buttonsOnScreen())
    let tapped = 0
    for (const data of found) {
      if (++tapped > mostButtons) break
      await tapsAtOnce(salon, anna, data)
      for (const next of buttonsOnScreen()) found.add(next)
    }
    // Of every kind that a client has.
    expect(new Set([...found].map((data) => data.split('.')[0])).size).toBeGreaterThan(12)
    const overlapping = await salon.db.query(
      `select a.id from bookings a join bookings b
         on a.staff_id = b.staff_id and a.id < b.id and a.busy && b.busy
        where a.status = 'confirmed' and b.status = 'confirmed'`,
    )
    expect(overlapping).toEqual([])
    await anna.sends('/start')
    expect(anna.lastMessage().text).not.toContain(asSeen(t.html('chat.apology')))
  })
})

/** Anna, before Confirm for Thursday, ten in the morning in Moscow. */
async function comeToSummary(backend: (typeof backendKinds)[number]): Promise<void> {
  salon = await openPatientSalon({ backend })
  anna = salon.person('Анна')
  await anna.sends('/start')
  for (const label of [t.plain('start.button.book'), 'Стрижка', '5', '10:00']) await anna.taps(label)
}

async function tapsTogether(data: readonly string[]): Promise<void> {
  const message = anna.lastMessage()
  for (const one of data) anna.tapsDataWithoutWaiting(message, one)
  await settled(salon)
}

function buttonsOnScreen(): string[] {
  const buttons = anna.screen().messages.flatMap((message) => message.buttons.flat())
  return buttons.flatMap(({ data }) => data ?? [])
}

async function visits(): Promise<{ starts: string; status: string; version: number }[]> {
  const rows = await salon.db.query<{ starts: Date; status: string; version: number }>(
    'select starts_at as starts, status, version from bookings order by id',
  )
  return rows.map((row) => ({ ...row, starts: row.starts.toISOString() }))
}

async function changes(): Promise<string[]> {
  const rows = await salon.db.query<{ action: string }>(
    `select action from audit_log where entity = 'booking' order by id`,
  )
  return rows.map(({ action }) => action)
}

async function openReminders(): Promise<number> {
  const rows = await salon.db.query(`select id from tasks where kind = 'reminder' and status = 'pending'`)
  return rows.length
}
