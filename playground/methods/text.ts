import type { TelegramMessageEntity } from '@gramio/types'
import type { Arguments } from '../arguments.ts'
import { parseHtml, trimmed, withDetected, type FormattedText } from '../entities.ts'
import { limits, rules } from '../rules.ts'

/** The text of a message with its entities; refuses nothing to read and too much of it. */
export function readText(args: Arguments, tooLong = rules.textTooLong): FormattedText {
  const raw = args.text('text')
  if (raw === '') throw rules.textEmpty()
  const formatted = readFormatted(raw, args, 'entities')
  if (/^[\s\u200B-\u200F\u2060\uFEFF]*$/.test(formatted.text)) throw rules.textBlank()
  if (formatted.text.length > limits.text) throw tooLong()
  return formatted
}

/** What a message with media is made of besides the media. */
export function readCaption(args: Arguments): {
  caption?: string
  caption_entities?: TelegramMessageEntity[]
} {
  const { text, entities } = readFormatted(args.text('caption'), args, 'caption_entities')
  if (text.length > limits.caption) throw rules.captionTooLong()
  return {
    ...(text === '' ? {} : { caption: text }),
    ...(entities.length === 0 ? {} : { caption_entities: [...entities] }),
  }
}

function readFormatted(raw: string, args: Arguments, entitiesName: string): FormattedText {
  const mode = args.text('parse_mode').toLowerCase()
  if (mode === 'html') return withDetected(trimmed(parseHtml(raw)))
  if (mode !== '') throw rules.notServed(`parse_mode ${args.text('parse_mode')}`)
  const entities = (args.list(entitiesName) ?? []) as TelegramMessageEntity[]
  return withDetected(trimmed({ text: raw, entities }))
}
