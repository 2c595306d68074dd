import { describe, expect, test } from '@jest/globals'
import type { LocalDate, LocalMonth } from '../../src/domain/local-time.ts'
import { localeOf } from '../../src/domain/locale.ts'
import { createI18n } from '../../src/i18n/i18n.ts'

const i18n = createI18n()
const ru = i18n.in('ru')
const en = i18n.in('en')

/** Numbers are tied to what follows them by blanks that do not break. */
const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('texts', () => {
  test('show values as typed: escaped in messages, as they are on buttons', () => {
    const name = '<b>Стрижка</b> & "укладка"'
    expect(ru.html('visit.service', { service: name })).toBe(
      '<b>&lt;b&gt;Стрижка&lt;/b&gt; &amp; &quot;укладка&quot;</b>',
    )
    expect(ru.plain('booking.button.service_on_request', { name, duration: '60' })).toBe(`${name} · 60`)
  })

  test('a value with braces or placeholders of its own stays what it is', () => {
    expect(en.html('visit.service', { service: "{name} '{x}'" })).toBe("<b>{name} '{x}'</b>")
  })

  test.each([
    [1, 'У вас уже 1 запись'],
    [2, 'У вас уже 2 записи'],
    [5, 'У вас уже 5 записей'],
    [21, 'У вас уже 21 запись'],
  ])('counts %d in Russian', (upcoming, beginning) => {
    expect(spaced(ru.html('refusal.limit_reached', { upcoming }))).toContain(beginning)
  })

  test('keep a number with its word, and a dash with the word before it', () => {
    const moment = ru.moment(new Date('2026-03-14T07:30:00Z'), 'Europe/Moscow')
    expect(moment).toBe('суббота, 14\u00a0марта, 10:30')
    expect(ru.html('visit.moment', { moment: '24 часа — и 7 дней' })).toBe(
      '24\u00a0часа\u00a0— и 7\u00a0дней',
    )
    expect(ru.duration(90)).toBe('1\u00a0ч 30\u00a0мин')
    expect(en.plain('booking.button.seats', { time: '10:00', seats: 2 })).toBe('10:00 · 2\u00a0places')
    expect(en.html('chat.help')).toContain('/book\u00a0— book a visit')
  })

  test('show a stored phone as people write it', () => {
    expect(ru.html('about.phone', { phone: '+74951234567' })).toBe('Телефон: +7 495 123 45 67')
    expect(en.plain('visit.document.phone', { phone: '+442079460958' })).toBe('Phone: +44 20 7946 0958')
    expect(en.html('about.phone', { phone: '<+1>' })).toBe('Phone: &lt;+1&gt;')
  })

  test('a message without its values does not compile', () => {
    // @ts-expect-error the name is missing
    expect(() => ru.html('start.hello', { business: 'Салон' })).toThrow('name')
    // @ts-expect-error a count is a number
    const counted = () => ru.html('refusal.limit_reached', { upcoming: 'three' })
    expect(counted).toBeDefined()
  })

  test.each([
    ['ru', 'ru'],
    ['ru-RU', 'ru'],
    ['en-GB', 'en'],
    ['EN', 'en'],
    ['de', 'ru'],
    [undefined, 'ru'],
  ])('language code %s is answered in %s', (code, locale) => {
    expect(localeOf(code, 'ru')).toBe(locale)
  })
})

