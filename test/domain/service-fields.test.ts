import { describe, expect, test } from '@jest/globals'
import {
  isAllowed,
  leavesAgreed,
  opensPrivateVisits,
  readEmoji,
  type ServiceChange,
} from '../../src/domain/service-fields.ts'
import { stateAfter } from '../../src/domain/service-state.ts'

const allowed: ServiceChange[] = [
  { field: 'name', value: 'Жжж' },
  { field: 'name', value: 'Ж'.repeat(100) },
  { field: 'name', value: '💇'.repeat(100) },
  { field: 'category', value: null },
  { field: 'description', value: 'Ж'.repeat(500) },
  { field: 'emoji', value: '💇‍♀️' },
  { field: 'emoji', value: null },
  { field: 'durationMin', value: 5 },
  { field: 'durationMin', value: 720 },
  { field: 'priceMinor', value: 0 },
  { field: 'priceMinor', value: null },
  { field: 'slotIntervalMin', value: 240 },
  { field: 'slotIntervalMin', value: null },
  { field: 'bufferBeforeMin', value: 0 },
  { field: 'bufferAfterMin', value: 240 },
  { field: 'capacity', value: 100 },
  { field: 'minimumNoticeMin', value: 43_200 },
  { field: 'cancellationHours', value: 720 },
]

const refused: ServiceChange[] = [
  { field: 'name', value: 'Жж' },
  { field: 'name', value: 'Ж'.repeat(101) },
  { field: 'name', value: '\u200b\u200b\u200b' },
  { field: 'category', value: '' },
  { field: 'category', value: 'Ж'.repeat(41) },
  { field: 'description', value: 'Ж'.repeat(501) },
  { field: 'emoji', value: '✂' },
  { field: 'emoji', value: 'Ж' },
  { field: 'emoji', value: '💇💇' },
  { field: 'durationMin', value: 4 },
  { field: 'durationMin', value: 721 },
  { field: 'durationMin', value: 60.5 },
  { field: 'priceMinor', value: -1 },
  { field: 'priceMinor', value: 1_000_000_001 },
  { field: 'slotIntervalMin', value: 4 },
  { field: 'slotIntervalMin', value: 241 },
  { field: 'bufferBeforeMin', value: -1 },
  { field: 'bufferAfterMin', value: 241 },
  { field: 'capacity', value: 0 },
  { field: 'capacity', value: 101 },
  { field: 'minimumNoticeMin', value: 43_201 },
  { field: 'cancellationHours', value: 721 },
]

describe('a field of a service', () => {
  test.each(allowed)('may be $field: $value', (change) => expect(isAllowed(change)).toBe(true))
  test.each(refused)('may not be $field: $value', (change) => expect(isAllowed(change)).toBe(false))

  test.each([
    ['✂️', '✂️'],
    [' ✂ ', '✂️'],
    ['🇷🇺', '🇷🇺'],
    ['1️⃣', '1️⃣'],
    ['1', null],
    ['', null],
    ['Ж', null],
    ['✂️✂️', null],
  ])('reads the emoji %j as %j', (typed, emoji) => expect(readEmoji(typed)).toBe(emoji))

  test.each([
    ['durationMin', 60, 90, true],
    ['priceMinor', 100, null, true],
    ['bufferAfterMin', 0, 15, true],
    ['capacity', 5, 4, true],
    ['capacity', 4, 5, false],
    ['name', 'Стрижка', 'Укладка', false],
    ['cancellationHours', 24, 2, false],
  ] as const)('%s from %j to %j leaves agreed visits as they were: %j', (field, before, after, kept) => {
    expect(leavesAgreed(field, before, after)).toBe(kept)
  })

  test('a private service with company would open its visits to strangers', () => {
    const service = { capacity: 1 } as Parameters<typeof opensPrivateVisits>[0]
    expect(opensPrivateVisits(service, { field: 'capacity', value: 2 })).toBe(true)
    expect(opensPrivateVisits(service, { field: 'capacity', value: 1 })).toBe(false)
    expect(opensPrivateVisits({ ...service, capacity: 2 }, { field: 'capacity', value: 3 })).toBe(false)
    expect(opensPrivateVisits(service, { field: 'durationMin', value: 90 })).toBe(false)
  })
})

test.each([
  ['enable', { active: null, hidden: 'active', archived: null }],
  ['disable', { active: 'hidden', hidden: null, archived: null }],
  ['archive', { active: 'archived', hidden: 'archived', archived: null }],
  ['restore', { active: null, hidden: null, archived: 'hidden' }],
] as const)('to %s a service', (step, after) => {
  for (const state of ['active', 'hidden', 'archived'] as const) {
    expect({ state, after: stateAfter(step, state) }).toEqual({ state, after: after[state] })
  }
})
