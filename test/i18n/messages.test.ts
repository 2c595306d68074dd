import { describe, expect, test } from '@jest/globals'
import { IntlMessageFormat } from 'intl-messageformat'
import { messages, type MessageKey } from '../../src/i18n/messages.ts'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** Kinds of elements, as the parser numbers them. */
const argument = 1
const select = 5
const plural = 6

const locales = ['ru', 'en'] as const
const keys = Object.keys(messages.ru) as MessageKey[]
const texts = locales.flatMap((locale) => keys.map((key) => ({ locale, key, text: messages[locale][key] })))

function parse(locale: string, text: string): Element[] {
  return new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst()
}

/** All elements, those nested in plurals and selects included. */
function walk(elements: readonly Element[]): Element[] {
  return elements.flatMap((element) =>
    'options' in element
      ? [element, ...Object.values(element.options).flatMap((option) => walk(option.value))]
      : [element],
  )
}

function placeholders(locale: string, text: string): string[] {
  const found = walk(parse(locale, text)).flatMap((element) =>
    'value' in element && [argument, select, plural].includes(element.type)
      ? [`${element.value}: ${element.type}`]
      : [],
  )
  return [...new Set(found)].sort()
}

/** Words that people wrote themselves: cut where a button shows them, long in a message. */
const ownWords: Readonly<Record<string, { readonly inButton: number; readonly inText: number }>> = {
  name: { inButton: 36, inText: 100 },
  service: { inButton: 24, inText: 200 },
  specialist: { inButton: 60, inText: 60 },
  client: { inButton: 36, inText: 200 },
  services: { inButton: 60, inText: 200 },
  title: { inButton: 40, inText: 200 },
  guest: { inButton: 40, inText: 60 },
  bio: { inButton: 0, inText: 800 },
  comment: { inButton: 0, inText: 1000 },
  reason: { inButton: 0, inText: 300 },
}
const written: Readonly<Record<string, string>> = {
  day: 'воскресенье, 30 сентября',
  days: '27–30 сентября',
  date: '30 сентября',
  moment: 'вс, 30 сентября, 10:30',
  time: '02:30 (до перевода часов)',
  from: '27 сентября',
  to: '30 сентября',
  until: '02:30 (до перевода часов)',
  what: 'воскресенье, 30 сентября',
  load: '12 записей',
  details: '12 записей',
  duration: '11 ч 55 мин',
  price: '1 000 000 ₽',
  example: '900,50 ₽',
  most: '10 000 000 ₽',
  month: 'Сентябрь 2026',
  weekday: 'воскресенье',
  phone: '+7 495 123 45 67',
  stars: '★★★★★',
  average: '4,8',
  year: '2026',
  role: 'главный администратор',
}
const numbers = new Set([
  'page',
  'pages',
  'performed',
  'all',
  'position',
  'total',
  'min',
  'max',
  'count',
  'minutes',
  'hours',
  'people',
  'percent',
])

/** A long, but possible value for each placeholder; one that is not known here counts as words of somebody. */
function samples(locale: string, text: string, isShort: boolean): Record<string, string | number> {
  const found: Record<string, string | number> = {}
  for (const element of walk(parse(locale, text))) {
    if (!('value' in element) || typeof element.value !== 'string') continue
    const type: number = element.type
    if (type === plural) found[element.value] = 121
    else if (type === select) found[element.value] = 'other'
    else if (type === argument) found[element.value] = sample(element.value, isShort)
  }
  return found
}

function sample(name: string, isShort: boolean): string | number {
  if (numbers.has(name)) return 1000
  const { inButton, inText } = ownWords[name] ?? { inButton: 30, inText: 200 }
  return written[name] ?? 'Ж'.repeat(isShort ? inButton : inText)
}

