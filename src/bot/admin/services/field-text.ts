import type { ServiceField } from '../../../domain/service-fields.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { ServiceCard } from '../../../usecases/service-card.ts'

/** What a field is now, in plain text. */
export function fieldText(
  { service, currency, business }: ServiceCard,
  field: ServiceField,
  t: Texts,
): string {
  switch (field) {
    case 'name':
      return service.name
    case 'emoji':
    case 'category':
    case 'description':
      return service[field] ?? t.plain('catalogue.part.none')
    case 'durationMin':
      return t.duration(service.durationMin)
    case 'priceMinor':
      return service.priceMinor === null
        ? t.plain('catalogue.part.on_request')
        : t.money(service.priceMinor, currency)
    case 'bufferBeforeMin':
    case 'bufferAfterMin':
      return service[field] === 0 ? t.plain('catalogue.part.none') : t.duration(service[field])
    case 'capacity':
      return String(service.capacity)
    case 'slotIntervalMin':
      return ownOr(service.slotIntervalMin, business.slotIntervalMin, (minutes) => t.duration(minutes), t)
    case 'minimumNoticeMin':
      return ownOr(service.minimumNoticeMin, business.minimumNoticeMin, (minutes) => ahead(minutes, t), t)
    case 'cancellationHours':
      return ownOr(service.cancellationHours, business.cancellationHours, (hours) => ahead(hours * 60, t), t)
  }
}

/** The service's own value, or the business's, which is said to be that. */
function ownOr(own: number | null, ofBusiness: number, show: (value: number) => string, t: Texts): string {
  return own === null ? t.plain('catalogue.part.as_business', { what: show(ofBusiness) }) : show(own)
}

function ahead(minutes: number, t: Texts): string {
  if (minutes === 0) return t.plain('catalogue.part.until_start')
  return t.plain('catalogue.part.before_start', { duration: t.duration(minutes) })
}
