export interface Limits {
  minLength?: number
  maxLength?: number
  maxBytes?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

/**
 * Limits that the documentation states in words. Those that count "after entities parsing" are left to rules.ts,
 * since the markup itself does not count.
 */
export function limitsFrom(comment: string, type: string | undefined): Limits {
  const range = /(\d+)\s*[-–]\s*(\d+)\s*(\w+)?( after entit)?/.exec(comment)
  if (range === null || range[4] !== undefined) return {}
  const [low, high, unit = ''] = [Number(range[1]), Number(range[2]), range[3]]
  if (type === 'array') return { minItems: low, maxItems: high }
  if (type === 'string' && unit === 'bytes') return { minLength: low, maxBytes: high }
  if (type === 'string' && unit === 'characters') return { minLength: low, maxLength: high }
  if (type === 'number') return { minimum: low, maximum: high }
  return {}
}
