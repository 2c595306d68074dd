import { badRequest, rules } from './rules.ts'

export interface Upload {
  readonly fileName: string
  readonly mimeType: string
  readonly bytes: Buffer
}

/**
 * Arguments of a call, read as the official server reads them: everything may also come as text, numbers as their
 * digits, objects as JSON, and what is missing counts as empty.
 */
export class Arguments {
  readonly values: Readonly<Record<string, unknown>>
  readonly uploads: ReadonlyMap<string, Upload>

  constructor(values: Readonly<Record<string, unknown>>, uploads: ReadonlyMap<string, Upload> = new Map()) {
    this.values = values
    this.uploads = uploads
  }

  text(name: string): string {
    const value = this.values[name]
    if (value === undefined || value === null) return ''
    return typeof value === 'string' ? value : JSON.stringify(value)
  }

  requiredText(name: string): string {
    const text = this.text(name)
    if (text === '') throw rules.parameterRequired(name)
    return text
  }

  has(name: string): boolean {
    return this.text(name) !== ''
  }

  flag(name: string): boolean {
    return /^(true|yes|1)$/i.test(this.text(name).trim())
  }

  /** What is no number counts as missing. */
  integer(name: string): number | undefined {
    const text = this.text(name).trim()
    return /^-?\d+$/.test(text) ? Number(text) : undefined
  }

  number(name: string): number | undefined {
    const text = this.text(name).trim()
    return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
  }

  /** `what` is how the official server calls it when it is no JSON. */
  json(name: string, what = name.replaceAll('_', ' ')): unknown {
    const value = this.values[name]
    if (typeof value !== 'string') return value ?? undefined
    if (value === '') return undefined
    try {
      return JSON.parse(value) as unknown
    } catch {
      throw badRequest(`can't parse ${what} JSON object`)
    }
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.json(name)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) throw badRequest(`can't parse ${name.replaceAll('_', ' ')}: expected an Array`)
    return value as readonly unknown[]
  }

  record(name: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.json(name)
    if (value === undefined) return undefined
    if (!isRecord(value)) throw badRequest(`can't parse ${name.replaceAll('_', ' ')}: expected an Object`)
    return value
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
