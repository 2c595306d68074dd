import { describe, expect, test } from '@jest/globals'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { matchNames } from '../../src/domain/typed-name.ts'
import { parseDateAndRest } from '../../src/domain/typed-question.ts'

const today = '2026-03-05' as LocalDate

test.each([
  ['', null, ''],
  ['завтра', '2026-03-06', ''],
  ['завтра стрижка', '2026-03-06', 'стрижка'],
  ['стрижка завтра', '2026-03-06', 'стрижка'],
  ['12 марта мужская стрижка', '2026-03-12', 'мужская стрижка'],
  ['  12.03   haircut ', '2026-03-12', 'haircut'],
  ['haircut march 12', '2026-03-12', 'haircut'],
  ['через 2 недели', '2026-03-19', ''],
  ['стрижка', null, 'стрижка'],
  ['31.02', null, '31.02'],
])('%j', (typed, date, rest) => {
  expect(parseDateAndRest(typed, today)).toEqual({ date, rest })
})

test('thousands of words are no question', () => {
  expect(parseDateAndRest('завтра '.repeat(600), today).date).toBe('2026-03-06')
})

describe('a name typed loosely', () => {
  const services = ['Стрижка', 'Стрижка женская', 'Маникюр', 'Spa'].map((name) => ({ name }))

  test.each([
    ['Стрижка', ['Стрижка']],
    ['стрижку', ['Стрижка', 'Стрижка женская']],
    ['женскую стрижку', ['Стрижка женская']],
    ['маник', ['Маникюр']],
    ['SPA', ['Spa']],
    ['педикюр', []],
    ['', []],
    ['💇', []],
    ['.*', []],
  ])('%j', (typed, names) => {
    expect(matchNames(services, typed).map(({ name }) => name)).toEqual(names)
  })
})
