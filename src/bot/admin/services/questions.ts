import { serviceLimits } from '../../../domain/service-limits.ts'
import type { ServiceField } from '../../../domain/service-fields.ts'
import type { PlainKey } from '../../../i18n/messages.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { Reading } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import {
  readCategory,
  readHours,
  readMinutes,
  readName,
  readNotice,
  readNumber,
  readOneEmoji,
  readPrice,
} from './read-values.ts'

/** How one field of a service is asked for. */
export interface FieldQuestion {
  /** Of its dialog. */
  readonly dialog: string
  readonly read: (typed: string, currency: string, t: Texts) => Reading
  /** In the field's own unit, with the words for them. */
  readonly quick: readonly number[]
  readonly show: (value: number, t: Texts) => string
  /** What it means to have none; absent: there must be a value. */
  readonly none?: Extract<PlainKey, `catalogue.button.no_${string}`>
}

const words = { quick: [], show: String } as const
const minutes = { show: (value: number, t: Texts) => t.duration(value) } as const
const asBusiness = { none: 'catalogue.button.no_own' } as const

export const fieldQuestions: Readonly<Record<ServiceField, FieldQuestion>> = {
  name: { dialog: 'svc_name', read: (typed, _currency, t) => readName(typed, t), ...words },
  emoji: {
    dialog: 'svc_emoji',
    read: (typed, _currency, t) => readOneEmoji(typed, t),
    none: 'catalogue.button.no_emoji',
    ...words,
  },
  category: {
    dialog: 'svc_category',
    read: (typed, _currency, t) => readCategory(typed, t),
    none: 'catalogue.button.no_category',
    ...words,
  },
  description: {
    dialog: 'svc_description',
    read: (typed, _currency, t) => readWords(typed, serviceLimits.description.most, t),
    none: 'catalogue.button.no_description',
    ...words,
  },
  priceMinor: { dialog: 'svc_price', read: readPrice, none: 'catalogue.button.no_price', ...words },
  durationMin: { dialog: 'svc_duration', quick: [30, 45, 60, 90], ...minutesOf('durationMin') },
  bufferBeforeMin: { dialog: 'svc_before', quick: [0, 5, 10, 15], ...minutesOf('bufferBeforeMin') },
  bufferAfterMin: { dialog: 'svc_after', quick: [0, 5, 10, 15], ...minutesOf('bufferAfterMin') },
  slotIntervalMin: {
    dialog: 'svc_interval',
    quick: [15, 30, 60],
    ...minutesOf('slotIntervalMin'),
    ...asBusiness,
  },
  capacity: {
    dialog: 'svc_places',
    read: (typed, _currency, t) => readNumber(typed, serviceLimits.capacity, t),
    quick: [1, 5, 10],
    show: String,
  },
  minimumNoticeMin: {
    dialog: 'svc_notice',
    read: (typed, _currency, t) => readNotice(typed, t),
    quick: [30, 60, 120],
    ...minutes,
    ...asBusiness,
  },
  cancellationHours: {
    dialog: 'svc_deadline',
    read: (typed, _currency, t) => readHours(typed, serviceLimits.cancellationHours, t),
    quick: [2, 12, 24],
    show: (hours, t) => t.duration(hours * 60),
    ...asBusiness,
  },
}

function minutesOf(field: 'durationMin' | 'bufferBeforeMin' | 'bufferAfterMin' | 'slotIntervalMin') {
  return {
    read: (typed: string, _currency: string, t: Texts) => readMinutes(typed, serviceLimits[field], t),
    ...minutes,
  }
}
