import type { Transaction } from '../../src/storage/database.ts'
import { tables } from './rows.ts'
import { isReading } from './undone.ts'

type Transact = <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result>

export interface RememberedReads {
  readonly query: Transaction['query']
  /** What it writes is taken back. */
  readonly trying: Transact
  /** What it writes is there for whatever comes next. */
  readonly keeping: Transact
}

/**
 * An open transaction sees only what it wrote by itself, so until it writes into a table that a question names, the question
 * has the answer that it had: the server is not asked again. That is half of its work where one salon is asked many things.
 */
export function rememberReads(tx: Transaction): RememberedReads {
  let answers = new Map<string, unknown[]>()
  let answersBefore: typeof answers | undefined

  async function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (!isReading(text)) {
      if (!answersBefore) await tx.query('savepoint attempt')
      answersBefore ??= answers
      const written = tables.filter((table) => names(text, table))
      answers = new Map([...answers].filter(([question]) => !written.some((table) => names(question, table))))
      return await tx.query<Row>(text, values)
    }
    const question = JSON.stringify([text, values])
    const answer = answers.get(question) ?? (await tx.query(text, values))
    answers.set(question, answer)
    return answer as Row[]
  }

  const trying: Transact = async (work) => {
    try {
      return await work({ ...tx, query })
    } finally {
      if (answersBefore) {
        await tx.query('rollback to savepoint attempt')
        answers = answersBefore
        answersBefore = undefined
      }
    }
  }

  const keeping: Transact = async (work) => {
    const result = await work({ ...tx, query })
    answersBefore = undefined
    return result
  }

  return { query, trying, keeping }
}

function names(statement: string, table: string): boolean {
  return new RegExp(`\\b${table}\\b`).test(statement)
}
