import fc from '../support/properties.ts'
import type { Agenda, Block, BusyVisit, ScheduleRule } from '../../src/domain/agenda.ts'
import type { Interval } from '../../src/domain/interval.ts'
import type { LocalTime } from '../../src/domain/local-time.ts'
import { rangeLiteral, type Connection } from '../../src/storage/database.ts'
import { agendaOf } from '../domain/agenda-of.ts'
import { blocks, closing, interval, near, opening, places, rules, visits } from '../domain/random-agenda.ts'

const minuteMs = 60_000

/** A salon as its tables hold it, around a date on which clocks may jump, and a client's question about it. */
export interface RandomSalon {
  readonly zone: string
  readonly around: string
  readonly now: Date
  readonly policy: {
    readonly workHoursStart: LocalTime
    readonly workHoursEnd: LocalTime
    readonly slotIntervalMinutes: number
    readonly slotAlignment: 'grid' | 'tight'
    readonly minimumNoticeMinutes: number
    readonly horizonDays: number
  }
  readonly service: {
    readonly duration_min: number
    readonly buffer_before_min: number
    readonly buffer_after_min: number
    readonly slot_interval_min: number | null
    readonly min_notice_min: number | null
    readonly capacity: number
  }
  readonly staff: readonly RandomStaff[]
  readonly rules: readonly ScheduleRule[]
  readonly blocks: readonly Block[]
  readonly visits: readonly BusyVisit[]
  /** What is there no more, and must not count: lifted blocks, visits that were cancelled or are over. */
  readonly bygone: { readonly blocks: readonly Block[]; readonly visits: readonly Interval[] }
  /** Null: any specialist. */
  readonly staffId: number | null
  /** Instants to be forged, besides those that the salon itself suggests. */
  readonly forged: readonly Date[]
}

interface RandomStaff {
  readonly works: 'here' | 'not bookable' | 'not any more'
  readonly performs: boolean
  /** Of their own; null: the service's. */
  readonly durationMin: number | null
}

export const serviceId = 1
const otherServiceId = 2
const staffIds = [1, 2, 3]

export function randomSalon(alignment: 'grid' | 'tight'): fc.Arbitrary<RandomSalon> {
  return places.chain(([zone = '', around = '']) =>
    fc.record({
      zone: fc.constant(zone),
      around: fc.constant(around),
      now: moment(around),
      policy: fc.record({
        workHoursStart: opening,
        workHoursEnd: closing.filter((time) => time !== '00:00'),
        slotIntervalMinutes: fc.constantFrom(15, 20, 60, 90),
        slotAlignment: fc.constant(alignment),
        minimumNoticeMinutes: fc.constantFrom(0, 0, 90, 1500),
        horizonDays: fc.constantFrom(1, 3, 30, 30),
      }),
      service: fc.record({
        duration_min: fc.constantFrom(15, 30, 50, 50, 240, 720),
        buffer_before_min: fc.constantFrom(0, 0, 10, 45),
        buffer_after_min: fc.constantFrom(0, 0, 5, 240),
        slot_interval_min: fc.constantFrom(null, null, 25),
        min_notice_min: fc.constantFrom(null, null, 0, 30),
        capacity: fc.constantFrom(1, 1, 3),
      }),
      staff: fc.tuple(alwaysHere, anyStaff, anyStaff),
      rules: rules(around, staffIds).map((drawn) => drawn.filter(isKept)),
      blocks: blocks(around, staffIds),
      visits: visits(around, staffIds),
      bygone: fc.record({
        blocks: blocks(around, staffIds),
        visits: fc.array(interval(around), { maxLength: 3 }),
      }),
      staffId: fc.constantFrom(null, null, 1),
      forged: fc.array(near(around), { maxLength: 3 }),
    }),
  )
}

/** The tables take no rule whose validity ends before it begins. */
function isKept({ validFrom, validTo }: ScheduleRule): boolean {
  return validFrom === null || validTo === null || validFrom <= validTo
}

/** Mostly days before, now and then amid the working hours. */
function moment(around: string): fc.Arbitrary<Date> {
  return fc
    .tuple(near(around), fc.constantFrom(0, 1440, 4320, 4320))
    .map(([at, early]) => new Date(at.getTime() - early * minuteMs))
}

const durationMin = fc.constantFrom(null, null, 30, 90)
const alwaysHere: fc.Arbitrary<RandomStaff> = fc.record({
  works: fc.constant('here'),
  performs: fc.constant(true),
  durationMin,
})
const anyStaff: fc.Arbitrary<RandomStaff> = fc.record({
  works: fc.constantFrom('here', 'here', 'not bookable', 'not any more'),
  performs: fc.boolean(),
  durationMin,
})

