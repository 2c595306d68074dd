import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person

beforeEach(async () => {
  salon = await openSalon({ backend: 'postgresql', specialists: ['Мария'] })
  owner = salon.owner
  await owner.sends('/start')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

const commands = (person: Person) => person.screen().commands.map(({ command }) => command)

const menuOfStaff = [['Панель'], ['Записаться', 'Мои записи', 'О нас']]

async function askWho(role: string): Promise<void> {
  await owner.sends('/admin')
  for (const tap of ['Доступ и роли', 'Добавить', role]) await owner.taps(tap)
}

describe('admins', () => {
  test('chosen from Telegram’s list, told, and removed: the panel is gone with the next tap', async () => {
    const zoya = salon.person('Зоя')
    await zoya.sends('/start')
    await askWho('Администратор')
    await owner.sees('Кто это будет? Роль: Администратор')
    await owner.chooses('Выбрать человека', zoya)
    expect((await owner.sees('Добавили и сообщили.')).text).toContain('Роль: Администратор')
    expect(owner.screen().replyKeyboard).toEqual(menuOfStaff)
    await zoya.sees('теперь у вас есть доступ')
    expect(commands(zoya)).toContain('admin')
    expect(zoya.screen().replyKeyboard).toEqual(menuOfStaff)
    await zoya.taps('Панель')
    expect(zoya.lastMessage().text).toContain('Сегодня')
    const panel = zoya.lastMessage()

    await owner.taps('Убрать роль')
    await owner.taps('Да, убрать')
    expect(owner.lastMessage().text).toContain('Роль убрали')
    await zoya.sees('у вас больше нет доступа')
    expect(zoya.screen().replyKeyboard).toEqual([['Записаться', 'Мои записи', 'О нас']])
    await zoya.sends('Панель')
    expect(zoya.lastMessage().text).toContain('Я понимаю только кнопки внизу')
    expect(commands(zoya)).not.toContain('admin')
    await zoya.tapsData(panel, 'svl.current.0')
    expect(zoya.lastMessage().text).toContain('Эта кнопка уже не работает')
  })

  test('by contact, by a forwarded message, by @username and by id; what can’t be resolved is explained', async () => {
    const [zoya, olga] = [salon.person('Зоя'), salon.person('Ольга')]
    await askWho('Специалист')
    await owner.forwards('Привет', 'Кто-то')
    expect(owner.lastMessage().text).toContain('Telegram не показывает, кто это.')
    await owner.sends('@durov')
    expect(owner.lastMessage().text).toContain('Не знаю такого имени')
    await owner.sends('какая-то Зоя')
    expect(owner.lastMessage().text).toContain('Не получилось понять, кто это.')
    await owner.sendsContact({ own: false })
    expect(owner.lastMessage().text).toContain('Telegram не показывает, кто это.')
    await owner.sendsContactOf(zoya)
    expect((await owner.sees('Сообщить пока не можем')).text).toContain('Зоя\nРоль: Специалист')

    await askWho('Специалист')
    await owner.forwardsFrom(olga, 'Привет')
    expect((await owner.sees('Ольга')).text).toContain('Роль: Специалист')
    await askWho('Специалист')
    await owner.sends('987654321')
    expect((await owner.sees('987654321')).text).toContain('Роль: Специалист')
    await askWho('Владелец')
    await owner.taps('‹ Назад')
    expect(owner.screen().replyKeyboard).toEqual(menuOfStaff)
    const list = await owner.sees('Кто работает в боте')
    expect(list.keyboard.flat()).toEqual(expect.arrayContaining(['Зоя · Специалист', 'Ольга · Специалист']))
  })

  test('by a link that works once, for the role that it was made for; the owners are told who came', async () => {
    const [zoya, eve] = [salon.person('Зоя'), salon.person('Ева')]
    await owner.sends('/admin')
    for (const tap of ['Доступ и роли', 'Добавить', 'Ссылка, которая даёт роль', 'Администратор']) {
      await owner.taps(tap)
    }
    const [, payload = ''] = /https:\/\/t\.me\/salon_bot\?start=(\S+)/.exec(owner.lastMessage().text) ?? []
    expect(payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
    expect(JSON.stringify(await salon.db.query('select * from staff, audit_log'))).not.toContain(
      payload.slice(-22),
    )
    await eve.sends(`/start ${payload.replace('am_', 'ao_')}`)
    expect(eve.lastMessage().text).toContain('Эта ссылка не действует')
    await zoya.sends(`/start ${payload}`)
    expect(zoya.lastMessage().text).toContain('Вас приглашают работать в этом боте. Роль: Администратор.')
    await eve.sends(`/start ${payload}`)
    await zoya.taps('Принять')
    await zoya.sees('Теперь у вас роль «Администратор».')
    expect(zoya.screen().replyKeyboard?.[0]).toEqual(['Панель'])
    expect(commands(zoya)).toContain('admin')
    await owner.sees('Зоя: теперь есть доступ')
    await eve.taps('Принять')
    expect(eve.lastMessage().text).toContain('ею уже воспользовались')
    expect(commands(eve)).not.toContain('admin')
    await zoya.sends(`/start ${payload}`)
    expect(zoya.lastMessage().text).toContain('У вас уже есть роль «Администратор»')
    await owner.taps('Открыть карточку')
    expect(owner.lastMessage().text).toContain('Роль: Администратор')
  })

  test('one’s own role and those of the operator have no buttons', async () => {
    await owner.sends('/admin')
    await owner.taps('Доступ и роли')
    await owner.taps(/· Владелец/)
    expect(owner.lastMessage().text).toContain('Это вы.')
    expect(owner.lastMessage().keyboard).toEqual([['‹ Назад', 'Панель']])
  })
})
