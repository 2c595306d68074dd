import type { Connection } from '../../src/storage/database.ts'

export interface StoredRow {
  readonly table: string
  readonly key: string
  /** The transaction that wrote it. */
  readonly writer: string
  readonly content: Readonly<Record<string, unknown>>
}

/** All tables of a tenant. */
export const tables = [
  'users',
  'staff',
  'services',
  'staff_services',
  'schedule_rules',
  'blocked_slots',
  'bookings',
  'tasks',
  'feedback',
  'settings',
  'text_templates',
  'audit_log',
]

/** What is noted of a person in passing, without their doing anything. */
const passing = ['draft', 'last_seen_at', 'unreachable_at']

/** By table and key. */
export type Rows = ReadonlyMap<string, StoredRow>

/** Every row of the tenant but updates put aside. */
export async function readRows(db: Connection): Promise<Rows> {
  const each = tables.map(
    (table) => `select '${table}' as "table", r.xmin::text as writer, to_jsonb(r) as content from ${table} r`,
  )
  const rows = await db.query<Omit<StoredRow, 'key'>>(each.join(' union all '))
  const kept = rows.filter(({ content }) => content['kind'] !== 'update')
  return new Map(
    kept.map((row) => [`${row.table} ${keyOf(row.content)}`, { ...row, key: keyOf(row.content) }]),
  )
}

function keyOf({ id, key, locale, staff_id, service_id }: StoredRow['content']): string {
  return JSON.stringify(id ?? [key, locale, staff_id, service_id])
}

export interface RowChanges {
  /** Added or changed, as they are now. */
  readonly written: readonly StoredRow[]
  /** The audit log's new entries. */
  readonly entries: readonly StoredRow[]
  /** `<table> <key>` of each changed row but those of the audit log; with a minus where it is gone. */
  readonly named: readonly string[]
}

export function compareRows(before: Rows, after: Rows): RowChanges {
  const isAudit = (name: string) => name.startsWith('audit_log ')
  const changed = [...after].filter(([name, row]) => contentOf(before.get(name)) !== contentOf(row))
  const gone = [...before.keys()].filter((name) => !after.has(name))
  return {
    written: changed.filter(([name]) => !isAudit(name)).map(([, row]) => row),
    entries: changed.filter(([name]) => isAudit(name)).map(([, row]) => row),
    named: [
      ...changed.map(([name]) => name).filter((name) => !isAudit(name)),
      ...gone.map((name) => `- ${name}`),
    ].sort(),
  }
}

function contentOf(row: StoredRow | undefined): string | undefined {
  if (!row) return undefined
  const kept = Object.entries(row.content).filter(([column]) => !passing.includes(column))
  return JSON.stringify(kept)
}
