import type {
  Agenda,
  Block,
  BookingPolicy,
  BusyVisit,
  ScheduleRule,
  Service,
  Specialist,
} from '../../src/domain/agenda.ts'
import type { LocalDate, LocalTime } from '../../src/domain/local-time.ts'

const minuteMs = 60_000

interface AgendaParts {
  policy?: Partial<BookingPolicy>
  service?: Partial<Service>
  specialists?: readonly Specialist[]
  rules?: readonly ScheduleRule[]
  blocks?: readonly Block[]
  visits?: readonly BusyVisit[]
}

/** One specialist (1) in Berlin, nine to five every day, one service of an hour, a start each hour; and what is said. */
export function agendaOf(parts: AgendaParts = {}): Agenda {
  const service: Service = {
    id: 1,
    name: 'Haircut',
    emoji: null,
    description: null,
    category: null,
    durationMin: 60,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    slotIntervalMin: null,
    priceMinor: 150_000,
    capacity: 1,
    minimumNoticeMin: null,
    cancellationHours: null,
    ...parts.service,
  }
  return {
    policy: {
      zone: 'Europe/Berlin',
      opens: time('09:00'),
      closes: time('17:00'),
      slotIntervalMin: 60,
      slotAlignment: 'grid',
      minimumNoticeMin: 0,
      horizonDays: 90,
      ...parts.policy,
    },
    service,
    specialists: parts.specialists ?? [specialist(1, service.durationMin)],
    rules: parts.rules ?? [],
    blocks: parts.blocks ?? [],
    visits: parts.visits ?? [],
  }
}

export function specialist(id: number, durationMin = 60): Specialist {
  return { id, name: `Specialist ${id}`, durationMin, priceMinor: 150_000 }
}

/** A row of hours of the business, `09:00-17:00`, or `closed`; weekly unless a date is given. */
export function rule(hours: string, row: Partial<ScheduleRule>): ScheduleRule {
  const [opens = '', closes = ''] = hours.split('-')
  const closed = hours === 'closed'
  return {
    staffId: null,
    kind: 'open',
    weekday: null,
    date: null,
    opens: closed ? null : time(opens),
    closes: closed ? null : time(closes),
    closed,
    validFrom: null,
    validTo: null,
    ...row,
  }
}

/** A booked visit of specialist 1 from an instant on, with buffers in minutes. */
export function visit(
  bookingId: number,
  from: string,
  minutes: number,
  more: { before?: number; after?: number } & Partial<BusyVisit> = {},
): BusyVisit {
  const { before = 0, after = 0, ...fields } = more
  const startsAt = new Date(from)
  const endsAt = new Date(startsAt.getTime() + minutes * minuteMs)
  return {
    bookingId,
    visitId: bookingId,
    staffId: 1,
    serviceId: 1,
    sessionId: bookingId,
    startsAt,
    endsAt,
    busy: {
      start: new Date(startsAt.getTime() - before * minuteMs),
      end: new Date(endsAt.getTime() + after * minuteMs),
    },
    ...fields,
  }
}

export function date(text: string): LocalDate {
  return text as LocalDate
}

export function time(text: string): LocalTime {
  return text as LocalTime
}
