import { expect, test } from '@jest/globals'

const offsetsInWinter: Record<string, number> = { UTC: 0, 'America/New_York': 300, 'Asia/Tokyo': -540 }

test('the machine is in the zone that the project of this run names', () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  expect(process.env['TZ']).toBe(zone)
  expect(new Date(2026, 0, 15).getTimezoneOffset()).toBe(offsetsInWinter[zone])
})
