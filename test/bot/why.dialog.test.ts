import { expect, test } from '@jest/globals'
import { openSalon } from '../support/salon.ts'

test('/why says what keeps clients from booking, to whoever works here', async () => {
  const salon = await openSalon({
    backend: 'postgresql',
    specialists: ['Мария', 'Ольга'],
    services: [{ name: 'Стрижка' }, { name: 'Маникюр' }],
  })
  const { owner } = salon
  try {
    await owner.sends('/start')
    await salon.db.query(
      `insert into blocked_slots (staff_id, during, reason, created_at)
       values ((select id from staff where name = 'Мария'), '[2026-03-02T21:00Z,2026-03-03T21:00Z)', 'ill', $1)`,
      [salon.clock.now()],
    )
    await owner.sends('/why завтра стрижку')
    expect(owner.lastMessage().text).toContain('Вторник, 3 марта\nСтрижка\n\n')
    expect(owner.lastMessage().text).toContain(
      'Мария: записаться нельзя\nЧасы работы: 09:00–21:00\nЗакрыто: Вторник, 3 марта, весь день (болезнь)',
    )
    expect(owner.lastMessage().text).toContain('Ольга: свободно, ближайшее время 09:00')

    await owner.sends('/why')
    await owner.taps('вт, 3 марта')
    await owner.taps('Услуга: Любая услуга')
    await owner.taps('Маникюр')
    expect(owner.lastMessage().text).toContain('Вторник, 3 марта\nМаникюр')
    await owner.taps('Расписание дня')
    await owner.taps('Почему нет времени?')
    expect(owner.lastMessage().text).toContain('Мария: записаться нельзя')
    await owner.sends('/why 03.03 педикюр')
    expect(owner.lastMessage().text).toContain('Такой услуги не нашлось')

    const maria = salon.person('Maria', 'en')
    await maria.sends('/start')
    await maria.sends('/why tomorrow')
    expect(maria.lastMessage().text).not.toContain('3 March')
    await salon.db.query(`update staff set telegram_id = $1, role = 'specialist' where name = 'Мария'`, [
      maria.id,
    ])
    await maria.sends('/why tomorrow')
    expect(maria.lastMessage().text).toContain('Мария: can’t be booked')
    expect(maria.lastMessage().text).not.toContain('Ольга')
  } finally {
    await salon.close()
  }
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
})
