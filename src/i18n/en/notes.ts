import type { notes as russian } from '../ru/notes.ts'

export const notes = {
  'notes.ask_comment':
    '<b>Anything we should know?</b>\nWrite it in one message: an allergy, parking, how you like it done.',
  'notes.ask_guest': '<b>Who is coming?</b>\nWrite the name, and we’ll know who to expect.',
  'notes.ask_staff_comment':
    '<b>What shall we note about this booking?</b>\nWrite it in one message. The client sees it, too.',
  'notes.ask_staff_guest':
    '<b>Who is coming?</b>\nWrite the name if the visit isn’t for the client themselves.',
  'notes.guest_length': 'A name can have {min} to {max} characters. Please write it again.',
  'notes.changed': 'The comment or the name has changed since then. Please check once more.',
  'notes.button.comment': '{added, select, yes {Change the comment} other {Add a comment}}',
  'notes.button.no_comment': 'No comment',
  'notes.button.guest': 'For {guest}',
  'notes.button.guest_me': 'Who it’s for: me',
  'notes.button.guest_client': 'For the client',
  'notes.button.for_me': 'For me',
  'notes.button.for_client': 'For the client',
} as const satisfies Record<keyof typeof russian, string>
