import { Composer } from 'telegraf'
import {
  changeSpecialistState,
  type ChangeSpecialistStateInput,
} from '../../../usecases/change-specialist-state.ts'
import { listVisitsOfSpecialist } from '../../../usecases/list-visits-of-specialist.ts'
import { moveSpecialist, type MoveSpecialistInput } from '../../../usecases/move-specialist.ts'
import type { StaffCard } from '../../../usecases/staff-card.ts'
import { viewStaffCard } from '../../../usecases/view-staff-card.ts'
import type { BotContext } from '../../bot-context.ts'
import { renderPortrait } from '../../client/booking/specialist-card.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import type { Section } from '../section.ts'
import { addStaff } from './add-staff.ts'
import { assignServices } from './assign-services.ts'
import {
  askArchiveStaffButton,
  comingVisitsButton,
  editStaffButton,
  moveStaffButton,
  ownCardButton,
  staffMemberButton,
  staffPreviewButton,
  staffStateButton,
  teamButton,
} from './buttons.ts'
import { askForStaffField, editStaffDialogs } from './edit-staff.ts'
import { ownTermsDialogs } from './own-terms.ts'
import { giveAccess } from './give-access.ts'
import { openTeam } from './open-team.ts'
import { renderStaffCard } from './render-staff-card.ts'
import { renderArchiveQuestion, renderComingVisits } from './render-visits.ts'

/** Whom clients can book: the list, a card each, and all that can be changed about it. A specialist sees their own. */
export const staff: Section = {
  permission: 'staff_read',
  onPanel: [
    { label: 'panel.button.staff', data: teamButton.pack({ shelf: 'current', page: 0 }), reach: 'all' },
    { label: 'panel.button.my_card', data: ownCardButton.pack({}), reach: 'own' },
  ],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(teamButton, openTeam),
      onTap(staffMemberButton, openCard),
      onTap(ownCardButton, openOwnCard),
      onTap(staffPreviewButton, preview),
      onTap(comingVisitsButton, openVisits),
      onTap(editStaffButton, askForStaffField),
      onTap(moveStaffButton, move),
      onTap(askArchiveStaffButton, askToArchive),
      onTap(staffStateButton, changeState),
      assignServices(),
      giveAccess(),
    )
    return composer
  },
  dialogs: () => [addStaff(), ...editStaffDialogs(), ...ownTermsDialogs()],
}

interface Place {
  readonly staffId: number
}

async function openCard(ctx: BotContext, place: Place): Promise<Screen | null> {
  const view = await viewStaffCard(ctx.services.useCases, ctx.actor, place)
  return view.ok ? show(ctx, view.card) : await refuse(ctx)
}

async function openOwnCard(ctx: BotContext): Promise<Screen | null> {
  const { staffId } = ctx.actor
  return staffId === null ? await refuse(ctx) : await openCard(ctx, { staffId })
}

async function preview(ctx: BotContext, place: Place): Promise<Screen | null> {
  const view = await viewStaffCard(ctx.services.useCases, ctx.actor, place)
  if (!view.ok) return await refuse(ctx)
  return {
    ...renderPortrait(view.card.member, ctx.texts),
    keyboard: [backAndHome(staffMemberButton.pack(place), ctx.texts)],
  }
}

async function openVisits(ctx: BotContext, place: Place & { readonly page: number }): Promise<Screen | null> {
  const list = await listVisitsOfSpecialist(ctx.services.useCases, ctx.actor, place)
  return list.ok ? renderComingVisits(list, place.staffId, ctx.texts) : await refuse(ctx)
}

async function move(ctx: BotContext, input: MoveSpecialistInput): Promise<Screen | null> {
  const result = await moveSpecialist(ctx.services.useCases, ctx.actor, input)
  return result.ok ? show(ctx, result.card) : await refuse(ctx)
}

async function askToArchive(
  ctx: BotContext,
  { staffId, version }: Place & { readonly version: number },
): Promise<Screen | null> {
  const { useCases } = ctx.services
  const view = await viewStaffCard(useCases, ctx.actor, { staffId })
  const list = await listVisitsOfSpecialist(useCases, ctx.actor, { staffId, page: 0 })
  if (!view.ok || !list.ok || !view.card.rights.edits) return await refuse(ctx)
  const { member } = view.card
  const isAsShown = member.version === version && member.state !== 'archived'
  return isAsShown ? renderArchiveQuestion(view.card, list, ctx.texts) : showChanged(ctx, view.card)
}

async function changeState(ctx: BotContext, input: ChangeSpecialistStateInput): Promise<Screen | null> {
  const result = await changeSpecialistState(ctx.services.useCases, ctx.actor, input)
  if (result.ok) return { ...show(ctx, result.card), toast: ctx.texts.plain(`staff.toast.${input.step}`) }
  return result.reason === 'changed_meanwhile' ? showChanged(ctx, result.card) : await refuse(ctx)
}

function show({ services, texts: t }: BotContext, card: StaffCard): Screen {
  return renderStaffCard(card, services.me.username, t)
}

function showChanged(ctx: BotContext, card: StaffCard): Screen {
  return withNotice(ctx.texts.html('staff.changed'), show(ctx, card))
}

/** Nobody is ever deleted: one who is not there was never there, and their button nobody made. */
async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}
