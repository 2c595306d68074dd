import { createHash } from 'node:crypto'
import pg from 'pg'

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown

/** Has each statement planned once: that is most of the server's work where a test asks the same ones again and again. */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const ask = this.query.bind(this) as Query
    const query: Query = (text, values, ...rest) => {
      if (typeof text !== 'string' || !Array.isArray(values)) return ask(text, values, ...rest)
      const name = createHash('md5').update(text).digest('hex')
      return ask({ name, text, values }, ...rest)
    }
    Object.assign(this, { query })
  }
}
