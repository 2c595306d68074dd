import type { Service } from './agenda.ts'
import { isWithin, serviceLimits, type Limits } from './service-limits.ts'

export type ServiceValues = Omit<Service, 'id'>
export type ServiceField = keyof ServiceValues

export const serviceFields = [
  'name',
  'emoji',
  'category',
  'description',
  'durationMin',
  'priceMinor',
  'slotIntervalMin',
  'bufferBeforeMin',
  'bufferAfterMin',
  'capacity',
  'minimumNoticeMin',
  'cancellationHours',
] as const satisfies readonly ServiceField[]

/** One field of a service and what it is to be. */
export type ServiceChange = {
  [Field in ServiceField]: { readonly field: Field; readonly value: ServiceValues[Field] }
}[ServiceField]

/** Whether a service may have this value; a price may be absent (on request), as may what the business has a rule for. */
export function isAllowed(change: ServiceChange): boolean {
  switch (change.field) {
    case 'name':
      return hasLength(serviceLimits.name, change.value)
    case 'category':
    case 'description':
      return change.value === null || hasLength(serviceLimits[change.field], change.value)
    case 'emoji':
      return change.value === null || readEmoji(change.value) === change.value
    case 'priceMinor':
    case 'slotIntervalMin':
    case 'minimumNoticeMin':
    case 'cancellationHours':
      return change.value === null || isWithin(serviceLimits[change.field], change.value)
    case 'durationMin':
    case 'bufferBeforeMin':
    case 'bufferAfterMin':
    case 'capacity':
      return isWithin(serviceLimits[change.field], change.value)
  }
}

function hasLength(limits: Limits, text: string): boolean {
  return isWithin(limits, Array.from(text).length) && /[^\p{C}\p{Z}]/u.test(text)
}

const oneEmoji = new RegExp('^\\p{RGI_Emoji}$', 'v')

/** A single emoji as all screens show it: in colour, also where it was typed without the mark that asks for that. Null: anything else. */
export function readEmoji(typed: string): string | null {
  const text = typed.trim()
  return [text, `${text}\uFE0F`].find((candidate) => oneEmoji.test(candidate)) ?? null
}

/**
 * Whether visits that are agreed already keep what this field was for them: minutes, price, the time around them and
 * their place. Names and rules for booking are the same for all.
 */
export function leavesAgreed(field: ServiceField, before: unknown, after: unknown): boolean {
  return field === 'capacity' ? Number(after) < Number(before) : agreedFields.has(field)
}

const agreedFields: ReadonlySet<ServiceField> = new Set([
  'durationMin',
  'priceMinor',
  'bufferBeforeMin',
  'bufferAfterMin',
])

/** Whether visits agreed as private would get company: of a private service that becomes one for a group. */
export function opensPrivateVisits(service: ServiceValues, change: ServiceChange): boolean {
  return change.field === 'capacity' && service.capacity === 1 && change.value > 1
}
