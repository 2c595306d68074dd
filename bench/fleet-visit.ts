import { setTimeout as pause } from 'node:timers/promises'
import type { Person } from '../playground/people.ts'
import type { Telegram } from '../playground/server.ts'
import type { Change } from '../playground/world.ts'
import type { FleetTenant } from './fleet-site.ts'

type Step = string | RegExp

const patienceMs = 60_000

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
    await untilInChat(telegram, person, () => canTake(person, step), `the button ${String(step)}`)
    const from = performance.now()
    const answered = untilInChat(telegram, person, isOfBot, `an answer to ${String(step)}`)
    take(person, step)
    await answered
    answers.push(performance.now() - from)
    await pause(Math.max(0, everyMs - (performance.now() - from)))
  }
  return answers
}

/**
 * Until `look` answers true, asked at each change of this chat and of no other: with everybody looking at everything, as
 * `telegram.until` does, the people of a hundred bots would be slower than the bots.
 */
async function untilInChat(
  telegram: Telegram,
  person: Person,
  look: (change?: Change) => boolean,
  missing: string,
): Promise<void> {
  if (look()) return
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      leave()
      clearTimeout(timer)
    }
    const leave = telegram.world.onChange((change) => {
      if (change.personId !== person.id || !look(change)) return
      end()
      resolve()
    })
    const timer = setTimeout(() => {
      end()
      reject(new Error(`After a minute still waiting for ${missing}`))
    }, patienceMs)
  })
}

function isOfBot(change?: Change): boolean {
  if (change?.kind === 'message' || change?.kind === 'edit') return change.message.from === 'bot'
  return change?.kind === 'delete'
}

/** Commands, and what stands in quotes, are typed; all else are buttons. */
function typedBy(step: Step): string | undefined {
  return typeof step === 'string' ? /^(?:“(.+)”|(\/\w+))$/.exec(step)?.slice(1).find(Boolean) : undefined
}

function canTake(person: Person, step: Step): boolean {
  if (typedBy(step) !== undefined) return true
  const isIt = (text: string) => (typeof step === 'string' ? text === step : step.test(text))
  return person.lastWithButtons()?.keyboard.flat().some(isIt) ?? false
}

function take(person: Person, step: Step): void {
  const text = typedBy(step)
  if (text === undefined) person.tapsWithoutWaiting(step)
  else person.sendsWithoutWaiting(text)
}
