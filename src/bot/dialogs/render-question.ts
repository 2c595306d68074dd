import type { OutgoingButton } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { Actor } from '../../usecases/actor.ts'
import { homeOfStaff } from '../admin/navigation.ts'
import { button, inRows, type Screen } from '../screen.ts'
import {
  answerButton,
  backButton,
  leaveButton,
  noRestartButton,
  openDialogButton,
  skipButton,
} from './buttons.ts'
import type { Dialog, Step } from './dialog.ts'

export function renderQuestion(
  dialog: Dialog,
  step: Step<Record<string, unknown>>,
  answers: Record<string, unknown>,
  t: Texts,
): Screen {
  const place = { dialog: dialog.name, step: step.name }
  const quick = step
    .quickAnswers(t, answers)
    .map(({ label, typed }) => button(label, answerButton.pack({ ...place, typed })))
  const skip = step.skippable
    ? [button(step.skipLabel?.(t, answers) ?? t.plain('dialog.button.skip'), skipButton.pack(place))]
    : []
  const isFirst = dialog.steps[0] === step
  const back = isFirst ? [] : [button(t.plain('dialog.button.back'), backButton.pack(place))]
  // To skip the only question is to leave it, unless there is somewhere to go back to.
  const skipLeaves = step.skippable && dialog.steps.length === 1 && !dialog.home && !dialog.whenLeft
  const leaving = skipLeaves ? [] : [leave(dialog, isFirst, t)]
  return {
    text: step.ask(answers, t),
    keyboard: [...inRows(quick, step.quickColumns ?? 4), skip, [...back, ...leaving]].filter(
      (row) => row.length > 0,
    ),
  }
}

/** The answers are gone (an emptied Redis, a long silence): says so, and offers to begin again where that can be done. */
export function renderLost(dialog: Dialog, actor: Pick<Actor, 'role'>, t: Texts): Screen {
  if (!dialog.begin) {
    const home = homeOfStaff(actor, t)
    return {
      text: t.html(home.length === 0 ? 'dialog.lost_answer' : 'dialog.lost_answer_staff'),
      keyboard: home,
    }
  }
  const restart = button(t.plain('dialog.button.restart'), openDialogButton.pack({ dialog: dialog.name }))
  const noThanks = button(t.plain('dialog.button.cancel'), noRestartButton.pack({}))
  return { text: t.html('dialog.lost'), keyboard: [[restart], [noThanks]] }
}

function leave(dialog: Dialog, isFirst: boolean, t: Texts): OutgoingButton {
  const label = dialog.leaveLabel?.(t) ?? t.plain(`dialog.button.${leadsBack(dialog, isFirst)}`)
  return button(label, leaveButton.pack({ dialog: dialog.name }))
}

/** From the first question the screen that asked is back; later, back is the question before. */
function leadsBack({ home, whenLeft }: Dialog, isFirst: boolean): 'back' | 'cancel' {
  return isFirst && (home ?? whenLeft) ? 'back' : 'cancel'
}
