import type { Update } from 'telegraf/types'
import type { Locale } from '../../../src/domain/roles.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import { messages as wordings, type PlainKey } from '../../../src/i18n/messages.ts'
import { asSeen } from '../../hostile/hostile-salon.ts'
import { nextUpdateId } from '../../support/tenant.ts'
import { kindOf, type KnownButton } from './buttons.ts'
import type { FullSalon, Member } from './full-salon.ts'

export interface Walker {
  readonly salon: FullSalon
  readonly buttons: readonly KnownButton[]
  readonly member: Member
  readonly locale: Locale
}

/** What somebody sees after what they did. */
export interface Seen {
  readonly way: readonly string[]
  readonly text: string
  readonly buttons: readonly Offer[]
}

export interface Offer {
  readonly kind: string
  readonly data: string
  readonly messageId: number
  readonly way: readonly string[]
}

/** Acts as Telegram would, and looks at each answer. */
export function createPhone(
  { salon, buttons, member, locale }: Walker,
  problems: string[],
  isWelcome = true,
) {
  const t = createI18n().in(locale)
  let messages = 1_000_000
  const { telegram, bot } = salon
  const from = { id: member.telegramId, is_bot: false, first_name: member.firstName, language_code: locale }
  const chat = { id: member.telegramId, type: 'private' as const, first_name: member.firstName }
  const refusals = refusalsIn(locale)
  const waysOn = (
    [
      'chat.button.back',
      'dialog.button.back',
      'dialog.button.cancel',
      'dialog.button.not_add',
      'visit.button.not_cancel',
      'clients.button.not_ban',
      'panel.button.no',
      'panel.button.home',
    ] as const
  ).map((key: PlainKey) => t.plain(key as 'chat.button.back'))

  const acts = async (way: readonly string[], update: object): Promise<Seen> => {
    const complain = (problem: string) => void problems.push(`${way.join(' → ')}: ${problem}`)
    const updateId = nextUpdateId()
    const isTap = 'callback_query' in update
    const start = telegram.journal.length
    if (isTap) Object.assign(update.callback_query as object, { id: String(updateId) })
    await bot.handle({ update_id: updateId, ...update } as Update)

    const calls = telegram.journal.slice(start)
    for (const { method, answer } of calls) {
      if (answer?.ok === false && !/not modified|query is too old/.test(answer.description))
        complain(`${method}: ${answer.description}`)
    }
    const answers = calls.filter(({ method }) => method === 'answerCallbackQuery')
    if (isTap && answers.length !== 1) complain(`the tap was answered ${answers.length} times`)
    const shown = calls.filter(({ method }) => /^(send(Message|Photo|Document)|editMessage)/.test(method))
    const texts = shown.map(({ params }) => asSeen(wordsIn(params['text'] ?? params['caption'])))
    const toasts = answers.map(({ params }) => wordsIn(params['text']))
    const keyboards = shown.map(({ params, answer }) => {
      const sent = answer?.ok ? (answer.result as { message_id?: number }).message_id : undefined
      const messageId = Number(params['message_id'] ?? sent)
      return keyboardIn(params['reply_markup']).map((button) => ({ ...button, messageId }))
    })
    const all = keyboards.flat()

    for (const text of [...texts, ...toasts]) {
      if (isWelcome && refusals.some((refusal) => text.includes(refusal)))
        complain(`what was offered is refused: ${text}`)
    }
    for (const text of [...texts, ...toasts, ...all.map(({ text: label }) => label)]) {
      const strange = strangeIn(text, locale)
      if (strange !== null) complain(`is not in ${locale}: ${strange} in ${text}`)
      if (/NaN|undefined|\bnull\b|Invalid|\[object/.test(text)) complain(text)
    }
    const leadsOn = all.some(({ text, data }) => data === 'adm' || waysOn.includes(text))
    // The way on for a client is the menu below.
    const isHome = !isWelcome || all.some(({ data }) => data === 'nt')
    // What the owner books for themselves begins where a client's visit does, with the menu below.
    const isMenu = ['book', t.plain('start.button.my_bookings')].includes(way.at(-1) ?? '')
    if (shown.length === 0 && toasts.join('') === '') complain('nothing is said')
    if (shown.length > 0 && all.length > 0 && !leadsOn && !isHome && !isMenu)
      complain(`no way on: ${texts.join(' | ')}`)
    if (isWelcome && isTap && texts.join('') !== '' && all.length === 0)
      complain(`no buttons: ${texts.join(' | ')}`)

    const offers = all.flatMap(({ data, text, messageId }) => {
      const kind = kindOf(data, buttons)
      if (kind === null) complain(`${text} (${data}) is no button`)
      return kind === null || kind === 'nil' ? [] : [{ kind, data, messageId, way: [...way, kind] }]
    })
    return { way, text: texts.join('\n'), buttons: offers }
  }

  const sends = async (
    way: readonly string[],
    content: object,
    said = JSON.stringify(content),
  ): Promise<Seen> =>
    acts([...way, said.slice(0, 40)], {
      message: { message_id: ++messages, date: 1, chat, from, ...content },
    })

  const taps = async ({ way, data, messageId }: Offer): Promise<Seen> =>
    acts(way, {
      callback_query: { from, chat_instance: '1', data, message: { message_id: messageId, date: 1, chat } },
    })

  return {
    sends,
    types: async (way: readonly string[], text: string): Promise<Seen> => {
      const { length } = text.split(' ')[0] ?? ''
      const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length }] : []
      return sends(way, { text, entities }, text)
    },
    taps,
    /** Presses the first of this kind that is shown. */
    presses: async ({ buttons: shown, text }: Seen, kind: string): Promise<Seen> => {
      const offer = shown.find((one) => one.kind === kind)
      if (!offer) throw new Error(`${kind} is not offered: ${text}`)
      return taps(offer)
    },
    expects: ({ way, text }: Seen, html: string): void => {
      if (!text.includes(asSeen(html))) problems.push(`${way.join(' → ')}: ${text}, not ${html}`)
    },
  }
}

function wordsIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function keyboardIn(markup: unknown): { text: string; data: string }[] {
  const { inline_keyboard: rows = [] } = (markup ?? {}) as {
    inline_keyboard?: readonly (readonly { text: string; callback_data?: string }[])[]
  }
  return rows
    .flat()
    .flatMap(({ text, callback_data: data }) => (data === undefined ? [] : [{ text: asSeen(text), data }]))
}

/** Everything that says that something is not possible, not there any more, or not as it was shown. */
function refusalsIn(locale: Locale): readonly string[] {
  const said = Object.entries(wordings[locale]).filter(
    ([key, text]) =>
      /outdated|changed|gone|void|^refusal\.|chat\.(hint|apology)/.test(key) && !text.includes('{'),
  )
  // That a booking was changed is no refusal.
  return said
    .filter(([key]) => !/^(card\.(client_|toast\.)?|notice\.)changed$/.test(key))
    .map(([, text]) => asSeen(text))
}

/** A word of the other language. Names of the salon are Greek; what is Latin everywhere is none. */
function strangeIn(text: string, locale: Locale): string | null {
  if (locale === 'en') return /\p{Script=Cyrillic}+/u.exec(text)?.[0] ?? null
  // Links and usernames, time zones, codes of currencies and countries, and Telegram's own words.
  const known = /https?:\S+|[@/][\w.]+|\b[A-Z]\w+\/\w+|\b[A-Z]{2,3}\b|\bTelegram( Booking)?\b|\bStart\b/gu
  return /\p{Script=Latin}{2,}/u.exec(text.replaceAll(known, ''))?.[0] ?? null
}
