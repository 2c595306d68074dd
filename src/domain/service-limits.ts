import { mostMinor } from './money.ts'

/** What a service may be. Minutes, hours, minor units; lengths in characters. */
export const serviceLimits = {
  name: { least: 3, most: 100 },
  category: { least: 1, most: 40 },
  description: { least: 1, most: 500 },
  durationMin: { least: 5, most: 720 },
  priceMinor: { least: 0, most: mostMinor },
  slotIntervalMin: { least: 5, most: 240 },
  bufferBeforeMin: { least: 0, most: 240 },
  bufferAfterMin: { least: 0, most: 240 },
  capacity: { least: 1, most: 100 },
  minimumNoticeMin: { least: 0, most: 43_200 },
  cancellationHours: { least: 0, most: 720 },
} as const

export interface Limits {
  readonly least: number
  readonly most: number
}

/** Whether it is a whole number from `least` to `most`. */
export function isWithin({ least, most }: Limits, value: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most
}
