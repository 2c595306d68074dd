import { beginExport } from '../../../src/usecases/begin-export.ts'
import { listExportRows } from '../../../src/usecases/list-export-rows.ts'
import { useCase } from '../../support/use-case-row.ts'

export const rows = [
  useCase(beginExport, { who: 'export', input: () => ({ what: 'clients' as const }) }),
  useCase(beginExport, { who: 'audit', input: () => ({ what: 'audit' as const }) }),
  useCase(listExportRows, { who: 'export', input: () => ({ what: 'clients' as const, after: 0 }) }),
  useCase(listExportRows, { who: 'export', input: () => ({ what: 'bookings' as const, after: 0 }) }),
  useCase(listExportRows, { who: 'audit', input: () => ({ what: 'audit' as const, after: 0 }) }),
]
