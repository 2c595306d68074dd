import { Composer } from 'telegraf'
import { ownWordsLimits } from '../../../domain/own-words.ts'
import { guestNameLimits, readGuestName } from '../../../domain/visit-notes.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Step } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import { noteButton, ownVisit, type Start } from './buttons.ts'
import { loadNotes, underWay, type VisitUnderWay } from './kept-notes.ts'
import { summaryHome } from './summary.ts'

export function addNote(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(noteButton, async (ctx, { note, ...chosen }) => {
      return await askForNote(ctx, note, { ...chosen, ...ownVisit })
    }),
  )
  return composer
}

/** Comes back to the summary of the visit. */
export async function askForNote(
  ctx: BotContext,
  note: 'comment' | 'guest',
  start: Start,
): Promise<Screen | null> {
  const dialog = note === 'comment' ? addComment() : nameGuest()
  return await beginDialog(ctx, dialog, { ...underWay(start, await loadNotes(ctx, start)) })
}

/** Staff are asked about a client, everybody else about themselves. */
function isForClient({ clientId }: Partial<VisitUnderWay>): boolean {
  return clientId != null
}

export function addComment(): Dialog {
  return oneQuestion('comment', {
    name: 'comment',
    skippable: true,
    skipLabel: (t) => t.plain('notes.button.no_comment'),
    quickAnswers: () => [],
    ask: (visit, t) => t.html(isForClient(visit) ? 'notes.ask_staff_comment' : 'notes.ask_comment'),
    read: (typed, _visit, t) => readWords(typed, ownWordsLimits.visitComment, t),
  })
}

export function nameGuest(): Dialog {
  return oneQuestion('guest', {
    name: 'guest',
    skippable: true,
    skipLabel: (t, visit) => t.plain(isForClient(visit) ? 'notes.button.for_client' : 'notes.button.for_me'),
    quickAnswers: () => [],
    ask: (visit, t) => t.html(isForClient(visit) ? 'notes.ask_staff_guest' : 'notes.ask_guest'),
    read: (typed, _visit, t) => {
      const name = readGuestName(typed)
      const { least: min, most: max } = guestNameLimits
      return name === null
        ? { ok: false, problem: t.html('notes.guest_length', { min, max }) }
        : { ok: true, value: name }
    },
  })
}

function oneQuestion(name: string, step: Step<VisitUnderWay>): Dialog {
  return defineDialog<VisitUnderWay>({
    name,
    steps: [step],
    isFor: () => true,
    begin: null,
    home: summaryHome,
    finish: (_ctx, answers) => Promise.resolve({ outcome: 'home', answers }),
  })
}
