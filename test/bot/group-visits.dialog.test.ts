import { afterEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function toTimes(person: Person): Promise<string[]> {
  await person.sends('/book')
  await person.taps('5')
  return person
    .lastMessage()
    .keyboard.flat()
    .filter((label) => label.startsWith('10:00'))
}

test('a group visit tells how many places are left, down to the last one', async () => {
  salon = await openSalon({ services: [{ name: 'Йога', capacity: 3 }] })
  const seats: string[] = []
  for (const name of ['Анна', 'Борис', 'Вика']) {
    const person = salon.person(name)
    seats.push(...(await toTimes(person)))
    await person.taps(/10:00/)
    seats.push(/.*(Осталось|последнее).*/.exec(person.lastMessage().text)?.[0] ?? '')
    await person.taps('Подтвердить')
    expect(person.lastMessage().text).toContain('Вы записаны')
    expect(person.lastMessage().text).not.toContain('Осталось')
  }
  expect(seats.map((text) => text.replaceAll(/\s/g, ' '))).toEqual([
    '10:00 · 3 места',
    'Осталось 3 места',
    '10:00 · 2 места',
    'Осталось 2 места',
    '10:00 · 1 место',
    'Осталось последнее место',
  ])
  expect(await toTimes(salon.person('Галя'))).toEqual([])
})

test('in English, over all specialists', async () => {
  salon = await openSalon({
    services: [{ name: 'Yoga', capacity: 5 }],
    specialists: ['Мария', 'Ольга'],
  })
  const bob = salon.person('Bob', 'en')
  await bob.sends('/book')
  for (const tap of ['Any specialist', '5', /10:00/]) await bob.taps(tap)
  expect(bob.lastMessage().text.replaceAll(/\s/g, ' ')).toContain('10 places left')
})

test('a private visit says nothing of places', async () => {
  salon = await openSalon()
  const ann = salon.person('Анна')
  await ann.sends('/book')
  for (const tap of [/Стрижка/, '5', '10:00']) await ann.taps(tap)
  expect(ann.lastMessage().text).not.toContain('мест')
})
