import { expect } from '@jest/globals'
import type { TelegramUpdate } from '@gramio/types'
import type { Person } from '../../playground/people.ts'
import { withPlainSpaces } from '../../playground/screen.ts'
import { withPreparedStatements } from '../support/prepare-statements.ts'
import { openSalon, type Salon, type SalonOptions } from '../support/salon.ts'
import { until } from '../support/until.ts'

/** A salon whose flood protection is out of the way, so that what is sent reaches its handlers. */
export async function openPatientSalon(options: SalonOptions = {}): Promise<Salon> {
  const env = {
    RATE_LIMIT_MESSAGES_PER_MINUTE: '10000',
    RATE_LIMIT_TAPS_PER_MINUTE: '10000',
    ...options.env,
  }
  return await withPreparedStatements(() => openSalon({ ...options, env }))
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

/** Until nothing is left to be done by itself within the next minute: what changes then, a person did. */
export async function quiet(salon: Salon): Promise<void> {
  await settled(salon)
  const { db, clock } = salon
  await until(async () => {
    const soon = new Date(clock.now().getTime() + 60_000)
    const due = await db.query(
      `select id from tasks where kind <> 'update' and status in ('pending', 'doing') and due_at <= $1`,
      [soon],
    )
    return due.length === 0
  }, 30_000)
}

const tables = [
  'bookings',
  'services',
  'staff',
  'schedule_rules',
  'feedback',
  'settings',
  'tasks',
  'audit_log',
]

/** Number and content of every row that a forger might want to change. */
export async function fingerprint({ db }: Salon): Promise<Record<string, string>> {
  const each = tables.map(
    (table) =>
      `select '${table}' as "table",
              count(*) || ' rows ' || md5(coalesce(string_agg(r::text, E'\\n' order by r::text), '')) as print
         from ${table} r
        where coalesce(to_jsonb(r) ->> 'kind', '') <> 'update'`,
  )
  const rows = await db.query<{ table: string; print: string }>(each.join(' union all '))
  return Object.fromEntries(rows.map(({ table, print }) => [table, print]))
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

/** A wording without its markup, as a phone shows it. */
export function asSeen(html: string): string {
  return withPlainSpaces(html.replaceAll(/<[^>]+>/g, ''))
}

/** Several taps on one button, faster than any answer. */
export async function tapsAtOnce(salon: Salon, person: Person, data: string, times = 3): Promise<void> {
  const message = person.lastMessage()
  for (let tap = 0; tap < times; tap++) person.tapsDataWithoutWaiting(message, data)
  await settled(salon)
}

/** What the button with this text carries, in the last message. */
export function dataOf(person: Person, label: string | RegExp): string {
  const buttons = person.lastMessage().buttons.flat()
  const isMatch = (text: string) =>
    typeof label === 'string' ? text === withPlainSpaces(label) : label.test(text)
  const button = buttons.find(({ text }) => isMatch(text))
  if (button?.data === undefined) throw new Error(`no ${String(label)} in ${JSON.stringify(buttons)}`)
  return button.data
}

/**
 * Nothing that the bot sent was illegal, no tap was left without an answer or got two, nothing was logged as a bug.
 * What was logged and called is forgotten, so that the next test doesn't fail of it, too. `isDue`: which taps want their
 * answer.
 */
export function expectNothingBroken(
  { telegram, logged }: Salon,
  isDue: (tapId: string) => boolean = () => true,
): void {
  const errors = logged.splice(0).filter(({ level }) => level === 'error')
  const journal = telegram.journal.splice(0)
  expect(telegram.schemaViolations).toEqual([])
  expect(errors.map((line) => inWords(line, journal))).toEqual([])
  const taps = tapsIn(journal).filter(({ id }) => isDue(id))
  expect(taps.filter(({ answers }) => answers !== 1)).toEqual([])
}

type Journal = Salon['telegram']['journal']

/** How often each delivered tap was answered. */
function tapsIn(journal: Journal): { id: string; data: string | undefined; answers: number }[] {
  const answers = new Map<unknown, number>()
  for (const { params } of journal.filter(({ method }) => method === 'answerCallbackQuery')) {
    const id = params['callback_query_id']
    answers.set(id, (answers.get(id) ?? 0) + 1)
  }
  // Random updates may hold anything in the place of a tap, or of its number.
  const taps = updatesIn(journal)
    .map(({ callback_query: query }) => ({ id: query?.id, data: query?.data }))
    .filter((tap): tap is { id: string; data: string | undefined } => typeof tap.id === 'string')
  return [...new Map(taps.map(({ id, data }) => [id, data]))].map(([id, data]) => {
    return { id, data, answers: answers.get(id) ?? 0 }
  })
}

function updatesIn(journal: Journal): TelegramUpdate[] {
  return journal.flatMap(({ method, answer }) => {
    return method === 'getUpdates' && answer?.ok ? (answer.result as TelegramUpdate[]) : []
  })
}

/** The line, where the error came from, and the update that led to it. */
function inWords({ message, fields }: Salon['logged'][number], journal: Journal): string {
  const { err, updateId } = fields as { err?: unknown; updateId?: number }
  const stack = err instanceof Error ? (err.stack ?? '').split('\n').slice(0, 8).join('\n') : String(err)
  const update = updatesIn(journal).find(({ update_id }) => update_id === updateId)
  return `${message}: ${stack}\n${JSON.stringify(update)}`
}
