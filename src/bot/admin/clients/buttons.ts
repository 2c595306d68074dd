import { clientFields } from '../../../domain/client-fields.ts'
import { count, defineButton, id, oneOf, optional, shortText } from '../../callback-data.ts'

/** What was looked for travels in the buttons; room for some twenty letters, which is more than anybody needs to be found. */
const query = optional(shortText(36))

export const clientsButton = defineButton('cl', { page: count, query })
/** `query`: of the list that it leads back to. */
export const clientCardButton = defineButton('clo', { clientId: id, query })
export const clientVisitsButton = defineButton('clv', { clientId: id, page: count })
export const editClientButton = defineButton('cle', { clientId: id, field: oneOf(...clientFields) })
export const clientTagsButton = defineButton('clt', { clientId: id })

/** A tag does not fit a button, so it is known by its fingerprint. */
const tag = { clientId: id, tag: count }
export const addTagButton = defineButton('clta', tag)
export const removeTagButton = defineButton('cltr', tag)
export const newTagButton = defineButton('cltn', { clientId: id })

export const askBanButton = defineButton('clb', { clientId: id })
export const unbanButton = defineButton('clu', { clientId: id })
export const writeToClientButton = defineButton('clw', { clientId: id })
