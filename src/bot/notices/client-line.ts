import type { Texts } from '../../i18n/i18n.ts'

/** Whose visit it is; without a name when the client had their data removed. */
export function clientLine(clientName: string, t: Texts): string {
  return clientName === '' ? t.html('notice.client_erased') : t.html('notice.client', { client: clientName })
}
