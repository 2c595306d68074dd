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

describe('every text', () => {
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
    const long: Record<string, string | number> = {
      ...Object.fromEntries(
        ['business', 'service', 'address', 'client', 'link'].map((name) => [name, 'Ж'.repeat(200)]),
      ),
      bio: 'Ж'.repeat(800),
    }
    const inButtons = { name: 'Ж'.repeat(36), client: 'Ж'.repeat(36), service: 'Ж'.repeat(30) }
    const usual = {
      ...{ specialist: 'Ж'.repeat(60), day: 'воскресенье, 30 сентября', moment: 'вс, 30 сентября, 10:30' },
      ...{
        time: '02:30 (до перевода часов)',
        duration: '11 ч 55 мин',
        price: '1 000 000 ₽',
        example: '900,50 ₽',
        most: '10 000 000 ₽',
        month: 'Сентябрь',
      },
      ...{
        weekday: 'воскресенье',
        number: '7',
        date: '30 сентября',
        year: '2026',
        currency: 'RUB',
        phone: '+74951234567',
      },
      ...{
        seats: 99,
        minutes: 55,
        hours: 24,
        page: 10,
        pages: 10,
        limit: 3,
        min: 3,
        max: 100,
        chosen: 'yes',
      },
      ...{ added: 'yes', guest: 'Ж'.repeat(40) },
      ...{ stars: '★★★★★', average: '4,8', reviews: 12_345, comment: 'Ж'.repeat(1000) },
      ...{ days: 'Ежедневно', from: '10:00', to: '30 сентября', until: '19:30' },
      ...{ what: 'воскресенье, 30 сентября', services: 'Ж'.repeat(60), client: 'Ж'.repeat(40) },
      ...{ percent: 100, people: 12, load: '12 записей', details: '12 записей', title: 'Ж'.repeat(40) },
      ...{ visits: 3, visit: 'Ж'.repeat(200), count: 3, reason: 'Ж'.repeat(300) },
    }
    for (const { locale, key, text } of texts) {
      const isShort = key.includes('.button.')
      const values = isShort ? { ...usual, ...inButtons } : { ...usual, name: 'Ж'.repeat(100), ...long }
      const shown = String(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).format(values))
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
      for (const [tag, closing = '', name = ''] of text.matchAll(/<(\/?)([^>]*)>/g)) {
        if (!['b', 'i', 's', 'u'].includes(name)) wrong.push(tag)
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

  test('does not talk like a form', () => {
    const forms = /успешно|заявк|осуществ|данн(ый|ая|ое)|произвед|уважаем|successfully|kindly|dear customer/i
    expect(texts.filter(({ text }) => forms.test(text))).toEqual([])
  })
})
