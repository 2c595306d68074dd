import type { Connection } from './database.ts'

/** What `users.draft` holds: any JSON object; `version` counts for compare-and-set. */
export interface StoredDraft {
  readonly dialog: string
  readonly version: number
  /** Instant in ISO 8601 after which it counts as lost; without one it only says that a dialog was begun. */
  readonly expiresAt?: string
  readonly [member: string]: unknown
}

/** As it was written, also when its time has passed; null: nothing is open. */
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

/**
 * What was there, and nothing is any more. Locks the person only if something is: it is asked for with each message that is
 * no answer to a question.
 */
export async function takeDraft(db: Connection, userId: number): Promise<StoredDraft | null> {
  const [row] = await db.query<{ draft: StoredDraft }>(
    `update users u set draft = null
       from (select id, draft from users where id = $1::bigint and draft is not null for no key update) open
      where u.id = open.id
      returning open.draft`,
    [userId],
  )
  return row?.draft ?? null
}
