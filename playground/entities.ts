import type { TelegramMessageEntity } from '@gramio/types'
import { rules } from './rules.ts'

export interface FormattedText {
  readonly text: string
  /** Offsets and lengths in UTF-16 units, as the Bot API counts. */
  readonly entities: readonly TelegramMessageEntity[]
}

type Entity = TelegramMessageEntity

interface OpenTag {
  readonly name: string
  readonly argument: string
  readonly offset: number
}

const entityOfTag: Record<string, Entity['type']> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  'tg-emoji': 'custom_emoji',
  a: 'text_link',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
}

/** Telegram's HTML, as tdlib reads it: the same tags, the same refusals, offsets in bytes of UTF-8. */
export function parseHtml(html: string): FormattedText {
  const entities: Entity[] = []
  const open: OpenTag[] = []
  let text = ''
  let at = 0
  const refuse = (why: string) => rules.cantParseEntities(why)
  const byteOffset = (position: number) => Buffer.byteLength(html.slice(0, position))
  while (at < html.length) {
    const character = html.charAt(at)
    if (character === '&') {
      const [decoded, length] = decodeReference(html, at)
      text += decoded
      at += length
    } else if (character !== '<') {
      text += character
      at++
    } else if (html.charAt(at + 1) === '/') {
      const tag = open.at(-1)
      if (tag === undefined) throw refuse(`Unexpected end tag at byte offset ${byteOffset(at)}`)
      const match = /^<\/([^\s>]*)\s*>/.exec(html.slice(at))
      if (match === null) throw refuse(`Unclosed end tag at byte offset ${byteOffset(at)}`)
      const name = lower(match[1] ?? '')
      if (name !== '' && name !== tag.name) {
        const found = `expected "</${tag.name}>", found "</${name}>"`
        throw refuse(`Unmatched end tag at byte offset ${byteOffset(at)}, ${found}`)
      }
      open.pop()
      closeEntity(entities, tag, text)
      at += match[0].length
    } else {
      const tag = readStartTag(html, at)
      open.push({ name: tag.name, argument: tag.argument, offset: text.length })
      at = tag.end
    }
  }
  const unclosed = open.at(-1)
  if (unclosed !== undefined) {
    throw refuse(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
  }
  return { text, entities: sorted(entities) }
}

function readStartTag(html: string, start: number): { name: string; argument: string; end: number } {
  const offset = `at byte offset ${Buffer.byteLength(html.slice(0, start))}`
  const name = lower(/^<([^\s>]*)/.exec(html.slice(start))?.[1] ?? '')
  let at = start + 1 + name.length
  if (at >= html.length) throw rules.cantParseEntities(`Unclosed start tag ${offset}`)
  if (!Object.hasOwn(entityOfTag, name)) {
    throw rules.cantParseEntities(`Unsupported start tag "${name}" ${offset}`)
  }
  let argument = ''
  for (;;) {
    at += /^\s*/.exec(html.slice(at))?.[0].length ?? 0
    if (html.charAt(at) === '>') break
    if (at >= html.length) throw rules.cantParseEntities(`Unclosed start tag ${offset}`)
    const attribute = /^([^\s=>]*)(?:\s*=\s*("[^"]*"|'[^']*'|[a-zA-Z0-9.-]+(?=[\s>])))?/.exec(html.slice(at))
    if (!attribute?.[1]) throw rules.cantParseEntities(`Empty attribute name in the tag "${name}" ${offset}`)
    at += attribute[0].length
    if (/^\s*=/.test(html.slice(at))) throw refuseValue(html, at, name, offset)
    argument = argumentOf(name, attribute[1], attribute[2] ?? '') ?? argument
  }
  if (name === 'span' && argument !== 'spoiler') {
    throw rules.cantParseEntities(`Tag "span" must have class "tg-spoiler" ${offset}`)
  }
  return { name, argument, end: at + 1 }
}

/** The value of an attribute has no end, or is written without quotes and is more than a word. */
function refuseValue(html: string, equals: number, tag: string, offset: string): Error {
  const gap = /^\s*=\s*/.exec(html.slice(equals))?.[0].length ?? 0
  const value = html.slice(equals + gap)
  if (value === '') return rules.cantParseEntities(`Unclosed start tag "${tag}" ${offset}`)
  if (/^["']/.test(value)) return rules.cantParseEntities(`Unclosed start tag ${offset}`)
  const byteOffset = Buffer.byteLength(html.slice(0, equals + gap))
  return rules.cantParseEntities(`Unexpected end of name token at byte offset ${byteOffset}`)
}

function argumentOf(tag: string, attribute: string, quoted: string): string | undefined {
  const value = quoted
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replace(/&[^;]+;/g, (reference) => decodeReference(reference, 0)[0])
  if (tag === 'a' && attribute === 'href') return value
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9)
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3)
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable'
  return undefined
}

function closeEntity(entities: Entity[], tag: OpenTag, text: string): void {
  const range = { offset: tag.offset, length: text.length - tag.offset }
  if (range.length === 0) return
  const type = entityOfTag[tag.name] ?? 'bold'
  const inner = entities.at(-1)
  const same = inner !== undefined && inner.offset === range.offset && inner.length === range.length
  if (type === 'text_link') {
    const url = tag.argument === '' ? text.slice(tag.offset) : tag.argument
    if (/^([a-z]+:\/\/|mailto:|tel:|[^\s/]+\.[^\s])/i.test(url)) entities.push({ type, ...range, url })
  } else if (type === 'custom_emoji') {
    if (!/^[1-9]\d*$/.test(tag.argument)) {
      throw rules.cantParseEntities('Invalid custom emoji identifier specified')
    }
    entities.push({ type, ...range, custom_emoji_id: tag.argument })
  } else if (type === 'pre' && same && inner.type === 'code' && inner.language !== undefined) {
    inner.type = 'pre'
  } else if (type === 'code' && tag.argument !== '') {
    entities.push({ type, ...range, language: tag.argument })
  } else if (type === 'blockquote' && tag.argument === 'expandable') {
    entities.push({ type: 'expandable_blockquote', ...range })
  } else {
    entities.push({ type, ...range })
  }
}

/** An unknown reference stays as it is written. */
function decodeReference(html: string, at: number): [decoded: string, length: number] {
  const match = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,9})|(lt|gt|amp|quot)(?![a-z]));?/i.exec(
    html.slice(at, at + 12),
  )
  if (match === null) return ['&', 1]
  const [whole, hex, decimal, name] = match
  if (name !== undefined) return [{ lt: '<', gt: '>', amp: '&', quot: '"' }[lower(name)] ?? '&', whole.length]
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
  return code === 0 || code >= 0x10ffff ? ['&', 1] : [String.fromCodePoint(code), whole.length]
}

