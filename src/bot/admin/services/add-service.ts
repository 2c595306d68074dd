import { may } from '../../../domain/roles.ts'
import { serviceLimits } from '../../../domain/service-limits.ts'
import type { Service } from '../../../domain/agenda.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { createService, type CreateServiceResult } from '../../../usecases/create-service.ts'
import { listServices } from '../../../usecases/list-services.ts'
import type { BotContext } from '../../bot-context.ts'
import { chooseServiceButton } from '../../client/booking/buttons.ts'
import { openDialogButton } from '../../dialogs/buttons.ts'
import { defineDialog, type Dialog, type Finish, type Step } from '../../dialogs/dialog.ts'
import { button, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { addServiceDialog, serviceCardButton } from './buttons.ts'
import { openCatalogue } from './open-catalogue.ts'
import { examplePrice, priceProblem } from './price-words.ts'
import { minutesProblem, nameProblem, readMinutes, readName, readPrice } from './read-values.ts'

interface Answers {
  /** Known from the start: prices are asked for and read in it. */
  readonly currency: string
  readonly name: string
  readonly minutes: number
  /** Minor units; null: on request. */
  readonly price: number | null
}

/** Three questions: name, minutes, price. */
export function addService(): Dialog {
  return defineDialog<Answers>({
    name: addServiceDialog,
    steps: [askName, askMinutes, askPrice],
    isFor: (actor) => may(actor.role, 'services'),
    begin: async (ctx) => ({ currency: (await listServices(ctx.services.useCases, ctx.actor)).currency }),
    whenLeft: async (ctx) => await openCatalogue(ctx, { shelf: 'current', page: 0 }),
    leaveLabel: (t) => t.plain('dialog.button.not_add'),
    finish,
  })
}

const askName: Step<Answers> = {
  name: 'name',
  skippable: false,
  quickAnswers: () => [],
  ask: (_answers, t) => t.html('service.ask_name'),
  read: (typed, _answers, t) => readName(typed, t),
}

const askMinutes: Step<Answers> = {
  name: 'minutes',
  skippable: false,
  quickAnswers: (t) =>
    [30, 45, 60, 90, 120].map((minutes) => ({ label: t.duration(minutes), typed: String(minutes) })),
  ask: ({ name = '' }, t) => t.html('service.ask_minutes', { name }),
  read: (typed, _answers, t) => readMinutes(typed, serviceLimits.durationMin, t),
}

const askPrice: Step<Answers> = {
  name: 'price',
  skippable: true,
  quickAnswers: () => [],
  ask: ({ name = '', minutes = 0, currency = '' }, t) =>
    t.html('service.ask_price', {
      name,
      duration: t.duration(minutes),
      example: examplePrice(currency, t),
    }),
  read: (typed, { currency = '' }, t) => readPrice(typed, currency, t),
}

async function finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>> {
  const { name, minutes, price, currency } = answers
  const result = await createService(ctx.services.useCases, ctx.actor, {
    name,
    durationMin: minutes,
    priceMinor: price,
  })
  if (result.ok) return { outcome: 'done', screen: renderAdded(result.service, currency, ctx.texts) }
  if (result.reason === 'forbidden') return { outcome: 'forbidden' }
  return { outcome: 'ask_again', ...problemOf(result.field, currency, ctx.texts) }
}

type Field = Extract<CreateServiceResult, { reason: 'invalid' }>['field']

function problemOf(field: Field, currency: string, t: Texts): { step: keyof Answers; problem: string } {
  switch (field) {
    case 'name':
      return { step: 'name', problem: nameProblem(t) }
    case 'duration':
      return { step: 'minutes', problem: minutesProblem(serviceLimits.durationMin, t) }
    case 'price':
      return { step: 'price', problem: priceProblem({ ok: false, reason: 'not_a_price' }, currency, t) }
  }
}

export function renderAdded(
  { id, name, durationMin, priceMinor }: Service,
  currency: string,
  t: Texts,
): Screen {
  const duration = t.duration(durationMin)
  return {
    text:
      priceMinor === null
        ? t.html('service.added_on_request', { name, duration })
        : t.html('service.added', { name, duration, price: t.money(priceMinor, currency) }),
    keyboard: [
      [button(t.plain('service.button.add_another'), openDialogButton.pack({ dialog: addServiceDialog }))],
      [button(t.plain('service.button.card'), serviceCardButton.pack({ serviceId: id }))],
      [button(t.plain('service.button.book'), chooseServiceButton.pack({}))],
      backAndHome(null, t),
    ],
  }
}
