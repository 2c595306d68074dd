import { Composer } from 'telegraf'
import { changeServiceState } from '../../../usecases/change-service-state.ts'
import { moveService, type MoveServiceInput } from '../../../usecases/move-service.ts'
import type { ServiceCard } from '../../../usecases/service-card.ts'
import { viewService } from '../../../usecases/view-service.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import type { Section } from '../section.ts'
import { addService } from './add-service.ts'
import {
  askArchiveButton,
  catalogueButton,
  editFieldButton,
  moveServiceButton,
  serviceCardButton,
  serviceRulesButton,
  serviceStateButton,
} from './buttons.ts'
import { openCatalogue } from './open-catalogue.ts'
import { askForField, editDialogs } from './edit-field.ts'
import { renderArchiveQuestion, renderCard, renderRules } from './render-card.ts'

/** What can be booked: the list, a card each, and all that can be changed about it. */
export const services: Section = {
  permission: 'services',
  onPanel: [{ label: 'panel.button.services', data: catalogueButton.pack({ shelf: 'current', page: 0 }) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(catalogueButton, openCatalogue),
      onTap(serviceCardButton, async (ctx, place) => await open(ctx, place, renderCard)),
      onTap(serviceRulesButton, async (ctx, place) => await open(ctx, place, renderRules)),
      onTap(editFieldButton, askForField),
      onTap(moveServiceButton, move),
      onTap(askArchiveButton, askToArchive),
      onTap(serviceStateButton, changeState),
    )
    return composer
  },
  dialogs: () => [addService(), ...editDialogs()],
}

interface Place {
  readonly serviceId: number
}

async function open(ctx: BotContext, place: Place, render: typeof renderCard): Promise<Screen | null> {
  const view = await viewService(ctx.services.useCases, ctx.actor, place)
  return view.ok ? render(view.card, ctx.texts) : await refuse(ctx)
}

async function move(ctx: BotContext, input: MoveServiceInput): Promise<Screen | null> {
  const result = await moveService(ctx.services.useCases, ctx.actor, input)
  return result.ok ? renderCard(result.card, ctx.texts) : await refuse(ctx)
}

async function askToArchive(
  ctx: BotContext,
  { serviceId, version }: Place & { readonly version: number },
): Promise<Screen | null> {
  const view = await viewService(ctx.services.useCases, ctx.actor, { serviceId })
  if (!view.ok) return await refuse(ctx)
  const { service } = view.card
  const isAsShown = service.version === version && service.state !== 'archived'
  return isAsShown ? renderArchiveQuestion(view.card, ctx.texts) : renderChanged(ctx, view.card)
}

async function changeState(
  ctx: BotContext,
  input: Parameters<typeof changeServiceState>[2],
): Promise<Screen | null> {
  const { texts: t } = ctx
  const result = await changeServiceState(ctx.services.useCases, ctx.actor, input)
  if (result.ok) {
    return { ...renderCard(result.card, t), toast: t.plain(`catalogue.toast.${input.step}`) }
  }
  return result.reason === 'changed_meanwhile' ? renderChanged(ctx, result.card) : await refuse(ctx)
}

function renderChanged({ texts: t }: BotContext, card: ServiceCard): Screen {
  return withNotice(t.html('catalogue.changed'), renderCard(card, t))
}

/** Services are never deleted: one that is not there was never there, and its button nobody made. */
async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}
