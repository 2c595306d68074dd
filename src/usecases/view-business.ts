import type { UseCaseContext } from '../context.ts'
import type { OfferedService } from '../domain/agenda.ts'
import { byCategory } from '../domain/categories.ts'
import { localDateOf } from '../domain/local-time.ts'
import { openingHours, type OpeningHours } from '../domain/opening-hours.ts'
import { bookingPolicy, type Location } from '../domain/settings.ts'
import { atLeastPrice } from '../domain/visit.ts'
import { listScheduleRules } from '../storage/agenda.ts'
import { listActiveServices } from '../storage/services.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export interface Business {
  readonly name: string
  readonly address: string | null
  readonly location: Location | null
  readonly phone: string | null
  readonly hours: readonly OpeningHours[]
  /** Category by category. */
  readonly services: readonly OfferedService[]
  readonly currency: string
}

/** What the business says about itself. */
export async function viewBusiness(ctx: UseCaseContext, _actor: Actor): Promise<Business> {
  const settings = await loadSettings(ctx)
  const { businessName: name, address, location, phone, currency, timeZone } = settings
  const today = localDateOf(timeZone, ctx.clock.now())
  const rules = await listScheduleRules(ctx.db, [], today, today)
  const hours = openingHours(rules, bookingPolicy(settings), today)
  const services = byCategory(atLeastPrice(await listActiveServices(ctx.db)))
  return { name, address, location, phone, hours, services, currency }
}
