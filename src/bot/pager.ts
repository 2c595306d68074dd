import type { OutgoingButton } from '../context.ts'
import type { Texts } from '../i18n/i18n.ts'
import { defineButton } from './callback-data.ts'
import { button } from './screen.ts'

/** A heading or an empty cell: a tap does nothing. */
export const inertButton = defineButton('nil', {})

/** One page of a long list; a page beyond the end is the last. */
export function pageOf<Item>(
  items: readonly Item[],
  page: number,
  size: number,
): { readonly shown: readonly Item[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / size))
  const present = Math.min(page, pages - 1)
  return { shown: items.slice(present * size, (present + 1) * size), page: present, pages }
}

/** `‹ 2 of 5 ›`; nothing where one page holds everything. Pages count from 0. */
export function pager(
  page: number,
  pages: number,
  data: (page: number) => string,
  t: Texts,
): OutgoingButton[] {
  if (pages <= 1) return []
  return [
    ...(page > 0 ? [button(t.plain('chat.button.previous'), data(page - 1))] : []),
    button(t.plain('chat.button.page', { page: page + 1, pages }), inertButton.pack({})),
    ...(page < pages - 1 ? [button(t.plain('chat.button.next'), data(page + 1))] : []),
  ]
}
