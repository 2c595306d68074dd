import { may } from '../../../domain/roles.ts'
import type { WeekdayHours } from '../../../domain/opening-hours.ts'
import { parseTypedWeek, type TypedWeek } from '../../../domain/typed-week.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { changeWeekHours, type ChangeWeekHoursInput } from '../../../usecases/change-week-hours.ts'
import { viewHours } from '../../../usecases/view-hours.ts'
import type { HoursWeek } from '../../../usecases/week-of.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Finish, type Home, type Reading, type Step } from '../../dialogs/dialog.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { weekdaysText, windowsText } from '../../hours-text.ts'
import { fit, type Screen } from '../../screen.ts'
import { renderOutdated } from '../navigation.ts'
import { refuseHours, type Whose } from './open-week.ts'
import { renderChangedWeek, renderSavedWeek, renderWeek } from './render-week.ts'

interface Answers extends Whose {
  readonly staffName: string | null
  /** Those that an answer without weekdays is about. */
  readonly weekdays: readonly number[]
  /** Of the week when it was shown. */
  readonly seen: number
  /** Whose hours count when these have none of their own; null: they have none. */
  readonly above: 'business' | 'settings' | null
  /** What counts now; null: not the same on all of these days. */
  readonly now: WeekdayHours['windows'] | null
  readonly days: ChangeWeekHoursInput['days']
}

type EditedDays = Whose & { readonly days: readonly number[] }

export async function askForHours(ctx: BotContext, { staffId, days }: EditedDays): Promise<Screen | null> {
  const view = await viewHours(ctx.services.useCases, ctx.actor, { staffId })
  if (!view.ok) return await refuseHours(ctx, view.reason)
  if (!view.changeable || days.length === 0) return await refuseHours(ctx, 'forbidden')
  const { week } = view
  return await beginDialog(ctx, askHours, {
    staffId,
    staffName: week.staff?.name ?? null,
    weekdays: days,
    seen: week.seen,
    above: aboveOf(week, days),
    now: windowsOf(week, days),
  })
}

const question: Step<Answers> = {
  name: 'days',
  skippable: false,
  ask: ({ staffName = null, weekdays = [], now = null }, t) => {
    const days = weekdaysText(weekdays, t)
    return [
      staffName === null
        ? t.html('hours.ask', { days })
        : t.html('hours.ask_of_specialist', { specialist: fit(staffName, 60), days }),
      ...(now === null ? [] : [t.html('hours.now', { hours: windowsText(now, t) })]),
      '',
      t.html('hours.how_to'),
    ].join('\n')
  },
  quickAnswers: (t, { above = null }) => [
    ...usual.map((typed) => ({ label: typed.replace('-', '–'), typed })),
    { label: t.plain('hours.button.closed'), typed: 'closed' },
    ...(above === null ? [] : [{ label: t.plain(`hours.button.as_${above}`), typed: asAbove }]),
  ],
  read: (typed, { weekdays = [] }, t): Reading => {
    if (typed === asAbove) {
      return { ok: true, value: weekdays.map((weekday) => ({ weekday, windows: null })) }
    }
    const read = parseTypedWeek(typed, weekdays)
    return read.ok ? { ok: true, value: read.days } : { ok: false, problem: hoursProblem(read, t) }
  },
}

const usual = ['9-18', '10-19', '10-20', '9-21']
const asAbove = 'as_above'

function hoursProblem({ reason }: Extract<TypedWeek, { ok: false }>, t: Texts): string {
  return t.html(`hours.problem_${reason}`)
}

const weekHome: Home<Answers> = {
  draft: 'hours_week',
  show: async ({ services, actor, texts: t }, { staffId }) => {
    const view = await viewHours(services.useCases, actor, { staffId })
    return view.ok ? renderWeek(view, t) : renderOutdated(actor, t)
  },
}

/** One question for one or several weekdays; whatever comes of it, it leads back to the week. */
export const askHours = defineDialog<Answers>({
  name: 'hours',
  steps: [question],
  isFor: ({ role }) => may(role, 'schedule'),
  begin: null,
  home: weekHome,
  finish,
})

async function finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>> {
  const { staffId, days, seen } = answers
  const screen = await saveWeek(ctx, { staffId, days, seen })
  return screen ? { outcome: 'home', answers, screen } : { outcome: 'forbidden' }
}

/** Null: the actor may not, or there is nobody of that id. */
export async function saveWeek(
  { services, actor, texts: t }: BotContext,
  input: ChangeWeekHoursInput,
): Promise<Screen | null> {
  const result = await changeWeekHours(services.useCases, actor, input)
  if (result.ok) return renderSavedWeek(result.week, result.leftOutside, t)
  return result.reason === 'changed_meanwhile' ? renderChangedWeek(result.week, t) : null
}

function aboveOf({ staff, days }: HoursWeek, asked: readonly number[]): Answers['above'] {
  const own = staff === null ? 'business' : 'specialist'
  const hasOwn = days.some(({ weekday, level }) => asked.includes(weekday) && level === own)
  if (!hasOwn) return null
  return staff === null ? 'settings' : 'business'
}

function windowsOf({ days }: HoursWeek, asked: readonly number[]): Answers['now'] {
  const [first, ...others] = days.filter(({ weekday }) => asked.includes(weekday))
  const isSame = others.every(({ windows }) => JSON.stringify(windows) === JSON.stringify(first?.windows))
  return first && isSame ? first.windows : null
}
