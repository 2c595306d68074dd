import { parseLocalDate } from '../../../domain/local-time.ts'
import { ownWordsLimits, readOwnWords } from '../../../domain/own-words.ts'
import { noNotes, readGuestName, type VisitNotes } from '../../../domain/visit-notes.ts'
import type { BotContext } from '../../bot-context.ts'
import { ownVisit, type Start } from './buttons.ts'

/** The name of the draft that lives while a summary with notes on it is looked at. */
export const notesDraft = 'visit_notes'

/** What dialogs about a visit under way are opened with, as JSON keeps it: the start that was chosen, and its notes. */
export interface VisitUnderWay {
  readonly serviceIds: readonly number[]
  readonly staffId: number | null
  readonly date: string
  readonly page: number
  /** Epoch milliseconds. */
  readonly startsAt: number
  readonly comment: string | null
  readonly guest: string | null
  /** Of the draft that kept the notes before this dialog; null: there were none. */
  readonly notesVersion: number | null
}

export interface KeptNotes extends VisitNotes {
  /** Of the draft that keeps them. */
  readonly version: number
}

/** The notes for a visit of these services; null: there are none. */
export async function loadNotes(ctx: BotContext, serviceIds: readonly number[]): Promise<KeptNotes | null> {
  const draft = await ctx.services.drafts.load(ctx.actor)
  if (!draft || !isSame(draft.answers['serviceIds'], serviceIds)) return null
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
  const { serviceIds, staffId, date, page, startsAt } = start
  const { comment, guestName } = notes ?? noNotes
  return {
    serviceIds,
    staffId,
    date,
    page,
    startsAt: startsAt.getTime(),
    comment,
    guest: guestName,
    notesVersion: notes?.version ?? null,
  }
}

export function startOf({ serviceIds, staffId, date, page, startsAt }: VisitUnderWay): Start {
  const day = parseLocalDate(date)
  if (!day) throw new Error('a draft of a visit has no date')
  return { serviceIds, staffId, ...ownVisit, date: day, page, startsAt: new Date(startsAt) }
}
