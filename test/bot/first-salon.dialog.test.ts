import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon

/** An empty database, on Monday, 2 March 2026, nine in Moscow. */
beforeEach(async () => {
  salon = await openSalon({ backend: 'postgresql', specialists: [], services: [] })
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

/** Whoever does one thing after the other, and counts them. */
function hands(person: Person) {
  let done = 0
  return {
    count: () => done,
    sends: async (text: string) => {
      done += 1
      await person.sends(text)
    },
    taps: async (...labels: (string | RegExp)[]) => {
      for (const label of labels) {
        done += 1
        await person.taps(label)
      }
    },
  }
}

test('three services, two specialists with hours and breaks, and a holiday take fewer than forty taps and messages', async () => {
  const { owner } = salon
  const { sends, taps, count } = hands(owner)

  await sends('/start')
  await taps('Добавить услугу')
  await sends('Стрижка')
  await taps('1 ч')
  await sends('1500')
  for (const [name, minutes, price] of [
    ['Окрашивание', '2ч', '4 000 ₽'],
    ['Маникюр', '90', '2000'],
  ] as const) {
    await taps('Добавить ещё')
    for (const answer of [name, minutes, price]) await sends(answer)
  }

  await sends('/admin')
  await taps('Специалисты', 'Добавить специалиста')
  await sends('Мария')
  await taps(/^Переименовать/)
  await sends('Ольга')

  await sends('/admin')
  await taps('Часы работы', 'Вся неделя')
  await sends('пн–пт 10–19, перерыв 14–15; сб 11–16, вс выходной')
  await taps('Часы специалистов', /^Мария/, 'Вся неделя')
  await sends('вт–сб 12–20, перерыв 15–16; вс, пн выходной')
  await taps('Панель', 'Часы работы', 'Особые дни', 'Праздники', 'Отметить все', /^Сделать выходными/)
  expect(count()).toBeLessThan(40)

  const anna = salon.person('Анна')
  await anna.sends('/book')
  await anna.taps(/Стрижка/)
  await anna.taps('Мария')
  await anna.taps('3')
  const times = anna
    .lastMessage()
    .keyboard.flat()
    .filter((label) => /^\d+:\d\d$/.test(label))
  expect(times).toEqual(['12:00', '13:00', '14:00', '16:00', '17:00', '18:00', '19:00'])
  await anna.taps('12:00')
  await anna.taps('Подтвердить')
  expect((await owner.sees('Анна')).text).toContain('Мария')
})
