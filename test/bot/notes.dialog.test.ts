import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import type { Person } from '../../playground/people.ts'
import { hearsNext, openSalon, type Salon } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

/** Up to the summary of a visit on Thursday, 5 March. */
async function choose(person: Person, time: string, specialist?: string): Promise<void> {
  await person.sends('/book')
  await person.taps(/Стрижка/)
  if (specialist !== undefined) await person.taps(specialist)
  await person.taps('5')
  await person.taps(time)
}

async function notes() {
  return await salon.db.query<{ comment: string | null; guest: string | null }>(
    'select client_comment as comment, guest_name as guest from bookings order by id',
  )
}

describe.each(['redis', 'postgresql'] as const)('a comment, drafts in %s', (backend) => {
  let ann: Person
  beforeEach(async () => {
    salon = await openSalon({ backend })
    ann = salon.person('Анна')
    await salon.owner.sends('/start')
    await choose(ann, '10:00')
  })

  test('is shown on the summary, the done card, the booking card and to staff, and never audited', async () => {
    await ann.taps('Добавить комментарий')
    await ann.sends('Аллергия на <b>лак</b> & пыль')
    const shown = 'Комментарий: Аллергия на <b>лак</b> & пыль'
    expect(ann.lastMessage().text).toContain(shown)
    expect(ann.lastMessage().text).toContain('Четверг, 5 марта, 10:00')
    await ann.taps('Подтвердить')
    expect(ann.lastMessage().text).toContain('Вы записаны')
    expect(ann.lastMessage().text).toContain(shown)
    await ann.taps('Мои записи')
    await ann.taps(/5 марта/)
    expect(ann.lastMessage().text).toContain(shown)
    await salon.owner.sees(shown)
    const rows = await salon.db.query(`select 1 from audit_log where audit_log::text like '%лак%'`)
    expect(rows).toEqual([])
  })

  test('what is none is explained and asked again; the choice survives', async () => {
    await ann.taps('Добавить комментарий')
    for (const typed of ['а'.repeat(301), '😀'.repeat(2000)]) {
      await ann.sends(typed)
      expect(ann.lastMessage().text).toMatch(/сюда поместится до 300 символов/)
    }
    await ann.sends('\u200b \u200f')
    expect(ann.lastMessage().text).toMatch(/^Напишите, пожалуйста, словами/)
    await ann.sendsPhoto('подпись')
    expect(ann.lastMessage().text).toMatch(/^Напишите, пожалуйста, текстом/)
    await ann.sendsSticker()
    await ann.sendsContact()
    await ann.sends('😀'.repeat(300))
    expect(ann.lastMessage().text).toContain('😀'.repeat(300))
    await ann.taps('Подтвердить')
    expect(await notes()).toEqual([{ comment: '😀'.repeat(300), guest: null }])
  })

  test('survives another time, a restart between any two steps, and can be taken back', async () => {
    await ann.taps('Добавить комментарий')
    await salon.restart()
    await ann.sends('без чёлки')
    await salon.restart()
    await ann.taps('‹ Другое время')
    await ann.taps('12:00')
    expect(ann.lastMessage().text).toContain('без чёлки')
    await ann.taps('Изменить комментарий')
    await ann.taps('‹ Назад')
    expect(ann.lastMessage().text).toContain('без чёлки')
    await ann.taps('Изменить комментарий')
    await ann.taps('Без комментария')
    expect(ann.lastMessage().text).not.toContain('без чёлки')
    await ann.taps('Подтвердить')
    expect(await notes()).toEqual([{ comment: null, guest: null }])
  })

  test('written twice by Telegram is written once, and a double tap on Confirm books once', async () => {
    await ann.taps('Добавить комментарий')
    salon.telegram.faults.deliversTwice(1)
    await ann.sends('без чёлки')
    expect(ann.lastMessage().text).toContain('без чёлки')
    ann.tapsWithoutWaiting('Подтвердить')
    ann.tapsWithoutWaiting('Подтвердить')
    await salon.telegram.idle()
    expect(ann.lastMessage().text).toContain('Вы записаны')
    expect(await notes()).toEqual([{ comment: 'без чёлки', guest: null }])
  })

  test('a button from before the last change books nothing unseen', async () => {
    await ann.taps('Добавить комментарий')
    await ann.sends('первый')
    const old = ann.lastMessage()
    const confirm = old.buttons[0]?.[0]?.data ?? ''
    await ann.taps('Изменить комментарий')
    await ann.sends('второй')
    await ann.tapsData(old, confirm)
    const shown = ann.screen().messages.find(({ id }) => id === old.id)
    expect(shown?.text).toContain('Комментарий или имя с тех пор изменились')
    expect(shown?.text).toContain('второй')
    expect(await notes()).toEqual([])
  })

  test('a command leaves the question', async () => {
    await ann.taps('Добавить комментарий')
    await ann.sends('/cancel')
    await ann.sends('без чёлки')
    expect(ann.lastMessage().text).toContain('Я понимаю только кнопки')
    expect(await notes()).toEqual([])
  })
})

