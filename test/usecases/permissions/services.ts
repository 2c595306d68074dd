import { changeServiceState } from '../../../src/usecases/change-service-state.ts'
import { editService } from '../../../src/usecases/edit-service.ts'
import { listCatalogue } from '../../../src/usecases/list-catalogue.ts'
import { moveService } from '../../../src/usecases/move-service.ts'
import { viewService } from '../../../src/usecases/view-service.ts'
import type { Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const service = ({ serviceId }: Stock) => ({ serviceId, version: 1 })

export const rows = [
  useCase(listCatalogue, { who: 'services', input: () => ({ shelf: 'current' as const }) }),
  useCase(viewService, { who: 'services', input: service }),
  useCase(editService, {
    who: 'services',
    input: (stock) => ({
      ...service(stock),
      change: { field: 'priceMinor' as const, value: 170_000 },
    }),
  }),
  useCase(moveService, {
    who: 'services',
    input: ({ serviceId }) => ({ serviceId, direction: 'down' as const }),
  }),
  useCase(changeServiceState, {
    who: 'services',
    input: (stock) => ({ ...service(stock), step: 'archive' as const }),
  }),
]
