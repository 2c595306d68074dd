import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { RoleNotice } from '../../usecases/notice.ts'
import { panelButton } from '../admin/navigation.ts'
import { button, fit } from '../screen.ts'

/** What somebody may do from now on, or not any more. */
export function renderRoleNotice({ role, by, businessName }: RoleNotice, t: Texts): OutgoingMessage {
  const business = businessName
  const lines = by === null ? [] : [t.html('notice.by', { name: fit(by, 60) })]
  if (role === 'none')
    return { text: [t.html('admin.told_removed', { business }), ...lines].join('\n'), keyboard: [] }
  const given = t.html('admin.told', { business, role: t.plain(`admin.part.${role}`) })
  return {
    text: [given, t.html(`admin.may_${role}`), ...lines].join('\n'),
    keyboard: [[button(t.plain('panel.button.open'), panelButton.pack({}))]],
  }
}