test('a comment lost with an emptied Redis is never left out silently', async () => {
  salon = await openSalon({ backend: 'redis' })
  const ann = salon.person('Анна')
  await choose(ann, '10:00')
  await ann.taps('Добавить комментарий')
  await ann.sends('без чёлки')
  const client = new Redis(salon.redis?.url ?? '')
  await client.del((await salon.redis?.keys()) ?? [])
  client.disconnect()
  await ann.taps('Подтвердить')
  expect(ann.lastMessage().text).toContain('Комментарий или имя с тех пор изменились')
  expect(await notes()).toEqual([])
  await ann.taps('Подтвердить')
  expect(await notes()).toEqual([{ comment: null, guest: null }])
})

describe('a visit for somebody else', () => {
  let ann: Person
  beforeEach(async () => {
    salon = await openSalon({ specialists: ['Мария', 'Ольга'] })
    ann = salon.person('Анна')
    await salon.owner.sends('/start')
  })

  test('mother and child come at ten to two specialists; the cards, the notice and the reminder say who', async () => {
    await choose(ann, '10:00', 'Мария')
    await ann.taps('Подтвердить')
    await choose(ann, '10:00', 'Ольга')
    await ann.taps('Кто придёт: я')
    expect(ann.lastMessage().text).toContain('Кто придёт?')
    for (const wrong of ['М', 'М'.repeat(61), 'Ж'.repeat(4000)]) {
      await ann.sends(wrong)
      expect(ann.lastMessage().text).toMatch(/^В имени может быть от 2 до 60 символов/)
    }
    await ann.sends('  Маша\n<3 ')
    expect(ann.lastMessage().keyboard.flat()).toContain('Кто придёт: Маша <3')
    await ann.taps('Подтвердить')
    expect(ann.lastMessage().text).toContain('Придёт: Маша <3')
    await hearsNext(salon, salon.owner, 'Придёт: Маша <3')
    expect(await notes()).toEqual([
      { comment: null, guest: null },
      { comment: null, guest: 'Маша <3' },
    ])
    salon.clock.moveTo(new Date('2026-03-04T07:00:01Z'))
    await ann.sees(/Ждём вас завтра[^]*Придёт: Маша <3/)
  })

  test('the same guest can’t be in two places, nor oneself again', async () => {
    for (const specialist of ['Мария', 'Ольга']) {
      await choose(ann, '10:00', specialist)
      await ann.taps('Кто придёт: я')
      await ann.sends('Маша')
      await ann.taps('Подтвердить')
    }
    expect(ann.lastMessage().text).toContain('В это время у вас уже есть запись')
    expect(await notes()).toEqual([{ comment: null, guest: 'Маша' }])
  })

  test('a double tap makes one visit, and “for me” is one tap away', async () => {
    await choose(ann, '10:00', 'Любой специалист')
    await ann.taps('Кто придёт: я')
    await ann.sends('Маша')
    ann.tapsWithoutWaiting('Подтвердить')
    ann.tapsWithoutWaiting('Подтвердить')
    await salon.telegram.idle()
    expect(ann.lastMessage().text).toContain('Вы записаны')
    await choose(ann, '10:00', 'Любой специалист')
    await ann.taps('Кто придёт: я')
    await ann.taps('Приду я')
    await ann.taps('Подтвердить')
    expect(await notes()).toEqual([
      { comment: null, guest: 'Маша' },
      { comment: null, guest: null },
    ])
  })

  test('in English', async () => {
    const bob = salon.person('Bob', 'en')
    await bob.sends('/book')
    for (const tap of [/Стрижка/, 'Any specialist', '5', '10:00', 'Who it’s for: me']) await bob.taps(tap)
    await bob.sends('Mia')
    await bob.taps('Add a comment')
    await bob.sends('Short, please')
    await bob.taps('Confirm')
    expect(bob.lastMessage().text).toContain('For Mia')
    expect(bob.lastMessage().text).toContain('Comment: Short, please')
  })
})
