import type { Connection, Transaction } from './database.ts'

/** What `users.draft` holds: any JSON object; `version` counts for compare-and-set. */
export interface StoredDraft {
  readonly dialog: string
  readonly version: number
  /** Instant in ISO 8601 after which it counts as lost; without one it only says that a dialog was begun. */
  readonly expiresAt?: string
  readonly [member: string]: unknown
}

export async function findDraftOf(db: Connection, userId: number): Promise<StoredDraft | null> {
  const [row] = await db.query<{ draft: StoredDraft | null }>(
    'select draft from users where id = $1::bigint',
    [userId],
  )
  return row?.draft ?? null
}

/**
 * Writes a draft over the one of version `previous` (null: there is none, or only one whose time has passed at
 * `now`). False: somebody else changed it in the meantime, and nothing was written.
 */
export async function replaceDraft(
  db: Connection,
  userId: number,
  draft: StoredDraft,
  previous: number | null,
  now: Date,
): Promise<boolean> {
  const rows = await db.query(
    `update users set draft = $2::jsonb
      where id = $1::bigint
        and case when coalesce((draft ->> 'expiresAt')::timestamptz <= $4::timestamptz, true)
                 then $3::bigint is null
                 else (draft ->> 'version')::bigint = $3::bigint
            end
      returning id`,
    [userId, JSON.stringify(draft), previous, now],
  )
  return rows.length > 0
}

/** Whatever was there before; null: nothing is open any more. */
export async function writeDraft(db: Connection, userId: number, draft: StoredDraft | null): Promise<void> {
  await db.query('update users set draft = $2::jsonb where id = $1::bigint', [
    userId,
    draft && JSON.stringify(draft),
  ])
}

/** What was there, and nothing is any more. */
export async function takeDraft(tx: Transaction, userId: number): Promise<StoredDraft | null> {
  const [row] = await tx.query<{ draft: StoredDraft | null }>(
    'select draft from users where id = $1::bigint for update',
    [userId],
  )
  if (row?.draft) await writeDraft(tx, userId, null)
  return row?.draft ?? null
}
