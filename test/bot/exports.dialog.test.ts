import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { actionText } from '../../src/bot/admin/exports/audit-words.ts'
import { csvLine } from '../../src/documents/csv.ts'
import { createI18n } from '../../src/i18n/i18n.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon | undefined

afterEach(async () => {
  if (!salon) return
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
  salon = undefined
})

const filesOf = (person: Person) => person.screen().messages.filter(({ media }) => media?.kind === 'document')

/** The lines of the file that came last. */
function tableIn(person: Person): string[] {
  return person.file(filesOf(person).at(-1)!).toString('utf8').split('\r\n')
}

test('the owner takes clients, bookings and the log out as tables; nobody else does', async () => {
  salon = await openSalon({ backend: 'postgresql' })
  const { owner } = salon
  await owner.sends('/start')
  const eve = salon.person('=HYPERLINK("x")')
  await eve.sends('/book')
  for (const tap of [/Стрижка/, '5', '10:00', 'Подтвердить']) await eve.taps(tap)
  await owner.sees('Новая запись')
  await salon.db.query(
    `update users set phone = '+79161234567', notes = 'кофе; сахар' where telegram_id = $1`,
    [eve.id],
  )

  await owner.sends('/admin')
  for (const tap of ['Клиенты', 'Выгрузить']) await owner.taps(tap)
  expect(filesOf(owner).at(-1)).toMatchObject({
    text: 'Клиенты: 1 строка',
    media: { kind: 'document', fileName: 'clients-2026-03-02.csv' },
  })
  expect(tableIn(owner)).toEqual([
    '\uFEFFИмя;Телефон;Telegram;Визитов;Неявок;Отмен клиентом;Сумма визитов;Последний визит;Метки;Заметки;Не может записаться с;С нами с',
    expect.stringMatching(
      /^"'=HYPERLINK\(""x""\)";\+7 916 123 45 67;;0;0;0;0;;;"кофе; сахар";;2026-03-02 \d\d:\d\d$/,
    ),
    '',
  ])

  await owner.sends('Панель')
  for (const tap of ['Выгрузка', 'Записи']) await owner.taps(tap)
  expect(tableIn(owner)[1]).toMatch(/^2026-03-05 10:00;60;Стрижка;[^;]+;.*;подтверждена;/)
  await owner.taps('Журнал изменений')
  const log = tableIn(owner)
  expect(log[0]).toContain(';ID;')
  const created = log.find((line) => line.includes('запись: создание'))
  expect(created).toContain('HYPERLINK')
  expect(created).toContain('""starts_at"":""2026-03-05 10:00""')
  expect(log.filter((line) => line.includes('выгрузка: создание'))).toHaveLength(3)

  await salon.db.query(`update staff set role = 'moderator' where telegram_id = $1`, [owner.id])
  const before = owner.screen().messages.length
  await owner.tapsData(owner.lastWithButtons()!, 'exf.clients')
  expect(owner.lastMessage().text).toContain('Эта кнопка уже не работает')
  expect(owner.screen().messages.length).toBe(before + 1)
  await owner.sends('Панель')
  expect(owner.lastMessage().keyboard.flat()).not.toContain('Выгрузка')
  await owner.taps('Клиенты')
  expect(owner.lastMessage().keyboard.flat()).not.toContain('Выгрузить')
})

test('a long table comes in several files, each with its header', async () => {
  salon = await openSalon({ backend: 'postgresql' })
  const { owner } = salon
  await owner.sends('/start')
  await salon.db.query(
    `insert into users (first_name, notes, created_at)
     select 'Клиент ' || n, repeat('ж', 1000), '2026-03-01' from generate_series(1, 2500) n`,
  )
  await owner.sends('/admin')
  for (const tap of ['Клиенты', 'Выгрузить']) await owner.taps(tap)
  const files = filesOf(owner)
  expect(files.map(({ media }) => media)).toMatchObject([
    { fileName: 'clients-2026-03-02.csv' },
    { fileName: 'clients-2026-03-02-2.csv' },
  ])
  expect(files.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Клиенты, часть 1: [\d\s]+ строк/),
    expect.stringMatching(/^Клиенты, часть 2, последняя: [\d\s]+ строк/),
  ])
  const tables = files.map((file) => owner.file(file).toString('utf8').trimEnd().split('\r\n'))
  expect(tables.every(([header]) => header?.startsWith('\uFEFFИмя;'))).toBe(true)
  expect(tables.flatMap((lines) => lines.slice(1)).length).toBe(2500)
})

test('an impatient tap brings no second table, and one that broke off is said to be incomplete', async () => {
  salon = await openSalon({ backend: 'postgresql' })
  const { owner } = salon
  await owner.sends('/start')
  await owner.sends('/admin')
  await owner.taps('Клиенты')
  const list = owner.lastWithButtons()!
  await owner.taps('Выгрузить')
  expect(owner.screen().messages.find(({ id }) => id === list.id)).toMatchObject({
    text: 'Клиенты\nТаблица придёт следующим сообщением. Большая займёт несколько минут.',
    keyboard: [],
  })
  await owner.tapsData(list, 'exf.clients')
  expect(filesOf(owner)).toHaveLength(1)
  await owner.taps('Клиенты')
  expect(filesOf(owner)).toHaveLength(2)

  salon.telegram.faults.fails('sendDocument', {
    error_code: 400,
    description: 'Bad Request: FILE_PARTS_INVALID',
  })
  await owner.taps('Клиенты')
  expect(filesOf(owner)).toHaveLength(2)
  expect(owner.screen().messages.at(-2)?.text).toMatch(/^Клиенты: таблица неполная/)
  expect(salon.logged.filter(({ level }) => level === 'error')).toHaveLength(1)
  salon.logged.length = 0
})

test.each([
  [['=1+1', '+7 916 123 45 67', '-2', '@me', '+cmd'], `'=1+1,+7 916 123 45 67,'-2,'@me,'+cmd`],
  [['a"b', 'line\nbreak', 'a;b', null, ''], '"a""b","line\nbreak","a;b",,'],
  [
    ['ок,=cmd|x', 'ок;@x', 'ок\t+cmd', 'ок\n-2+cmd', 'ок,"=x"'],
    `"ок,'=cmd|x","ок;'@x",ок\t'+cmd,"ок\n'-2+cmd","ок,""'=x"""`,
  ],
  [
    ['ночью -5;+7 916 123 45 67', '1,-2,3', 'а-я, e-mail'],
    '"ночью -5;+7 916 123 45 67","1,-2,3","а-я, e-mail"',
  ],
  [[1500.5, -3], '1500.5,-3'],
])('%j is the line %j', (cells, line) => {
  expect(csvLine(cells, ',')).toBe(`${line}\r\n`)
})

test('decimals have a comma where cells have a semicolon between them', () => {
  expect(csvLine([1500.5, 'a,b'], ';')).toBe('1500,5;"a,b"\r\n')
})

test('every action of the audit log has words', () => {
  const folder = join(import.meta.dirname, '../../src/usecases')
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  const actions = new Set(sources.flatMap((text) => text.match(/(?<=')[a-z]+\.[a-z_]+(?=')/g) ?? []))
  expect(actions.size).toBeGreaterThan(40)
  for (const locale of ['ru', 'en'] as const) {
    const t = createI18n().in(locale)
    expect([...actions].filter((action) => actionText(action, t) === action)).toEqual([])
  }
})
