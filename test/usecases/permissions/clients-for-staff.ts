import { banClient } from '../../../src/usecases/ban-client.ts'
import { editClient } from '../../../src/usecases/edit-client.ts'
import { findClients } from '../../../src/usecases/find-clients.ts'
import { listClientTags } from '../../../src/usecases/list-client-tags.ts'
import { listClientVisits } from '../../../src/usecases/list-client-visits.ts'
import { tagClient } from '../../../src/usecases/tag-client.ts'
import { unbanClient } from '../../../src/usecases/unban-client.ts'
import { untagClient } from '../../../src/usecases/untag-client.ts'
import { viewClient } from '../../../src/usecases/view-client.ts'
import { writeToClient } from '../../../src/usecases/write-to-client.ts'
import { personal, type Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const client = ({ client: { userId } }: Stock) => ({ clientId: userId })

const set = (column: string, value: string) => async (stock: Stock) =>
  await stock.db.query(`update users set ${column} = ${value} where id = $1`, [stock.client.userId])

export const rows = [
  useCase(findClients, {
    who: 'clients_read',
    input: () => ({ typed: 'анна', page: 0 }),
    shows: (found, stock) => found.ok && found.clients.some(({ id }) => id === stock.client.userId),
  }),
  useCase(viewClient, { who: 'clients_read', input: client }),
  useCase(listClientVisits, { who: 'clients_read', input: (stock) => ({ ...client(stock), page: 0 }) }),
  useCase(listClientTags, { who: 'clients', input: client }),
  useCase(editClient, {
    who: 'clients',
    input: (stock) => ({
      ...client(stock),
      field: 'notes' as const,
      was: personal.words,
      value: `${personal.words}, и ещё`,
    }),
  }),
  useCase(editClient, {
    who: 'clients',
    input: ({ walkInId }) => ({
      clientId: walkInId,
      field: 'name' as const,
      was: personal.name,
      value: `Анна ${personal.name}`,
    }),
  }),
  useCase(tagClient, { who: 'clients', input: (stock) => ({ ...client(stock), tag: personal.words }) }),
  useCase(untagClient, {
    who: 'clients',
    given: set('tags', `array['${personal.words}']`),
    input: (stock) => ({ ...client(stock), tag: personal.words }),
  }),
  useCase(banClient, { who: 'clients', input: (stock) => ({ ...client(stock), reason: personal.words }) }),
  useCase(unbanClient, { who: 'clients', given: set('banned_at', 'created_at'), input: client }),
  useCase(writeToClient, {
    who: 'clients',
    input: (stock) => ({ ...client(stock), words: personal.words }),
  }),
]
