import { totalmem } from 'node:os'
import type { Metrics, Sample } from './metrics.ts'

/** Of the process itself, under the names that every dashboard knows. */
export function addProcessMetrics(metrics: Metrics): void {
  const startedAt = (Date.now() - performance.now()) / 1000
  metrics.sampled(
    {
      process_cpu_seconds_total: { type: 'counter', help: 'Processor time in seconds.' },
      process_resident_memory_bytes: { type: 'gauge', help: 'Resident memory in bytes.' },
      booking_memory_limit_bytes: {
        type: 'gauge',
        help: 'Memory at which the container is ended; none without a limit.',
      },
      process_start_time_seconds: { type: 'gauge', help: 'Start of the process, in seconds since 1970.' },
      nodejs_heap_size_used_bytes: { type: 'gauge', help: "Memory of the program's own objects, in bytes." },
    },
    () => {
      const { user, system } = process.cpuUsage()
      const { rss, heapUsed } = process.memoryUsage()
      return {
        process_cpu_seconds_total: (user + system) / 1e6,
        process_resident_memory_bytes: rss,
        booking_memory_limit_bytes: sampleLimit(process.constrainedMemory(), totalmem()),
        process_start_time_seconds: startedAt,
        nodejs_heap_size_used_bytes: heapUsed,
      }
    },
  )
}

/** Where nothing limits a process, Node says 0 or more than the machine has. */
export function sampleLimit(bytes: number, machineBytes: number): Sample {
  return bytes > 0 && bytes < machineBytes ? bytes : []
}

const lookEveryMs = 1000

/**
 * Watches how late the event loop runs what is due. Once a second is enough to see a loop that is often blocked, and does
 * not keep a bot at rest awake. Returns how to stop.
 */
export function watchEventLoop(delayed: (seconds: number) => void): () => void {
  let due = performance.now() + lookEveryMs
  const timer = setInterval(() => {
    const now = performance.now()
    delayed(Math.max(0, now - due) / 1000)
    due = now + lookEveryMs
  }, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
