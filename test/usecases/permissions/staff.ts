import { approveBooking } from '../../../src/usecases/approve-booking.ts'
import { bookAsStaff } from '../../../src/usecases/book-as-staff.ts'
import { changePartAsStaff } from '../../../src/usecases/change-part-as-staff.ts'
import { createService } from '../../../src/usecases/create-service.ts'
import { declineBooking } from '../../../src/usecases/decline-booking.ts'
import { enterClient } from '../../../src/usecases/enter-client.ts'
import { findNextRequest } from '../../../src/usecases/find-next-request.ts'
import { listPartChoices } from '../../../src/usecases/list-part-choices.ts'
import { moveAsStaff } from '../../../src/usecases/move-as-staff.ts'
import { viewPanel } from '../../../src/usecases/view-panel.ts'
import { cancelAsStaff } from '../../../src/usecases/cancel-as-staff.ts'
import { recordArrival } from '../../../src/usecases/record-arrival.ts'
import { recordNoShow } from '../../../src/usecases/record-no-show.ts'
import { takeBackNoShow } from '../../../src/usecases/take-back-no-show.ts'
import { viewPartChange } from '../../../src/usecases/view-part-change.ts'
import { viewRequest } from '../../../src/usecases/view-request.ts'
import { viewStaffBooking } from '../../../src/usecases/view-staff-booking.ts'
import { viewToday } from '../../../src/usecases/view-today.ts'
import { at, personal, type Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const request = ({ requestId }: Stock) => ({ bookingId: requestId, version: 1 })

const booking = ({ bookingId }: Stock) => ({ bookingId, version: 1 })

const otherService = ({ bookingId, otherServiceId, specialistId }: Stock) => ({
  bookingId,
  part: 0,
  serviceId: otherServiceId,
  staffId: specialistId,
})

const setStatus = async ({ db, bookingId, ctx }: Stock, status: string) =>
  await db.query(
    'update bookings set status = $2, starts_at = $3, ends_at = $4, busy = tstzrange($3, $4) where id = $1',
    [
      bookingId,
      status,
      new Date(ctx.clock.now().getTime() - 600_000),
      new Date(ctx.clock.now().getTime() + 600_000),
    ],
  )

export const rows = [
  useCase(viewStaffBooking, { who: 'bookings', input: booking }),
  useCase(recordArrival, {
    who: 'bookings',
    input: (stock) => ({ ...booking(stock), arrived: true }),
    given: async (stock) => await setStatus(stock, 'confirmed'),
  }),
  useCase(recordNoShow, {
    who: 'bookings',
    input: booking,
    given: async (stock) => await setStatus(stock, 'confirmed'),
  }),
  useCase(takeBackNoShow, {
    who: 'bookings',
    input: booking,
    given: async (stock) => await setStatus(stock, 'no_show'),
  }),
  useCase(moveAsStaff, {
    who: 'bookings',
    input: (stock) => ({ ...booking(stock), staffId: null, startsAt: at.free, accepted: [] }),
  }),
  useCase(changePartAsStaff, {
    who: 'bookings',
    input: (stock) => ({ ...otherService(stock), version: 1, accepted: [] }),
  }),
  useCase(viewPartChange, { who: 'bookings', input: otherService }),
  useCase(listPartChoices, {
    who: 'bookings',
    input: ({ bookingId }) => ({ bookingId, part: 0, serviceId: null }),
  }),
  useCase(bookAsStaff, {
    who: 'bookings',
    input: ({ client, serviceId, specialistId }) => ({
      ...{ clientId: client.userId, serviceIds: [serviceId], staffId: specialistId },
      ...{ startsAt: at.free, accepted: [] },
    }),
  }),
  useCase(enterClient, {
    who: 'works_here',
    input: () => ({ name: personal.name, phone: '+7 999 555-44-33' }),
  }),
  useCase(viewToday, { who: 'anyone' }),
  useCase(cancelAsStaff, {
    who: 'bookings',
    input: (stock) => ({ ...booking(stock), reason: personal.words }),
  }),
  useCase(viewPanel, {
    who: 'schedule_read',
    shows: (view, { requestId }) => view.ok && view.waiting?.bookingId === requestId,
  }),
  useCase(findNextRequest, {
    who: 'bookings',
    input: ({ bookingId }) => ({ bookingId }),
    shows: (next, { requestId }) => next.ok && next.bookingId === requestId,
  }),
  useCase(viewRequest, { who: 'bookings', input: request }),
  useCase(approveBooking, { who: 'bookings', input: request }),
  useCase(declineBooking, {
    who: 'bookings',
    input: (stock) => ({ ...request(stock), reason: 'no_time' as const }),
  }),
  useCase(createService, {
    who: 'services',
    input: () => ({ name: 'Массаж', durationMin: 60, priceMinor: 100_000 }),
  }),
]
