import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { Catalogue } from '../../../usecases/list-catalogue.ts'
import { serviceLabel } from '../../client/booking/choose-service.ts'
import { openDialogButton } from '../../dialogs/buttons.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { backAndHome } from '../navigation.ts'
import { addServiceDialog, catalogueButton, serviceCardButton } from './buttons.ts'

/** A page that a thumb can scroll. */
export const pageSize = 10

export interface CataloguePage {
  readonly shelf: 'current' | 'archived'
  readonly page: number
}

type Listed = Extract<Catalogue, { ok: true }>
type ListedService = Listed['services'][number]

export function renderCatalogue(catalogue: Listed, asked: CataloguePage, t: Texts): Screen {
  const { shelf } = asked
  const { shown, page, pages } = pageOf(catalogue.services, asked.page, pageSize)
  const isEmpty = catalogue.services.length === 0
  return {
    text: t.html(isEmpty ? `catalogue.no_${shelf}` : `catalogue.${shelf}`),
    keyboard: [
      ...shown.map((service) => [serviceButton(service, catalogue.currency, t)]),
      pager(page, pages, (other) => catalogueButton.pack({ shelf, page: other }), t),
      ...(shelf === 'current' ? belowCurrent(catalogue, t) : []),
      backAndHome(shelf === 'archived' ? catalogueButton.pack({ shelf: 'current', page: 0 }) : null, t),
    ].filter((row) => row.length > 0),
  }
}

function belowCurrent({ archived }: Listed, t: Texts): OutgoingButton[][] {
  return [
    [button(t.plain('catalogue.button.add'), openDialogButton.pack({ dialog: addServiceDialog }))],
    archived === 0
      ? []
      : [
          button(
            t.plain('catalogue.button.archived', { count: archived }),
            catalogueButton.pack({ shelf: 'archived', page: 0 }),
          ),
        ],
  ]
}

function serviceButton(service: ListedService, currency: string, t: Texts): OutgoingButton {
  const label =
    service.state === 'hidden'
      ? t.plain('catalogue.button.hidden_service', { name: fit(titled(service.name, service.emoji), 36) })
      : serviceLabel(service, currency, t)
  return button(label, serviceCardButton.pack({ serviceId: service.id }))
}
