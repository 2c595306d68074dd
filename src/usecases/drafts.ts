import type { UseCaseContext } from '../context.ts'
import { findDraftOf, replaceDraft, takeDraft, writeDraft, type StoredDraft } from '../storage/drafts.ts'
import type { Actor } from './actor.ts'

/** The draft of the person's open dialog, unless its time has passed. */
export async function loadDraft(ctx: UseCaseContext, actor: Actor): Promise<StoredDraft | null> {
  const draft = await findDraftOf(ctx.db, actor.userId)
  const expired = draft?.expiresAt === undefined || new Date(draft.expiresAt) <= ctx.clock.now()
  return expired ? null : draft
}

/** Saves a draft for `ttlMs`, over the version it was made from; false when that one is no longer there. */
export async function saveDraft(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly draft: StoredDraft; readonly previous: number | null; readonly ttlMs: number },
): Promise<boolean> {
  const now = ctx.clock.now()
  const expiresAt = new Date(now.getTime() + input.ttlMs).toISOString()
  return await replaceDraft(ctx.db, actor.userId, { ...input.draft, expiresAt }, input.previous, now)
}

/** Notes that a dialog was begun whose draft is kept elsewhere, so that its loss is noticed. */
export async function markDialogOpen(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly dialog: string; readonly version: number },
): Promise<void> {
  await writeDraft(ctx.db, actor.userId, input)
}

export async function clearDraft(ctx: UseCaseContext, actor: Actor): Promise<void> {
  await writeDraft(ctx.db, actor.userId, null)
}

/** The dialog that was open although no draft of it is left; told once. */
export async function takeLostDialog(ctx: UseCaseContext, actor: Actor): Promise<string | null> {
  return (await takeDraft(ctx.db, actor.userId))?.dialog ?? null
}
