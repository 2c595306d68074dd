import { createI18n } from '../../../src/i18n/i18n.ts'
import { asSeen } from '../../hostile/hostile-salon.ts'
import { answers } from './answers.ts'
import type { FullSalon } from './full-salon.ts'
import { createPhone, type Offer, type Seen, type Walker } from './phone.ts'

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
    samples: new Map<string, string>(),
  }
  const t = createI18n().in(options.locale)
  const phone = createPhone(options, state.problems)
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
  const problems: string[] = []
  const phone = createPhone(walker, problems, false)
  const refusals = [t.html('chat.outdated'), t.html('chat.outdated_staff')].map(asSeen)
  for (const [name, data] of samples) {
    await walker.salon.undone(async () => {
      const before = await writtenIn(walker.salon)
      const { text } = await phone.taps({ kind: name, data, messageId: 1, way: [data] })
      if (!refusals.includes(text) || (await writtenIn(walker.salon)) !== before)
        problems.push(`${data}: ${text}`)
    })
  }
  return problems
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
