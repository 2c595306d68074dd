import type { VisitCard, VisitPart } from '../../../src/context.ts'
import type { MyBooking } from '../../../src/usecases/view-my-booking.ts'
import type { Service } from '../../../src/domain/agenda.ts'
import type { DayView, OfferedStart } from '../../../src/domain/availability.ts'
import { datesOfMonth, type LocalDate, type LocalMonth } from '../../../src/domain/local-time.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import type { Screen } from '../../../src/bot/screen.ts'
import { withPlainSpaces } from '../../../playground/screen.ts'

const i18n = createI18n()
export const ru = i18n.in('ru')
export const en = i18n.in('en')

/** Saturday, 14 March 2026, 10:30 in Moscow. */
export const halfPastTen = new Date('2026-03-14T07:30:00Z')

export const haircut: Service = {
  id: 7,
  name: 'Стрижка',
  emoji: '✂️',
  description: null,
  category: null,
  durationMin: 60,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  slotIntervalMin: null,
  priceMinor: 150_000,
  capacity: 1,
  minimumNoticeMin: null,
  cancellationHours: null,
}

/** A visit of the client's own, as the client is told of it. */
export function mine(
  card: VisitCard,
  { changeable = true, repeatable = true }: Partial<MyBooking> = {},
): MyBooking {
  return { ok: true, visit: card, changeable, repeatable }
}

export function visit(changes: Partial<VisitCard> = {}): VisitCard {
  return {
    bookingId: 41,
    version: 3,
    seriesId: null,
    parts: [part()],
    staffId: 2,
    staffName: 'Мария',
    startsAt: halfPastTen,
    endsAt: new Date('2026-03-14T08:30:00Z'),
    durationMin: 60,
    priceMinor: 150_000,
    currency: 'RUB',
    status: 'confirmed',
    attendanceConfirmed: false,
    pendingFor: null,
    guestName: null,
    comment: null,
    zone: 'Europe/Moscow',
    businessName: 'Салон «Вера»',
    address: 'Тверская, 1',
    phone: '+74951234567',
    ...changes,
  }
}

export function part(changes: Partial<VisitPart> = {}): VisitPart {
  return {
    serviceId: 7,
    serviceName: 'Стрижка',
    serviceEmoji: '✂️',
    staffId: 2,
    staffName: 'Мария',
    startsAt: halfPastTen,
    endsAt: new Date('2026-03-14T08:30:00Z'),
    durationMin: 60,
    priceMinor: 150_000,
    ...changes,
  }
}

/** A month of free days but for those named. */
export function days(month: string, others: Readonly<Record<number, DayView['status']>> = {}): DayView[] {
  return datesOfMonth(month as LocalMonth).map((date, index) => {
    const status = others[index + 1] ?? 'free'
    return { date, status, free: status === 'free' ? 8 : status === 'nearly_full' ? 1 : 0 }
  })
}

export function start(at: string, changes: Partial<OfferedStart> = {}): OfferedStart {
  const startsAt = new Date(at)
  return { startsAt, staffIds: [2], seatsLeft: null, ...changes }
}

export const date = (text: string) => text as LocalDate
export const month = (text: string) => text as LocalMonth

/** A screen as it is seen: blanks that do not break look like others, buttons are `text → data` with their colour. */
export function seen({ text, keyboard }: Screen): { text: string; keyboard: string[][] } {
  return {
    text: withPlainSpaces(text),
    keyboard: keyboard.map((row) =>
      row.map(
        ({ text: label, data, style }) => `${withPlainSpaces(label)} → ${data}${style ? ` (${style})` : ''}`,
      ),
    ),
  }
}

/** The same without the data. */
export function labels({ keyboard }: Screen): string[][] {
  return keyboard.map((row) => row.map(({ text }) => withPlainSpaces(text)))
}
