import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { FindClientsResult } from '../../../usecases/find-clients.ts'
import { openDialogButton } from '../../dialogs/buttons.ts'
import { pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { exportButton } from '../exports/buttons.ts'
import { askClientButton } from '../new-booking/buttons.ts'
import { clientCardButton, clientsButton } from './buttons.ts'
import { shortName } from './client-words.ts'

export const findClientDialog = 'look_up_client'

const allClients = clientsButton.pack({ page: 0, query: null })

type Found = Extract<FindClientsResult, { ok: true }>

/** `query`: what was looked for; null: all clients. `exports`: whoever looks may have them as a table. `asks`: a client can be typed. */
export function renderClients(
  found: Found,
  query: string | null,
  t: Texts,
  { exports = false, asks }: { readonly exports?: boolean; readonly asks: boolean },
): Screen {
  const { clients, page, pages } = found
  return {
    text: heading(found, query, asks, t),
    keyboard: [
      ...clients.map((client) => [clientButton(client, query, found.zone, t)]),
      pager(page, pages, (other) => clientsButton.pack({ page: other, query }), t),
      [
        button(
          t.plain(query === null ? 'clients.button.find' : 'clients.button.find_other'),
          openDialogButton.pack({ dialog: findClientDialog }),
        ),
        ...(query === null ? [] : [button(t.plain('clients.button.all'), allClients)]),
      ],
      [
        button(t.plain('desk.button.new_client'), askClientButton.pack({ how: 'note', from: allClients })),
        ...(exports && query === null ? [exportAll(t)] : []),
      ],
      backAndHome(null, t),
    ].filter((row) => row.length > 0),
  }
}

function exportAll(t: Texts): OutgoingButton {
  return button(t.plain('export.button.export'), exportButton.pack({ what: 'clients' }))
}

function heading({ total, more }: Found, query: string | null, asks: boolean, t: Texts): string {
  if (query === null) {
    if (total === 0) return t.html('clients.none')
    const list = t.html(more ? 'clients.list_more' : 'clients.list', { count: total })
    return asks ? `${list} ${t.html(more ? 'clients.how_to_find_others' : 'clients.how_to_find')}` : list
  }
  const typed = fit(query, 100)
  if (total === 0) return t.html('clients.not_found', { typed })
  return more ? t.html('clients.found_more', { typed }) : t.html('clients.found', { typed, count: total })
}

function clientButton(
  client: Found['clients'][number],
  query: string | null,
  zone: string,
  t: Texts,
): OutgoingButton {
  const name = shortName(client, t)
  const { lastVisitAt, bannedAt } = client
  const label =
    lastVisitAt === null
      ? t.plain('clients.button.client', { name })
      : t.plain('clients.button.client_since', { name, date: t.dateWithYear(lastVisitAt, zone) })
  return button(
    bannedAt === null ? label : t.plain('clients.button.banned', { label }),
    clientCardButton.pack({ clientId: client.id, query }),
  )
}
