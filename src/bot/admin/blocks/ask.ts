import { blockReasons } from '../../../domain/block-reason.ts'
import type { LocalDate, LocalTime } from '../../../domain/local-time.ts'
import { ownWordsLimits } from '../../../domain/own-words.ts'
import { refuseTimeOff, timeOfPeriod, type TimeOff } from '../../../domain/time-off.ts'
import { parseTypedDates } from '../../../domain/typed-date.ts'
import { parseTypedPeriod } from '../../../domain/typed-period.ts'
import { parseTypedHours } from '../../../domain/typed-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listTimeOff } from '../../../usecases/list-time-off.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Finish, type Home, type Reading } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import type { WayBack } from '../../way-back.ts'
import { keepPlan, planDraft, planIn } from './plan-draft.ts'
import { showKept } from './review.ts'
import { weekdaysText } from './time-off-text.ts'
import { renderWeekdays, weekdaysOf, type ChosenDays } from './weekdays.ts'

/** Every question leads to the plan as it is by then, and so does the way back from it. */
const home: Home<object> = { draft: planDraft, show: async (ctx) => await showKept(ctx, 0) }

interface WhenAnswers extends WayBack {
  readonly staffId: number | null
  /** In words. */
  readonly who: string
  readonly today: LocalDate
  /** The later day that was looked at, whose hours are typed without a date; null or absent: today. */
  readonly day?: LocalDate | null
  /** As typed: what *today* means is asked again when it is used. */
  readonly when: string
}

export const whenDialog = defineDialog<WhenAnswers>({
  name: 'block_when',
  steps: [
    {
      name: 'when',
      skippable: false,
      quickColumns: 2,
      quickAnswers: (t, { day = null }) => [
        ...(day === null
          ? [
              { label: t.plain('blocks.button.hour'), typed: '1h' },
              { label: t.plain('blocks.button.two_hours'), typed: '2h' },
              { label: t.plain('blocks.button.today'), typed: 'today' },
              { label: t.plain('blocks.button.tomorrow'), typed: 'tomorrow' },
            ]
          : [{ label: t.plain('blocks.button.whole_day', { day: t.date(day) }), typed: day }]),
        { label: t.plain('blocks.button.weekly'), typed: 'weekly' },
      ],
      ask: ({ who = '', day = null }, t) =>
        day === null
          ? t.html('blocks.ask_when', { who })
          : t.html('blocks.ask_when_on', { who, day: t.capitalised(t.day(day)) }),
      read: readWhen,
    },
  ],
  isFor: () => true,
  begin: null,
  home,
  finish: async (ctx, { staffId, when, day, from }) => {
    if (when === 'weekly') return weekly({ staffId, days: 0, date: day, from }, ctx.texts)
    const list = await listTimeOff(ctx.services.useCases, ctx.actor)
    if (!list.ok) return { outcome: 'forbidden' }
    const period = parseTypedPeriod(when, list.today, day ?? list.today)
    if (!period) return { outcome: 'ask_again', step: 'when', problem: notClear(day, ctx.texts) }
    const during = timeOfPeriod(period, list.zone, list.now)
    return await planned(ctx, { kind: 'block', staffId, reason: null, during }, 'when', from)
  },
})

function readWhen(typed: string, { today, day }: Partial<WhenAnswers>, t: Texts): Reading {
  const isKnown =
    typed === 'weekly' || (today !== undefined && parseTypedPeriod(typed, today, day ?? today) !== null)
  return isKnown ? { ok: true, value: typed } : { ok: false, problem: notClear(day, t) }
}

function notClear(day: LocalDate | null | undefined, t: Texts): string {
  return t.html(day == null ? 'blocks.when_invalid' : 'blocks.when_invalid_on')
}

function weekly(chosen: ChosenDays, t: Texts): Finish<WhenAnswers> {
  return { outcome: 'home', answers: { from: chosen.from } as WhenAnswers, screen: renderWeekdays(chosen, t) }
}

interface HoursAnswers extends ChosenDays {
  readonly hours: { readonly opens: LocalTime; readonly closes: LocalTime }
}

