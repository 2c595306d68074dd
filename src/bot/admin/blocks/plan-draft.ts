import { parseLocalDate, parseLocalTime } from '../../../domain/local-time.ts'
import { ownWordsLimits, readOwnWords } from '../../../domain/own-words.ts'
import type { TimeOff } from '../../../domain/time-off.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Draft } from '../../drafts/draft-store.ts'

/** The name of the draft that lives while time that is to be closed is looked at. */
export const planDraft = 'block_plan'

/** What was made of the plan: a second tap leads there. */
export interface Made {
  readonly kind: TimeOff['kind']
  readonly id: number
}

/** `from`: the day of the schedule on which it was begun; null: it was begun from the list. */
export type KeptPlan = { readonly from: string | null } & (
  | { readonly state: 'planned'; readonly off: TimeOff; readonly draft: Draft }
  | { readonly state: 'made'; readonly made: Made }
  | { readonly state: 'lost' }
)

export async function loadPlan(ctx: BotContext): Promise<KeptPlan> {
  const draft = await ctx.services.drafts.load(ctx.actor)
  if (draft?.dialog !== planDraft) return { state: 'lost', from: null }
  const { made, plan, from: begun } = draft.answers
  const from = typeof begun === 'string' ? begun : null
  if (made) return { state: 'made', made: made as Made, from }
  const off = planIn(plan)
  return off ? { state: 'planned', off, draft, from } : { state: 'lost', from }
}

/** As JSON keeps it. */
export function keepPlan(off: TimeOff): Record<string, unknown> {
  if (off.kind === 'break') return { ...off }
  const { during, ...rest } = off
  return { ...rest, start: during.start.getTime(), end: during.end.getTime() }
}

/** A draft may have been written by another release, so it is read like something typed; null: it is no plan. */
export function planIn(value: unknown): TimeOff | null {
  if (typeof value !== 'object' || value === null) return null
  const kept = value as Record<string, unknown>
  const { kind, staffId, start, end } = kept
  if (staffId !== null && typeof staffId !== 'number') return null
  const scope = { staffId, reason: reasonIn(kept['reason']) }
  if (kind === 'break') return breakIn(kept, scope)
  if (kind !== 'block' || typeof start !== 'number' || typeof end !== 'number') return null
  return { kind, ...scope, during: { start: new Date(start), end: new Date(end) } }
}

function breakIn(kept: Record<string, unknown>, scope: Pick<TimeOff, 'staffId' | 'reason'>): TimeOff | null {
  const { weekdays, opens, closes, from, until } = kept
  const times = { opens: parseLocalTime(textIn(opens)), closes: parseLocalTime(textIn(closes)) }
  const first = parseLocalDate(textIn(from))
  const last = until === null ? null : parseLocalDate(textIn(until))
  if (!Array.isArray(weekdays) || !times.opens || !times.closes || !first) return null
  const days = weekdays.filter((day): day is number => typeof day === 'number')
  return {
    kind: 'break',
    ...scope,
    weekdays: days,
    opens: times.opens,
    closes: times.closes,
    from: first,
    until: last,
  }
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function reasonIn(value: unknown): string | null {
  const read = readOwnWords(textIn(value), ownWordsLimits.blockReason)
  return read.ok ? read.words : null
}
