import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { MessageView } from '../../playground/screen.ts'
import { clientLimits } from '../../src/domain/client-fields.ts'
import { ownWordsLimits } from '../../src/domain/own-words.ts'
import { guestNameLimits } from '../../src/domain/visit-notes.ts'
import { createI18n, type Texts } from '../../src/i18n/i18n.ts'
import { backendKinds } from '../support/backends.ts'
import type { Salon } from '../support/salon.ts'
import { asSeen, expectNothingBroken, openPatientSalon, seenAfter, settled } from './hostile-salon.ts'

// So many answers take their time where the machine has other work.
jest.setTimeout(600_000)

/** Somewhere somebody's own words are awaited. */
interface Question {
  readonly about: string
  /** An owner, in Russian, about a client; by default a client. */
  readonly byOwner?: true
  /** Commands, and labels of buttons, that lead to where it is asked from. */
  before(t: Texts, turn: Turn): readonly (string | RegExp)[]
  opens(t: Texts, turn: Turn): readonly (string | RegExp)[]
  /** The label that leaves it. */
  leaves: 'dialog.button.back' | 'visit.button.not_cancel' | 'clients.button.not_ban'
  asks(t: Texts, turn: Turn): string
  tooLong(t: Texts): string
  readonly answer: string
  /** What is kept of the answer. */
  readonly stored: string
  /** What still has to be tapped until it is kept. */
  last(t: Texts): readonly string[]
  /** A column `said` of all that was kept. */
  readonly sql: string
}

/** Each test is about a client of its own, and a time of its own. */
interface Turn {
  readonly name: string
  readonly time: string
}

/** HTML, right to left, an emoji of several parts, and what looks like a placeholder. */
const odd = '<b>لا</b> & {name} 👩🏽‍🦰'

const toSummary = (_t: Texts, { time }: Turn) => ['/book', /^Стрижка/, '5', time]
const confirm = (t: Texts) => t.plain('booking.button.confirm')

const questions: Question[] = [
  {
    about: 'a comment',
    before: toSummary,
    opens: (t) => [t.plain('notes.button.comment', { added: 'no' })],
    leaves: 'dialog.button.back',
    asks: (t) => t.html('notes.ask_comment'),
    tooLong: (t) => t.html('dialog.too_long', { max: ownWordsLimits.visitComment }),
    ...{ answer: odd, stored: odd },
    last: (t) => [confirm(t)],
    sql: 'select client_comment as said from bookings',
  },
  {
    about: 'whom the visit is for',
    before: toSummary,
    opens: (t) => [t.plain('notes.button.guest_me')],
    leaves: 'dialog.button.back',
    asks: (t) => t.html('notes.ask_guest'),
    tooLong: (t) => {
      const { least: min, most: max } = guestNameLimits
      return t.html('notes.guest_length', { min, max })
    },
    ...{ answer: odd, stored: odd },
    last: (t) => [confirm(t)],
    sql: 'select guest_name as said from bookings',
  },
  {
    about: 'the phone',
    before: toSummary,
    opens: (t) => [confirm(t)],
    leaves: 'dialog.button.back',
    asks: (t) => t.html('phone.ask'),
    tooLong: (t) => t.html('phone.invalid'),
    ...{ answer: '+7 916 123-45-67', stored: '+79161234567' },
    last: () => [],
    sql: 'select u.phone as said from bookings b join users u on u.id = b.user_id',
  },
  {
    about: 'why a visit is cancelled',
    before: (t, turn) => [...toSummary(t, turn), confirm(t)],
    opens: (t) => [
      ...['/my', /^(?!Book|Запис).*Стрижка/],
      ...[t.plain('visit.button.cancel'), t.plain('visit.button.because_own_words')],
    ],
    leaves: 'visit.button.not_cancel',
    asks: (t) => t.html('visit.cancel_ask_reason'),
    tooLong: (t) => t.html('dialog.too_long', { max: ownWordsLimits.cancelReason }),
    ...{ answer: odd, stored: odd },
    last: () => [],
    sql: 'select cancel_reason as said from bookings',
  },
  {
    about: 'why a client is banned',
    byOwner: true,
    before: () => [],
    opens: (t, { name }) => [
      ...['/admin', t.plain('panel.button.clients'), new RegExp(`^${name}`)],
      t.plain('clients.button.ban'),
    ],
    leaves: 'clients.button.not_ban',
    asks: (t, { name }) => t.html('clients.ask_ban', { name }),
    tooLong: (t) => t.html('dialog.too_long', { max: clientLimits.banReason }),
    ...{ answer: odd, stored: odd },
    last: () => [],
    sql: 'select ban_reason as said from users where banned_at is not null',
  },
]

let salon: Salon
let t: Texts
/** Whoever is asked. */
let ann: Person

