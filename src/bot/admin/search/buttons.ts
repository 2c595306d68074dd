import { count, defineButton, id, localDate, oneOf, optional } from '../../callback-data.ts'

export const searchStatuses = ['pending', 'confirmed', 'completed', 'no_show', 'cancelled'] as const

/**
 * All that is looked for travels in the buttons: ids, dates and a status fit, so a search can be left, come back to after a
 * restart, and opened twice. Only the words in which a client or a day is typed wait in a draft.
 */
const state = {
  clientId: optional(id),
  serviceId: optional(id),
  staffId: optional(id),
  status: optional(oneOf(...searchStatuses)),
  from: optional(localDate),
  to: optional(localDate),
  page: count,
}

export const searchButton = defineButton('se', state)
/** `page`: of the choices. */
export const searchChoiceButton = defineButton('sec', { ...state, what: oneOf('service', 'staff', 'status') })
export const searchQuestionButton = defineButton('sea', { ...state, what: oneOf('client', 'days') })

export type SearchState = NonNullable<ReturnType<typeof searchButton.parse>>

export const emptySearch: SearchState = {
  clientId: null,
  serviceId: null,
  staffId: null,
  status: null,
  from: null,
  to: null,
  page: 0,
}
