import { afterEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon, type SalonOptions } from '../support/salon.ts'

let salon: Salon

async function open(options: SalonOptions = {}): Promise<Salon> {
  salon = await openSalon({
    specialists: ['Мария', 'Ольга'],
    services: [{ name: 'Стрижка' }, { name: 'Маникюр' }],
    ...options,
  })
  return salon
}

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

/** Gives Maria a bio, and a photo that Telegram has. */
async function introduceMaria({ photo }: { photo: boolean }): Promise<void> {
  await salon.owner.sendsPhoto()
  const media = salon.owner.screen().messages.findLast((message) => message.media?.kind === 'photo')?.media
  const fileId = photo && media && 'fileId' in media ? media.fileId : null
  await salon.db.query(
    `update staff set bio = 'Любит кудри.', photo_file_id = $1::text where name = 'Мария'`,
    [fileId],
  )
}

const fromBot = (person: Person) => person.screen().messages.filter(({ from }) => from === 'bot')

describe('the card of a specialist', () => {
  test('is there for those who ask, and costs nobody else a tap', async () => {
    await open()
    await introduceMaria({ photo: false })
    const ann = salon.person('Анна')
    await ann.sends('/book')
    const flow = ann.lastMessage().id
    await ann.taps(/Стрижка/)
    expect(ann.lastMessage().keyboard).toEqual([
      ['Любой специалист'],
      ['Мария', 'Подробнее'],
      ['Ольга'],
      ['‹ Назад'],
    ])
    await ann.taps('Подробнее')
    expect(ann.lastMessage()).toMatchObject({ id: flow, text: 'Мария\n\nЛюбит кудри.', media: null })
    await ann.taps('‹ Назад')
    expect(ann.lastMessage().text).toContain('К кому вас записать?')
    await ann.taps('Мария')
    expect(ann.lastMessage()).toMatchObject({ id: flow })
    expect(ann.lastMessage().text).toContain('Какой день вам подходит?')
  })

  test('comes with a photo in place of the list, and goes on in one message', async () => {
    await open()
    await introduceMaria({ photo: true })
    const ann = salon.person('Анна')
    await ann.sends('/book')
    const messages = fromBot(ann).length
    await ann.taps(/Стрижка/)
    await ann.taps('Подробнее')
    expect(ann.lastMessage()).toMatchObject({ text: 'Мария\n\nЛюбит кудри.', media: { kind: 'photo' } })
    await ann.taps('‹ Назад')
    expect(ann.lastMessage().text).toContain('К кому вас записать?')
    await ann.taps('Подробнее')
    await ann.taps('Выбрать')
    expect(ann.lastMessage()).toMatchObject({ media: null })
    expect(fromBot(ann)).toHaveLength(messages)
    for (const tap of ['5', '10:00', 'Подтвердить']) await ann.taps(tap)
    expect(ann.lastMessage().text).toContain('Специалист: Мария')
  })

  test('of the only one there is can be looked at from the calendar, and leads back there', async () => {
    await open({ specialists: ['Мария'] })
    await introduceMaria({ photo: true })
    for (const [person, label, day, back] of [
      [salon.person('Анна'), 'Кто вас примет', 'Какой день вам подходит?', '‹ Назад'],
      [salon.person('Bob', 'en'), 'Who will see you', 'Which day suits you?', '‹ Back'],
    ] as const) {
      await person.sends('/book')
      await person.taps(/Стрижка/)
      expect(person.lastMessage().text).toContain(day)
      await person.taps(label)
      expect(person.lastMessage()).toMatchObject({ text: 'Мария\n\nЛюбит кудри.', media: { kind: 'photo' } })
      expect(person.lastMessage().keyboard).toEqual([[back]])
      await person.taps(back)
      expect(person.lastMessage()).toMatchObject({ media: null })
      expect(person.lastMessage().text).toContain(day)
    }
  })

  test('of somebody who left leads to the others', async () => {
    await open()
    await introduceMaria({ photo: true })
    const ann = salon.person('Анна')
    await ann.sends('/book')
    for (const tap of [/Стрижка/, 'Подробнее']) await ann.taps(tap)
    await salon.db.query(`update staff set bookable = false where name = 'Мария'`)
    await ann.taps('Выбрать')
    expect(ann.lastMessage().text).toContain('К этому специалисту больше нельзя записаться')
  })
})

