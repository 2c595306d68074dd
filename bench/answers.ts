import type { Person } from '../playground/people.ts'
import type { Telegram } from '../playground/server.ts'
import { monthButton } from '../src/bot/client/booking/buttons.ts'
import { addMonths, localDateOf, monthOfDate, type LocalMonth } from '../src/domain/local-time.ts'
import { addSalon, type BenchTenant } from './bench-tenant.ts'
import type { BotProcess } from './bot-process.ts'
import { milliseconds, percentile, perSecond, times, type Row } from './report.ts'

const crowd = 200
const taps = 100
const crowdMs = 15_000

/**
 * One person turns the pages of a calendar of 20 specialists, alone, then while 200 others do the same without a
 * pause: how long from the tap until the other month is seen.
 */
export async function measureAnswers(tenant: BenchTenant, { telegram }: BotProcess): Promise<Row[]> {
  const pages = await fillSalon(tenant)
  const seen = watchEdits(telegram)
  const people = Array.from({ length: crowd + 1 }, (_, index) =>
    telegram.person({ first_name: `Клиент ${index}`, language_code: 'ru' }),
  )
  const readers = await openChats(telegram, people, pages, seen)
  const [one, ...others] = readers
  if (!one) throw new Error('nobody is there')

  await turnPages(one, () => one.turned < 20)
  const alone = await turnPages(one, () => one.turned < 20 + taps)
  const end = performance.now() + crowdMs
  const inTime = () => performance.now() < end
  const [crowded, ...theirs] = await Promise.all([
    turnPages(one, inTime),
    ...others.map((other) => turnPages(other, inTime)),
  ])
  const answers = theirs.flat().length + crowded.length
  return [
    row('a tap, alone, half', alone, 0.5, 'from the tap to the new month on the screen'),
    row('a tap, alone, 95 of 100', alone, 0.95, 'the slow ones'),
    row('a tap among 200 people, half', crowded, 0.5, '200 others tap again the moment they are answered'),
    row('a tap among 200 people, 95 of 100', crowded, 0.95, 'the slow ones'),
    {
      name: 'answers under that load',
      value: perSecond(answers, crowdMs),
      meaning: 'what one process can do; real people pause between taps',
    },
    {
      name: 'among 200 to alone, half',
      value: times(percentile(crowded, 0.5) / percentile(alone, 0.5)),
      meaning: '200 is a fair queue of 200; much less: chats are answered side by side',
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
            generate_series(date_trunc('day', $2::timestamptz), $2::timestamptz + interval '60 days', '2 hours') v (at)
      where s.bookable and u.telegram_id = 1`,
    [serviceId, ctx.clock.now()],
  )
  const present = monthOfDate(localDateOf('Europe/Moscow', ctx.clock.now()))
  const page = (month: LocalMonth) =>
    monthButton.pack({ serviceId, staffId: null, movingBookingId: null, month })
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

/** Milliseconds of each turn. */
async function turnPages(reader: Reader, goOn: () => boolean): Promise<number[]> {
  const turns: number[] = []
  while (goOn()) {
    const from = performance.now()
    await reader.turn()
    turns.push(performance.now() - from)
  }
  return turns
}
