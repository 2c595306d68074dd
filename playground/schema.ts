import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import type { Served } from './schema/served.ts'

interface Property {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Property[]
}

interface SchemaFile {
  readonly known: readonly string[]
  readonly methods: Readonly<Record<Served, { readonly properties: Readonly<Record<string, Property>> }>>
  readonly definitions: object
}

let shared: PublishedSchema | undefined

/** One for all servers of a process: to compile a method takes longer than to serve hundreds of its calls. */
export function publishedSchema(): PublishedSchema {
  shared ??= new PublishedSchema()
  return shared
}

/** The published schema: which methods there are, and whether the parameters of a call keep to it. */
export class PublishedSchema {
  readonly #file: SchemaFile
  readonly #ajv = new Ajv({ strict: false, verbose: true })
  readonly #validators = new Map<Served, ValidateFunction>()
  readonly #names: ReadonlyMap<string, string>

  constructor() {
    const path = new URL('./schema/methods.json', import.meta.url)
    this.#file = JSON.parse(readFileSync(path, 'utf8')) as SchemaFile
    this.#names = new Map(this.#file.known.map((name) => [name.toLowerCase(), name]))
    this.#ajv.addKeyword({
      keyword: 'maxBytes',
      type: 'string',
      validate: (limit: number, text: string) => Buffer.byteLength(text) <= limit,
    })
    this.#ajv.addSchema({ $id: 'types', definitions: this.#file.definitions })
  }

  /** The method as it is spelt in the documentation: the server does not mind the case. */
  find(method: string): { readonly name: string; readonly served: Served | null } | null {
    const name = this.#names.get(method.toLowerCase())
    if (name === undefined) return null
    return { name, served: Object.hasOwn(this.#file.methods, name) ? (name as Served) : null }
  }

  /** The parameters with their JSON types: in a form everything is text, and objects may be text in JSON, too. */
  typed(method: Served, values: Readonly<Record<string, unknown>>, isForm: boolean): Record<string, unknown> {
    const { properties } = this.#file.methods[method]
    const entries = Object.entries(values).map(([name, value]) => {
      const property = properties[name]
      const isText = typeof value === 'string' && property !== undefined && !takesText(property)
      return [name, isText && (isForm || /^[[{]/.test(value)) ? parsed(value) : value]
    })
    return Object.fromEntries(entries) as Record<string, unknown>
  }

  /** What is wrong with the parameters, or null. */
  violation(method: Served, parameters: Readonly<Record<string, unknown>>): string | null {
    const validate = this.#validator(method)
    if (validate(parameters)) return null
    const [first] = [...(validate.errors ?? [])].sort(
      (one, other) => depth(other.instancePath) - depth(one.instancePath),
    )
    if (first === undefined) return 'does not keep to the schema'
    const extra = (first.params as { additionalProperty?: string }).additionalProperty
    return `${first.instancePath || 'parameters'} ${first.message ?? ''}${extra === undefined ? '' : `: ${extra}`}`
  }

  #validator(method: Served): ValidateFunction {
    const known = this.#validators.get(method)
    if (known !== undefined) return known
    const validate = this.#ajv.compile(withSharedTypes(this.#file.methods[method]))
    this.#validators.set(method, validate)
    return validate
  }
}

/** Types are compiled once, and not again for each method that has them. */
function withSharedTypes(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"types#/definitions/')) as object
}

function takesText(property: Property): boolean {
  if (property.type === 'string' || typeof property.const === 'string') return true
  if (property.enum?.some((value) => typeof value === 'string')) return true
  return property.anyOf?.some(takesText) ?? false
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function depth(path: string): number {
  return path.split('/').length
}
