import { afterEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

/** What the calendar reads in the last file that this person got. */
function event(person: Person): Record<string, string> {
  const message = person.screen().messages.findLast(({ media }) => media?.kind === 'document')
  if (!message) throw new Error('there is no file')
  const file = person.file(message).toString('utf8').replaceAll('\r\n ', '')
  return Object.fromEntries(file.split('\r\n').map((line) => line.split(/:(.*)/s) as [string, string]))
}

async function bookInRussian(person: Person): Promise<void> {
  await person.sends('/book')
  for (const tap of [/Стрижка/, '5', '10:00', 'Подтвердить']) await person.taps(tap)
}

test('a visit goes into the calendar from the card that says it is booked', async () => {
  salon = await openSalon()
  const ann = salon.person('Анна')
  await bookInRussian(ann)
  await ann.taps('Добавить в календарь')

  const message = ann.lastMessage()
  expect(message.media).toMatchObject({ kind: 'document', fileName: 'visit-2026-03-05.ics' })
  expect(message.text).toContain('визит появится')
  expect(event(ann)).toMatchObject({
    METHOD: 'PUBLISH',
    UID: expect.stringMatching(/^visit-1@bot-\d+\.telegram-booking$/),
    DTSTART: '20260305T070000Z',
    DTEND: '20260305T080000Z',
    SUMMARY: 'Стрижка · Салон «Вера»',
    SEQUENCE: '1',
    STATUS: 'CONFIRMED',
  })
  expect(event(ann)['DTSTAMP']).toMatch(/^20260302T0600\d\dZ$/)
})

test('after a move the same event comes with its new time, after a cancellation to be taken out', async () => {
  salon = await openSalon()
  const ann = salon.person('Анна')
  await bookInRussian(ann)
  await ann.taps('Добавить в календарь')
  const before = event(ann)

  await ann.sends('/my')
  for (const tap of [/5 марта/, 'Перенести', '6', '12:00', 'Перенести', 'Добавить в календарь']) {
    await ann.taps(tap)
  }
  expect(event(ann)).toMatchObject({ UID: before['UID'], SEQUENCE: '2', DTSTART: '20260306T090000Z' })
  expect(ann.lastMessage().text).toContain('а если он там уже есть, обновится')

  await ann.sends('/my')
  const card = ann.lastMessage()
  for (const tap of [/6 марта/, 'Отменить', 'Да, отменить']) await ann.taps(tap)
  await ann.tapsData(card, 'ics.1')
  expect(event(ann)).toMatchObject({
    UID: before['UID'],
    SEQUENCE: '3',
    METHOD: 'CANCEL',
    STATUS: 'CANCELLED',
  })
  expect(ann.lastMessage().text).toContain('убрать её из календаря')
})

test('in English, from the card of a booking', async () => {
  salon = await openSalon({ services: [{ name: 'Haircut, cut & dry' }], env: { BUSINESS_NAME: 'Vera’s' } })
  const bob = salon.person('Bob', 'en')
  await bob.sends('/book')
  for (const tap of ['5', '10:00', 'Confirm', 'My bookings', /5 March/]) await bob.taps(tap)
  await bob.taps('Add to calendar')
  expect(bob.lastMessage().text).toContain('will be in your calendar')
  expect(event(bob)['SUMMARY']).toBe('Haircut\\, cut & dry · Vera’s')
})

test('nobody gets the file of somebody else’s visit', async () => {
  salon = await openSalon()
  const [ann, eve] = [salon.person('Анна'), salon.person('Ева')]
  await bookInRussian(ann)
  await eve.sends('/start')
  await eve.tapsData(eve.lastMessage(), 'ics.1')
  expect(eve.lastMessage().text).toContain('Такой записи нет')
  expect(eve.screen().messages.filter(({ media }) => media)).toEqual([])
})
