import { afterEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { repeatButton } from '../../src/bot/client/series/buttons.ts'
import { backendKinds } from '../support/backends.ts'
import { hearsNext, openSalon, type Salon, type SalonOptions } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

async function open(
  options: SalonOptions = {},
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  salon = await openSalon({ ...options, env: { MAX_BOOKINGS_PER_USER: '6', ...options.env } })
  for (const [key, value] of Object.entries(settings)) {
    await salon.db.query('insert into settings (key, value, updated_at) values ($1, $2::jsonb, $3)', [
      key,
      JSON.stringify(value),
      salon.clock.now(),
    ])
  }
  if (Object.keys(settings).length > 0) await salon.restart()
  await salon.owner.sends('/start')
}

async function taps(person: Person, ...buttons: readonly (string | RegExp)[]): Promise<void> {
  for (const button of buttons) await person.taps(button)
}

async function books(person: Person, confirm = 'Подтвердить'): Promise<void> {
  await person.sends('/book')
  await taps(person, /Стрижка/, '5', '10:00', confirm)
}

function shown(person: Person): string {
  return person.lastMessage().text.replaceAll(/\s/g, ' ')
}

async function visits(): Promise<{ at: string; status: string; series: boolean }[]> {
  const rows = await salon.db.query<{ at: Date; status: string; series: boolean }>(
    'select starts_at as at, status, series_id is not null as series from bookings order by starts_at, id',
  )
  return rows.map(({ at, ...row }) => ({ at: at.toISOString().slice(5, 16), ...row }))
}

/** Somebody else has the hour of the series on that Thursday. */
async function take(name: string, day: string): Promise<void> {
  const other = salon.person(name)
  await other.sends('/book')
  await taps(other, /Стрижка/, day, '10:00', 'Подтвердить')
}

describe.each(backendKinds)('repeating a visit, jobs in %s', (backend) => {
  test('from the done card: dates are seen, one is taken elsewhere, one left out, and each has its reminder', async () => {
    await open({ backend })
    const ann = salon.person('Анна')
    await take('Борис', '19')
    await books(ann)
    await taps(ann, 'Повторять', 'Каждую неделю', '4')
    expect(shown(ann)).toContain(
      '✓ Чт, 12 марта, 10:00 ✗ Чт, 19 марта, 10:00: занято. Можно чт, 19 марта, 09:00 ✓',
    )
    await salon.restart()
    await taps(ann, '+ чт, 19 марта, 09:00', '✓ чт, 26 марта, 10:00')
    expect(shown(ann)).toContain(
      '✓ Чт, 19 марта, 09:00 вместо: чт, 19 марта, 10:00 Чт, 26 марта, 10:00 ✓ Чт, 2 апреля, 10:00',
    )
    salon.clock.moveBy(5000)
    await salon.telegram.idle()
    await ann.taps('Записаться на 3 даты')

    expect(shown(ann)).toMatch(
      /^Вы записаны\. Ждём вас!.*• Чт, 5 марта, 10:00 • Чт, 12 марта, 10:00 • Чт, 19 марта, 09:00/,
    )
    const series = (await visits()).filter((visit) => visit.series)
    expect(series.map(({ at }) => at)).toEqual(['03-05T07:00', '03-12T07:00', '03-19T06:00', '04-02T07:00'])
    const notice = await hearsNext(salon, salon.owner, 'Новые записи: визит повторяется')
    expect(notice.text).toContain('• Чт, 2 апреля, 10:00')
    const told = salon.owner.screen().messages.filter(({ text }) => text.includes('19 марта, 09:00'))
    expect(told).toHaveLength(1)

    salon.clock.moveTo(new Date('2026-03-04T07:00:00Z'))
    await ann.sees('Ждём вас завтра в 10:00')
    salon.clock.moveTo(new Date('2026-03-18T06:00:00Z'))
    await ann.sees('Ждём вас завтра в 09:00')
  })
})

test('the card of a repeated visit says so, and cancels one or all that follow', async () => {
  await open()
  const ann = salon.person('Анна')
  await books(ann)
  await taps(ann, 'Открыть запись', 'Повторять', 'Раз в 2 недели', '3', 'Записаться на 3 даты', 'Мои записи')
  await ann.taps(/19 марта/)
  expect(shown(ann)).toContain('Запись повторяется: дальше ещё 2 визита.')
  await taps(ann, 'Отменить')
  expect(shown(ann)).toContain('Отменится только эта запись. Остальные повторы останутся.')
  await taps(ann, 'Да, отменить', 'Мои записи', /2 апреля/, 'Отменить эту и следующие')
  expect(shown(ann)).toContain('• Чт, 2 апреля, 10:00 • Чт, 16 апреля, 10:00')
  ann.tapsWithoutWaiting('Да, отменить')
  ann.tapsWithoutWaiting('Да, отменить')
  await salon.telegram.idle()
  expect((await visits()).map(({ status }) => status)).toEqual([
    'confirmed',
    'cancelled',
    'cancelled',
    'cancelled',
  ])
  await hearsNext(salon, salon.owner, 'Записи отменены')
  const words = salon.owner.screen().messages.filter(({ text }) => text.includes('Записи отменены'))
  expect(words).toHaveLength(1)
  await ann.sends('/my')
  await ann.taps(/5 марта/)
  expect(shown(ann)).toContain('Это последняя из повторяющихся записей.')
  expect(ann.lastMessage().keyboard.flat()).toContain('Повторять')
})

test('too near to be cancelled, a visit stays and is named', async () => {
  await open({ now: '2026-03-04T08:00:00Z' })
  const ann = salon.person('Анна')
  await books(ann)
  await taps(ann, 'Повторять', 'Каждую неделю', '2', 'Записаться на 2 даты', 'Мои записи', /5 марта/)
  await ann.taps('Отменить эту и следующие')
  expect(shown(ann)).toMatch(
    /Отменить эти записи\?.*• Чт, 12 марта, 10:00 • Чт, 19 марта, 10:00.*Останутся: менять их здесь уже поздно\. • Чт, 5 марта, 10:00/,
  )
  await ann.taps('Да, отменить')
  expect(shown(ann)).toContain('Останутся: менять их здесь уже поздно. • Чт, 5 марта, 10:00')
  expect((await visits()).map(({ status }) => status)).toEqual(['confirmed', 'cancelled', 'cancelled'])
})

test('taken meanwhile: nothing is booked, and the dates are shown as they are now', async () => {
  await open()
  const ann = salon.person('Анна')
  await books(ann)
  await taps(ann, 'Повторять', 'Каждую неделю', '2')
  await take('Борис', '12')
  await ann.taps('Записаться на 2 даты')
  expect(shown(ann)).toMatch(/^Пока вы выбирали.*✗ Чт, 12 марта, 10:00: занято\. Можно чт, 12 марта, 09:00/)
  expect((await visits()).filter(({ series }) => series)).toEqual([])
  await ann.taps('Записаться на 1 дату')
  expect((await visits()).filter(({ series }) => series)).toHaveLength(2)
})

test('two taps on Confirm are one series, and a tap later shows it again', async () => {
  await open()
  const ann = salon.person('Анна')
  await books(ann)
  await taps(ann, 'Повторять', 'Каждую неделю', '2')
  const { id, buttons } = ann.lastMessage()
  const data = buttons.flat().find(({ text }) => text === 'Записаться на 2 даты')?.data ?? ''
  expect(data.length).toBeLessThanOrEqual(64)
  for (let tap = 1; tap <= 3; tap++) ann.tapsWithoutWaiting('Записаться на 2 даты')
  await salon.telegram.idle()
  expect(await visits()).toHaveLength(3)
  await ann.tapsData({ id }, data)
  expect(shown(ann)).toContain('• Чт, 19 марта, 10:00')
  expect(await visits()).toHaveLength(3)
})

test('with no room left it is not offered; an old button says why, and how to reach the business', async () => {
  await open({ env: { MAX_BOOKINGS_PER_USER: '1' } }, { phone: '+74951234567' })
  const ann = salon.person('Анна')
  await books(ann)
  const done = ann.lastMessage()
  await ann.taps('Открыть запись')
  for (const { keyboard } of [done, ann.lastMessage()]) expect(keyboard.flat()).not.toContain('Повторять')
  await ann.tapsData(ann.lastMessage(), repeatButton.pack({ bookingId: 1 }))
  expect(shown(ann)).toBe(
    'Повторить пока не получится: у вас уже 1 предстоящая запись, больше сразу нельзя. Если хотите ходить регулярно, позвоните нам: +7 495 123 45 67.',
  )
  await ann.taps('Открыть запись')
  expect(shown(ann)).toContain('Четверг, 5 марта, 10:00')
})

test('where the business confirms, each waits, and each is decided from the one notice', async () => {
  await open({}, { confirmation: 'manual' })
  const ann = salon.person('Анна')
  await books(ann)
  await taps(ann, 'Повторять', 'Каждую неделю', '2')
  expect(shown(ann)).toContain('Мы подтвердим каждую запись и напишем вам.')
  await ann.taps('Записаться на 2 даты')
  expect(shown(ann)).toContain('Держим эти даты за вами')
  await hearsNext(salon, salon.owner, 'Новые записи ждут подтверждения')
  await taps(salon.owner, 'Чт, 12 марта, 10:00', 'Подтвердить')
  await ann.sees('Запись подтверждена. Ждём вас!')
  expect((await visits()).map(({ status }) => status)).toEqual(['pending', 'confirmed', 'pending'])
})

test('where a phone is required by now, it may be left, typed or shared, and the dates are booked with it', async () => {
  await open()
  await salon.db.query(
    `insert into settings (key, value, updated_at) values ('phone_required', 'true', '2026-03-01T00:00:00Z')`,
  )
  const menu = [['Записаться', 'Мои записи', 'О нас']]
  const ann = salon.person('Анна')
  await books(ann)
  await ann.taps('Отправить мой номер')
  await salon.db.query('update users set phone = null')
  await ann.sends('/my')
  await taps(ann, /5 марта/, 'Повторять', 'Каждую неделю', '2', 'Записаться на 2 даты')
  await ann.sees('Остался номер телефона')
  expect(await visits()).toHaveLength(1)
  await ann.taps('‹ Назад')
  await ann.sees('Проверьте даты')
  expect(ann.screen().replyKeyboard).toEqual(menu)
  await ann.taps('Записаться на 2 даты')
  await ann.sends('12345')
  expect(shown(ann)).toMatch(/^Не получается разобрать номер/)
  await ann.sends('8 (916) 123-45-67')
  expect(shown(ann)).toContain('• Чт, 19 марта, 10:00')
  expect(ann.screen().replyKeyboard).toEqual(menu)
  expect(await visits()).toHaveLength(3)
})

test('somebody else’s visit and made-up series are refused', async () => {
  await open()
  const ann = salon.person('Анна')
  await books(ann)
  const eve = salon.person('Ева')
  await eve.sends('/start')
  for (const data of ['rep.1', 'repw.1.1', 'ser.1.1.2.0.0', 'serok.1.1.2.0.0.1', 'cxall.1', 'cxallok.1.1']) {
    await eve.tapsData(eve.lastMessage(), data)
    expect(eve.lastMessage().text).toContain('Такой записи нет')
  }
  for (const data of ['ser.1.1.2.4.0', 'ser.1.0.2.0.0', 'ser.1.1.d.0.0', 'serok.1.5.2.0.0.1', 'repw.1.9']) {
    await ann.tapsData(ann.lastMessage(), data)
    expect(ann.lastMessage().text).toContain('Как часто повторять?')
  }
  expect(await visits()).toMatchObject([{ series: false }])
})

test('in English', async () => {
  await open()
  const bob = salon.person('Bob', 'en')
  await take('Анна', '19')
  await books(bob, 'Confirm')
  await taps(bob, 'Repeat', 'Every 2 weeks', '2')
  expect(shown(bob)).toContain('✗ Thu, 19 March, 10:00: taken. How about Thu, 19 March, 09:00?')
  await taps(bob, '+ Thu, 19 March, 09:00', 'Book 2 dates')
  expect(shown(bob)).toMatch(/^You’re booked\. See you then!.*• Thu, 19 March, 09:00 • Thu, 2 April, 10:00/)
  await taps(bob, 'My bookings', /5 March/)
  expect(shown(bob)).toContain('This booking repeats: 2 more visits follow.')
  await taps(bob, 'Cancel this and all later', 'Yes, cancel')
  expect(shown(bob)).toContain('Your bookings are cancelled')
})
