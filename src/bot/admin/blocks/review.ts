import type { OutgoingButton } from '../../../context.ts'
import { mostCancelled } from '../../../domain/time-off.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listTimeOff } from '../../../usecases/list-time-off.ts'
import { takeTimeOff } from '../../../usecases/take-time-off.ts'
import { viewTimeOffPlan, type TimeOffPlanView } from '../../../usecases/view-time-off-plan.ts'
import type { BotContext } from '../../bot-context.ts'
import { pager } from '../../pager.ts'
import { button, fit, inRows, withNotice, type Screen } from '../../screen.ts'
import { titledParts } from '../../visit-text.ts'
import { staffCardButton } from '../bookings/buttons.ts'
import { backAndHome, renderOutdated } from '../navigation.ts'
import { scheduleDayButton } from '../schedule/buttons.ts'
import { openScheduleDay } from '../schedule/day.ts'
import {
  breakDatesButton,
  reviewButton,
  takeTimeOffButton,
  timeOffButton,
  timeOffReasonButton,
} from './buttons.ts'
import { openMade } from './card.ts'
import { loadPlan, planDraft, type KeptPlan } from './plan-draft.ts'
import { renderTimeOffList } from './render-list.ts'
import { blockReasonText, whenText } from './time-off-text.ts'

/** What is kept: the plan, what was made of it, or nothing but the list. */
export async function showKept(ctx: BotContext, page: number, notice?: string): Promise<Screen> {
  const kept = await loadPlan(ctx)
  if (kept.state === 'made') return await openMade(ctx, kept.made, kept.from)
  if (kept.state === 'lost') return withNotice(notice, await openBeginning(ctx, kept.from))
  const view = await viewTimeOffPlan(ctx.services.useCases, ctx.actor, { off: kept.off, page })
  if (view.ok) return withNotice(notice, renderReview(view, ctx.texts, kept.from))
  await ctx.services.drafts.clear(ctx.actor)
  return await refusePlan(ctx, view.reason)
}

/** The same for a button of a plan whose draft may be gone. */
export async function openReview(ctx: BotContext, { page }: { readonly page: number }): Promise<Screen> {
  const kept = await loadPlan(ctx)
  return await showKept(ctx, page, kept.state === 'lost' ? ctx.texts.html('blocks.lost') : undefined)
}

async function openBeginning(ctx: BotContext, from: string | null): Promise<Screen> {
  const day = from === null ? null : scheduleDayButton.parse(from)
  return (day && (await openScheduleDay(ctx, day))) ?? (await openList(ctx, 0))
}

export async function openList(ctx: BotContext, page: number): Promise<Screen> {
  const list = await listTimeOff(ctx.services.useCases, ctx.actor)
  if (!list.ok) return renderOutdated(ctx.actor, ctx.texts)
  const kept = await loadPlan(ctx)
  return renderTimeOffList(list, page, kept.state === 'planned', ctx.texts)
}

async function refusePlan(
  ctx: BotContext,
  reason: Extract<TimeOffPlanView, { ok: false }>['reason'],
): Promise<Screen> {
  if (reason === 'forbidden') return renderOutdated(ctx.actor, ctx.texts)
  return withNotice(ctx.texts.html(`blocks.${reason}`), await openList(ctx, 0))
}

type Review = Extract<TimeOffPlanView, { ok: true }>

export function renderReview(view: Review, t: Texts, from: string | null = null): Screen {
  const { plan, page, pages } = view
  const { off, zone, today, staffName } = plan
  const who = off.staffId === null ? t.plain('blocks.part.everybody') : staffName
  return {
    text: [
      [
        t.html(`blocks.review_${off.kind}`),
        t.html('blocks.when', { when: whenText(off, zone, today, t) }),
        ...(who === null ? [] : [t.html('blocks.who', { who })]),
        ...(off.reason === null ? [] : [t.html('blocks.reason', { reason: blockReasonText(off.reason, t) })]),
      ].join('\n'),
      ...visitsText(view, t),
    ].join('\n\n'),
    keyboard: [
      ...visitButtons(view, t),
      pager(page, pages, (other) => reviewButton.pack({ page: other }), t),
      ...takeButtons(plan, t),
      [
        button(t.plain('blocks.button.reason'), timeOffReasonButton.pack({})),
        ...(off.kind === 'break' ? [button(t.plain('blocks.button.dates'), breakDatesButton.pack({}))] : []),
      ],
      backAndHome(from ?? timeOffButton.pack({ page: 0 }), t),
    ].filter((row) => row.length > 0),
  }
}

