import { may } from '../../../domain/roles.ts'
import { serviceLimits } from '../../../domain/service-limits.ts'
import { changeOwnTerms } from '../../../usecases/change-own-terms.ts'
import { viewSpecialistServices } from '../../../usecases/view-specialist-services.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Finish, type Home, type Step } from '../../dialogs/dialog.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { renderOutdated } from '../navigation.ts'
import { examplePrice } from '../services/price-words.ts'
import { readMinutes, readPrice } from '../services/read-values.ts'
import { assignmentOf, renderOwnTerms, renderServicesOfStaff, type Place } from './render-assignments.ts'

type Field = 'priceMinor' | 'durationMin'

interface Answers extends Place {
  readonly field: Field
  /** Of the service when the field was asked for. */
  readonly version: number
  readonly currency: string
  readonly name: string
  readonly service: string
  readonly value: number | null
}

/** A dialog of one question for the price and one for the time; both lead back to what is the specialist's own. */
export function ownTermsDialogs(): Dialog[] {
  return [ownTermsDialog('priceMinor'), ownTermsDialog('durationMin')]
}

export async function askForOwnTerms(
  ctx: BotContext,
  { field, ...place }: Place & { readonly field: Field },
): Promise<Screen | null> {
  const view = await viewSpecialistServices(ctx.services.useCases, ctx.actor, place)
  const assignment = view.ok && view.assigns ? assignmentOf(view, place.serviceId) : undefined
  if (!view.ok || !assignment?.performs) {
    await ctx.refuseTap()
    return null
  }
  const { name, service, version } = assignment
  const { currency } = view
  return await beginDialog(ctx, ownTermsDialog(field), { ...place, field, version, currency, name, service })
}

function ownTermsDialog(field: Field): Dialog {
  return defineDialog<Answers>({
    name: field === 'priceMinor' ? 'own_price' : 'own_time',
    steps: [field === 'priceMinor' ? askPrice : askDuration],
    isFor: (actor) => may(actor.role, 'services'),
    begin: null,
    home: termsHome,
    finish,
  })
}

const termsHome: Home<Answers> = {
  draft: 'own_terms',
  show: async (ctx, answers) => (await showTerms(ctx, answers)) ?? renderOutdated(ctx.actor, ctx.texts),
}

const resettable = {
  name: 'value',
  skippable: true,
  skipLabel: (t) => t.plain('performer.button.as_service'),
} as const satisfies Partial<Step<Answers>>

const askPrice: Step<Answers> = {
  ...resettable,
  quickAnswers: () => [],
  ask: ({ name = '', service = '', currency = '' }, t) =>
    `${t.html('performer.terms', { name, service })}\n\n${t.html('performer.ask_price', { example: examplePrice(currency, t) })}`,
  read: (typed, { currency = '' }, t) => readPrice(typed, currency, t),
}

const askDuration: Step<Answers> = {
  ...resettable,
  quickAnswers: (t) =>
    [30, 45, 60, 90].map((minutes) => ({ label: t.duration(minutes), typed: String(minutes) })),
  ask: ({ name = '', service = '' }, t) =>
    `${t.html('performer.terms', { name, service })}\n\n${t.html('performer.ask_duration')}`,
  read: (typed, _answers, t) => readMinutes(typed, serviceLimits.durationMin, t),
}

async function finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>> {
  const { texts: t } = ctx
  const result = await changeOwnTerms(ctx.services.useCases, ctx.actor, answers)
  if (!result.ok && result.reason === 'invalid') {
    return { outcome: 'ask_again', step: 'value', problem: t.html('performer.not_accepted') }
  }
  const screen = result.ok || result.reason === 'changed_meanwhile' ? await showTerms(ctx, answers) : null
  if (!screen) return { outcome: 'forbidden' }
  return { outcome: 'home', answers, screen: withNotice(noticeOf(result, t), screen) }
}

function noticeOf(result: Awaited<ReturnType<typeof changeOwnTerms>>, t: BotContext['texts']): string {
  if (!result.ok) return t.html('performer.changed')
  const kept = result.kept === 0 ? [] : [t.html('performer.kept', { count: result.kept })]
  return [t.html('performer.saved'), ...kept].join(' ')
}

/** What is the specialist's own now; of a service that was taken from them meanwhile, the list without it. */
async function showTerms(ctx: BotContext, answers: Answers): Promise<Screen | null> {
  const { staffId, serviceId, from, page } = answers
  const view = await viewSpecialistServices(ctx.services.useCases, ctx.actor, { staffId })
  if (!view.ok) return null
  const assignment = assignmentOf(view, serviceId)
  return view.assigns && assignment?.performs
    ? renderOwnTerms(assignment, { staffId, serviceId, from, page }, view.currency, ctx.texts)
    : renderServicesOfStaff(view, page, ctx.texts)
}