async function open(question: Question, backend: (typeof backendKinds)[number]): Promise<void> {
  salon = await openPatientSalon({ backend })
  // Each backend has a language of its own, so that both are heard.
  t = createI18n().in(languageOf(question, backend))
  if (question.about === 'the phone') {
    await salon.db.query(
      `insert into settings (key, value, updated_at) values ('phone_required', 'true', $1)`,
      [salon.clock.now()],
    )
    await salon.restart()
  }
}

function languageOf({ byOwner }: Question, backend: (typeof backendKinds)[number]): 'ru' | 'en' {
  return backend === 'redis' || byOwner ? 'ru' : 'en'
}

async function begin(question: Question, turn: Turn): Promise<MessageView> {
  ann = salon.person(turn.name, t.locale)
  if (question.byOwner) {
    await ann.sends('/start')
    ann = salon.owner
  }
  await walk(question.before(t, turn))
  await walk(question.opens(t, turn))
  return await expectAsked(question, turn)
}

async function walk(way: readonly (string | RegExp)[]): Promise<void> {
  for (const step of way) {
    if (typeof step === 'string' && step.startsWith('/')) await ann.sends(step)
    else await ann.taps(step)
  }
}

/** The message that asks. */
async function expectAsked(question: Question, turn: Turn): Promise<MessageView> {
  await settled(salon)
  return await ann.sees(asSeen(question.asks(t, turn)))
}

async function kept({ sql }: Question): Promise<unknown[]> {
  const rows = await salon.db.query<{ said: unknown }>(sql)
  return rows.map(({ said }) => said).filter((said) => said !== null)
}

describe.each(backendKinds)('on %s', (backend) => {
  describe.each(questions)('while the bot asks for $about', (question) => {
    beforeAll(async () => await open(question, backend))
    afterAll(async () => await salon.close())
    afterEach(() => expectNothingBroken(salon))

    test('whatever else comes is answered once, with the question, and then the answer counts', async () => {
      const turn = { name: 'Анна', time: '10:00' }
      await begin(question, turn)
      const before = await kept(question)
      const asks = asSeen(question.asks(t, turn))
      for (const send of [
        () => ann.sendsPhoto('подпись'),
        () => ann.sendsSticker(),
        () => ann.sendsVoice(),
        () => ann.sendsLocation({ latitude: 55, longitude: 37 }),
      ]) {
        expect(await seenAfter(ann, send)).toBe(`${asSeen(t.html('dialog.text_wanted'))}\n\n${asks}`)
      }
      for (const send of [() => ann.sends('ж'.repeat(4096)), () => ann.forwards('ж'.repeat(4096))]) {
        expect(await seenAfter(ann, send)).toBe(`${asSeen(question.tooLong(t))}\n\n${asks}`)
      }
      const typed = ann.screen().messages.findLast(({ from, text }) => from === 'person' && text !== '')!
      expect(await seenAfter(ann, () => ann.edits(typed, question.answer))).toBe('')

      await ann.blocks()
      await ann.unblocks()
      await ann.sends(question.answer)
      await walk(question.last(t))
      expect(await kept(question)).toEqual([...before, question.stored])
    })

    test('the answer from two devices at once counts once, and three taps on the way back are one', async () => {
      const turn = { name: 'Белла', time: '12:00' }
      const asked = await begin(question, turn)
      const before = await kept(question)
      const leave = asked.buttons.flat().find(({ text }) => text === asSeen(t.plain(question.leaves)))
      for (let tap = 0; tap < 3; tap++) ann.tapsDataWithoutWaiting(asked, leave?.data ?? '')
      await settled(salon)
      await walk(question.opens(t, turn))
      await expectAsked(question, turn)

      ann.sendsWithoutWaiting(question.answer)
      ann.sendsWithoutWaiting(question.answer)
      await settled(salon)
      await walk(question.last(t))
      expect(await kept(question)).toEqual([...before, question.stored])
    })

    test('/cancel and /start leave it, and what comes then is no answer', async () => {
      const asked = await begin(question, { name: 'Вика', time: '14:00' })
      const before = await kept(question)
      const hint = asSeen(t.html(question.byOwner ? 'chat.hint_staff' : 'chat.hint'))
      expect(await seenAfter(ann, () => ann.sends('/cancel'))).toBe(asSeen(t.html('chat.left_dialog')))
      expect(await seenAfter(ann, () => ann.sends(question.answer))).toBe(hint)
      await ann.sends('/start')
      expect(await seenAfter(ann, () => ann.sends(question.answer))).toBe(hint)

      salon.clock.moveBy(7 * 86_400_000)
      for (const { data } of asked.buttons.flat()) {
        expect(await seenAfter(ann, () => ann.tapsData(asked, data ?? ''))).not.toBe('')
      }
      expect(await kept(question)).toEqual(before)
    })
  })
})
