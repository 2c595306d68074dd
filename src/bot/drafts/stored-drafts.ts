import type { UseCaseContext } from '../../context.ts'
import { clearDraft, loadDraft, saveDraft, takeLostDialog } from '../../usecases/drafts.ts'
import { asDraft, draftTtlMs, type DraftStore } from './draft-store.ts'

/** Drafts in the tenant's database, for an installation without Redis. */
export function createStoredDrafts(ctx: UseCaseContext, ttlMs = draftTtlMs): DraftStore {
  return {
    load: async (actor) => asDraft(await loadDraft(ctx, actor)),
    save: async (actor, draft, previous) =>
      await saveDraft(ctx, actor, { draft: { ...draft }, previous: previous?.version ?? null, ttlMs }),
    clear: async (actor) => await clearDraft(ctx, actor),
    takeLost: async (actor) => await takeLostDialog(ctx, actor),
  }
}
