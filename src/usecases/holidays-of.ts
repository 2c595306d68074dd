import type { UseCaseContext } from '../context.ts'
import { fingerprintOfText } from '../domain/fingerprint.ts'
import { addDays, localDateOf } from '../domain/local-time.ts'
import { comingHolidays, type PublicHoliday } from '../domain/public-holidays.ts'
import { datesOf, specialDays } from '../domain/special-days.ts'
import type { Connection } from '../storage/database.ts'
import { listSpecialRows } from '../storage/special-days.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export interface ListedHoliday extends PublicHoliday {
  /** Something is said of its first day already: it is closed, or has other hours. */
  readonly isSet: boolean
}

export interface HolidayList {
  /** ISO 3166. */
  readonly country: string
  readonly holidays: readonly ListedHoliday[]
  /** Whoever chooses among them says what they saw. */
  readonly seen: number
}

/** Named in the actor's language where the country's holidays have names in it. */
export async function loadHolidays(
  ctx: UseCaseContext,
  db: Connection,
  { locale }: Pick<Actor, 'locale'>,
): Promise<HolidayList> {
  const { country, timeZone } = await loadSettings(ctx, db)
  const today = localDateOf(timeZone, ctx.clock.now())
  const until = addDays(today, 364)
  const years = [...new Set([Number(today.slice(0, 4)), Number(until.slice(0, 4))])]
  const found = comingHolidays(await ctx.findHolidays({ country, years, locale }), today, until)
  const set = specialDays(await listSpecialRows(db, null, today), null).map(({ date }) => date)
  const holidays = found.map((holiday) => ({ ...holiday, isSet: set.includes(datesOf(holiday)[0] ?? today) }))
  return { country, holidays, seen: fingerprintOfText(JSON.stringify(holidays)) }
}
