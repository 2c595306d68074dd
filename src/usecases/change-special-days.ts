import type { UseCaseContext } from '../context.ts'
import type { LocalDate } from '../domain/local-time.ts'
import { hoursWords } from '../domain/opening-hours.ts'
import { areSettable, datesOf, type SpecialDay, type SpecialHours } from '../domain/special-days.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import { replaceSpecialHours } from '../storage/special-days.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { countLeftOutside } from './find-visits-outside.ts'
import { hoursBefore } from './hours-before.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { isPermitted } from './permission.ts'
import { loadSpecialDays, type SpecialDaysList } from './special-days-of.ts'

export interface ChangeSpecialDaysInput {
  /** Null: the business. */
  readonly staffId: number | null
  /** Both included. */
  readonly from: LocalDate
  readonly to: LocalDate
  /** Null: as usual again. */
  readonly hours: SpecialHours | null
  /** The fingerprint of the special days as they were shown. */
  readonly seen: number
}

export type ChangeSpecialDaysResult =
  | {
      readonly ok: true
      readonly list: SpecialDaysList
      /** Visits ahead that the change leaves outside the hours; they stay agreed. */
      readonly leftOutside: number
    }
  /** `not_settable`: over, too many at once, or too far ahead. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' | 'not_settable' }
  /** Somebody else was faster: the list is what they made of it. */
  | { readonly ok: false; readonly reason: 'changed_meanwhile'; readonly list: SpecialDaysList }

export const changeDaysAction = 'hours.change_days'

/** Sets hours or a day off for dates, or takes them back. They count at once, also for those who wait; agreed visits stay. */
export async function changeSpecialDays(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, from, to, hours, seen }: ChangeSpecialDaysInput,
): Promise<ChangeSpecialDaysResult> {
  if (!isPermitted(actor, 'schedule')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx): Promise<ChangeSpecialDaysResult> => {
    await lockPerson(tx, actor.userId)
    await lockCalendar(tx, 'exclusive')
    const before = await loadSpecialDays(ctx, tx, staffId)
    if (!before) return { ok: false, reason: 'staff_gone' }
    const since = redeliveryWindow(ctx.clock.now())
    const repeated = await findEntryOfOrigin(tx, actor.origin, changeDaysAction, since)
    if (repeated) return { ok: true, list: before, leftOutside: Number(repeated.after?.['visits_outside']) }
    if (!areSettable(from, to, before.today)) return { ok: false, reason: 'not_settable' }
    if (before.seen !== seen) return { ok: false, reason: 'changed_meanwhile', list: before }
    const dates = datesOf({ from, to })
    const write = () => replaceSpecialHours(tx, staffId, dates, hours)
    return await writeSpecialDays(ctx, tx, actor, { before, dates, write })
  })
}

interface Writing {
  readonly before: SpecialDaysList
  readonly dates: readonly LocalDate[]
  readonly write: () => Promise<void>
}

/** Under the lock of the hours: the change, what it leaves outside, its entry in the audit log, and what it opens. Dates in order. */
export async function writeSpecialDays(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { before, dates, write }: Writing,
): Promise<Extract<ChangeSpecialDaysResult, { ok: true }>> {
  const staffId = before.staff?.id ?? null
  const [from, to] = [dates[0], dates.at(-1)]
  const freed = from && to ? [await hoursBefore(ctx, tx, staffId, { from, to })] : []
  const leftOutside = await countLeftOutside(ctx, tx, staffId, write)
  const list = await loadSpecialDays(ctx, tx, staffId)
  if (!list) throw new Error('whose hours were changed is gone')
  await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
    action: changeDaysAction,
    entity: 'hours',
    entityId: staffId,
    before: { days: ownHours(before, dates) },
    after: { days: ownHours(list, dates), visits_outside: leftOutside },
  })
  await offerFreedTime(ctx, tx, freed)
  return { ok: true, list, leftOutside }
}

/** By date; null: none of its own. What the reason says may be about somebody, so only that there is one is told. */
function ownHours(
  { staff, days }: SpecialDaysList,
  dates: readonly LocalDate[],
): Record<string, string | null> {
  const own = staff === null ? 'business' : 'specialist'
  const find = (date: LocalDate) => days.find((day) => day.date === date && day.level === own)
  return Object.fromEntries(dates.map((date) => [date, wordsOf(find(date))]))
}

function wordsOf(day: SpecialDay | undefined): string | null {
  if (!day) return null
  const hours = hoursWords(day.windows)
  return day.reason === null ? hours : `${hours}, with a reason`
}
