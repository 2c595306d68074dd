import { Composer } from 'telegraf'
import type { Texts } from '../../../i18n/i18n.ts'
import { listSpecialists } from '../../../usecases/list-specialists.ts'
import { viewSpecialist, type SpecialistView } from '../../../usecases/view-specialist.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { monthButton, ownVisit, specialistCardButton, specialistsButton, type Desk } from './buttons.ts'
import { onlyWay } from './choose-specialist.ts'
import { serviceLabel } from './choose-service.ts'
import { timesData } from './for-client.ts'
import { refuse } from './refuse.ts'

export function specialistCard(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(specialistCardButton, openCard))
  return composer
}

interface Choice extends Desk {
  readonly serviceIds: readonly number[]
  readonly staffId: number
  readonly movingBookingId: number | null
}

async function openCard(ctx: BotContext, choice: Choice): Promise<Screen> {
  const view = await viewSpecialist(ctx.services.useCases, ctx.actor, choice)
  if (!view.ok) return await refuse(ctx, view.reason, choice)
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  return renderCard(view, choice, ctx.texts, list.ok && onlyWay(list) !== 'several')
}

/** The card with all that can be booked there; null: there is no such specialist. */
export async function openSpecialist(ctx: BotContext, staffId: number): Promise<Screen | null> {
  const view = await viewSpecialist(ctx.services.useCases, ctx.actor, { staffId })
  return view.ok ? renderSpecialist(view, ctx.texts) : null
}

type Specialist = Extract<SpecialistView, { ok: true }>

/** Where there is nobody else to choose, the way back is the calendar that the card was opened from. */
export function renderCard(view: Specialist, choice: Choice, t: Texts, isOnly = false): Screen {
  const { serviceIds, movingBookingId, clientId, date, from } = choice
  const portrait = renderPortrait(view.specialist, t)
  if (isOnly) return { ...portrait, keyboard: [[button(t.plain('chat.button.back'), timesData(choice))]] }
  return {
    ...portrait,
    keyboard: [
      [button(t.plain('booking.button.choose_specialist'), timesData(choice))],
      [
        button(
          t.plain('chat.button.back'),
          specialistsButton.pack({ serviceIds, movingBookingId, clientId, date, from }),
        ),
      ],
    ],
  }
}

export function renderSpecialist(view: Specialist, t: Texts): Screen {
  const { services, specialist, currency } = view
  const { text, ...photo } = renderPortrait(view.specialist, t)
  return {
    ...photo,
    text: `${text}\n\n${t.html('booking.choose_service')}`,
    keyboard: services.slice(0, 90).map((service) => {
      const target = { serviceIds: [service.id], staffId: specialist.id, ...ownVisit }
      return [button(serviceLabel(service, currency, t), monthButton.pack({ ...target, month: null }))]
    }),
  }
}

/** A caption has room for 1,024 characters. */
const mostOfBio = 800

/** What clients get to know of a specialist. */
export function renderPortrait(
  { name, bio, photoFileId }: Pick<Specialist['specialist'], 'name' | 'bio' | 'photoFileId'>,
  t: Texts,
): { text: string; photo?: string } {
  const text =
    bio === null
      ? t.html('booking.specialist', { specialist: name })
      : t.html('booking.specialist_bio', { specialist: name, bio: fit(bio, mostOfBio) })
  return { text, ...(photoFileId !== null && { photo: photoFileId }) }
}
