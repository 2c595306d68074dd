import type { UseCaseContext } from '../context.ts'
import type { LocalDate } from '../domain/local-time.ts'
import { datesOf } from '../domain/special-days.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import { replaceSpecialHours } from '../storage/special-days.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { redeliveryWindow } from './audit.ts'
import { changeDaysAction, writeSpecialDays, type ChangeSpecialDaysResult } from './change-special-days.ts'
import { loadHolidays, type HolidayList, type ListedHoliday } from './holidays-of.ts'
import { isPermitted } from './permission.ts'
import { loadSpecialDays } from './special-days-of.ts'

export interface CloseHolidaysInput {
  /** Places in the list that was shown, from 0. */
  readonly chosen: readonly number[]
  /** The fingerprint of that list. */
  readonly seen: number
}

export type CloseHolidaysResult =
  | Extract<ChangeSpecialDaysResult, { ok: true }>
  | { readonly ok: false; readonly reason: 'forbidden' }
  /** Another list than was shown: somebody set one of the days, the country changed, or a day has passed. */
  | ({ readonly ok: false; readonly reason: 'changed_meanwhile' } & HolidayList)

/** Makes the chosen holidays days off of the business, with their names as the reason. Agreed visits stay. */
export async function closeHolidays(
  ctx: UseCaseContext,
  actor: Actor,
  { chosen, seen }: CloseHolidaysInput,
): Promise<CloseHolidaysResult> {
  if (!isPermitted(actor, 'schedule')) return { ok: false, reason: 'forbidden' }
  // The first list takes a second to make, for which nobody should be locked; from then on it is remembered.
  await loadHolidays(ctx, ctx.db, actor)

  return await ctx.db.transaction(async (tx): Promise<CloseHolidaysResult> => {
    await lockPerson(tx, actor.userId)
    await lockCalendar(tx, 'exclusive')
    const before = await loadSpecialDays(ctx, tx, null)
    if (!before) throw new Error('the business has no special days')
    const since = redeliveryWindow(ctx.clock.now())
    const repeated = await findEntryOfOrigin(tx, actor.origin, changeDaysAction, since)
    if (repeated) return { ok: true, list: before, leftOutside: Number(repeated.after?.['visits_outside']) }
    const list = await loadHolidays(ctx, tx, actor)
    if (list.seen !== seen) return { ok: false, reason: 'changed_meanwhile', ...list }
    const set = before.days.map(({ date }) => date)
    const closing = list.holidays
      .filter((_, index) => chosen.includes(index))
      .map((holiday) => ({ ...holiday, dates: datesOf(holiday).filter((date) => !set.includes(date)) }))
    const dates = closing.flatMap((holiday) => holiday.dates)
    return await writeSpecialDays(ctx, tx, actor, { before, dates, write: () => close(tx, closing) })
  })
}

type Closing = ListedHoliday & { readonly dates: readonly LocalDate[] }

async function close(tx: Transaction, holidays: readonly Closing[]): Promise<void> {
  for (const { name, dates } of holidays) {
    await replaceSpecialHours(tx, null, dates, { windows: [], reason: name })
  }
}
