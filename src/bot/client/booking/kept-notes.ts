import { parseLocalDate } from '../../../domain/local-time.ts'
import { ownWordsLimits, readOwnWords } from '../../../domain/own-words.ts'
import { noNotes, readGuestName, type VisitNotes } from '../../../domain/visit-notes.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Start } from './buttons.ts'

/** The name of the draft that lives while a summary with notes on it is looked at. */
export const notesDraft = 'visit_notes'

/** What dialogs about a visit under way are opened with, as JSON keeps it: the start that was chosen, and its notes. */
export interface VisitUnderWay {
  readonly serviceIds: readonly number[]
  readonly staffId: number | null
  /** For whom staff book; null or absent: whoever types does it for themselves. */
  readonly clientId?: number | null
  readonly date: string
  readonly page: number
  /** Epoch milliseconds. */
  readonly startsAt: number
  readonly comment: string | null
  readonly guest: string | null
  /** Of the draft that kept the notes before this dialog; null: there were none. */
  readonly notesVersion: number | null
  /** Where staff came from. */
  readonly from?: string | null
}

export interface KeptNotes extends VisitNotes {
  /** Of the draft that keeps them. */
  readonly version: number
}

/** The notes for a visit of these services, for the same person; null: there are none. */
export async function loadNotes(
  ctx: BotContext,
  { serviceIds, clientId }: Pick<Start, 'serviceIds' | 'clientId'>,
): Promise<KeptNotes | null> {
  const draft = await ctx.services.drafts.load(ctx.actor)
  if (!draft || !isSame(draft.answers['serviceIds'], serviceIds)) return null
  if ((draft.answers['clientId'] ?? null) !== clientId) return null
  const version = draft.dialog === notesDraft ? draft.version : draft.answers['notesVersion']
  const notes = notesIn(draft.answers)
  const isEmpty = notes.comment === null && notes.guestName === null
  return isEmpty || typeof version !== 'number' ? null : { ...notes, version }
}

function isSame(kept: unknown, serviceIds: readonly number[]): boolean {
  return Array.isArray(kept) && kept.join() === serviceIds.join()
}

/** A draft may have been written by another release, so its notes are read like typed ones. */
export function notesIn({ comment, guest }: { comment?: unknown; guest?: unknown }): VisitNotes {
  return {
    comment: typeof comment === 'string' ? commentIn(comment) : null,
    guestName: typeof guest === 'string' ? readGuestName(guest) : null,
  }
}

function commentIn(typed: string): string | null {
  const read = readOwnWords(typed, ownWordsLimits.visitComment)
  return read.ok ? read.words : null
}

/** The visit is booked: what was noted for it is with the booking now. */
export async function forgetNotes(ctx: BotContext): Promise<void> {
  const draft = await ctx.services.drafts.load(ctx.actor)
  if (draft?.dialog === notesDraft) await ctx.services.drafts.clear(ctx.actor)
}

export function underWay(start: Start, notes: KeptNotes | null): VisitUnderWay {
  const { serviceIds, staffId, clientId, date, page, startsAt, from = null } = start
  const { comment, guestName } = notes ?? noNotes
  return {
    serviceIds,
    staffId,
    clientId,
    date,
    page,
    startsAt: startsAt.getTime(),
    comment,
    guest: guestName,
    notesVersion: notes?.version ?? null,
    from,
  }
}

export function startOf({ date, startsAt, clientId, from, ...visit }: VisitUnderWay): Start {
  const day = parseLocalDate(date)
  if (!day) throw new Error('a draft of a visit has no date')
  const { serviceIds, staffId, page } = visit
  const whose = { movingBookingId: null, clientId: clientId ?? null, from: from ?? null }
  return { serviceIds, staffId, ...whose, date: day, page, startsAt: new Date(startsAt) }
}
