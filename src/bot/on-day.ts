import type { LocalDate } from '../domain/local-time.ts'
import { localDate, maxDataBytes, type Button } from './callback-data.ts'

export interface OnDay {
  /** The day that was looked at when something was begun; without it the day is asked for. */
  readonly date?: LocalDate | null | undefined
}

/**
 * A button that also carries the day that something is begun for, marked as such: so buttons that were sent before there
 * was one are read as without it, and a way back behind it is never taken for a day.
 */
export function withDay<Values>(button: Button<Values>): Button<Values & OnDay> {
  return {
    name: button.name,
    pack(values) {
      const { date = null } = values
      const plain = button.pack(values)
      const data = date === null ? plain : `${plain}${mark}${localDate.write(date)}`
      if (data.length > maxDataBytes) throw new RangeError(`button data is too long: ${data}`)
      return data
    },
    parse(data) {
      const [plain = '', day, ...others] = data.split(mark)
      const date = day === undefined ? null : localDate.read(day)
      const values = date === undefined || others.length > 0 ? null : button.parse(plain)
      return values && data.length <= maxDataBytes ? { ...values, date } : null
    },
  }
}

const mark = '.+'
