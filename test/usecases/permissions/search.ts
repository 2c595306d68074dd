import { listSearchChoices } from '../../../src/usecases/list-search-choices.ts'
import { searchBookings } from '../../../src/usecases/search-bookings.ts'
import { useCase } from '../../support/use-case-row.ts'

const anything = { serviceId: null, staffId: null, status: null, from: null, to: null, page: 0 } as const

export const rows = [
  useCase(searchBookings, {
    who: 'bookings',
    input: ({ client }) => ({ ...anything, clientId: client.userId }),
  }),
  useCase(searchBookings, {
    who: 'bookings',
    input: () => ({ ...anything, clientId: null, status: 'confirmed' as const }),
    shows: (search, { bookingId }) =>
      search.ok && (search.found?.matches ?? []).some(({ visit }) => visit.bookingId === bookingId),
  }),
  useCase(listSearchChoices, { who: 'clients', input: () => ({ what: 'staff' as const }) }),
]
