import type { ServiceField } from '../../../domain/service-fields.ts'
import type { ServiceStep } from '../../../domain/service-state.ts'
import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { ServiceCard } from '../../../usecases/service-card.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { backAndHome, renderConfirmation } from '../navigation.ts'
import {
  askArchiveButton,
  catalogueButton,
  editFieldButton,
  moveServiceButton,
  performersButton,
  serviceCardButton,
  serviceRulesButton,
  serviceStateButton,
} from './buttons.ts'
import { fieldText } from './field-text.ts'
import { pageSize } from './render-catalogue.ts'

const cardFields = ['name', 'emoji', 'durationMin', 'priceMinor', 'category', 'description'] as const
const ruleFields = [
  'slotIntervalMin',
  'capacity',
  'bufferBeforeMin',
  'bufferAfterMin',
  'minimumNoticeMin',
  'cancellationHours',
] as const

/** What the service is; its rules for booking are a screen further. */
export function renderCard(card: ServiceCard, t: Texts): Screen {
  const { service } = card
  const isArchived = service.state === 'archived'
  return {
    text: [heading(card, t), ...description(card, t), standing(card, t)].join('\n\n'),
    keyboard: isArchived
      ? [[stateButton(card, 'restore', t)], back(card, t)]
      : [
          ...fieldButtons(card, cardFields, t),
          [
            button(t.plain('catalogue.button.rules'), serviceRulesButton.pack({ serviceId: service.id })),
            ...performersOf(card, t),
          ],
          ...moveButtons(card, t),
          [
            stateButton(card, service.state === 'active' ? 'disable' : 'enable', t),
            button(
              t.plain('catalogue.button.archive'),
              askArchiveButton.pack({ serviceId: service.id, version: service.version }),
            ),
          ],
          back(card, t),
        ],
  }
}

export function renderRules(card: ServiceCard, t: Texts): Screen {
  const lines = ruleFields.map((field) =>
    t.html(`catalogue.rule.${field}`, { what: fieldText(card, field, t) }),
  )
  return {
    text: [t.html('catalogue.rules', { name: titledName(card) }), '', ...lines].join('\n'),
    keyboard: [
      ...fieldButtons(card, ruleFields, t),
      backAndHome(serviceCardButton.pack({ serviceId: card.service.id }), t),
    ],
  }
}

/** The screen of the card that shows a field. */
export function renderAround(field: ServiceField, card: ServiceCard, t: Texts): Screen {
  const isRule = ruleFields.some((rule) => rule === field)
  return isRule && card.service.state !== 'archived' ? renderRules(card, t) : renderCard(card, t)
}

export function renderArchiveQuestion(card: ServiceCard, t: Texts): Screen {
  const { id: serviceId, version } = card.service
  const question = t.html('catalogue.archive_question', { name: titledName(card), count: card.upcoming })
  const yes = {
    label: t.plain('catalogue.button.yes_archive'),
    data: serviceStateButton.pack({ serviceId, version, step: 'archive' }),
  }
  return renderConfirmation({ question, yes, no: serviceCardButton.pack({ serviceId }) }, t)
}

export function titledName({ service }: ServiceCard): string {
  return titled(service.name, service.emoji)
}

function heading(card: ServiceCard, t: Texts): string {
  const { category } = card.service
  return [
    t.html('catalogue.name', { name: titledName(card) }),
    t.html('catalogue.basics', {
      duration: fieldText(card, 'durationMin', t),
      price: fieldText(card, 'priceMinor', t),
    }),
    ...(category === null ? [] : [t.html('catalogue.category', { category })]),
  ].join('\n')
}

function description({ service }: ServiceCard, t: Texts): string[] {
  return service.description === null
    ? []
    : [t.html('catalogue.description', { description: service.description })]
}

function standing(card: ServiceCard, t: Texts): string {
  const { service, position, total, upcoming, performers } = card
  const { performing, bookable, team } = performers
  return [
    ...(service.state === 'active' ? [] : [t.html(`catalogue.is_${service.state}`)]),
    ...(service.state === 'active' && bookable === 0 ? [t.html('catalogue.nobody_performs')] : []),
    ...(team <= 1 ? [] : [t.html('catalogue.performers', { performing, team })]),
    ...(position === null || total === 1 ? [] : [t.html('catalogue.position', { position, total })]),
    t.html('catalogue.upcoming', { count: upcoming }),
  ].join('\n')
}

function fieldButtons(
  { service }: ServiceCard,
  fields: readonly ServiceField[],
  t: Texts,
): OutgoingButton[][] {
  return inRows(
    fields.map((field) =>
      button(t.plain(`catalogue.button.${field}`), editFieldButton.pack({ serviceId: service.id, field })),
    ),
    2,
  )
}

/** Of one specialist there is nothing to choose. */
function performersOf({ service, performers }: ServiceCard, t: Texts): OutgoingButton[] {
  if (performers.team <= 1) return []
  const data = performersButton.pack({ serviceId: service.id, page: 0 })
  return [button(t.plain('catalogue.button.performers'), data)]
}

/** Only where there is somewhere to go. */
function moveButtons({ service, position, total }: ServiceCard, t: Texts): OutgoingButton[][] {
  if (position === null) return []
  const move = (direction: 'up' | 'down') =>
    button(
      t.plain(`catalogue.button.${direction}`),
      moveServiceButton.pack({ serviceId: service.id, direction }),
    )
  const row = [...(position > 1 ? [move('up')] : []), ...(position < total ? [move('down')] : [])]
  return row.length > 0 ? [row] : []
}

function stateButton({ service }: ServiceCard, step: ServiceStep, t: Texts): OutgoingButton {
  const { id: serviceId, version } = service
  return button(t.plain(`catalogue.button.${step}`), serviceStateButton.pack({ serviceId, version, step }))
}

/** To the page of the list on which the service is. */
function back({ position }: ServiceCard, t: Texts): OutgoingButton[] {
  return position === null
    ? backAndHome(catalogueButton.pack({ shelf: 'archived', page: 0 }), t)
    : backAndHome(catalogueButton.pack({ shelf: 'current', page: Math.floor((position - 1) / pageSize) }), t)
}
