import { serviceFields } from '../../../domain/service-fields.ts'
import { serviceSteps } from '../../../domain/service-state.ts'
import { count, defineButton, id, oneOf } from '../../callback-data.ts'

/** The name of the dialog. */
export const addServiceDialog = 'add_service'

export const catalogueButton = defineButton('svl', { shelf: oneOf('current', 'archived'), page: count })
export const serviceCardButton = defineButton('svo', { serviceId: id })
/** When the service can be booked, and when not any more. */
export const serviceRulesButton = defineButton('svr', { serviceId: id })
/** Who performs it. */
export const performersButton = defineButton('svp', { serviceId: id, page: count })
export const editFieldButton = defineButton('sve', { serviceId: id, field: oneOf(...serviceFields) })
export const moveServiceButton = defineButton('svm', { serviceId: id, direction: oneOf('up', 'down') })

/** The version is of the time that was shown: nobody hides or archives another than they saw. */
const shown = { serviceId: id, version: count }
export const askArchiveButton = defineButton('sva', shown)
export const serviceStateButton = defineButton('svst', { ...shown, step: oneOf(...serviceSteps) })
