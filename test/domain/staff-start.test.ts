import { describe, expect, test } from '@jest/globals'
import { checkStaffStart } from '../../src/domain/staff-start.ts'
import { agendaOf, specialist } from './agenda-of.ts'

// Berlin in winter is an hour ahead of UTC; the salon works from nine to five.
const now = new Date('2026-01-12T08:00:00Z')
const at = (time: string, date = '2026-01-13') => new Date(`${date}T${time}:00+01:00`)
const any = { staffId: null }

function visit(id: number, staffId: number, from: string, until: string) {
  const times = { startsAt: at(from), endsAt: at(until) }
  const busy = { start: times.startsAt, end: times.endsAt }
  return { bookingId: id, visitId: id, staffId, serviceId: 1, sessionId: id, ...times, busy }
}

describe('a start that staff choose', () => {
  const agenda = agendaOf({
    policy: { minimumNoticeMin: 120, horizonDays: 30 },
    blocks: [{ staffId: 1, during: { start: at('13:00'), end: at('14:00') } }],
  })

  test.each([
    { start: at('10:00'), unusual: [] },
    { start: at('10:15'), unusual: ['off_grid'] },
    { start: at('08:00'), unusual: ['outside_hours'] },
    { start: at('16:30'), unusual: ['outside_hours'] },
    { start: at('23:30'), unusual: ['outside_hours'] },
    { start: at('13:00'), unusual: ['blocked'] },
    { start: at('10:00', '2026-01-12'), unusual: ['minimum_notice'] },
    { start: at('09:30', '2026-01-12'), unusual: ['off_grid', 'minimum_notice'] },
    { start: at('10:00', '2026-03-20'), unusual: ['beyond_horizon'] },
    { start: at('03:00', '2026-03-20'), unusual: ['outside_hours', 'beyond_horizon'] },
  ])('$start is $unusual', ({ start, unusual }) => {
    const chosen = checkStaffStart(agenda, start, now, any)
    expect(chosen).toMatchObject({ ok: true, unusual, plan: { startsAt: start } })
  })

  test('is refused when it is over', () => {
    expect(checkStaffStart(agenda, now, now, any)).toEqual({ ok: false, reason: 'past' })
  })
})

describe('time that somebody has', () => {
  const agenda = agendaOf({
    specialists: [specialist(1), specialist(2)],
    visits: [visit(11, 1, '10:00', '11:00'), visit(12, 2, '10:30', '11:30'), visit(13, 1, '20:00', '21:00')],
  })

  test.each([
    { start: at('10:00'), staffId: 1, inTheWay: [11] },
    { start: at('10:15'), staffId: 2, inTheWay: [12] },
    { start: at('19:30'), staffId: 1, inTheWay: [13] },
    { start: at('10:00'), staffId: null, inTheWay: [11, 12] },
  ])('is nobody’s to give: $start of $staffId', ({ start, staffId, inTheWay }) => {
    expect(checkStaffStart(agenda, start, now, { staffId })).toEqual({
      ok: false,
      reason: 'slot_taken',
      inTheWay,
    })
  })

  test('is one’s own for the visit that moves', () => {
    const options = { staffId: 1, ignoreVisitId: 11 }
    expect(checkStaffStart(agenda, at('10:30'), now, options)).toMatchObject({
      ok: true,
      unusual: ['off_grid'],
    })
  })

  test('of several who are free, whoever is at work comes first', () => {
    const others = agendaOf({
      specialists: [specialist(1), specialist(2)],
      visits: [visit(14, 2, '12:00', '13:00')],
      blocks: [{ staffId: 1, during: { start: at('09:00'), end: at('17:00') } }],
    })
    expect(checkStaffStart(others, at('10:15'), now, any)).toMatchObject({
      unusual: ['off_grid'],
      plan: { parts: [{ staffId: 2 }] },
    })
  })
})
