import { Composer } from 'telegraf'
import type { Texts } from '../../../i18n/i18n.ts'
import { changePerformer, type ChangePerformerResult } from '../../../usecases/change-performer.ts'
import { viewPerformers } from '../../../usecases/view-performers.ts'
import { viewSpecialistServices } from '../../../usecases/view-specialist-services.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { performersButton } from '../services/buttons.ts'
import { editOwnTermsButton, ownTermsButton, performerButton, servicesOfStaffButton } from './buttons.ts'
import { askForOwnTerms } from './own-terms.ts'
import {
  assignmentOf,
  renderOwnTerms,
  renderPerformers,
  renderServicesOfStaff,
  type Place,
} from './render-assignments.ts'

/** Who performs what, from either side: the services of a specialist, and the specialists of a service. */
export function assignServices(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(servicesOfStaffButton, async (ctx, place) => await orRefuse(ctx, await servicesOf(ctx, place))),
    onTap(performersButton, async (ctx, place) => await orRefuse(ctx, await performersOf(ctx, place))),
    onTap(performerButton, change),
    onTap(ownTermsButton, openTerms),
    onTap(editOwnTermsButton, askForOwnTerms),
  )
  return composer
}

async function change(
  ctx: BotContext,
  { performs, ...place }: Place & { readonly version: number; readonly performs: 'yes' | 'no' },
): Promise<Screen | null> {
  const isGiven = performs === 'yes'
  const result = await changePerformer(ctx.services.useCases, ctx.actor, { ...place, performs: isGiven })
  if (!result.ok && (result.reason === 'forbidden' || result.reason === 'service_gone')) {
    return await orRefuse(ctx, null)
  }
  const view = await viewSpecialistServices(ctx.services.useCases, ctx.actor, place)
  const assignment = view.ok ? assignmentOf(view, place.serviceId) : undefined
  const list = place.from === 'staff' ? await servicesOf(ctx, place) : await performersOf(ctx, place)
  if (!list) return await orRefuse(ctx, null)
  const { name = '', service = '' } = assignment ?? {}
  return withNotice(noticeOf(result, { name, service, isGiven }, ctx.texts), list)
}

interface Change {
  readonly name: string
  readonly service: string
  readonly isGiven: boolean
}

function noticeOf(result: ChangePerformerResult, { name, service, isGiven }: Change, t: Texts): string {
  if (!result.ok) return t.html(result.reason === 'last_performer' ? 'performer.last' : 'performer.changed')
  return [
    t.html(isGiven ? 'performer.given' : 'performer.taken', { service, name }),
    ...(result.named === null ? [] : [t.html('performer.named', { count: result.named })]),
    ...(result.kept === 0 ? [] : [t.html('performer.kept', { count: result.kept })]),
  ].join(' ')
}

async function openTerms(ctx: BotContext, place: Place): Promise<Screen | null> {
  const view = await viewSpecialistServices(ctx.services.useCases, ctx.actor, place)
  const assignment = view.ok && view.assigns ? assignmentOf(view, place.serviceId) : undefined
  if (!view.ok || !assignment) return await orRefuse(ctx, null)
  // It was taken from them meanwhile: the list shows that.
  if (!assignment.performs) return renderServicesOfStaff(view, place.page, ctx.texts)
  return renderOwnTerms(assignment, place, view.currency, ctx.texts)
}

async function servicesOf(
  ctx: BotContext,
  { staffId, page }: { readonly staffId: number; readonly page: number },
): Promise<Screen | null> {
  const view = await viewSpecialistServices(ctx.services.useCases, ctx.actor, { staffId })
  return view.ok ? renderServicesOfStaff(view, page, ctx.texts) : null
}

async function performersOf(
  ctx: BotContext,
  { serviceId, page }: { readonly serviceId: number; readonly page: number },
): Promise<Screen | null> {
  const view = await viewPerformers(ctx.services.useCases, ctx.actor, { serviceId })
  return view.ok ? renderPerformers(view, page, ctx.texts) : null
}

async function orRefuse(ctx: BotContext, screen: Screen | null): Promise<Screen | null> {
  if (!screen) await ctx.refuseTap()
  return screen
}
