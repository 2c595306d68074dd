import { Composer } from 'telegraf'
import { addDays, instantOf, type LocalDate, type LocalTime } from '../../../domain/local-time.ts'
import { may } from '../../../domain/roles.ts'
import { parseTypedDate } from '../../../domain/typed-date.ts'
import { parseTypedTime } from '../../../domain/typed-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewToday } from '../../../usecases/view-today.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Target } from '../../client/booking/buttons.ts'
import { openMonth } from '../../client/booking/choose-day.ts'
import { trySummary } from '../../client/booking/summary.ts'
import { defineDialog, type Dialog, type Reading, type Step } from '../../dialogs/dialog.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import { typeTimeButton } from './buttons.ts'

/** Any moment at all, for whoever knows better than the hours; the summary shows it back. */
export function typeTimeScreens(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(typeTimeButton, ask))
  return composer
}

interface Answers extends Target {
  readonly zone: string
  readonly today: LocalDate
  readonly day: LocalDate
  readonly time: LocalTime
}

async function ask(
  ctx: BotContext,
  { date, ...target }: Target & { readonly date: LocalDate | null },
): Promise<Screen | null> {
  const { zone, today } = await viewToday(ctx.services.useCases, ctx.actor)
  const known = { ...target, zone, today }
  return date === null
    ? await beginDialog(ctx, typeMomentDialog, known)
    : await beginDialog(ctx, typeTimeDialog, { ...known, day: date })
}

const dayStep: Step<Answers> = {
  name: 'day',
  skippable: false,
  quickAnswers: (t, { today }) =>
    today === undefined
      ? []
      : [
          { label: t.plain('desk.button.today'), typed: today },
          { label: t.plain('desk.button.tomorrow'), typed: addDays(today, 1) },
        ],
  ask: (_answers, t) => t.html('desk.ask_day'),
  read: readDay,
}

const timeStep: Step<Answers> = {
  name: 'time',
  skippable: false,
  quickAnswers: () => [],
  ask: ({ day }, t) => (day === undefined ? '' : t.html('desk.ask_time', { day: t.capitalised(t.day(day)) })),
  read: (typed, _answers, t) => {
    const value = parseTypedTime(typed)
    return value === null ? { ok: false, problem: t.html('desk.not_a_time') } : { ok: true, value }
  },
}

function readDay(typed: string, { today }: Partial<Answers>, t: Texts): Reading {
  if (today === undefined) return { ok: false, problem: t.html('desk.not_a_day') }
  const read = parseTypedDate(typed, today)
  if (!read.ok) return { ok: false, problem: t.html('desk.not_a_day') }
  return read.date < today ? { ok: false, problem: t.html('desk.day_over') } : { ok: true, value: read.date }
}

export const typeMomentDialog = typing('type_moment', [dayStep, timeStep])
export const typeTimeDialog = typing('type_time', [timeStep])

function typing(name: string, steps: readonly Step<Answers>[]): Dialog {
  return defineDialog<Answers>({
    name,
    steps,
    isFor: ({ role }) => may(role, 'bookings', 'own'),
    begin: null,
    finish: async (ctx, { zone, day, time, ...answers }) => {
      const place = { ...targetIn(answers), date: day, page: 0 }
      const startsAt = instantOf(zone, day, time, 'opening')
      const { screen, timeRefused } = await trySummary(ctx, { ...place, startsAt })
      if (!timeRefused) return { outcome: 'done', screen }
      const text = `${screen.text}\n\n${ctx.texts.html('desk.or_type')}`
      return { outcome: 'ask_again', step: 'time', screen: { ...screen, text } }
    },
    whenLeft: async (ctx, answers) => await openMonth(ctx, { ...targetIn(answers), month: null }),
  })
}

/** As the button carried it that opened the dialog. */
function targetIn(answers: Partial<Answers>): Target {
  const { serviceIds = [], staffId = null, movingBookingId = null, clientId = null, from = null } = answers
  return { serviceIds, staffId, movingBookingId, clientId, from }
}
