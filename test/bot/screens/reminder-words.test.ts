import { describe, expect, test } from '@jest/globals'
import { renderReminder } from '../../../src/bot/notices/reminder.ts'
import { withPlainSpaces } from '../../../playground/screen.ts'
import { en, halfPastTen, ru, visit } from './examples.ts'

/** The first line of a reminder of the visit on Saturday at 10:30. */
function words(now: Date, t: typeof ru, changes: Parameters<typeof visit>[0] = {}): string {
  const { text } = renderReminder({ kind: 'reminder', now, changeableUntil: null, visit: visit(changes) }, t)
  return withPlainSpaces(text.split('\n')[0] ?? '').replaceAll(/<\/?b>/g, '')
}

const minutesBefore = (minutes: number) => new Date(halfPastTen.getTime() - minutes * 60_000)

describe('the words of a reminder fit the time left', () => {
  test.each([
    [48 * 60, 'Ждём вас в субботу, 14 марта, в 10:30', 'See you on Saturday, 14 March, at 10:30'],
    [24 * 60, 'Ждём вас завтра в 10:30', 'See you tomorrow at 10:30'],
    [11 * 60, 'Ждём вас завтра в 10:30', 'See you tomorrow at 10:30'],
    [8 * 60, 'Ждём вас сегодня в 10:30', 'See you today at 10:30'],
    [5 * 60, 'Ждём вас через 5 часов, в 10:30', 'See you in 5 hours, at 10:30'],
    [2 * 60, 'Ждём вас через 2 часа, в 10:30', 'See you in 2 hours, at 10:30'],
    [2 * 60 - 9, 'Ждём вас через 2 часа, в 10:30', 'See you in 2 hours, at 10:30'],
    [90, 'Ждём вас сегодня в 10:30', 'See you today at 10:30'],
    [60, 'Ждём вас через час, в 10:30', 'See you in an hour, at 10:30'],
    [52, 'Ждём вас через час, в 10:30', 'See you in an hour, at 10:30'],
    [31, 'Ждём вас через 30 минут, в 10:30', 'See you in 30 minutes, at 10:30'],
    [5, 'Ждём вас через 5 минут, в 10:30', 'See you in 5 minutes, at 10:30'],
    [2, 'Ждём вас совсем скоро, в 10:30', 'See you very soon, at 10:30'],
  ])('%d minutes before', (minutes, inRussian, inEnglish) => {
    const now = minutesBefore(minutes)
    expect([words(now, ru), words(now, en)]).toEqual([inRussian, inEnglish])
  })

  test('hours count across midnight', () => {
    const startsAt = new Date('2026-03-13T21:30:00Z')
    expect(words(new Date('2026-03-13T19:30:00Z'), ru, { startsAt })).toBe('Ждём вас через 2 часа, в 00:30')
  })

  test('tomorrow is the business’s tomorrow, also when the day has 23 hours', () => {
    const berlin = { zone: 'Europe/Berlin', startsAt: new Date('2026-03-29T21:30:00Z') }
    expect(words(new Date('2026-03-28T22:45:00Z'), en, berlin)).toBe('See you tomorrow at 23:30')
  })
})
