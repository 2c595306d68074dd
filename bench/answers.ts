import type { Person } from '../playground/people.ts'
import type { Telegram } from '../playground/server.ts'
import { monthButton } from '../src/bot/client/booking/buttons.ts'
import { addMonths, localDateOf, monthOfDate, type LocalMonth } from '../src/domain/local-time.ts'
import { addSalon, type BenchTenant } from './bench-tenant.ts'
import type { BotProcess } from './bot-process.ts'
import { milliseconds, percentile, perSecond, times, type Row } from './report.ts'

const crowd = 200
const taps = 60
const rushesWithinMs = 10_000
const fewestRushes = 1

/**
 * One person turns the pages of a calendar of 20 specialists, alone, then together with 200 others who all tap at one
 * moment: how long from the tap until the other month is seen.
 */
export async function measureAnswers(tenant: BenchTenant, { telegram }: BotProcess): Promise<Row[]> {
  const pages = await fillSalon(tenant)
  const seen = watchEdits(telegram)
  const people = Array.from({ length: crowd + 1 }, (_, index) =>
    telegram.person({ first_name: `Клиент ${index}`, language_code: 'ru' }),
  )
  const readers = await openChats(telegram, people, pages, seen)
  const [one] = readers
  if (!one) throw new Error('nobody is there')

  await turnPages(one, 20)
  const alone = await turnPages(one, taps)
  const { answers, elapsedMs } = await rush(readers)
  return [
    row('a tap, alone, half', alone, 0.5, 'from the tap to the new month on the screen'),
    row('a tap, alone, 95 of 100', alone, 0.95, 'the slow ones'),
    row('a tap with 200 others, half', answers, 0.5, '201 people tap at one moment; each is served in turn'),
    row('a tap with 200 others, 95 of 100', answers, 0.95, 'the last of them; Telegram waits 15 s'),
    {
      name: 'answers under that load',
      value: perSecond(answers.length, elapsedMs),
      meaning: 'the heaviest screen of a big salon, by one process; more is better',
    },
    {
      name: 'with 200 others to alone, half',
      value: times(percentile(answers, 0.5) / percentile(alone, 0.5)),
      meaning: 'about 100 is a queue without any gain; less: chats are answered side by side',
    },
  ]
}

function row(name: string, answers: readonly number[], share: number, meaning: string): Row {
  return { name, value: milliseconds(percentile(answers, share)), meaning }
}

/** Twenty specialists with half of each day taken; the data of two pages of the calendar. */
async function fillSalon(tenant: BenchTenant): Promise<readonly [string, string]> {
  const { db, ctx } = tenant
  const { serviceId } = await addSalon(tenant, { staff: 20, durationMin: 60 })
  await db.query(`insert into users (telegram_id, first_name, created_at) values (1, 'Постоянный', $1)`, [
    ctx.clock.now(),
  ])
  await db.query(
    `insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, status, visit_id, duration_min,
                           source, created_at, updated_at)
     select u.id, $1, s.id, v.at, v.at + interval '1 hour', tstzrange(v.at, v.at + interval '1 hour'), 'confirmed',
            row_number() over (), 60, 'import', $2, $2
       from staff s, users u,
            generate_series(date_trunc('day', $2::timestamptz), $2::timestamptz + interval '62 days', '2 hours') v (at)
      where s.bookable and u.telegram_id = 1
        and extract(hour from v.at at time zone 'Europe/Moscow') between 9 and 20`,
    [serviceId, ctx.clock.now()],
  )
  const present = monthOfDate(localDateOf('Europe/Moscow', ctx.clock.now()))
  const page = (month: LocalMonth) =>
    monthButton.pack({ serviceIds: [serviceId], staffId: null, movingBookingId: null, clientId: null, month })
  return [page(addMonths(present, 1)), page(present)]
}

interface Reader {
  /** Turns the page, and resolves when the other one is seen. */
  readonly turn: () => Promise<void>
  turned: number
}

/** Everybody with a calendar open in front of them. */
async function openChats(
  telegram: Telegram,
  people: readonly Person[],
  pages: readonly [string, string],
  seen: EditWatch,
): Promise<Reader[]> {
  for (const person of people) person.sendsWithoutWaiting('/book')
  const isAnswered = (person: Person) => person.screen().messages.some(({ from }) => from === 'bot')
  await telegram.until(() => people.every(isAnswered) || 'everybody to see the services', 30_000)
  return people.map((person) => {
    const message = person.lastMessage()
    const reader: Reader = {
      turned: 0,
      turn: async () => {
        const edited = seen(person.id)
        person.tapsDataWithoutWaiting(message, pages[reader.turned++ % 2 === 0 ? 0 : 1])
        await edited
      },
    }
    return reader
  })
}

type EditWatch = (personId: number) => Promise<void>

/** Resolves at the next edit of a message that this person sees. */
function watchEdits(telegram: Telegram): EditWatch {
  const waiting = new Map<number, () => void>()
  telegram.world.onChange(({ kind, personId }) => {
    if (kind !== 'edit') return
    waiting.get(personId)?.()
    waiting.delete(personId)
  })
  return (personId) => new Promise((resolve) => waiting.set(personId, resolve))
}

/** Everybody turns a page at the same moment, again and again; milliseconds of each turn. */
async function rush(readers: readonly Reader[]): Promise<{ answers: number[]; elapsedMs: number }> {
  const from = performance.now()
  const answers: number[] = []
  for (let round = 1; round <= fewestRushes || performance.now() - from < rushesWithinMs; round++) {
    const turns = await Promise.all(readers.map((reader) => turnPages(reader, 1)))
    answers.push(...turns.flat())
  }
  return { answers, elapsedMs: performance.now() - from }
}

/** Milliseconds of each turn. */
async function turnPages(reader: Reader, count: number): Promise<number[]> {
  const turns: number[] = []
  for (let turn = 1; turn <= count; turn++) {
    const from = performance.now()
    await reader.turn()
    turns.push(performance.now() - from)
  }
  return turns
}
