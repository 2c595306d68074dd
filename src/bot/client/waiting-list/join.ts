import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import { addDays, monthOfDate, parseLocalDate, weekdayOf } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import {
  joinWaitingList,
  type JoinWaitingListInput,
  type JoinWaitingListResult,
} from '../../../usecases/join-waiting-list.ts'
import { listSpecialists } from '../../../usecases/list-specialists.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Dialog } from '../../dialogs/dialog.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { titledServices } from '../../visit-text.ts'
import { renderBanned } from '../booking/refuse-to-book.ts'
import { dayButton, monthButton, ownVisit } from '../booking/buttons.ts'
import { openMonth } from '../booking/choose-day.ts'
import { openTimes } from '../booking/choose-time.ts'
import { refuse } from '../booking/refuse.ts'
import { myBookingsButton } from '../my-bookings/buttons.ts'
import { openMyBookings } from '../my-bookings/my-bookings.ts'
import { askForPhone, definePhoneDialog } from '../phone-question.ts'
import { joinButton, leaveButton, waitButton } from './buttons.ts'
import { waitingText } from './waiting-text.ts'

export function joinWaiting(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(waitButton, chooseDays), onTap(joinButton, join))
  return composer
}

/** What is waited for, and where everything was taken. */
type Wish = Omit<JoinWaitingListInput, 'range'>

async function chooseDays(ctx: BotContext, wish: Wish): Promise<Screen> {
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, targetOf(wish))
  if (!list.ok) return await refuse(ctx, list.reason, targetOf(wish))
  return renderDays(titledServices(list.services), wish, ctx.texts)
}

export function renderDays(service: string, wish: Wish, t: Texts): Screen {
  const { date } = wish
  const monday = addDays(date, 1 - weekdayOf(date))
  const week = { days: t.dates(monday, addDays(monday, 6)) }
  const join = (range: JoinWaitingListInput['range'], label: string) => [
    button(label, joinButton.pack({ ...wish, range })),
  ]
  const near =
    wish.full === 'day'
      ? [
          join('day', t.plain('waiting.button.day', { day: t.capitalised(t.day(date)) })),
          join('week', t.plain('waiting.button.days', week)),
        ]
      : [join('month', t.plain('waiting.button.month', { month: t.monthName(monthOfDate(date)) }))]
  return {
    text: t.html('waiting.choose_days', { service }),
    keyboard: [...near, join('any', t.plain('waiting.button.any')), [wayBack(wish, t)]],
  }
}

function wayBack(wish: Wish, t: Texts): OutgoingButton {
  const target = targetOf(wish)
  const { date } = wish
  const data =
    wish.full === 'day'
      ? dayButton.pack({ ...target, date, page: 0 })
      : monthButton.pack({ ...target, month: monthOfDate(date) })
  return button(t.plain('chat.button.back'), data)
}

function targetOf({ serviceId, staffId }: Wish) {
  return { serviceIds: [serviceId], staffId, ...ownVisit }
}

async function join(ctx: BotContext, input: JoinWaitingListInput): Promise<Screen | null> {
  const result = await joinWaitingList(ctx.services.useCases, ctx.actor, input)
  if (result.ok || result.reason !== 'phone_required') return await show(ctx, input, result)
  return await askForPhone(ctx, waitPhoneDialog(), { ...input, country: result.country })
}

interface WishUnderWay extends Omit<JoinWaitingListInput, 'date'> {
  readonly date: string
}

/** The phone, asked for before somebody is written down. */
export function waitPhoneDialog(): Dialog {
  return definePhoneDialog<WishUnderWay>({
    name: 'wait_phone',
    whenLeft: async (ctx, wish) => await chooseDays(ctx, inputOf(wish)),
    goOn: async (ctx, wish) => {
      const input = inputOf(wish)
      const result = await joinWaitingList(ctx.services.useCases, ctx.actor, input)
      return { outcome: 'done', screen: await show(ctx, input, result) }
    },
  })
}

function inputOf({
  serviceId,
  staffId = null,
  full,
  range,
  date,
}: Partial<WishUnderWay>): JoinWaitingListInput {
  const day = parseLocalDate(date ?? '')
  if (!day || serviceId === undefined || !full || !range)
    throw new Error('a draft of the waiting list lacks its wish')
  return { serviceId, staffId, full, range, date: day }
}

async function show(
  ctx: BotContext,
  wish: JoinWaitingListInput,
  result: JoinWaitingListResult,
): Promise<Screen> {
  if (result.ok) return renderJoined(result, ctx.texts)
  const { texts: t } = ctx
  const target = targetOf(wish)
  switch (result.reason) {
    case 'banned':
      return renderBanned(result.phone, t)
    case 'phone_required':
      throw new Error('a phone was recorded and is still asked for')
    case 'too_many_entries': {
      const notice = t.html('waiting.too_many', { limit: result.limit })
      return await openMyBookings(ctx, { scope: 'upcoming', page: 0 }, notice)
    }
    case 'free_now': {
      const notice = t.html('waiting.free_now')
      if (wish.full === 'day') return await openTimes(ctx, { ...target, date: wish.date, page: 0 }, notice)
      return await openMonth(ctx, { ...target, month: monthOfDate(wish.date) }, notice)
    }
    case 'days_over':
      return await openMonth(ctx, { ...target, month: null }, t.html('waiting.days_over'))
    case 'beyond_horizon':
    case 'service_gone':
    case 'staff_gone':
      return await refuse(ctx, result.reason, target)
  }
}

export function renderJoined(
  { card, offerMinutes }: Extract<JoinWaitingListResult, { ok: true }>,
  t: Texts,
): Screen {
  const { entryId } = card
  return {
    text: [
      t.html('waiting.joined'),
      waitingText(card, t),
      t.html('waiting.what_happens', { hold: holdText(offerMinutes, t) }),
    ].join('\n\n'),
    keyboard: [
      [button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))],
      [button(t.plain('waiting.button.leave'), leaveButton.pack({ entryId }))],
    ],
    toast: t.plain('waiting.toast.joined'),
  }
}

function holdText(minutes: number, t: Texts): string {
  return minutes % 60 === 0
    ? t.plain('waiting.part.hours', { hours: minutes / 60 })
    : t.plain('waiting.part.minutes', { minutes })
}
