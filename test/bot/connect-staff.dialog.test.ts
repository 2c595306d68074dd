import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person
let maria: Person

beforeEach(async () => {
  salon = await openSalon({
    backend: 'postgresql',
    specialists: ['Мария', 'Ольга'],
    services: [{ name: 'Стрижка' }],
  })
  owner = salon.owner
  await owner.sends('/start')
  maria = salon.person('Маша')
  await maria.sends('/start')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function openCard(name: string): Promise<void> {
  await owner.sends('/admin')
  await owner.taps('Специалисты')
  await owner.taps(name)
}

/** What the link to a specialist's card carries. */
async function makeLink(name: string): Promise<string> {
  await openCard(name)
  await owner.taps('Дать доступ к боту')
  const [, payload = ''] = /https:\/\/t\.me\/salon_bot\?start=(\S+)/.exec(owner.lastMessage().text) ?? []
  expect(payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
  return payload
}

const row = async (name: string) => {
  const [found] = await salon.db.query<{ telegramId: number | null; role: string; link: string | null }>(
    'select telegram_id as "telegramId", role, link_nonce as link from staff where name = $1',
    [name],
  )
  return found
}

const nobody = { telegramId: null, role: 'none' }

test('a link makes whoever opens it that specialist, once asked; the owner is told which account it is', async () => {
  const payload = await makeLink('Мария')
  expect(JSON.stringify(await salon.db.query('select * from staff, audit_log'))).not.toContain(
    payload.slice(-22),
  )
  await maria.sends(`/start ${payload}`)
  expect(maria.lastMessage().text).toContain('Подключить ваш Telegram к карточке «Мария»?')
  expect(maria.lastMessage().text).toContain('Салон «Вера»')
  expect(await row('Мария')).toMatchObject(nobody)
  await maria.taps('Подключить')
  await maria.sees('Готово, Мария!')
  expect(maria.screen().replyKeyboard?.[0]).toEqual(['Панель'])
  expect(maria.screen().commands.map(({ command }) => command)).toContain('admin')
  await owner.sees('Мария: Telegram подключён.')
  expect(owner.lastMessage().text).toContain('Аккаунт: Маша')
  expect(await row('Мария')).toMatchObject({ telegramId: maria.id, role: 'specialist' })
  await maria.taps('Панель управления')
  expect(maria.lastWithButtons()?.keyboard.flat()).toContain('Моя карточка')

  await maria.sends(`/start ${payload}`)
  expect(maria.lastMessage().text).toContain('Вы уже подключены по этой ссылке.')
  const eve = salon.person('Ева')
  await eve.sends(`/start ${payload}`)
  expect(eve.lastMessage().text).toContain('По этой ссылке уже кто-то подключился')
})

test('an owner takes the access back, and nothing of it is left', async () => {
  const payload = await makeLink('Мария')
  await maria.sends(`/start ${payload}`)
  await maria.taps('Подключить')
  await owner.sees('Telegram подключён')
  await openCard('Мария')
  await owner.taps('Забрать доступ к боту')
  await owner.taps('Забрать доступ')
  expect(owner.lastMessage().text).toMatch(/^Доступ забрали: [^]*Доступ к боту: нет/)
  expect(await row('Мария')).toEqual({ ...nobody, link: null })
  await maria.sees('у вас больше нет доступа к панели')
  await maria.sends('/admin')
  expect(maria.lastMessage().text).not.toContain('Салон')
  await maria.sends(`/start ${payload}`)
  expect(maria.lastMessage().text).toContain('Эта ссылка не действует')
  const again = await makeLink('Мария')
  await maria.sends(`/start ${again}`)
  await maria.taps('Подключить')
  expect(await row('Мария')).toMatchObject({ telegramId: maria.id })
  await owner.sees('Telegram подключён')
  await openCard('Мария')
  await owner.taps('В архив')
  await owner.taps('Убрать в архив')
  expect(await row('Мария')).toEqual({ ...nobody, link: null })
})

describe('a link is refused', () => {
  test('when a newer one was made, and after a day', async () => {
    const older = await makeLink('Мария')
    await maria.sends(`/start ${older}`)
    const asked = maria.lastMessage()
    const newer = await makeLink('Мария')
    await maria.tapsData(asked, asked.buttons[0]![0]!.data!)
    expect(maria.lastMessage().text).toContain('вместо неё могли сделать новую')
    await maria.sends(`/start ${newer}`)
    salon.clock.moveBy(24 * 3_600_000)
    await maria.taps('Подключить')
    expect(maria.lastMessage().text).toContain('Ссылка действовала 24 часа')
    await maria.sends(`/start ${newer}`)
    expect(maria.lastMessage().text).toContain('Ссылка действовала 24 часа')
    expect(await row('Мария')).toMatchObject(nobody)
  })

  test('to whoever works here already, with the name under which they do', async () => {
    await maria.sends(`/start ${await makeLink('Мария')}`)
    await maria.taps('Подключить')
    await owner.sees('Telegram подключён')
    const payload = await makeLink('Ольга')
    for (const [person, name] of [
      [maria, 'Мария'],
      [owner, 'Admin'],
    ] as const) {
      await person.sends(`/start ${payload}`)
      expect(person.lastMessage().text).toContain(`Вы уже работаете здесь как «${name}»`)
    }
    expect(await row('Ольга')).toMatchObject(nobody)
  })

  test('when somebody made it up', async () => {
    const payload = await makeLink('Мария')
    const far = payload.replace(/^c_[^_]+/, 'c_zzzzz')
    for (const forged of [
      far,
      `${payload.slice(0, -1)}${payload.endsWith('A') ? 'Q' : 'A'}`,
      `c_${'x'.repeat(62)}`,
      'c_',
      'c_1',
      `${payload}A`,
    ]) {
      await maria.sends(`/start ${forged}`)
      expect({ forged, text: maria.lastMessage().text }).toMatchObject({
        text: expect.stringMatching(/Эта ссылка не действует|Ссылка, по которой вы пришли, уже не работает/),
      })
    }
    for (const data of [`conn.${far.slice(2)}`, 'conn.', 'conn.x', `conn.${'x'.repeat(50)}`]) {
      await maria.tapsData(maria.lastMessage(), data)
    }
    expect(await row('Мария')).toMatchObject(nobody)
    expect(await row('Ольга')).toMatchObject(nobody)
  })
})

test('of two who open one link at once, one is connected', async () => {
  const payload = await makeLink('Мария')
  const eve = salon.person('Eve', 'en')
  await maria.sends(`/start ${payload}`)
  await eve.sends(`/start ${payload}`)
  expect(eve.lastMessage().text).toContain('Connect your Telegram to “Мария”?')
  maria.tapsWithoutWaiting('Подключить')
  await eve.taps('Connect')
  await owner.sees('Telegram подключён')
  const texts = [maria, eve].flatMap((person) => person.screen().messages.map(({ text }) => text))
  expect(texts.filter((text) => /^(Готово|Done)/.test(text))).toHaveLength(1)
  expect(texts.filter((text) => /уже кто-то|Somebody has/.test(text))).toHaveLength(1)
})

test('nobody but an owner makes or ends access', async () => {
  await salon.db.query(`update staff set telegram_id = $1, role = 'moderator' where name = 'Ольга'`, [
    maria.id,
  ])
  await maria.sends('/admin')
  const eve = salon.person('Ева')
  await eve.sends('/start')
  const [staff] = await salon.db.query<{ id: number }>(`select id from staff where name = 'Мария'`)
  const id = staff!.id.toString(36)
  for (const person of [maria, eve]) {
    for (const data of [`stc.${id}.1`, `std.${id}.1`, `stdok.${id}.1`]) {
      await person.tapsData(person.lastMessage(), data)
      expect({ data, text: person.lastMessage().text }).toMatchObject({
        text: expect.stringContaining('Эта кнопка уже не работает'),
      })
    }
  }
  expect(await row('Мария')).toEqual({ ...nobody, link: null })
})