describe('every text', () => {
  test('exists in both languages', () => {
    expect(Object.keys(messages.en).sort()).toEqual([...keys].sort())
  })

  test('takes the same values in both languages', () => {
    for (const key of keys) {
      expect({ key, values: placeholders('en', messages.en[key]) }).toEqual({
        key,
        values: placeholders('ru', messages.ru[key]),
      })
    }
  })

  test.each([
    { locale: 'ru', forms: ['few', 'many', 'one', 'other'] },
    { locale: 'en', forms: ['one', 'other'] },
  ] as const)('has all plural forms of $locale', ({ locale, forms }) => {
    const plurals = keys.flatMap((key) =>
      walk(parse(locale, messages[locale][key])).flatMap((element) =>
        'options' in element && [plural].includes(element.type)
          ? [
              {
                key,
                forms: Object.keys(element.options)
                  .filter((form) => !form.startsWith('='))
                  .sort(),
              },
            ]
          : [],
      ),
    )
    expect(plurals.length).toBeGreaterThan(4)
    for (const { key, forms: found } of plurals) expect({ key, found }).toEqual({ key, found: forms })
  })

  test('fits where Telegram shows it, also with long values', () => {
    for (const { locale, key, text } of texts) {
      const isShort = key.includes('.button.')
      const shown = String(
        new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).format(
          samples(locale, text, isShort),
        ),
      )
      const limit = isShort ? 64 : key.includes('.toast.') ? 200 : key.includes('.command.') ? 256 : 4096
      expect({ key, locale, tooLong: shown.length > limit ? shown : null }).toEqual({
        key,
        locale,
        tooLong: null,
      })
      expect({ key, locale, isEmpty: shown.trim() === '' }).toEqual({ key, locale, isEmpty: false })
    }
  })

  test('uses only markup that Telegram knows, closed in order, and none where none is read', () => {
    for (const { locale, key, text } of texts) {
      const open: string[] = []
      const wrong: string[] = []
      for (const [tag, closing = '', written = ''] of text.matchAll(/<(\/?)([^>]*)>/g)) {
        // The one link there is: to a person whom Telegram knows by their id.
        const name = written === 'a href="tg://user?id={id}"' ? 'a' : written
        if (!['b', 'i', 's', 'u', 'a'].includes(name)) wrong.push(tag)
        else if (closing === '') open.push(name)
        else if (open.pop() !== name) wrong.push(tag)
      }
      const isPlain = /\.(button|toast|command|document|part)\.|^format\./.test(key)
      if (isPlain && text.includes('<')) wrong.push('markup in plain text')
      expect({ key, locale, wrong, open }).toEqual({ key, locale, wrong: [], open: [] })
    }
  })

  test('has no straight apostrophe, which would quote a placeholder', () => {
    expect(texts.filter(({ text }) => text.includes("'"))).toEqual([])
  })

  test('writes «ё» where it is spoken, in Russian', () => {
    const words =
      'еще|ждем|вернем|зовем|найдем|найдете|придете|придет|пришлем|поймем|займет|подберем|начнем|стертое|стерли|звезд|свое|твое|мое|ее|все это|идет|дает|четв[её]ртый|подождет|отменен|перенесем|перенесете|сбережем'
    const without = new RegExp(`(?<!\\p{L})(${words})(?!\\p{L})`, 'iu')
    const found = keys.flatMap((key) => without.exec(messages.ru[key])?.[0] ?? [])
    expect(found).toEqual([])
  })

  test('has one name for one thing', () => {
    const others = {
      ru: /мастер|сеанс|бронир|заказ|процедур|кликните/i,
      en: /appointment|reservation|procedure|click/i,
    }
    expect(texts.filter(({ locale, text }) => others[locale].test(text))).toEqual([])
  })

  test('does not talk like a form', () => {
    const forms =
      /успешно|заявк|осуществ|отказано|необходимо|является|данн(ый|ая|ое)|произвед|уважаем|successfully|kindly|dear customer/i
    expect(texts.filter(({ text }) => forms.test(text))).toEqual([])
  })
})
