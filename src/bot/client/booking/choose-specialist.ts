import { Composer } from 'telegraf'
import type { Specialist } from '../../../domain/agenda.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listSpecialists, type SpecialistList } from '../../../usecases/list-specialists.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { bookingButton } from '../my-bookings/buttons.ts'
import { chooseServiceButton, monthButton, serviceButton, specialistsButton } from './buttons.ts'
import { openMonth } from './choose-day.ts'
import { openServices } from './choose-service.ts'
import { refuse } from './refuse.ts'

export function chooseSpecialist(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(serviceButton, goOn), onTap(specialistsButton, goBack))
  return composer
}

interface Choice {
  readonly serviceId: number
  /** The visit that is being moved, if the other specialist is for it. */
  readonly movingBookingId: number | null
}

/** With a single specialist there is nothing to choose. */
async function goOn(ctx: BotContext, { serviceId }: { readonly serviceId: number }): Promise<Screen> {
  const choice = { serviceId, movingBookingId: null }
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  if (!list.ok) return await refuse(ctx, list.reason, { ...choice, staffId: null })
  const [only, ...others] = list.specialists
  if (others.length > 0) return renderSpecialists(list, choice, ctx.texts)
  return await openMonth(ctx, { ...choice, staffId: only?.id ?? null, month: null })
}

async function goBack(ctx: BotContext, choice: Choice): Promise<Screen | null> {
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  if (!list.ok) return await refuse(ctx, list.reason, { ...choice, staffId: null })
  if (list.specialists.length > 1) return renderSpecialists(list, choice, ctx.texts)
  if (choice.movingBookingId === null) return await openServices(ctx)
  const specialist = list.specialists[0]?.name ?? ''
  await ctx.answerTap(ctx.texts.plain('booking.toast.only_specialist', { specialist }))
  return null
}

export function renderSpecialists(
  list: Extract<SpecialistList, { ok: true }>,
  choice: Choice,
  t: Texts,
): Screen {
  const { service, specialists, currency } = list
  const data = (staffId: number | null) => monthButton.pack({ ...choice, staffId, month: null })
  const back =
    choice.movingBookingId === null
      ? chooseServiceButton.pack({})
      : bookingButton.pack({ bookingId: choice.movingBookingId })
  return {
    text: t.html('booking.choose_specialist', { service: titled(service.name, service.emoji) }),
    keyboard: [
      [button(t.plain('booking.button.any_specialist'), data(null))],
      ...specialists
        .slice(0, 90)
        .map((specialist) => [
          button(specialistLabel(specialist, specialists, currency, t), data(specialist.id)),
        ]),
      [button(t.plain('chat.button.back'), back)],
    ],
  }
}

/** Prices are told only where they differ. */
function specialistLabel(
  { name, priceMinor }: Specialist,
  all: readonly Specialist[],
  currency: string,
  t: Texts,
): string {
  const samePrice = all.every((other) => other.priceMinor === priceMinor)
  if (samePrice || priceMinor === null) return name
  return t.plain('booking.button.specialist', { name: fit(name, 40), price: t.money(priceMinor, currency) })
}
