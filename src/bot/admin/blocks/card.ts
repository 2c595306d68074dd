import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { endBreak, type EndBreakInput } from '../../../usecases/end-break.ts'
import { liftBlock, type LiftBlockInput } from '../../../usecases/lift-block.ts'
import type { BlockCard, BreakCard } from '../../../usecases/time-off-card.ts'
import { viewBlock } from '../../../usecases/view-block.ts'
import { viewBreak } from '../../../usecases/view-break.ts'
import type { BotContext } from '../../bot-context.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import type { WayBack } from '../../way-back.ts'
import { backAndHome, renderConfirmation } from '../navigation.ts'
import {
  askEndBreakButton,
  askLiftButton,
  blockCardButton,
  breakCardButton,
  endBreakButton,
  liftBlockButton,
  timeOffButton,
} from './buttons.ts'
import type { Made } from './plan-draft.ts'
import { blockReasonText, blockTime, breakTime } from './time-off-text.ts'

export async function openMade(
  ctx: BotContext,
  { kind, id }: Made,
  from: WayBack['from'] = null,
): Promise<Screen> {
  return kind === 'block'
    ? await openBlock(ctx, { blockId: id, from })
    : await openBreak(ctx, { ruleId: id, from })
}

export async function openBlock(
  ctx: BotContext,
  { blockId, from = null }: WayBack & { readonly blockId: number },
): Promise<Screen> {
  const view = await viewBlock(ctx.services.useCases, ctx.actor, { blockId })
  return view.ok ? renderBlock(view.card, ctx.texts, from) : renderGone(ctx.texts)
}

export async function openBreak(
  ctx: BotContext,
  { ruleId, from = null }: WayBack & { readonly ruleId: number },
): Promise<Screen> {
  const view = await viewBreak(ctx.services.useCases, ctx.actor, { ruleId })
  return view.ok ? renderBreak(view.card, ctx.texts, from) : renderGone(ctx.texts)
}

function renderGone(t: Texts): Screen {
  return { text: t.html('blocks.gone'), keyboard: [back(t)] }
}

function back(t: Texts, from: string | null = null): OutgoingButton[] {
  return backAndHome(from ?? timeOffButton.pack({ page: 0 }), t)
}

const headings = { ahead: 'blocks.block', over: 'blocks.block_over', lifted: 'blocks.block_lifted' } as const

export function renderBlock(card: BlockCard, t: Texts, from: string | null = null): Screen {
  const { block, zone, state, changeable } = card
  const { id: blockId, version, blockedBy, createdAt } = block
  const lift = button(t.plain('blocks.button.lift'), askLiftButton.pack({ blockId, version }))
  return {
    text: [
      t.html(headings[state]),
      ...blockLines(card, t),
      ...(blockedBy === null
        ? []
        : [t.html('blocks.made', { by: blockedBy, moment: t.shortMoment(createdAt, zone) })]),
    ].join('\n'),
    keyboard: [...(changeable && state === 'ahead' ? [[lift]] : []), back(t, from)],
  }
}

function blockLines({ block, zone }: BlockCard, t: Texts): string[] {
  return linesOf(blockTime(block.during, zone, t), block, t)
}

interface Scope {
  readonly staffId: number | null
  readonly staffName: string | null
  readonly reason: string | null
}

function linesOf(when: string, { staffId, staffName, reason }: Scope, t: Texts): string[] {
  const who = staffId === null ? t.plain('blocks.part.everybody') : (staffName ?? '')
  return [
    t.html('blocks.when', { when }),
    t.html('blocks.who', { who }),
    ...(reason === null ? [] : [t.html('blocks.reason', { reason: blockReasonText(reason, t) })]),
  ]
}

