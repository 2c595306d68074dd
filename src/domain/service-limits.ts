/** What a service may be. Minutes; lengths in characters. */
export const serviceLimits = {
  name: { least: 3, most: 100 },
  description: { least: 0, most: 500 },
  durationMin: { least: 5, most: 720 },
  slotIntervalMin: { least: 5, most: 240 },
  bufferMin: { least: 0, most: 240 },
  capacity: { least: 1, most: 100 },
} as const
