import { defineButton, typedText, word } from '../callback-data.ts'

/**
 * Buttons of a dialog carry its name and the step they belong to: one of an answered question is told from one of
 * the present question, and one of a dialog whose draft is gone can offer to begin again.
 */
export const openDialogButton = defineButton('dlg', { dialog: word })
export const answerButton = defineButton('ans', { dialog: word, step: word, typed: typedText })
export const skipButton = defineButton('skip', { dialog: word, step: word })
export const backButton = defineButton('back', { dialog: word, step: word })
export const leaveButton = defineButton('leave', { dialog: word })
/** Not to begin a lost dialog again. It has no draft that there were to leave. */
export const noRestartButton = defineButton('norst', {})
