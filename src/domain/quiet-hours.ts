import { addDays, instantOf, localDateOf } from './local-time.ts'
import type { QuietHours } from './settings.ts'

/** How long before a visit a message about it has to be there at the latest. */
const leastAheadMs = 2 * 60 * 60 * 1000

/** When the quiet hours end that `now` lies in; null: it lies in none. Local times of `zone`, over midnight or not. */
export function quietUntil(zone: string, quiet: QuietHours | null, now: Date): Date | null {
  if (!quiet) return null
  const today = localDateOf(zone, now)
  for (const date of [addDays(today, -1), today]) {
    const start = instantOf(zone, date, quiet.from, 'opening')
    const lastDate = quiet.until > quiet.from ? date : addDays(date, 1)
    const end = instantOf(zone, lastDate, quiet.until, 'closing')
    if (start <= now && now < end) return end
  }
  return null
}

/**
 * The instant when somebody hears of what happens at `now` about a visit that begins at `startsAt`: at once, or when the
 * quiet hours end (`quietUntil`; null: it is in none). Who has some time to answer has it from then on.
 */
export function toldAt(now: Date, startsAt: Date, quietUntil: Date | null): Date {
  return quietUntil && mayWaitUntil(quietUntil, startsAt) ? quietUntil : now
}

/** Whether a message about what begins at `startsAt` still helps when it comes in the morning. */
export function mayWaitUntil(morning: Date, startsAt: Date): boolean {
  return startsAt.getTime() - morning.getTime() >= leastAheadMs
}
