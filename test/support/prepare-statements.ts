import pg from 'pg'

type Query = (this: pg.Client, text: unknown, values?: unknown, ...rest: unknown[]) => unknown

let isDone = false
const names = new Map<string, string>()

/**
 * From now on the server plans each statement of this test file once a connection: that is most of its work where the same
 * ones are asked again and again. The program itself can't, since a pooler may give it another connection each time.
 */
export function prepareStatements(): void {
  if (isDone) return
  isDone = true
  const ask = Reflect.get(pg.Client.prototype, 'query') as Query
  const query: Query = function (text, values, ...rest) {
    if (typeof text !== 'string' || !Array.isArray(values)) return ask.call(this, text, values, ...rest)
    const name = names.get(text) ?? `statement ${names.size}`
    names.set(text, name)
    return ask.call(this, { name, text, values }, ...rest)
  }
  Object.assign(pg.Client.prototype, { query })
}
