import { expect, test } from '@jest/globals'
import { examplePrice, priceProblem } from '../../../src/bot/admin/services/price-words.ts'
import { parsePrice } from '../../../src/domain/money.ts'
import { withPlainSpaces } from '../../../playground/screen.ts'
import { en, ru } from './examples.ts'

test.each([
  ['RUB', '900 ₽', '900,50 ₽', '₽900.50'],
  ['EUR', '40 €', '40,50 €', '€40.50'],
  ['JPY', '900 ¥', '900 ¥', '¥900'],
  ['KWD', '40 KWD', '40,500 KWD', 'KWD 40.500'],
])('examples in %s are themselves prices', (currency, whole, precise, inEnglish) => {
  const wrong = { ok: false, reason: 'too_precise' } as const
  expect(withPlainSpaces(examplePrice(currency, ru))).toBe(whole)
  expect(withPlainSpaces(priceProblem(wrong, currency, ru))).toContain(`Напишите, например, ${precise},`)
  expect(withPlainSpaces(priceProblem(wrong, currency, en))).toContain(`Type ${inEnglish}, for example`)
  for (const example of [whole, precise, inEnglish, examplePrice(currency, ru), examplePrice(currency, en)])
    expect(parsePrice(example, currency)).toMatchObject({ ok: true })
})

test('each refusal of a price has words of its own', () => {
  const problems = ['дорого', '1500.50', '99999999999999'].map((typed) => {
    const price = parsePrice(typed, 'JPY')
    return price.ok ? price : withPlainSpaces(priceProblem(price, 'JPY', ru))
  })
  expect(problems).toEqual([
    'Напишите сумму цифрами, например 900 ¥.',
    'После запятой слишком много цифр. Напишите, например, 900 ¥, а тысячи без точек и запятых.',
    'Это слишком много: цена может быть не больше 1 000 000 000 ¥.',
  ])
})
