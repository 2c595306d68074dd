import type { UseCaseContext } from '../context.ts'
import { isWanted, topicsFor, type NoticeTopic } from '../domain/notice-topics.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { findNoticeChoices, updateNoticeChoice } from '../storage/staff-notices.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { planSummaries } from './plan-summaries.ts'
import { readNotices, type NoticesResult } from './view-notices.ts'

export interface SwitchNoticeInput {
  readonly staffId: number
  readonly topic: NoticeTopic
  readonly wanted: boolean
}

/** Switches one topic on or off: everybody for themselves, and only what their role may switch. */
export async function switchNotice(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, topic, wanted }: SwitchNoticeInput,
): Promise<NoticesResult> {
  const maySwitch = actor.role !== null && topicsFor(actor.role).includes(topic)
  if (!isPermitted(actor, 'notices', staffId) || !maySwitch) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'staff.notices', redeliveryWindow(now))
    const choices = await findNoticeChoices(tx, staffId)
    if (repeated || !choices || isWanted(choices, topic) === wanted) {
      return await readNotices(ctx, tx, actor, staffId)
    }
    await updateNoticeChoice(tx, staffId, topic, wanted)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'staff.notices',
      entity: 'staff',
      entityId: staffId,
      before: { [topic]: !wanted },
      after: { [topic]: wanted },
    })
    if (topic === 'daily_summary') await planSummaries(ctx, tx)
    return await readNotices(ctx, tx, actor, staffId)
  })
}
