import type { Connection, Transaction } from './database.ts'

export interface AuditEntry {
  readonly at: Date
  readonly actorKind: 'client' | 'staff' | 'system' | 'operator'
  /** `users.id` of a client, `staff.id` of staff; null for the program itself. */
  readonly actorId: number | null
  /** `<entity>.<verb>`, e.g. `booking.cancel`. */
  readonly action: string
  readonly entity: string
  readonly entityId: number | null
  /** Ids, times and statuses; of personal values only which field changed. */
  readonly before: object | null
  readonly after: object | null
  /** The update that caused it; null when nobody's message did. */
  readonly origin: string | null
}

/** Adds an entry in the transaction of the change it tells of; returns its id. */
export async function insertAuditEntry(tx: Transaction, entry: AuditEntry): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into audit_log (at, actor_kind, actor_id, action, entity, entity_id, before, after, origin)
     values ($1::timestamptz, $2::text, $3::bigint, $4::text, $5::text, $6::bigint, $7::jsonb, $8::jsonb, $9::text)
     returning id`,
    [
      entry.at,
      entry.actorKind,
      entry.actorId,
      entry.action,
      entry.entity,
      entry.entityId,
      entry.before,
      entry.after,
      entry.origin,
    ],
  )
  if (!row) throw new Error('an insert of an audit entry returned no row')
  return row.id
}

export interface OriginEntry {
  readonly entityId: number
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/**
 * What an update did when it came for the first time; undefined when this is the first time. Telegram keeps an update
 * for 24 hours, so only entries since then can be of the same one (`since`).
 */
export async function findEntryOfOrigin(
  db: Connection,
  origin: string,
  action: string,
  since: Date,
): Promise<OriginEntry | undefined> {
  const [row] = await db.query<OriginEntry>(
    `select entity_id as "entityId", before, after from audit_log
      where at >= $3::timestamptz and origin = $1::text and action = $2::text
      limit 1`,
    [origin, action, since],
  )
  return row
}

/** Whether the same person left an entry with these very values since then, by whatever update. */
export async function isNotedSince(
  db: Connection,
  entry: Pick<AuditEntry, 'actorKind' | 'actorId' | 'entity' | 'entityId' | 'after'>,
  since: Date,
): Promise<boolean> {
  const [row] = await db.query<{ noted: boolean }>(
    `select exists (select from audit_log
                     where entity = $1::text and entity_id = $2::bigint and at >= $6::timestamptz
                       and actor_kind = $3::text and actor_id = $4::bigint and after = $5::jsonb) as noted`,
    [entry.entity, entry.entityId, entry.actorKind, entry.actorId, JSON.stringify(entry.after), since],
  )
  return row?.noted === true
}
