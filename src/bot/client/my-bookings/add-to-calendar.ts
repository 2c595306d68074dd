import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import { createCalendarFile, type CalendarEvent } from '../../../documents/calendar-event.ts'
import { localDateOf } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewCalendarEntry, type CalendarEntryView } from '../../../usecases/view-calendar-entry.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import { timedParts, titledParts, type TimedPart } from '../../visit-text.ts'
import { renderNoBooking } from './booking-card.ts'
import { addToCalendarButton } from './buttons.ts'

export function addToCalendar(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(addToCalendarButton, send))
  return composer
}

async function send(ctx: BotContext, input: { readonly bookingId: number }): Promise<Screen | null> {
  const { texts: t, services } = ctx
  const entry = await viewCalendarEntry(services.useCases, ctx.actor, input)
  if (!entry.ok) return renderNoBooking(t)
  await ctx.answerTap()
  const bytes = await createCalendarFile(renderCalendarEvent(entry, services.me, t))
  await ctx.sendFile({ name: fileName(entry.visit), bytes }, renderCaption(entry.visit, t))
  return null
}

type Entry = Extract<CalendarEntryView, { ok: true }>

/** A tenant has one bot for good, so its id tells the visits of one business from those of another. */
export function renderCalendarEvent(
  { visit, visitId, now }: Entry,
  bot: { readonly id: number; readonly username: string },
  t: Texts,
): CalendarEvent {
  const link = `https://t.me/${bot.username}`
  return {
    uid: `visit-${visitId}@bot-${bot.id}.telegram-booking`,
    sequence: visit.version,
    startsAt: visit.startsAt,
    endsAt: visit.endsAt,
    title: t.plain('visit.document.title', {
      service: titledParts(visit.parts),
      business: visit.businessName,
    }),
    description: [
      ...timedParts(visit, t).map((part) => partLine(part, t)),
      ...(visit.staffName === null
        ? []
        : [t.plain('visit.document.specialist', { specialist: visit.staffName })]),
      terms(visit, t),
      ...(visit.phone === null ? [] : [t.plain('visit.document.phone', { phone: visit.phone })]),
      t.plain('visit.document.change', { link }),
    ].join('\n'),
    location: visit.address,
    url: link,
    status: eventStatusOf(visit),
    now,
  }
}

function eventStatusOf({ status }: VisitCard): CalendarEvent['status'] {
  if (status === 'cancelled') return 'cancelled'
  return status === 'pending' ? 'tentative' : 'confirmed'
}

function partLine({ specialist, ...part }: TimedPart, t: Texts): string {
  return specialist === null
    ? t.plain('visit.document.part', part)
    : t.plain('visit.document.part_with', { ...part, specialist })
}

function terms({ durationMin, priceMinor, currency }: VisitCard, t: Texts): string {
  const duration = t.duration(durationMin)
  if (priceMinor === null) return duration
  return t.plain('visit.document.duration_price', { duration, price: t.money(priceMinor, currency) })
}

export function renderCaption({ status, version }: VisitCard, t: Texts): string {
  if (status === 'cancelled') return t.html('visit.calendar_file_cancelled')
  return t.html(version > 1 ? 'visit.calendar_file_again' : 'visit.calendar_file')
}

function fileName({ startsAt, zone }: VisitCard): string {
  return `visit-${localDateOf(zone, startsAt)}.ics`
}
