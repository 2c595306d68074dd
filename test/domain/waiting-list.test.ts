import { describe, expect, test } from '@jest/globals'
import type { Agenda } from '../../src/domain/agenda.ts'
import { datesTouched, openOutlook, withPlacesHeld, type FreedTime } from '../../src/domain/freed-time.ts'
import {
  chooseOffer,
  coversWish,
  datesOfRange,
  isMetBy,
  type Plan,
  type WaitingEntry,
  type WaitRange,
} from '../../src/domain/waiting-list.ts'
import { agendaOf, date, specialist, visit } from './agenda-of.ts'

const now = new Date('2026-03-02T08:00Z')
const at = (clock: string, day = '2026-03-05') => `${day}T${clock}:00+01:00`
const freedVisit = (...[from, minutes, more]: [string, number, Parameters<typeof visit>[3]?]): FreedTime => ({
  userId: 9,
  visit: visit(90, from, minutes, more),
})

test.each<[WaitRange, string, string | null, string | null]>([
  ['day', '2026-03-05', '2026-03-05', '2026-03-05'],
  ['day', '2026-03-01', null, null],
  ['week', '2026-03-05', '2026-03-02', '2026-03-08'],
  ['week', '2026-03-15', '2026-03-09', '2026-03-15'],
  ['week', '2026-02-27', null, null],
  ['month', '2026-03-31', '2026-03-02', '2026-03-31'],
  ['month', '2026-12-05', '2026-12-01', '2026-12-31'],
  ['any', '2026-04-01', '2026-03-02', '2026-03-12'],
])('%s of %s is from %s to %s, seen on 2 March', (range, day, from, to) => {
  const dates = from === null ? null : { from, to }
  expect(datesOfRange(range, date(day), date('2026-03-02'), 10)).toEqual(dates)
})

const entry: WaitingEntry = {
  id: 1,
  userId: 7,
  serviceId: 1,
  staffId: null,
  from: date('2026-03-05'),
  to: date('2026-03-06'),
}

test.each<[string, Partial<WaitingEntry>, Partial<WaitingEntry>, boolean]>([
  ['the same', {}, {}, true],
  ['one of its days', {}, { to: date('2026-03-05') }, true],
  ['a day more', {}, { to: date('2026-03-07') }, false],
  ['a day earlier', {}, { from: date('2026-03-04') }, false],
  ['anybody, for one specialist', {}, { staffId: 2 }, true],
  ['one specialist, for anybody', { staffId: 2 }, {}, false],
  ['another service', {}, { serviceId: 2 }, false],
])('waiting for %s: %j covers %j is %s', (_, waits, wishes, covers) => {
  expect(coversWish({ ...entry, ...waits }, { ...entry, ...wishes })).toBe(covers)
})

test('a visit with anybody on one of the days is what who waits for anybody wants', () => {
  const made = { serviceId: 1, staffId: 5, date: date('2026-03-06') }
  expect(isMetBy(entry, made)).toBe(true)
  expect(isMetBy({ ...entry, staffId: 2 }, made)).toBe(false)
  expect(isMetBy(entry, { ...made, date: date('2026-03-07') })).toBe(false)
})

/** Of all dates that the freed time touches. */
function outlookOf(agenda: Agenda, time: readonly FreedTime[]) {
  return openOutlook(agenda, time, now, { staffId: null, dates: datesTouched(time, agenda.policy, now) })
}

/** Starts that became free, as the clock in Berlin shows them. */
function freed(agenda: Agenda, ...time: readonly FreedTime[]): string[] {
  return outlookOf(agenda, time).starts.map(({ startsAt }) =>
    new Date(startsAt.getTime() + 3_600_000).toISOString().slice(8, 16),
  )
}

describe('the starts that a freed time gives', () => {
  test.each<[string, Agenda, FreedTime, string[]]>([
    ['are those that lie in it', agendaOf(), freedVisit(at('10:00'), 60), ['05T10:00']],
    [
      'are each of a shorter service',
      agendaOf({ service: { durationMin: 30, slotIntervalMin: 30 } }),
      freedVisit(at('10:00'), 60),
      ['05T10:00', '05T10:30'],
    ],
    [
      'reach out of it for a longer one',
      agendaOf({ service: { durationMin: 120 } }),
      freedVisit(at('12:00'), 60),
      ['05T11:00', '05T12:00'],
    ],
    [
      'need the buffers of both',
      agendaOf({ service: { bufferAfterMin: 30 }, visits: [visit(1, at('11:00'), 60)] }),
      freedVisit(at('10:00'), 60),
      ['05T09:00'],
    ],
    [
      'stop at the next visit',
      agendaOf({ service: { durationMin: 120 }, visits: [visit(1, at('13:00'), 60)] }),
      freedVisit(at('12:00'), 60),
      ['05T11:00'],
    ],
    [
      'are none where somebody else was free all along',
      agendaOf({ specialists: [specialist(1), specialist(2)] }),
      freedVisit(at('10:00'), 60),
      [],
    ],
    [
      'are the time under a block',
      agendaOf(),
      { block: { staffId: null, during: { start: new Date(at('10:00')), end: new Date(at('12:00')) } } },
      ['05T10:00', '05T11:00'],
    ],
    ['are over, when it is', agendaOf(), freedVisit('2026-03-02T08:00Z', 60), []],
    ['are not beyond the horizon', agendaOf({ policy: { horizonDays: 2 } }), freedVisit(at('10:00'), 60), []],
    [
      'keep out of the minimum notice',
      agendaOf({ service: { minimumNoticeMin: 4321 } }),
      freedVisit(at('09:00'), 120),
      ['05T10:00'],
    ],
    [
      'are after midnight, too',
      agendaOf({
        policy: { opens: '22:00' as never, closes: '02:00' as never },
        visits: [visit(1, at('22:00'), 180)],
      }),
      freedVisit(at('01:00', '2026-03-06'), 60),
      ['06T01:00'],
    ],
  ])('%s', (_, agenda, time, starts) => {
    expect(freed(agenda, time)).toEqual(starts)
  })

  test('are a seat of a session that was full, and none of one that had room', () => {
    const seat = (bookingId: number) => visit(bookingId, at('10:00'), 60, { sessionId: 5 })
    const group = (capacity: number) => agendaOf({ service: { capacity }, visits: [seat(1), seat(2)] })
    const time = freedVisit(at('10:00'), 60, { sessionId: 5 })
    expect(freed(group(3), time)).toEqual(['05T10:00'])
    expect(freed(group(4), time)).toEqual([])
  })
})

