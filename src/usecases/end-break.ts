import type { UseCaseContext } from '../context.ts'
import { addDays, type LocalDate } from '../domain/local-time.ts'
import { bookingPolicy } from '../domain/settings.ts'
import { timesOf } from '../domain/time-off.ts'
import type { FreedTime } from '../domain/freed-time.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import { endBreak as writeEnd, type StoredBreak } from '../storage/time-off.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { findBreakCard, type BreakCard } from './time-off-card.ts'

export interface EndBreakInput {
  readonly ruleId: number
  /** Of the break as it was shown. */
  readonly fingerprint: number
  /** `today`: it takes place today for the last time; `yesterday`: not even today. */
  readonly last: 'today' | 'yesterday'
}

export type EndBreakResult =
  /** Null: nothing is left of it to look at. */
  | { readonly ok: true; readonly card: BreakCard | null }
  | { readonly ok: false; readonly reason: 'break_gone' }
  /** Somebody else was faster: the card shows what they made of it. */
  | { readonly ok: false; readonly reason: 'changed_meanwhile'; readonly card: BreakCard }

/** Ends a weekly break; what it took of the days to come can be booked, and is offered to those who wait. */
export async function endBreak(
  ctx: UseCaseContext,
  actor: Actor,
  { ruleId, fingerprint, last: lastDay }: EndBreakInput,
): Promise<EndBreakResult> {
  return await ctx.db.transaction(async (tx): Promise<EndBreakResult> => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'break.end', redeliveryWindow(now))
    // Alone, so that of two who end it the second sees what the first has done.
    await lockCalendar(tx, 'exclusive')
    const card = await findBreakCard(ctx, tx, actor, ruleId)
    if (repeated) return { ok: true, card: card ?? null }
    if (!card?.changeable) return { ok: false, reason: 'break_gone' }
    const { weekly, today } = card
    const last = lastDay === 'today' ? today : addDays(today, -1)
    const isOver = weekly.until !== null && weekly.until <= last
    if (card.fingerprint !== fingerprint || isOver) return { ok: false, reason: 'changed_meanwhile', card }

    await writeEnd(tx, weekly.ruleIds, last)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'break.end',
      entity: 'break',
      entityId: ruleId,
      before: entryOf(weekly),
      after: { valid_to: last },
    })
    const policy = bookingPolicy(await loadSettings(ctx, tx))
    const horizon = addDays(today, policy.horizonDays)
    await offerFreedTime(ctx, tx, freedFrom(weekly, addDays(last, 1), horizon, policy.zone))
    return { ok: true, card: (await findBreakCard(ctx, tx, actor, ruleId)) ?? null }
  })
}

function entryOf({ staffId, weekdays, opens, closes, from, until }: StoredBreak): Record<string, unknown> {
  return { staff_id: staffId, weekdays, opens, closes, valid_from: from, valid_to: until }
}

function freedFrom(weekly: StoredBreak, first: LocalDate, horizon: LocalDate, zone: string): FreedTime[] {
  const from = weekly.from !== null && weekly.from > first ? weekly.from : first
  const times = timesOf({ kind: 'break', ...weekly, from }, zone, horizon)
  return times.map((during) => ({ block: { staffId: weekly.staffId, during } }))
}
