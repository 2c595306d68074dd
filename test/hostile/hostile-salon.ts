import { expect } from '@jest/globals'
import type { TelegramUpdate } from '@gramio/types'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon, type SalonOptions } from '../support/salon.ts'
import { until } from '../support/until.ts'

/** A salon whose flood protection is out of the way, so that what is sent reaches its handlers. */
export async function openPatientSalon(options: SalonOptions = {}): Promise<Salon> {
  return await openSalon({
    ...options,
    env: {
      RATE_LIMIT_MESSAGES_PER_MINUTE: '10000',
      RATE_LIMIT_TAPS_PER_MINUTE: '10000',
      ...options.env,
    },
  })
}

/** Until the bot has come to rest, with what it put aside as well. */
export async function settled({ telegram, db }: Salon, limitMs = 30_000): Promise<void> {
  await telegram.idle(limitMs)
  await until(async () => {
    const [row] = await db.query<{ open: number }>(
      `select count(*) as open from tasks where kind = 'update' and status not in ('done', 'failed')`,
    )
    return row?.open === 0
  }, limitMs)
  await telegram.idle(limitMs)
}

/** Number and content of every row that a forger might want to change. */
export async function fingerprint({ db }: Salon): Promise<Record<string, string>> {
  const tables = {
    bookings: 'bookings',
    services: 'services',
    tasks: `(select * from tasks where kind <> 'update')`,
    audit_log: 'audit_log',
  }
  const prints: [string, string][] = []
  for (const [name, source] of Object.entries(tables)) {
    const [row] = await db.query<{ print: string }>(
      `select count(*) || ' rows ' || md5(coalesce(string_agg(r::text, E'\\n' order by r.id), '')) as print
         from ${source} r`,
    )
    prints.push([name, row?.print ?? ''])
  }
  return Object.fromEntries(prints)
}

/** What a person sees that was not there before: new and edited messages, and words over a button. */
export async function seenAfter(person: Person, act: () => Promise<void>): Promise<string> {
  const before = new Map(person.screen().messages.map((message) => [message.id, JSON.stringify(message)]))
  const toasts = person.toasts.length
  await act()
  const news = person
    .screen()
    .messages.filter(({ from }) => from === 'bot')
    .filter((message) => before.get(message.id) !== JSON.stringify(message))
    .map(({ text }) => text)
  return [...person.toasts.slice(toasts).map(({ text }) => text), ...news].join('\n')
}

/** Nothing that the bot sent was illegal, no tap was left without an answer or got two, nothing was logged as a bug. */
export function expectNothingBroken({ telegram, logged }: Salon): void {
  expect(telegram.schemaViolations).toEqual([])
  expect(logged.filter(({ level }) => level === 'error').map(inWords)).toEqual([])
  expect(answersOfTaps(telegram.journal).filter(({ answers }) => answers !== 1)).toEqual([])
}

/** How often each delivered tap was answered. */
export function answersOfTaps(journal: Salon['telegram']['journal']): { tap: string; answers: number }[] {
  const answers = new Map<unknown, number>()
  for (const { params } of journal.filter(({ method }) => method === 'answerCallbackQuery')) {
    const id = params['callback_query_id']
    answers.set(id, (answers.get(id) ?? 0) + 1)
  }
  return [...tapsIn(journal)].map(([id, tap]) => ({ tap, answers: answers.get(id) ?? 0 }))
}

function tapsIn(journal: Salon['telegram']['journal']): Map<unknown, string> {
  const taps = new Map<unknown, string>()
  for (const { method, answer } of journal) {
    if (method !== 'getUpdates' || !answer?.ok) continue
    for (const { callback_query: query } of answer.result as TelegramUpdate[]) {
      if (query !== undefined) taps.set(query.id, `${query.id} ${JSON.stringify(query.data)}`)
    }
  }
  return taps
}

function inWords({ message, fields }: Salon['logged'][number]): string {
  const { err, ...others } = fields as { err?: unknown }
  return [message, JSON.stringify(others), err instanceof Error ? err.stack : ''].join(' ')
}
