import { describe, expect, test } from '@jest/globals'
import { createMetrics } from '../../src/ops/metrics.ts'
import { sampleLimit } from '../../src/ops/process-metrics.ts'

describe('metrics', () => {
  test('are written as Prometheus reads them, each number with the tenant', async () => {
    const metrics = createMetrics('newclient')
    const count = metrics.counter('booking_updates_total', 'Updates.')
    count({ kind: 'message' })
    count({ kind: 'message' })
    count({ kind: 'a "b"\n\\' })
    let depth = 3
    metrics.sampled({ booking_depth: { type: 'gauge', help: 'Waiting.' } }, () => ({ booking_depth: depth }))

    depth = 4
    expect(await metrics.render()).toBe(
      `# HELP booking_updates_total Updates.
# TYPE booking_updates_total counter
booking_updates_total{tenant="newclient",kind="message"} 2
booking_updates_total{tenant="newclient",kind="a \\"b\\"\\n\\\\"} 1
# HELP booking_depth Waiting.
# TYPE booking_depth gauge
booking_depth{tenant="newclient"} 4
`,
    )
  })

  test('count a value in each bucket that it fits in', async () => {
    const metrics = createMetrics('newclient')
    const observe = metrics.histogram('booking_seconds', 'Seconds.', [0.1, 1])
    for (const value of [0.1, 0.5, 7]) observe(value)

    expect((await metrics.render()).split('\n').slice(2, -1)).toEqual([
      'booking_seconds_bucket{tenant="newclient",le="0.1"} 1',
      'booking_seconds_bucket{tenant="newclient",le="1"} 2',
      'booking_seconds_bucket{tenant="newclient",le="+Inf"} 3',
      'booking_seconds_sum{tenant="newclient"} 7.6',
      'booking_seconds_count{tenant="newclient"} 3',
    ])
  })

  test('that can’t be read, or not in time, are left out of the answer', async () => {
    const metrics = createMetrics('newclient')
    const gauge = { type: 'gauge', help: 'A number.' } as const
    metrics.sampled({ booking_broken: gauge }, () => Promise.reject(new Error('away')))
    metrics.sampled({ booking_hanging: gauge }, () => new Promise(() => undefined))
    metrics.sampled({ booking_working: gauge }, () => ({ booking_working: 1 }))

    const text = await metrics.render()
    expect(text).toContain('booking_working{tenant="newclient"} 1')
    expect(text).not.toMatch(/booking_(broken|hanging)/)
  })

  test.each([
    ['a limit', 384, 384],
    ['none, as Node says it', 0, []],
    ['none, as Linux says it', 2 ** 64, []],
  ])('tell of the memory that the container may take: %s', (_, bytes, expected) => {
    expect(sampleLimit(bytes, 8000)).toEqual(expected)
  })
})
