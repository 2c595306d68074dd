import { Composer, type MiddlewareFn } from 'telegraf'
import type { BotContext } from './bot-context.ts'
import type { Button } from './callback-data.ts'
import { menuItemOf, type MenuItem } from './menu.ts'
import type { Screen } from './screen.ts'

/** What to show; null: the handler has answered by itself. */
type Answer = Promise<Screen | null>

export function onTap<Values>(
  button: Button<Values>,
  handle: (ctx: BotContext, values: Values) => Answer,
): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const values = button.parse(tappedData(ctx))
    if (values === null) await next()
    else await show(ctx, handle(ctx, values))
  }
}

export function onCommand(name: string, handle: (ctx: BotContext) => Answer): MiddlewareFn<BotContext> {
  return Composer.command<BotContext>(name, async (narrowed) => {
    // Telegraf narrows the type of the very same object.
    const ctx = narrowed as unknown as BotContext
    await show(ctx, handle(ctx))
  })
}

export function onMenu(item: MenuItem, handle: (ctx: BotContext) => Answer): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (menuItemOf(ctx.typed ?? '', ctx.services.i18n) !== item) await next()
    else await show(ctx, handle(ctx))
  }
}

async function show(ctx: BotContext, answer: Answer): Promise<void> {
  const screen = await answer
  if (screen) await ctx.show(screen)
}

function tappedData(ctx: BotContext): string {
  const query = ctx.callbackQuery
  return query && 'data' in query ? query.data : ''
}
