import { listServices } from '../../../usecases/list-services.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Desk } from '../../client/booking/buttons.ts'
import { openServices } from '../../client/booking/choose-service.ts'
import { openService } from '../../client/booking/choose-specialist.ts'
import type { Screen } from '../../screen.ts'

/** The first screen of a visit for this client. With a single service there is nothing to choose. */
export async function beginFor(ctx: BotContext, desk: Desk): Promise<Screen> {
  const { services } = await listServices(ctx.services.useCases, ctx.actor)
  const [only, ...others] = services
  const screen = only && others.length === 0 ? await openService(ctx, [only.id], desk) : null
  return screen ?? (await openServices(ctx, 0, desk))
}