describe('dates and times', () => {
  const halfPastTen = new Date('2026-03-14T07:30:00Z')

  test('are those of the business, wherever the machine is', () => {
    expect(spaced(ru.moment(halfPastTen, 'Europe/Moscow'))).toBe('суббота, 14 марта, 10:30')
    expect(spaced(en.moment(halfPastTen, 'Europe/Moscow'))).toBe('Saturday, 14 March, 10:30')
    expect(spaced(ru.moment(halfPastTen, 'Asia/Vladivostok'))).toBe('суббота, 14 марта, 17:30')
    expect(spaced(en.shortMoment(halfPastTen, 'America/Los_Angeles'))).toBe('Sat, 14 March, 00:30')
    expect(spaced(ru.dateWithYear(halfPastTen, 'Europe/Moscow'))).toBe('14 марта 2026')
    expect(ru.hour(new Date('2026-03-14T21:00:00Z'), 'Europe/Moscow')).toBe(0)
  })

  test('a calendar date keeps its day', () => {
    const date = '2026-03-01' as LocalDate
    expect(spaced(ru.day(date))).toBe('воскресенье, 1 марта')
    expect(spaced(en.day(date))).toBe('Sunday, 1 March')
    expect(spaced(ru.shortDay(date))).toBe('вс, 1 марта')
    expect(spaced(ru.date(date))).toBe('1 марта')
    expect(spaced(ru.dates(date, '2026-03-08' as LocalDate))).toBe('1–8 марта')
    expect(spaced(en.dates(date, '2026-04-08' as LocalDate))).toBe('1 March – 8 April')
    expect(spaced(ru.month('2026-03' as LocalMonth))).toBe('Март 2026')
    expect(en.monthName('2026-12' as LocalMonth)).toBe('December')
  })

  test.each([
    ['2026-03-09', 'в понедельник', 'on Monday'],
    ['2026-03-10', 'во вторник', 'on Tuesday'],
    ['2026-03-11', 'в среду', 'on Wednesday'],
    ['2026-03-12', 'в четверг', 'on Thursday'],
    ['2026-03-13', 'в пятницу', 'on Friday'],
    ['2026-03-14', 'в субботу', 'on Saturday'],
    ['2026-03-15', 'в воскресенье', 'on Sunday'],
  ])('%s is said with its preposition and case', (date, inRussian, inEnglish) => {
    const day = date as LocalDate
    expect(ru.onDay(day).split(',')[0]).toBe(inRussian)
    expect(en.onDay(day).split(',')[0]).toBe(inEnglish)
    const noon = new Date(`${date}T12:00:00Z`)
    expect(ru.forMoment(noon, 'Europe/Moscow').split(',')[0]).toBe(inRussian.split(' ')[1])
    expect(en.forMoment(noon, 'Europe/Moscow').split(',')[0]).toBe(inEnglish.split(' ')[1])
  })

  test('the day and the time follow the weekday, in the zone of the business', () => {
    expect(spaced(ru.onDay('2026-03-14' as LocalDate))).toBe('в субботу, 14 марта')
    const lateOnSaturday = new Date('2026-03-14T21:30:00Z')
    expect(spaced(ru.forMoment(lateOnSaturday, 'Europe/Moscow'))).toBe('воскресенье, 15 марта, 00:30')
    expect(spaced(en.forMoment(lateOnSaturday, 'UTC'))).toBe('Saturday, 14 March, 21:30')
  })

  test('the week begins on Monday', () => {
    expect(ru.weekdays()).toEqual(['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'])
    expect(en.weekdays()).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
  })

  test('the two equal times of a doubled hour are told apart, the times around them need no word', () => {
    const shown = (time: string) => ru.time(new Date(`2026-10-25T${time}:00Z`), 'Europe/Berlin')
    expect(shown('00:30')).toBe('02:30 (до перевода часов)')
    expect(shown('01:30')).toBe('02:30 (после перевода часов)')
    expect(shown('01:00')).toBe('02:00 (после перевода часов)')
    expect(shown('02:00')).toBe('03:00')
    expect(en.time(new Date('2026-10-24T23:30:00Z'), 'Europe/Berlin')).toBe('01:30')
  })

  test('also where the clocks go back by half an hour', () => {
    expect(en.time(new Date('2026-04-04T14:45:00Z'), 'Australia/Lord_Howe')).toBe(
      '01:45 (before the clocks change)',
    )
    expect(en.time(new Date('2026-04-04T15:15:00Z'), 'Australia/Lord_Howe')).toBe(
      '01:45 (after the clocks change)',
    )
  })
})

describe('money and durations', () => {
  test.each([
    [150_000, 'RUB', '1 500 ₽', '₽1,500'],
    [150_050, 'RUB', '1 500,50 ₽', '₽1,500.50'],
    [4_000, 'EUR', '40 €', '€40'],
    [3_000, 'JPY', '3 000 ¥', '¥3,000'],
    [12_345, 'KWD', '12,345 KWD', 'KWD 12.345'],
    [0, 'RUB', '0 ₽', '₽0'],
  ])('%d minor units of %s', (minor, currency, inRussian, inEnglish) => {
    expect(spaced(ru.money(minor, currency))).toBe(inRussian)
    expect(spaced(en.money(minor, currency))).toBe(inEnglish)
  })

  test.each([
    [45, '45 мин', '45 min'],
    [60, '1 ч', '1 h'],
    [90, '1 ч 30 мин', '1 h 30 min'],
    [720, '12 ч', '12 h'],
  ])('%d minutes', (minutes, inRussian, inEnglish) => {
    expect([ru.duration(minutes), en.duration(minutes)].map(spaced)).toEqual([inRussian, inEnglish])
  })
})
