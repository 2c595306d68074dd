import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { ownVisit, timeButton } from '../../src/bot/client/booking/buttons.ts'
import type { LocalDate } from '../../src/domain/local-time.ts'
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

/** Today at `hour` in Moscow, with Мария. */
async function book(person: Person, hour: number): Promise<void> {
  await person.sends('/start')
  const startsAt = new Date(`2026-03-02T${String(hour - 3).padStart(2, '0')}:00:00Z`)
  const [ids] = await salon.db.query<{ serviceId: number; staffId: number }>(
    `select (select min(id) from services) as "serviceId",
            (select id from staff where name = 'Мария') as "staffId"`,
  )
  const data = timeButton.pack({
    ...ownVisit,
    serviceIds: [ids!.serviceId],
    staffId: ids!.staffId,
    date: '2026-03-02' as LocalDate,
    page: 0,
    startsAt,
  })
  await person.tapsData(person.lastMessage(), data)
  await person.taps('Подтвердить')
}

async function hire(person: Person, role: string, name?: string): Promise<void> {
  await person.sends('/start')
  if (name === undefined) {
    await salon.db.query(
      `insert into staff (name, telegram_id, role, bookable, notices, sort_order, added_at, version)
       values ('M', $1, $2, false, '{}', 9, $3, 1)`,
      [person.id, role, salon.clock.now()],
    )
  } else {
    await salon.db.query('update staff set telegram_id = $1, role = $2 where name = $3', [
      person.id,
      role,
      name,
    ])
  }
}

describe('the panel', () => {
  test('opens by its command and by the button on /start, and edits one message', async () => {
    await owner.taps('Панель управления')
    const before = owner.screen().messages.length
    expect(owner.lastMessage().text).toBe('Салон «Вера»\nСегодня, понедельник, 2 марта: записей нет')
    await owner.sends('/admin')
    expect(owner.screen().messages).toHaveLength(before + 2)
    expect(
      owner
        .lastMessage()
        .buttons.flat()
        .map(({ data }) => data),
    ).toContain('svl.current.0')
  })

  test('tells how many visits there are today, and which is next', async () => {
    await book(salon.person('Анна'), 12)
    await book(salon.person('Борис'), 10)
    await owner.sends('/admin')
    expect((await owner.sees('2 записи')).text).toBe(
      'Салон «Вера»\nСегодня, понедельник, 2 марта: 2 записи\n\nСледующая в 10:00\nБорис · Стрижка · Мария',
    )
  })

  test('speaks the language of whoever opens it', async () => {
    const olivia = salon.person('Olivia', 'en')
    await hire(olivia, 'moderator')
    await olivia.sends('/admin')
    expect(olivia.lastMessage().text).toBe('Салон «Вера»\nToday, Monday, 2 March: no bookings')
  })

  test('shows a specialist their own visits, and nothing of others', async () => {
    const [maria, olga] = [salon.person('Мария'), salon.person('Ольга')]
    await hire(maria, 'specialist', 'Мария')
    await hire(olga, 'specialist', 'Ольга')
    await book(salon.person('Анна'), 12)
    await maria.sends('/admin')
    expect((await maria.sees('1 запись')).text).toContain('Следующая в 12:00\nАнна')
    await olga.sends('/admin')
    expect(olga.lastMessage().text).toBe('Салон «Вера»\nСегодня, понедельник, 2 марта: записей нет')
    const labels = olga.lastMessage().keyboard.flat()
    expect(labels).toEqual(expect.arrayContaining(['Расписание', 'Найти запись', 'Клиенты']))
    expect(labels).not.toContain('Услуги')
    expect(labels).not.toContain('Настройки')
  })

  test('leads to what waits for an answer', async () => {
    await salon.db.query(
      `insert into settings (key, value, version, updated_at) values ('confirmation', '"manual"', 1, $1)`,
      [salon.clock.now()],
    )
    await salon.restart()
    await book(salon.person('Анна'), 12)
    await owner.sends('/admin')
    await owner.taps('Ждут подтверждения: 1')
    expect(owner.lastMessage().text).toContain('Новая запись ждёт подтверждения')
  })
})

describe('for clients the panel does not exist', () => {
  test('its command is answered as any that nobody knows', async () => {
    const eve = salon.person('Ева')
    await eve.sends('/nonsense')
    const unknown = eve.lastMessage().text
    await eve.sends('/admin')
    expect(eve.lastMessage().text).toBe(unknown)
    await hire(eve, 'none')
    await eve.sends('/admin')
    expect(eve.lastMessage().text).toBe(unknown)
  })

  test('its buttons are answered as any that nobody knows', async () => {
    const eve = salon.person('Ева')
    await eve.sends('/start')
    await eve.tapsData(eve.lastMessage(), 'nonsense.1')
    const unknown = eve.lastMessage().text
    for (const data of [
      'adm',
      'rq.1',
      'rqok.1.1',
      'rqno.1.1',
      'rqnook.1.1.',
      'dlg.add_service',
      'svl.current.0',
    ]) {
      await eve.tapsData(eve.lastMessage(), data)
      expect(eve.lastMessage().text).toBe(unknown)
    }
  })

  test('nor does it for somebody who worked here', async () => {
    const olga = salon.person('Ольга')
    await hire(olga, 'specialist', 'Ольга')
    await olga.sends('/admin')
    await salon.db.query('update staff set archived_at = $1 where name = $2', [salon.clock.now(), 'Ольга'])
    await olga.tapsData(olga.lastMessage(), 'adm')
    expect(olga.lastMessage().text).toContain('Эта кнопка уже не работает')
  })
})
