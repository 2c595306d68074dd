import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import { specialistOf } from '../../../domain/visit.ts'
import { listSpecialists } from '../../../usecases/list-specialists.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { bookAgainBelowButton, bookAgainButton, ownVisit } from './buttons.ts'
import { openMonth } from './choose-day.ts'
import { openServices } from './choose-service.ts'
import { onlyWay, renderSpecialists } from './choose-specialist.ts'
import { refuse } from './refuse.ts'
import { refuseToBook } from './refuse-to-book.ts'

export function bookAgainOf(visit: VisitCard): string {
  return bookAgainButton.pack(sameAs(visit))
}

/** The same in a message of its own: a notice is read again, as that a visit was cancelled and why. */
export function bookAgainBelow(visit: VisitCard): string {
  return bookAgainBelowButton.pack(sameAs(visit))
}

interface Again {
  readonly serviceIds: readonly number[]
  readonly staffId: number | null
}

function sameAs(visit: VisitCard): Again {
  return { serviceIds: visit.parts.map(({ serviceId }) => serviceId), staffId: specialistOf(visit) }
}

/** The calendar of the same services with the same specialist, or the nearest choice that is left. */
export function bookAgain(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(bookAgainButton, open),
    onTap(bookAgainBelowButton, async (ctx, again) => {
      const screen = await open(ctx, again)
      await Promise.all([ctx.answerTap(screen.toast), ctx.send(screen)])
      return null
    }),
  )
  return composer
}

async function open(ctx: BotContext, { serviceIds, staffId }: Again): Promise<Screen> {
  const refused = await refuseToBook(ctx)
  if (refused) return refused
  const { texts: t } = ctx
  const choice = { serviceIds, ...ownVisit }
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  if (!list.ok) return withNotice(t.html('refusal.service_gone'), await openServices(ctx))

  const only = onlyWay(list)
  if (only === 'nobody') return await refuse(ctx, 'staff_gone', { ...choice, staffId: null })
  const isThere = staffId === null ? list.byAnybody : list.specialists.some(({ id }) => id === staffId)
  if (isThere) return await openMonth(ctx, { ...choice, staffId, month: null })
  if (only === 'several') {
    return withNotice(t.html('refusal.staff_gone'), renderSpecialists(list, choice, t))
  }
  const instead = only ? t.html('booking.again_instead', { specialist: only.name }) : undefined
  return await openMonth(ctx, { ...choice, staffId: only?.id ?? null, month: null }, instead)
}
