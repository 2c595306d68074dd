import type { OutgoingButton } from '../../context.ts'
import { may, type Role } from '../../domain/roles.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { defineButton } from '../callback-data.ts'
import { button, type Screen } from '../screen.ts'

/** Leads home: to the first screen of the panel. */
export const panelButton = defineButton('adm', {})

/** The last row of every screen of the panel: the screen it came from, and the way home. */
export function backAndHome(back: string | null, t: Texts): OutgoingButton[] {
  const home = button(t.plain('panel.button.home'), panelButton.pack({}))
  return back === null ? [home] : [button(t.plain('chat.button.back'), back), home]
}

/** The way on for whoever works here, where a client is left with the menu. */
export function homeOfStaff({ role }: { readonly role: Role | null }, t: Texts): OutgoingButton[][] {
  return may(role, 'schedule_read', 'own') ? [backAndHome(null, t)] : []
}

/** For a button that leads nowhere any more, and for a screen that is not this person's. */
export function renderOutdated(actor: { readonly role: Role | null }, t: Texts): Screen {
  const home = homeOfStaff(actor, t)
  return { text: t.html(home.length === 0 ? 'chat.outdated' : 'chat.outdated_staff'), keyboard: home }
}

/** After a dialog that was left, and leads nowhere in particular. */
export function renderLeft(actor: { readonly role: Role | null }, t: Texts): Screen {
  const home = homeOfStaff(actor, t)
  return { text: t.html(home.length === 0 ? 'chat.left_dialog' : 'chat.left_dialog_staff'), keyboard: home }
}

/** A question before something that is not easily undone. `no` leads back to where it was asked. */
export interface Confirmation {
  /** Telegram HTML: what will happen, and to whom. */
  readonly question: string
  readonly yes: { readonly label: string; readonly data: string; readonly style?: OutgoingButton['style'] }
  readonly no: string
}

export function renderConfirmation({ question, yes, no }: Confirmation, t: Texts): Screen {
  return {
    text: question,
    keyboard: [
      [button(yes.label, yes.data, yes.style ?? 'danger')],
      [button(t.plain('panel.button.no'), no)],
    ],
  }
}
