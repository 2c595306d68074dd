import { expect, test } from '@jest/globals'
import { renderRequest } from '../../../src/bot/admin/bookings/decide-request.ts'
import { renderBooked } from '../../../src/bot/client/booking/book.ts'
import { renderMoved } from '../../../src/bot/client/booking/confirm-move.ts'
import { renderBooking } from '../../../src/bot/client/my-bookings/booking-card.ts'
import { renderQuestion } from '../../../src/bot/client/my-bookings/cancel-booking.ts'
import { renderOffer } from '../../../src/bot/client/start.ts'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import { mostServices } from '../../../src/domain/combination.ts'
import { ownWordsLimits } from '../../../src/domain/own-words.ts'
import { guestNameLimits } from '../../../src/domain/visit-notes.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import { en, halfPastTen, mine, part, ru, visit } from './examples.ts'
import { isNews, type Notice } from '../../../src/usecases/notice.ts'

const render = createNoticeRenderer(createI18n())

/** As long as anybody can make it, of characters that are longest where Telegram counts and where it does not. */
const long = (length: number) => '&'.repeat(length / 2) + '😀'.repeat(length / 2)
const name = long(128)
const longPart = part({ serviceName: long(100), staffName: name })

const visitOf = (status: 'pending' | 'confirmed' | 'cancelled') =>
  visit({
    parts: [longPart, ...Array.from({ length: mostServices - 1 }, () => longPart)],
    staffName: null,
    businessName: long(100),
    address: long(200),
    guestName: long(guestNameLimits.most),
    comment: long(ownWordsLimits.visitComment),
    status,
    pendingFor: status === 'pending' ? 'approval' : null,
  })
const about = { visit: visitOf('pending'), clientName: name, by: name, opensCard: true }
const hoursBefore = (hours: number) => new Date(halfPastTen.getTime() - hours * 3_600_000)
const notices: Notice[] = [
  {
    kind: 'reminder',
    now: hoursBefore(2),
    changeableUntil: hoursBefore(1),
    visit: visitOf('confirmed'),
  },
  { kind: 'review_request', visit: visitOf('confirmed') },
  { ...about, kind: 'low_rating', stars: 1 },
  { ...about, kind: 'low_rating_words', comment: long(ownWordsLimits.reviewComment) },
  ...(['request_approved', 'request_declined', 'request_expired'] as const).flatMap((kind) =>
    (['client', 'staff'] as const).map(
      (to) => ({ ...about, kind, to, reason: 'call_us', begun: false, moved: true }) as const,
    ),
  ),
  ...(['visit_booked', 'visit_moved', 'visit_cancelled'] as const).map((kind) => ({
    ...about,
    kind,
    movedFrom: kind === 'visit_moved' ? { startsAt: halfPastTen } : null,
    reason: kind === 'visit_cancelled' ? long(ownWordsLimits.cancelReason) : null,
    decides: true,
  })),
]

const news = notices.filter((notice) => isNews(notice))
notices.push({ kind: 'several', news: Array.from({ length: 10 }, (_, index) => news[index % news.length]!) })

/** What Telegram counts: without markup, an entity as its one character, an emoji as two. */
function lengthOf(html: string): number {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, '&').length
}

test.each([ru, en])(
  'with the longest values every screen of a visit fits into one message ($locale)',
  (t) => {
    const tooLate = { changeable: false }
    const guest = { businessName: long(100), next: visitOf('confirmed'), bookable: true, reminds: true }
    const screens = [
      renderBooked(mine(visitOf('pending')), t),
      renderMoved(mine(visitOf('confirmed'), tooLate), halfPastTen, t),
      renderBooking(mine(visitOf('confirmed'), tooLate), new Date(0), t),
      renderQuestion(visitOf('confirmed'), { banned: false }, t),
      renderRequest({ ...about, clientPhone: '+74951234567' }, { ok: true, others: 100, bookingId: 15 }, t),
      renderOffer(guest, { isNew: true }, t),
      ...notices.map((notice) => render(notice, t.locale)),
    ]
    for (const { text, keyboard } of screens) {
      expect(lengthOf(text)).toBeLessThanOrEqual(4096)
      expect(Buffer.byteLength(text)).toBeLessThan(32_768)
      for (const button of keyboard.flat()) {
        expect(button.text.length).toBeLessThanOrEqual(64)
        expect(Buffer.byteLength(button.data)).toBeLessThanOrEqual(64)
      }
    }
  },
)
