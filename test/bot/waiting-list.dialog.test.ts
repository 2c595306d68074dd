import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { staffCardButton } from '../../src/bot/admin/bookings/buttons.ts'
import type { MessageView } from '../../playground/screen.ts'
import type { Person } from '../../playground/people.ts'
import { hearsNext, openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let ann: Person
let ksenia: Person

/** Open for one visit a day, and Thursday's is Ann's. */
async function open(backend: 'redis' | 'postgresql' = 'postgresql', env = {}, days = ['5']) {
  salon = await openSalon({ backend, env: { WORK_HOURS_START: '10', WORK_HOURS_END: '11', ...env } })
  ann = salon.person('Анна')
  for (const day of days) await book(ann, day)
  ksenia = salon.person('Ксения')
}

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function book(person: Person, day: string): Promise<void> {
  await person.sends('/book')
  for (const tap of [/Стрижка/, day, '10:00', 'Подтвердить']) await person.taps(tap)
}

async function wait(person: Person, range: string | RegExp = /Четверг, 5 марта/): Promise<void> {
  await person.sends('/book')
  for (const tap of [/Стрижка/, '5×', 'Сообщить, если освободится', range]) await person.taps(tap)
}

async function giveUp(person: Person): Promise<void> {
  for (const tap of ['Мои записи', /5 марта/, 'Отменить', 'Да, отменить']) await person.taps(tap)
}

function dataOf({ buttons }: MessageView, label: string): string {
  return buttons.flat().find(({ text }) => text === label)?.data ?? ''
}

async function visits(): Promise<string[]> {
  const rows = await salon.db.query<{ line: string }>(
    `select concat_ws(' ', u.first_name, b.status, b.pending_for) as line
       from bookings b join users u on u.id = b.user_id order by b.id`,
  )
  return rows.map(({ line }) => line)
}

describe.each(['redis', 'postgresql'] as const)('the waiting list, jobs in %s', (backend) => {
  beforeEach(async () => await open(backend))

  test('is three taps on a full day, and says what will happen', async () => {
    await wait(ksenia)
    const { text, keyboard } = ksenia.lastMessage()
    expect(text).toContain('Напишем, если освободится')
    expect(text).toContain('Четверг, 5 марта')
    expect(text.replaceAll(/\s/g, ' ')).toContain('придержим его для вас на 30 минут')
    expect(keyboard).toEqual([['Мои записи'], ['Больше не ждать']])
    await wait(ksenia)
    await ksenia.taps('Мои записи')
    expect(ksenia.lastMessage().keyboard).toEqual([
      ['Жду: чт, 5 марта · Стрижка'],
      ['Записаться', 'История записей'],
    ])
    await ksenia.taps(/Жду/)
    expect(ksenia.lastMessage().text).toContain('Вы ждёте свободное место')
    await ksenia.taps('Больше не ждать')
    expect(ksenia.lastMessage().text).toContain('Хорошо, вычеркнули вас из листа ожидания')
    expect(ksenia.lastMessage().keyboard.flat()).not.toContain('Жду: чт, 5 марта · Стрижка')
  })

  test('offers the freed time, a tap takes it, and the owner hears of a new visit', async () => {
    await wait(ksenia)
    await salon.owner.sends('/start')
    await giveUp(ann)
    const offer = await ksenia.sees('Освободилось время!')
    expect(offer.text).toContain('Держим его для вас до 09:3')
    expect(offer.text).toContain('Четверг, 5 марта, 10:00')
    expect(offer.buttons.flat().map(({ text, style }) => [text, style])).toEqual([
      ['Записаться', 'success'],
      ['Не подходит', undefined],
    ])
    await salon.restart()
    await ksenia.tapsData(offer, dataOf(offer, 'Записаться'))
    const booked = ksenia.screen().messages.find(({ id }) => id === offer.id)
    expect(booked?.text).toContain('Вы записаны. Ждём вас!')
    expect(booked?.keyboard.flat()).toContain('Добавить в календарь')
    await hearsNext(salon, salon.owner, 'Новая запись')
    const [last] = await salon.db.query<{ id: number }>('select max(id) as id from bookings')
    await salon.owner.tapsData(
      salon.owner.lastMessage(),
      staffCardButton.pack({ bookingId: last!.id, from: null }),
    )
    expect(salon.owner.lastMessage().text).toMatch(
      /: место из листа ожидания \(бот\)\n[^\n]+: новая запись \(клиент\)$/,
    )
    for (const label of ['Записаться', 'Не подходит']) {
      await ksenia.tapsData(offer, dataOf(offer, label))
      expect(ksenia.screen().messages.find(({ id }) => id === offer.id)?.text).toContain('Вы записаны')
    }
    expect(await visits()).toEqual(['Анна cancelled', 'Ксения confirmed'])
    await ksenia.sends('/my')
    expect(ksenia.lastMessage().keyboard.flat()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Чт, 5 марта, 10:00/)]),
    )
    expect(ksenia.lastMessage().keyboard.flat().join()).not.toContain('Жду')
  })

  test('refused, it is the next one’s at once; the first may stop waiting by a tap', async () => {
    await wait(ksenia, '2–8 марта')
    const lev = salon.person('Лев')
    await wait(lev)
    await giveUp(ann)
    const offer = await ksenia.sees('Освободилось время!')
    await ksenia.taps('Не подходит')
    expect(ksenia.lastMessage().text).toContain('Хорошо, предложим это время другим')
    await lev.sees('Освободилось время!')
    await ksenia.tapsData(offer, dataOf(offer, 'Записаться'))
    expect(ksenia.lastMessage().text).toContain('Это время мы уже не держим')
    await ksenia.taps('Открыть календарь')
    expect(ksenia.lastMessage().text).toContain('свободного времени нет')
    await lev.taps('Записаться')
    expect(await visits()).toEqual(['Анна cancelled', 'Ксения cancelled offer', 'Лев confirmed'])
  })

  test('not answered, it ends with a kind word and goes to the next', async () => {
    await wait(ksenia)
    const lev = salon.person('Лев')
    await wait(lev)
    await giveUp(ann)
    const offer = await ksenia.sees('Освободилось время!')
    salon.clock.moveTo(new Date('2026-03-02T06:40:00Z'))
    await ksenia.sees('Мы больше не держим это время')
    await lev.sees('Освободилось время!')
    for (const label of ['Записаться', 'Не подходит']) {
      await ksenia.tapsData(offer, dataOf(offer, label))
      expect(ksenia.screen().messages.find(({ id }) => id === offer.id)?.text).toContain(
        'Это время мы уже не держим',
      )
    }
  })
})

