import { Composer } from 'telegraf'
import { beginsCategory } from '../../domain/categories.ts'
import type { Rating } from '../../domain/review.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { viewBusinessRating } from '../../usecases/list-ratings.ts'
import { viewBusiness, type Business } from '../../usecases/view-business.ts'
import type { BotContext } from '../bot-context.ts'
import { count, defineButton } from '../callback-data.ts'
import { weekdaysText, windowsText } from '../hours-text.ts'
import { pageOf, pager } from '../pager.ts'
import { onMenu, onTap } from '../routes.ts'
import { button, fit, type Screen } from '../screen.ts'
import { ratingText } from '../stars.ts'
import { titled } from '../visit-text.ts'
import { chooseServiceButton } from './booking/buttons.ts'

export const aboutButton = defineButton('about', { page: count })
export const mapButton = defineButton('map', {})

export function about(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onMenu('about', async (ctx) => await openAbout(ctx, 0)),
    onTap(aboutButton, async (ctx, { page }) => await openAbout(ctx, page)),
    onTap(mapButton, sendMap),
  )
  return composer
}

async function openAbout(ctx: BotContext, page: number): Promise<Screen> {
  const { useCases } = ctx.services
  const rating = await viewBusinessRating(useCases, ctx.actor)
  return renderAbout(await viewBusiness(useCases, ctx.actor), page, ctx.texts, rating)
}

/** A map is a message of its own, below what it was asked from. */
async function sendMap(ctx: BotContext): Promise<Screen | null> {
  const { client, useCases } = ctx.services
  const { name: title, address, location } = await viewBusiness(useCases, ctx.actor)
  if (location === null) return await openAbout(ctx, 0)
  await ctx.answerTap()
  const place = { chat_id: ctx.sender.id, ...location }
  if (address === null) await client.callApi('sendLocation', place)
  else await client.callApi('sendVenue', { ...place, title, address })
  return null
}

export function renderAbout(
  business: Business,
  asked: number,
  t: Texts,
  rating: Rating | null = null,
): Screen {
  const { shown, page, pages } = pageOf(business.services, asked, servicesOnPage)
  const map = button(t.plain('about.button.map'), mapButton.pack({}))
  const book = button(t.plain('start.button.book'), chooseServiceButton.pack({}), 'primary')
  return {
    text: [contacts(business, rating, t), hours(business, t), services({ ...business, services: shown }, t)]
      .filter((part) => part !== '')
      .join('\n\n'),
    keyboard: [
      pager(page, pages, (other) => aboutButton.pack({ page: other }), t),
      business.location === null ? [] : [map],
      shown.length === 0 ? [] : [book],
    ].filter((row) => row.length > 0),
  }
}

/** With the longest names, and a category each, still one message. */
const servicesOnPage = 16

function contacts({ name, address, phone }: Business, rating: Rating | null, t: Texts): string {
  return [
    t.html('about.name', { business: name }),
    ...(rating === null ? [] : [ratingText(rating, t)]),
    ...(address === null ? [] : [t.html('visit.address', { address })]),
    ...(phone === null ? [] : [t.html('about.phone', { phone })]),
  ].join('\n')
}

function hours({ hours: week }: Business, t: Texts): string {
  const lines = week.map(({ from, until, windows }) =>
    t.html('about.hours_line', {
      days: weekdaysText(daysFrom(from, until), t),
      hours: windowsText(windows, t),
    }),
  )
  return [t.html('about.hours'), ...lines].join('\n')
}

function daysFrom(from: number, until: number): number[] {
  return Array.from({ length: until - from + 1 }, (_, days) => from + days)
}

function services({ services: list, currency }: Pick<Business, 'services' | 'currency'>, t: Texts): string {
  if (list.length === 0) return ''
  const lines = list.flatMap(({ name, emoji, category, durationMin, priceMinor, priceVaries }, place) => {
    const heading =
      category !== null && beginsCategory(list, place) ? [t.html('about.category', { category })] : []
    const values = { name: fit(titled(name, emoji), 110), duration: t.duration(durationMin) }
    if (priceMinor === null) return [...heading, t.html('about.service_on_request', values)]
    const price = t.money(priceMinor, currency)
    const text = priceVaries === true ? 'about.service_from' : 'about.service'
    return [...heading, t.html(text, { ...values, price })]
  })
  return [t.html('about.services'), ...lines].join('\n')
}
