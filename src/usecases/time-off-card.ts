import type { UseCaseContext } from '../context.ts'
import { fingerprintOfText } from '../domain/fingerprint.ts'
import { localDateOf, type LocalDate } from '../domain/local-time.ts'
import type { Connection } from '../storage/database.ts'
import { findBlock, findBreak, type StoredBlock, type StoredBreak } from '../storage/time-off.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted, reachOf } from './permission.ts'

export interface BlockCard {
  readonly block: StoredBlock
  readonly zone: string
  readonly state: 'ahead' | 'over' | 'lifted'
  /** The actor may lift it. */
  readonly changeable: boolean
}

/** Undefined: there is none, or the actor may not see it. What is everybody's, everybody who works here sees. */
export async function findBlockCard(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  blockId: number,
): Promise<BlockCard | undefined> {
  const block = await findBlock(db, blockId)
  if (!block || !maySee(actor, block.staffId)) return undefined
  const { timeZone: zone } = await loadSettings(ctx, db)
  const isOver = block.during.end <= ctx.clock.now()
  return {
    block,
    zone,
    state: block.liftedAt ? 'lifted' : isOver ? 'over' : 'ahead',
    changeable: isPermitted(actor, 'blocks', block.staffId),
  }
}

export interface BreakCard {
  readonly weekly: StoredBreak
  readonly today: LocalDate
  /** Tells it as it was shown from what became of it. */
  readonly fingerprint: number
  /** It has taken place before today, so it can end instead of never having been. */
  readonly changeable: boolean
}

/** The same of the weekly break that a rule belongs to. */
export async function findBreakCard(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  ruleId: number,
): Promise<BreakCard | undefined> {
  const weekly = await findBreak(db, ruleId)
  if (!weekly || !maySee(actor, weekly.staffId)) return undefined
  const { timeZone: zone } = await loadSettings(ctx, db)
  return {
    weekly,
    today: localDateOf(zone, ctx.clock.now()),
    fingerprint: fingerprintOfText(JSON.stringify(weekly)),
    changeable: isPermitted(actor, 'blocks', weekly.staffId),
  }
}

function maySee(actor: Actor, staffId: number | null): boolean {
  return staffId === null ? reachOf(actor, 'blocks') !== null : isPermitted(actor, 'blocks', staffId)
}
