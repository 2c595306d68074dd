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

    async function book(language: 'ru' | 'en' = 'ru', until = Infinity): Promise<Person> {
      salon = await openSalon({ backend, specialists, env: { CANCELLATION_HOURS: '0' } })
      const visitor = admitVisitor(salon.telegram, number, bookingDialog(number), language)
      visitor.wanted = Math.min(until, visitor.wanted)
      await goOn(salon.telegram, [visitor])
      return visitor.person
    }

    async function moveClockTo(instant: Date): Promise<void> {
      salon.clock.moveTo(instant)
      await delivered(salon)
    }

    test.each([
      { language: 'ru', words: [/завтра.*10:00/, /2 часа.*10:00/, /через час.*10:00/] },
      { language: 'en', words: [/tomorrow.*10:00/, /2 hours.*10:00/, /an hour.*10:00/] },
    ] as const)(
      'comes once a day, two hours and an hour before, in $language',
      async ({ language, words }) => {
        const person = await book(language)
        for (const [index, hours] of [24, 2, 1].entries()) {
          await moveClockTo(new Date(startsAt.getTime() - hours * hourMs - minuteMs))
          expect(countReminders(person)).toBe(index)
          await moveClockTo(new Date(startsAt.getTime() - hours * hourMs))
          expect(reminders(person).map(({ text }) => text.split('\n')[0])).toHaveLength(index + 1)
          expect(reminders(person).at(-1)?.text).toMatch(words[index]!)
          await moveClockTo(new Date(startsAt.getTime() - hours * hourMs + minuteMs))
          await salon.restart()
          await delivered(salon)
          expect(countReminders(person)).toBe(index + 1)
        }
        await moveClockTo(new Date(startsAt.getTime() + 24 * hourMs))
        expect(countReminders(person)).toBe(3)
        expect(await salon.db.query('select status from bookings')).toEqual([{ status: 'completed' }])
      },
    )

    test('rings by itself, without anybody moving the clock', async () => {
      const person = await book('ru', 6)
      salon.clock.moveTo(new Date(startsAt.getTime() - 24 * hourMs - 8000))
      await tap(person, { to: 'ok' })
      await until(() => countReminders(person) > 0, 20_000)
      await delivered(salon)
      expect(countReminders(person)).toBe(1)
    })

    test('does not come for a visit that was cancelled', async () => {
      const person = await book()
      await openVisit(person)
      await tap(person, { to: 'cx' })
      await tap(person, { to: 'cxok' })
      for (const hours of [24, 2, 1]) await moveClockTo(new Date(startsAt.getTime() - hours * hourMs))
      expect(countReminders(person)).toBe(0)
      expect(await salon.db.query('select status from bookings')).toEqual([{ status: 'cancelled' }])
    })

    test('comes for the new time of a visit that was moved, and not for the old one', async () => {
      const person = await book()
      await openVisit(person)
      await tap(person, { to: 'mv' })
      await tap(person, { to: 'day', text: '6' })
      await tap(person, { to: 'time', text: '15:00' })
      await tap(person, { to: 'mvok' })
      for (const hours of [24, 2, 1, 0]) await moveClockTo(new Date(startsAt.getTime() - hours * hourMs))
      expect(countReminders(person)).toBe(0)
      const movedTo = new Date('2026-03-06T15:00:00+03:00')
      for (const [index, hours] of [24, 2, 1].entries()) {
        await moveClockTo(new Date(movedTo.getTime() - hours * hourMs))
        expect(countReminders(person)).toBe(index + 1)
        expect(reminders(person).at(-1)?.text).toContain('15:00')
      }
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
