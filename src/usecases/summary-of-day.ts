import type { UseCaseContext } from '../context.ts'
import { parseLocalDate, type LocalDate } from '../domain/local-time.ts'
import type { Task } from '../domain/task.ts'
import type { Actor } from './actor.ts'
import { loadSchedule, namedVisits } from './load-schedule.ts'
import type { DailySummary } from './notice.ts'

/**
 * The day that a daily summary tells of: everybody's to admins, to a specialist their own. Undefined: it has begun
 * meanwhile, or nobody works and nobody comes then, and a day off needs no message.
 */
export async function summaryOfDay(
  ctx: UseCaseContext,
  { payload }: Task,
  reader: Pick<Actor, 'role' | 'staffId'>,
): Promise<DailySummary | undefined> {
  const date = parseLocalDate(String(payload?.['about']))
  if (!date) throw new Error('a daily summary tells of no day')
  const dates = (): [LocalDate, LocalDate] => [date, date]
  const loaded = await loadSchedule(ctx, reader, { staffId: null }, dates, namedVisits)
  if (!loaded.ok || date <= loaded.today) return undefined
  const { zone, days } = loaded
  const isDayOff = days.every(({ load }) => load.workingMin === 0 && load.visits === 0)
  return isDayOff ? undefined : { kind: 'daily_summary', date, zone, days }
}
