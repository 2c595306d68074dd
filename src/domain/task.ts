export type TaskKind =
  'reminder' | 'review' | 'notice' | 'hold_end' | 'completion' | 'daily_summary' | 'waitlist' | 'update'

export type TaskStatus =
  'pending' | 'doing' | 'waiting' | 'done' | 'skipped' | 'failed' | 'unknown' | 'cancelled'

/** A row of `tasks` that is to be made. */
export interface PlannedTask {
  readonly kind: TaskKind
  /** Unique in the tenant: planning the same thing twice is harmless. */
  readonly dedupKey: string
  readonly dueAt: Date
  readonly bookingId?: number
  readonly bookingVersion?: number
  readonly userId?: number
  readonly staffId?: number
  readonly parentId?: number
  /** Ids and parameters, never personal values. */
  readonly payload?: Readonly<Record<string, unknown>>
}

export interface Task extends PlannedTask {
  readonly id: number
  readonly status: TaskStatus
  /** Attempts that failed; claims that came too early or had to wait are none. */
  readonly attempts: number
  /** When it was claimed, which tells one claim from another; null while nobody has it. */
  readonly claimedAt: Date | null
}

/** In how many attempts the message of a task may have arrived, without anybody knowing. */
export function timesLost({ payload }: Pick<Task, 'payload'>): number {
  return Number(payload?.['outcome_lost'] ?? 0)
}

/** How often a gateway before Telegram answered to the message of a task. */
export function timesTurnedAway({ payload }: Pick<Task, 'payload'>): number {
  return Number(payload?.['turned_away'] ?? 0)
}

/** What became of a task that was taken up. */
export interface EndedTask {
  readonly kind: TaskKind
  /** `pending`: it is tried again. */
  readonly status: TaskStatus
  /** Since the moment for which it was set at last. */
  readonly lateSeconds: number
}
