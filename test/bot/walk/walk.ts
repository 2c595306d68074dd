import { createI18n, type Texts } from '../../../src/i18n/i18n.ts'
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
  return await new Walking(options).begin()
}

class Walking {
  readonly #options: WalkOptions
  readonly #t: Texts
  readonly #phone: ReturnType<typeof createPhone>
  readonly #kinds = new Map<string, Set<string>>()
  readonly #questions = new Set<string>()
  readonly #problems: string[] = []
  readonly #samples = new Map<string, string>()
  readonly #postponed = new Set<Offer>()

  constructor(options: WalkOptions) {
    this.#options = options
    this.#t = createI18n().in(options.locale)
    this.#phone = createPhone(options, this.#problems)
  }

  async begin(): Promise<Walk> {
    const first: Seen[] = []
    for (const command of this.#options.begins) first.push(await this.#phone.types([], command))
    await this.#explore(first)
    return {
      kinds: new Set(this.#kinds.keys()),
      questions: this.#questions,
      problems: this.#problems,
      samples: this.#samples,
    }
  }

  /** All that is offered on these screens, and on those that it leads to; what changes something comes last. */
  async #explore(first: readonly Seen[]): Promise<void> {
    const open = first.flatMap(({ buttons }) => this.#fresh(buttons))
    const later: Offer[] = []
    const next = () => open.shift() ?? later.shift()
    for (let offer = next(); offer; offer = next()) {
      if (this.#options.changing.has(offer.kind) && !this.#postponed.has(offer)) {
        this.#postponed.add(offer)
        later.push(offer)
      } else {
        await this.#press(offer, open, later)
      }
    }
  }

  async #press(offer: Offer, open: Offer[], later: Offer[]): Promise<void> {
    const { salon, changing } = this.#options
    await salon.undone(async () => {
      const before = await writtenIn(salon)
      const seen = await this.#phone.taps(offer)
      if ((await writtenIn(salon)) === before) {
        open.push(...this.#fresh(seen.buttons))
      } else if (this.#postponed.has(offer)) {
        await this.#goOn(seen, offer.kind)
      } else {
        changing.add(offer.kind)
        this.#postponed.add(offer)
        later.push(offer)
      }
    })
  }

  #fresh(buttons: readonly Offer[]): Offer[] {
    return buttons.filter(({ kind, data }) => {
      const [name = '', id = ''] = data.split('.')
      const met = this.#kinds.get(kind) ?? new Set()
      // What is on a card depends on whose it is: the way back makes it no other card.
      const about = name === 'bk' && !data.includes('blr') ? id : data
      const isNew = !met.has(about) && met.size < (several[name] ?? 1)
      if (isNew) this.#kinds.set(kind, met.add(about))
      if (isNew) this.#samples.set(name, data)
      return isNew
    })
  }

  /** Something has changed: a question is open, or something was done. */
  async #goOn(seen: Seen, kind: string): Promise<void> {
    const asked = await this.#openQuestion()
    if (asked !== null && seen.buttons.some(({ kind: other }) => isOfDialog(other))) {
      await this.#answerAll(seen, kind, asked)
    }
    await this.#explore([seen])
  }

  async #answerAll(question: Seen, kind: string, asked: string): Promise<void> {
    const { salon, teases } = this.#options
    const isNew = !this.#questions.has(asked)
    this.#questions.add(asked)
    if (!isNew && !kind.startsWith('sete')) return
    await salon.undone(async () =>
      this.#phone.expects(await this.#phone.types(question.way, '/cancel'), this.#t.html('chat.left_dialog')),
    )
    const typed = answers[kind] ?? answers[asked]
    if (!typed) {
      this.#complain(question, `no answer is known to ${asked}`)
      return
    }
    if (teases) await this.#mistake(question, asked, typed.refused)
    if (teases && isNew) await this.#tease(question, asked)
    for (const words of typed.taken) {
      await salon.undone(async () => {
        const seen = await this.#phone.types(question.way, words)
        if (await this.#isAskedAgain(seen, asked)) this.#complain(seen, `is asked again: ${seen.text}`)
        await this.#goOn(seen, kind)
      })
    }
  }

  async #isAskedAgain({ buttons }: Seen, asked: string): Promise<boolean> {
    return (await this.#openQuestion()) === asked && buttons.some(({ kind }) => isOfDialog(kind))
  }

  #complain({ way }: Seen, problem: string): void {
    this.#problems.push(`${way.join(' → ')}: ${problem}`)
  }

  /** What can't be taken is asked again. */
  async #mistake({ way }: Seen, asked: string, refused: readonly string[]): Promise<void> {
    await this.#options.salon.undone(async () => {
      for (const words of refused) {
        const again = await this.#phone.types(way, words)
        if (!(await this.#isAskedAgain(again, asked))) this.#complain(again, `is taken: ${again.text}`)
      }
    })
  }

  /** What is no answer is answered with the question; the menu leaves it. */
  async #tease(question: Seen, asked: string): Promise<void> {
    const { way } = question
    const { salon } = this.#options
    const wanted = asked === 'stf_photo.value' ? 'dialog.photo_wanted' : 'dialog.text_wanted'
    await salon.undone(async () => {
      const seen = await this.#phone.sends(way, { sticker: { file_id: 'x' } })
      this.#phone.expects(seen, this.#t.html(wanted))
      await salon.undone(async () => this.#phone.types(way, odd))
      if ((await this.#openQuestion()) !== asked) this.#complain(seen, 'leaves the question')
      await this.#phone.types(way, this.#t.plain('start.button.my_bookings'))
      if ((await this.#openQuestion()) !== null) this.#complain(question, 'the menu leaves it open')
    })
  }

  async #openQuestion(): Promise<string | null> {
    const { salon, member } = this.#options
    const [row] = await salon.now().query<{ asked: string | null }>(
      `select (draft ->> 'dialog') || '.' || (draft ->> 'step') as asked
         from users where telegram_id = $1::bigint`,
      [member.telegramId],
    )
    return row?.asked ?? null
  }
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
