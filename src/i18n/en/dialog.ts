import type { dialog as russian } from '../ru/dialog.ts'

export const dialog = {
  'dialog.text_wanted': 'Please write it as text: photos, stickers and voice messages won’t work here.',
  'dialog.photo_wanted': 'Please send a photo: as a photo, not as a file.',
  'dialog.words_wanted': 'Please put it in words.',
  'dialog.too_long': 'That’s a little long: up to {max} characters fit here. Please make it shorter.',
  'dialog.lost': 'Sorry, your answers were lost. Shall we start again?',
  'dialog.lost_answer':
    'Sorry, your answer was lost. Nothing has changed; please start again from the menu below.',
  'dialog.lost_answer_staff': 'Sorry, your answer was lost. Nothing has changed; please start again.',
  'dialog.button.back': '‹ Back',
  'dialog.button.cancel': 'Never mind',
  'dialog.button.not_add': 'Don’t add',
  'dialog.button.skip': 'Skip',
  'dialog.button.restart': 'Start again',
  'dialog.toast.answered': 'You’ve already answered this one',
} as const satisfies Record<keyof typeof russian, string>
