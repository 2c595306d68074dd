import type { Texts } from '../../../i18n/i18n.ts'
import { viewRoomForVisits } from '../../../usecases/view-room-for-visits.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Screen } from '../../screen.ts'

/** For whoever is banned, before they choose anything in vain. Null: nobody keeps them from booking. */
export async function refuseBanned(ctx: BotContext): Promise<Screen | null> {
  if (!ctx.actor.banned) return null
  const { ban } = await viewRoomForVisits(ctx.services.useCases, ctx.actor)
  return ban && renderBanned(ban.phone, ctx.texts)
}

export function renderBanned(phone: string | null, t: Texts): Screen {
  const text = phone === null ? t.html('refusal.banned') : t.html('refusal.banned_call', { phone })
  return { text, keyboard: [] }
}
