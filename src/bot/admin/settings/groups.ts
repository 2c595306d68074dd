import type { SettingName } from '../../../domain/settings.ts'

/** Where to look for a setting; every one is in exactly one group. */
export const groups = {
  business: [
    'businessName',
    'address',
    'location',
    'phone',
    'timeZone',
    'currency',
    'country',
    'defaultLanguage',
  ],
  hours: [
    'workHoursStart',
    'workHoursEnd',
    'slotIntervalMinutes',
    'slotAlignment',
    'minimumNoticeMinutes',
    'horizonDays',
  ],
  booking: [
    'maxBookingsPerUser',
    'cancellationHours',
    'confirmation',
    'holdMinutes',
    'offerMinutes',
    'phoneRequired',
  ],
  messages: ['reminderHours', 'reviewDelayHours', 'summaryHour', 'quietHours'],
} as const satisfies Record<string, readonly SettingName[]>

export type GroupName = keyof typeof groups

export const groupNames = Object.keys(groups) as GroupName[]

export function groupOf(name: SettingName): GroupName {
  return groupNames.find((group) => (groups[group] as readonly SettingName[]).includes(name)) ?? 'business'
}

/** Settings of which a few values are all there are, each as one would type it. */
export const choices: Readonly<Partial<Record<SettingName, readonly string[]>>> = {
  slotAlignment: ['grid', 'tight'],
  confirmation: ['automatic', 'manual'],
  phoneRequired: ['true', 'false'],
  defaultLanguage: ['ru', 'en'],
}

/** Settings that may be empty, and what is stored then. */
export const emptyValues: Readonly<Partial<Record<SettingName, null | readonly []>>> = {
  address: null,
  location: null,
  phone: null,
  reminderHours: [],
  quietHours: null,
}
