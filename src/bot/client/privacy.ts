import { Composer } from 'telegraf'
import type { Texts } from '../../i18n/i18n.ts'
import { eraseMe } from '../../usecases/erase-me.ts'
import { exportMyData } from '../../usecases/export-my-data.ts'
import { viewPrivacy, type PrivacyView } from '../../usecases/view-privacy.ts'
import type { BotContext } from '../bot-context.ts'
import { defineButton } from '../callback-data.ts'
import { onCommand, onTap } from '../routes.ts'
import { button, type Screen } from '../screen.ts'

const privacyButton = defineButton('priv', {})
const exportButton = defineButton('privex', {})
const askEraseButton = defineButton('erase', {})
const eraseButton = defineButton('eraseok', {})

export function privacy(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onCommand('privacy', open),
    onTap(privacyButton, open),
    onTap(exportButton, sendData),
    onTap(askEraseButton, async (ctx) =>
      renderEraseQuestion(await viewPrivacy(ctx.services.useCases, ctx.actor), ctx.texts),
    ),
    onTap(eraseButton, erase),
  )
  return composer
}

function open(ctx: BotContext): Promise<Screen> {
  return Promise.resolve(renderPrivacy(ctx.texts))
}

async function sendData(ctx: BotContext): Promise<null> {
  await ctx.answerTap()
  const data = await exportMyData(ctx.services.useCases, ctx.actor)
  const name = `my-data-${data.exportedAt.toISOString().slice(0, 10)}.json`
  const bytes = Buffer.from(`${JSON.stringify(data, null, 2)}\n`)
  await ctx.sendFile({ name, bytes }, ctx.texts.html('privacy.export_caption'))
  return null
}

/** A half-typed answer is theirs, too, wherever drafts are kept. */
async function erase(ctx: BotContext): Promise<Screen> {
  await eraseMe(ctx.services.useCases, ctx.actor)
  await ctx.services.drafts.clear(ctx.actor)
  return { ...renderErased(ctx.texts), toast: ctx.texts.plain('privacy.toast.erased') }
}

export function renderPrivacy(t: Texts): Screen {
  return {
    text: t.html('privacy.what'),
    keyboard: [
      [button(t.plain('privacy.button.export'), exportButton.pack({}))],
      [button(t.plain('privacy.button.erase'), askEraseButton.pack({}))],
    ],
  }
}

export function renderEraseQuestion({ upcoming, banned, worksHere }: PrivacyView, t: Texts): Screen {
  return {
    text: [
      t.html('privacy.erase_question'),
      t.html('privacy.erase_what', { visits: upcoming }),
      ...(banned ? [t.html('privacy.ban_stays')] : []),
      ...(worksHere ? [t.html('privacy.job_stays')] : []),
    ].join('\n\n'),
    keyboard: [
      [button(t.plain('privacy.button.confirm_erase'), eraseButton.pack({}), 'danger')],
      [button(t.plain('privacy.button.keep'), privacyButton.pack({}))],
    ],
  }
}

export function renderErased(t: Texts): Screen {
  return { text: t.html('privacy.erased'), keyboard: [] }
}