/** One way where nobody is within; else visits are kept or cancelled. */
function takeButtons(
  { off, visits, cancellable, fingerprint: seen }: Review['plan'],
  t: Texts,
): OutgoingButton[][] {
  const keep = takeTimeOffButton.pack({ seen, visits: 'keep' })
  if (visits.length === 0) {
    const label = t.plain(off.kind === 'block' ? 'blocks.button.take' : 'blocks.button.add')
    return [[button(label, keep, 'success')]]
  }
  const cancel = t.plain('blocks.button.cancel_visits', { count: cancellable.length })
  return [
    [button(t.plain('blocks.button.keep', { count: visits.length }), keep, 'success')],
    ...(cancellable.length === 0 || cancellable.length > mostCancelled
      ? []
      : [[button(cancel, takeTimeOffButton.pack({ seen, visits: 'cancel' }), 'danger')]]),
  ]
}

function visitsText({ plan, shown }: Review, t: Texts): string[] {
  const { visits, cancellable, offers, zone } = plan
  const lines = shown.map(({ visit, clientName }) =>
    t.html('blocks.visit', {
      moment: t.shortMoment(visit.startsAt, zone),
      client: fit(nameOf(visit.guestName, clientName, t), 40),
      services: fit(titledParts(visit.parts), 60),
    }),
  )
  const shared = visits.length - cancellable.length
  return [
    visits.length === 0
      ? t.html('blocks.no_visits')
      : [t.html('blocks.visits', { count: visits.length }), ...lines].join('\n'),
    ...(cancellable.length === 0
      ? []
      : [t.html(cancellable.length > mostCancelled ? 'blocks.too_many' : 'blocks.will_be_told')]),
    ...(shared === 0 ? [] : [t.html('blocks.shared', { count: shared })]),
    ...(offers.length === 0 ? [] : [t.html('blocks.offered')]),
  ]
}

function nameOf(guestName: string | null, clientName: string, t: Texts): string {
  return guestName ?? (clientName === '' ? t.plain('schedule.part.no_name') : clientName)
}

function visitButtons({ shown, plan, page }: Review, t: Texts): OutgoingButton[][] {
  const buttons = shown.map(({ visit, clientName }) => {
    const time = t.time(visit.startsAt, plan.zone)
    const client = nameOf(visit.guestName, clientName, t)
    return button(
      t.plain('blocks.button.visit', { time, client }),
      staffCardButton.pack({ bookingId: visit.bookingId, from: reviewButton.pack({ page }) }),
    )
  })
  return inRows(buttons, 2)
}

/** Exactly what the button showed; else how it is now. */
export async function take(
  ctx: BotContext,
  { seen, visits }: { readonly seen: number; readonly visits: 'keep' | 'cancel' },
): Promise<Screen> {
  const { texts: t } = ctx
  const kept = await loadPlan(ctx)
  if (kept.state !== 'planned') return await openReview(ctx, { page: 0 })
  const { off } = kept
  const result = await takeTimeOff(ctx.services.useCases, ctx.actor, { off, visits, fingerprint: seen })
  if (result.ok) {
    const made = { kind: off.kind, id: result.id }
    await noteMade(ctx, kept, made)
    const { cancelled: count } = result
    const notice = count === 0 ? undefined : t.html('blocks.cancelled', { count })
    return {
      ...withNotice(notice, await openMade(ctx, made, kept.from)),
      toast: t.plain(`blocks.toast.${off.kind}`),
    }
  }
  switch (result.reason) {
    case 'changed_meanwhile':
      return await showKept(ctx, 0, t.html('blocks.visits_changed'))
    case 'too_many':
      return await showKept(ctx, 0, t.html('blocks.too_many'))
    case 'forbidden':
    case 'staff_gone':
    case 'past':
    case 'too_long':
    case 'never':
      return await refusePlan(ctx, result.reason)
  }
}

/** So that a second tap leads to what the first has made. */
async function noteMade(
  ctx: BotContext,
  { draft, from }: Extract<KeptPlan, { state: 'planned' }>,
  made: { readonly kind: string; readonly id: number },
): Promise<void> {
  const next = { dialog: planDraft, step: 'shown', answers: { made, from }, version: ctx.updateId }
  await ctx.services.drafts.save(ctx.actor, next, draft)
}
