import { expect } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { Telegram } from '../../playground/server.ts'
import { countCalls } from '../support/stopped-calls.ts'
import type { Step } from './dialogs.ts'

/** A person on their way through a dialog. */
export interface Visitor {
  readonly person: Person
  readonly number: number
  readonly steps: readonly Step[]
  /** How many steps they have taken. */
  taken: number
  /** How many they take for now. */
  wanted: number
  /** Where the program was stopped for them, for whoever reads a failure. */
  stopped: string
}

/** Telegram ids of visitors are known before they come, so that some can be named in `ADMIN_IDS`. */
export function visitorId(number: number): number {
  return 500_000_000 + number
}

export function admitVisitor(
  telegram: Telegram,
  number: number,
  steps: readonly Step[],
  language: 'ru' | 'en' = 'ru',
): Visitor {
  const person = telegram.person({
    id: visitorId(number),
    first_name: `Гость ${number}`,
    language_code: language,
  })
  return { person, number, steps, taken: 0, wanted: steps.length, stopped: '' }
}

/** Only acts: what comes of it is for the caller to wait for. */
export function takeStep(visitor: Visitor): void {
  visitor.steps[visitor.taken]?.act(visitor.person)
  visitor.taken++
}

/** A poll brings the bystander's update alone, and the next poll all the others: none waits until another is handled. */
export function takeStepsAtOnce(bystander: Person, visitors: readonly Visitor[]): void {
  bystander.sendsWithoutWaiting('/help')
  visitors.forEach(takeStep)
}

/** Everybody goes on at once, a step at a time, as far as they want. */
export async function goOn(telegram: Telegram, visitors: readonly Visitor[]): Promise<void> {
  for (;;) {
    const going = visitors.filter(({ taken, wanted }) => taken < wanted)
    if (going.length === 0) return
    going.forEach(takeStep)
    await expectAnswers(telegram, going)
  }
}

/** Everybody gets the answer to the last step they took, and the bot comes to rest. (It is at rest, too, while it goes on with an update that it put aside.) */
export async function expectAnswers(telegram: Telegram, visitors: readonly Visitor[]): Promise<void> {
  const open = [...visitors]
  const waiting = telegram.until(() => {
    while (open[0] && isAnswered(open[0])) open.shift()
    return open.length === 0 || 'answers'
  })
  await waiting.catch(() => undefined)
  const sights = visitors.map((visitor) => (isAnswered(visitor) ? asExpected : sightOf(visitor)))
  expect(sights).toEqual(visitors.map(() => asExpected))
  await telegram.idle()
}

const asExpected = 'sees what they should'

export function isAnswered({ person, steps, taken }: Visitor): boolean {
  return steps[taken - 1]?.isAnswered(person) ?? true
}

function sightOf({ person, steps, taken, stopped }: Visitor): string {
  return `${stopped} After "${steps[taken - 1]?.does ?? ''}" the person sees: ${person.lastMessage().text}`
}

/** Goes through the whole dialog; tells how many calls to Telegram each step takes. */
export async function countCallsOfSteps(telegram: Telegram, visitor: Visitor): Promise<number[]> {
  const counts: number[] = []
  for (visitor.wanted = 1; visitor.wanted <= visitor.steps.length; visitor.wanted++) {
    counts.push(await countCalls(telegram, visitor.person.id, () => goOn(telegram, [visitor])))
  }
  return counts
}
