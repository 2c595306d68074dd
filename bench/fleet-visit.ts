import { setTimeout as pause } from 'node:timers/promises'
import type { Person } from '../playground/people.ts'
import type { Telegram } from '../playground/server.ts'
import type { FleetTenant } from './fleet-site.ts'

type Step = string | RegExp

const setUp: readonly Step[] = ['/start', 'Add a service', '“Haircut”', '1 h', '“1500”']
const visit: readonly Step[] = [
  '/start',
  'Book',
  / ›$/,
  '15',
  /^12:00/,
  'Confirm',
  '/my',
  '/start',
  'Book',
  / ›$/,
]

/** The owner adds the service that clients book. */
export async function setUpSalon(telegram: Telegram, tenant: FleetTenant): Promise<void> {
  await walk(telegram, telegram.personById(tenant.ownerId).with(tenant.account), setUp, 0)
}

/** A client books, looks, and begins anew; milliseconds until each step was answered. */
export async function visitSalon(
  telegram: Telegram,
  tenant: FleetTenant,
  everyMs: number,
): Promise<number[]> {
  const client = telegram.person({ first_name: 'Ann', language_code: 'en' }).with(tenant.account)
  // Not all at one moment.
  await pause(Math.random() * everyMs)
  return await walk(telegram, client, visit, everyMs)
}

async function walk(
  telegram: Telegram,
  person: Person,
  steps: readonly Step[],
  everyMs: number,
): Promise<number[]> {
  const answers: number[] = []
  for (const step of steps) {
    await telegram.until(() => canTake(person, step) || `the button ${String(step)}`, 60_000)
    const from = performance.now()
    const before = told(person)
    take(person, step)
    await telegram.until(() => told(person) !== before || `an answer to ${String(step)}`, 60_000)
    answers.push(performance.now() - from)
    await pause(Math.max(0, everyMs - (performance.now() - from)))
  }
  return answers
}

/** Commands, and what stands in quotes, are typed; all else are buttons. */
function typedBy(step: Step): string | undefined {
  return typeof step === 'string' ? /^(?:“(.+)”|(\/\w+))$/.exec(step)?.slice(1).find(Boolean) : undefined
}

function canTake(person: Person, step: Step): boolean {
  if (typedBy(step) !== undefined) return true
  const isIt = (text: string) => (typeof step === 'string' ? text === step : step.test(text))
  return (
    person
      .screen()
      .messages.findLast(({ keyboard }) => keyboard.length > 0)
      ?.keyboard.flat()
      .some(isIt) ?? false
  )
}

function take(person: Person, step: Step): void {
  const text = typedBy(step)
  if (text === undefined) person.tapsWithoutWaiting(step)
  else person.sendsWithoutWaiting(text)
}

/** What the bot shows in the chat. */
function told(person: Person): string {
  return JSON.stringify(person.screen().messages.filter(({ from }) => from === 'bot'))
}
