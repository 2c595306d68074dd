import type { Texts } from '../../../i18n/i18n.ts'
import type { FindClientsResult } from '../../../usecases/find-clients.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import { clientName } from '../clients/client-words.ts'
import { backAndHome } from '../navigation.ts'
import { searchButton, searchChoiceButton, searchStatuses, type SearchState } from './buttons.ts'

interface Option {
  readonly label: string
  readonly state: SearchState
}

type What = 'service' | 'staff' | 'status'

/** Services or specialists to look for; `state.page` is of this list. */
export function renderNames(
  names: readonly { readonly id: number; readonly name: string }[],
  what: 'service' | 'staff',
  state: SearchState,
  t: Texts,
): Screen {
  const { shown, page, pages } = pageOf(names, state.page, 16)
  const options = shown.map(({ id, name }) => ({
    label: name,
    state: { ...state, [what === 'service' ? 'serviceId' : 'staffId']: id },
  }))
  const more = pager(page, pages, (other) => searchChoiceButton.pack({ ...state, page: other, what }), t)
  const none = what === 'service' ? { serviceId: null } : { staffId: null }
  return renderOptions(what, options, { ...state, ...none }, more, t)
}

export function renderStatuses(state: SearchState, t: Texts): Screen {
  const options = searchStatuses.map((status) => ({
    label: t.capitalised(t.plain(`search.part.${status}`)),
    state: { ...state, status },
  }))
  return renderOptions('status', options, { ...state, status: null }, [], t)
}

function renderOptions(
  what: What,
  options: readonly Option[],
  any: SearchState,
  more: ReturnType<typeof pager>,
  t: Texts,
): Screen {
  const lead = (label: string, state: SearchState) => button(label, searchButton.pack({ ...state, page: 0 }))
  return {
    text: t.html(`search.choose_${what}`),
    keyboard: [
      [lead(t.plain(`search.button.any_${what}`), any)],
      ...inRows(
        options.map(({ label, state }) => lead(label, state)),
        2,
      ),
      more,
      backAndHome(searchButton.pack({ ...any, page: 0 }), t),
    ].filter((row) => row.length > 0),
  }
}

type FoundClient = Extract<FindClientsResult, { ok: true }>['clients'][number]

/** Several have the name that was typed. */
export function renderClientChoice(
  clients: readonly Pick<FoundClient, 'id' | 'name' | 'username' | 'phone'>[],
  state: SearchState,
  t: Texts,
): Screen {
  return {
    text: t.html('search.choose_client'),
    keyboard: [
      ...clients.map((client) => [
        button(
          [clientName(client, t), client.phone && t.phone(client.phone)]
            .filter((part) => part !== null)
            .join(' · '),
          searchButton.pack({ ...state, clientId: client.id, page: 0 }),
        ),
      ]),
      backAndHome(searchButton.pack({ ...state, page: 0 }), t),
    ],
  }
}
