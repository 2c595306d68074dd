import type { Person } from '../../playground/people.ts'
import { buttonFor, offers } from '../support/screens.ts'

/** One thing that a person does in a dialog, and whether they see what comes of it. */
export interface Step {
  readonly does: string
  act(person: Person): void
  isAnswered(person: Person): boolean
}

/** Nobody is in anybody's way: each person takes a time of their own. */
export function bookingDialog(personNumber: number): Step[] {
  const { day, time } = timeOf(personNumber)
  return [
    sends('/start', offers('book')),
    taps({ to: 'book' }, offers('svc')),
    taps({ to: 'svc', text: /^Стрижка/ }, offers('cal')),
    taps({ to: 'cal' }, offers('day')),
    taps({ to: 'day', text: day }, offers('time')),
    taps({ to: 'time', text: time }, offers('ok')),
    taps({ to: 'ok' }, (person) => offers('my')(person) && !offers('ok')(person)),
  ]
}

/** From Tuesday, 3 March, on; from ten. */
export function timeOf(personNumber: number): { day: string; time: string; startsAt: Date } {
  const day = 3 + (personNumber % 20)
  const hour = 10 + Math.floor(personNumber / 20)
  return {
    day: String(day),
    time: `${hour}:00`,
    startsAt: new Date(`2026-03-${String(day).padStart(2, '0')}T${hour}:00:00+03:00`),
  }
}

/** The owner's dialog. Names of services are told apart by the person's number; every second has no price. */
export function addServiceDialog(personNumber: number): Step[] {
  const isAdded = (person: Person) => offers('book', serviceName(personNumber))(person)
  return [
    sends('/start', offers('dlg')),
    taps({ to: 'dlg' }, (person) => offers('leave')(person) && !offers('back')(person)),
    sends(serviceName(personNumber), offers('ans')),
    taps({ to: 'ans', text: /^45/ }, offers('skip')),
    personNumber % 2 === 0 ? sends('2500', isAdded) : taps({ to: 'skip' }, isAdded),
  ]
}

export function serviceName(personNumber: number): string {
  return `Маникюр № ${personNumber}.`
}

function sends(text: string, isAnswered: Step['isAnswered']): Step {
  return { does: `sends ${text}`, act: (person) => person.sendsWithoutWaiting(text), isAnswered }
}

function taps(button: { to: string; text?: string | RegExp }, isAnswered: Step['isAnswered']): Step {
  return {
    does: `taps ${button.to} ${String(button.text ?? '')}`,
    act: (person) => {
      const { message, data } = buttonFor(person, button)
      person.tapsDataWithoutWaiting(message, data)
    },
    isAnswered,
  }
}
