import { afterEach, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import type { Person } from '../../playground/people.ts'
import { scheduleDayButton } from '../../src/bot/admin/schedule/buttons.ts'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person

async function open(backend: 'postgresql' | 'redis' = 'postgresql'): Promise<void> {
  salon = await openSalon({
    backend,
    specialists: ['Мария', 'Ольга'],
    services: [{ name: 'Стрижка', priceMinor: 150_000 }, { name: 'Маникюр' }],
  })
  owner = salon.owner
  await owner.sends('/start')
}

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

const shown = () => owner.lastMessage().text

async function stored() {
  return await salon.db.query(
    `select u.first_name as client, u.phone, s.name as service, t.name as staff, b.status, b.source
       from bookings b join users u on u.id = b.user_id join services s on s.id = b.service_id
       join staff t on t.id = b.staff_id order by b.id`,
  )
}

async function openPanel(): Promise<void> {
  await owner.sends('/admin')
  await owner.taps('Новая запись')
}

test('a caller is entered with a phone, booked on the client’s own screens, and known when they call again', async () => {
  await open()
  await openPanel()
  for (const tap of ['Новый клиент', 'Не добавлять']) await owner.taps(tap)
  expect(shown()).toBe('Клиентов пока нет. Добавьте первого.')
  await owner.taps('Новый клиент')
  for (const typed of ['Б', 'Борис', 'позвонит сам', '8 916 123-45-67']) await owner.sends(typed)
  expect(shown()).toContain('Борис теперь среди клиентов.')
  for (const tap of [/Стрижка/, 'Мария', '5', '12:00']) await owner.taps(tap)
  expect(shown()).toContain('Клиент: Борис')
  await owner.taps('Записать')
  expect(shown()).toContain('Запись сделана.')
  expect(shown()).toContain('Запись подтверждена.\nКлиента нет в боте: напоминание не придёт.\n')
  const booked = {
    client: 'Борис',
    phone: '+79161234567',
    staff: 'Мария',
    status: 'confirmed',
    source: 'admin',
  }
  expect(await stored()).toEqual([{ ...booked, service: 'Стрижка' }])

  await openPanel()
  await owner.taps('Новый клиент')
  for (const typed of ['Боря', '+7 916 123 45 67']) await owner.sends(typed)
  expect(shown()).toContain('С этим телефоном уже есть клиент: Борис')
  for (const tap of ['Записать', /Маникюр/, 'Любой специалист', '5', '12:00']) await owner.taps(tap)
  expect(shown()).toContain('— у клиента в это время уже есть другая запись')
  await owner.taps('Добавить комментарий')
  await owner.sends('с собакой')
  await owner.taps('Кто придёт: сам клиент')
  await owner.sends('Мама Бориса')
  expect(shown()).toContain('с собакой')
  await owner.taps('Всё равно записать')
  expect(shown()).toContain('Запись сделана.')
  expect(shown()).toContain('с собакой')
  expect(await stored()).toHaveLength(2)
  expect(
    await salon.db.query('select client_comment as comment, guest_name as guest from bookings order by id'),
  ).toEqual([
    { comment: null, guest: null },
    { comment: 'с собакой', guest: 'Мама Бориса' },
  ])
})

test('from a day of the schedule nobody asks for the day, whoever it is for', async () => {
  await open()
  await owner.sends('/week')
  for (const tap of ['Чт 5', 'Новая запись', 'Новый клиент']) await owner.taps(tap)
  await owner.sends('Борис 12.03.1990, 8 916 123-45-67')
  expect(shown()).toContain('Борис 12.03.1990 теперь среди клиентов.')
  for (const tap of [/Стрижка/, 'Мария', '12:00']) await owner.taps(tap)
  expect(shown()).toContain('Четверг, 5 марта, 12:00')
  for (const tap of ['Записать', '‹ Назад', 'Новая запись', 'Найти']) await owner.taps(tap)
  await owner.sends('бор')
  for (const tap of [/Борис/, /Стрижка/, 'Мария', '‹ Назад', 'Ольга', '‹ Назад', 'Мария', '13:00']) {
    await owner.taps(tap)
  }
  await owner.taps('Добавить комментарий')
  await owner.sends('с собакой')
  await owner.taps('Записать')
  expect(shown()).toContain('Запись сделана.')
  await owner.taps('‹ Назад')
  expect(shown()).toMatch(/^Четверг, 5 марта\n/)
  expect(await salon.db.query('select starts_at as "at" from bookings order by id')).toEqual([
    { at: new Date('2026-03-05T09:00Z') },
    { at: new Date('2026-03-05T10:00Z') },
  ])
})

test('on a day of the schedule that is not open to clients yet a time can be given', async () => {
  await open()
  const data = scheduleDayButton.pack({ date: '2026-09-04' as LocalDate, staffId: null, page: 0 })
  await owner.tapsData(owner.lastMessage(), data)
  for (const tap of ['Новая запись', 'Новый клиент']) await owner.taps(tap)
  await owner.sends('Борис')
  for (const tap of ['Пропустить', /Стрижка/, 'Мария']) await owner.taps(tap)
  expect(shown()).toBe(
    'Пятница, 4 сентября\nЗапись на этот день клиентам ещё не открыта. Но вы можете записать: укажите время.',
  )
  for (const tap of ['‹ Назад', 'Мария', 'Другое время вручную']) await owner.taps(tap)
  await owner.sends('12:00')
  expect(shown()).toContain('— запись на этот день клиентам ещё не открыта')
  await owner.taps('Всё равно записать')
  expect(await salon.db.query('select starts_at as "at" from bookings')).toEqual([
    { at: new Date('2026-09-04T09:00Z') },
  ])
})

test('a half-typed client that is lost with an emptied Redis can be begun again', async () => {
  await open('redis')
  await openPanel()
  await owner.taps('Новый клиент')
  await owner.sends('Борис')
  const client = new Redis(salon.redis?.url ?? '')
  await client.del((await salon.redis?.keys()) ?? [])
  client.disconnect()
  await owner.sends('8 916 123-45-67')
  expect(shown()).toContain('ваши ответы не сохранились')
  await owner.taps('Начать заново')
  for (const typed of ['Борис', '8 916 123-45-67']) await owner.sends(typed)
  expect(shown()).toContain('Борис теперь среди клиентов.')
})

test('a client of the bot is found by a part of the name, booked at a typed time and told', async () => {
  await open()
  const ann = salon.person('Анна')
  await ann.sends('/start')
  await openPanel()
  await owner.sends('нет такой')
  expect(shown()).toContain('никто не нашёлся')
  await owner.sends('я'.repeat(101))
  expect(shown()).toContain('до 100 символов')
  await owner.sends('анн')
  await owner.taps(/Анна/)
  await owner.sends('спасибо')
  expect(shown()).toContain('Здесь нужно нажать кнопку')
  await openPanel()
  await owner.sends('анн')
  await owner.taps(/Анна/)
  for (const tap of [/Стрижка/, 'Мария', 'Другое время вручную', 'Завтра']) await owner.taps(tap)
  await owner.sends('6:15')
  expect(shown()).toContain('— это вне рабочих часов')
  await owner.taps('Всё равно записать')
  expect(shown()).toContain('Запись сделана.')
  const word = await ann.sees('Мы записали вас')
  expect(word.text).toContain('Вторник, 3 марта, 06:15')
  expect(word.keyboard[0]).toEqual(['Я приду'])
})

test('what was found is paged through, and whatever is typed on any of its pages is looked for next', async () => {
  await open()
  await salon.db.query(
    `insert into users (first_name, last_name, phone, locale, created_at)
     select 'Анна', n::text, '+7916000' || (1000 + n), 'ru', $1 from generate_series(1, 11) n`,
    [salon.clock.now()],
  )
  await openPanel()
  await owner.sends('анна')
  await owner.taps('›')
  await owner.taps(/^2 .*2$/)
  expect(shown()).toBe('Нашлись по запросу «анна»:')
  expect(owner.lastMessage().keyboard[0]?.[0]).toMatch(/^Анна 1 /)
  await owner.sends('анна 7')
  expect(shown()).toBe('Нашлись по запросу «анна 7»:')
  await owner.taps('Панель')
  await owner.sends('анна')
  expect(shown()).toContain('Здесь нужно нажать кнопку')
})

test('a specialist books for their own time, and for clients whom they know', async () => {
  await open()
  const ann = salon.person('Анна')
  const maria = salon.person('Мария')
  for (const person of [ann, maria]) await person.sends('/start')
  await salon.db.query(`update staff set telegram_id = $1, role = 'specialist' where name = 'Мария'`, [
    maria.id,
  ])
  const [user] = await salon.db.query<{ id: number }>('select id from users where telegram_id = $1', [ann.id])
  const staff = await salon.db.query<{ id: number }>('select id from staff where bookable order by id')
  const [mine, others] = staff.map(({ id }) => id.toString(36))
  const annId = user!.id.toString(36)
  const forged = [`cal.1.${mine}..${annId}.`, `nbk.1.${mine}.${annId}.fty.0.g7vvo.0`]
  for (const data of forged) {
    await maria.tapsData(maria.lastMessage(), data)
    expect(maria.lastMessage().text).toBe('Такого клиента нет.')
    await ann.tapsData(ann.lastMessage(), data)
  }
  await maria.sends('/admin')
  for (const tap of ['Новая запись', 'Новый клиент']) await maria.taps(tap)
  await maria.sends('Вика')
  await maria.taps('Пропустить')
  await maria.taps(/Стрижка/)
  const [vika] = await salon.db.query<{ id: number }>(`select id from users where first_name = 'Вика'`)
  await maria.tapsData(maria.lastMessage(), `nbk.1.${others}.${vika!.id.toString(36)}.fty.0.g7vvo.0`)
  expect(await stored()).toEqual([])
  await maria.sends('/admin')
  for (const tap of ['Новая запись', 'Новый клиент']) await maria.taps(tap)
  await maria.sends('Зина')
  await maria.taps('Пропустить')
  for (const tap of [/Стрижка/, '5', '12:00', 'Записать']) await maria.taps(tap)
  expect(await stored()).toMatchObject([{ client: 'Зина', staff: 'Мария', source: 'admin' }])
})
