import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let ann: Person

async function open(backend: 'redis' | 'postgresql', language: 'ru' | 'en' = 'ru'): Promise<void> {
  salon = await openSalon({ backend })
  await salon.db.query(
    `insert into settings (key, value, updated_at) values ('phone_required', 'true', '2026-03-01T00:00:00Z')`,
  )
  await salon.restart()
  ann = salon.person('Анна', language)
  await choose(ann, '10:00')
}

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function choose(person: Person, time: string): Promise<void> {
  await person.sends('/book')
  for (const tap of [/Стрижка/, '5', time]) await person.taps(tap)
}

async function phones() {
  return await salon.db.query('select phone from users where phone is not null order by id')
}

async function visits(): Promise<number> {
  return (await salon.db.query('select 1 from bookings')).length
}

describe.each(['redis', 'postgresql'] as const)(
  'a phone that the business requires, drafts in %s',
  (backend) => {
    beforeEach(async () => await open(backend))

    test('is shared by a tap after Confirm; the booking goes on, the menu is back, and it is asked for once', async () => {
      await ann.taps('Подтвердить')
      expect(await visits()).toBe(0)
      await ann.sees('Остался номер телефона')
      await ann.taps('Отправить мой номер')
      await ann.sees('Спасибо, номер записали')
      expect(ann.lastMessage().text).toContain('Вы записаны')
      expect(ann.screen().replyKeyboard).toEqual([['Записаться', 'Мои записи', 'О нас']])
      await choose(ann, '12:00')
      await ann.taps('Подтвердить')
      expect(ann.lastMessage().text).toContain('Вы записаны')
      expect(await visits()).toBe(2)
    })

    test('may be typed; a wrong one is explained, and a restart changes nothing', async () => {
      await ann.taps('Добавить комментарий')
      await ann.sends('без чёлки')
      await ann.taps('Подтвердить')
      await salon.restart()
      for (const wrong of ['12345', 'не скажу', '8'.repeat(4000), '+7 000 000 00 00']) {
        await ann.sends(wrong)
        expect(ann.lastMessage().text).toMatch(/^Не получается разобрать номер/)
      }
      await ann.sendsPhoto()
      expect(ann.lastMessage().text).toContain('Остался номер телефона')
      await salon.restart()
      await ann.sends('8 (916) 123-45-67')
      expect(ann.lastMessage().text).toContain('без чёлки')
      expect(await phones()).toEqual([{ phone: '+79161234567' }])
      expect(await visits()).toBe(1)
    })

    test('of somebody else’s contact is refused kindly', async () => {
      await ann.taps('Подтвердить')
      await ann.sendsContact({ own: false })
      expect(ann.lastMessage().text).toMatch(/^Это чужой контакт/)
      expect(await phones()).toEqual([])
      expect(await visits()).toBe(0)
    })

    test('can be left for the summary, and the summary asks again', async () => {
      await ann.taps('Подтвердить')
      await ann.taps('‹ Назад')
      await ann.sees('Проверьте, всё ли верно')
      expect(ann.screen().replyKeyboard).toEqual([['Записаться', 'Мои записи', 'О нас']])
      await ann.taps('Подтвердить')
      await ann.taps('Отправить мой номер')
      expect(await visits()).toBe(1)
    })

    test('delivered twice, or after a double tap, makes one visit', async () => {
      ann.tapsWithoutWaiting('Подтвердить')
      ann.tapsWithoutWaiting('Подтвердить')
      await salon.telegram.idle()
      salon.telegram.faults.deliversTwice(1)
      await ann.taps('Отправить мой номер')
      await ann.sees('Вы записаны')
      expect(await visits()).toBe(1)
    })

    test('a time taken while it was typed is said, and another can be taken', async () => {
      const bob = salon.person('Борис')
      await ann.taps('Подтвердить')
      await choose(bob, '10:00')
      await bob.taps('Подтвердить')
      await bob.taps('Отправить мой номер')
      await ann.sends('8 (916) 123-45-67')
      expect(ann.lastMessage().text).toContain('Это время только что заняли')
      await ann.taps('11:00')
      await ann.taps('Подтвердить')
      expect(ann.lastMessage().text).toContain('Вы записаны')
    })
  },
)

test('a phone is asked for in English, too', async () => {
  await open('postgresql', 'en')
  await ann.taps('Confirm')
  await ann.sends('nope')
  expect(ann.lastMessage().text).toMatch(/^That doesn’t look like a phone number/)
  await ann.sendsContact({ own: false })
  expect(ann.lastMessage().text).toMatch(/^That’s somebody else’s contact/)
  await ann.taps('Share my number')
  expect(ann.lastMessage().text).toContain('You’re booked')
})

test('one’s own contact is kept also where nobody asked for it; somebody else’s is not', async () => {
  salon = await openSalon()
  for (const [person, thanks, notKept] of [
    [salon.person('Анна'), 'Спасибо, номер записали', 'Чужие контакты мы не храним'],
    [salon.person('Bob', 'en'), 'Thank you, we’ve got your number', 'We don’t keep other people’s contacts'],
  ] as const) {
    await person.sends('/start')
    const before = person.screen().messages.length
    await person.sendsContact({ own: false, phone: '+79160000000' })
    expect(person.lastMessage().text).toContain(notKept)
    await person.sendsContact({ phone: '79161234567' })
    expect(person.lastMessage().text).toContain(thanks)
    expect(person.screen().messages).toHaveLength(before + 4)
  }
  expect(await phones()).toEqual([{ phone: '+79161234567' }, { phone: '+79161234567' }])
})
