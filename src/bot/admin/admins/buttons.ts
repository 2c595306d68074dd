import { roles } from '../../../domain/roles.ts'
import { count, defineButton, id, oneOf } from '../../callback-data.ts'

export const adminsButton = defineButton('ad', { page: count })
export const adminButton = defineButton('ado', { staffId: id })
export const addAdminButton = defineButton('adn', {})
export const addAsButton = defineButton('adnr', { role: oneOf(...roles) })

export const inviteButton = defineButton('adl', {})
export const makeInviteButton = defineButton('adlr', { role: oneOf(...roles) })

/** The version is of the card that was shown: nobody changes a role they have not seen. */
const change = { staffId: id, version: count, role: oneOf(...roles, 'none') }
export const askRoleButton = defineButton('adq', change)
export const changeRoleButton = defineButton('adr', change)
