/** Fits in a PostgreSQL `integer`, with room for sums of a few. */
export const mostMinor = 1_000_000_000

export type ParsedPrice = { readonly ok: true; readonly minor: number } | PriceRefusal

/**
 * `not_a_price`: anything but one plain amount, also with another currency's sign; `too_precise`: more decimals than
 * the currency has, which `1.500` for fifteen hundred is, too; `too_large`: more than `most`, in minor units.
 */
export type PriceRefusal =
  | { readonly ok: false; readonly reason: 'not_a_price' | 'too_precise' }
  | { readonly ok: false; readonly reason: 'too_large'; readonly most: number }

/** How many digits the minor unit of an ISO 4217 currency has: RUB 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/**
 * A price as typed, such as `1500`, `1 500`, `1500,50` or `1500 ₽`, in minor units of the business's currency. A
 * single comma or point begins the decimals; thousands may be parted by blanks only.
 */
export function parsePrice(typed: string, currency: string): ParsedPrice {
  const amount = withoutCurrency(typed.trim(), currency)
  const match = /^(\d+|\d{1,3}(?:\s\d{3})+)(?:[.,](\d+))?$/.exec(amount)
  if (!match) return { ok: false, reason: 'not_a_price' }
  const [, whole = '', decimals = ''] = match
  const digits = minorDigits(currency)
  if (decimals.length > digits) return { ok: false, reason: 'too_precise' }
  const minor = Number(whole.replace(/\D/g, '') + decimals.padEnd(digits, '0'))
  return minor > mostMinor ? { ok: false, reason: 'too_large', most: mostMinor } : { ok: true, minor }
}

/** Drops the currency's own sign, code or name, before or after the amount. */
function withoutCurrency(typed: string, currency: string): string {
  const lower = typed.toLowerCase()
  for (const name of namesOf(currency)) {
    if (lower.endsWith(name)) return typed.slice(0, -name.length).trim()
    if (lower.startsWith(name)) return typed.slice(name.length).trim()
  }
  return typed
}

/** Longest first, so that `руб.` is not taken for `р.`. */
function namesOf(currency: string): string[] {
  const signs = (['ru', 'en'] as const).map((locale) => {
    const parts = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    })
    return parts.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency
  })
  const spoken = currency === 'RUB' ? ['рублей', 'рубля', 'рубль', 'руб.', 'руб', 'р.', 'р'] : []
  const names = [currency, ...signs, ...spoken].map((name) => name.toLowerCase())
  return [...new Set(names)].sort((a, b) => b.length - a.length)
}
