import { Composer } from 'telegraf'
import { listSpecialists } from '../../../usecases/list-specialists.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { bookAgainButton } from './buttons.ts'
import { openMonth } from './choose-day.ts'
import { openServices } from './choose-service.ts'
import { renderSpecialists } from './choose-specialist.ts'
import { refuse } from './refuse.ts'

/** The calendar of the same service with the same specialist, or the nearest choice that is left. */
export function bookAgain(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(bookAgainButton, open))
  return composer
}

async function open(
  ctx: BotContext,
  { serviceId, staffId }: { readonly serviceId: number; readonly staffId: number },
): Promise<Screen> {
  const { texts: t } = ctx
  const choice = { serviceId, movingBookingId: null }
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  if (!list.ok) return withNotice(t.html('refusal.service_gone'), await openServices(ctx))

  const [only, ...others] = list.specialists
  if (!only) return await refuse(ctx, 'staff_gone', { ...choice, staffId: null })
  const isThere = list.specialists.some(({ id }) => id === staffId)
  if (isThere) return await openMonth(ctx, { ...choice, staffId, month: null })
  if (others.length > 0) return withNotice(t.html('refusal.staff_gone'), renderSpecialists(list, choice, t))
  const instead = t.html('booking.again_instead', { specialist: only.name })
  return await openMonth(ctx, { ...choice, staffId: only.id, month: null }, instead)
}
