import type { VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'

/** A line a visit; the specialist is named where it is not the first visit's. */
export function momentLines(visits: readonly VisitCard[], t: Texts): string[] {
  const usual = visits[0]?.staffName ?? null
  return visits.map(({ startsAt, zone, staffName }) => {
    const moment = t.capitalised(t.shortMoment(startsAt, zone))
    return staffName === null || staffName === usual
      ? t.html('series.moment', { moment })
      : t.html('series.moment_with', { moment, specialist: staffName })
  })
}
