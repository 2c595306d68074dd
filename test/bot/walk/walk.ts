import type { Update } from 'telegraf/types'
import type { Locale } from '../../../src/domain/roles.ts'
import { createI18n, type Texts } from '../../../src/i18n/i18n.ts'
import { messages, type PlainKey } from '../../../src/i18n/messages.ts'
import { asSeen } from '../../hostile/hostile-salon.ts'
import { nextUpdateId } from '../../support/tenant.ts'
import { answers } from './answers.ts'
import { kindOf, type KnownButton } from './buttons.ts'
import type { FullSalon, Member } from './full-salon.ts'

export interface Walker {
  readonly salon: FullSalon
  readonly buttons: readonly KnownButton[]
  readonly member: Member
  readonly locale: Locale
}

export interface WalkOptions extends Walker {
  /** What is sent first: commands. */
  readonly begins: readonly string[]
  /** Kinds of buttons that change something, as far as earlier walks met them; this one adds to them. */
  readonly changing: Set<string>
  /** Whether each question is also given what is no answer to it, and what is beyond its limits. */
  readonly teases: boolean
}

export interface Walk {
  readonly kinds: ReadonlySet<string>
  /** Dialog and step. */
  readonly questions: ReadonlySet<string>
  readonly problems: readonly string[]
  readonly taps: number
  /** By the name of a button what one of them carried. */
  readonly samples: ReadonlyMap<string, string>
}

/** Right to left, with HTML, placeholders and parts of characters, as long as a message can be. */
const odd = '<b>لا</b> & {name} 👩🏽‍🦰👨‍👩‍👧‍👦 \u0000 \ud83d '.padEnd(4096, 'ω')

/** How many are pressed where what is shown depends on what it is about. */
const several: Readonly<Record<string, number>> = {
  ...{ bk: 9, bkpt: 3, bkpc: 4, bkt: 4, svo: 4, sto: 5, clo: 4, ado: 4 },
  ...{ hrs: 2, hrdo: 3, hrct: 8, hrh: 2, blw: 2 },
}

/** What somebody sees after what they did. */
interface Seen {
  readonly way: readonly string[]
  readonly text: string
  readonly buttons: readonly Offer[]
}

interface Offer {
  readonly kind: string
  readonly data: string
  readonly messageId: number
  readonly way: readonly string[]
}

/**
 * Somebody who presses one button of each kind that they meet, and answers each question. Whatever changes anything is
 * taken back before the next button, so that each is pressed in the salon in which it was shown.
 */
export async function walk(options: WalkOptions): Promise<Walk> {
  const { salon, member, begins } = options
  const state = {
    kinds: new Map<string, Set<string>>(),
    questions: new Set<string>(),
    problems: [] as string[],
    taps: 0,
    samples: new Map<string, string>(),
  }
  const t = createI18n().in(options.locale)
  const phone = createPhone(options, t, state)
  const postponed = new Set<Offer>()

  /** All that is offered on these screens, and on those that it leads to; what changes something comes last. */
  const explore = async (first: readonly Seen[]): Promise<void> => {
    const open = first.flatMap(({ buttons }) => fresh(buttons))
    const later: Offer[] = []
    const next = () => open.shift() ?? later.shift()
    for (let offer = next(); offer; offer = next()) {
      const { kind } = offer
      if (options.changing.has(kind) && !postponed.has(offer)) {
        postponed.add(offer)
        later.push(offer)
        continue
      }
      await salon.undone(async () => {
        const before = await writtenIn(salon)
        const seen = await phone.taps(offer)
        if ((await writtenIn(salon)) === before) {
          open.push(...fresh(seen.buttons))
        } else if (postponed.has(offer)) {
          await goOn(seen, kind)
        } else {
          options.changing.add(kind)
          postponed.add(offer)
          later.push(offer)
        }
      })
    }
  }

  const fresh = (buttons: readonly Offer[]) =>
    buttons.filter(({ kind, data }) => {
      const [name = '', id = ''] = data.split('.')
      const met = state.kinds.get(kind) ?? new Set()
      // What is on a card depends on whose it is: the way back makes it no other card.
      const about = name === 'bk' && !data.includes('blr') ? id : data
      const isNew = !met.has(about) && met.size < (several[name] ?? 1)
      if (isNew) state.kinds.set(kind, met.add(about))
      if (isNew) state.samples.set(name, data)
      return isNew
    })

  /** Something has changed: a question is open, or something was done. */
  const goOn = async (seen: Seen, kind: string): Promise<void> => {
    const asked = await openQuestion()
    if (asked !== null && seen.buttons.some(({ kind: other }) => isOfDialog(other))) {
      await answerAll(seen, kind, asked)
    }
    await explore([seen])
  }

  const answerAll = async (question: Seen, kind: string, asked: string): Promise<void> => {
    const isNew = !state.questions.has(asked)
    state.questions.add(asked)
    if (!isNew && !kind.startsWith('sete')) return
    await salon.undone(async () =>
      phone.expects(await phone.types(question.way, '/cancel'), t.html('chat.left_dialog')),
    )
    const typed = answers[kind] ?? answers[asked]
    if (!typed) {
      state.problems.push(`${question.way.join(' → ')}: no answer is known to ${asked}`)
      return
    }
    if (options.teases) await mistake(question, asked, typed.refused)
    if (options.teases && isNew) await tease(question, asked)
    for (const words of typed.taken) {
      await salon.undone(async () => {
        const seen = await phone.types(question.way, words)
        if (await isAskedAgain(seen, asked)) complain(seen, `is asked again: ${seen.text}`)
        await goOn(seen, kind)
      })
    }
  }

  const isAskedAgain = async ({ buttons }: Seen, asked: string): Promise<boolean> =>
    (await openQuestion()) === asked && buttons.some(({ kind }) => isOfDialog(kind))

  const complain = ({ way }: Seen, problem: string) =>
    void state.problems.push(`${way.join(' → ')}: ${problem}`)

  /** What can't be taken is asked again. */
  const mistake = async ({ way }: Seen, asked: string, refused: readonly string[]): Promise<void> => {
    await salon.undone(async () => {
      for (const words of refused) {
        const again = await phone.types(way, words)
        if (!(await isAskedAgain(again, asked))) complain(again, `is taken: ${again.text}`)
      }
    })
  }

  /** What is no answer is answered with the question; the menu leaves it. */
  const tease = async (question: Seen, asked: string): Promise<void> => {
    const { way } = question
    const wanted = asked === 'stf_photo.value' ? 'dialog.photo_wanted' : 'dialog.text_wanted'
    await salon.undone(async () => {
      const seen = await phone.sends(way, { sticker: { file_id: 'x' } })
      phone.expects(seen, t.html(wanted))
      await salon.undone(async () => phone.types(way, odd))
      if ((await openQuestion()) !== asked) complain(seen, 'leaves the question')
      await phone.types(way, t.plain('start.button.my_bookings'))
      if ((await openQuestion()) !== null) complain(question, 'the menu leaves it open')
    })
  }

  const openQuestion = async (): Promise<string | null> => {
    const [row] = await salon.now().query<{ asked: string | null }>(
      `select (draft ->> 'dialog') || '.' || (draft ->> 'step') as asked
         from users where telegram_id = $1::bigint`,
      [member.telegramId],
    )
    return row?.asked ?? null
  }

  const first: Seen[] = []
  for (const command of begins) first.push(await phone.types([], command))
  await explore(first)
  return { ...state, kinds: new Set(state.kinds.keys()) }
}

