import pg from 'pg'

type Query = (this: pg.Client, text: unknown, values?: unknown, ...rest: unknown[]) => unknown

interface Closable {
  close(): Promise<void>
}

const plain = Reflect.get(pg.Client.prototype, 'query') as Query
const names = new Map<string, string>()
let opened = 0

/**
 * Until what is opened is closed, the server plans each statement of this process once a connection: that is most of its work
 * where the same ones are asked again and again. The program itself can't, since a pooler may give it another connection
 * each time.
 */
export async function withPreparedStatements<Opened extends Closable>(
  open: () => Promise<Opened>,
): Promise<Opened> {
  if (opened++ === 0) Object.assign(pg.Client.prototype, { query: queryPrepared })
  let isOver = false
  const end = () => {
    if (isOver) return
    isOver = true
    if (--opened === 0) Object.assign(pg.Client.prototype, { query: plain })
  }
  try {
    const result = await open()
    return { ...result, close: () => result.close().finally(end) }
  } catch (error) {
    end()
    throw error
  }
}

const queryPrepared: Query = function (text, values, ...rest) {
  if (typeof text !== 'string' || !Array.isArray(values)) return plain.call(this, text, values, ...rest)
  const name = names.get(text) ?? `statement ${names.size}`
  names.set(text, name)
  return plain.call(this, { name, text, values }, ...rest)
}
