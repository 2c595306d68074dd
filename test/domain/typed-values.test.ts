import { describe, expect, test } from '@jest/globals'
import { parseDuration } from '../../src/domain/duration.ts'
import { minorDigits, parsePrice } from '../../src/domain/money.ts'
import { isThanks } from '../../src/domain/typed-thanks.ts'

describe('prices', () => {
  test.each([
    ['1500', 'RUB', 150_000],
    ['1 500', 'RUB', 150_000],
    ['1\u00a0500', 'RUB', 150_000],
    ['1 234 567', 'RUB', 123_456_700],
    ['1500,50', 'RUB', 150_050],
    ['1500.5', 'RUB', 150_050],
    ['1500 ₽', 'RUB', 150_000],
    ['1500₽', 'RUB', 150_000],
    ['1500 руб.', 'RUB', 150_000],
    ['1500 р', 'RUB', 150_000],
    ['1500 RUB', 'RUB', 150_000],
    ['$15', 'USD', 1500],
    ['15 usd', 'USD', 1500],
    ['1500', 'JPY', 1500],
    ['1,500', 'KWD', 1500],
    ['0', 'RUB', 0],
  ])('%s in %s', (typed, currency, minor) => {
    expect(parsePrice(typed, currency)).toEqual({ ok: true, minor })
  })

  test.each([
    ['', 'RUB', 'not_a_price'],
    ['₽', 'RUB', 'not_a_price'],
    ['free', 'RUB', 'not_a_price'],
    ['-5', 'RUB', 'not_a_price'],
    ['15 00', 'RUB', 'not_a_price'],
    ['1,500.00', 'RUB', 'not_a_price'],
    ['1500 $', 'RUB', 'not_a_price'],
    ['1e3', 'RUB', 'not_a_price'],
    ['1500-2000', 'RUB', 'not_a_price'],
    ['1.500', 'RUB', 'too_precise'],
    ['10.5', 'JPY', 'too_precise'],
    ['10000001', 'RUB', 'too_large'],
  ])('%s in %s is %s', (typed, currency, reason) => {
    expect(parsePrice(typed, currency)).toMatchObject({ ok: false, reason })
  })

  test('have the decimals of their currency', () => {
    expect(['RUB', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 0, 3])
  })
})

describe('durations', () => {
  test.each([
    ['90', 90],
    [' 45 ', 45],
    ['1:30', 90],
    ['0:05', 5],
    ['1ч 30м', 90],
    ['1 ч 30 мин', 90],
    ['1ч30', null],
    ['2 часа', 120],
    ['1 час 5 минут', 65],
    ['90 мин.', 90],
    ['1h 30m', 90],
    ['2 hours', 120],
    ['1,5 ч', 90],
    ['0.25h', 15],
    ['Полчаса', 30],
    ['час', 60],
    ['полтора часа', 90],
    ['half an hour', 30],
    ['', null],
    ['ч', null],
    ['1:60', null],
    ['1ч 75м', null],
    ['30м 1ч', null],
    ['1,5ч 10м', null],
    ['0,33 ч', null],
    ['-30', null],
    ['soon', null],
  ])('%s', (typed, minutes) => {
    expect(parseDuration(typed)).toBe(minutes)
  })
})

describe('thanks', () => {
  const said = ['спасибо', 'Спасибо!', '🙏 Спасибо большое ❤️', 'Благодарю.', 'thanks', 'Thank you!!']
  test.each(said)('%s', (typed) => {
    expect(isThanks(typed)).toBe(true)
  })

  test.each(['', '🙏', 'спасибо, а можно завтра?', 'не спасибо', 'thank'])('not %s', (typed) => {
    expect(isThanks(typed)).toBe(false)
  })
})
