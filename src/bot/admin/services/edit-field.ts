import { may } from '../../../domain/roles.ts'
import { serviceFields, type ServiceChange, type ServiceField } from '../../../domain/service-fields.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { editService } from '../../../usecases/edit-service.ts'
import { viewService } from '../../../usecases/view-service.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Finish, type Home, type Step } from '../../dialogs/dialog.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { renderOutdated } from '../navigation.ts'
import { fieldText } from './field-text.ts'
import { examplePrice } from './price-words.ts'
import { fieldQuestions } from './questions.ts'
import { renderAround, titledName } from './render-card.ts'

interface Answers {
  readonly serviceId: number
  /** Of the service when its field was asked for. */
  readonly version: number
  readonly field: ServiceField
  readonly currency: string
  readonly name: string
  /** What the field is now, in words. */
  readonly now: string
  readonly value: unknown
}

/** A dialog of one question for each field; all of them lead back to the card. */
export function editDialogs(): Dialog[] {
  return serviceFields.map(editField)
}

export async function askForField(
  ctx: BotContext,
  { serviceId, field }: { readonly serviceId: number; readonly field: ServiceField },
): Promise<Screen | null> {
  const { texts: t } = ctx
  const view = await viewService(ctx.services.useCases, ctx.actor, { serviceId })
  if (!view.ok) {
    await ctx.refuseTap()
    return null
  }
  const { card } = view
  return await beginDialog(ctx, editField(field), {
    serviceId,
    version: card.service.version,
    field,
    currency: card.currency,
    name: titledName(card),
    now: fieldText(card, field, t),
  })
}

function editField(field: ServiceField): Dialog {
  return defineDialog<Answers>({
    name: fieldQuestions[field].dialog,
    steps: [question(field)],
    isFor: (actor) => may(actor.role, 'services'),
    begin: null,
    home: cardHome,
    finish,
  })
}

const cardHome: Home<Answers> = {
  draft: 'svc_card',
  show: async ({ services, actor, texts: t }, { serviceId, field }) => {
    const view = await viewService(services.useCases, actor, { serviceId })
    return view.ok ? renderAround(field, view.card, t) : renderOutdated(actor, t)
  },
}

function question(field: ServiceField): Step<Answers> {
  const { read, quick, show, none } = fieldQuestions[field]
  return {
    name: 'value',
    skippable: none !== undefined,
    ...(none && { skipLabel: (t: Texts) => t.plain(none) }),
    quickAnswers: (t) => quick.map((value) => ({ label: show(value, t), typed: String(value) })),
    ask: ({ name = '', now = '', currency = '' }, t) => {
      const asked =
        field === 'priceMinor'
          ? t.html('catalogue.ask.priceMinor', { example: examplePrice(currency, t) })
          : t.html(`catalogue.ask.${field}`)
      return `${t.html('catalogue.editing', { name, now })}\n\n${asked}`
    },
    read: (typed, { currency = '' }, t) => read(typed, currency, t),
  }
}

async function finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>> {
  const { texts: t } = ctx
  const { serviceId, version, field, value } = answers
  const result = await editService(ctx.services.useCases, ctx.actor, {
    serviceId,
    version,
    change: { field, value } as ServiceChange,
  })
  if (result.ok) {
    const saved =
      result.kept > 0 ? t.html('catalogue.saved_kept', { count: result.kept }) : t.html('catalogue.saved')
    return { outcome: 'home', answers, screen: withNotice(saved, renderAround(field, result.card, t)) }
  }
  switch (result.reason) {
    case 'forbidden':
    case 'service_gone':
      return { outcome: 'forbidden' }
    case 'invalid':
      return { outcome: 'ask_again', step: 'value', problem: t.html('catalogue.not_accepted') }
    case 'changed_meanwhile':
      return {
        outcome: 'home',
        answers,
        screen: withNotice(t.html('catalogue.changed'), renderAround(field, result.card, t)),
      }
    case 'private_visits': {
      const notice = t.html('catalogue.private_visits', { count: result.card.upcoming })
      return { outcome: 'home', answers, screen: withNotice(notice, renderAround(field, result.card, t)) }
    }
  }
}
