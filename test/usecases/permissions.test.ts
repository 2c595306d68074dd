import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import ts from 'typescript'
import { may } from '../../src/domain/roles.ts'
import { createCache } from '../../src/ops/cache.ts'
import type { Connection } from '../../src/storage/database.ts'
import { compareRows, readRows, type RowChanges, type Rows } from '../support/rows.ts'
import { anew, openStock, personal, type Stock } from '../support/stock.ts'
import { undone } from '../support/undone.ts'
import type { UseCaseRow } from '../support/use-case-row.ts'

/*
 * Every use case is tried by everybody: it must do its work for whoever may, refuse everybody else and leave nothing
 * of a refused try, and whatever it writes must be in the audit log, by an entry of the same transaction.
 */

const root = join(import.meta.dirname, '../..')
const folder = join(import.meta.dirname, 'permissions')
const areas = await Promise.all(
  readdirSync(folder).map(
    async (file) => (await import(join(folder, file))) as { readonly rows: readonly UseCaseRow[] },
  ),
)
const rows = areas.flatMap((area) => area.rows)
const titled = rows.map((row, index) => {
  const number = rows.slice(0, index).filter(({ name }) => name === row.name).length + 1
  return { ...row, title: number === 1 ? row.name : `${row.name} (${number})` }
})

let stock: Stock
let stockRows: Rows
beforeAll(async () => {
  stock = await openStock({ isDirect: true })
  stockRows = await readRows(stock.db)
})
afterAll(async () => await stock.tenant.close())

test('every use case has its row', () => {
  expect([...new Set(rows.map(({ name }) => name))].sort()).toEqual(useCasesOf('src/usecases').sort())
})

test('use cases ask the guard, and none of them the table behind it', () => {
  const asking = readdirSync(join(root, 'src/usecases')).filter((file) =>
    /import \{[^}]*\bmay\b/.test(readFileSync(join(root, 'src/usecases', file), 'utf8')),
  )
  expect(asking).toEqual(['permission.ts'])
})

describe.each(titled)('$title ($who)', (row) => {
  test('leaves in the audit log what it wrote, in the same transaction, and nobody’s personal values', async () => {
    const { changes } = await attempt(row, firstAllowed(row))
    const written = changes.named.filter((name) => row.who !== 'system' || !name.includes('tasks '))
    if (isReading(row.name))
      expect({ name: row.name, written: changes.named }).toEqual({ name: row.name, written: [] })
    else if (row.who !== 'system' && !row.unaudited) expect(written).not.toEqual([])
    if (row.unaudited !== undefined) return
    expect({ written, unexplained: unexplained(row, changes) }).toEqual({ written, unexplained: [] })
    if (written.length > 0) expect(changes.entries).not.toEqual([])
    const log = JSON.stringify(changes.entries.map(({ content }) => content))
    for (const value of Object.values(personal)) expect(log).not.toContain(value)
  })

  if (row.who === 'system') return
  test('is for whoever may, and for nobody else', async () => {
    for (const [who, allowed] of verdicts(row)) {
      const { changes, ...seen } = await attempt(row, who)
      expect({ who, allowed: seen.allowed }).toEqual({ who, allowed })
      const left = allowed || row.shows ? [] : [...changes.named, ...changes.entries]
      expect({ who, left }).toEqual({ who, left: [] })
    }
  })

  test('does nothing more when its update comes again', async () => {
    const { again } = await attempt(row, firstAllowed(row))
    expect(again?.named).toEqual([])
    expect(again?.entries).toEqual([])
  })
})

type PersonName = (typeof people)[number]
const people = ['owner', 'moderator', 'specialist', 'otherSpecialist', 'client', 'stranger'] as const

function verdicts(row: UseCaseRow): (readonly [PersonName, boolean])[] {
  return row.who === 'system' ? [] : people.map((person) => [person, mayDo(row.who, person)])
}

function mayDo(who: UseCaseRow['who'], person: PersonName): boolean {
  if (who === 'anyone') return true
  if (who === 'works_here') return stock[person].role !== null
  if (who === 'client' || who === 'system') return person === who
  return may(stock[person].role, who, person === 'specialist' ? 'own' : 'anybodys')
}

