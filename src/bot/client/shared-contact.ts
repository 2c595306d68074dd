import { parseSharedPhone } from '../../domain/phone.ts'
import { recordPhone } from '../../usecases/record-phone.ts'
import type { BotContext } from '../bot-context.ts'
import { contactIn } from '../dialogs/shared-things.ts'

/** A contact that no question asked for: one's own is a phone to be reached at, anybody else's is not kept. */
export async function takeContact(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const contact = contactIn(ctx)
  const phone = contact && parseSharedPhone(contact.phone)
  if (contact && !contact.own) {
    await ctx.sendWithMenu(ctx.texts.html('phone.contact_not_kept'))
  } else if (phone) {
    await recordPhone(ctx.services.useCases, ctx.actor, { phone, shared: true })
    await ctx.sendWithMenu(ctx.texts.html('phone.kept'))
  } else {
    await next()
  }
}
