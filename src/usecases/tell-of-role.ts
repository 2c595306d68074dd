import type { UseCaseContext } from '../context.ts'
import type { Role } from '../domain/roles.ts'
import type { Transaction } from '../storage/database.ts'
import { insertTasks } from '../storage/tasks.ts'
import { findPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

interface NewRole {
  /** Of the account; null: none is connected. */
  readonly telegramId: number | null
  /** `none`: they have no access any more. */
  readonly role: Role | 'none'
  /** The audit entry that the notice tells of. */
  readonly entry: number
}

/**
 * What follows for somebody whose role changed: from the commit on they have its commands in their menu, and they are told,
 * unless they have just taken it themselves.
 */
export async function tellOfRole(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { telegramId, role, entry }: NewRole,
): Promise<void> {
  const person = telegramId === null ? undefined : await findPerson(tx, telegramId)
  if (!person) return
  const { defaultLanguage } = await loadSettings(ctx, tx)
  const holder = {
    telegramId: person.telegramId,
    role: role === 'none' ? null : role,
    locale: person.locale ?? defaultLanguage,
  }
  tx.onCommit(() => ctx.showCommands(holder))
  if (person.id === actor.userId) return
  const tasks = await insertTasks(tx, [
    {
      kind: 'notice',
      dedupKey: `notice:${entry}:role`,
      dueAt: ctx.clock.now(),
      userId: person.id,
      payload: { notice: 'role_changed', role, by: actor.staffId },
    },
  ])
  tx.onCommit(ctx.schedule, tasks)
}
