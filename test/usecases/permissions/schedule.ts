import { explainClosedDay } from '../../../src/usecases/explain-closed-day.ts'
import type { LocalDate } from '../../../src/domain/local-time.ts'
import { viewScheduleDay } from '../../../src/usecases/view-schedule-day.ts'
import { viewScheduleMonth } from '../../../src/usecases/view-schedule-month.ts'
import { viewScheduleWeek } from '../../../src/usecases/view-schedule-week.ts'
import { useCase } from '../../support/use-case-row.ts'
import type { Stock } from '../../support/stock.ts'

const day = ({ specialistId }: Stock) => ({ staffId: specialistId, date: '2026-03-04' as LocalDate })

export const rows = [
  useCase(viewScheduleDay, { who: 'schedule_read', input: day }),
  useCase(viewScheduleWeek, { who: 'schedule_read', input: day }),
  useCase(viewScheduleMonth, {
    who: 'schedule_read',
    input: ({ specialistId }) => ({ staffId: specialistId, month: null }),
  }),
  useCase(explainClosedDay, {
    who: 'schedule_read',
    input: ({ serviceId }) => ({ date: null, serviceId }),
    shows: (view, { specialistId }) =>
      view.ok && view.staff.some(({ specialist }) => specialist.id === specialistId),
  }),
]
