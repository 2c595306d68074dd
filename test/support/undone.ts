import { Effects, type Connection, type Database, type Transaction } from '../../src/storage/database.ts'

class Undo extends Error {}

/**
 * Runs `work` on a real database and takes everything back that it did. Whatever a use case does in one transaction
 * is a transaction of its own in there, with an id of its own (`xmin` of the rows that it writes).
 */
export async function undone<Result>(
  database: Database,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const results: Result[] = []
  const run = async (tx: Transaction) => {
    results.push(await work(within(tx) as Database))
    throw new Undo()
  }
  await database.transaction(run).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
  return results[0]!
}

/** Each has a name of its own: what is undone may contain what is undone by itself. */
let savepoints = 0

function within(outer: Connection): Pick<Database, 'query' | 'transaction'> {
  const transaction = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
    const name = `step_${++savepoints}`
    const effects = new Effects()
    await outer.query(`savepoint ${name}`)
    let result: Result
    try {
      result = await work({
        query: (text, values) => outer.query(text, values),
        onCommit: (effect, things) => effects.add(effect, things),
      })
    } catch (error) {
      await outer.query(`rollback to savepoint ${name}`)
      await outer.query(`release savepoint ${name}`)
      throw error
    }
    await outer.query(`release savepoint ${name}`)
    await effects.run((error) => {
      throw error
    })
    return result
  }
  return {
    transaction,
    query: (text, values) => {
      return isReading(text) ? outer.query(text, values) : transaction((tx) => tx.query(text, values))
    },
  }
}

/** What changes nothing needs no transaction of its own. */
export function isReading(text: string): boolean {
  return /^\s*select\b/i.test(text)
}