test('an offer can be answered from My bookings, where it is no visit', async () => {
  await open()
  await wait(ksenia)
  await giveUp(ann)
  await ksenia.sees('Освободилось время!')
  await ksenia.sends('/my')
  expect(ksenia.lastMessage().text).toContain('Сейчас у вас нет записей')
  await ksenia.taps(/Жду/)
  expect(ksenia.lastMessage().text).toContain('Держим его для вас до')
  await ksenia.taps('Записаться')
  expect(ksenia.lastMessage().text).toContain('Вы записаны')
})

test('a month without a free time has the button, too', async () => {
  await open('postgresql', { BOOKING_HORIZON_DAYS: '1' }, ['[2]', '3'])
  await ksenia.sends('/book')
  for (const tap of [/Стрижка/, 'Сообщить, если освободится']) await ksenia.taps(tap)
  expect(ksenia.lastMessage().keyboard).toEqual([['Март целиком'], ['Любой день'], ['‹ Назад']])
  await ksenia.taps('Любой день')
  expect(ksenia.lastMessage().text).toContain('2–3 марта')
})

test('a time that was freed meanwhile is shown instead of waiting', async () => {
  await open()
  await ksenia.sends('/book')
  for (const tap of [/Стрижка/, '5×', 'Сообщить, если освободится']) await ksenia.taps(tap)
  await giveUp(ann)
  await ksenia.taps('Любой день')
  expect(ksenia.lastMessage().text).toContain('Хорошие новости: свободное время уже есть.')
  expect(ksenia.lastMessage().keyboard.flat()).toContain('10:00')
})

test.each([
  ['Отправить мой номер', async () => await ksenia.taps('Отправить мой номер')],
  ['typed', async () => await ksenia.sends('8 (916) 123-45-67')],
])('a phone that the business requires is asked for first: %s', async (_, answer) => {
  await open()
  await salon.db.query(
    `insert into settings (key, value, updated_at) values ('phone_required', 'true', '2026-03-01T00:00:00Z')`,
  )
  await salon.restart()
  await wait(ksenia)
  await ksenia.sees('Остался номер телефона')
  await ksenia.sends('12345')
  expect(ksenia.lastMessage().text).toMatch(/^Не получается разобрать номер/)
  await ksenia.taps('‹ Назад')
  await ksenia.sees('Какие дни вам подходят?')
  expect(ksenia.screen().replyKeyboard).toEqual([['Записаться', 'Мои записи', 'О нас']])

  ksenia.tapsWithoutWaiting(/Четверг, 5 марта/)
  ksenia.tapsWithoutWaiting(/Четверг, 5 марта/)
  await salon.telegram.idle()
  const hows = ksenia.screen().messages.filter(({ text }) => text.includes('Нажмите «Отправить мой номер»'))
  expect(hows).toHaveLength(2)
  await answer()
  expect(ksenia.lastMessage().text).toContain('Напишем, если освободится')
  expect(ksenia.screen().replyKeyboard).toEqual([['Записаться', 'Мои записи', 'О нас']])
  await giveUp(ann)
  await ksenia.sees('Освободилось время!')
})

test('in English', async () => {
  await open()
  const bob = salon.person('Bob', 'en')
  await bob.sends('/book')
  for (const tap of [/Стрижка/, '5×', 'Tell me if a time opens up', /Thursday/]) await bob.taps(tap)
  expect(bob.lastMessage().text).toContain('We’ll tell you if a time opens up')
  await giveUp(ann)
  const offer = await bob.sees('A place is free!')
  expect(offer.keyboard).toEqual([['Book it'], ['It doesn’t suit me']])
  await bob.taps('It doesn’t suit me')
  expect(bob.lastMessage().text).toContain('All right, we’ll offer this time to others')
  await bob.taps('Stop waiting')
  expect(bob.lastMessage().text).toContain('you’re not waiting any more')
})
