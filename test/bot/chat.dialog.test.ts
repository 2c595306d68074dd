import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { openSalon, type Salon } from '../support/salon.ts'

describe('the chat', () => {
  let salon: Salon
  beforeAll(async () => {
    salon = await openSalon()
  })
  afterAll(async () => {
    await salon.close()
    expect(salon.telegram.schemaViolations).toEqual([])
  })

  test('greets somebody new by name, and brings the menu', async () => {
    const ann = salon.person('Анна <b>')
    await ann.sends('/start')
    const [, hello, offer] = ann.screen().messages
    expect(hello?.text).toBe('Здравствуйте, Анна <b>! Это Салон «Вера».')
    expect(offer?.keyboard).toEqual([['Записаться']])
    expect(ann.screen().replyKeyboard).toEqual([['Записаться', 'Мои записи', 'О нас']])
    await ann.sends('/start')
    expect(ann.screen().messages.at(-2)?.text).toContain('Рады видеть вас снова')
  })

  test('registers the commands in both languages', async () => {
    const [ann, bob] = [salon.person('Анна'), salon.person('Bob', 'en')]
    await ann.sends('/start')
    await bob.sends('/start')
    expect(ann.screen().commands.map(({ command }) => command)).toEqual(
      'start book my help language privacy cancel'.split(' '),
    )
    expect(ann.screen().commands[1]?.description).toBe('Записаться')
    expect(bob.screen().commands[1]?.description).toBe('Book a visit')
  })

  test.each([
    ['words', (person: ReturnType<Salon['person']>) => person.sends('хочу на завтра')],
    ['an unknown command', (person: ReturnType<Salon['person']>) => person.sends('/admin')],
    ['a photo', (person: ReturnType<Salon['person']>) => person.sendsPhoto('подпись')],
    ['a sticker', (person: ReturnType<Salon['person']>) => person.sendsSticker()],
    [
      'a place',
      (person: ReturnType<Salon['person']>) => person.sendsLocation({ latitude: 55, longitude: 37 }),
    ],
    ['a long text', (person: ReturnType<Salon['person']>) => person.sends('Ж'.repeat(4096))],
  ])('answers %s with a hint and the menu', async (_, send) => {
    const ann = salon.person('Анна')
    await send(ann)
    expect(ann.lastMessage().text).toContain('Я понимаю только кнопки')
    expect(ann.screen().replyKeyboard).toEqual([['Записаться', 'Мои записи', 'О нас']])
  })

  test('expects whoever says thanks with a visit ahead', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/book')
    for (const tap of [/Стрижка/, '5', '10:00', 'Подтвердить']) await ann.taps(tap)
    await ann.sends('Спасибо!')
    expect(ann.lastMessage().text).toBe('Пожалуйста! Ждём вас.')
  })

  test('answers thanks, and tells the number of a person where there is one', async () => {
    const [ann, bob] = [salon.person('Анна'), salon.person('Bob', 'en')]
    await ann.sends('Спасибо! ❤️')
    expect(ann.lastMessage().text).toBe('Пожалуйста! Будем рады видеть вас.')
    const { owner } = salon
    await owner.sends('/admin')
    for (const tap of ['Настройки', 'О бизнесе', 'Телефон', 'Поменять']) await owner.taps(tap)
    await owner.sends('+74951234567')
    await ann.sends('а парковка есть?')
    expect(ann.lastMessage().text).toBe(
      'Я понимаю только кнопки внизу: «Записаться», «Мои записи» и «О нас». Если нужен человек, позвоните: +7 495 123 45 67.',
    )
    await bob.sends('/help')
    expect(bob.lastMessage().text).toContain('To talk to a person, call +7 495 123 45 67.')
  })

  test('answers an album once', async () => {
    const ann = salon.person('Анна')
    const bot = [...salon.telegram.world.bots.values()][0]!
    await ann.sends('/start')
    const before = ann.screen().messages.length
    for (const album of ['13', '13', '13', '14']) {
      salon.telegram.giveUpdate(bot.user, {
        message: {
          message_id: 100,
          date: 0,
          chat: { id: ann.id, type: 'private', first_name: 'Анна' },
          from: { id: ann.id, is_bot: false, first_name: 'Анна', language_code: 'ru' },
          media_group_id: album,
          photo: [{ file_id: 'x', file_unique_id: 'x', width: 1, height: 1 }],
        },
      })
    }
    await salon.telegram.idle()
    const hints = ann.screen().messages.slice(before)
    expect(hints.map(({ text }) => text.includes('Я понимаю только кнопки'))).toEqual([true, true])
  })

  test('answers /help, and /cancel where there is nothing to leave', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/help')
    expect(ann.lastMessage().text).toContain('/my — ваши записи')
    await ann.sends('/cancel')
    expect(ann.lastMessage().text).toContain('Чтобы отменить запись, откройте')
  })

  test('tells whoever works here of the panel, and of the commands of their role', async () => {
    const { owner } = salon
    await owner.sends('/help')
    expect(owner.lastMessage().text).toMatch(
      /^\/admin — панель управления\n\/today — записи на сегодня\n\/week — на неделю\n\/why — .+\n\nНажмите/,
    )
    await owner.sends('Окрашивание')
    expect(owner.lastMessage()).toMatchObject({
      text: 'Здесь нужно нажать кнопку. Панель управления: /admin.',
      keyboard: [['Панель']],
    })
  })

  test('changes its language, and still knows the menu of the other one', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/language')
    await ann.taps('English')
    expect(ann.screen().replyKeyboard).toEqual([['Book', 'My bookings', 'About us']])
    expect(ann.screen().commands[1]?.description).toBe('Book a visit')
    expect(ann.screen().messages.find(({ keyboard }) => keyboard.length > 0)?.keyboard).toEqual([
      ['Русский', '✓ English'],
    ])
    await ann.sends('Мои записи')
    expect(ann.lastMessage().text).toContain('You have no bookings right now')
    await ann.sends('Book')
    expect(ann.lastMessage().text).toBe('What would you like to book?')
  })

  test('answers people of other languages in the default one', async () => {
    const hans = salon.telegram.person({ first_name: 'Hans', language_code: 'de' })
    await hans.sends('/help')
    expect(hans.lastMessage().text).toContain('Нажмите «Записаться»')
  })

  test('does nothing about edited messages', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/help')
    const before = ann.screen().messages.length
    await ann.edits(ann.screen().messages[0]!, '/start')
    expect(ann.screen().messages).toHaveLength(before)
  })

  test('notes who blocked it, and that they are back', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/start')
    const reachable = async () => {
      const rows = await salon.db.query<{ yes: boolean }>(
        'select unreachable_at is null as yes from users where telegram_id = $1::bigint',
        [ann.id],
      )
      return rows[0]?.yes
    }
    await ann.blocks()
    expect(await reachable()).toBe(false)
    await ann.unblocks()
    expect(await reachable()).toBe(true)
  })

  test('tells a group once where it works, and not again after a restart', async () => {
    const bot = [...salon.telegram.world.bots.values()][0]!
    // The local Telegram has no groups: somebody's chat stands for one.
    const group = salon.person('Подруги')
    await group.sends('/start')
    const said = () => group.screen().messages.filter(({ text }) => text.includes('личных сообщениях'))
    for (const text of ['/start', 'ау', '/start@salon_bot']) {
      salon.telegram.giveUpdate(bot.user, {
        message: {
          message_id: 1,
          date: 0,
          chat: { id: group.id, type: 'supergroup', title: 'Подруги' },
          from: { id: 77, is_bot: false, first_name: 'Ева', language_code: 'ru' },
          text,
        },
      })
      await salon.telegram.idle()
      if (text === 'ау') await salon.restart()
    }
    expect(said()).toHaveLength(1)
    expect(said()[0]?.text).toBe('Я отвечаю только в личных сообщениях. Напишите мне: https://t.me/salon_bot')
  })

  test('tells a channel once where it works, when it is made an administrator there', async () => {
    const bot = [...salon.telegram.world.bots.values()][0]!
    const member = (status: string) => ({ user: bot.user, status })
    for (const [before, after] of [
      ['left', 'administrator'],
      ['administrator', 'administrator'],
      ['administrator', 'left'],
    ] as const) {
      salon.telegram.giveUpdate(bot.user, {
        my_chat_member: {
          chat: { id: -100501, type: 'channel', title: 'Новости' },
          from: { id: 77, is_bot: false, first_name: 'Ева', language_code: 'ru' },
          date: 0,
          old_chat_member: member(before),
          new_chat_member: member(after),
        },
      })
      await salon.telegram.idle()
    }
    const said = salon.telegram.journal.filter(
      ({ method, params }) => method === 'sendMessage' && params['chat_id'] === -100501,
    )
    expect(said).toHaveLength(1)
  })
})