describe('a link', () => {
  test('to a service opens it at the next question', async () => {
    await open()
    const ann = salon.person('Анна')
    await ann.sends('/start s_1')
    expect(fromBot(ann)[0]?.text).toContain('Здравствуйте, Анна!')
    expect(ann.lastMessage().text).toBe('Стрижка\nК кому вас записать?')
    const bob = salon.person('Bob', 'en')
    await bob.sends('/start s_2')
    expect(bob.lastMessage().text).toBe('Маникюр\nWho would you like to see?')
  })

  test('to a service that one specialist performs opens the calendar', async () => {
    await open({ specialists: ['Мария'] })
    const ann = salon.person('Анна')
    await ann.sends('/start s_1')
    expect(ann.lastMessage().text).toContain('Какой день вам подходит?')
  })

  test('to a specialist shows the card with what they do, at their own price', async () => {
    await open()
    await introduceMaria({ photo: true })
    const [maria] = await salon.db.query<{ id: number }>(`select id from staff where name = 'Мария'`)
    await salon.db.query(
      `insert into staff_services (staff_id, service_id, price_minor, duration_min)
       select $1::bigint, id, 250000, 90 from services where name = 'Стрижка'`,
      [maria!.id],
    )
    const ann = salon.person('Анна')
    await ann.sends(`/start m_${maria!.id}`)
    expect(ann.lastMessage()).toMatchObject({ media: { kind: 'photo' } })
    expect(ann.lastMessage().text).toBe('Мария\n\nЛюбит кудри.\n\nНа что вас записать?')
    expect(
      ann
        .lastMessage()
        .keyboard.flat()
        .map((label) => label.replaceAll(/\s/g, ' ')),
    ).toEqual(['Стрижка · 1 ч 30 мин · 2 500 ₽', 'Маникюр · 1 ч · 1 500 ₽'])
    for (const tap of [/Стрижка/, '5', '10:00', 'Подтвердить']) await ann.taps(tap)
    expect(ann.lastMessage().text).toContain('Специалист: Мария')
  })

  test.each([
    's_0',
    's_99',
    'm_99',
    's_',
    'S_1',
    's_01',
    's_1e3',
    's_9999999999999999',
    'm_-1',
    'x_1',
    's_1 s_2',
    's_1;drop table users',
    '<b>',
    '💥',
    'Ж'.repeat(4000),
  ])('that leads nowhere greets, and says so: %.20s', async (payload) => {
    await open()
    const ann = salon.person('Анна')
    await ann.sends(`/start ${payload}`)
    expect(ann.lastMessage().text).toContain('Ссылка, по которой вы пришли, уже не работает.')
    expect(ann.lastMessage().keyboard).toEqual([['Записаться']])
  })

  test('to what is gone says so in English', async () => {
    await open()
    await salon.db.query(`update services set active = false where name = 'Маникюр'`)
    await salon.db.query(`update staff set bookable = false where name = 'Ольга'`)
    const [olga] = await salon.db.query<{ id: number }>(`select id from staff where name = 'Ольга'`)
    const bob = salon.person('Bob', 'en')
    for (const payload of ['s_2', `m_${olga!.id}`]) {
      await bob.sends(`/start ${payload}`)
      expect(bob.lastMessage().text).toContain('The link you followed no longer works.')
    }
  })
})

