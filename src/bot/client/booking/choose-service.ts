import { Composer } from 'telegraf'
import type { Service } from '../../../domain/agenda.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listServices, type ServiceList } from '../../../usecases/list-services.ts'
import type { BotContext } from '../../bot-context.ts'
import { onCommand, onMenu, onTap } from '../../routes.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { chooseServiceButton, serviceButton } from './buttons.ts'

export function chooseService(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onCommand('book', openServices),
    onMenu('book', openServices),
    onTap(chooseServiceButton, openServices),
  )
  return composer
}

export async function openServices(ctx: BotContext): Promise<Screen> {
  return renderServices(await listServices(ctx.services.useCases, ctx.actor), ctx.texts)
}

export function renderServices({ services, currency }: ServiceList, t: Texts): Screen {
  if (services.length === 0) return { text: t.html('booking.no_services'), keyboard: [] }
  return {
    text: t.html('booking.choose_service'),
    // Telegram takes a hundred buttons at most.
    keyboard: services
      .slice(0, 90)
      .map((service) => [
        button(serviceLabel(service, currency, t), serviceButton.pack({ serviceId: service.id })),
      ]),
  }
}

/** A long name gives way, so that minutes and price stay readable. */
function serviceLabel(service: Service, currency: string, t: Texts): string {
  const duration = t.duration(service.durationMin)
  const name = fit(titled(service.name, service.emoji), 36)
  if (service.priceMinor === null) return t.plain('booking.button.service_on_request', { name, duration })
  return t.plain('booking.button.service', { name, duration, price: t.money(service.priceMinor, currency) })
}
