import type { LocalDate, LocalTime } from '../../../src/domain/local-time.ts'
import { changeSpecialDays } from '../../../src/usecases/change-special-days.ts'
import { changeWeekHours } from '../../../src/usecases/change-week-hours.ts'
import { closeHolidays } from '../../../src/usecases/close-holidays.ts'
import { listStaffHours } from '../../../src/usecases/list-staff-hours.ts'
import { listVisitsOutside } from '../../../src/usecases/list-visits-outside.ts'
import { viewHolidays } from '../../../src/usecases/view-holidays.ts'
import { viewHours } from '../../../src/usecases/view-hours.ts'
import { viewSpecialDays } from '../../../src/usecases/view-special-days.ts'
import { personal, type Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const whose = ({ specialistId: staffId }: Stock) => ({ staffId })
const afternoon = { opens: '14:00' as LocalTime, closes: '18:00' as LocalTime }
const date = '2026-03-04' as LocalDate

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
  useCase(viewSpecialDays, { who: 'schedule_read', input: whose }),
  useCase(changeSpecialDays, {
    who: 'schedule',
    input: async (stock) => {
      const view = await viewSpecialDays(stock.ctx, stock.owner, whose(stock))
      if (!view.ok) throw new Error(view.reason)
      const hours = { windows: [], reason: personal.words }
      return { ...whose(stock), from: date, to: date, hours, seen: view.list.seen }
    },
  }),
  useCase(viewHolidays, { who: 'schedule' }),
  useCase(closeHolidays, {
    who: 'schedule',
    input: async (stock) => {
      const view = await viewHolidays(stock.ctx, stock.owner)
      if (!view.ok) throw new Error(view.reason)
      return { chosen: [0, 1], seen: view.seen }
    },
  }),
]
