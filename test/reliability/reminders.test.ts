import { afterEach, describe, expect, jest, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { backendKinds } from '../support/backends.ts'
import { openPremises, type Premises } from '../support/premises.ts'
import { createProgramProcess, type ProgramProcess } from '../support/program-process.ts'
import { openSalon, type Salon } from '../support/salon.ts'
import { tap } from '../support/screens.ts'
import { stopCall, type WhichCall } from '../support/stopped-calls.ts'
import { until } from '../support/until.ts'
import { bookingDialog, timeOf } from './dialogs.ts'
import { countReminders, delivered, reminders } from './reminders.ts'
import { admitVisitor, goOn } from './visitors.ts'

// Starting the program takes its time where the machine has other work.
jest.setTimeout(120_000)

const specialists = ['Мария', 'Ольга']
const languages = ['ru', 'en'] as const
const words = {
  ru: [/завтра.*10:00/, /2 часа.*10:00/, /через час.*10:00/],
  en: [/tomorrow.*10:00/, /2 hours.*10:00/, /an hour.*10:00/],
}
const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Wednesday, 4 March, at ten; the clock stands at Monday, nine. */
const number = 1
const { startsAt } = timeOf(number)

describe.each(backendKinds)('with the queue on %s', (backend) => {
  describe('a reminder', () => {
    let salon: Salon

    afterEach(async () => {
      expect(salon.logged.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([])
      expect(salon.telegram.schemaViolations).toEqual([])
      await salon.close()
    })

    /** One each language, with a specialist each; who are as far as wanted in their dialog. */
    async function book(wanted = Infinity): Promise<{ ru: Person; en: Person }> {
      salon = await openSalon({ backend, specialists, env: { CANCELLATION_HOURS: '0' } })
      const visitors = languages.map((language, index) => {
        const visitor = admitVisitor(salon.telegram, index, bookingDialog(number), language)
        visitor.wanted = Math.min(wanted, visitor.wanted)
        return visitor
      })
      // One after the other: whoever is second sees what the first left.
      for (const visitor of visitors) await goOn(salon.telegram, [visitor])
      return { ru: visitors[0]!.person, en: visitors[1]!.person }
    }

    async function moveClockTo(instant: Date): Promise<void> {
      salon.clock.moveTo(instant)
      await delivered(salon)
    }

    test('comes once a day, two hours and an hour before, in the language of each', async () => {
      const people = await book()
      const expectCounts = (count: number) =>
        expect([people.ru, people.en].map(countReminders)).toEqual([count, count])
      for (const [index, hours] of [24, 2, 1].entries()) {
        await moveClockTo(new Date(startsAt.getTime() - hours * hourMs - minuteMs))
        expectCounts(index)
        await moveClockTo(new Date(startsAt.getTime() - hours * hourMs))
        expectCounts(index + 1)
        for (const language of languages) {
          expect(reminders(people[language]).at(-1)?.text).toMatch(words[language][index]!)
        }
        await moveClockTo(new Date(startsAt.getTime() - hours * hourMs + minuteMs))
        await salon.restart()
        await delivered(salon)
        expectCounts(index + 1)
      }
      await moveClockTo(new Date(startsAt.getTime() + 24 * hourMs))
      expectCounts(3)
      const completed = { status: 'completed' }
      expect(await salon.db.query('select status from bookings')).toEqual([completed, completed])
    })

    test('rings by itself, without anybody moving the clock', async () => {
      const { ru: person } = await book(6)
      salon.clock.moveTo(new Date(startsAt.getTime() - 24 * hourMs - 4000))
      await tap(person, { to: 'ok' })
      await until(() => countReminders(person) > 0, 20_000)
      await delivered(salon)
      expect(countReminders(person)).toBe(1)
    })

    test('does not come for a visit that was cancelled, and for one that was moved at its new time only', async () => {
      const { ru: cancelling, en: moving } = await book()
      await openVisit(cancelling)
      await tap(cancelling, { to: 'cx' })
      await tap(cancelling, { to: 'cxok' })
      await openVisit(moving)
      await tap(moving, { to: 'mv' })
      await tap(moving, { to: 'day', text: '6' })
      await tap(moving, { to: 'time', text: '15:00' })
      await tap(moving, { to: 'mvok' })
      for (const hours of [24, 2, 1, 0]) await moveClockTo(new Date(startsAt.getTime() - hours * hourMs))
      expect(countReminders(moving)).toBe(0)
      const movedTo = new Date('2026-03-06T15:00:00+03:00')
      for (const [index, hours] of [24, 2, 1].entries()) {
        await moveClockTo(new Date(movedTo.getTime() - hours * hourMs))
        expect(countReminders(moving)).toBe(index + 1)
        expect(reminders(moving).at(-1)?.text).toContain('15:00')
      }
      expect(countReminders(cancelling)).toBe(0)
      expect(await salon.db.query('select status from bookings order by id')).toEqual([
        { status: 'cancelled' },
        { status: 'confirmed' },
      ])
    })
  })

  describe('killed at the sending of a reminder', () => {
    let premises: Premises
    let program: ProgramProcess

    afterEach(async () => {
      await program.close()
      expect(premises.telegram.schemaViolations).toEqual([])
      await premises.close()
    })

    async function book(): Promise<Person> {
      premises = await openPremises({ backend, specialists })
      program = await createProgramProcess(premises)
      await program.start()
      const visitor = admitVisitor(premises.telegram, number, bookingDialog(number))
      await goOn(premises.telegram, [visitor])
      return visitor.person
    }

    async function killAtReminder(
      person: Person,
      when: WhichCall['when'],
      moveClock: () => void,
      call = 1,
    ): Promise<void> {
      const stop = stopCall(premises.telegram, { personId: person.id, number: call, when })
      moveClock()
      await premises.telegram.until(() => stop.reached || 'the reminder to go out')
      await program.kill()
      stop.forget()
      await program.start()
    }

    const toTheDayBefore = () => premises.clock.moveTo(new Date(startsAt.getTime() - 24 * hourMs))
    const overTheLease = () => premises.clock.moveBy(3 * minuteMs)

    test('before it arrived: it comes when the lease is over, once', async () => {
      const person = await book()
      await killAtReminder(person, 'before its effect', toTheDayBefore)
      expect(countReminders(person)).toBe(0)
      overTheLease()
      await delivered(premises)
      overTheLease()
      await delivered(premises)
      expect(countReminders(person)).toBe(1)
    })

    test('after it arrived: it is repeated once, and no more though that is cut off, too', async () => {
      const person = await book()
      await killAtReminder(person, 'after its effect', toTheDayBefore)
      expect(countReminders(person)).toBe(1)
      // The first call only asks whether Telegram answers.
      await killAtReminder(person, 'after its effect', overTheLease, 2)
      expect(countReminders(person)).toBe(2)
      overTheLease()
      await delivered(premises)
      overTheLease()
      await delivered(premises)
      expect(countReminders(person)).toBe(2)
    })
  })
})

async function openVisit(person: Person): Promise<void> {
  await person.sends('/my')
  await tap(person, { to: 'b' })
}
