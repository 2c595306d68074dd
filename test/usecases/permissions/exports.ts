import { beginExport } from '../../../src/usecases/begin-export.ts'
import { listExportRows } from '../../../src/usecases/list-export-rows.ts'
import { useCase } from '../../support/use-case-row.ts'

const unaudited = 'it writes nothing but the entry'

export const rows = [
  useCase(beginExport, {
    who: 'export',
    input: () => ({ what: 'clients' as const, messageId: 1 }),
    unaudited,
  }),
  useCase(beginExport, { who: 'audit', input: () => ({ what: 'audit' as const, messageId: 1 }), unaudited }),
  useCase(listExportRows, { who: 'export', input: () => ({ what: 'clients' as const, after: 0 }) }),
  useCase(listExportRows, { who: 'export', input: () => ({ what: 'bookings' as const, after: 0 }) }),
  useCase(listExportRows, { who: 'audit', input: () => ({ what: 'audit' as const, after: 0 }) }),
]
