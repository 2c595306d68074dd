import type { LocalDate, LocalTime } from '../../../src/domain/local-time.ts'
import type { TimeOff } from '../../../src/domain/time-off.ts'
import { endBreak } from '../../../src/usecases/end-break.ts'
import { liftBlock } from '../../../src/usecases/lift-block.ts'
import { listTimeOff } from '../../../src/usecases/list-time-off.ts'
import { takeTimeOff } from '../../../src/usecases/take-time-off.ts'
import { viewBlock } from '../../../src/usecases/view-block.ts'
import { viewBreak } from '../../../src/usecases/view-break.ts'
import { viewTimeOffPlan } from '../../../src/usecases/view-time-off-plan.ts'
import { at, personal, type Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const duringVisit = ({ specialistId }: Stock): TimeOff => ({
  kind: 'block',
  staffId: specialistId,
  reason: personal.words,
  during: { start: at.booking, end: new Date(at.booking.getTime() + 3_600_000) },
})

const everyWednesday = ({ specialistId }: Stock): TimeOff => ({
  kind: 'break',
  staffId: specialistId,
  reason: personal.words,
  weekdays: [3],
  opens: '12:00' as LocalTime,
  closes: '13:00' as LocalTime,
  from: '2026-03-02' as LocalDate,
  until: null,
})

/** As it is shown to whoever may see all of it. */
async function asShown(stock: Stock, off: TimeOff) {
  const view = await viewTimeOffPlan(stock.ctx, stock.owner, { off, page: 0 })
  if (!view.ok) throw new Error(view.reason)
  return { off, visits: 'cancel' as const, fingerprint: view.plan.fingerprint }
}

const addBreak = async ({ db, specialistId }: Stock) =>
  await db.query(
    `insert into schedule_rules (staff_id, kind, weekday, opens, closes) values ($1, 'break', 3, '12:00', '13:00')`,
    [specialistId],
  )

async function breakIn({ db, ctx, owner }: Stock) {
  const [row] = await db.query<{ id: number }>(
    `select min(id) as id from schedule_rules where kind = 'break'`,
  )
  const view = await viewBreak(ctx, owner, { ruleId: row!.id })
  if (!view.ok) throw new Error(view.reason)
  return { ruleId: row!.id, fingerprint: view.card.fingerprint, last: 'yesterday' as const }
}

export const rows = [
  useCase(listTimeOff, {
    who: 'blocks',
    shows: (list, { blockId }) => list.ok && list.blocks.some(({ id }) => id === blockId),
  }),
  useCase(viewTimeOffPlan, { who: 'blocks', input: (stock) => ({ off: duringVisit(stock), page: 0 }) }),
  useCase(takeTimeOff, { who: 'blocks', input: async (stock) => await asShown(stock, duringVisit(stock)) }),
  useCase(takeTimeOff, {
    who: 'blocks',
    input: async (stock) => await asShown(stock, everyWednesday(stock)),
  }),
  useCase(viewBlock, { who: 'blocks', input: ({ blockId }) => ({ blockId }) }),
  useCase(liftBlock, { who: 'blocks', input: ({ blockId }) => ({ blockId, version: 1 }) }),
  useCase(viewBreak, { who: 'blocks', given: addBreak, input: breakIn }),
  useCase(endBreak, { who: 'blocks', given: addBreak, input: breakIn }),
]
