import { Composer } from 'telegraf'
import { listServices } from '../../../usecases/list-services.ts'
import { viewRoomForVisits } from '../../../usecases/view-room-for-visits.ts'
import type { BotContext } from '../../bot-context.ts'
import { onCommand, onMenu, onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import { chooseServiceButton } from './buttons.ts'
import { openServices } from './choose-service.ts'
import { openService } from './choose-specialist.ts'
import { renderBanned } from './refuse-banned.ts'
import { openMyBookings } from '../my-bookings/my-bookings.ts'

export function beginBooking(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onCommand('book', begin), onMenu('book', begin), onTap(chooseServiceButton, begin))
  return composer
}

/** With a single service there is nothing to choose, and with as many visits as one may have nothing to begin. */
async function begin(ctx: BotContext): Promise<Screen> {
  const { limit, left, ban } = await viewRoomForVisits(ctx.services.useCases, ctx.actor)
  if (ban) return renderBanned(ban.phone, ctx.texts)
  if (left === 0) {
    const notice = ctx.texts.html('refusal.limit_reached', { limit })
    return await openMyBookings(ctx, { scope: 'upcoming', page: 0 }, notice)
  }
  const { services } = await listServices(ctx.services.useCases, ctx.actor)
  const [only, ...others] = services
  const screen = only && others.length === 0 ? await openService(ctx, [only.id]) : null
  return screen ?? (await openServices(ctx))
}
