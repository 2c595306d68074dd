import { expect, test } from '@jest/globals'
import { readClientQuery } from '../../src/domain/client-query.ts'

test.each([
  ['Алёна', ['алена'], []],
  ['  ПЕТРОВ \n Иван ', ['петров', 'иван'], []],
  ['а б в г д е', ['а', 'б', 'в', 'г', 'д'], []],
  ['<b>🙂', ['<b>🙂'], []],
  ['\u202Eعلي\u0000', ['علي'], []],
  ['8 999 123-45-67', ['8', '999', '123-45-67'], ['+79991234567']],
  ['+7 (999) 123-45-67', ['+7', '(999)', '123-45-67'], ['+79991234567']],
  ['+44 20 7946 0958', ['+44', '20', '7946', '0958'], ['+442079460958']],
  ['+7 999', ['+7', '999'], ['+7999']],
  ['8 999 12', ['8', '999', '12'], ['899912', '99912']],
  ['4567', ['4567'], ['4567']],
  ['800', ['800'], ['800']],
  ['67', ['67'], []],
  ['2 Анны', ['2', 'анны'], []],
])('%j is looked for by name or phone', (typed, words, phones) => {
  expect(readClientQuery(typed, 'RU')).toEqual({ by: 'name_or_phone', words, phones })
})

test.each(['@Anna_1', ' @anna_1 ', 't.me/anna_1', 'https://t.me/Anna_1/'])(
  '%j is looked for by its Telegram name',
  (typed) => {
    expect(readClientQuery(typed, 'RU')).toEqual({ by: 'username', username: 'anna_1' })
  },
)

test.each(['', ' \n', '\u200B', '\u0000', 'а'.repeat(4096)])(
  'there is nothing to look for in %j',
  (typed) => {
    expect(readClientQuery(typed, 'RU')).toBeNull()
  },
)
