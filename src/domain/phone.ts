import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'

/**
 * A typed or shared number in international form (`+79161234567`); null when no such number can exist. Without a
 * country code it is read as one of `country` (ISO 3166-1 alpha-2), so `8 916 …` is a Russian number in Russia.
 */
export function parsePhone(typed: string, country = ''): string | null {
  // Nobody's number is longer; the library would look for one anywhere in a long text.
  if (typed.length > 40) return null
  const number = parsePhoneNumberFromString(typed, { defaultCountry: country as CountryCode, extract: false })
  return number?.isValid() === true ? number.number : null
}

/**
 * A number in international form as people write and read it (`+7 916 123 45 67`). With ordinary blanks: whether Telegram
 * lets one tap a number with others it does not say, and a number that can't be tapped is worse than one on two lines.
 */
export function formatPhone(phone: string): string {
  return parsePhoneNumberFromString(phone, { extract: false })?.formatInternational() ?? phone
}

/** The number of a shared contact, which Telegram gives with its country code and often without the plus. */
export function parseSharedPhone(shared: string): string | null {
  return parsePhone(shared.startsWith('+') ? shared : `+${shared}`)
}
