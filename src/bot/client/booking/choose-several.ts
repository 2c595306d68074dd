import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import type { OfferedService } from '../../../domain/agenda.ts'
import { combinable, mostServices } from '../../../domain/combination.ts'
import { priceOfParts } from '../../../domain/visit.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listServices, type ServiceList } from '../../../usecases/list-services.ts'
import type { BotContext } from '../../bot-context.ts'
import { pageOf, pager } from '../../pager.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { fullVisitButton, noDesk, pickServicesButton, serviceButton, type Desk } from './buttons.ts'
import { pageSize, serviceLabel, underCategories } from './choose-service.ts'
import { homeOf, servicesData } from './for-client.ts'

/** Several services for one visit, in the order in which they are ticked. */
export function chooseSeveral(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(pickServicesButton, async (ctx, { serviceIds, page, ...desk }) => {
      return await openSeveralServices(ctx, serviceIds, page, desk)
    }),
    onTap(fullVisitButton, async (ctx) => {
      await ctx.answerTap(ctx.texts.plain('booking.toast.most_services', { most: mostServices }))
      return null
    }),
  )
  return composer
}

export async function openSeveralServices(
  ctx: BotContext,
  serviceIds: readonly number[],
  page = 0,
  desk: Desk = noDesk,
): Promise<Screen> {
  const list = await listServices(ctx.services.useCases, ctx.actor)
  return renderSeveralServices(list, serviceIds, ctx.texts, page, desk)
}

/** What is not there any more, or was forged, is not ticked. */
export function renderSeveralServices(
  { services: all, currency }: ServiceList,
  serviceIds: readonly number[],
  t: Texts,
  asked = 0,
  desk: Desk = noDesk,
): Screen {
  const services = combinable(all)
  const chosen = [...new Set(serviceIds)].flatMap((id) => services.find((service) => service.id === id) ?? [])
  const ids = chosen.map(({ id }) => id)
  const { shown, page, pages } = pageOf(services, asked, pageSize)
  return {
    text: [t.html('booking.choose_several'), ...summary(chosen, currency, t)].join('\n\n'),
    keyboard: [
      ...underCategories(shown, (service) => tick(service, { serviceIds: ids, ...desk, page }, currency, t)),
      pager(page, pages, (other) => pickServicesButton.pack({ serviceIds: ids, ...desk, page: other }), t),
      ids.length > 0
        ? [
            button(
              t.plain('booking.button.go_on'),
              serviceButton.pack({ serviceIds: ids, ...desk }),
              'primary',
            ),
          ]
        : [],
      [button(t.plain('chat.button.back'), servicesData(desk)), ...homeOf(desk, t)],
    ].filter((row) => row.length > 0),
  }
}

interface Picked extends Desk {
  readonly serviceIds: readonly number[]
  readonly page: number
}

function tick(service: OfferedService, place: Picked, currency: string, t: Texts): OutgoingButton {
  const label = serviceLabel(service, currency, t)
  const { serviceIds: chosen } = place
  if (chosen.includes(service.id)) {
    const serviceIds = chosen.filter((id) => id !== service.id)
    return button(`✓ ${label}`, pickServicesButton.pack({ ...place, serviceIds }))
  }
  if (chosen.length === mostServices) return button(label, fullVisitButton.pack({}))
  return button(label, pickServicesButton.pack({ ...place, serviceIds: [...chosen, service.id] }))
}

/** In their order, with what they come to together; who performs them may differ in both. */
function summary(chosen: readonly OfferedService[], currency: string, t: Texts): string[] {
  if (chosen.length === 0) return []
  const lines = chosen.map(({ name, emoji }, index) => {
    return t.html('booking.several_item', { number: index + 1, service: titled(name, emoji) })
  })
  return [lines.join('\n'), total(chosen, currency, t)]
}

function total(chosen: readonly OfferedService[], currency: string, t: Texts): string {
  const duration = t.duration(chosen.reduce((sum, { durationMin }) => sum + durationMin, 0))
  const priceMinor = priceOfParts(chosen)
  if (priceMinor === null) return t.html('booking.several_duration', { duration })
  const priceVaries = chosen.some((service) => service.priceVaries === true)
  const price = t.money(priceMinor, currency)
  return t.html(priceVaries ? 'booking.several_total_from' : 'booking.several_total', { duration, price })
}
