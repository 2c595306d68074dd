import type { Texts } from '../../../i18n/i18n.ts'
import { viewRoomForVisits } from '../../../usecases/view-room-for-visits.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Screen } from '../../screen.ts'
import { openMyBookingsAtLimit } from '../my-bookings/my-bookings.ts'

/** For whoever is banned, or has as many visits as they may, before they choose anything in vain. Null: they may book. */
export async function refuseToBook(ctx: BotContext): Promise<Screen | null> {
  const { upcoming, left, ban } = await viewRoomForVisits(ctx.services.useCases, ctx.actor)
  if (ban) return renderBanned(ban.phone, ctx.texts)
  return left === 0 ? await openAtLimit(ctx, upcoming) : null
}

/** For whoever is banned and takes another time for a visit that they have. Null: they may. */
export async function refuseBanned(ctx: BotContext): Promise<Screen | null> {
  if (!ctx.actor.banned) return null
  const { ban } = await viewRoomForVisits(ctx.services.useCases, ctx.actor)
  return ban && renderBanned(ban.phone, ctx.texts)
}

/** One of the visits may be cancelled, so they are shown. */
export async function openAtLimit(ctx: BotContext, upcoming: number): Promise<Screen> {
  const notice = ctx.texts.html('refusal.limit_reached', { upcoming })
  return await openMyBookingsAtLimit(ctx, notice)
}

export function renderBanned(phone: string | null, t: Texts): Screen {
  const text = phone === null ? t.html('refusal.banned') : t.html('refusal.banned_call', { phone })
  return { text, keyboard: [] }
}
