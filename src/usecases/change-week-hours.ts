import type { UseCaseContext } from '../context.ts'
import { hoursWords } from '../domain/opening-hours.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import { replaceWeekHours, type WeekdayRows } from '../storage/hours.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { countLeftOutside } from './find-visits-outside.ts'
import { hoursBefore } from './hours-before.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { isPermitted } from './permission.ts'
import { loadWeek, type HoursWeek } from './week-of.ts'

export interface ChangeWeekHoursInput {
  /** Null: the business. */
  readonly staffId: number | null
  /** Other weekdays stay as they are. */
  readonly days: readonly WeekdayRows[]
  /** The fingerprint of the week as it was shown. */
  readonly seen: number
}

export type ChangeWeekHoursResult =
  | {
      readonly ok: true
      readonly week: HoursWeek
      /** Visits ahead that the change leaves outside the hours; they stay agreed. */
      readonly leftOutside: number
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }
  /** Somebody else was faster: the week is what they made of it. */
  | { readonly ok: false; readonly reason: 'changed_meanwhile'; readonly week: HoursWeek }

const action = 'hours.change_week'

/** Sets the usual hours of some weekdays, or takes them back. They count at once, also for those who wait; agreed visits stay. */
export async function changeWeekHours(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, days, seen }: ChangeWeekHoursInput,
): Promise<ChangeWeekHoursResult> {
  if (!isPermitted(actor, 'schedule')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx): Promise<ChangeWeekHoursResult> => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    await lockCalendar(tx, 'exclusive')
    const before = await loadWeek(ctx, tx, staffId)
    if (!before) return { ok: false, reason: 'staff_gone' }
    const repeated = await findEntryOfOrigin(tx, actor.origin, action, redeliveryWindow(now))
    if (repeated) return { ok: true, week: before, leftOutside: Number(repeated.after?.['visits_outside']) }
    if (before.seen !== seen) return { ok: false, reason: 'changed_meanwhile', week: before }

    const freed = await hoursBefore(ctx, tx, staffId, null)
    const leftOutside = await countLeftOutside(ctx, tx, staffId, () => replaceWeekHours(tx, staffId, days))
    const week = await loadWeek(ctx, tx, staffId)
    if (!week) throw new Error('whose hours were changed is gone')
    const weekdays = days.map(({ weekday }) => weekday)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action,
      entity: 'hours',
      entityId: staffId,
      before: { week: ownHours(before, weekdays) },
      after: { week: ownHours(week, weekdays), visits_outside: leftOutside },
    })
    await offerFreedTime(ctx, tx, [freed])
    return { ok: true, week, leftOutside }
  })
}

/** By weekday; null: none of its own. */
function ownHours({ staff, days }: HoursWeek, weekdays: readonly number[]): Record<number, string | null> {
  const own = staff === null ? 'business' : 'specialist'
  return Object.fromEntries(
    days
      .filter(({ weekday }) => weekdays.includes(weekday))
      .map((day) => [day.weekday, day.level === own ? hoursWords(day.windows) : null]),
  )
}