export async function askLift(ctx: BotContext, { blockId, version }: LiftBlockInput): Promise<Screen> {
  const { texts: t } = ctx
  const view = await viewBlock(ctx.services.useCases, ctx.actor, { blockId })
  if (!view.ok) return renderGone(t)
  const { card } = view
  const isAsShown = card.changeable && card.state === 'ahead' && card.block.version === version
  if (!isAsShown) return withNotice(t.html('blocks.changed'), renderBlock(card, t))
  return renderConfirmation(
    {
      question: [t.html('blocks.lift_question'), '', ...blockLines(card, t)].join('\n'),
      yes: {
        label: t.plain('blocks.button.lift_yes'),
        data: liftBlockButton.pack({ blockId, version }),
        style: 'success',
      },
      no: blockCardButton.pack({ blockId }),
    },
    t,
  )
}

export async function lift(ctx: BotContext, input: LiftBlockInput): Promise<Screen> {
  const { texts: t } = ctx
  const result = await liftBlock(ctx.services.useCases, ctx.actor, input)
  if (result.ok) return { ...renderBlock(result.card, t), toast: t.plain('blocks.toast.lifted') }
  if (result.reason === 'block_gone') return renderGone(t)
  return withNotice(t.html('blocks.changed'), renderBlock(result.card, t))
}

export function renderBreak(card: BreakCard, t: Texts, from: string | null = null): Screen {
  const { weekly, today, fingerprint: seen, changeable } = card
  const isOver = weekly.until !== null && weekly.until < today
  const end = askEndBreakButton.pack({ ruleId: weekly.ruleIds[0] ?? 0, seen })
  return {
    text: [t.html(isOver ? 'blocks.break_over' : 'blocks.break'), ...breakLines(card, t)].join('\n'),
    keyboard: [
      ...(changeable && !isOver ? [[button(t.plain('blocks.button.end'), end)]] : []),
      back(t, from),
    ],
  }
}

function breakLines({ weekly, today }: BreakCard, t: Texts): string[] {
  return linesOf(breakTime(weekly, today, t), weekly, t)
}

interface AskEnd {
  readonly ruleId: number
  readonly seen: number
}

export async function askEnd(ctx: BotContext, { ruleId, seen }: AskEnd): Promise<Screen> {
  const { texts: t } = ctx
  const view = await viewBreak(ctx.services.useCases, ctx.actor, { ruleId })
  if (!view.ok) return renderGone(t)
  const { card } = view
  if (!card.changeable || card.fingerprint !== seen) {
    return withNotice(t.html('blocks.changed'), renderBreak(card, t))
  }
  return renderEndQuestion(card, t)
}

/** From today or from tomorrow on; one that has not begun just goes. */
export function renderEndQuestion(card: BreakCard, t: Texts): Screen {
  const { weekly, today, fingerprint: seen } = card
  const ruleId = weekly.ruleIds[0] ?? 0
  const data = (last: EndBreakInput['last']) => endBreakButton.pack({ ruleId, seen, last })
  const begins = weekly.from !== null && weekly.from > today
  const endsToday = weekly.until !== null && weekly.until <= today
  return {
    text: [t.html('blocks.end_question'), '', ...breakLines(card, t)].join('\n'),
    keyboard: [
      ...(begins || endsToday
        ? [[button(t.plain('blocks.button.end_all'), data('yesterday'), 'danger')]]
        : [
            [button(t.plain('blocks.button.end_tomorrow'), data('today'))],
            [button(t.plain('blocks.button.end_today'), data('yesterday'), 'danger')],
          ]),
      [button(t.plain('panel.button.no'), breakCardButton.pack({ ruleId }))],
    ],
  }
}

export async function end(
  ctx: BotContext,
  { ruleId, seen, last }: AskEnd & Pick<EndBreakInput, 'last'>,
): Promise<Screen> {
  const { texts: t } = ctx
  const result = await endBreak(ctx.services.useCases, ctx.actor, { ruleId, fingerprint: seen, last })
  if (result.ok) {
    const screen = result.card ? renderBreak(result.card, t) : renderGone(t)
    return { ...screen, toast: t.plain('blocks.toast.ended') }
  }
  if (result.reason === 'break_gone') return renderGone(t)
  return withNotice(t.html('blocks.changed'), renderBreak(result.card, t))
}
