import type { TelegramBotCommand, TelegramMenuButton, TelegramMessageEntity } from '@gramio/types'
import type { Chat, Message, StoredMessage } from './chat.ts'
import { commandsFor } from './methods/commands.ts'

/** One message as a phone shows it now; plain data, so that it can travel as JSON. */
export interface MessageView {
  readonly id: number
  readonly from: 'bot' | 'person'
  /** Seconds since 1970. */
  readonly date: number
  readonly edited: boolean
  /** The text or the caption, without markup. */
  readonly text: string
  readonly html: string
  /** The texts of the inline buttons, row by row. */
  readonly keyboard: readonly (readonly string[])[]
  readonly buttons: readonly (readonly ButtonView[])[]
  readonly media: MediaView | null
  readonly replyTo: number | null
  readonly reaction: string | null
}

interface ButtonView {
  readonly text: string
  readonly data?: string
  readonly url?: string
  readonly style?: string
}

type MediaView =
  | { readonly kind: FileKind; readonly fileId: string; readonly fileName: string; readonly size: number }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'venue'; readonly title: string; readonly address: string }
  | { readonly kind: 'contact'; readonly phone: string; readonly name: string }
  | { readonly kind: 'service'; readonly what: string }

type FileKind = 'document' | 'photo' | 'sticker' | 'voice'

export interface ChatView {
  readonly botId: number
  readonly botName: string
  readonly blocked: boolean
  readonly messages: readonly MessageView[]
  /** The texts of the keyboard below the chat. */
  readonly replyKeyboard: readonly (readonly string[])[] | null
  readonly pinned: readonly number[]
  readonly commands: readonly TelegramBotCommand[]
  readonly menuButton: TelegramMenuButton
}

export function viewChat(chat: Chat): ChatView {
  const { bot, account } = chat
  const rows = chat.replyKeyboard?.keyboard
  return {
    botId: bot.user.id,
    botName: bot.profile.get('name/') ?? bot.user.first_name,
    blocked: chat.state === 'blocked',
    messages: [...chat.messages.values()].map(viewMessage),
    replyKeyboard:
      rows?.map((row) => row.map((button) => (typeof button === 'string' ? button : button.text))) ?? null,
    pinned: [...chat.pinned],
    commands: commandsFor(bot, account.user),
    menuButton: bot.menuButtons.get(account.user.id) ?? bot.menuButtons.get(null) ?? { type: 'default' },
  }
}

export function viewMessage({ message, byBot, reaction }: StoredMessage): MessageView {
  const text = textOf(message)
  const entities = message.entities ?? message.caption_entities ?? []
  const buttons = (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(viewButton))
  return {
    id: message.message_id,
    from: byBot ? 'bot' : 'person',
    date: message.date,
    edited: message.edit_date !== undefined,
    text,
    html: toHtml(text, entities),
    keyboard: buttons.map((row) => row.map((button) => button.text)),
    buttons,
    media: viewMedia(message),
    replyTo: message.reply_to_message?.message_id ?? null,
    reaction,
  }
}

/** The text or the caption. */
export function textOf({ text, caption }: Message): string {
  return text ?? caption ?? ''
}

function viewButton(button: {
  text: string
  callback_data?: string
  url?: string
  style?: string
}): ButtonView {
  return {
    text: button.text,
    ...(button.callback_data === undefined ? {} : { data: button.callback_data }),
    ...(button.url === undefined ? {} : { url: button.url }),
    ...(button.style === undefined ? {} : { style: button.style }),
  }
}

function viewMedia(message: Message): MediaView | null {
  const photo = message.photo?.at(-1)
  if (photo) return viewFile('photo', photo)
  if (message.document) return viewFile('document', message.document)
  if (message.sticker) return viewFile('sticker', message.sticker)
  if (message.voice) return viewFile('voice', message.voice)
  if (message.venue) return { kind: 'venue', title: message.venue.title, address: message.venue.address }
  if (message.location) {
    const { latitude, longitude } = message.location
    return { kind: 'location', latitude, longitude }
  }
  if (message.contact) {
    return { kind: 'contact', phone: message.contact.phone_number, name: message.contact.first_name }
  }
  if (message.users_shared) {
    const names = message.users_shared.users.map(({ first_name, user_id }) => first_name ?? String(user_id))
    return { kind: 'service', what: `shared ${names.join(', ')}` }
  }
  return message.pinned_message ? { kind: 'service', what: 'pinned a message' } : null
}

function viewFile(
  kind: FileKind,
  file: { file_id: string; file_name?: string; file_size?: number },
): MediaView {
  return { kind, fileId: file.file_id, fileName: file.file_name ?? '', size: file.file_size ?? 0 }
}

const tags: Partial<Record<TelegramMessageEntity['type'], string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'tg-spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
}

/** The text with its entities as HTML; nested entities nest. */
function toHtml(text: string, entities: readonly TelegramMessageEntity[]): string {
  const inserts = entities.flatMap((entity) => {
    const [start, end] = tagsOf(entity)
    return start === '' ? [] : [{ entity, start, end }]
  })
  const closing = inserts.toReversed()
  const places = new Set(inserts.flatMap(({ entity }) => [entity.offset, entity.offset + entity.length]))
  let html = ''
  let written = 0
  for (const at of [...places].filter((place) => place <= text.length).sort((one, other) => one - other)) {
    html += escapeHtml(text.slice(written, at))
    written = at
    for (const { entity, end } of closing) if (entity.offset + entity.length === at) html += end
    for (const { entity, start } of inserts) if (entity.offset === at) html += start
  }
  return html + escapeHtml(text.slice(written))
}

function tagsOf(entity: TelegramMessageEntity): [start: string, end: string] {
  if (entity.type === 'text_link') return [`<a href="${escapeHtml(entity.url ?? '')}">`, '</a>']
  const tag = tags[entity.type]
  return tag === undefined ? ['', ''] : [`<${tag}>`, `</${tag}>`]
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The same as a person reads it, for whom a space that does not break is a space. */
export function asRead<View extends object>(view: View): View {
  return JSON.parse(withPlainSpaces(JSON.stringify(view))) as View
}

export function withPlainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ')
}