function firstAllowed(row: UseCaseRow): PersonName {
  if (row.who === 'system' || row.who === 'anyone') return 'client'
  return verdicts(row).find(([, allowed]) => allowed)?.[0] ?? 'owner'
}

interface Attempt {
  readonly allowed: boolean
  readonly changes: RowChanges
  /** What the same update changes when it comes a second time, from whoever is first among those who may. */
  readonly again?: RowChanges
}

const attempts = new Map<string, Promise<Attempt>>()

/** Once for each use case and person: it leaves nothing behind, and several tests look at what it did. */
async function attempt(row: (typeof titled)[number], who: PersonName): Promise<Attempt> {
  const key = `${row.title} ${who}`
  const made = attempts.get(key) ?? attemptOnce(row, who)
  attempts.set(key, made)
  return await made
}

async function attemptOnce(row: UseCaseRow, who: PersonName): Promise<Attempt> {
  return await undone(stock.db, async (db) => {
    const ctx = { ...stock.ctx, db, cache: createCache(0) }
    const there = { ...stock, ctx, db }
    await row.given?.(there)
    const actor = anew(stock[who])
    const input = await row.input(there)
    const before = await rowsOf(db)
    const outcome = await row.attempt(ctx, actor, input)
    const after = await rowsOf(db)
    const changes = compareRows(before, after)
    const allowed = isAllowed(row, outcome, changes)
    if (row.who === 'system' || who !== firstAllowed(row)) return { allowed, changes }
    await row.attempt(ctx, actor, input)
    return { allowed, changes, again: compareRows(after, await rowsOf(db)) }
  })
}

/** A transaction that has no id yet has written nothing: then the rows are the stock's, and are not read again. */
async function rowsOf(db: Connection): Promise<Rows> {
  const [row] = await db.query<{ id: string | null }>('select pg_current_xact_id_if_assigned() as id')
  return row?.id === null ? stockRows : await readRows(db)
}

/** `forbidden`, and what does not exist for somebody, are the two ways to refuse; or to do nothing where nothing is said. */
function isAllowed(row: UseCaseRow, outcome: unknown, { named }: RowChanges): boolean {
  if (outcome === undefined) return row.who === 'anyone' || row.who === 'system' || named.length > 0
  if (outcome === null) return row.shows?.(outcome, stock) ?? false
  const { ok, reason } = outcome as { ok?: boolean; reason?: string }
  if (ok === false) {
    if (reason !== 'forbidden' && !reason?.endsWith('_gone'))
      throw new Error(`${row.name}: ${String(reason)}`)
    return false
  }
  return row.shows?.(outcome, stock) ?? true
}

/** Rows whose transaction left no entry. Tasks may be ended by the program at any time. */
function unexplained(row: UseCaseRow, { written, entries }: RowChanges): string[] {
  const explained = new Set(entries.map(({ writer }) => writer))
  return written
    .filter(({ table }) => row.who !== 'system' || table !== 'tasks')
    .filter(({ writer }) => !explained.has(writer))
    .map(({ table, key }) => `${table} ${key}`)
}

function isReading(name: string): boolean {
  return /^(view|list|find|search|load|export|preview|explain|check)[A-Z]/.test(name)
}

/** Exported functions of a context and, at most, who acts and what with; one that wants a connection is a step of others. */
function useCasesOf(path: string): string[] {
  return readdirSync(join(root, path)).flatMap((file) => {
    const text = readFileSync(join(root, path, file), 'utf8')
    return ts
      .createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
      .statements.filter(ts.isFunctionDeclaration)
      .filter((node) => node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword))
      .filter((node) => node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      .filter(({ parameters: [context, ...others] }) => {
        const types = others.map(({ type }) => type?.getText() ?? '')
        const isStep = types.some((type) => /^(Connection|Transaction)$/.test(type))
        return context?.type?.getText() === 'UseCaseContext' && !isStep && types.length <= 2
      })
      .map((node) => node.name?.text ?? file)
  })
}
