import { afterEach, expect, test } from '@jest/globals'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

/** As if it had always been so: nobody tells a running program of it. */
async function set(values: Record<string, unknown>): Promise<void> {
  await salon.db.query(
    `insert into settings (key, value, updated_at)
     select key, value, $2::timestamptz from jsonb_each($1::jsonb)
     on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(values), salon.clock.now()],
  )
  await salon.restart()
}

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test('about us tells where, when and for how much, and leads to a booking', async () => {
  salon = await openSalon()
  await set({ address: 'Тверская, 1', phone: '+74951234567' })
  await salon.db.query(
    `insert into schedule_rules (kind, weekday, opens, closes, closed)
     values ('open', 6, '10:00', '18:00', false), ('open', 7, null, null, true)`,
  )
  await salon.db.query(`update services set category = 'Волосы' where name = 'Стрижка'`)
  const ann = salon.person('Анна')
  await ann.sends('/start')
  await ann.taps('О нас')
  expect(plain(ann.lastMessage().text)).toBe(
    [
      'Салон «Вера»',
      'Адрес: Тверская, 1',
      'Телефон: +7 495 123 45 67',
      '',
      'Часы работы',
      'Пн–Пт: 9:00–21:00',
      'Сб: 10:00–18:00',
      'Вс: выходной',
      '',
      'Услуги и цены',
      'Маникюр · 1 ч · 1 500 ₽',
      'Волосы',
      'Стрижка · 1 ч · 1 500 ₽',
    ].join('\n'),
  )
  await ann.taps('Записаться')
  expect(ann.lastMessage().text).toContain('На что вас записать?')
  expect(ann.lastMessage().keyboard.map(([label]) => plain(label ?? ''))).toEqual([
    'Маникюр · 1 ч · 1 500 ₽',
    'Волосы',
    'Стрижка · 1 ч · 1 500 ₽',
    'Несколько услуг сразу',
  ])
  await salon.db.query(`update services set description = 'Мытьё и <укладка>' where name = 'Стрижка'`)
  await ann.taps(/Стрижка/)
  expect(ann.lastMessage().text).toMatch(/^Стрижка\nМытьё и <укладка>\n\n/)
})

test('the map is a place with a name and an address, or a mere point', async () => {
  salon = await openSalon({ env: { BUSINESS_NAME: 'Vera’s' } })
  await set({ location: { latitude: 55.75, longitude: 37.61 } })
  const bob = salon.person('Bob', 'en')
  await bob.sends('/start')
  await bob.taps('About us')
  await bob.taps('Show on the map')
  expect(bob.lastMessage().media).toEqual({ kind: 'location', latitude: 55.75, longitude: 37.61 })
  await set({ address: '1 Garden Street' })
  await bob.taps('Show on the map')
  expect(bob.lastMessage().media).toEqual({ kind: 'venue', title: 'Vera’s', address: '1 Garden Street' })
})

test('the map’s button of a business that took its place back shows what there is', async () => {
  salon = await openSalon()
  await set({ location: { latitude: 55.75, longitude: 37.61 } })
  const ann = salon.person('Анна')
  await ann.sends('О нас')
  await set({ location: null })
  await ann.taps('Показать на карте')
  expect(ann.lastMessage().keyboard).toEqual([['Записаться']])
})