describe('booking again', () => {
  async function visitOnThursday(person: Person): Promise<void> {
    await person.sends('/book')
    for (const tap of [/Стрижка/, 'Ольга', '5', '10:00', /Подтвердить|Confirm/]) await person.taps(tap)
    salon.clock.moveTo(new Date('2026-03-05T09:00:00Z'))
    await person.sends('/my')
    await person.taps(/История записей|Booking history/)
    await person.taps(/5 /)
  }

  test('goes straight to the calendar of the same specialist', async () => {
    await open()
    const ann = salon.person('Анна')
    await visitOnThursday(ann)
    await ann.taps('Записаться снова')
    expect(ann.lastMessage().text).toContain('Какой день вам подходит?')
    for (const tap of ['12', '10:00', 'Подтвердить']) await ann.taps(tap)
    expect(ann.lastMessage().text).toContain('Специалист: Ольга')
  })

  test('offers the others when the specialist has left', async () => {
    await open({ specialists: ['Мария', 'Ольга', 'Дарья'] })
    const ann = salon.person('Анна')
    await visitOnThursday(ann)
    await salon.db.query(`update staff set bookable = false where name = 'Ольга'`)
    await ann.taps('Записаться снова')
    expect(ann.lastMessage().text).toContain('К этому специалисту больше нельзя записаться')
    expect(ann.lastMessage().keyboard.flat()).toEqual(['Любой специалист', 'Мария', 'Дарья', '‹ Назад'])
  })

  test('says who it will be when only one is left', async () => {
    await open()
    const ann = salon.person('Анна')
    await visitOnThursday(ann)
    await salon.db.query(`update staff set bookable = false where name = 'Ольга'`)
    await ann.taps('Записаться снова')
    expect(ann.lastMessage().text).toContain('Теперь эту услугу делает Мария.')
    expect(ann.lastMessage().text).toContain('Какой день вам подходит?')
  })

  test('offers other services when this one is gone, in English', async () => {
    await open({ services: [{ name: 'Стрижка' }, { name: 'Manicure' }] })
    const bob = salon.person('Bob', 'en')
    await visitOnThursday(bob)
    await salon.db.query(`update services set active = false where name = 'Стрижка'`)
    await bob.taps('Book again')
    expect(bob.lastMessage().text).toContain('no longer offered')
    expect(bob.lastMessage().keyboard).toHaveLength(1)
  })
})

/** Opens the salon for one specialist on a date for less than a haircut takes. */
async function keepsHalfAnHour(name: string, date: string): Promise<void> {
  await salon.db.query(
    `insert into schedule_rules (staff_id, kind, date, opens, closes)
     select id, 'open', $2, '10:00', '10:30' from staff where name = $1`,
    [name, date],
  )
}

const daysOffIn = ({ buttons }: ReturnType<Person['lastMessage']>) =>
  buttons.flat().flatMap(({ data }) => (data?.startsWith('off.') ? [data] : []))

test('a day off of the chosen specialist offers the others who have time, else it is told with the name', async () => {
  await open()
  const daysOff = { Мария: ['2026-03-05', '2026-03-06', '2026-03-07'], Ольга: ['2026-03-06'] }
  for (const [name, dates] of Object.entries(daysOff)) {
    await salon.db.query(
      `insert into schedule_rules (staff_id, kind, date, closed)
       select s.id, 'open', d, true from staff s, unnest($2::date[]) d where s.name = $1`,
      [name, dates],
    )
  }
  await keepsHalfAnHour('Ольга', '2026-03-07')
  const ann = salon.person('Анна')
  await ann.sends('/book')
  for (const tap of [/Стрижка/, 'Мария']) await ann.taps(tap)
  const calendar = ann.lastMessage()
  const [thursday, friday, saturday] = daysOffIn(calendar)
  await ann.tapsData(calendar, friday!)
  expect(ann.toasts.at(-1)?.text).toBe('6 марта — выходной')
  await ann.tapsData(calendar, saturday!)
  expect(ann.toasts.at(-1)?.text).toBe('7 марта Мария не работает')
  expect(ann.lastMessage().text).toBe(calendar.text)

  await ann.tapsData(calendar, thursday!)
  expect(ann.lastMessage()).toMatchObject({
    text: 'Стрижка\nВ четверг, 5 марта, Мария не работает. Но в этот день есть время у других.',
    keyboard: [['Любой специалист'], ['‹ Другой день']],
  })
  for (const tap of ['Любой специалист', '10:00', 'Подтвердить']) await ann.taps(tap)
  expect(ann.lastMessage().text).toContain('Специалист: Ольга')
})

test('a day off that was lifted, and a day too short for the visit, are told as what they are', async () => {
  await open()
  await keepsHalfAnHour('Мария', '2026-03-05')
  const ann = salon.person('Анна')
  await ann.sends('/book')
  for (const tap of [/Стрижка/, 'Мария']) await ann.taps(tap)
  const calendar = ann.lastMessage()
  const [thursday] = daysOffIn(calendar)
  await ann.tapsData(calendar, thursday!)
  expect(ann.lastMessage().text).toMatch(/^Стрижка · Мария\nВ четверг, 5 марта, свободного времени нет\./)

  await salon.db.query('delete from schedule_rules')
  await ann.tapsData(ann.lastMessage(), thursday!)
  for (const tap of ['10:00', 'Подтвердить']) await ann.taps(tap)
  expect(ann.lastMessage().text).toContain('Специалист: Мария')
})