describe('a place held for somebody', () => {
  const days = ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07']
  const time = days.map((day) => freedVisit(at('10:00', day), 180))
  const two = agendaOf({ specialists: [specialist(1), specialist(2)] })
  const closed: FreedTime = {
    block: { staffId: null, during: { start: new Date(at('09:00')), end: new Date(at('16:00')) } },
  }

  test.each<[string, Agenda, readonly FreedTime[], readonly ReturnType<typeof visit>[]]>([
    ['takes its time', agendaOf(), time, [visit(91, at('11:00'), 60)]],
    [
      'is one of several',
      agendaOf(),
      time,
      [visit(91, at('11:00'), 60), visit(92, at('10:00', days[3]), 60)],
    ],
    [
      'reaches over midnight',
      agendaOf({ policy: { opens: '22:00' as never, closes: '02:00' as never } }),
      [freedVisit(at('22:00'), 240)],
      [visit(91, at('00:00', days[2]), 60)],
    ],
    ['leaves the other specialist', two, [closed], [visit(91, at('11:00'), 60, { staffId: 2 })]],
    [
      'takes a time that somebody else was free for all along',
      two,
      [freedVisit(at('10:00'), 180)],
      [visit(91, at('11:00'), 60, { staffId: 2 })],
    ],
    ['is somebody else’s', agendaOf(), time, [visit(91, at('11:00'), 60, { staffId: 7 })]],
  ])('%s, and what is known is as if all were looked at again', (_, agenda, freedTime, places) => {
    const later = withPlacesHeld(outlookOf(agenda, freedTime), places, freedTime, now)
    const known = new Set(agenda.specialists.map(({ id }) => id))
    const visits = [...agenda.visits, ...places.filter(({ staffId }) => known.has(staffId))]
    expect(later).toEqual(outlookOf({ ...agenda, visits }, freedTime))
    expect(later.starts.length).toBeGreaterThan(0)
  })
})

describe('who waits', () => {
  const agenda = agendaOf()
  const outlook = outlookOf(agenda, [freedVisit(at('10:00'), 180)])
  const terms = { maxBookingsPerUser: 3, offerMinutes: 30, minimumNoticeMin: 0 }
  const plan = (from: string, more: Partial<Plan> = {}): Plan => ({
    visitId: 1,
    serviceId: 1,
    guestName: null,
    status: 'confirmed',
    startsAt: new Date(from),
    endsAt: new Date(new Date(from).getTime() + 3_600_000),
    ...more,
  })
  const offered = (
    plans: readonly Plan[],
    moment = now,
    more: Partial<WaitingEntry> = {},
    quietUntil: Date | null = null,
  ) => {
    const chosen = chooseOffer({ ...entry, ...more }, outlook, plans, { ...terms, quietUntil }, moment)
    return chosen && [chosen.startsAt.toISOString().slice(11, 16), chosen.until.toISOString().slice(11, 16)]
  }

  test.each<[string, readonly Plan[], string | null]>([
    ['is offered the nearest start', [], '09:00'],
    ['is not offered what they refused or gave up', [plan(at('10:00'), { status: 'cancelled' })], '10:00'],
    [
      'may have given up the same time of another service',
      [plan(at('10:00'), { status: 'cancelled', serviceId: 2 })],
      '09:00',
    ],
    ['is offered nothing beside their own visit', [plan(at('10:30'))], '11:00'],
    ['may have booked that time for somebody else', [plan(at('10:00'), { guestName: 'Мама' })], '09:00'],
    [
      'is offered nothing past their limit',
      [1, 2, 3].map((day) => plan(at('10:00', `2026-03-1${day}`), { visitId: day })),
      null,
    ],
  ])('%s', (_, plans, start) => {
    expect(offered(plans)?.[0] ?? null).toBe(start)
  })

  test('is offered their own days only', () => {
    expect(offered([], now, { from: date('2026-03-06') })).toBeNull()
    expect(offered([], now, { to: date('2026-03-04'), from: date('2026-03-03') })).toBeNull()
  })

  test('has the tenant’s minutes, less before the start, and no offer that is too short', () => {
    expect(offered([])).toEqual(['09:00', '08:30'])
    expect(offered([], new Date('2026-03-05T08:50Z'))).toEqual(['09:00', '09:00'])
    expect(offered([], new Date('2026-03-05T08:56Z'))).toEqual(['10:00', '09:26'])
  })

  test('has their minutes from the morning on, where it is told then', () => {
    const night = new Date('2026-03-05T02:00Z')
    expect(offered([], night, {}, new Date('2026-03-05T06:00Z'))).toEqual(['09:00', '06:30'])
    expect(offered([], night, {}, new Date('2026-03-05T07:30Z'))).toEqual(['09:00', '02:30'])
  })
})
