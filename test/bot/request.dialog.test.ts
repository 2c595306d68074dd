import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { hearsNext, openSalon, type Salon } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function open(backend: 'redis' | 'postgresql' = 'postgresql'): Promise<void> {
  salon = await openSalon({ backend })
  await salon.db.query(
    `insert into settings (key, value, updated_at) values ('confirmation', '"manual"', '2026-03-01T00:00:00Z')`,
  )
  await salon.restart()
  await salon.owner.sends('/start')
}

async function book(person: Person, taps: readonly (string | RegExp)[]): Promise<void> {
  await person.sends('/book')
  for (const tap of taps) await person.taps(tap)
}

const inRussian = [/Стрижка/, '5', '10:00', 'Подтвердить']

async function statuses() {
  const rows = await salon.db.query<{ status: string }>('select status from bookings order by id')
  return rows.map(({ status }) => status)
}

describe.each(['redis', 'postgresql'] as const)(
  'a booking that the business confirms, jobs in %s',
  (backend) => {
    let ann: Person
    beforeEach(async () => {
      await open(backend)
      ann = salon.person('Анна')
      await book(ann, inRussian)
    })

    test('waits, is approved by a tap on the notice, and the client is told', async () => {
      expect(ann.lastMessage().text).toContain('Держим это время за вами')
      await ann.taps('Мои записи')
      await ann.taps(/5 марта/)
      expect(ann.lastMessage().text).toContain('Ждёт подтверждения.')
      expect(ann.lastMessage().keyboard.flat()).not.toContain('Я приду')

      const notice = await salon.owner.sees('Новая запись ждёт подтверждения')
      expect(notice.buttons.flat().map(({ text, style }) => [text, style])).toEqual([
        ['Подтвердить', 'success'],
        ['Отклонить', undefined],
        ['Открыть запись', undefined],
      ])
      await salon.restart()
      await salon.owner.taps('Подтвердить')
      expect(salon.owner.lastMessage().text).toContain('Запись подтверждена')
      expect(salon.owner.lastMessage().keyboard).toEqual([['Открыть запись'], ['Панель']])
      const word = await ann.sees('Запись подтверждена. Ждём вас!')
      expect(word.text).toContain('Четверг, 5 марта, 10:00')
      expect(await statuses()).toEqual(['confirmed'])
      await salon.owner.tapsData(notice, notice.buttons[0]?.[0]?.data ?? '')
      expect(salon.owner.lastMessage().text).toContain('Эта запись уже подтверждена')
    })

    test('is declined with a reason that the client reads, and the time is free again', async () => {
      await salon.owner.sees('Новая запись ждёт подтверждения')
      for (const tap of ['Отклонить', '‹ Назад', 'Отклонить', 'Не успеваем']) await salon.owner.taps(tap)
      expect(salon.owner.lastMessage().text).toContain('Запись отклонили')
      const word = await ann.sees('записать вас на это время не получится')
      expect(word.text).toContain('На это время мы уже не успеваем')
      expect(await statuses()).toEqual(['cancelled'])
      await ann.taps('Записаться снова')
      // The notice stays to be read, its button goes: a second tap that was under way opens nothing more.
      const calendars = () => ann.screen().messages.filter(({ text }) => text.includes('Какой день вам'))
      expect(calendars()).toHaveLength(1)
      await ann.tapsData(word, word.buttons[0]?.[0]?.data ?? '')
      expect(calendars()).toHaveLength(1)
      expect(ann.screen().messages.find(({ id }) => id === word.id)).toMatchObject({
        text: word.text,
        keyboard: [],
      })
      await ann.taps('5')
      expect(ann.lastMessage().keyboard.flat()).toContain('10:00')
    })

    test('expires with a word to the client and to the owner', async () => {
      salon.clock.moveTo(new Date('2026-03-03T06:30:00Z'))
      await ann.sees('мы не успели подтвердить эту запись')
      await hearsNext(salon, salon.owner, 'Запись не подтвердили вовремя, она отменена')
      expect(await statuses()).toEqual(['cancelled'])
    })

    test('moved by the client, it waits again, and the old button shows the new time', async () => {
      const notice = await salon.owner.sees('Новая запись ждёт подтверждения')
      await salon.owner.taps('Подтвердить')
      await ann.sees('Запись подтверждена')
      for (const tap of ['Открыть запись', 'Перенести', '6', '12:00']) await ann.taps(tap)
      expect(ann.lastMessage().text).toContain(
        'Прежнее время сразу освободится. Подтвердим новое и напишем вам.',
      )
      await ann.taps('Перенести')
      expect(ann.lastMessage().text).toContain('Держим за вами новое время')
      await hearsNext(salon, salon.owner, 'Запись перенесена и ждёт подтверждения')
      await salon.owner.tapsData(notice, notice.buttons[0]?.[0]?.data ?? '')
      const shown = salon.owner.screen().messages.find(({ id }) => id === notice.id)
      expect(shown?.text).toMatch(/^Клиент успел перенести запись[^]*Пятница, 6 марта, 12:00/)
      expect(await statuses()).toEqual(['pending'])
      for (const tap of ['Отклонить', 'Не успеваем']) await salon.owner.taps(tap)
      await ann.sees('Прежнее время освободилось при переносе, поэтому сейчас этой записи нет.')
    })

    test('is nobody else’s to decide: for clients it does not exist', async () => {
      const eve = salon.person('Ева')
      await eve.sends('/start')
      for (const data of ['rq.1', 'rqok.1.1', 'rqno.1.1', 'rqnook.1.1.', 'rqnook.1.1.no_time']) {
        await eve.tapsData(eve.lastMessage(), data)
        expect(eve.lastMessage().text).toContain('Эта кнопка уже не работает')
      }
      expect(await statuses()).toEqual(['pending'])
    })

    test('two taps on Confirm by the owner are one approval', async () => {
      await salon.owner.sees('Новая запись ждёт подтверждения')
      salon.owner.tapsWithoutWaiting('Подтвердить')
      salon.owner.tapsWithoutWaiting('Подтвердить')
      await ann.sees('Запись подтверждена')
      await salon.telegram.idle()
      const told = ann.screen().messages.filter(({ text }) => text.includes('Запись подтверждена'))
      expect(told).toHaveLength(1)
    })
  },
)

