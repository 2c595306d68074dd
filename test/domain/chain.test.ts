import { describe, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import type { Agenda, AgendaPart, BusyVisit, Service, Specialist } from '../../src/domain/agenda.ts'
import { checkStart, freeStartsOfDay, monthOf } from '../../src/domain/availability.ts'
import { localTimeOf, type LocalMonth } from '../../src/domain/local-time.ts'
import { plansAt } from '../../src/domain/visit-plan.ts'
import { agendaOf, date, visit } from './agenda-of.ts'

const minuteMs = 60_000
const anybody = { staffId: null }
const now = new Date('2026-02-01T00:00Z')
/** Berlin is at UTC+1 then. */
const monday = '2026-02-02'
const opens = Date.parse(`${monday}T08:00Z`)
const closes = Date.parse(`${monday}T16:00Z`)

/** By whom, and in how many minutes. */
type Performers = Readonly<Record<number, number>>

function part(id: number, performers: Performers, service: Partial<Service> = {}): AgendaPart {
  const specialists = Object.entries(performers).map(([staffId, durationMin]): Specialist => ({
    ...{ id: Number(staffId), name: `Specialist ${staffId}`, durationMin },
    priceMinor: 100 * id,
  }))
  return { service: { ...agendaOf().service, id, ...service }, specialists }
}

/** Nine to five, a start each hour. */
function chainOf([first, ...further]: readonly AgendaPart[], more: Partial<Agenda> = {}): Agenda {
  return { ...agendaOf(), ...first, further, ...more }
}

function times(agenda: Agenda, staffId: number | null = null): string {
  return freeStartsOfDay(agenda, date(monday), now, { staffId })
    .map(({ startsAt }) => localTimeOf('Europe/Berlin', startsAt))
    .join(' ')
}

/** Who performs the parts, way by way, as they are tried. */
function ways(agenda: Agenda, time: string): string[] {
  return [...plansAt(agenda, new Date(`${monday}T${time}Z`), anybody)].map(({ parts }) =>
    parts.map(({ staffId }) => staffId).join(''),
  )
}

describe('a chain of services', () => {
  test('by a crowd is tried in some ways, not in a hundred thousand', () => {
    const crowd = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index + 1, 30]))
    const tried = ways(chainOf([1, 2, 3, 4].map((id) => part(id, crowd))), '10:00')
    expect(tried.slice(0, 20)).toEqual(Object.keys(crowd).map((id) => id.repeat(4)))
    expect(tried.length).toBeLessThan(1000)
  })

  test('takes as long as all of them, and must fit into the hours', () => {
    expect(times(chainOf([part(1, { 1: 60 }), part(2, { 1: 90 })]))).toBe(
      '09:00 10:00 11:00 12:00 13:00 14:00',
    )
  })

  test('by one specialist does not go over a break, by two it may', () => {
    const lunch = {
      staffId: 1,
      during: { start: new Date(`${monday}T11:00Z`), end: new Date(`${monday}T12:00Z`) },
    }
    const alone = chainOf([part(1, { 1: 60 }), part(2, { 1: 60 })], { blocks: [lunch] })
    expect(times(alone)).toBe('09:00 10:00 13:00 14:00 15:00')
    const shared = chainOf([part(1, { 1: 60 }), part(2, { 2: 60 })], { blocks: [lunch] })
    expect(times(shared)).toBe('09:00 10:00 11:00 13:00 14:00 15:00')
  })

  test('has no buffers between services of one specialist, and those of the edges around them', () => {
    const buffers = { bufferBeforeMin: 30, bufferAfterMin: 30 }
    const agenda = chainOf([part(1, { 1: 60, 2: 60 }, buffers), part(2, { 1: 60, 2: 60 }, buffers)])
    const [alone] = plansAt(agenda, new Date(`${monday}T10:00Z`), anybody)
    expect(alone?.parts.map(({ busy }) => [busy.start.toISOString(), busy.end.toISOString()])).toEqual([
      [`${monday}T09:30:00.000Z`, `${monday}T11:00:00.000Z`],
      [`${monday}T11:00:00.000Z`, `${monday}T12:30:00.000Z`],
    ])
    const before = chainOf([part(1, { 1: 60 }, buffers), part(2, { 1: 60 }, buffers)], {
      visits: [visit(9, `${monday}T08:00Z`, 60)],
    })
    expect(times(before)).toBe('11:00 12:00 13:00 14:00 15:00')
  })

  test('comes back to a specialist only when their own buffers allow it', () => {
    const round = (minutes: number) =>
      chainOf([
        part(1, { 1: 60 }, { bufferAfterMin: 20 }),
        part(2, { 2: minutes }),
        part(3, { 1: 60 }, { bufferBeforeMin: 20 }),
      ])
    expect(times(round(30))).toBe('')
    expect(times(round(40))).toMatch(/^09:00/)
    expect(monthOf(round(30), '2026-02' as LocalMonth, now, anybody)[1]?.status).toBe('closed')
  })

  test('is tried with as few specialists as can be, the least busy first', () => {
    const both = { 1: 60, 2: 60, 3: 60 }
    const visits = [visit(9, `${monday}T08:00Z`, 60, { staffId: 1 })]
    const agenda = chainOf([part(1, both), part(2, both)], { visits })
    expect(ways(agenda, '12:00')).toEqual(['22', '33', '11', '23', '32', '12', '13', '21', '31'])
  })

  test('is taken where a visit is in the way of its second service, and listed nowhere', () => {
    const visits = [visit(9, `${monday}T10:00Z`, 60, { staffId: 2 })]
    const agenda = chainOf([part(1, { 1: 60 }), part(2, { 2: 60 })], { visits })
    expect(times(agenda)).not.toContain('10:00')
    const check = checkStart(agenda, new Date(`${monday}T09:00Z`), now, anybody)
    expect(check).toEqual({ ok: false, reason: 'slot_taken' })
    expect(checkStart(agenda, new Date(`${monday}T15:00Z`), now, anybody)).toMatchObject({
      reason: 'not_offered',
    })
  })

  test('wants the longest of the notices', () => {
    const agenda = chainOf([part(1, { 1: 60 }), part(2, { 1: 60 }, { minimumNoticeMin: 36 * 60 })])
    expect(times(agenda)).toBe('13:00 14:00 15:00')
  })
})

