import type { dialog as russian } from '../ru/dialog.ts'

export const dialog = {
  'dialog.text_wanted': 'Plain text is needed here: photos, stickers and voice messages won’t do.',
  'dialog.lost': 'We had begun, but your answers were lost. Shall we begin again?',
  'dialog.button.back': '‹ Back',
  'dialog.button.cancel': 'Never mind',
  'dialog.button.skip': 'Skip',
  'dialog.button.restart': 'Begin again',
  'dialog.toast.answered': 'You have already answered this one',
} as const satisfies Record<keyof typeof russian, string>
