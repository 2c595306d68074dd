import { afterEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon, type SalonOptions } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

const services = [
  { name: 'Стрижка', priceMinor: 150_000 },
  { name: 'Окрашивание', durationMin: 90, priceMinor: 500_000 },
  { name: 'Йога', capacity: 8 },
]

async function open(options: SalonOptions = {}): Promise<void> {
  salon = await openSalon({ services, specialists: ['Мария', 'Ольга'], ...options })
}

async function taps(person: Person, ...all: readonly (string | RegExp)[]): Promise<void> {
  for (const one of all) await person.taps(one)
}

const labels = (person: Person): string[] => person.lastMessage().keyboard.flat()

test.each(['redis', 'postgresql'] as const)(
  'several services are chosen, booked, moved and cancelled as one visit, with %s',
  async (backend) => {
    await open({ backend })
    const ann = salon.person('Анна')
    await ann.sends('/book')
    await ann.taps('Несколько услуг сразу')
    expect(labels(ann).join()).not.toMatch(/Йога|Дальше/)
    await taps(ann, /Окрашивание/, /Стрижка/)
    expect(labels(ann)).toEqual(expect.arrayContaining([expect.stringMatching(/^✓ Стрижка/)]))
    expect(ann.lastMessage().text).toMatch(/1\. Окрашивание\n2\. Стрижка\n\nИтого: 2 ч 30 мин · 6 500 ₽/)
    await taps(ann, 'Дальше', 'Мария', '5', '10:00')
    expect(ann.lastMessage().text).toMatch(/10:00–11:30 Окрашивание\n11:30–12:30 Стрижка/)
    await ann.taps('Подтвердить')
    expect(ann.lastMessage().text).toMatch(/Окрашивание \+ Стрижка[^]*10:00[^]*2 ч 30 мин · 6 500 ₽/)

    await ann.sends('/my')
    expect(labels(ann)[0]).toMatch(/Окрашивание \+ Стрижка/)
    await taps(ann, /5 марта/, 'Перенести', '6', '11:00', 'Перенести')
    expect(ann.lastMessage().text).toMatch(/11:00–12:30 Окрашивание\n12:30–13:30 Стрижка/)
    await ann.taps('Открыть запись')
    await taps(ann, 'Отменить', /Да, отменить/)
    expect(await salon.db.query('select distinct status, visit_id from bookings')).toMatchObject([
      { status: 'cancelled' },
    ])
    await ann.taps('Записаться снова')
    expect(ann.lastMessage().text).toMatch(/Окрашивание \+ Стрижка/)
  },
)

test('two specialists share a visit, in English', async () => {
  await open()
  await salon.db.query(
    `insert into staff_services (staff_id, service_id)
     select t.id, s.id from staff t, services s
      where (t.name, s.name) in (('Мария', 'Стрижка'), ('Ольга', 'Окрашивание'))`,
  )
  const ann = salon.person('Ann', 'en')
  await ann.sends('/book')
  await taps(ann, 'Several services', /Стрижка/, /Окрашивание/, 'Next')
  expect(ann.lastMessage().text).toMatch(/Стрижка \+ Окрашивание[^]*day/)
  await taps(ann, '5', '10:00')
  expect(ann.lastMessage().text).toMatch(/With any free specialist/)
  await ann.taps('Confirm')
  expect(ann.lastMessage().text).toMatch(/10:00–11:00 Стрижка · Мария\n11:00–12:30 Окрашивание · Ольга/)
})

test('one specialist can be chosen for the whole visit though somebody else performs a part of it', async () => {
  await open()
  await salon.db.query(
    `insert into staff_services (staff_id, service_id)
     select t.id, s.id from staff t, services s where (t.name, s.name) = ('Мария', 'Окрашивание')`,
  )
  const ann = salon.person('Анна')
  await ann.sends('/book')
  await taps(ann, 'Несколько услуг сразу', /Стрижка/, /Окрашивание/, 'Дальше')
  expect(labels(ann)).toEqual(['Любой специалист', 'Мария', '‹ Назад'])
  await taps(ann, 'Мария', '5', '10:00')
  expect(ann.lastMessage().text).toContain('Специалист: Мария')
})

test('one ticked service goes on as if it had been tapped in the list', async () => {
  await open({ specialists: ['Мария'] })
  const ann = salon.person('Анна')
  await ann.sends('/book')
  await taps(ann, 'Несколько услуг сразу', /Стрижка/, /Окрашивание/, /✓ Окрашивание/, 'Дальше')
  expect(ann.lastMessage().text).toMatch(/^Стрижка\n/)
})
