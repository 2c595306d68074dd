import type { LocalTime } from '../../../src/domain/local-time.ts'
import { changeWeekHours } from '../../../src/usecases/change-week-hours.ts'
import { listStaffHours } from '../../../src/usecases/list-staff-hours.ts'
import { listVisitsOutside } from '../../../src/usecases/list-visits-outside.ts'
import { viewHours } from '../../../src/usecases/view-hours.ts'
import type { Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const whose = ({ specialistId: staffId }: Stock) => ({ staffId })
const afternoon = { opens: '14:00' as LocalTime, closes: '18:00' as LocalTime }

export const rows = [
  useCase(viewHours, { who: 'schedule_read', input: whose }),
  useCase(listStaffHours, { who: 'schedule' }),
  useCase(listVisitsOutside, { who: 'schedule', input: (stock) => ({ ...whose(stock), page: 0 }) }),
  useCase(changeWeekHours, {
    who: 'schedule',
    input: async (stock) => {
      const view = await viewHours(stock.ctx, stock.owner, whose(stock))
      if (!view.ok) throw new Error(view.reason)
      return { ...whose(stock), days: [{ weekday: 3, windows: [afternoon] }], seen: view.week.seen }
    },
  }),
]
