import { parseDuration } from '../../../domain/duration.ts'
import { parsePrice } from '../../../domain/money.ts'
import { may } from '../../../domain/roles.ts'
import { serviceLimits } from '../../../domain/service-limits.ts'
import type { Service } from '../../../domain/agenda.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { createService, type CreateServiceResult } from '../../../usecases/create-service.ts'
import { listServices } from '../../../usecases/list-services.ts'
import type { BotContext } from '../../bot-context.ts'
import { chooseServiceButton } from '../../client/booking/buttons.ts'
import { openDialogButton } from '../../dialogs/buttons.ts'
import { defineDialog, type Dialog, type Finish, type Reading, type Step } from '../../dialogs/dialog.ts'
import { button, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import type { Section } from '../section.ts'
import { examplePrice, priceProblem } from './price-words.ts'

export const addServiceDialog = 'add_service'

interface Answers {
  /** Known from the start: prices are asked for and read in it. */
  readonly currency: string
  readonly name: string
  readonly minutes: number
  /** Minor units; null: on request. */
  readonly price: number | null
}

/** Three questions: name, minutes, price. */
function addService(): Dialog {
  return defineDialog<Answers>({
    name: addServiceDialog,
    steps: [askName, askMinutes, askPrice],
    isFor: (actor) => may(actor.role, 'services'),
    begin: async (ctx) => ({ currency: (await listServices(ctx.services.useCases, ctx.actor)).currency }),
    finish,
  })
}

export const services: Section = {
  permission: 'services',
  onPanel: [{ label: 'panel.button.add_service', data: openDialogButton.pack({ dialog: addServiceDialog }) }],
  dialogs: () => [addService()],
}

const askName: Step<Answers> = {
  name: 'name',
  skippable: false,
  quickAnswers: () => [],
  ask: (_answers, t) => t.html('service.ask_name'),
  read: (typed, _answers, t) => {
    const name = inOneLine(typed)
    const length = Array.from(name).length
    const { least, most } = serviceLimits.name
    const allowed = length >= least && length <= most && /[^\p{C}\p{Z}]/u.test(name)
    return allowed ? { ok: true, value: name } : { ok: false, problem: nameProblem(t) }
  },
}

const askMinutes: Step<Answers> = {
  name: 'minutes',
  skippable: false,
  quickAnswers: (t) =>
    [30, 45, 60, 90, 120].map((minutes) => ({ label: t.duration(minutes), typed: String(minutes) })),
  ask: ({ name = '' }, t) => t.html('service.ask_minutes', { name }),
  read: (typed, _answers, t) => {
    const minutes = parseDuration(typed)
    const { least, most } = serviceLimits.durationMin
    const allowed = minutes !== null && minutes >= least && minutes <= most
    return allowed ? { ok: true, value: minutes } : { ok: false, problem: minutesProblem(t) }
  },
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
  read: (typed, { currency = '' }, t): Reading => {
    const price = parsePrice(typed, currency)
    return price.ok
      ? { ok: true, value: price.minor }
      : { ok: false, problem: priceProblem(price, currency, t) }
  },
}

function nameProblem(t: Texts): string {
  const { least: min, most: max } = serviceLimits.name
  return t.html('service.name_length', { min, max })
}

function minutesProblem(t: Texts): string {
  const { least: min, most: max } = serviceLimits.durationMin
  return t.html('service.minutes_invalid', { min, max })
}

/** What people paste has line breaks and invisible characters in it; a button has one line. */
function inOneLine(typed: string): string {
  return typed
    .replace(/\p{Cs}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
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
      return { step: 'minutes', problem: minutesProblem(t) }
    case 'price':
      return { step: 'price', problem: priceProblem({ ok: false, reason: 'not_a_price' }, currency, t) }
  }
}

export function renderAdded({ name, durationMin, priceMinor }: Service, currency: string, t: Texts): Screen {
  const duration = t.duration(durationMin)
  return {
    text:
      priceMinor === null
        ? t.html('service.added_on_request', { name, duration })
        : t.html('service.added', { name, duration, price: t.money(priceMinor, currency) }),
    keyboard: [
      [button(t.plain('service.button.add_another'), openDialogButton.pack({ dialog: addServiceDialog }))],
      [button(t.plain('service.button.book'), chooseServiceButton.pack({}))],
      backAndHome(null, t),
    ],
  }
}
