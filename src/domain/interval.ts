/** A half-open stretch of time between two instants: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Date
  readonly end: Date
}
