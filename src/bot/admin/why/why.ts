import { Composer } from 'telegraf'
import { matchNames } from '../../../domain/typed-name.ts'
import { parseDateAndRest } from '../../../domain/typed-question.ts'
import { explainClosedDay, type ClosedDayQuery } from '../../../usecases/explain-closed-day.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import type { Section } from '../section.ts'
import { whyButton, whyServiceButton } from './buttons.ts'
import { renderWhichDay, renderWhichService, renderWhy, type Explained } from './render-why.ts'

/** `/why`: what keeps clients from booking on a day. Asked from the schedule, and by the command. */
export const why: Section = {
  permission: 'schedule_read',
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(whyButton, async (ctx, { page, ...query }) => await open(ctx, query, page)),
      onTap(whyServiceButton, async (ctx, { date, page }) => {
        const view = await load(ctx, { date, serviceId: null })
        return isScreen(view) ? view : renderWhichService(view, page, ctx.texts)
      }),
    )
    return composer
  },
  commands: [{ name: 'why', open: answerCommand }],
}

type Loaded = Explained | Screen | null

function isScreen(loaded: Loaded): loaded is Screen | null {
  return loaded === null || 'text' in loaded
}

async function open(ctx: BotContext, query: ClosedDayQuery, page: number): Promise<Screen | null> {
  const view = await load(ctx, query)
  if (isScreen(view)) return view
  return query.date === null ? renderWhichDay(view.today, ctx.texts) : renderWhy(view, page, ctx.texts)
}

async function load(ctx: BotContext, query: ClosedDayQuery): Promise<Loaded> {
  const view = await explainClosedDay(ctx.services.useCases, ctx.actor, query)
  if (view.ok) return view
  const { texts: t } = ctx
  switch (view.reason) {
    case 'forbidden':
      await ctx.refuseTap()
      return null
    case 'service_gone': {
      const any = await open(ctx, { ...query, serviceId: null }, 0)
      return any && withNotice(t.html('why.service_unknown'), any)
    }
    case 'no_services':
      return { text: t.html('why.no_services'), keyboard: [backAndHome(null, t)] }
  }
}

/** `/why завтра стрижка`; whatever is not said is asked. */
async function answerCommand(ctx: BotContext): Promise<Screen | null> {
  const { texts: t } = ctx
  const today = await load(ctx, { date: null, serviceId: null })
  if (isScreen(today)) return today
  const typed = (ctx.typed ?? '').replace(/^\S+/, '')
  const { date, rest } = parseDateAndRest(typed, today.today)
  const matches = matchNames(today.services, rest)
  const [service, ...others] = matches
  if (date === null) {
    return rest === '' || service === undefined || others.length > 0
      ? renderWhichDay(today.today, t)
      : await open(ctx, { date: today.today, serviceId: service.id }, 0)
  }
  if (others.length > 0) return renderWhichService({ ...today, services: matches, date }, 0, t)
  const screen = await open(ctx, { date, serviceId: service?.id ?? null }, 0)
  const isUnknown = rest !== '' && service === undefined
  return screen && isUnknown ? withNotice(t.html('why.service_unknown'), screen) : screen
}
