import { maxDataBytes, type Button } from './callback-data.ts'

export interface WayBack {
  /** The data of the button that leads back to where one came from; without it the screen has a way back of its own. */
  readonly from?: string | null | undefined
}

/**
 * A button that also carries where one came from, as its last part, with `~` for each dot. It is left out where there is
 * no room for it, and a way back that itself has one is not carried on: else they would grow with each tap.
 */
export function withWayBack<Values>(button: Button<Values>): Button<Values & WayBack> {
  return {
    name: button.name,
    pack(values) {
      const data = button.pack(values)
      const { from = null } = values
      if (from === null || from.includes('~')) return data
      const whole = `${data}.${from.replaceAll('.', '~')}`
      return whole.length > maxDataBytes ? data : whole
    },
    parse(data) {
      const plain = button.parse(data)
      if (plain) return { ...plain, from: null }
      const cut = data.lastIndexOf('.')
      const part = data.slice(cut + 1)
      const values = data.length > maxDataBytes ? null : button.parse(data.slice(0, Math.max(cut, 0)))
      return values && isData.test(part) ? { ...values, from: part.replaceAll('~', '.') } : null
    },
  }
}

/** What `pack` writes for any button, its dots replaced. */
const isData = /^[a-z]+(~[\w:+/-]*)*$/
