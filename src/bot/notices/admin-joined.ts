import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { AdminJoined } from '../../usecases/notice.ts'
import { adminButton } from '../admin/admins/buttons.ts'
import { roleName } from '../admin/admins/render-admins.ts'
import { button } from '../screen.ts'

/** Says which account it is, since whoever got hold of the link could use it. */
export function renderAdminJoined(
  { staffId, role, account, username }: AdminJoined,
  t: Texts,
): OutgoingMessage {
  return {
    text: [
      t.html('invite.notice', { account, role: roleName(role, t) }),
      ...(username === null ? [] : [t.html('card.username', { username })]),
      '',
      t.html('invite.notice_hint'),
    ].join('\n'),
    keyboard: [[button(t.plain('staff.button.card'), adminButton.pack({ staffId }))]],
  }
}
