import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { MessageView } from '../../playground/screen.ts'
import { addServiceDialog } from '../../src/bot/admin/services/buttons.ts'
import { chooseServiceButton, serviceButton } from '../../src/bot/client/booking/buttons.ts'
import { openDialogButton } from '../../src/bot/dialogs/buttons.ts'
import { createI18n } from '../../src/i18n/i18n.ts'
import { backendKinds } from '../support/backends.ts'
import type { Salon } from '../support/salon.ts'
import {
  asSeen,
  dataOf,
  expectNothingBroken,
  openPatientSalon,
  seenAfter,
  settled,
  tapsAtOnce,
} from './hostile-salon.ts'

// So many taps take their time where the machine has other work.
jest.setTimeout(600_000)

const t = createI18n().in('ru')
const openDialog = openDialogButton.pack({ dialog: addServiceDialog })

let salon: Salon
let owner: Person
/** The services of earlier tests have ids up to this one. */
let lastServiceId: number

/** The questions and refusals as a phone shows them, about one service. */
const words = {
  askName: asSeen(t.html('service.ask_name')),
  askMinutes: asSeen(t.html('service.ask_minutes', { name: 'Маникюр' })),
  askPrice: asSeen(
    t.html('service.ask_price', { name: 'Маникюр', duration: t.duration(60), example: '900 ₽' }),
  ),
  wrongName: asSeen(t.html('service.name_length', { min: 3, max: 100 })),
  wrongMinutes: asSeen(t.html('service.minutes_invalid', { min: 5, max: 720 })),
  unreadableMinutes: asSeen(t.html('service.minutes_unreadable')),
  wrongPrice: asSeen(t.html('service.price_invalid', { example: '900 ₽' })),
  tooPrecise: asSeen(t.html('service.price_too_precise', { example: '900,50 ₽' })),
  tooLarge: asSeen(t.html('service.price_too_large', { most: '10 000 000 ₽' })),
  textWanted: asSeen(t.html('dialog.text_wanted')),
  hint: asSeen(t.html('chat.hint_staff')),
}

