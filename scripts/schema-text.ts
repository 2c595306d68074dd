import type { Connection } from '../src/storage/database.ts'

/**
 * The tenant's schema as SQL, read from the catalogue of a migrated one, in an order in which it could be run. It names
 * no schema and is equal on every version of PostgreSQL, so a change of it shows what a migration really did.
 */
export async function readSchemaText(db: Connection): Promise<string> {
  const columns = await db.query<Column>(selectColumns)
  const constraints = await db.query<Constraint>(selectConstraints)
  const indexes = await db.query<{ definition: string }>(selectIndexes)
  const sequences = await db.query<Sequence>(selectSequences)

  const tableNames = [...new Set(columns.map(({ table }) => table))]
  const parts = [
    header,
    ...sequences.map(({ name }) => `create sequence ${name};`),
    ...tableNames.map((table) => tableText(table, columns, constraints)),
    constraints
      .filter((constraint) => constraint.type === 'f')
      .map(foreignKeyText)
      .join('\n'),
    indexes.map(({ definition }) => `${definition};`).join('\n'),
    ...sequences.map(({ name, owner }) => `alter sequence ${name} owned by ${owner};`),
  ]
  return `${parts.join('\n\n')}\n`
}

const header = '-- Written by `npm run schema` from the catalogue of a migrated schema. Not to be edited.'

function tableText(table: string, columns: readonly Column[], constraints: readonly Constraint[]): string {
  const lines = [
    ...columns.filter((column) => column.table === table).map(columnText),
    ...constraints
      .filter((constraint) => constraint.table === table && constraint.type !== 'f')
      .map(({ name, definition }) => `constraint ${name} ${oneLine(definition)}`),
  ]
  return `create table ${table} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`
}

function columnText(column: Column): string {
  return [
    column.name,
    column.type,
    ...(column.collation === null ? [] : [`collate "${column.collation}"`]),
    ...(column.isIdentity ? ['generated always as identity'] : []),
    ...(column.initial === null ? [] : [`default ${column.initial}`]),
    ...(column.isRequired ? ['not null'] : []),
  ].join(' ')
}

function foreignKeyText({ table, name, definition }: Constraint): string {
  return `alter table ${table} add constraint ${name} ${definition};`
}

/** PostgreSQL breaks a `case` over lines. */
function oneLine(definition: string): string {
  return definition.replace(/\s+/g, ' ')
}

const ofThisSchema = `n.nspname = current_schema() and c.relname not like 'pgmigrations%'`

const selectColumns = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
         case when a.attcollation <> t.typcollation then l.collname end as collation,
         a.attidentity <> '' as "isIdentity", pg_get_expr(d.adbin, d.adrelid, true) as initial,
         a.attnotnull as "isRequired"
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_collation l on l.oid = a.attcollation
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where ${ofThisSchema} and c.relkind = 'r'
   order by c.relname collate "C", a.attnum`

/** Not the constraints for `not null` that newer versions keep: the columns tell them. */
const selectConstraints = `
  select c.relname as "table", x.conname as name, x.contype as type, pg_get_constraintdef(x.oid, true) as definition
    from pg_constraint x
    join pg_class c on c.oid = x.conrelid
    join pg_namespace n on n.oid = c.relnamespace
   where ${ofThisSchema} and x.contype in ('p', 'u', 'c', 'x', 'f')
   order by c.relname collate "C", x.contype = 'p' desc, x.conname collate "C"`

const selectIndexes = `
  select pg_get_indexdef(i.indexrelid, 0, true) as definition
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
   where ${ofThisSchema} and not exists (select from pg_constraint x where x.conindid = i.indexrelid)
   order by i.indrelid::regclass::text collate "C", c.relname collate "C"`

/** Those of identity columns belong to their columns. */
const selectSequences = `
  select c.relname as name, o.relname || '.' || a.attname as owner
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_depend d on d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'a'
    join pg_class o on o.oid = d.refobjid
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
   where ${ofThisSchema} and c.relkind = 'S'
   order by c.relname collate "C"`

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly collation: string | null
  readonly isIdentity: boolean
  readonly initial: string | null
  readonly isRequired: boolean
}

interface Constraint {
  readonly table: string
  readonly name: string
  /** `p` primary key, `u` unique, `c` check, `x` exclusion, `f` foreign key. */
  readonly type: string
  readonly definition: string
}

interface Sequence {
  readonly name: string
  readonly owner: string
}