/** Presses what was never offered to them; returns what was not refused, or changed something. */
export async function trespass(walker: Walker, samples: ReadonlyMap<string, string>): Promise<string[]> {
  const t = createI18n().in(walker.locale)
  const state = { problems: [] as string[], taps: 0 }
  const phone = createPhone(walker, t, state, false)
  const refusals = [t.html('chat.outdated'), t.html('chat.outdated_staff')].map(asSeen)
  for (const [name, data] of samples) {
    await walker.salon.undone(async () => {
      const before = await writtenIn(walker.salon)
      const { text } = await phone.taps({ kind: name, data, messageId: 1, way: [data] })
      if (!refusals.includes(text) || (await writtenIn(walker.salon)) !== before)
        state.problems.push(`${data}: ${text}`)
    })
  }
  return state.problems
}

/** Grows with each row that is written. */
async function writtenIn(salon: FullSalon): Promise<number> {
  const [row] = await salon
    .now()
    .query<{ rows: number }>(
      `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int as rows from pg_stat_xact_user_tables`,
    )
  return row?.rows ?? 0
}

function isOfDialog(kind: string): boolean {
  return /^(leave|back|skip|ans)\./.test(kind)
}

/** Acts as Telegram would, and looks at each answer. */
function createPhone(
  { salon, buttons, member, locale }: Walker,
  t: Texts,
  state: { readonly problems: string[]; taps: number },
  isWelcome = true,
) {
  const { telegram, bot } = salon
  const from = { id: member.telegramId, is_bot: false, first_name: member.firstName, language_code: locale }
  const chat = { id: member.telegramId, type: 'private' as const, first_name: member.firstName }
  const refusals = refusalsIn(locale)
  const waysOn = (
    [
      'chat.button.back',
      'dialog.button.back',
      'dialog.button.cancel',
      'panel.button.no',
      'panel.button.home',
    ] as const
  ).map((key: PlainKey) => t.plain(key as 'chat.button.back'))

  const acts = async (way: readonly string[], update: object): Promise<Seen> => {
    const complain = (problem: string) => void state.problems.push(`${way.join(' → ')}: ${problem}`)
    const updateId = nextUpdateId()
    const isTap = 'callback_query' in update
    const start = telegram.journal.length
    if (isTap) Object.assign(update.callback_query as object, { id: String(updateId) })
    await bot.handle({ update_id: updateId, ...update } as Update)
    state.taps += 1

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
      message: { message_id: 1_000_000 + state.taps, date: 1, chat, from, ...content },
    })

  return {
    sends,
    types: async (way: readonly string[], text: string): Promise<Seen> => {
      const { length } = text.split(' ')[0] ?? ''
      const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length }] : []
      return sends(way, { text, entities }, text)
    },
    taps: async ({ way, data, messageId }: Offer): Promise<Seen> =>
      acts(way, {
        callback_query: { from, chat_instance: '1', data, message: { message_id: messageId, date: 1, chat } },
      }),
    expects: ({ way, text }: Seen, html: string): void => {
      if (!text.includes(asSeen(html))) state.problems.push(`${way.join(' → ')}: ${text}, not ${html}`)
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
  const said = Object.entries(messages[locale]).filter(
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
