import { addDays } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { WaitingCard } from '../../../usecases/waiting-card.ts'
import { titled } from '../../visit-text.ts'

export function waitingText(card: WaitingCard, t: Texts): string {
  const { serviceName, serviceEmoji, staffName: specialist } = card
  return [
    t.html('waiting.service', { service: titled(serviceName, serviceEmoji) }),
    ...(specialist === null ? [] : [t.html('waiting.specialist', { specialist })]),
    t.html('waiting.days', { days: t.capitalised(daysText(card, t)) }),
  ].join('\n')
}

/** Past a month nobody thinks in days any more. */
const longestInDays = 31

function daysText({ from, to }: WaitingCard, t: Texts): string {
  if (from === to) return t.day(from)
  if (addDays(from, longestInDays) <= to) return t.plain('waiting.part.any', { date: t.date(to) })
  return t.dates(from, to)
}

/** In a line of a list. */
export function waitingLabel(card: WaitingCard, t: Texts): string {
  const { from, to, serviceName, serviceEmoji } = card
  const days = from === to ? t.shortDay(from) : daysText(card, t)
  return t.plain('waiting.button.in_list', { days, service: titled(serviceName, serviceEmoji) })
}
