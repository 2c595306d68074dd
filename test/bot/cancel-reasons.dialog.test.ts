import { afterEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { backendKinds } from '../support/backends.ts'
import { hearsNext, openSalon, type Salon, type SalonOptions } from '../support/salon.ts'

let salon: Salon | undefined

async function open(options: SalonOptions = {}): Promise<Salon> {
  salon = await openSalon(options)
  await salon.owner.sends('/start')
  return salon
}

afterEach(async () => {
  const opened = salon
  salon = undefined
  if (!opened) return
  await opened.close()
  expect(opened.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(opened.telegram.schemaViolations).toEqual([])
})

/** Up to the question before the cancellation of a visit on Thursday, 5 March, at ten. */
async function askToCancel(
  person: Person,
  [book, confirm, cancel] = ['/book', 'Подтвердить', 'Отменить'],
): Promise<void> {
  for (const step of [book, /Стрижка/, '5', '10:00', confirm, '/my', /Стрижка/, cancel]) {
    if (typeof step === 'string' && step.startsWith('/')) await person.sends(step)
    else await person.taps(step)
  }
}

async function stored() {
  return await salon!.db.query<{ status: string; reason: string | null }>(
    'select status, cancel_reason as reason from bookings order by id',
  )
}

test.each(backendKinds)('a reason given by one tap reaches the owner, on %s', async (backend) => {
  const { owner } = await open({ backend })
  const ann = salon!.person('Анна')
  await askToCancel(ann)
  await ann.taps('Плохо себя чувствую')
  expect(ann.lastMessage().text).toContain('Запись отменена')
  expect(await stored()).toEqual([{ status: 'cancelled', reason: 'Плохо себя чувствую' }])
  expect((await hearsNext(salon!, owner, 'Запись отменена')).text).toContain('Причина: Плохо себя чувствую')
})

test('a reason in one’s own words cancels too, and is nowhere but in the visit', async () => {
  const { owner, db } = await open()
  const bob = salon!.person('Bob', 'en')
  await askToCancel(bob, ['/book', 'Confirm', 'Cancel'])
  await bob.taps('In my own words')
  expect(bob.lastMessage().text).toContain('Tell us why')
  await bob.sendsSticker()
  expect(bob.lastMessage().text).toContain('Please write it as text')
  await bob.sends('Ж'.repeat(301))
  expect(bob.lastMessage().text).toContain('up to 300 characters')
  expect(await stored()).toEqual([{ status: 'confirmed', reason: null }])

  const question = bob.screen().messages.findLast(({ text }) => text.startsWith('Tell us why'))!
  await bob.sends('My <cat> is ill')
  expect(bob.lastMessage().text).toContain('Your booking is cancelled')
  expect(await stored()).toEqual([{ status: 'cancelled', reason: 'My <cat> is ill' }])
  expect((await hearsNext(salon!, owner, 'Запись отменена')).text).toContain('Причина: My <cat> is ill')
  const kept = await db.query(
    `select 1 from audit_log where coalesce(before::text, '') || coalesce(after::text, '') like '%cat%'
     union all select 1 from tasks where kind <> 'update' and payload::text like '%cat%'`,
  )
  expect(kept).toEqual([])

  await bob.tapsData(question, question.buttons.flat().find(({ text }) => text === 'Keep the booking')!.data!)
  expect(bob.screen().messages.find(({ id }) => id === question.id)?.text).toBe(question.text)
  expect(bob.toasts.at(-1)?.text).toBe('That button no longer works')
})

test('whoever leaves the question keeps the visit; without a reason it goes just as well', async () => {
  const { owner } = await open()
  const ann = salon!.person('Анна')
  await askToCancel(ann)
  for (const tap of ['Своими словами', 'Не отменять']) await ann.taps(tap)
  expect(ann.lastMessage().keyboard.flat()).toContain('Отменить')
  for (const tap of ['Отменить', 'Своими словами']) await ann.taps(tap)
  await ann.sends('/cancel')
  expect(await stored()).toEqual([{ status: 'confirmed', reason: null }])
  await ann.sends('/my')
  await ann.taps(/Стрижка/)
  await ann.taps('Отменить')
  await ann.taps('Да, отменить')
  expect(await stored()).toEqual([{ status: 'cancelled', reason: null }])
  expect((await hearsNext(salon!, owner, 'Запись отменена')).text).not.toContain('Причина')
})

test('a reason for somebody else’s visit, or after the deadline, cancels nothing', async () => {
  await open()
  const [ann, bob] = [salon!.person('Анна'), salon!.person('Борис')]
  await askToCancel(ann)
  await bob.sends('/start')
  for (const data of ['cxwhy.1.1.plans', 'cxown.1.1']) {
    await bob.tapsData(bob.lastMessage(), data)
    expect(bob.lastMessage().text).toContain('Такой записи нет')
  }
  salon!.clock.moveTo(new Date('2026-03-04T07:59:00Z'))
  await ann.taps('Своими словами')
  salon!.clock.moveTo(new Date('2026-03-04T08:01:00Z'))
  await ann.sends('Передумала')
  await ann.sees('запись здесь уже нельзя')
  expect(await stored()).toEqual([{ status: 'confirmed', reason: null }])
})

test('words that come much later ask again, and a tap on the question of an old time cancels nothing', async () => {
  const { clock } = await open()
  const ann = salon!.person('Анна')
  await askToCancel(ann)
  const question = ann.lastMessage()
  await ann.taps('Своими словами')
  clock.moveBy(16 * 60_000)
  await ann.sends('Спасибо, до встречи!')
  expect(ann.lastMessage().text).toContain('Отменить запись?')
  expect(await stored()).toEqual([{ status: 'confirmed', reason: null }])

  for (const tap of ['Нет, оставить', 'Перенести', '6', '12:00', 'Перенести']) await ann.taps(tap)
  for (const label of ['Да, отменить', 'Планы изменились', 'Своими словами']) {
    const { data } = question.buttons.flat().find(({ text }) => text === label)!
    await ann.tapsData(question, data!)
    const shown = ann.screen().messages.find(({ id }) => id === question.id)
    expect(shown?.text).toMatch(/^Запись с тех пор изменилась[^]*Пятница, 6 марта, 12:00/)
  }
  expect(await stored()).toEqual([{ status: 'confirmed', reason: null }])
})

test('whoever taps on elsewhere has left the question, and a friendly word cancels nothing', async () => {
  await open()
  const ann = salon!.person('Анна')
  await askToCancel(ann)
  await ann.taps('Своими словами')
  await ann.sends('/my')
  await ann.taps(/Стрижка/)
  await ann.taps('Отменить')
  await ann.taps('Своими словами')
  const card = ann
    .screen()
    .messages.findLast(({ buttons }) => buttons.flat().some((one) => one.text === 'Открыть запись'))
  await ann.tapsData(card!.id, card!.buttons.flat().find((one) => one.text === 'Открыть запись')!.data!)
  await ann.sends('Хорошо, буду!')
  expect(await stored()).toEqual([{ status: 'confirmed', reason: null }])
})

test('whoever only wants another time is led to the calendar, and the visit stays until they have one', async () => {
  await open()
  const ann = salon!.person('Анна')
  await askToCancel(ann)
  await ann.taps('Перенести на другое время')
  expect(ann.lastMessage().text).toContain('На какой день перенести?')
  expect(await stored()).toEqual([{ status: 'confirmed', reason: null }])
  for (const tap of ['6', '12:00', 'Перенести']) await ann.taps(tap)
  expect(ann.lastMessage().text).toMatch(/Перенесли[^]*пятница, 6 марта, 12:00/i)
  expect(await stored()).toEqual([{ status: 'confirmed', reason: null }])
})
