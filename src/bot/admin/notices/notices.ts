import { Composer } from 'telegraf'
import type { NoticeTopic } from '../../../domain/notice-topics.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { switchNotice } from '../../../usecases/switch-notice.ts'
import { viewNotices, type NoticesResult, type NoticesView } from '../../../usecases/view-notices.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import type { Section } from '../section.ts'
import { noticesButton, switchNoticeButton } from './buttons.ts'

/** Of what the bot tells whoever looks: everybody switches it for themselves. */
export const notices: Section = {
  permission: 'notices',
  onPanel: [{ label: 'panel.button.notices', data: noticesButton.pack({}) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(onTap(noticesButton, open), onTap(switchNoticeButton, switchTopic))
    return composer
  },
}

async function open(ctx: BotContext): Promise<Screen | null> {
  return await show(ctx, await viewNotices(ctx.services.useCases, ctx.actor, ownOf(ctx)))
}

async function switchTopic(
  ctx: BotContext,
  { topic, wanted }: { readonly topic: NoticeTopic; readonly wanted: 'yes' | 'no' },
): Promise<Screen | null> {
  const input = { ...ownOf(ctx), topic, wanted: wanted === 'yes' }
  return await show(ctx, await switchNotice(ctx.services.useCases, ctx.actor, input))
}

/** No staff member has the number 0, so whoever is none is refused. */
function ownOf({ actor }: BotContext): { readonly staffId: number } {
  return { staffId: actor.staffId ?? 0 }
}

async function show(ctx: BotContext, result: NoticesResult): Promise<Screen | null> {
  if (result.ok) return renderNotices(result, ctx.actor.role === 'specialist', ctx.texts)
  await ctx.refuseTap()
  return null
}

export function renderNotices({ topics, summaryHour }: NoticesView, isSpecialist: boolean, t: Texts): Screen {
  const hour = `${summaryHour}:00`
  return {
    text: t.html(isSpecialist ? 'notice.choices_specialist' : 'notice.choices', { hour }),
    keyboard: [
      ...topics.map(({ topic, wanted }) => {
        const label = t.plain('notice.button.topic', {
          wanted: wanted ? 'yes' : 'no',
          topic: t.plain(`notice.part.${topic}`),
        })
        return [button(label, switchNoticeButton.pack({ topic, wanted: wanted ? 'no' : 'yes' }))]
      }),
      backAndHome(null, t),
    ],
  }
}
