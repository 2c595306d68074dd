import { afterEach, describe, expect, jest, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { createI18n } from '../../src/i18n/i18n.ts'
import { backendKinds } from '../support/backends.ts'
import type { Salon } from '../support/salon.ts'
import { asSeen, dataOf, expectNothingBroken, openPatientSalon, settled } from './hostile-salon.ts'

// So many taps take their time where the machine has other work.
jest.setTimeout(600_000)

const t = createI18n().in('ru')

let salon: Salon

afterEach(async () => {
  try {
    expectNothingBroken(salon)
  } finally {
    await salon.close()
  }
})

describe.each(backendKinds)('50 people press Confirm at once, on %s', (backend) => {
  test('with one specialist one gets each start, and the others kind answers with fresh times', async () => {
    const env = { WORK_HOURS_START: '10', WORK_HOURS_END: '14' }
    salon = await openPatientSalon({ backend, env })
    let { people, confirm } = await comeToSummary([t.plain('start.button.book'), 'Стрижка', '3', '10:00'])
    for (const taken of ['10:00', '11:00', '12:00', '13:00']) {
      await allConfirm(people, confirm)
      const { booked, refused } = outcomes(people)
      expect(booked).toHaveLength(1)
      expect(refused).toHaveLength(people.length - 1)
      for (const person of refused) expect(timesShown(person)).toEqual(hoursAfter(taken))
      people = refused
      if (taken === '13:00') break
      for (const person of people) person.tapsWithoutWaiting(hoursAfter(taken)[0] ?? '')
      await settled(salon)
      confirm = dataOf(people[0]!, t.plain('booking.button.confirm'))
    }
    const starts = await salon.db.query<{ starts_at: Date }>(
      'select starts_at from bookings order by starts_at',
    )
    expect(starts.map(({ starts_at: start }) => start.toISOString().slice(0, 16))).toEqual([
      '2026-03-03T07:00',
      '2026-03-03T08:00',
      '2026-03-03T09:00',
      '2026-03-03T10:00',
    ])
    await expectReminders(4)
  })

  test('with any of three specialists three get visits with three of them', async () => {
    salon = await openPatientSalon({
      backend,
      specialists: ['Мария', 'Ольга', 'Нина'],
    })
    const { people, confirm } = await comeToSummary([
      t.plain('start.button.book'),
      'Стрижка',
      t.plain('booking.button.any_specialist'),
      '3',
      '10:00',
    ])
    await allConfirm(people, confirm)

    const staff = await salon.db.query<{ name: string }>(
      'select s.name from bookings b join staff s on s.id = b.staff_id order by s.name',
    )
    expect(staff.map(({ name }) => name)).toEqual(['Мария', 'Нина', 'Ольга'])
    const { booked, refused } = outcomes(people)
    expect(booked).toHaveLength(3)
    expect(refused).toHaveLength(47)
    await expectReminders(3)
  })
})

interface Crowd {
  readonly people: Person[]
  /** What the button carries, which is the same for all of them. */
  readonly confirm: string
}

/** Fifty people, and the *Confirm* to which one of them has gone all the way. */
async function comeToSummary(taps: readonly string[]): Promise<Crowd> {
  const people = Array.from({ length: 50 }, (_, index) => salon.person(`Клиент ${index + 1}`))
  for (const person of people) person.sendsWithoutWaiting('/start')
  await settled(salon)
  const [first] = people
  for (const button of taps) await first!.taps(button)
  return { people, confirm: dataOf(first!, t.plain('booking.button.confirm')) }
}

async function allConfirm(people: readonly Person[], confirm: string): Promise<void> {
  for (const person of people) person.tapsDataWithoutWaiting(person.lastMessage(), confirm)
  await settled(salon)
}

function outcomes(people: readonly Person[]): { booked: Person[]; refused: Person[] } {
  const says = (key: 'booking.done' | 'refusal.slot_taken') => {
    const words = asSeen(t.html(key))
    return people.filter((person) => person.lastMessage().text.includes(words))
  }
  return { booked: says('booking.done'), refused: says('refusal.slot_taken') }
}

/** A visit of the next day has all three ahead. */
async function expectReminders(visits: number): Promise<void> {
  const reminders = await salon.db.query(
    `select id from tasks where kind = 'reminder' and status = 'pending'`,
  )
  expect(reminders).toHaveLength(visits * 3)
}

function timesShown(person: Person): string[] {
  const labels = person.lastMessage().keyboard.flat()
  return labels.filter((label) => /^\d\d:\d\d$/.test(label))
}

function hoursAfter(taken: string): string[] {
  return ['10:00', '11:00', '12:00', '13:00'].filter((hour) => hour > taken)
}
