import { Composer } from 'telegraf'
import { ownWordsLimits } from '../../../domain/own-words.ts'
import { guestNameLimits, readGuestName } from '../../../domain/visit-notes.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Step } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import { noteButton, ownVisit } from './buttons.ts'
import { loadNotes, underWay, type VisitUnderWay } from './kept-notes.ts'
import { summaryHome } from './summary.ts'

export function addNote(): Composer<BotContext> {
  const dialogs = { comment: addComment(), guest: nameGuest() }
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(noteButton, async (ctx, { note, ...chosen }) => {
      const notes = await loadNotes(ctx, chosen.serviceIds)
      const visit = underWay({ ...chosen, ...ownVisit }, notes)
      return await beginDialog(ctx, dialogs[note], { ...visit })
    }),
  )
  return composer
}

export function addComment(): Dialog {
  return oneQuestion('comment', {
    name: 'comment',
    skippable: true,
    skipLabel: (t) => t.plain('notes.button.no_comment'),
    quickAnswers: () => [],
    ask: (_visit, t) => t.html('notes.ask_comment'),
    read: (typed, _visit, t) => readWords(typed, ownWordsLimits.visitComment, t),
  })
}

export function nameGuest(): Dialog {
  return oneQuestion('guest', {
    name: 'guest',
    skippable: true,
    skipLabel: (t) => t.plain('notes.button.for_me'),
    quickAnswers: () => [],
    ask: (_visit, t) => t.html('notes.ask_guest'),
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
