import { findClients } from '../../../src/usecases/find-clients.ts'
import { useCase } from '../../support/use-case-row.ts'

export const rows = [
  useCase(findClients, {
    who: 'clients_read',
    input: () => ({ typed: 'анна', page: 0 }),
    shows: (found, { client }) => found.ok && found.clients.some(({ id }) => id === client.userId),
  }),
]
