/** One number that the program keeps anyway, read when somebody asks. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly read: () => number | Promise<number>
}

/**
 * Writes the given metrics and those of the process in Prometheus' text format. The library is loaded with the first
 * question, so a tenant that nobody watches does not pay for it.
 */
export function createMetrics(tenant: string, metrics: readonly Metric[]): () => Promise<string> {
  let registry: Promise<{ metrics(): Promise<string> }> | undefined
  return async () => (await (registry ??= register(tenant, metrics))).metrics()
}

async function register(tenant: string, metrics: readonly Metric[]): Promise<{ metrics(): Promise<string> }> {
  const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client')
  const registry = new Registry()
  registry.setDefaultLabels({ tenant })
  collectDefaultMetrics({ register: registry })
  for (const { name, help, type, read } of metrics) {
    if (type === 'gauge') {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          this.set(await read())
        },
      })
    } else {
      new Counter({
        name,
        help,
        registers: [registry],
        async collect() {
          const value = await read()
          this.reset()
          this.inc(value)
        },
      })
    }
  }
  return registry
}
