import type { Locale } from '../../domain/roles.ts'
import { findLanguage } from '../../usecases/find-language.ts'
import type { BotContext } from '../bot-context.ts'

/**
 * Who sends too much waits, is told so once, and costs no more than a count. Staff have more room from their second
 * update on: who somebody is comes to light only behind this door.
 */
export function limitRate() {
  const staff = new Set<number>()
  /** Of who has to wait at the moment, so that it is looked for once. */
  const languages = new Map<number, Locale | null>()

  return async (ctx: BotContext, next: () => Promise<void>): Promise<void> => {
    const minutes = ctx.myChatMember ? 0 : await minutesToWait(ctx, staff.has(ctx.sender.id))
    ctx.tooMany = minutes > 0
    if (ctx.tooMany) return
    languages.delete(ctx.sender.id)
    await next()
    const { knownActor } = ctx
    if (knownActor?.role) staff.add(ctx.sender.id)
    else if (knownActor) staff.delete(ctx.sender.id)
  }

  async function minutesToWait(ctx: BotContext, isStaff: boolean): Promise<number> {
    const { rateLimits, useCases } = ctx.services
    const verdict = await rateLimits.take(ctx.callbackQuery ? 'tap' : 'message', {
      telegramId: ctx.sender.id,
      isAdmin: isStaff || useCases.adminIds.includes(ctx.sender.id),
    })
    if (verdict.allowed) return 0
    const { first, minutes } = verdict
    if (first || ctx.callbackQuery) await speakTheirLanguage(ctx)
    await ctx.answerTap(ctx.texts.plain('chat.toast.slow_down', { minutes }))
    if (first && ctx.isPrivate) await ctx.sendWithMenu(ctx.texts.html('chat.slow_down', { minutes }))
    return minutes
  }

  async function speakTheirLanguage(ctx: BotContext): Promise<void> {
    const { id } = ctx.sender
    const { useCases, i18n } = ctx.services
    const language = languages.has(id) ? languages.get(id) : await findLanguage(useCases, { telegramId: id })
    languages.set(id, language ?? null)
    if (language) ctx.texts = i18n.in(language)
  }
}
