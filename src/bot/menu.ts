import { may, type Role } from '../domain/roles.ts'
import type { I18n, Texts } from '../i18n/i18n.ts'

const menu = {
  panel: 'panel.button.home',
  book: 'start.button.book',
  my_bookings: 'start.button.my_bookings',
  about: 'start.button.about',
} as const

export type MenuItem = keyof typeof menu

/** The rows of the menu for a role (null: a client); whoever works here may come as a client as well. */
export function menuFor(role: Role | null, t: Texts): string[][] {
  const ofAll: MenuItem[] = ['book', 'my_bookings', 'about']
  const rows: MenuItem[][] = may(role, 'schedule_read', 'own') ? [['panel'], ofAll] : [ofAll]
  return rows.map((row) => row.map((item) => t.plain(menu[item])))
}

/** The button of the menu that a text is, in either language: a keyboard stays in a chat after the language changed. */
export function menuItemOf(text: string, i18n: I18n): MenuItem | null {
  for (const item of Object.keys(menu) as MenuItem[]) {
    const labels = [i18n.in('ru').plain(menu[item]), i18n.in('en').plain(menu[item])]
    if (labels.includes(text)) return item
  }
  return null
}
