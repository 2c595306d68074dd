import type { UseCaseContext } from '../context.ts'
import type { Interval } from '../domain/interval.ts'
import { localDateOf, type LocalDate } from '../domain/local-time.ts'
import {
  layOutSchedule,
  schedulePeriod,
  type BookedTime,
  type ScheduledVisit,
  type ScheduleStaff,
  type StaffDay,
} from '../domain/schedule.ts'
import { bookingPolicy } from '../domain/settings.ts'
import { joinStretches, joinTimes, joinVisits } from '../domain/stretches.ts'
import { listScheduleRules } from '../storage/agenda.ts'
import type { Connection } from '../storage/database.ts'
import { listBlocks, listBookedTimes, listScheduledParts, listScheduleStaff } from '../storage/schedule.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { reachOf } from './permission.ts'

export interface ScheduleScope {
  /** Null: everybody whom the actor may see. */
  readonly staffId: number | null
}

export type LoadedSchedule<Visit extends BookedTime> =
  | {
      readonly ok: true
      readonly zone: string
      readonly businessName: string
      readonly today: LocalDate
      readonly now: Date
      /** Whom the actor may choose from. */
      readonly choices: readonly ScheduleStaff[]
      /** The one who is shown alone, though there are others to choose. */
      readonly chosen: ScheduleStaff | null
      readonly days: readonly StaffDay<Visit>[]
    }
  | { readonly ok: false; readonly reason: ScheduleRefusal }

/** `staff_gone`: nobody of that id has a schedule, or the actor may not see it. */
export type ScheduleRefusal = 'forbidden' | 'staff_gone'

/** How visits are read, and how the parts of one are joined. */
interface Visits<Visit> {
  readonly list: (db: Connection, staffIds: readonly number[], period: Interval) => Promise<Visit[]>
  readonly join: (one: Visit, next: Visit) => Visit
}

export const namedVisits: Visits<ScheduledVisit> = { list: listScheduledParts, join: joinVisits }
export const bookedTimes: Visits<BookedTime> = { list: listBookedTimes, join: joinTimes }

/** The days of a schedule, five statements whatever the number of days and staff; `dates` are chosen from today. */
export async function loadSchedule<Visit extends BookedTime>(
  ctx: UseCaseContext,
  actor: Pick<Actor, 'role' | 'staffId'>,
  { staffId }: ScheduleScope,
  datesFrom: (today: LocalDate) => readonly [LocalDate, LocalDate],
  { list, join }: Visits<Visit>,
): Promise<LoadedSchedule<Visit>> {
  const reach = reachOf(actor, 'schedule_read')
  if (!reach) return { ok: false, reason: 'forbidden' }
  const settings = await loadSettings(ctx)
  const policy = bookingPolicy(settings)
  const now = ctx.clock.now()
  const today = localDateOf(policy.zone, now)
  const [first, last] = datesFrom(today)
  const period = schedulePeriod(policy.zone, first, last)

  const choices = (await listScheduleStaff(ctx.db, period)).filter(
    ({ id }) => reach === 'everybody' || id === reach.staffId,
  )
  const staff = choices.filter(({ id }) => staffId === null || id === staffId)
  if (staff.length === 0 && staffId !== null) return { ok: false, reason: 'staff_gone' }
  const ids = staff.map(({ id }) => id)
  const [from, to] = [localDateOf(policy.zone, period.start), localDateOf(policy.zone, period.end)]
  const rules = await listScheduleRules(ctx.db, ids, from, to)
  const blocks = await listBlocks(ctx.db, ids, period)
  const visits = joinStretches(await list(ctx.db, ids, period), join)
  return {
    ok: true,
    zone: policy.zone,
    businessName: settings.businessName,
    today,
    now,
    choices,
    chosen: choices.length > 1 && staffId !== null ? (staff[0] ?? null) : null,
    days: layOutSchedule({ policy, staff, rules, blocks, visits }, first, last),
  }
}
