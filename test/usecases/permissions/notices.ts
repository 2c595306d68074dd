import { switchNotice } from '../../../src/usecases/switch-notice.ts'
import { viewNotices } from '../../../src/usecases/view-notices.ts'
import { useCase } from '../../support/use-case-row.ts'

export const rows = [
  useCase(viewNotices, { who: 'notices', input: ({ specialistId }) => ({ staffId: specialistId }) }),
  useCase(switchNotice, {
    who: 'notices',
    input: ({ specialistId }) => ({
      staffId: specialistId,
      topic: 'daily_summary' as const,
      wanted: false,
    }),
  }),
]
