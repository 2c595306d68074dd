import type { Redis } from 'ioredis'
import type { UseCaseContext } from '../../context.ts'
import type { Actor } from '../../usecases/actor.ts'
import { clearDraft, markDialogOpen, takeLostDialog } from '../../usecases/drafts.ts'
import { asDraft, draftTtlMs, type Draft, type DraftStore } from './draft-store.ts'

export interface RedisDraftsOptions {
  readonly redis: Redis
  /** The tenant's key prefix, with its colon. */
  readonly prefix: string
  readonly ttlMs?: number
}

/**
 * Drafts in Redis under `<prefix>user:<telegram id>:state`. Redis may be emptied at any moment, so the database notes
 * that a dialog is open: what is open there and absent here was lost.
 */
export function createRedisDrafts(ctx: UseCaseContext, options: RedisDraftsOptions): DraftStore {
  const { redis, prefix, ttlMs = draftTtlMs } = options
  const keyOf = (actor: Actor) => `${prefix}user:${actor.telegramId}:state`

  return {
    async load(actor) {
      const value = await redis.get(keyOf(actor))
      return value === null ? null : asDraft(JSON.parse(value))
    },
    async save(actor, draft, previous) {
      if (previous?.dialog !== draft.dialog) {
        await markDialogOpen(ctx, actor, { dialog: draft.dialog, version: draft.version })
      }
      return await compareAndSet(redis, keyOf(actor), draft, previous, ttlMs)
    },
    async clear(actor) {
      await redis.del(keyOf(actor))
      await clearDraft(ctx, actor)
    },
    takeLost: async (actor) => await takeLostDialog(ctx, actor),
  }
}

const script = `
local present = redis.call('get', KEYS[1])
local version = present and string.format('%.0f', cjson.decode(present).version) or ''
if version ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
return 1`

async function compareAndSet(
  redis: Redis,
  key: string,
  draft: Draft,
  previous: Draft | null,
  ttlMs: number,
): Promise<boolean> {
  const expected = previous === null ? '' : String(previous.version)
  const written = await redis.eval(script, 1, key, expected, JSON.stringify(draft), String(ttlMs))
  return written === 1
}
