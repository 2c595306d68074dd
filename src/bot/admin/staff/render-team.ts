import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { TeamMembers } from '../../../usecases/list-team-members.ts'
import { openDialogButton } from '../../dialogs/buttons.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { addStaffDialog, staffMemberButton, teamButton } from './buttons.ts'

/** A page that a thumb can scroll. */
export const teamPageSize = 10

export interface TeamPage {
  readonly shelf: 'current' | 'archived'
  readonly page: number
}

type Listed = Extract<TeamMembers, { ok: true }>

export function renderTeam(team: Listed, asked: TeamPage, t: Texts): Screen {
  const { shelf } = asked
  const { shown, page, pages } = pageOf(team.members, asked.page, teamPageSize)
  return {
    text: heading(team, shelf, t),
    keyboard: [
      ...shown.map((member) => [memberButton(member, t)]),
      pager(page, pages, (other) => teamButton.pack({ shelf, page: other }), t),
      ...(shelf === 'current' ? belowCurrent(team, t) : []),
      backAndHome(shelf === 'archived' ? teamButton.pack({ shelf: 'current', page: 0 }) : null, t),
    ].filter((row) => row.length > 0),
  }
}

function heading({ members }: Listed, shelf: TeamPage['shelf'], t: Texts): string {
  if (members.length === 0) return t.html(`staff.no_${shelf}`)
  return shelf === 'current' && members.length === 1 ? t.html('staff.only_one') : t.html(`staff.${shelf}`)
}

function belowCurrent({ edits, self, archived }: Listed, t: Texts): OutgoingButton[][] {
  const add = button(t.plain('staff.button.add'), openDialogButton.pack({ dialog: addStaffDialog }))
  return [
    edits ? [add] : [],
    self ? [button(t.plain('staff.button.self'), staffMemberButton.pack({ staffId: self.id }))] : [],
    archived === 0
      ? []
      : [
          button(
            t.plain('staff.button.archived', { count: archived }),
            teamButton.pack({ shelf: 'archived', page: 0 }),
          ),
        ],
  ]
}

function memberButton({ id, name, state }: Listed['members'][number], t: Texts): OutgoingButton {
  const label = t.plain(state === 'hidden' ? 'staff.button.hidden_member' : 'staff.button.member', {
    name: fit(name, 36),
  })
  return button(label, staffMemberButton.pack({ staffId: id }))
}
