import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person

beforeEach(async () => {
  salon = await openSalon({ backend: 'postgresql', specialists: ['Мария', 'Ольга'] })
  owner = salon.owner
  await owner.sends('/start')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function book(person: Person, who: string, time: string): Promise<void> {
  await person.sends('/book')
  for (const tap of [/Стрижка/, who, '5', time, 'Подтвердить']) await person.taps(tap)
  // Its notice must not come between the owner and what they tap.
  await owner.sees('Новая запись')
}

async function becomesSpecialist(person: Person, name: string): Promise<void> {
  await person.sends('/start')
  await salon.db.query(`update staff set telegram_id = $1, role = 'specialist' where name = $2`, [
    person.id,
    name,
  ])
}

/** The size of the newest photo that the person was sent, as its file tells. */
function photos(person: Person) {
  return person.screen().messages.filter(({ media }) => media?.kind === 'photo')
}

describe('the owner', () => {
  test('sees today in two taps, and goes from day to day, week and month', async () => {
    await book(salon.person('Анна'), 'Мария', '10:00')
    await owner.sends('/admin')
    await owner.taps('Расписание')
    expect(owner.lastMessage().text).toMatch(/^Сегодня, понедельник, 2 марта\nВсе специалисты\nЗаписей нет/)
    const { id } = owner.lastMessage()
    await owner.taps('Неделя')
    expect(owner.lastMessage().text).toContain('Чт, 5 марта: 1 запись')
    await owner.taps('Чт 5')
    expect(owner.lastMessage().text).toContain('Мария\n09:00–10:00 свободно\n10:00–11:00 Анна, Стрижка')
    await owner.taps(/^пт, 6 марта/)
    await owner.taps('Сегодня')
    await owner.taps('Месяц')
    expect(owner.lastMessage().text).toContain('Плотнее всего в четверг, 5 марта: 4 %.')
    await owner.taps('5▂')
    expect(owner.lastMessage().text).toContain('Четверг, 5 марта')
    expect(owner.lastMessage().id).toBe(id)
    await owner.taps('10:00 Анна')
    expect(owner.lastMessage().text).toContain('Клиент: Анна')
    await owner.taps('‹ Назад')
    expect(owner.lastMessage().text).toContain('Четверг, 5 марта')
  })

  test('has commands for today and the week', async () => {
    await owner.sends('/today')
    expect(owner.lastMessage().text).toContain('Сегодня, понедельник, 2 марта')
    await owner.sends('/week')
    expect(owner.lastMessage().text).toContain('2–8 марта')
  })

  test('chooses one specialist or all', async () => {
    await book(salon.person('Анна'), 'Мария', '10:00')
    await owner.sends('/week')
    await owner.taps('Все специалисты ▾')
    await owner.taps('Ольга')
    expect(owner.lastMessage().text).toContain('Ольга\nЗаписей нет')
    await owner.taps('Чт 5')
    expect(owner.lastMessage().text).not.toContain('Анна')
    await owner.taps('Ольга ▾')
    await owner.taps('Мария')
    expect(owner.lastMessage().text).toContain('Анна')
  })

  test('gets a picture of the day, the week and the month, of one and of all', async () => {
    await book(salon.person('Анна <script>'), 'Мария', '10:00')
    await owner.sends('/today')
    for (const view of ['Неделя', 'Месяц', 'День']) {
      await owner.taps('Картинкой')
      await owner.taps(view)
    }
    await owner.taps('Все специалисты ▾')
    await owner.taps('Мария')
    await owner.taps('Неделя')
    await owner.taps('Картинкой')
    expect(photos(owner)).toHaveLength(4)
  })

  test('with one specialist has nobody to choose', async () => {
    await salon.db.query(`update staff set archived_at = $1 where name = 'Ольга'`, [salon.clock.now()])
    await owner.sends('/today')
    expect(owner.lastMessage().text).toMatch(/^Сегодня, понедельник, 2 марта\nЗаписей нет/)
    expect(owner.lastMessage().keyboard.flat()).not.toContain('Все специалисты ▾')
  })
})

describe('a specialist', () => {
  test('sees their own schedule only, whatever they tap', async () => {
    const [maria, olga] = [salon.person('Мария'), salon.person('Ольга')]
    await becomesSpecialist(maria, 'Мария')
    await becomesSpecialist(olga, 'Ольга')
    await book(salon.person('Анна'), 'Мария', '10:00')
    await maria.sees('Новая запись')
    await olga.sends('/week')
    expect(olga.lastMessage().text).not.toContain('1 запись')
    await maria.sends('/week')
    expect(maria.lastMessage().text).toContain('1 запись')
    await maria.taps('Чт 5')
    const [row] = await salon.db.query<{ id: number }>(`select id from staff where name = 'Мария'`)
    for (const data of [
      `sd.ftx.${row!.id.toString(36)}.0`,
      `sw.ftx.${row!.id.toString(36)}`,
      `sp.day.ftx.${row!.id.toString(36)}`,
    ]) {
      await olga.tapsData(olga.lastMessage(), data)
      expect(olga.lastMessage().text).toBe('Этого специалиста в расписании больше нет.')
    }
    expect(photos(olga)).toHaveLength(0)
    await olga.taps('Сегодня')
    expect(olga.lastMessage().text).toContain('Сегодня, понедельник, 2 марта')
  })

  test('in English', async () => {
    const olivia = salon.person('Olivia', 'en')
    await becomesSpecialist(olivia, 'Ольга')
    await olivia.sends('/today')
    expect(olivia.lastMessage().text).toMatch(/^Today, Monday, 2 March\nNo bookings/)
    await olivia.taps('As a picture')
    expect(photos(olivia)).toHaveLength(1)
  })
})

test('for clients there is no schedule', async () => {
  const eve = salon.person('Ева')
  await eve.sends('/nonsense')
  const unknown = eve.lastMessage().text
  for (const command of ['/today', '/week']) {
    await eve.sends(command)
    expect(eve.lastMessage().text).toBe(unknown)
  }
  for (const data of ['sd...0', 'sw..', 'sm..', 'ss.day.fu6.0', 'sp.day.fu6.']) {
    await eve.tapsData(eve.lastMessage(), data)
    expect(eve.lastMessage().text).toContain('Эта кнопка уже не работает')
  }
})