test('a business that speaks English by default lists its commands so for everybody else', async () => {
  const salon = await openSalon({ env: { DEFAULT_LANGUAGE: 'en' } })
  const hans = salon.telegram.person({ first_name: 'Hans', language_code: 'de' })
  await hans.sends('/start')
  expect(hans.screen().commands[1]?.description).toBe('Book a visit')
  await salon.close()
})

describe('trouble', () => {
  let salon: Salon
  beforeEach(async () => {
    salon = await openSalon({ env: { RATE_LIMIT_MESSAGES_PER_MINUTE: '4', RATE_LIMIT_TAPS_PER_MINUTE: '4' } })
  })
  afterEach(async () => await salon.close())

  test('a bug is logged once with its update, and the person gets an apology and the menu', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/start')
    await salon.db.query('alter table services rename to services_away')
    await ann.taps('Записаться')
    expect(ann.toasts.at(-1)?.text).toContain('Что-то сломалось')
    expect(ann.lastMessage().text).toContain('Простите, что-то сломалось')
    const errors = salon.logged.filter(({ level }) => level === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]?.fields).toMatchObject({ update_id: expect.any(Number) })
    await salon.db.query('alter table services_away rename to services')
    await ann.taps('Записаться')
    await ann.sees('На что вас записать?')
  })

  test('who writes too much is told once, and answered again later', async () => {
    const [ann, bob] = [salon.person('Анна'), salon.person('Борис')]
    for (let turn = 0; turn < 8; turn++) await ann.sends('ау')
    const answers = ann.screen().messages.filter(({ from }) => from === 'bot')
    expect(answers).toHaveLength(5)
    expect(answers.at(-1)?.text).toContain('Подождите минуту')
    await bob.sends('/help')
    expect(bob.lastMessage().text).toContain('/book')
  })

  test('who writes too much reads it in the language that they chose', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/start')
    await salon.db.query(`update users set locale = 'en' where telegram_id = $1::bigint`, [ann.id])
    for (let turn = 0; turn < 5; turn++) await ann.sends('ау')
    expect(ann.lastMessage().text).toContain('Give me a minute')
    expect(ann.screen().replyKeyboard?.[0]).toContain('Book')
    for (let turn = 0; turn < 6; turn++) await ann.tapsData(ann.lastMessage(), 'nil')
    expect(ann.toasts.at(-1)?.text).toContain('Too fast')
  })

  test('staff may write more than clients', async () => {
    const [maria, bob] = [salon.person('Мария'), salon.person('Борис')]
    for (const person of [maria, bob]) await person.sends('/start')
    await salon.db.query(
      `update staff set telegram_id = $1::bigint, role = 'moderator' where name = 'Мария'`,
      [maria.id],
    )
    for (let turn = 0; turn < 6; turn++) for (const person of [maria, bob]) await person.sends('/help')
    expect(maria.lastMessage().text).toContain('/book')
    expect(bob.lastMessage().text).toContain('Подождите минуту')
  })

  test('who taps too much still gets every tap answered', async () => {
    const ann = salon.person('Анна')
    await ann.sends('/start')
    for (let turn = 0; turn < 7; turn++) await ann.tapsData(ann.lastMessage(), 'nil')
    expect(ann.toasts.map(({ text }) => text).filter((text) => text.includes('Слишком быстро'))).toHaveLength(
      3,
    )
  })
})
