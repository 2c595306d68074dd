import type { I18n } from '../i18n/i18n.ts'

const menu = {
  book: 'start.button.book',
  my_bookings: 'start.button.my_bookings',
  about: 'start.button.about',
} as const

export type MenuItem = keyof typeof menu

/** The button of the menu that a text is, in either language: a keyboard stays in a chat after the language changed. */
export function menuItemOf(text: string, i18n: I18n): MenuItem | null {
  for (const item of Object.keys(menu) as MenuItem[]) {
    const labels = [i18n.in('ru').plain(menu[item]), i18n.in('en').plain(menu[item])]
    if (labels.includes(text)) return item
  }
  return null
}
