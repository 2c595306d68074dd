import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { RoleNotice } from '../../usecases/notice.ts'
import { menuFor } from '../menu.ts'
import { fit } from '../screen.ts'

/** What somebody may do from now on, or not any more; the menu under the input field follows. */
export function renderRoleNotice({ role, by, businessName }: RoleNotice, t: Texts): OutgoingMessage {
  const business = businessName
  const lines = by === null ? [] : [t.html('notice.by', { name: fit(by, 60) })]
  if (role === 'none') {
    const text = [t.html('admin.told_removed', { business }), ...lines].join('\n')
    return { text, keyboard: [], menu: menuFor(null, t) }
  }
  const given = t.html('admin.told', { business, role: t.plain(`admin.part.${role}`) })
  return {
    text: [given, t.html(`admin.you_may_${role}`), ...lines, t.html('admin.panel_below')].join('\n'),
    keyboard: [],
    menu: menuFor(role, t),
  }
}
