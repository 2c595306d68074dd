/** `{kind: "message"}`. Every value comes from a short list that the program knows: each makes a series of its own. */
export type Labels = Readonly<Record<string, string>>

export type Sample = number | readonly { readonly labels: Labels; readonly value: number }[]

export interface Metrics {
  /**
   * Returns how to count. Series that are watched for a first event are named in `fromZero`: of one that begins with its
   * first event Prometheus sees no increase.
   */
  counter(name: string, help: string, fromZero?: readonly Labels[]): (labels: Labels) => void
  /** Returns how to observe one value; `buckets` are upper bounds, ascending. */
  histogram(name: string, help: string, buckets: readonly number[]): (value: number, labels?: Labels) => void
  /** What the program need not count because it can look: read for each answer, several by one look. */
  sampled<Name extends string>(
    described: Readonly<Record<Name, { readonly type: 'counter' | 'gauge'; readonly help: string }>>,
    read: () => Readonly<Record<Name, Sample>> | Promise<Readonly<Record<Name, Sample>>>,
  ): void
  /** Everything in Prometheus' text format. */
  render(): Promise<string>
}

type Lines = readonly string[]

/** What can't be read within this time is left out: an answer without it is better than none. */
const readWithinMs = 2000

/**
 * The numbers of one tenant. Counting costs a look into a map, and nothing is done while nobody asks. (prom-client, the
 * usual library, was tried: it takes 12 MB in each bot, and its look at the event loop wakes an idle one 100 times a second.)
 */
export function createMetrics(tenant: string): Metrics {
  const families: (() => Lines | Promise<Lines>)[] = []
  const line = (name: string, labels: Labels, value: number) =>
    `${name}{${textOf({ tenant, ...labels })}} ${value}`

  return {
    counter(name, help, fromZero = []) {
      const series = new Map<string, { readonly labels: Labels; value: number }>()
      const of = (labels: Labels) => find(series, labels, () => ({ labels, value: 0 }))
      fromZero.forEach(of)
      families.push(() => [
        ...head(name, 'counter', help),
        ...Array.from(series.values(), ({ labels, value }) => line(name, labels, value)),
      ])
      return (labels) => {
        of(labels).value++
      }
    },

    histogram(name, help, buckets) {
      const series = new Map<string, Distribution>()
      families.push(() => [
        ...head(name, 'histogram', help),
        ...Array.from(series.values()).flatMap(({ labels, counts, sum }) => {
          let total = 0
          const below = counts.map((count, index) =>
            line(`${name}_bucket`, { ...labels, le: String(buckets[index] ?? '+Inf') }, (total += count)),
          )
          return [...below, line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, total)]
        }),
      ])
      return (value, labels = {}) => {
        const seen = find(series, labels, () => ({
          labels,
          counts: [...buckets.map(() => 0), 0],
          sum: 0,
        }))
        const index = buckets.findIndex((bound) => value <= bound)
        const at = index < 0 ? buckets.length : index
        seen.counts[at] = (seen.counts[at] ?? 0) + 1
        seen.sum += value
      }
    },

    sampled(described, read) {
      families.push(async () => {
        const samples = await within(readWithinMs, read)
        return Object.entries<Sample>(samples ?? {}).flatMap(([name, sample]) => {
          const { type, help } = described[name as keyof typeof described]
          const values = typeof sample === 'number' ? [{ labels: {}, value: sample }] : sample
          return [...head(name, type, help), ...values.map(({ labels, value }) => line(name, labels, value))]
        })
      })
    },

    async render() {
      const all = await Promise.all(families.map(async (family) => await family()))
      return `${all.flat().join('\n')}\n`
    },
  }
}

interface Distribution {
  readonly labels: Labels
  /** One a bucket, and the last for what is above them all. */
  readonly counts: number[]
  sum: number
}

function find<Series>(series: Map<string, Series>, labels: Labels, create: () => Series): Series {
  const key = textOf(labels)
  const known = series.get(key)
  if (known) return known
  const created = create()
  series.set(key, created)
  return created
}

function head(name: string, type: string, help: string): Lines {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function textOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',')
}

async function within<Value>(ms: number, read: () => Value | Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  try {
    return await Promise.race([Promise.resolve().then(read), late])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
