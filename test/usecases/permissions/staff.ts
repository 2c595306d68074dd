import { approveBooking } from '../../../src/usecases/approve-booking.ts'
import { createService } from '../../../src/usecases/create-service.ts'
import { declineBooking } from '../../../src/usecases/decline-booking.ts'
import { viewPanel } from '../../../src/usecases/view-panel.ts'
import { viewRequest } from '../../../src/usecases/view-request.ts'
import type { Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const request = ({ requestId }: Stock) => ({ bookingId: requestId, version: 1 })

export const rows = [
  useCase(viewPanel, {
    who: 'schedule_read',
    shows: (view, { requestId }) => view.ok && view.waiting?.bookingId === requestId,
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
