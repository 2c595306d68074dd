import type { Texts } from '../../../i18n/i18n.ts'

const things = [
  'block',
  'booking',
  'break',
  'client',
  'export',
  'hours',
  'person',
  'review',
  'series',
  'service',
  'setting',
  'staff',
  'user',
  'waitlist',
] as const

const verbs = [
  'accept',
  'admin_link',
  'approve',
  'arrive',
  'ban',
  'cancel',
  'change',
  'change_days',
  'change_language',
  'change_week',
  'comment',
  'complete',
  'confirm_attendance',
  'connect',
  'create',
  'decline',
  'disconnect',
  'edit',
  'end',
  'enter',
  'erase',
  'expire',
  'join',
  'leave',
  'lift',
  'link',
  'merge',
  'move',
  'no_show',
  'notices',
  'offer',
  'own_terms',
  'performer',
  'phone',
  'refuse',
  'restore_role',
  'return',
  'role',
  'tag',
  'unban',
  'untag',
  'withdraw',
  'write',
] as const

/** What an action of the audit log (`booking.cancel`) was; one that has no words yet is told as it is. */
export function actionText(action: string, t: Texts): string {
  const [first, second] = action.split('.')
  const thing = things.find((one) => one === first)
  const verb = verbs.find((one) => one === second)
  if (thing === undefined || verb === undefined) return action
  return t.plain('export.part.action', {
    thing: t.plain(`export.part.thing_${thing}`),
    verb: t.plain(`export.part.verb_${verb}`),
  })
}