export const hoursDialog = defineDialog<HoursAnswers>({
  name: 'break_hours',
  steps: [
    {
      name: 'hours',
      skippable: false,
      quickAnswers: () =>
        ['12-13', '13-14', '14-15'].map((typed) => ({ label: typed.replace('-', ':00–') + ':00', typed })),
      ask: ({ days = 0 }, t) => t.html('blocks.ask_hours', { days: weekdaysText(weekdaysOf(days), t) }),
      read: (typed, _answers, t) => {
        const hours = parseTypedHours(typed)
        const [window, ...others] = hours.ok ? hours.windows : []
        return window && others.length === 0
          ? { ok: true, value: window }
          : { ok: false, problem: t.html('blocks.hours_invalid') }
      },
    },
  ],
  isFor: () => true,
  begin: null,
  home,
  finish: async (ctx, { staffId, days, hours, from }) => {
    const list = await listTimeOff(ctx.services.useCases, ctx.actor)
    if (!list.ok) return { outcome: 'forbidden' }
    const weekdays = weekdaysOf(days)
    const off = { staffId, reason: null, weekdays, ...hours, from: list.today, until: null }
    return await planned(ctx, { kind: 'break', ...off }, 'hours', from)
  },
})

interface PlanAnswers extends WayBack {
  readonly plan: Record<string, unknown>
}

interface DatesAnswers extends PlanAnswers {
  readonly today: LocalDate
  readonly dates: { readonly from: LocalDate; readonly until: LocalDate | null } | null
}

export const datesDialog = defineDialog<DatesAnswers>({
  name: 'break_dates',
  steps: [
    {
      name: 'dates',
      skippable: true,
      skipLabel: (t) => t.plain('blocks.button.without_end'),
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('blocks.ask_dates'),
      read: (typed, { today }, t) => {
        const dates = today ? parseTypedDates(typed.replace(/^\s*(с|со|from)\s+/i, ''), today) : null
        if (!dates?.ok) return { ok: false, problem: t.html('blocks.dates_invalid') }
        const { from, to } = dates
        return { ok: true, value: { from, until: from === to ? null : to } }
      },
    },
  ],
  isFor: () => true,
  begin: null,
  home,
  finish: async (ctx, { plan, dates, today, from }) => {
    const off = planIn(plan)
    if (off?.kind !== 'break') return { outcome: 'forbidden' }
    return await planned(ctx, { ...off, ...(dates ?? { from: today, until: null }) }, 'dates', from)
  },
})

interface ReasonAnswers extends PlanAnswers {
  readonly reason: string | null
}

export const reasonDialog = defineDialog<ReasonAnswers>({
  name: 'block_reason',
  steps: [
    {
      name: 'reason',
      skippable: true,
      skipLabel: (t) => t.plain('blocks.button.no_reason'),
      quickAnswers: (t) =>
        blockReasons.map((reason) => ({ label: t.plain(`blocks.button.${reason}`), typed: reason })),
      ask: (_answers, t) => t.html('blocks.ask_reason'),
      read: (typed, _answers, t) => readWords(typed, ownWordsLimits.blockReason, t),
    },
  ],
  isFor: () => true,
  begin: null,
  home,
  finish: async (ctx, { plan, reason, from }) => {
    const off = planIn(plan)
    return off ? await planned(ctx, { ...off, reason }, 'reason', from) : { outcome: 'forbidden' }
  },
})

export const timeOffDialogs: readonly Dialog[] = [whenDialog, hoursDialog, datesDialog, reasonDialog]

/** Home with the plan, unless nothing could come of it: then the question is asked again. */
async function planned<Answers extends object>(
  ctx: BotContext,
  off: TimeOff,
  step: keyof Answers & string,
  from: WayBack['from'],
): Promise<Finish<Answers>> {
  const list = await listTimeOff(ctx.services.useCases, ctx.actor)
  if (!list.ok) return { outcome: 'forbidden' }
  const refusal = refuseTimeOff(off, list.zone, list.now)
  if (refusal) return { outcome: 'ask_again', step, problem: ctx.texts.html(`blocks.${refusal}`) }
  return { outcome: 'home', answers: { plan: keepPlan(off), from } as unknown as Answers }
}
