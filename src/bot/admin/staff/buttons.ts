import { staffFields } from '../../../domain/staff-fields.ts'
import { staffSteps } from '../../../domain/staff-state.ts'
import { count, defineButton, id, oneOf } from '../../callback-data.ts'

/** The name of the dialog. */
export const addStaffDialog = 'add_staff'

export const teamButton = defineButton('stl', { shelf: oneOf('current', 'archived'), page: count })
export const staffMemberButton = defineButton('sto', { staffId: id })
/** One's own card, which a specialist has on the panel. */
export const ownCardButton = defineButton('stme', {})
export const staffPreviewButton = defineButton('stp', { staffId: id })
export const comingVisitsButton = defineButton('stv', { staffId: id, page: count })
export const editStaffButton = defineButton('ste', { staffId: id, field: oneOf(...staffFields) })
export const moveStaffButton = defineButton('stm', { staffId: id, direction: oneOf('up', 'down') })

/** The version is of the time that was shown: nobody hides or archives another than they saw. */
const shown = { staffId: id, version: count }
export const askArchiveStaffButton = defineButton('sta', shown)
export const connectButton = defineButton('stc', shown)
export const askDisconnectButton = defineButton('std', shown)
export const disconnectButton = defineButton('stdok', shown)
export const staffStateButton = defineButton('stst', { ...shown, step: oneOf(...staffSteps) })

export const servicesOfStaffButton = defineButton('sts', { staffId: id, page: count })

/** Where it was tapped: on the specialist's list of services, or on the service's list of specialists; and its page. */
const assignment = { staffId: id, serviceId: id, from: oneOf('staff', 'service'), page: count }
/** The version is of the service as it was shown. */
export const performerButton = defineButton('stt', {
  ...assignment,
  version: count,
  performs: oneOf('yes', 'no'),
})
export const ownTermsButton = defineButton('stx', assignment)
export const editOwnTermsButton = defineButton('stxe', {
  ...assignment,
  field: oneOf('priceMinor', 'durationMin'),
})
