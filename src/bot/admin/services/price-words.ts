import { minorDigits, type PriceRefusal } from '../../../domain/money.ts'
import type { Texts } from '../../../i18n/i18n.ts'

/** A price as one may type it: below a thousand, because a comma between thousands reads as the beginning of the decimals. */
export function examplePrice(currency: string, t: Texts): string {
  return t.money(wholeExample(currency), currency)
}

/** What is wrong with a price that was typed, and what would be right. */
export function priceProblem(refusal: PriceRefusal, currency: string, t: Texts): string {
  switch (refusal.reason) {
    case 'not_a_price':
      return t.html('service.price_invalid', { example: examplePrice(currency, t) })
    case 'too_precise':
      return t.html('service.price_too_precise', { example: mostPreciseExample(currency, t) })
    case 'too_large':
      return t.html('service.price_too_large', { most: t.money(refusal.most, currency) })
  }
}

/** In minor units. */
function wholeExample(currency: string): number {
  const digits = minorDigits(currency)
  const costsHundreds = digits === 0 || currency === 'RUB'
  return (costsHundreds ? 900 : 40) * 10 ** digits
}

/** With decimals where the currency has any. */
function mostPreciseExample(currency: string, t: Texts): string {
  const digits = minorDigits(currency)
  return t.money(wholeExample(currency) + (digits === 0 ? 0 : 5 * 10 ** (digits - 1)), currency)
}
