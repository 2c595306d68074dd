import type { Locale } from './roles.ts'

/** The language of somebody known only by Telegram's `language_code`, if it told one. */
export function localeOf(languageCode: string | null | undefined, fallback: Locale): Locale {
  const language = languageCode?.toLowerCase().split('-')[0]
  return language === 'ru' || language === 'en' ? language : fallback
}
