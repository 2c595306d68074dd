import { setTimeout as pause } from 'node:timers/promises'
import type { Person } from '../playground/people.ts'
import type { BotAccount, Telegram } from '../playground/server.ts'
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
  await walk(telegram, telegram.personById(tenant.ownerId), tenant.account, setUp, 0)
}

/** A client comes in `inMs`, books, looks, and begins anew; milliseconds until each step was answered. */
export async function visitSalon(
  telegram: Telegram,
  tenant: FleetTenant,
  { inMs, everyMs }: { readonly inMs: number; readonly everyMs: number },
): Promise<number[]> {
  const client = telegram.person({ first_name: 'Ann', language_code: 'en' })
  await pause(inMs)
  return await walk(telegram, client, tenant.account, visit, everyMs)
}

async function walk(
  telegram: Telegram,
  somebody: Person,
  bot: BotAccount,
  steps: readonly Step[],
  everyMs: number,
): Promise<number[]> {
  const person = somebody.with(bot)
  const answers: number[] = []
  for (const step of steps) {
    // What the step before led to may come in several messages, and whoever taps wants to see them all.
    const isReady = () => isAtRest(telegram, bot) && canTake(person, step)
    await telegram.until(() => isReady() || `the button ${String(step)}`, patienceMs)
    const from = performance.now()
    const answered = firstAnswer(telegram, person, step)
    take(person, step)
    await answered
    answers.push(performance.now() - from)
    await pause(Math.max(0, everyMs - (performance.now() - from)))
  }
  return answers
}

/** Until the bot shows something in this chat. */
async function firstAnswer(telegram: Telegram, person: Person, step: Step): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      leave()
      clearTimeout(timer)
    }
    const leave = telegram.world.onChange((change) => {
      if (change.personId !== person.id || !isOfBot(change)) return
      end()
      resolve()
    })
    const timer = setTimeout(() => {
      end()
      const sees = JSON.stringify(
        person
          .screen()
          .messages.slice(-3)
          .map(({ text, keyboard }) => [text, keyboard]),
      )
      reject(new Error(`${person.id} got no answer to ${String(step)} within a minute, and sees ${sees}`))
    }, patienceMs)
  })
}

function isOfBot(change: Change): boolean {
  if (change.kind === 'message' || change.kind === 'edit') return change.message.from === 'bot'
  return change.kind === 'delete'
}

/** With no update to confirm and no tap to answer. */
function isAtRest(telegram: Telegram, { id }: BotAccount): boolean {
  const bot = telegram.world.bots.get(id)
  return bot?.updates.pending.length === 0 && bot.callbacks.size === 0
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
