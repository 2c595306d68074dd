import { count, defineButton, id } from '../../callback-data.ts'

/** Which dates of a series of so many weeks and times are wanted: a bit a date, as `SeriesChoice` has them. */
const choice = { bookingId: id, weeks: count, times: count, leftOut: count, taken: count }

export const repeatButton = defineButton('rep', { bookingId: id })
export const repeatStepButton = defineButton('repw', { bookingId: id, weeks: count })
export const seriesButton = defineButton('ser', choice)
/** `seen`: which dates and times the screen showed, so that nothing else is booked. */
export const confirmSeriesButton = defineButton('serok', { ...choice, seen: count })
export const askCancelSeriesButton = defineButton('cxall', { bookingId: id })
/** `seen`: which visits the question showed, and at what times. */
export const cancelSeriesButton = defineButton('cxallok', { bookingId: id, seen: count })

/** A series as its buttons carry it. */
export interface SeriesValues {
  readonly bookingId: number
  readonly weeks: number
  readonly times: number
  readonly leftOut: number
  readonly taken: number
}
