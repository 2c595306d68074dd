import { readable } from './typed-text.ts'

/** Whether a text says thanks and nothing else, whatever its punctuation and emoji. */
export function isThanks(typed: string): boolean {
  const words = readable(typed)?.match(/\p{L}+/gu) ?? []
  return thanks.has(words.join(' '))
}

const thanks: ReadonlySet<string> = new Set([
  'спасибо',
  'спасибо большое',
  'большое спасибо',
  'спасибо вам',
  'благодарю',
  'благодарю вас',
  'thanks',
  'many thanks',
  'thanks a lot',
  'thank you',
  'thank you very much',
  'thank you so much',
])
