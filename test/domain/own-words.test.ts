import { expect, test } from '@jest/globals'
import { readOwnWords } from '../../src/domain/own-words.ts'

test.each([
  ['words as typed', 'Спасибо, всё <b>понравилось</b>! 👩‍👧', 'Спасибо, всё <b>понравилось</b>! 👩‍👧'],
  ['words of another direction', 'שלום', 'שלום'],
  ['lines, but no long gaps between them', ' раз\r\n\r\n\r\n\r\nдва\n ', 'раз\n\nдва'],
  ['no control characters', 'раз\u0000два\tтри', 'раз два три'],
  ['no halves of characters', 'раз\ud83d', 'раз'],
  ['ten characters of which each is an emoji', '😀'.repeat(10), '😀'.repeat(10)],
])('keeps %s', (_, typed, words) => {
  expect(readOwnWords(typed, 60)).toEqual({ ok: true, words })
})

test.each([
  ['nothing', '', 'empty'],
  ['only what can’t be seen', ' \n\u200b\u2060 ', 'empty'],
  ['one character too many', 'ж'.repeat(61), 'too_long'],
])('refuses %s', (_, typed, reason) => {
  expect(readOwnWords(typed, 60)).toEqual({ ok: false, reason })
})
