import { expect, test } from '@jest/globals'
import { createHolidayFinder } from '../../src/ops/holidays.ts'

const find = createHolidayFinder()

test('the public holidays of a country are named in the language asked for', async () => {
  const russian = await find({ country: 'RU', years: [2026], locale: 'ru' })
  expect(russian).toContainEqual({ name: 'День Победы', from: '2026-05-09', to: '2026-05-09' })
  expect(russian).toContainEqual({ name: 'Новогодние каникулы', from: '2026-01-02', to: '2026-01-06' })
  const english = await find({ country: 'RU', years: [2026, 2027], locale: 'en' })
  expect(english).toContainEqual({ name: 'Victory Day', from: '2026-05-09', to: '2026-05-09' })
  expect(english).toContainEqual({ name: 'Victory Day', from: '2027-05-09', to: '2027-05-09' })
  // What is no day off for everybody is left out.
  expect(english.map(({ name }) => name)).not.toContain('Easter Sunday')
})

test('a day off given for a weekend is called like its holiday, and one that begins in the evening is its own day', async () => {
  const kazakh = await find({ country: 'KZ', years: [2026], locale: 'ru' })
  expect(kazakh).toContainEqual({ name: 'День Победы', from: '2026-05-11', to: '2026-05-11' })
  expect(kazakh).toContainEqual({ name: 'Курбан-айт', from: '2026-05-27', to: '2026-05-27' })
  const turkish = await find({ country: 'TR', years: [2026], locale: 'ru' })
  expect(turkish).toContainEqual({ name: 'Ramazan Bayramı', from: '2026-03-20', to: '2026-03-22' })
})

test('a country that nobody knows has none', async () => {
  expect(await find({ country: 'XX', years: [2026], locale: 'ru' })).toEqual([])
})
