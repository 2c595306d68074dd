import { bookSeries } from '../../../src/usecases/book-series.ts'
import { cancelSeries } from '../../../src/usecases/cancel-series.ts'
import { viewRepeats } from '../../../src/usecases/view-repeats.ts'
import { viewSeriesCancellation } from '../../../src/usecases/view-series-cancellation.ts'
import { viewSeries } from '../../../src/usecases/view-series.ts'
import { anew, type Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const visit = ({ bookingId }: Stock) => ({ bookingId })
const plan = ({ bookingId }: Stock) => ({
  bookingId,
  weeks: 1,
  count: 2,
  choice: { leftOut: 0, taken: 0 },
})

/** What the client saw is the same as long as nothing else changes. */
let seen = 0

async function see({ ctx, client, ...stock }: Stock): Promise<void> {
  const view = await viewSeries(ctx, anew(client), plan({ ctx, client, ...stock }))
  if (view.ok) seen = view.fingerprint
}

const confirmed = (stock: Stock) => ({ ...plan(stock), fingerprint: seen })

async function haveSeries(stock: Stock): Promise<void> {
  await see(stock)
  await bookSeries(stock.ctx, anew(stock.client), confirmed(stock))
}

export const rows = [
  useCase(viewRepeats, { who: 'client', input: visit }),
  useCase(viewSeries, { who: 'client', input: plan }),
  useCase(bookSeries, { who: 'client', given: see, input: confirmed }),
  useCase(viewSeriesCancellation, { who: 'client', given: haveSeries, input: visit }),
  useCase(cancelSeries, {
    who: 'client',
    given: async (stock) => {
      await haveSeries(stock)
      const view = await viewSeriesCancellation(stock.ctx, stock.client, visit(stock))
      seen = view.ok ? view.fingerprint : 0
    },
    input: (stock) => ({ ...visit(stock), fingerprint: seen }),
  }),
]
