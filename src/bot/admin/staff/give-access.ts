import { Composer } from 'telegraf'
import { hasAccess } from '../../../domain/staff-state.ts'
import { createStaffLink } from '../../../usecases/create-staff-link.ts'
import { disconnectSpecialist } from '../../../usecases/disconnect-specialist.ts'
import type { StaffCard } from '../../../usecases/staff-card.ts'
import { viewStaffCard } from '../../../usecases/view-staff-card.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { backAndHome, renderConfirmation } from '../navigation.ts'
import { askDisconnectButton, connectButton, disconnectButton, staffMemberButton } from './buttons.ts'
import { renderStaffCard } from './render-staff-card.ts'

interface Shown {
  readonly staffId: number
  readonly version: number
}

/** A specialist's access to the bot: a link to send, and its end. */
export function giveAccess(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(connectButton, makeLink),
    onTap(askDisconnectButton, askToDisconnect),
    onTap(disconnectButton, disconnect),
  )
  return composer
}

async function makeLink(ctx: BotContext, shown: Shown): Promise<Screen | null> {
  const { texts: t } = ctx
  const result = await createStaffLink(ctx.services.useCases, ctx.actor, shown)
  if (!result.ok) {
    return result.reason === 'changed_meanwhile' ? renderChanged(ctx, result.card) : await refuse(ctx)
  }
  const link = `https://t.me/${ctx.services.me.username}?start=c_${result.token}`
  return {
    text: t.html('connect.link', { name: result.card.member.name, link }),
    keyboard: [backAndHome(staffMemberButton.pack({ staffId: shown.staffId }), t)],
  }
}

async function askToDisconnect(ctx: BotContext, shown: Shown): Promise<Screen | null> {
  const { texts: t } = ctx
  const view = await viewStaffCard(ctx.services.useCases, ctx.actor, shown)
  if (!view.ok || !view.card.rights.edits) return await refuse(ctx)
  const { member } = view.card
  if (member.version !== shown.version || !hasAccess(member)) return renderChanged(ctx, view.card)
  const question = t.html('connect.disconnect_question', { name: member.name })
  const yes = { label: t.plain('connect.button.yes_disconnect'), data: disconnectButton.pack(shown) }
  return renderConfirmation({ question, yes, no: staffMemberButton.pack({ staffId: member.id }) }, t)
}

async function disconnect(ctx: BotContext, shown: Shown): Promise<Screen | null> {
  const result = await disconnectSpecialist(ctx.services.useCases, ctx.actor, shown)
  if (result.ok) return withNotice(ctx.texts.html('connect.disconnected'), render(ctx, result.card))
  return result.reason === 'changed_meanwhile' ? renderChanged(ctx, result.card) : await refuse(ctx)
}

function renderChanged(ctx: BotContext, card: StaffCard): Screen {
  return withNotice(ctx.texts.html('staff.changed'), render(ctx, card))
}

function render({ services, texts: t }: BotContext, card: StaffCard): Screen {
  return renderStaffCard(card, services.me.username, t)
}

async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}
