import { afterEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { createI18n } from '../../src/i18n/i18n.ts'
import { backendKinds } from '../support/backends.ts'
import type { Salon } from '../support/salon.ts'
import { asSeen, expectNothingBroken, openPatientSalon, settled } from './hostile-salon.ts'

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
  test('with one specialist one gets the visit, and 49 kind answers show fresh times', async () => {
    salon = await openPatientSalon({ backend, services: [{ name: 'Стрижка' }] })
    const people = await comeToSummary([t.plain('start.button.book'), 'Стрижка', '3', '10:00'])
    await allTap(people, t.plain('booking.button.confirm'))

    const bookings = await salon.db.query<{ starts_at: Date }>('select starts_at from bookings')
    expect(bookings).toEqual([{ starts_at: new Date('2026-03-03T07:00:00Z') }])
    const { booked, refused } = outcomes(people)
    expect(booked).toHaveLength(1)
    expect(refused).toHaveLength(49)
    for (const person of refused) {
      const times = person.lastMessage().keyboard.flat()
      expect(times).not.toContain('10:00')
      expect(times).toContain('11:00')
    }
    await expectReminders(1)
  })

  test('with any of three specialists three get visits with three of them', async () => {
    salon = await openPatientSalon({
      backend,
      specialists: ['Мария', 'Ольга', 'Нина'],
      services: [{ name: 'Стрижка' }],
    })
    const people = await comeToSummary([
      t.plain('start.button.book'),
      'Стрижка',
      t.plain('booking.button.any_specialist'),
      '3',
      '10:00',
    ])
    await allTap(people, t.plain('booking.button.confirm'))

    const staff = await salon.db.query<{ name: string }>(
      'select s.name from bookings b join staff s on s.id = b.staff_id order by s.name',
    )
    expect(staff.map(({ name }) => name)).toEqual(['Мария', 'Нина', 'Ольга'])
    const { booked, refused } = outcomes(people)
    expect(booked).toHaveLength(3)
    expect(refused).toHaveLength(47)
    await expectReminders(3)
  })

  test('and go on to the next free time until the day is full', async () => {
    const env = { WORK_HOURS_START: '10', WORK_HOURS_END: '14' }
    salon = await openPatientSalon({ backend, services: [{ name: 'Стрижка' }], env })
    let waiting = await comeToSummary([t.plain('start.button.book'), 'Стрижка', '3', '10:00'])
    let rounds = 0
    while (waiting.length > 0) {
      await allTap(waiting, t.plain('booking.button.confirm'))
      const { booked, refused } = outcomes(waiting)
      expect(booked).toHaveLength(1)
      rounds++
      waiting = refused.filter((person) => person.lastMessage().keyboard.flat().some(isTime))
      for (const person of waiting) person.tapsWithoutWaiting(firstTime(person))
      await settled(salon)
    }
    expect(rounds).toBe(4)
    expect(await salon.db.query('select distinct starts_at from bookings')).toHaveLength(4)
  })
})

/** Fifty people, each as far as the summary. */
async function comeToSummary(taps: readonly string[]): Promise<Person[]> {
  const people = Array.from({ length: 50 }, (_, index) => salon.person(`Клиент ${index + 1}`))
  for (const person of people) person.sendsWithoutWaiting('/start')
  await settled(salon)
  for (const button of taps) await allTap(people, button)
  return people
}

async function allTap(people: readonly Person[], button: string): Promise<void> {
  for (const person of people) person.tapsWithoutWaiting(button)
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

function isTime(label: string): boolean {
  return /^\d\d:\d\d$/.test(label)
}

function firstTime(person: Person): string {
  return person.lastMessage().keyboard.flat().find(isTime) ?? ''
}
