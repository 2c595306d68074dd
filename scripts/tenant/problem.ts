/** Something that the operator can mend; told in words, without a stack. */
export class Problem extends Error {}

/** Nothing listens where PostgreSQL or Redis should. */
export class Unreachable extends Problem {
  constructor(what: 'PostgreSQL' | 'Redis', url: string) {
    const { host, hostname } = new URL(url)
    const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
    const way = isHere ? ' Start it: docker compose up -d --wait booking-postgres booking-redis' : ''
    super(`${what} does not answer at ${host}.${way}`)
  }
}

/** A signal broke it off. */
export class Interrupted extends Problem {
  readonly signal: NodeJS.Signals

  constructor(signal: NodeJS.Signals, words: string) {
    super(words)
    this.signal = signal
  }
}

/** Some errors of connections have a code only. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || (error as { code?: string }).code || 'unknown'
}

/** What `check` tells. */
export interface Finding {
  /** Or a service that all of them share. */
  readonly tenant: string
  /** What is wrong, and how to mend it. */
  readonly problem: string
}
