import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { hearsNext, openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person
let ann: Person

beforeEach(async () => {
  salon = await openSalon({ backend: 'postgresql' })
  owner = salon.owner
  await owner.sends('/start')
  ann = salon.person('Алёна')
  await ann.sends('/book')
  for (const tap of [/Стрижка/, '5', '10:00', 'Подтвердить']) await ann.taps(tap)
  await owner.sees('Новая запись')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function find(person: Person, typed: string): Promise<void> {
  await person.sends('/admin')
  await person.taps(/^(Клиенты|Clients)$/)
  await person.taps(/^(Найти|Find)$/)
  await person.sends(typed)
}

async function hire(person: Person, role: string, name = 'M'): Promise<void> {
  await person.sends('/start')
  await salon.db.query(
    `insert into staff (name, telegram_id, role, bookable, notices, sort_order, added_at, version)
     values ($3, $1, $2, false, '{}', 9, $4, 1)`,
    [person.id, role, name, salon.clock.now()],
  )
}

const text = () => owner.lastMessage().text

test('a client is found, noted, tagged, and their visit opened', async () => {
  await find(owner, 'алена')
  expect(text()).toBe('По запросу «алена»: 1')
  await owner.taps('Алёна')
  expect(text()).toContain('Визитов пока не было.\nСледующий визит: чт, 5 марта, 10:00')

  await owner.taps('Заметки')
  await owner.sendsPhoto()
  expect(text()).toContain('текстом')
  await owner.sends('я'.repeat(1001))
  expect(text()).toContain('до 1000 символов')
  await owner.sends('<b>Любит кофе & тишину')
  expect(text()).toContain('Сохранили.\n\nАлёна')
  expect(text()).toContain('Заметки: <b>Любит кофе & тишину')
  await owner.taps('Заметки')
  await owner.taps('Без заметок')
  expect(text()).not.toContain('кофе')

  await owner.taps('Метки')
  await owner.taps('Новая метка')
  await owner.sends('постоянный')
  expect(owner.lastMessage().keyboard[0]).toEqual(['✕ постоянный'])
  await owner.taps('✕ постоянный')
  await owner.taps('‹ Назад')

  await owner.taps('Визиты: 1')
  await owner.taps(/5 марта 2026, 10:00 · Стрижка/)
  expect(text()).toContain('Запись подтверждена.')
  await owner.taps('Клиент')
  expect(text()).toContain('Следующий визит: чт, 5 марта, 10:00')
})

test('whatever is typed in the list of clients is looked for, also after a result', async () => {
  await owner.sends('/admin')
  await owner.taps('Клиенты')
  await owner.sends('Борис')
  expect(text()).toContain('По запросу «Борис» никого нет')
  await owner.sends('алё')
  expect(text()).toBe('По запросу «алё»: 1')
  await owner.taps('Все клиенты')
  await owner.sends('лёна')
  expect(text()).toBe('По запросу «лёна»: 1')
  await owner.taps('Все клиенты')
  await owner.taps('Выгрузить')
  await owner.sends('алё')
  expect(text()).toBe('По запросу «алё»: 1')
  await owner.taps('Алёна')
  await owner.sends('Борис')
  expect(text()).toContain('Здесь нужно нажать кнопку')
})

test('a client is booked for from their card, and a new one entered from the list', async () => {
  await find(owner, 'Алёна')
  for (const tap of ['Алёна', 'Записать', /Стрижка/, '6', '12:00', 'Записать']) await owner.taps(tap)
  expect(text()).toContain('Запись сделана.')
  await owner.taps('‹ Назад')
  expect(text()).toContain('Впереди 2 визита, ближайший: чт, 5 марта, 10:00')

  await owner.sends('/admin')
  for (const tap of ['Клиенты', 'Новый клиент']) await owner.taps(tap)
  await owner.sends('Борис, 8 916 123-45-67')
  expect(text()).toContain('Борис теперь среди клиентов.')
  for (const tap of ['‹ Назад', '‹ Назад']) await owner.taps(tap)
  expect(text()).toContain('Клиенты: 2')
})

test('a banned client is told how to reach the business, and the visit they have stays', async () => {
  await find(owner, 'Алёна')
  await owner.taps('Алёна')
  await owner.taps('Запретить запись')
  await owner.taps('Не запрещать')
  await owner.taps('Запретить запись')
  await owner.sends('Не приходит')
  expect(text()).toContain('Предстоящие визиты остались в силе')
  expect(text()).toContain('Причина: Не приходит')
  for (const begins of ['/book', 'Записаться', '/start s_1']) {
    await ann.sends(begins)
    expect(ann.lastMessage().text).toContain('К сожалению, записать вас здесь не получится')
  }
  await ann.sends('/my')
  await ann.taps(/Стрижка/)
  await ann.taps('Перенести')
  expect(ann.lastMessage().text).toMatch(/^К сожалению, записать вас здесь не получится[^]*Стрижка/)
  expect(ann.lastMessage().keyboard.flat()).toContain('Отменить')
  expect(await salon.db.query('select status from bookings')).toEqual([{ status: 'confirmed' }])
  await owner.taps('Снова разрешить запись')
  expect(text()).not.toContain('Не может записаться')
})

test('the business writes to a client, and hears when it does not arrive', async () => {
  await find(owner, '@')
  await find(owner, 'алён')
  await owner.taps('Алёна')
  await owner.taps('Написать')
  await owner.sends('Приходите на полчаса раньше')
  expect(text()).toContain('Отправляем.')
  const word = await ann.sees('Приходите на полчаса раньше')
  expect(word.text).toContain('Салон «Вера» пишет вам')
  expect(word.keyboard).toEqual([['Мои записи']])
  await ann.taps('Мои записи')
  const shown = () => ann.screen().messages
  expect(shown().at(-1)?.text).toContain('Ваши записи')
  expect(shown().find(({ id }) => id === word.id)).toMatchObject({ text: word.text, keyboard: [] })
  const count = shown().length
  await ann.tapsData(word, word.buttons[0]?.[0]?.data ?? '')
  expect(shown()).toHaveLength(count)
  await owner.taps('Написать')
  ann.deletesAccount()
  await owner.sends('Вы где?')
  const notice = await hearsNext(salon, owner, 'Сообщение клиенту не дошло')
  expect(notice.keyboard).toEqual([['Открыть клиента']])
  await owner.taps('Открыть клиента')
  expect(text()).toContain('Заблокировал бота')
})

test('in quiet hours whoever writes to a client is told when it goes out', async () => {
  await owner.sends('/admin')
  for (const tap of ['Настройки', 'Сообщения', 'Тихие часы', 'Поменять']) await owner.taps(tap)
  await owner.sends('00:00–23:59')
  await find(owner, 'алён')
  for (const tap of ['Алёна', 'Написать']) await owner.taps(tap)
  await owner.sends('Приходите на полчаса раньше')
  expect(text()).toContain('Сейчас тихие часы, поэтому отправим в 23:59.')
})

test('a moderator changes a walk-in client in English', async () => {
  const olivia = salon.person('Olivia', 'en')
  await hire(olivia, 'moderator')
  await salon.db.query(`insert into users (first_name, created_at) values ('Walk-in', $1)`, [
    salon.clock.now(),
  ])
  await find(olivia, 'walk')
  await olivia.taps('Walk-in')
  await olivia.taps('Phone')
  await olivia.sends('12')
  expect(olivia.lastMessage().text).toContain('could not be read')
  await olivia.sends('8 916 123-45-67')
  expect(olivia.lastMessage().text).toContain('Phone: +7 916 123 45 67')
  await olivia.taps('Name')
  await olivia.sends('x')
  expect(olivia.lastMessage().text).toContain('2 to 60')
  await olivia.sends('Jane <3 Doe')
  expect(olivia.lastMessage().text).toContain('Jane <3 Doe')
  await olivia.sends('/admin')
  await olivia.taps('Clients')
  expect(olivia.lastMessage().text).toContain('Clients: 2')
})

test('a specialist reads the cards of their own clients; others find no button that works', async () => {
  const maria = salon.person('Мария')
  await maria.sends('/start')
  await salon.db.query(`update staff set telegram_id = $1, role = 'specialist' where name = 'Мария'`, [
    maria.id,
  ])
  const olga = salon.person('Ольга')
  await hire(olga, 'specialist', 'Ольга')
  await find(maria, 'алена')
  await maria.taps('Алёна')
  expect(maria.lastMessage().keyboard).toEqual([['Визиты: 1'], ['Записать'], ['‹ Назад', 'Панель']])
  const [row] = await salon.db.query<{ id: number }>('select user_id as id from bookings')
  const id = row!.id.toString(36)
  const changes = ['clb', 'clu', 'clw', 'clt', 'cltn'].map((name) => `${name}.${id}`)
  for (const data of [...changes, `cle.${id}.notes`, `clta.${id}.1`, `cltr.${id}.1`]) {
    for (const person of [maria, olga, ann]) {
      await person.tapsData(person.lastMessage(), data)
      expect(person.lastMessage().text).toContain('Эта кнопка уже не работает')
    }
  }
  for (const data of [`clo.${id}.`, `clv.${id}.0`]) {
    await olga.tapsData(olga.lastMessage(), data)
    expect(olga.lastMessage().text).toContain('Эта кнопка уже не работает')
  }
  expect(await salon.db.query('select 1 from users where banned_at is not null or tags <> $1', [[]])).toEqual(
    [],
  )
})
