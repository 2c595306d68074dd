import type { Actor } from '../../usecases/actor.ts'

/** A dialog half-way: at most one a person. */
export interface Draft {
  readonly dialog: string
  /** The name of the step whose answer is awaited. */
  readonly step: string
  readonly answers: Readonly<Record<string, unknown>>
  /**
   * The `update_id` that brought the dialog here. Updates of one chat are handled in their order, so one with a lower
   * id has been handled before, and the same one delivered again is no answer to the question that it led to.
   */
  readonly version: number
}

export interface DraftStore {
  /** Null: no dialog is open, or its draft is lost. */
  load(actor: Actor): Promise<Draft | null>
  /** Compare-and-set on the version; false: another process was faster. */
  save(actor: Actor, draft: Draft, previous: Draft | null): Promise<boolean>
  clear(actor: Actor): Promise<void>
  /** The dialog that was open although no draft of it is left (an emptied Redis, a long silence); told once. */
  takeLost(actor: Actor): Promise<string | null>
}

/** After so long nobody remembers what the last question was. */
export const draftTtlMs = 24 * 60 * 60 * 1000

/** What a store gives back was written by an earlier release, perhaps: anything else than a draft counts as lost. */
export function asDraft(value: unknown): Draft | null {
  if (typeof value !== 'object' || value === null) return null
  const { dialog, step, answers, version } = value as Record<string, unknown>
  if (typeof dialog !== 'string' || typeof step !== 'string' || typeof version !== 'number') return null
  if (typeof answers !== 'object' || answers === null) return null
  return { dialog, step, answers: answers as Draft['answers'], version }
}
