import { Composer } from 'telegraf'
import type { UnusualReason } from '../../../domain/staff-start.ts'
import { moveAsStaff } from '../../../usecases/move-as-staff.ts'
import type { BotContext } from '../../bot-context.ts'
import { targetOf, type Start } from '../../client/booking/buttons.ts'
import { openTimes } from '../../client/booking/choose-time.ts'
import { refuse } from '../../client/booking/refuse.ts'
import { openSummary } from '../../client/booking/summary.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { moveAsAgreedButton, moveVisitButton } from './buttons.ts'
import { renderGone, renderStaffCard, showChange } from './card.ts'

/** Day and time are chosen on the client's own screens; here the visit is moved. */
export function moveVisitScreens(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(moveVisitButton, async (ctx, confirmed) => await confirm(ctx, confirmed, false)),
    onTap(moveAsAgreedButton, async (ctx, confirmed) => await confirm(ctx, confirmed, true)),
  )
  return composer
}

type Confirmed = Omit<Start, 'serviceIds' | 'movingBookingId'> & Omit<Asked, 'agreed'>

async function confirm(
  ctx: BotContext,
  { bookingId, version, accepted, ...start }: Confirmed,
  agreed: boolean,
): Promise<Screen> {
  const whole = { ...start, serviceIds: [], movingBookingId: bookingId }
  return await move(ctx, whole, { bookingId, version, accepted, agreed })
}

interface Asked {
  readonly bookingId: number
  readonly version: number
  readonly accepted: readonly UnusualReason[]
  /** With the client, who is told so. */
  readonly agreed: boolean
}

async function move(ctx: BotContext, start: Start, asked: Asked): Promise<Screen> {
  const { texts: t } = ctx
  const { staffId, startsAt, from } = start
  const result = await moveAsStaff(ctx.services.useCases, ctx.actor, { ...asked, staffId, startsAt })
  if (result.ok) {
    const card = renderStaffCard(result.booking, t, from)
    return { ...withNotice(t.html('card.moved'), card), toast: t.plain('card.toast.moved') }
  }
  switch (result.reason) {
    case 'booking_gone':
      return renderGone(t)
    case 'changed_meanwhile':
    case 'not_now':
      return showChange({ ...result, reason: result.reason }, t, from)
    // The summary looks anew: it warns of what is unusual by now, or says whose time it is.
    case 'slot_taken':
    case 'unusual':
    case 'past':
    case 'not_offered':
      return await openSummary(ctx, start)
    case 'not_changed':
      return await openTimes(ctx, start, t.html('desk.not_changed'))
    case 'service_gone':
    case 'staff_gone':
    case 'client_gone':
    case 'too_late':
      return await refuse(ctx, result.reason, targetOf(start))
  }
}
