import type { LocalDate } from '../../../domain/local-time.ts'
import { may } from '../../../domain/roles.ts'
import {
  areSettable,
  mostSpecialDays,
  type SpecialDays,
  type SpecialHours,
} from '../../../domain/special-days.ts'
import { parseTypedDates } from '../../../domain/typed-date.ts'
import { parseTypedSpecialHours } from '../../../domain/typed-special-hours.ts'
import { ownWordsLimits } from '../../../domain/own-words.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewSpecialDays } from '../../../usecases/view-special-days.ts'
import type { BotContext } from '../../bot-context.ts'
import {
  defineDialog,
  type Dialog,
  type Finish,
  type Home,
  type Reading,
  type Step,
} from '../../dialogs/dialog.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { fit, type Screen } from '../../screen.ts'
import { renderOutdated } from '../navigation.ts'
import { refuseHours, type Whose } from './open-week.ts'
import { daysText, renderSpecialDays, saveSpecialDays } from './special-days.ts'

interface Answers extends Whose {
  readonly staffName: string | null
  readonly today: LocalDate
  /** Of the special days when they were shown. */
  readonly seen: number
  /** Something is said of the date, and can be taken back. */
  readonly isSpecial: boolean
  readonly dates: Pick<SpecialDays, 'from' | 'to'>
  /** Null: as usual again. */
  readonly hours: SpecialHours | null
}

/** About a date of the calendar. */
export async function askSpecialHours(
  ctx: BotContext,
  { staffId, date }: Whose & { readonly date: LocalDate },
): Promise<Screen | null> {
  const known = await knownOf(ctx, staffId)
  if (known === null || !areSettable(date, date, known.answers.today))
    return await refuseHours(ctx, 'forbidden')
  const { own, answers } = known
  const dates = { from: date, to: date }
  return await beginDialog(ctx, specialHoursDialog, { ...answers, isSpecial: own.includes(date), dates })
}

/** About a date, or several in a row, that is typed. */
export async function askSpecialDates(ctx: BotContext, { staffId }: Whose): Promise<Screen | null> {
  const known = await knownOf(ctx, staffId)
  if (known === null) return await refuseHours(ctx, 'forbidden')
  return await beginDialog(ctx, specialDatesDialog, { ...known.answers, isSpecial: false })
}

async function knownOf({ services, actor }: BotContext, staffId: number | null) {
  const view = await viewSpecialDays(services.useCases, actor, { staffId })
  if (!view.ok || !view.changeable) return null
  const { staff, today, seen, days } = view.list
  const level = staff === null ? 'business' : 'specialist'
  const own = days.filter((day) => day.level === level).map(({ date }) => date)
  return { answers: { staffId, staffName: staff?.name ?? null, today, seen }, own }
}

const askDates: Step<Answers> = {
  name: 'dates',
  skippable: false,
  quickAnswers: () => [],
  ask: (answers, t) => `${title(answers, t)}\n${t.html('hours.ask_dates')}`,
  read: (typed, { today = '' as LocalDate }, t): Reading => {
    const read = parseTypedDates(typed, today)
    if (!read.ok) return { ok: false, problem: t.html(`hours.problem_${read.reason}`) }
    const { from, to } = read
    if (areSettable(from, to, today)) return { ok: true, value: { from, to } }
    return { ok: false, problem: t.html('hours.problem_not_settable', { most: mostSpecialDays }) }
  },
}

const askHours: Step<Answers> = {
  name: 'hours',
  skippable: false,
  ask: (answers, t) => {
    const { dates } = answers
    const days = dates ? t.html('hours.special_day', { day: wholeDays(dates, t) }) : ''
    return [
      ...(answers.staffName == null ? [] : [title(answers, t)]),
      days,
      '',
      t.html('hours.how_to_special'),
    ].join('\n')
  },
  quickAnswers: (t, { isSpecial = false }) => [
    { label: t.plain('hours.button.closed'), typed: 'closed' },
    ...usual.map((typed) => ({ label: typed.replace('-', '–'), typed })),
    ...(isSpecial ? [{ label: t.plain('hours.button.as_usual'), typed: asUsual }] : []),
  ],
  read: (typed, _answers, t): Reading => {
    if (typed === asUsual) return { ok: true, value: null }
    const read = parseTypedSpecialHours(typed)
    if (read.ok) return { ok: true, value: { windows: read.windows, reason: read.reason } }
    return read.reason === 'reason_too_long'
      ? { ok: false, problem: t.html('dialog.too_long', { max: ownWordsLimits.closedReason }) }
      : { ok: false, problem: t.html(`hours.problem_${read.reason}`) }
  },
}

const usual = ['10-15', '10-18', '12-20']
const asUsual = 'as_usual'

function title({ staffName = null }: Partial<Answers>, t: Texts): string {
  return staffName === null
    ? t.html('hours.special')
    : t.html('hours.special_of', { specialist: fit(staffName, 60) })
}

function wholeDays({ from, to }: Answers['dates'], t: Texts): string {
  return from === to ? t.capitalised(t.day(from)) : daysText({ from, to }, t)
}

const daysHome: Home<Answers> = {
  draft: 'special_days',
  show: async ({ services, actor, texts: t }, { staffId }) => {
    const view = await viewSpecialDays(services.useCases, actor, { staffId })
    return view.ok ? renderSpecialDays(view, null, t) : renderOutdated(actor, t)
  },
}

export const specialHoursDialog = dialogOf('special_hours', [askHours])
export const specialDatesDialog = dialogOf('special_dates', [askDates, askHours])

function dialogOf(name: string, steps: readonly Step<Answers>[]): Dialog {
  return defineDialog<Answers>({
    name,
    steps,
    isFor: ({ role }) => may(role, 'schedule'),
    begin: null,
    home: daysHome,
    finish,
  })
}

async function finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>> {
  const { staffId, dates, hours, seen } = answers
  const screen = await saveSpecialDays(ctx, { staffId, ...dates, hours, seen })
  return screen ? { outcome: 'home', answers, screen } : { outcome: 'forbidden' }
}
