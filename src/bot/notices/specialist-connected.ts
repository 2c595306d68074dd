import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { SpecialistConnected } from '../../usecases/notice.ts'
import { staffMemberButton } from '../admin/staff/buttons.ts'
import { button } from '../screen.ts'

/** Says which account it is, since whoever got hold of the link could use it. */
export function renderSpecialistConnected(
  { staffId, name, account, username }: SpecialistConnected,
  t: Texts,
): OutgoingMessage {
  const said =
    username === null
      ? t.html('connect.notice', { name, account })
      : t.html('connect.notice_username', { name, account, username })
  return {
    text: `${said}\n\n${t.html('connect.notice_hint')}`,
    keyboard: [[button(t.plain('staff.button.card'), staffMemberButton.pack({ staffId }))]],
  }
}
