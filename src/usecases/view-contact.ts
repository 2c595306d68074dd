import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

/** How to reach a person of the business; null: it gives no number. */
export async function viewContact(
  ctx: UseCaseContext,
  _actor: Actor,
): Promise<{ readonly phone: string | null }> {
  const { phone } = await loadSettings(ctx)
  return { phone }
}
