import type { LocalDate, LocalMonth } from '../../../src/domain/local-time.ts'
import { cancelBooking } from '../../../src/usecases/cancel-booking.ts'
import { changeLanguage } from '../../../src/usecases/change-language.ts'
import { commentReview } from '../../../src/usecases/comment-review.ts'
import { confirmAttendance } from '../../../src/usecases/confirm-attendance.ts'
import { createBooking } from '../../../src/usecases/create-booking.ts'
import { eraseMe } from '../../../src/usecases/erase-me.ts'
import { exportMyData } from '../../../src/usecases/export-my-data.ts'
import { findVisitAtStart } from '../../../src/usecases/find-visit-at-start.ts'
import { listMyBookings } from '../../../src/usecases/list-my-bookings.ts'
import { listRatings, viewBusinessRating } from '../../../src/usecases/list-ratings.ts'
import { viewRoomForVisits } from '../../../src/usecases/view-room-for-visits.ts'
import { listServices } from '../../../src/usecases/list-services.ts'
import { listSpecialists } from '../../../src/usecases/list-specialists.ts'
import { rateVisit } from '../../../src/usecases/rate-visit.ts'
import { recordPhone } from '../../../src/usecases/record-phone.ts'
import { rescheduleBooking } from '../../../src/usecases/reschedule-booking.ts'
import { viewBusiness } from '../../../src/usecases/view-business.ts'
import { viewCalendarEntry } from '../../../src/usecases/view-calendar-entry.ts'
import { viewContact } from '../../../src/usecases/view-contact.ts'
import { viewGreeting } from '../../../src/usecases/view-greeting.ts'
import { viewDayOff } from '../../../src/usecases/view-day-off.ts'
import { viewMonth } from '../../../src/usecases/view-month.ts'
import { viewMyBooking } from '../../../src/usecases/view-my-booking.ts'
import { viewPrivacy } from '../../../src/usecases/view-privacy.ts'
import { viewSpecialist } from '../../../src/usecases/view-specialist.ts'
import { viewSummary } from '../../../src/usecases/view-summary.ts'
import { viewTimes } from '../../../src/usecases/view-times.ts'
import { anew, at, personal, type Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const booking = ({ bookingId }: Stock) => ({ bookingId, version: 1 })
const past = ({ pastId }: Stock) => ({ bookingId: pastId })
const target = ({ serviceId }: Stock) => ({
  serviceIds: [serviceId],
  staffId: null,
  movingBookingId: null,
  clientId: null,
})

export const rows = [
  useCase(createBooking, {
    who: 'anyone',
    input: ({ serviceId, specialistId }) => ({
      serviceIds: [serviceId],
      staffId: specialistId,
      startsAt: at.free,
      notes: { comment: personal.words, guestName: personal.name },
    }),
  }),
  useCase(cancelBooking, {
    who: 'client',
    input: (stock) => ({ ...booking(stock), reason: personal.words }),
  }),
  useCase(rescheduleBooking, {
    who: 'client',
    input: (stock) => ({ ...booking(stock), staffId: stock.specialistId, startsAt: at.free }),
  }),
  useCase(confirmAttendance, { who: 'client', input: booking }),
  useCase(rateVisit, { who: 'client', input: (stock) => ({ ...past(stock), stars: 2 as const }) }),
  useCase(commentReview, {
    who: 'client',
    given: (stock) => rateVisit(stock.ctx, anew(stock.client), { ...past(stock), stars: 2 as const }),
    input: (stock) => ({ ...past(stock), comment: personal.words }),
  }),
  useCase(recordPhone, { who: 'anyone', input: () => ({ phone: '+79993334455', shared: true }) }),
  useCase(changeLanguage, { who: 'anyone', input: () => ({ locale: 'en' as const }) }),
  useCase(eraseMe, { who: 'anyone' }),
  useCase(exportMyData, { who: 'anyone' }),

  useCase(viewMyBooking, { who: 'client', input: booking }),
  useCase(viewCalendarEntry, { who: 'client', input: booking }),
  useCase(listMyBookings, {
    who: 'client',
    input: () => ({ scope: 'upcoming' as const, page: 0 }),
    shows: ({ visits }, { bookingId }) => visits.some((visit) => visit.bookingId === bookingId),
  }),
  useCase(findVisitAtStart, {
    who: 'client',
    input: ({ serviceId }) => ({ serviceIds: [serviceId], staffId: null, startsAt: at.booking }),
  }),
  useCase(viewGreeting, { who: 'anyone' }),
  useCase(viewContact, { who: 'anyone' }),
  useCase(viewPrivacy, { who: 'anyone' }),
  useCase(viewBusiness, { who: 'anyone' }),
  useCase(viewBusinessRating, { who: 'anyone', shows: (rating) => rating === null }),
  useCase(listRatings, { who: 'anyone' }),
  useCase(listServices, { who: 'anyone' }),
  useCase(viewRoomForVisits, { who: 'anyone' }),
  useCase(listSpecialists, {
    who: 'anyone',
    input: ({ serviceId }) => ({ serviceIds: [serviceId], movingBookingId: null, clientId: null }),
  }),
  useCase(viewSpecialist, { who: 'anyone', input: ({ specialistId }) => ({ staffId: specialistId }) }),
  useCase(viewMonth, {
    who: 'anyone',
    input: (stock) => ({ target: target(stock), month: '2026-03' as LocalMonth }),
  }),
  useCase(viewDayOff, {
    who: 'anyone',
    input: (stock) => ({
      target: { ...target(stock), staffId: stock.specialistId },
      date: '2026-03-08' as LocalDate,
    }),
  }),
  useCase(viewTimes, {
    who: 'anyone',
    input: (stock) => ({ target: target(stock), date: '2026-03-06' as LocalDate }),
  }),
  useCase(viewSummary, {
    who: 'anyone',
    input: (stock) => ({ target: target(stock), startsAt: at.free }),
  }),
]