interface Case {
  readonly parts: readonly AgendaPart[]
  readonly visits: readonly BusyVisit[]
}

const performers = fc
  .record({ 1: fc.constantFrom(0, 30, 45), 2: fc.constantFrom(0, 30, 60), 3: fc.constantFrom(0, 20, 90) })
  .map((minutes) => Object.fromEntries(Object.entries(minutes).filter(([, duration]) => duration > 0)))
const buffer = fc.constantFrom(0, 0, 10, 25)
const cases: fc.Arbitrary<Case> = fc.record({
  parts: fc
    .array(fc.record({ performers, bufferBeforeMin: buffer, bufferAfterMin: buffer }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.map(({ performers: by, ...buffers }, index) => part(index + 1, by, buffers))),
  visits: fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 46 }),
        fc.constantFrom(20, 60),
        buffer,
      ),
      {
        maxLength: 8,
      },
    )
    .map((all) =>
      all.map(([staffId, tens, minutes, after], index) =>
        visit(index + 100, new Date(opens + tens * 10 * minuteMs).toISOString(), minutes, { staffId, after }),
      ),
    ),
})

/** Of the day, whether anything starts then or not. */
const halfHours = Array.from({ length: 16 }, (_, index) => opens + index * 30 * minuteMs)

/** The rules once more: every way to share the parts out, each looked at by itself. */
function plainWays({ parts, visits }: Case, start: number): string[] {
  const shares = parts.reduce<number[][]>(
    (all, { specialists }) => all.flatMap((share) => specialists.map(({ id }) => [...share, id])),
    [[]],
  )
  return shares.filter((share) => isPossible(parts, visits, share, start)).map((share) => share.join(''))
}

function isPossible(
  parts: readonly AgendaPart[],
  visits: readonly BusyVisit[],
  share: readonly number[],
  start: number,
): boolean {
  const taken = visits.map(({ staffId, busy }) => ({
    staffId,
    from: busy.start.getTime(),
    to: busy.end.getTime(),
  }))
  let end = start
  for (const [index, { service, specialists }] of parts.entries()) {
    const staffId = share[index]!
    const from = end
    end += specialists.find(({ id }) => id === staffId)!.durationMin * minuteMs
    if (end > closes) return false
    const before = share[index - 1] === staffId ? 0 : service.bufferBeforeMin
    const after = share[index + 1] === staffId ? 0 : service.bufferAfterMin
    const busy = { staffId, from: from - before * minuteMs, to: end + after * minuteMs }
    if (taken.some((other) => other.staffId === staffId && other.from < busy.to && busy.from < other.to))
      return false
    taken.push(busy)
  }
  return true
}

/** Of many ways that begin with one specialist and change as often, just so many are tried. */
const mostWays = 10

/** Of ways like `3312`: how many begin with the same specialist and change as often. */
function countByKind(ways: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const way of [...ways].sort()) {
    const kind = `${way[0]} ${way.replaceAll(/(.)\1*/g, '$1').length - 1}`
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

test.each(['grid', 'tight'] as const)(
  'for any share of the parts, %s: just the plain ways',
  (slotAlignment) => {
    fc.assert(
      fc.property(cases, (one) => {
        const policy = { ...agendaOf().policy, slotIntervalMin: 20, slotAlignment }
        const agenda = chainOf(one.parts, { visits: one.visits, policy })
        const starts = freeStartsOfDay(agenda, date(monday), now, anybody)
        const [day] = monthOf(agenda, '2026-02' as LocalMonth, now, anybody).slice(1)
        expect(day?.free).toBe(starts.length)
        for (const start of new Set([...starts.map((one) => one.startsAt.getTime()), ...halfHours])) {
          const startsAt = new Date(start)
          const listed = starts.find((other) => other.startsAt.getTime() === start)
          const check = checkStart(agenda, startsAt, now, anybody)
          const tried = [...plansAt(agenda, startsAt, anybody)].map(({ parts }) =>
            parts.map(({ staffId }) => staffId),
          )
          expect(check.ok ? check.staffIds : []).toEqual(listed?.staffIds ?? [])
          expect([...new Set(tried.map(([first]) => first!))].sort()).toEqual(listed?.staffIds ?? [])
          const plain = plainWays(one, start)
          const isStep =
            slotAlignment === 'tight' ? listed !== undefined : (start - opens) % (20 * minuteMs) === 0
          const expected = plain.filter((way) => isStep && listed?.staffIds.includes(Number(way[0])))
          const ways = tried.map((share) => share.join(''))
          expect(expected).toEqual(expect.arrayContaining(ways))
          expect(new Set(ways).size).toBe(ways.length)
          expect(countByKind(ways)).toEqual(
            new Map([...countByKind(expected)].map(([kind, count]) => [kind, Math.min(count, mostWays)])),
          )
          if (slotAlignment === 'grid' && isStep) expect(listed !== undefined).toBe(plain.length > 0)
        }
      }),
      { numRuns: 12 },
    )
  },
)
