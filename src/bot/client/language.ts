import { Composer } from 'telegraf'
import type { Locale } from '../../domain/roles.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { changeLanguage } from '../../usecases/change-language.ts'
import type { BotContext } from '../bot-context.ts'
import { defineButton, oneOf } from '../callback-data.ts'
import { onCommand, onTap } from '../routes.ts'
import { button, type Screen } from '../screen.ts'

const languageButton = defineButton('lang', { locale: oneOf('ru', 'en') })

export function language(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onCommand('language', (ctx) => Promise.resolve(renderLanguages(ctx.texts))),
    onTap(languageButton, choose),
  )
  return composer
}

/** The menu is under the input field, so a new message must bring it in the new language. */
async function choose(ctx: BotContext, { locale }: { readonly locale: Locale }): Promise<Screen> {
  const { commands, useCases } = ctx.services
  await changeLanguage(useCases, ctx.actor, { locale })
  ctx.enterAs({ ...ctx.actor, locale })
  await commands.show(ctx.actor)
  await ctx.sendWithMenu(ctx.texts.html('chat.language_chosen'))
  return renderLanguages(ctx.texts)
}

export function renderLanguages(t: Texts): Screen {
  const mark = (locale: Locale) => ({ chosen: t.locale === locale ? 'yes' : 'no' })
  return {
    text: t.html('chat.choose_language'),
    keyboard: [
      [
        button(t.plain('chat.button.russian', mark('ru')), languageButton.pack({ locale: 'ru' })),
        button(t.plain('chat.button.english', mark('en')), languageButton.pack({ locale: 'en' })),
      ],
    ],
  }
}
