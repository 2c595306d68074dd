import type { invite as russian } from '../ru/invite.ts'

export const invite = {
  'invite.choose': '<b>A link that gives a role</b>\nWhich one?',
  'invite.link':
    '<b>Role: {role}</b>\nForward this link to whoever is to get the role:\n\n{link}\n\nIt works once, in the next 24 hours, and until you make a new one.',
  'invite.made_already': 'This link can’t be shown a second time. Choose a role, and we’ll make a new one.',
  'invite.question': '<b>{business}</b>\nYou’re invited to work in this bot. Role: {role}.',
  'invite.done': '<b>Done!</b>\nYour role is “{role}” now. All you need is in the control panel.',
  'invite.void':
    'This link doesn’t work: somebody has used it, or a newer one was made. Please ask for another one.',
  'invite.already_staff':
    'You have the role “{role}” already and need no link. An owner can change the role.',
  'invite.notice': '<b>{account}</b> has access now: the role came by a link.\nRole: {role}',
  'invite.notice_hint': 'If that’s somebody else, take the role away on the card.',
  'invite.button.make': 'Link that gives a role',
  'invite.button.accept': 'Accept',
} as const satisfies Record<keyof typeof russian, string>
