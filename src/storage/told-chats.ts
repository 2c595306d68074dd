import type { Connection } from './database.ts'

/*
 * A group or channel that was told where the bot works is a row of `tasks` that is done from the beginning: nothing is to
 * happen, it only must not happen again. Telegram's id of such a chat is a negative number.
 */

/** Whether a group or channel was told where the bot works. */
export async function wasChatTold(db: Connection, chatId: number): Promise<boolean> {
  const rows = await db.query('select from tasks where dedup_key = $1::text collate "C"', [keyOf(chatId)])
  return rows.length > 0
}

/** Notes at the instant `at` that it was; a second time changes nothing. */
export async function insertToldChat(db: Connection, chatId: number, at: Date): Promise<void> {
  await db.query(
    `insert into tasks (kind, dedup_key, due_at, status, attempts, done_at)
     values ('notice', $1::text, $2::timestamptz, 'done', 0, $2::timestamptz)
     on conflict (dedup_key) do nothing`,
    [keyOf(chatId), at],
  )
}

function keyOf(chatId: number): string {
  return `told:${chatId}`
}