test('decided one after the other, from the panel', async () => {
  await open()
  // So that no notice comes below the panel.
  await salon.db.query(`update staff set notices = '{}'`)
  const people = [salon.person('Анна'), salon.person('Борис'), salon.person('Вера')]
  for (const [index, person] of people.entries()) {
    await book(person, [/Стрижка/, '5', `1${index}:00`, 'Подтвердить'])
  }
  await salon.owner.sends('/admin')
  await salon.owner.taps('Ждут подтверждения: 3')
  expect(salon.owner.lastMessage().text).toContain('Клиент: Анна')
  await salon.owner.taps('Следующая, ждут ещё 2')
  expect(salon.owner.lastMessage().text).toContain('Клиент: Борис')
  for (const tap of ['Подтвердить', 'Следующая, ждут ещё 2']) await salon.owner.taps(tap)
  expect(salon.owner.lastMessage().text).toContain('Клиент: Вера')
  for (const tap of ['Отклонить', 'Без причины', 'Следующая, ждёт ещё 1']) await salon.owner.taps(tap)
  expect(salon.owner.lastMessage().text).toContain('Клиент: Анна')
  await salon.owner.taps('Подтвердить')
  expect(salon.owner.lastMessage().keyboard).toEqual([['Открыть запись'], ['Панель']])
  expect(await statuses()).toEqual(['confirmed', 'confirmed', 'cancelled'])
  await salon.owner.tapsData(salon.owner.lastMessage(), 'rq.99')
  expect(salon.owner.lastMessage()).toMatchObject({ text: 'Такой записи нет.', keyboard: [['Панель']] })
})

test('the owner’s own booking needs no confirmation', async () => {
  await open()
  await book(salon.owner, inRussian)
  expect(salon.owner.lastMessage().text).toContain('Вы записаны')
  expect(await statuses()).toEqual(['confirmed'])
})

test('in English', async () => {
  await open()
  const bob = salon.person('Bob', 'en')
  await book(bob, [/Стрижка/, '5', '10:00', 'Confirm'])
  expect(bob.lastMessage().text).toContain('We’re holding this time for you')
  await salon.owner.sees('Новая запись ждёт подтверждения')
  for (const tap of ['Отклонить', 'Попросить позвонить']) await salon.owner.taps(tap)
  const word = await bob.sees('Sorry, we can’t see you at that time')
  expect(word.text).toContain('Let’s find a time together.')
  expect(word.keyboard).toEqual([['Book again']])
})
