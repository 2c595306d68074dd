import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { limitsFrom, type Limits } from './limits.ts'
import { served } from './served.ts'

/**
 * Writes methods.json: a JSON schema for the parameters of each served method, made from the types of @gramio/types
 * and from the limits that stand in their comments. Run with `npx tsx playground/schema/generate.ts`.
 */
interface Schema extends Limits {
  type?: string
  const?: string | number | boolean
  enum?: (string | number)[]
  anyOf?: Schema[]
  items?: Schema
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean
}

const typesFile = fileURLToPath(new URL('../../node_modules/@gramio/types/out/methods.d.ts', import.meta.url))
const program = ts.createProgram([typesFile], {
  strict: true,
  skipLibCheck: true,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
})
const checker = program.getTypeChecker()
/** Left open: the server does not read them, and their forty definitions would be most of the file. */
const unserved = new Set(['TelegramInputRichMessage'])
const definitions: Record<string, Schema> = {}

function generate(): void {
  const table = methodTable()
  const known = table.map((method) => method.name)
  const methods: Record<string, Schema> = {}
  for (const name of served) {
    const method = table.find((candidate) => candidate.name === name)
    if (method === undefined) throw new Error(`The published schema has no method ${name}`)
    methods[name] = parametersOf(method)
  }
  const version = /Bot API v(\S+)/.exec(readFileSync(typesFile, 'utf8'))?.[1]
  const target = fileURLToPath(new URL('methods.json', import.meta.url))
  writeFileSync(target, JSON.stringify({ version, known, methods, definitions }, null, 1) + '\n')
}

function methodTable(): ts.Symbol[] {
  const source = program.getSourceFile(typesFile)
  const module = source && checker.getSymbolAtLocation(source)
  const table = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === 'APIMethods')
  if (table === undefined) throw new Error('APIMethods is missing from @gramio/types')
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(table))
}

function parametersOf(method: ts.Symbol): Schema {
  const [signature] = checker.getTypeOfSymbol(method).getCallSignatures()
  const parameter = signature?.getParameters()[0]
  if (parameter === undefined) return { type: 'object', properties: {}, additionalProperties: false }
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter))
  return objectSchema(type)
}

function objectSchema(type: ts.Type): Schema {
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const property of checker.getPropertiesOfType(type)) {
    const comment = ts.displayPartsToString(property.getDocumentationComment(checker))
    const schema = schemaOf(checker.getTypeOfSymbol(property))
    properties[property.name] = { ...schema, ...limitsFrom(comment, schema.type) }
    if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name)
  }
  return { type: 'object', properties, required, additionalProperties: false }
}

function schemaOf(type: ts.Type): Schema {
  if (isFile(type)) return { type: 'string' }
  if (type.isUnion()) return unionSchema(type)
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' }
  if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' }
  if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' }
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference)
    if (item === undefined) throw new Error('An array without item type')
    return { type: 'array', items: schemaOf(item) }
  }
  const name = symbolName(type)
  if (!name?.startsWith('Telegram')) throw new Error(`No rule for the type ${checker.typeToString(type)}`)
  return unserved.has(name) ? { type: 'object' } : reference(name, type)
}

function reference(name: string, type: ts.Type): Schema {
  if (!(name in definitions)) {
    definitions[name] = {}
    definitions[name] = objectSchema(type)
  }
  return { $ref: `#/definitions/${name}` }
}

function unionSchema(union: ts.UnionType): Schema {
  const members = union.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined))
  if (members.every((member) => member.flags & ts.TypeFlags.BooleanLiteral) && members.length === 2) {
    return { type: 'boolean' }
  }
  if (members.some(isFile)) return { type: 'string' }
  const kept = members.filter((member) => !isConvertible(member))
  const only = kept[0]
  if (kept.length === 1 && only !== undefined) return schemaOf(only)
  const literals = kept.flatMap((member) =>
    member.isStringLiteral() || member.isNumberLiteral() ? [member.value] : [],
  )
  if (literals.length === kept.length) return { enum: literals }
  return { anyOf: kept.map(schemaOf) }
}

/** Uploaded content: on the wire always the text `attach://<part>`. */
function isFile(type: ts.Type): boolean {
  return symbolName(type) === 'Blob'
}

/** `{toString(): string}` and `{toJSON(): T}` are conveniences of the types and never reach the wire. */
function isConvertible(type: ts.Type): boolean {
  const [first, ...others] = checker.getPropertiesOfType(type)
  if (symbolName(type) !== '__type' || others.length > 0) return false
  return first?.name === 'toJSON' || first?.name === 'toString'
}

/** Literals and intrinsic types have no symbol, whatever the compiler's own types say. */
function symbolName(type: ts.Type): string | undefined {
  return (type.symbol as ts.Symbol | undefined)?.name
}

generate()