/** Blanks at both ends do not arrive; entities move with the text. */
export function trimmed({ text, entities }: FormattedText): FormattedText {
  const firstEntity = Math.min(text.length, ...entities.map((entity) => entity.offset))
  const leading = Math.min(/^[ \n]*/.exec(text)?.[0].length ?? 0, firstEntity)
  const kept = text.slice(leading).replace(/[ \n]+$/, '')
  const moved = entities.flatMap((entity) => {
    const offset = entity.offset - leading
    const length = Math.min(entity.length, kept.length - offset)
    return length > 0 ? [{ ...entity, offset, length }] : []
  })
  return { text: kept, entities: moved }
}

const detected: readonly [Entity['type'], RegExp][] = [
  ['bot_command', /(?<![\w/<>])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/])/g],
  ['url', /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['mention', /(?<![\w@/.])@[a-zA-Z0-9_]{4,32}(?![\w.])/g],
  ['phone_number', /(?<![\w+])\+\d(?:[ -]?\d){8,14}(?!\w)/g],
  ['hashtag', /(?<![\w#&])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
]

/** What Telegram finds in plain text by itself; explicit entities win where they overlap. */
export function withDetected({ text, entities }: FormattedText): FormattedText {
  const found = [...entities]
  for (const [type, pattern] of detected) {
    for (const match of text.matchAll(pattern)) {
      const range = { offset: match.index, length: match[0].length }
      if (!found.some((other) => overlap(other, range))) found.push({ type, ...range })
    }
  }
  return { text, entities: sorted(found) }
}

function overlap(one: Pick<Entity, 'offset' | 'length'>, other: Pick<Entity, 'offset' | 'length'>): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length
}

function sorted(entities: readonly Entity[]): Entity[] {
  return [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length)
}

const lower = (name: string) => name.toLowerCase()
