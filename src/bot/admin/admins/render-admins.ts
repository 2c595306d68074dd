import type { OutgoingButton } from '../../../context.ts'
import { roles, type Role } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { AdminCard } from '../../../usecases/admin-card.ts'
import type { AdminList } from '../../../usecases/list-admins.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { backAndHome, renderConfirmation } from '../navigation.ts'
import {
  addAdminButton,
  addAsButton,
  adminButton,
  adminsButton,
  askRoleButton,
  changeRoleButton,
  inviteButton,
} from './buttons.ts'

const pageSize = 10

type Admins = Extract<AdminList, { ok: true }>['admins']

export function renderAdmins(admins: Admins, page: number, t: Texts): Screen {
  const { shown, page: present, pages } = pageOf(admins, page, pageSize)
  return {
    text: t.html('admin.list'),
    keyboard: [
      ...shown.map(({ staffId, name, role }) => {
        const label = t.plain('admin.button.admin', { name: fit(name, 40), role: roleName(role, t) })
        return [button(label, adminButton.pack({ staffId }))]
      }),
      pager(present, pages, (other) => adminsButton.pack({ page: other }), t),
      [button(t.plain('admin.button.add'), addAdminButton.pack({}), 'primary')],
      backAndHome(null, t),
    ].filter((row) => row.length > 0),
  }
}

export function renderAdmin(admin: AdminCard, t: Texts): Screen {
  const { name, role, username, telegramId, reachable, bookable, fixed } = admin
  return {
    text: [
      t.html('admin.name', { name }),
      t.html('admin.role', { role: roleName(role, t) }),
      ...(username === null ? [] : [t.html('card.username', { username })]),
      ...(telegramId === null ? [] : [t.html('admin.telegram_id', { id: String(telegramId) })]),
      '',
      ...(role === 'none' ? [] : [t.html(`admin.may_${role}`)]),
      ...(bookable ? [t.html('admin.bookable')] : []),
      ...(reachable ? [] : [t.html('admin.unreachable')]),
      ...(fixed ? [t.html(`admin.${fixed}`)] : []),
    ].join('\n'),
    keyboard: [...(fixed ? [] : roleButtons(admin, t)), backAndHome(adminsButton.pack({ page: 0 }), t)],
  }
}

function roleButtons(admin: AdminCard, t: Texts): OutgoingButton[][] {
  const { staffId, version } = admin
  const others = roles.filter((role) => role !== admin.role)
  return [
    ...others.map((role) => [
      button(
        t.plain('admin.button.make', { role: roleName(role, t) }),
        askRoleButton.pack({ staffId, version, role }),
      ),
    ]),
    ...(admin.role === 'none'
      ? []
      : [[button(t.plain('admin.button.remove'), askRoleButton.pack({ staffId, version, role: 'none' }))]]),
  ]
}

export function renderRoleQuestion(admin: AdminCard, role: Role | 'none', t: Texts): Screen {
  const { staffId, version, name } = admin
  const question =
    role === 'none'
      ? [
          t.html('admin.remove_question', { name }),
          t.html(`admin.removed_${admin.bookable ? 'stays' : 'goes'}`),
        ]
      : [t.html('admin.role_question', { name, role: roleName(role, t) }), t.html(`admin.may_${role}`)]
  const label = role === 'none' ? t.plain('admin.button.yes_remove') : t.plain('admin.button.yes_role')
  const data = changeRoleButton.pack({ staffId, version, role })
  const yes = { label, data, style: role === 'none' ? 'danger' : 'primary' } as const
  return renderConfirmation({ question: question.join('\n'), yes, no: adminButton.pack({ staffId }) }, t)
}

/** First the role, then who. */
export function renderAdd(t: Texts): Screen {
  return {
    text: [
      t.html('admin.add'),
      ...roles.map((role) =>
        t.html('admin.add_role', { role: roleName(role, t), may: t.plain(`admin.part.may_${role}`) }),
      ),
    ].join('\n\n'),
    keyboard: [
      ...roles.map((role) => [button(roleName(role, t), addAsButton.pack({ role }))]),
      [button(t.plain('invite.button.make'), inviteButton.pack({}))],
      backAndHome(adminsButton.pack({ page: 0 }), t),
    ],
  }
}

export function roleName(role: Role | 'none', t: Texts): string {
  return t.plain(`admin.part.${role}`)
}
