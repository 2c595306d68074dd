import type { UseCaseContext } from '../context.ts'
import type { OfferedService, Specialist } from '../domain/agenda.ts'
import { combinable } from '../domain/combination.ts'
import { atLeastPrice } from '../domain/visit.ts'
import { listServicesWithSpecialists } from '../storage/agenda.ts'
import { listActiveServices, listServicesOfSpecialist } from '../storage/services.ts'
import type { Actor } from './actor.ts'
import { holdsItsTime } from './move-as-staff.ts'
import type { StaffBooking } from './require-staff-booking.ts'
import { viewStaffBooking } from './view-staff-booking.ts'
import { columnFor } from './visit-target.ts'

export type PartChoices =
  | {
      readonly ok: true
      readonly booking: StaffBooking
      /**
       * What the visit does not have yet, at the price of whoever performs the part now, if they perform it; a group
       * begins when it begins, so nothing becomes one.
       */
      readonly services: readonly OfferedService[]
      /** Who performs the service asked for, as far as their time is this person's to give. */
      readonly specialists: readonly Specialist[]
    }
  | { readonly ok: false; readonly reason: 'booking_gone' }

interface PartChoicesQuery {
  readonly bookingId: number
  /** Which service of the visit, in their order. */
  readonly part: number
  /** Null: specialists are not asked for yet. */
  readonly serviceId: number | null
}

/** What a service of a visit may become, and who may perform it. */
export async function listPartChoices(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId, part, serviceId }: PartChoicesQuery,
): Promise<PartChoices> {
  const view = await viewStaffBooking(ctx, actor, { bookingId })
  if (!view.ok || !view.booking.changeable || !holdsItsTime(view.booking.visit)) {
    return { ok: false, reason: 'booking_gone' }
  }
  const { booking } = view
  const present = booking.visit.parts.map((part) => part.serviceId)
  const staffId = booking.visit.parts[part]?.staffId ?? booking.visit.staffId
  const own = await listServicesOfSpecialist(ctx.db, staffId)
  const services = combinable(atLeastPrice(await listActiveServices(ctx.db)))
    .filter(({ id }) => !present.includes(id))
    .map((service) => own.find(({ id }) => id === service.id) ?? service)
  const column = columnFor(actor, null)
  const [wanted] = serviceId === null ? [] : await listServicesWithSpecialists(ctx.db, [serviceId], present)
  const specialists = (wanted?.specialists ?? []).filter(
    ({ id }) => column.ok && (column.staffId === null || column.staffId === id),
  )
  return { ok: true, booking, services, specialists }
}
