import { describe, expect, test } from '@jest/globals'
import { parsePhone, parseSharedPhone } from '../../src/domain/phone.ts'
import { readGuestName, splitNameAndPhone } from '../../src/domain/visit-notes.ts'

describe('somebody’s name', () => {
  test.each([
    [' Маша\nи  Даша ', 'Маша и Даша'],
    ['Ян', 'Ян'],
    ['Ж'.repeat(60), 'Ж'.repeat(60)],
  ])('%j is kept as %j', (typed, kept) => {
    expect(readGuestName(typed)).toBe(kept)
  })

  test.each(['Я', '', '\u200b\u200b\u200b', 'Ж'.repeat(61)])('%j is none', (typed) => {
    expect(readGuestName(typed)).toBeNull()
  })
})

test.each([
  ['Анна +7 999 123-45-67', 'Анна', '+7 999 123-45-67'],
  ['8(999)1234567 — Анна Петрова', 'Анна Петрова', '8(999)1234567'],
  ['Анна, тел: +7 (999) 123-45-67.', 'Анна', '+7 (999) 123-45-67'],
  ['Анна 2', 'Анна 2', null],
  ['Дом 12-34', 'Дом 12-34', null],
  ['8 916 123-45-67', '8 916 123-45-67', null],
  ['Анна 12.03.1990', 'Анна 12.03.1990', null],
  ['Анна 12.03.1990, 8 999 123-45-67', 'Анна 12.03.1990', '8 999 123-45-67'],
])('in %j the name is %j and the phone %j', (typed, name, phone) => {
  expect(splitNameAndPhone(typed, 'RU')).toEqual({ name, phone })
})

describe('a phone', () => {
  test.each([
    ['8 (916) 123-45-67', 'RU', '+79161234567'],
    ['9161234567', 'RU', '+79161234567'],
    ['+44 7400 123456', 'RU', '+447400123456'],
    ['07400 123456', 'GB', '+447400123456'],
  ])('%s typed in %s is %s', (typed, country, number) => {
    expect(parsePhone(typed, country)).toBe(number)
  })

  test.each(['12345', 'мой номер 8 916 123-45-67', '+7 000 000-00-00', '1'.repeat(4000), ''])(
    '%s is none',
    (typed) => {
      expect(parsePhone(typed, 'RU')).toBeNull()
    },
  )

  test('is shared with its country code, with or without the plus', () => {
    expect(parseSharedPhone('447400123456')).toBe('+447400123456')
    expect(parseSharedPhone('+79161234567')).toBe('+79161234567')
  })
})
