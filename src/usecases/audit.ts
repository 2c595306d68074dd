import type { AuditEntry } from '../storage/audit-log.ts'
import type { Actor } from './actor.ts'

type ActorFields = Pick<AuditEntry, 'actorKind' | 'actorId' | 'origin'>

/** Staff act under their staff row, clients under their user row. */
export function auditActor(actor: Actor): ActorFields {
  return actor.role !== null && actor.staffId !== null
    ? { actorKind: 'staff', actorId: actor.staffId, origin: actor.origin }
    : { actorKind: 'client', actorId: actor.userId, origin: actor.origin }
}

/** What the program does by itself, because its time has come. */
export const systemActor: ActorFields = { actorKind: 'system', actorId: null, origin: null }

/** Telegram forgets an update after 24 hours, so a repeated one can't be older. */
export function redeliveryWindow(now: Date): Date {
  return new Date(now.getTime() - 25 * 60 * 60 * 1000)
}
