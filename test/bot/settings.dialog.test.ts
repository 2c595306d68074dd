import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { settingNames } from '../../src/domain/settings.ts'
import { openSalon, type Salon } from '../support/salon.ts'
import { tap } from '../support/screens.ts'

let salon: Salon
let owner: Person

beforeEach(async () => {
  salon = await openSalon({ backend: 'postgresql', env: { CANCELLATION_HOURS: '3' } })
  owner = salon.owner
  await owner.sends('/admin')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function open(group: string, setting: string): Promise<void> {
  await owner.sends('/admin')
  for (const label of ['Настройки', group, setting]) await owner.taps(label)
}

const text = (person = owner) => person.lastMessage().text

describe('the settings', () => {
  test('are all to be seen, in groups, with back and home', async () => {
    await owner.taps('Настройки')
    const seen: string[] = []
    for (const group of ['business', 'hours', 'booking', 'messages']) {
      await tap(owner, {
        to: 'setg',
        text: owner
          .lastMessage()
          .buttons.flat()
          .find(({ data }) => data?.endsWith(group))!.text,
      })
      seen.push(
        ...owner
          .lastMessage()
          .buttons.flat()
          .flatMap(({ data = '' }) => data.match(/^setc\.(\w+)$/)?.[1] ?? []),
      )
      await owner.taps('‹ Назад')
    }
    expect(seen.sort()).toEqual([...settingNames].sort())
    await owner.taps('Панель')
    expect(text()).toContain('Сегодня, понедельник, 2 марта')
  })

  test('tell where a value comes from, take another, and go back', async () => {
    await open('Правила записи', 'Отмена и перенос')
    expect(text()).toContain('Сейчас: за 3 ч\nТак задано при запуске бота.')
    await owner.taps('Поменять')
    await owner.sends('сутки')
    expect(text()).toMatch(/^Нужно целое число/)
    await owner.sends('721')
    expect(text()).toMatch(/^Слишком много: можно не больше 720/)
    await owner.sends('5')
    expect(text()).toContain('Сохранили, уже действует.')
    expect(text()).toContain('Сейчас: за 5 ч\nВы поменяли это здесь, в боте.')
    for (const label of ['Вернуть: за 3 ч', 'Нет, оставить как есть', 'Вернуть: за 3 ч'])
      await owner.taps(label)
    expect(text()).toContain('Сейчас: за 5 ч\nБудет: за 3 ч')
    await owner.taps('Да, вернуть')
    expect(text()).toContain('Сейчас: за 3 ч\nТак задано при запуске бота.')
  })

  test('take a tap on a usual answer, and *no* leads back to the card', async () => {
    await open('Часы и время записи', 'Шаг времени')
    await owner.taps('Поменять')
    await owner.taps('30 мин')
    expect(text()).toContain('Сейчас: 30 мин')
    await owner.taps('Поменять')
    await owner.sends('1 ч 30 мин')
    expect(text()).toContain('Сейчас: 1 ч 30 мин')
    await owner.taps('Поменять')
    await owner.taps('‹ Назад')
    expect(text()).toMatch(/^Шаг времени\nСейчас: 1 ч 30 мин/)
  })

  test('of few values are chosen by a tap', async () => {
    await open('Правила записи', 'Подтверждение')
    await owner.taps('вручную')
    expect(owner.lastMessage().keyboard.flat()).toContain('✓ вручную')
    const ann = salon.person('Анна')
    await ann.sends('/start')
    const rows = await salon.db.query('select value from settings where key = $1', ['confirmation'])
    expect(rows).toEqual([{ value: 'manual' }])
  })

  test('that may be empty are emptied by a tap', async () => {
    await open('Сообщения', 'Тихие часы')
    await owner.taps('Поменять')
    await owner.taps('22:00–9:00')
    expect(text()).toContain('Сейчас: 22:00–9:00')
    await owner.taps('Убрать')
    expect(text()).toBe('Тихие часы: убрать?\nСейчас: 22:00–9:00')
    await owner.taps('Да, убрать')
    expect(text()).toContain('Сейчас: нет')
  })

  test('are seen by clients at once', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/start')
    await ann.taps('О нас')
    await open('О бизнесе', 'Название')
    await owner.taps('Поменять')
    await owner.sends('Салон <b>«Зоя»</b> & Ко')
    await ann.taps('О нас')
    expect(ann.lastMessage().text).toMatch(/^Салон <b>«Зоя»<\/b> & Ко/)
  })

  test('take a place as a place, and a phone as people write it', async () => {
    await open('О бизнесе', 'Точка на карте')
    await owner.taps('Поменять')
    await owner.sendsLocation({ latitude: 55.75, longitude: 37.61 })
    expect(text()).toContain('Сейчас: 55.75, 37.61')
    await open('О бизнесе', 'Телефон')
    await owner.taps('Поменять')
    await owner.sendsLocation({ latitude: 55.75, longitude: 37.61 })
    expect(text()).toContain('текстом')
    await owner.sends('8 916 123-45-67')
    expect(text()).toContain('Сейчас: +7 916 123 45 67')
  })

  test('change the time zone after the visits ahead were shown', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/start')
    for (const label of ['Записаться', 'Стрижка', '10', '12:00', 'Подтвердить'])
      await ann.taps(new RegExp(label))
    // Who books is told of to the owner, too, in a message of its own.
    await owner.sees('Новая запись')
    await open('О бизнесе', 'Часовой пояс')
    await owner.taps('Поменять')
    await owner.taps('Омск')
    expect(text()).toContain('Поменять часовой пояс на Asia/Omsk?')
    expect(text()).toContain('вт, 10 марта, 12:00 → вт, 10 марта, 15:00, Анна')
    await owner.taps('Поменять пояс')
    expect(text()).toContain('Сейчас: Омск (Asia/Omsk)')
  })

  test('changed by another meanwhile are shown, not overwritten', async () => {
    await open('Правила записи', 'Отмена и перенос')
    await owner.taps('Поменять')
    await salon.db.query(
      `insert into settings (key, value, version, updated_at) values ('cancellation_hours', '7', 5, $1)`,
      [salon.clock.now()],
    )
    await owner.sends('9')
    expect(text()).toMatch(/^Эту настройку только что поменял кто-то ещё/)
    expect(text()).toContain('Сейчас: за 7 ч')
  })

  test('speak English', async () => {
    await owner.sends('/language')
    await owner.taps('English')
    await owner.sends('/admin')
    for (const label of ['Settings', 'Messages', 'Reminders']) await owner.taps(label)
    expect(text()).toContain('Now: 24 h before, 2 h before, 1 h before\nIt has been so from the beginning.')
    await owner.taps('Change')
    await owner.sends('24, x')
    expect(text()).toMatch(/^Please type a whole number/)
    await owner.sends('48 and 3')
    await owner.sends('48, 3')
    expect(text()).toContain('Now: 48 h before, 3 h before')
  })
})

test.each(['moderator', 'specialist', 'none'])('for a %s the settings do not exist', async (role) => {
  const zoya = salon.person('Зоя')
  await zoya.sends('/start')
  await salon.db.query(
    `insert into staff (name, telegram_id, role, bookable, notices, sort_order, added_at, version)
     values ('Зоя', $1, $2, false, '{}', 9, $3, 1)`,
    [zoya.id, role, salon.clock.now()],
  )
  for (const data of [
    'set',
    'setg.business',
    'setc.businessName',
    'sete.businessName',
    'seto.confirmation.0.manual',
    'setx.address.0',
    'setr.address.0',
    'setxq.address.0',
    'setrq.address.0',
    'setcu.0.EUR',
    'setz.0.Asia/Omsk',
    'ans.setting.value.9',
    'dlg.setting',
  ]) {
    await zoya.tapsData(zoya.lastMessage(), data)
    expect(zoya.lastMessage().text).toContain('Эта кнопка уже не работает')
  }
  expect(await salon.db.query(`select key from settings where key <> 'tenant'`)).toEqual([])
})
