import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import type { OfferedService, Service } from '../../../domain/agenda.ts'
import { may } from '../../../domain/roles.ts'
import { beginsCategory } from '../../../domain/categories.ts'
import { combinable } from '../../../domain/combination.ts'
import type { Rating } from '../../../domain/review.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listRatings, type Ratings } from '../../../usecases/list-ratings.ts'
import { listServices, type ServiceList } from '../../../usecases/list-services.ts'
import { addServiceDialog } from '../../admin/services/buttons.ts'
import type { BotContext } from '../../bot-context.ts'
import { openDialogButton } from '../../dialogs/buttons.ts'
import { inertButton, pageOf, pager } from '../../pager.ts'
import { onTap } from '../../routes.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { ratingText } from '../../stars.ts'
import { titled } from '../../visit-text.ts'
import { noDesk, pickServicesButton, serviceButton, servicesPageButton, type Desk } from './buttons.ts'
import { homeOf } from './for-client.ts'

export function chooseService(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(servicesPageButton, async (ctx, { page, ...desk }) => await openServices(ctx, page, desk)),
  )
  return composer
}

/** Without a client whoever chooses books for themselves. */
export async function openServices(ctx: BotContext, page = 0, desk: Desk = noDesk): Promise<Screen> {
  const { actor, texts: t } = ctx
  const { useCases } = ctx.services
  const list = await listServices(useCases, actor)
  if (list.services.length === 0) return renderNoServices(may(actor.role, 'services'), desk.clientId, t)
  const serviceIds = list.services.map(({ id }) => id)
  return renderServices(list, t, await listRatings(useCases, actor, serviceIds), page, desk)
}

/** Whoever may mend that is offered to; `clientId`: for whom staff book. */
export function renderNoServices(addsServices: boolean, clientId: number | null, t: Texts): Screen {
  const isAtDesk = clientId !== null
  const home = isAtDesk ? [homeOf({ clientId }, t)] : []
  if (!addsServices) {
    return { text: t.html(isAtDesk ? 'desk.no_services_yet' : 'booking.no_services'), keyboard: home }
  }
  const data = openDialogButton.pack({ dialog: addServiceDialog })
  return {
    text: t.html(isAtDesk ? 'desk.no_services' : 'start.owner_first_steps'),
    keyboard: [[button(t.plain('start.button.add_service'), data, 'primary')], ...home],
  }
}

export function renderServices(
  { services, currency }: ServiceList,
  t: Texts,
  ratings: Ratings = new Map(),
  asked = 0,
  desk: Desk = noDesk,
): Screen {
  const { shown, page, pages } = pageOf(services, asked, pageSize)
  const rated = shown.flatMap((service) => ratingLine(service, ratings.get(service.id), t))
  return {
    text: [
      t.html(desk.clientId === null ? 'booking.choose_service' : 'desk.choose_service'),
      rated.slice(0, mostRatingLines).join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    keyboard: [
      ...underCategories(shown, (service) =>
        button(serviceLabel(service, currency, t), serviceButton.pack({ serviceIds: [service.id], ...desk })),
      ),
      pager(page, pages, (other) => servicesPageButton.pack({ ...desk, page: other }), t),
      combinable(services).length > 1
        ? [
            button(
              t.plain('booking.button.several'),
              pickServicesButton.pack({ serviceIds: [], ...desk, page }),
            ),
          ]
        : [],
      homeOf(desk, t),
    ].filter((row) => row.length > 0),
  }
}

/** Telegram takes a hundred buttons at most; so many can still be looked over. */
export const pageSize = 30

/** A button a service, and a heading over those of each category. */
export function underCategories<One extends Service>(
  services: readonly One[],
  labelled: (service: One) => OutgoingButton,
): OutgoingButton[][] {
  return services.flatMap((service, place) => [
    ...(service.category !== null && beginsCategory(services, place)
      ? [[button(service.category, inertButton.pack({}))]]
      : []),
    [labelled(service)],
  ])
}

/** More would push the buttons off the screen. */
const mostRatingLines = 12

/** Beside the buttons and not on them: there is no room for it there. */
function ratingLine(service: Service, rating: Rating | undefined, t: Texts): string[] {
  if (!rating) return []
  const name = fit(titled(service.name, service.emoji), 36)
  return [`${t.html('review.of_service', { service: name })} ${ratingText(rating, t)}`]
}

/** A long name gives way, so that minutes and price stay readable. */
export function serviceLabel(service: OfferedService, currency: string, t: Texts): string {
  const { priceMinor, priceVaries = false } = service
  const duration = t.duration(service.durationMin)
  const name = fit(titled(service.name, service.emoji), priceVaries ? 30 : 36)
  if (priceMinor === null) return t.plain('booking.button.service_on_request', { name, duration })
  const exact = t.money(priceMinor, currency)
  const price = priceVaries ? t.plain('booking.part.price_from', { price: exact }) : exact
  return t.plain('booking.button.service', { name, duration, price })
}
