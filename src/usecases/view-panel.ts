import type { UseCaseContext, VisitCard } from '../context.ts'
import { dayBounds, localDateOf, type LocalDate } from '../domain/local-time.ts'
import type { Settings } from '../domain/settings.ts'
import { findPanelGlance, type PanelGlance } from '../storage/panel-glance.ts'
import { listRequestIds } from '../storage/requests.ts'
import { findVisitCard } from './find-visit-card.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { reachOf } from './permission.ts'
import { toVisitCard } from './visit-card.ts'

export type PanelView =
  | {
      readonly ok: true
      readonly businessName: string
      readonly today: LocalDate
      readonly visits: number
      /** The next visit to begin, today or later. */
      readonly next: NextVisit | null
      /** Bookings that wait for the business, and the first of them. */
      readonly waiting: { readonly count: number; readonly bookingId: number } | null
    }
  | { readonly ok: false; readonly reason: 'forbidden' }

interface NextVisit {
  readonly visit: VisitCard
  readonly clientName: string
  /** When it begins for whoever looks: a specialist may come second in it. */
  readonly startsAt: Date
}

/** The day at a glance: of everybody for admins, of a specialist their own. */
export async function viewPanel(ctx: UseCaseContext, actor: Actor): Promise<PanelView> {
  const reach = reachOf(actor, 'schedule_read')
  if (!reach) return { ok: false, reason: 'forbidden' }
  const settings = await loadSettings(ctx)
  const now = ctx.clock.now()
  const today = localDateOf(settings.timeZone, now)
  const staffId = reach === 'everybody' ? null : reach.staffId
  const glance = await findPanelGlance(ctx.db, staffId, dayBounds(settings.timeZone, today), now)
  const { visits, next } = glance
  const requests = await listRequestIds(ctx.db, { staffId, after: null, now })
  const [first] = requests
  return {
    ok: true,
    businessName: settings.businessName,
    today,
    visits,
    next: next && (await loadNext(ctx, next, settings)),
    waiting: first === undefined ? null : { count: requests.length, bookingId: first },
  }
}

async function loadNext(
  ctx: UseCaseContext,
  { bookingId, startsAt }: NonNullable<PanelGlance['next']>,
  settings: Settings,
): Promise<NextVisit | null> {
  const row = await findVisitCard(ctx.db, bookingId)
  return row ? { visit: toVisitCard(row, settings), clientName: row.clientName ?? '', startsAt } : null
}
