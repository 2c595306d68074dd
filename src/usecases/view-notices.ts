import type { UseCaseContext } from '../context.ts'
import { isWanted, topicsFor, type NoticeTopic } from '../domain/notice-topics.ts'
import type { Connection } from '../storage/database.ts'
import { findNoticeChoices } from '../storage/staff-notices.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'

/** Of what one staff member is told. */
export interface NoticesView {
  /** What they may switch. */
  readonly topics: readonly { readonly topic: NoticeTopic; readonly wanted: boolean }[]
  /** Local hour of the daily summary. */
  readonly summaryHour: number
}

export type NoticesResult =
  ({ readonly ok: true } & NoticesView) | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }

export async function viewNotices(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId }: { readonly staffId: number },
): Promise<NoticesResult> {
  return isPermitted(actor, 'notices', staffId)
    ? await readNotices(ctx, ctx.db, actor, staffId)
    : { ok: false, reason: 'forbidden' }
}

/** The choices of somebody who may make them. */
export async function readNotices(
  ctx: UseCaseContext,
  db: Connection,
  { role }: Pick<Actor, 'role'>,
  staffId: number,
): Promise<NoticesResult> {
  const choices = await findNoticeChoices(db, staffId)
  if (!choices || role === null) return { ok: false, reason: 'staff_gone' }
  const { summaryHour } = await loadSettings(ctx, db)
  const topics = topicsFor(role).map((topic) => ({ topic, wanted: isWanted(choices, topic) }))
  return { ok: true, topics, summaryHour }
}
