import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { openSalon, type Salon } from '../support/salon.ts'
import type { Person } from '../../playground/people.ts'

async function services(salon: Salon) {
  return await salon.db.query<{ name: string; minutes: number; price: number | null }>(
    'select name, duration_min as minutes, price_minor as price from services order by id',
  )
}

async function emptyRedis({ redis }: Salon): Promise<void> {
  const client = new Redis(redis?.url ?? '')
  const keys = (await redis?.keys()) ?? []
  await client.del(keys)
  client.disconnect()
}

describe.each(['redis', 'postgresql'] as const)('adding a service, drafts in %s', (backend) => {
  let salon: Salon
  let owner: Person

  beforeEach(async () => {
    salon = await openSalon({ backend, services: [] })
    owner = salon.owner
    await owner.sends('/start')
  })

  afterEach(async () => {
    await salon.close()
    expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
    expect(salon.telegram.schemaViolations).toEqual([])
  })

  test('a new business is told what to do, and can be booked after three answers', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/start')
    expect(ann.lastMessage().text).toContain('Онлайн-запись скоро откроется')
    expect(owner.lastMessage().text).toContain('Добавьте первую услугу')

    await owner.sends('/book')
    await owner.taps('Добавить услугу')
    await owner.sends('Стрижка')
    await owner.taps('1 ч')
    await owner.sends('1 500,50 ₽')
    expect(owner.lastMessage().text).toContain('Услуга добавлена')
    expect(await services(salon)).toEqual([{ name: 'Стрижка', minutes: 60, price: 150_050 }])
    await ann.sends('/book')
    expect(ann.lastMessage().text).toMatch(/^Стрижка\n.*Какой день вам подходит/)
  })

  test('the price may be skipped, the minutes may be typed, and one may go back', async () => {
    await owner.taps('Добавить услугу')
    await owner.sends('Стрижка')
    await owner.taps('‹ Назад')
    expect(owner.lastMessage().text).toContain('Как она называется?')
    await owner.sends('  Женская\n стрижка ')
    await owner.sends('1 ч 15 мин')
    await owner.taps('Пропустить')
    expect(await services(salon)).toEqual([{ name: 'Женская стрижка', minutes: 75, price: null }])
  })

  test('what is no answer is explained, and asked again', async () => {
    await owner.taps('Добавить услугу')
    for (const name of ['Жж', 'Ж'.repeat(101), 'Ж'.repeat(4000), '\u200b\u200b\u200b\u200b']) {
      await owner.sends(name)
      expect(owner.lastMessage().text).toMatch(/^В названии может быть от 3 до 100 символов/)
    }
    await owner.sendsPhoto('Стрижка')
    expect(owner.lastMessage().text).toMatch(/^Напишите, пожалуйста, текстом/)
    await owner.sendsSticker()
    expect(owner.lastMessage().text).toContain('Как она называется?')
    await owner.sends('<b>Стрижка</b> & 💇‍♀️')
    expect(owner.lastMessage().text).toContain('<b>Стрижка</b> & 💇‍♀️')
    for (const minutes of ['4', '721']) {
      await owner.sends(minutes)
      expect(owner.lastMessage().text).toMatch(/^Нужно целое число минут/)
    }
    for (const minutes of ['долго', '-60', '60.5']) {
      await owner.sends(minutes)
      expect(owner.lastMessage().text).toMatch(/^Не получилось понять/)
    }
    await owner.sends('45')
    expect(owner.lastMessage().text).toContain('Напишите сумму, например 900 ₽.')
    for (const price of ['дорого', '-5', '1.2.3', '1e5']) {
      await owner.sends(price)
      expect(owner.lastMessage().text).toMatch(/^Напишите сумму цифрами, например 900 ₽\./)
    }
    await owner.sends('1.500')
    expect(owner.lastMessage().text).toMatch(
      /^После запятой слишком много цифр\. Напишите, например, 900,50 ₽/,
    )
    await owner.sends('99999999999999')
    expect(owner.lastMessage().text).toMatch(/^Это слишком много: цена может быть не больше 10 000 000 ₽\./)
    await owner.sends('0')
    expect(await services(salon)).toEqual([{ name: '<b>Стрижка</b> & 💇‍♀️', minutes: 45, price: 0 }])
  })

  test('commands and the menu leave it and are never taken for an answer', async () => {
    for (const turn of ['/cancel', '/help', '/unknown', 'Мои записи', 'Book']) {
      await owner.sends('/start')
      await owner.taps('Добавить услугу')
      await owner.sends('Стрижка')
      await owner.sends(turn)
      await owner.sends('60')
      expect(owner.lastMessage().text).toContain('Здесь нужно нажать кнопку')
    }
    await owner.sends('/start')
    await owner.taps('Добавить услугу')
    await owner.taps('Не добавлять')
    expect(owner.lastMessage()).toMatchObject({
      text: 'Услуги\nПока ни одной. Добавьте первую, и клиенты смогут записаться.',
      keyboard: [['Добавить услугу'], ['Панель']],
    })
    expect(await services(salon)).toEqual([])
  })

  test('goes on after a restart between any two steps', async () => {
    await owner.taps('Добавить услугу')
    await salon.restart()
    await owner.sends('Стрижка')
    await salon.restart()
    await owner.taps('45 мин')
    await salon.restart()
    await owner.sends('900')
    expect(await services(salon)).toEqual([{ name: 'Стрижка', minutes: 45, price: 90_000 }])
  })

  test('an answer that Telegram delivers twice is one answer', async () => {
    await owner.taps('Добавить услугу')
    salon.telegram.faults.deliversTwice(1)
    await owner.sends('120')
    expect(owner.lastMessage().text).toContain('Сколько длится услуга?')
    salon.telegram.faults.deliversTwice(1)
    await owner.sends('60')
    expect(owner.lastMessage().text).toContain('Сколько стоит')
    salon.telegram.faults.deliversTwice(1)
    await owner.sends('60')
    expect(await services(salon)).toEqual([{ name: '120', minutes: 60, price: 6000 }])
  })

  test('a button of an answered question changes nothing', async () => {
    await owner.taps('Добавить услугу')
    await owner.sends('Стрижка')
    const minutes = owner.lastMessage()
    await owner.sends('45')
    const [half] = minutes.buttons.flat()
    await owner.tapsData(minutes, half?.data ?? '')
    expect(owner.toasts.at(-1)?.text).toBe('На этот вопрос вы уже ответили')
    await owner.sends('900')
    expect(await services(salon)).toEqual([{ name: 'Стрижка', minutes: 45, price: 90_000 }])
  })

  test('clients can’t, whatever they send', async () => {
    const eve = salon.person('Ева')
    await eve.sends('/start')
    for (const data of [
      'dlg.add_service',
      'ans.add_service.minutes.60',
      'skip.add_service.price',
      'back.add_service.price',
    ]) {
      await eve.tapsData(eve.lastMessage(), data)
      expect(eve.lastMessage().text).toContain('Эта кнопка уже не работает')
    }
    expect(await services(salon)).toEqual([])
  })
})