/** What counts of the salon, and nothing of what is there no more: what the tables must be read as. */
export function agendaOfSalon({ policy, service, zone, staff, rules, blocks, visits }: RandomSalon): Agenda {
  const specialists = staff.flatMap(({ works, performs, durationMin }, index) =>
    works === 'here' && performs
      ? [{ id: index + 1, name: '', durationMin: durationMin ?? service.duration_min, priceMinor: null }]
      : [],
  )
  return agendaOf({
    policy: {
      zone,
      opens: policy.workHoursStart,
      closes: policy.workHoursEnd,
      slotIntervalMin: policy.slotIntervalMinutes,
      slotAlignment: policy.slotAlignment,
      minimumNoticeMin: policy.minimumNoticeMinutes,
      horizonDays: policy.horizonDays,
    },
    service: {
      durationMin: service.duration_min,
      bufferBeforeMin: service.buffer_before_min,
      bufferAfterMin: service.buffer_after_min,
      slotIntervalMin: service.slot_interval_min,
      minimumNoticeMin: service.min_notice_min,
      capacity: service.capacity,
    },
    ...{ specialists, rules, blocks, visits },
  })
}

type Row = Readonly<Record<string, unknown>>

/** In one statement. `userId`: whose the visits are. */
export async function insertSalon(db: Connection, salon: RandomSalon, userId: number): Promise<void> {
  const at = salon.now
  await insertRows(db, {
    staff: salon.staff.map(({ works }, index) => ({
      id: index + 1,
      name: `Specialist ${index + 1}`,
      role: 'none',
      bookable: works !== 'not bookable',
      added_at: at,
      archived_at: works === 'not any more' ? at : null,
    })),
    services: [
      { ...salon.service, id: serviceId, name: 'Haircut' },
      { ...salon.service, id: otherServiceId, name: 'Massage' },
    ],
    staff_services: assignments(salon),
    schedule_rules: salon.rules.map(ruleRow),
    blocked_slots: [
      ...salon.blocks.map((block) => blockRow(block, at, null)),
      ...salon.bygone.blocks.map((block) => blockRow(block, at, at)),
    ],
    bookings: [
      ...visitRows(salon.visits, { userId, at }),
      ...salon.bygone.visits.map((visit, index) => bygoneRow(visit, index, { userId, at })),
    ],
  })
}

/** The rows of a table all name the same columns; the others keep their defaults. */
async function insertRows(db: Connection, rowsOf: Readonly<Record<string, readonly Row[]>>): Promise<void> {
  const given = Object.entries(rowsOf).filter(([, rows]) => rows.length > 0)
  const inserts = given.map(([table, [first]]) => {
    const columns = Object.keys(first ?? {}).join(', ')
    return `new_${table} as (
      insert into ${table} (${columns}) overriding system value
      select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb -> '${table}'))`
  })
  await db.query(`with ${inserts.join(', ')} select`, [JSON.stringify(rowsOf)])
}

/** No rows for a service: everybody performs it, with the service's own minutes. */
function assignments({ staff }: RandomSalon): Row[] {
  if (staff.every(({ performs, durationMin }) => performs && durationMin === null)) return []
  return staff.flatMap(({ performs, durationMin }, index) =>
    performs ? [{ staff_id: index + 1, service_id: serviceId, duration_min: durationMin }] : [],
  )
}

function ruleRow({ staffId, validFrom, validTo, ...row }: ScheduleRule): Row {
  return { id: nextId(), staff_id: staffId, ...row, valid_from: validFrom, valid_to: validTo }
}

function blockRow({ staffId, during }: Block, at: Date, liftedAt: Date | null): Row {
  return {
    id: nextId(),
    staff_id: staffId,
    during: rangeLiteral(during),
    created_at: at,
    lifted_at: liftedAt,
  }
}

interface Written {
  readonly userId: number
  readonly at: Date
}

function visitRows(all: readonly BusyVisit[], written: Written): Row[] {
  const seats = new Map<number, number>()
  return all.map((visit, index) => {
    const seat = (seats.get(visit.sessionId) ?? 0) + 1
    seats.set(visit.sessionId, seat)
    const status = index % 4 === 3 ? 'pending' : 'confirmed'
    return {
      ...bookingRow(visit, written),
      staff_id: visit.staffId,
      service_id: visit.serviceId,
      busy: rangeLiteral(visit.busy),
      session_id: farId + visit.sessionId,
      seat,
      status,
      pending_for: status === 'pending' ? 'approval' : null,
      cancelled_at: null,
      cancelled_by: null,
    }
  })
}

function bygoneRow({ start, end }: Interval, index: number, written: Written): Row {
  const isCancelled = index % 3 === 0
  return {
    ...bookingRow({ startsAt: start, endsAt: end }, written),
    staff_id: staffIds[index % staffIds.length],
    service_id: serviceId,
    busy: rangeLiteral({ start, end }),
    session_id: farId * 2 + index,
    seat: 1,
    status: isCancelled ? 'cancelled' : index % 3 === 1 ? 'completed' : 'no_show',
    pending_for: null,
    cancelled_at: isCancelled ? written.at : null,
    cancelled_by: isCancelled ? 'client' : null,
  }
}

function bookingRow({ startsAt, endsAt }: Pick<BusyVisit, 'startsAt' | 'endsAt'>, { userId, at }: Written) {
  const id = nextId()
  return {
    id,
    visit_id: id,
    user_id: userId,
    starts_at: startsAt,
    ends_at: endsAt,
    duration_min: 60,
    source: 'import',
    created_at: at,
    updated_at: at,
  }
}

/** Where no sequence of the database comes to. */
const farId = 10_000_000
let lastId = farId

function nextId(): number {
  return ++lastId
}
