import { count, defineButton, id, oneOf, optional } from '../../callback-data.ts'
import { withDay } from '../../on-day.ts'
import { withWayBack } from '../../way-back.ts'

/** Null: everybody. */
const staffId = optional(id)

export const timeOffButton = defineButton('bll', { page: count })
export const newTimeOffButton = withWayBack(withDay(defineButton('bln', { page: count })))
export const timeOffForButton = withWayBack(withDay(defineButton('blf', { staffId })))
/** The weekdays of a break, Monday the lowest bit. */
export const weekdaysButton = withWayBack(withDay(defineButton('blw', { staffId, days: count })))
export const breakHoursButton = withWayBack(withDay(defineButton('blh', { staffId, days: count })))

/** The plan itself is a draft, since its reason may be in somebody's own words. */
export const reviewButton = defineButton('blr', { page: count })
export const timeOffReasonButton = defineButton('blrs', {})
export const breakDatesButton = defineButton('blrd', {})
/** With the fingerprint of what was shown: nothing else is confirmed. */
export const takeTimeOffButton = defineButton('blok', { seen: count, visits: oneOf('keep', 'cancel') })

export const blockCardButton = defineButton('blo', { blockId: id })
export const askLiftButton = defineButton('bla', { blockId: id, version: count })
export const liftBlockButton = defineButton('blx', { blockId: id, version: count })

export const breakCardButton = defineButton('bro', { ruleId: id })
export const askEndBreakButton = defineButton('bra', { ruleId: id, seen: count })
export const endBreakButton = defineButton('brx', {
  ruleId: id,
  seen: count,
  last: oneOf('today', 'yesterday'),
})