describe('an emptied Redis in the middle of a dialog', () => {
  let salon: Salon
  beforeEach(async () => {
    salon = await openSalon({ backend: 'redis', services: [] })
    await salon.owner.sends('/start')
    await salon.owner.taps('Добавить услугу')
    await salon.owner.sends('Стрижка')
    await emptyRedis(salon)
  })
  afterEach(async () => await salon.close())

  test('is told to who answers, and they may begin again', async () => {
    const { owner } = salon
    await owner.sends('60')
    expect(owner.lastMessage().text).toContain('ваши ответы не сохранились')
    await owner.taps('Начать заново')
    expect(owner.lastMessage().text).toContain('Как она называется?')
    await owner.sends('Маникюр')
    await owner.taps('30 мин')
    await owner.taps('Пропустить')
    expect(await services(salon)).toEqual([{ name: 'Маникюр', minutes: 30, price: null }])
  })

  test('is told to who taps, too', async () => {
    const { owner } = salon
    await owner.taps('30 мин')
    expect(owner.lastMessage().text).toContain('ваши ответы не сохранились')
  })

  test('is told once: then the chat is as always', async () => {
    const { owner } = salon
    await owner.sends('60')
    await owner.taps('Не надо')
    await owner.sends('60')
    expect(owner.lastMessage().text).toContain('Здесь нужно нажать кнопку')
  })
})
