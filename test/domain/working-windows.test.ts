import { describe, expect, test } from '@jest/globals'
import type { ScheduleRule } from '../../src/domain/agenda.ts'
import { workingWindows } from '../../src/domain/working-windows.ts'
import { date, rule, time } from './agenda-of.ts'

function windows(rules: readonly ScheduleRule[], first: string, last = first): Record<string, string[]> {
  const hours = { zone: 'Europe/Berlin', opens: time('09:00'), closes: time('17:00'), rules }
  const found = workingWindows(hours, 1, date(first), date(last))
  const show = (instant: Date): string => instant.toISOString().slice(5, 16)
  return Object.fromEntries(
    [...found].map(([on, list]) => [on, list.map(({ start, end }) => `${show(start)}/${show(end)}`)]),
  )
}

describe('working windows', () => {
  test('are told for each date, closed ones included', () => {
    expect(windows([rule('closed', { weekday: 2 })], '2026-02-02', '2026-02-04')).toEqual({
      '2026-02-02': ['02-02T08:00/02-02T16:00'],
      '2026-02-03': [],
      '2026-02-04': ['02-04T08:00/02-04T16:00'],
    })
  })

  test('over midnight lose the breaks of the next date, too', () => {
    const rules = [
      rule('20:00-04:00', { weekday: 1 }),
      rule('01:00-02:00', { kind: 'break', weekday: 2 }),
      rule('21:00-21:30', { kind: 'break', weekday: 1 }),
    ]
    expect(windows(rules, '2026-02-02')).toEqual({
      '2026-02-02': ['02-02T19:00/02-02T20:00', '02-02T20:30/02-03T00:00', '02-03T01:00/02-03T03:00'],
    })
  })

  test('give the next date only what the evening before leaves it', () => {
    const rules = [rule('20:00-04:00', { weekday: 1 }), rule('02:00-06:00', { weekday: 2 })]
    expect(windows(rules, '2026-02-03')).toEqual({ '2026-02-03': ['02-03T03:00/02-03T05:00'] })
  })

  test('are as long as the clocks make them on the days of the jumps', () => {
    const rules = [rule('00:00-24:00', { weekday: 7 })]
    expect(windows(rules, '2026-03-29')).toEqual({ '2026-03-29': ['03-28T23:00/03-29T22:00'] })
    expect(windows(rules, '2026-10-25')).toEqual({ '2026-10-25': ['10-24T22:00/10-25T23:00'] })
  })
})
