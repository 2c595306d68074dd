import { afterEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon, type SalonOptions } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

const words = {
  ru: { book: 'Записаться', any: 'Любой специалист', confirm: 'Подтвердить', done: 'Вы записаны' },
  en: { book: 'Book', any: 'Any specialist', confirm: 'Confirm', done: 'You’re booked' },
}

/** What a person did to be booked, from *Book* on; the name of what is chosen at each screen, as far as it is shown. */
async function bookByTaps(person: Person, language: 'ru' | 'en'): Promise<number> {
  await person.sends('/start')
  const { book, any, confirm, done } = words[language]
  let taps = 0
  for (const wanted of [book, /^Стрижка/, any, '5', '10:00', confirm]) {
    if (!isShown(person, wanted)) continue
    await person.taps(wanted)
    taps++
  }
  expect(person.lastMessage().text).toContain(done)
  expect(await salon.db.query('select 1 from bookings')).toHaveLength(1)
  return taps
}

function isShown(person: Person, wanted: string | RegExp): boolean {
  const labels = person.lastMessage().keyboard.flat()
  return labels.some((label) => (typeof wanted === 'string' ? label === wanted : wanted.test(label)))
}

const [oneService, services] = [[{ name: 'Стрижка' }], [{ name: 'Стрижка' }, { name: 'Маникюр' }]]
const [oneSpecialist, specialists] = [['Мария'], ['Мария', 'Ольга']]

const cases: [what: string, options: SalonOptions, taps: number][] = [
  ['several services and specialists', { services, specialists }, 6],
  ['one service and several specialists', { services: oneService, specialists }, 5],
  ['several services and one specialist', { services, specialists: oneSpecialist }, 5],
  ['one service and one specialist', { services: oneService, specialists: oneSpecialist }, 4],
]

test.each(cases.flatMap((one) => (['ru', 'en'] as const).map((language) => [...one, language] as const)))(
  'with %s a visit takes no more taps than it must, and nothing is typed',
  async (_what, options, most, language) => {
    salon = await openSalon(options)
    expect(await bookByTaps(salon.person('Анна', language), language)).toBe(most)
  },
)

test('who goes back from the specialists of the only service sees that service, and can go on', async () => {
  salon = await openSalon({ services: oneService, specialists })
  const ann = salon.person('Анна')
  await ann.sends('/book')
  expect(ann.lastMessage().text).toContain('К кому вас записать?')
  await ann.taps('‹ Назад')
  expect(ann.lastMessage().text).toBe('На что вас записать?')
  await ann.taps(/^Стрижка/)
  expect(ann.lastMessage().text).toContain('К кому вас записать?')
})