describe.each(backendKinds)('the dialog that adds a service, on %s', (backend) => {
  beforeAll(async () => {
    salon = await openPatientSalon({ backend, isDirect: true })
    owner = salon.owner
  })

  afterAll(async () => {
    await salon.close()
  })

  beforeEach(async () => {
    const [row] = await salon.db.query<{ id: number }>('select max(id) as id from services')
    lastServiceId = row?.id ?? 0
    await owner.sends('/start')
    await owner.tapsData(owner.lastMessage(), openDialog)
    expect(owner.lastMessage().text).toContain(words.askName)
  })

  afterEach(() => {
    expectNothingBroken(salon)
  })

  test('asks again for text when something else comes, at every question', async () => {
    const questions: [question: string, answer: string][] = [
      [words.askName, 'Маникюр'],
      [words.askMinutes, '60'],
      [words.askPrice, '1500'],
    ]
    for (const [question, answer] of questions) {
      for (const send of [
        () => owner.sendsPhoto(),
        () => owner.sendsPhoto('Маникюр'),
        () => owner.sendsSticker(),
        () => owner.sendsVoice(),
        () => owner.sendsContact(),
        () => owner.sendsLocation({ latitude: 55, longitude: 37 }),
      ]) {
        expect(await seenAfter(owner, send)).toBe(`${words.textWanted}\n\n${question}`)
      }
      await owner.sends(answer)
    }
    expect(await servicesAdded()).toEqual([manicure])
  })

  test.each<[what: string, input: string]>([
    ['4,096 characters', 'ж'.repeat(4096)],
    ['101 characters', 'ж'.repeat(101)],
    ['two characters', 'жж '],
    ['nothing that is seen', '\u200b\u2060\u200e\u200b'],
    ['a lot of white space', ' \n\t '.repeat(50) + '.'],
    ['a family a hundred times', '👨‍👩‍👧‍👦'.repeat(100)],
  ])('refuses %s as a name, and asks again', async (_what, input) => {
    expect(await seenAfter(owner, () => owner.sends(input))).toBe(`${words.wrongName}\n\n${words.askName}`)
    await owner.sends('Маникюр')
    await owner.sends('60')
    await owner.sends('1500')
    expect(await servicesAdded()).toEqual([manicure])
  })

  test.each<[what: string, input: string, name: string]>([
    ['HTML', '<b>Стрижка</b> & <script>', '<b>Стрижка</b> & <script>'],
    ['broken HTML', '</b><i>&lt;&', '</b><i>&lt;&'],
    ['placeholders', "{name} '{0, plural, other {#}}' %s", "{name} '{0, plural, other {#}}' %s"],
    ['emoji only', '💅💇🧖', '💅💇🧖'],
    ['right to left', 'قص شعر \u202eABC', 'قص شعر \u202eABC'],
    ['several lines', ' Стрижка\r\n\tи укладка ', 'Стрижка и укладка'],
    ['SQL', "'); drop table services; --", "'); drop table services; --"],
    ['a NUL in between', 'Стри\u0000жка', 'Стри жка'],
    ['half a pair of surrogates', 'Стрижка \ud83d', 'Стрижка'],
    ['exactly 100 characters', '💅'.repeat(100), '💅'.repeat(100)],
  ])('takes %s as a name, and shows it as typed', async (_what, input, name) => {
    await owner.sends(input)
    await owner.sends('60')
    await owner.sends('1500')
    expect(await servicesAdded()).toEqual([{ ...manicure, name }])
    const [{ id } = { id: 0 }] = await salon.db.query<{ id: number }>('select max(id) as id from services')
    const client = salon.person('Анна')
    await client.sends('/book')
    const data = serviceButton.pack({ serviceIds: [id], clientId: null })
    expect(client.lastMessage().buttons.flat()).toContainEqual(expect.objectContaining({ data }))
    await client.tapsData(client.lastMessage(), data)
    expect(client.lastMessage().text).toContain(name)
  })

  test('refuses minutes that are none, and asks again', async () => {
    await owner.sends('Маникюр')
    const unreadable = ['-5', '1e2', '60.5', 'NaN', 'долго', '１２０', '9'.repeat(400), '60; drop table']
    const wrong = [
      ...['0', '4', '721'].map((input) => [input, words.wrongMinutes] as const),
      ...unreadable.map((input) => [input, words.unreadableMinutes] as const),
    ]
    for (const [input, problem] of wrong) {
      const seen = await seenAfter(owner, () => owner.sends(input))
      expect([input, seen]).toEqual([input, `${problem}\n\n${words.askMinutes}`])
    }
    expect(await servicesAdded()).toEqual([])
  })

  test('refuses prices that are none, and asks again', async () => {
    await owner.sends('Маникюр')
    await owner.sends('60')
    const noPrices = ['-1', '1e5', 'NaN', 'даром', 'Infinity', '0x10', '<b>1</b>']
    const wrong = [
      ...noPrices.map((input) => [input, words.wrongPrice] as const),
      ['1500,505', words.tooPrecise] as const,
      ['9'.repeat(30), words.tooLarge] as const,
    ]
    for (const [input, problem] of wrong) {
      const seen = await seenAfter(owner, () => owner.sends(input))
      expect([input, seen]).toEqual([input, `${problem}\n\n${words.askPrice}`])
    }
    expect(await servicesAdded()).toEqual([])
  })

  test.each([
    ...['/start', '/book', '/my', '/help', '/language', '/cancel', '/admin', '/нет', '/'],
    ...[t.plain('start.button.book'), createI18n().in('en').plain('start.button.my_bookings')],
  ])('%s leaves it: what comes then is no answer any more', async (input) => {
    await owner.sends('Маникюр')
    await owner.sends(input)
    expect(await seenAfter(owner, () => owner.sends('60'))).toBe(words.hint)
    expect(await seenAfter(owner, () => owner.sends('1500'))).toBe(words.hint)
    expect(await servicesAdded()).toEqual([])
  })

  test('an edited message changes no answer', async () => {
    await owner.sends('Маникюр')
    const typed = owner.screen().messages.findLast(({ from }) => from === 'person')!
    expect(await seenAfter(owner, () => owner.edits(typed, 'Педикюр'))).toBe('')
    await owner.sends('60')
    await owner.sends('1500')
    expect(await servicesAdded()).toEqual([manicure])
  })

  test('two devices at once: the first message is the answer, the second the next one', async () => {
    owner.sendsWithoutWaiting('Маникюр')
    owner.sendsWithoutWaiting('Педикюр')
    await settled(salon)
    expect(owner.lastMessage().text).toBe(`${words.unreadableMinutes}\n\n${words.askMinutes}`)
    owner.sendsWithoutWaiting('60')
    owner.sendsWithoutWaiting('1500')
    owner.sendsWithoutWaiting('90')
    await settled(salon)
    expect(owner.lastMessage().text).toBe(words.hint)
    expect(await servicesAdded()).toEqual([manicure])
  })

  test('a tap on one device and a message on the other are answers in their order', async () => {
    await owner.sends('Маникюр')
    owner.tapsWithoutWaiting(t.duration(90))
    owner.sendsWithoutWaiting('1500')
    await settled(salon)
    expect(await servicesAdded()).toEqual([{ ...manicure, minutes: 90 }])
  })

  test('each of its buttons tapped three times does what one tap does', async () => {
    await tapsAtOnce(salon, owner, openDialog)
    await owner.sends('Маникюр')
    await tapsAtOnce(salon, owner, dataOf(owner, t.plain('dialog.button.back')))
    await owner.sends('Педикюр')
    await tapsAtOnce(salon, owner, dataOf(owner, t.duration(45)))
    await tapsAtOnce(salon, owner, dataOf(owner, t.plain('dialog.button.skip')))
    expect(await servicesAdded()).toEqual([{ name: 'Педикюр', minutes: 45, price: null }])

    await owner.tapsData(owner.lastMessage(), openDialog)
    await tapsAtOnce(salon, owner, dataOf(owner, t.plain('dialog.button.not_add')))
    expect(await seenAfter(owner, () => owner.sends('Массаж'))).toBe(words.hint)
    expect(await servicesAdded()).toHaveLength(1)
  })

  test('opened again on another device it begins anew', async () => {
    await owner.sends('Маникюр')
    owner.tapsDataWithoutWaiting(owner.lastMessage(), openDialog)
    owner.sendsWithoutWaiting('Педикюр')
    await settled(salon)
    await owner.sends('60')
    await owner.sends('1500')
    expect(await servicesAdded()).toEqual([{ ...manicure, name: 'Педикюр' }])
  })

  test('whoever taps elsewhere meanwhile has left it', async () => {
    await owner.sends('Маникюр')
    const question = owner.lastMessage()
    await owner.tapsData(999_999, chooseServiceButton.pack({}))
    await owner.tapsData(question, dataOfMinutes(question))
    await owner.sends('1500')
    expect(await servicesAdded()).toEqual([])
  })
})

const manicure = { name: 'Маникюр', minutes: 60, price: 150_000 }

function dataOfMinutes(question: MessageView): string {
  return question.buttons.flat().find(({ text }) => text === asSeen(t.duration(60)))?.data ?? ''
}

/** By this test. */
async function servicesAdded(): Promise<object[]> {
  await settled(salon)
  return await salon.db.query(
    `select name, duration_min as minutes, price_minor as price from services where id > $1 order by id`,
    [lastServiceId],
  )
}
