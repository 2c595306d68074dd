import { Composer } from 'telegraf'
import { listServices } from '../../../usecases/list-services.ts'
import type { BotContext } from '../../bot-context.ts'
import { onCommand, onMenu, onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import { chooseServiceButton } from './buttons.ts'
import { openServices } from './choose-service.ts'
import { openService } from './choose-specialist.ts'
import { refuseToBook } from './refuse-to-book.ts'

export function beginBooking(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onCommand('book', begin), onMenu('book', begin), onTap(chooseServiceButton, begin))
  return composer
}

/** With a single service there is nothing to choose. */
async function begin(ctx: BotContext): Promise<Screen> {
  const refused = await refuseToBook(ctx)
  if (refused) return refused
  const { services } = await listServices(ctx.services.useCases, ctx.actor)
  const [only, ...others] = services
  const screen = only && others.length === 0 ? await openService(ctx, [only.id]) : null
  return screen ?? (await openServices(ctx))
}
