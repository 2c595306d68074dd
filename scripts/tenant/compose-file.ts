import { isCollection, isMap, isPair, isScalar, isSeq, parseDocument, type Pair, type YAMLMap } from 'yaml'
import { Problem } from './problem.ts'

/** A bot's block in the compose file. */
export interface Block {
  readonly service: string
  /** As the file has it: `${…}` are not replaced. */
  readonly environment: Readonly<Record<string, string>>
  readonly suspended: boolean
}

const suspendedProfile = 'suspended'

/** Every service that carries a CLIENT_ID, with its anchors merged in. */
export function readBlocks(text: string): Block[] {
  const file = parse(text).toJS() as { services?: Record<string, RawService> }
  return Object.entries(file.services ?? {}).flatMap(([service, raw]) => {
    const environment = environmentOf(raw.environment)
    const suspended = raw.profiles?.includes(suspendedProfile) ?? false
    return environment['CLIENT_ID'] === undefined ? [] : [{ service, environment, suspended }]
  })
}

/** What every block on the anchor `*bot-environment` gets; empty where somebody wrote the file without it. */
export function readBotEnvironment(text: string): Block['environment'] {
  const file = parse(text).toJS() as { 'x-bot-environment'?: RawService['environment'] }
  return environmentOf(file['x-bot-environment'])
}

interface RawService {
  readonly environment?: Record<string, string | number | boolean | null> | string[]
  readonly profiles?: string[]
}

/** A mapping, or a list of `NAME=value` as in the long form. */
function environmentOf(raw: RawService['environment']): Record<string, string> {
  const pairs = Array.isArray(raw)
    ? raw.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)] as const)
    : Object.entries(raw ?? {}).map(([name, value]) => [name, String(value ?? '')] as const)
  return Object.fromEntries(pairs)
}

/**
 * The changes below cut and paste in the text at places that the parser tells, so that every comment, quote and blank
 * line of the rest stays as somebody wrote it.
 */
export function addBlock(text: string, service: string, lines: readonly string[]): string {
  const pairs = servicesOf(text).items
  const last = pairs.at(-1)
  if (!last) throw new Problem('The compose file has no services: is it the shipped one?')
  const indent = ' '.repeat(columnOf(text, startOf(last)))
  const end = endOf(text, last)
  const block = [`${service}:`, ...lines.map((line) => `  ${line}`)]
    .map((line) => `${indent}${line}\n`)
    .join('')
  const before = text.slice(0, end)
  return checked(`${before}${before.endsWith('\n') ? '' : '\n'}\n${block}${text.slice(end)}`)
}

export function removeBlock(text: string, service: string): string {
  const pair = pairOf(text, service)
  if (!pair) return text
  const start = lineStart(text, startOf(pair))
  // One blank line stood before it and one behind: one of them goes.
  const before = text.slice(0, start).replace(/\n\n$/, '\n')
  return checked(before + text.slice(endOf(text, pair)))
}

export function suspendBlock(text: string, service: string): string {
  const pair = requirePair(text, service)
  const start = startOf(pair)
  const end = text.indexOf('\n', start) + 1
  const indent = ' '.repeat(columnOf(text, start) + 2)
  return checked(`${text.slice(0, end)}${indent}profiles: [${suspendedProfile}]\n${text.slice(end)}`)
}

export function resumeBlock(text: string, service: string): string {
  const profiles = (requirePair(text, service).value as YAMLMap).items.find(
    (item) => keyOf(item) === 'profiles',
  )
  if (!profiles) return text
  const start = lineStart(text, startOf(profiles))
  return checked(text.slice(0, start) + text.slice(endOf(text, profiles)))
}

/** Sets variables of a block: where they stand, else at the end of what the block itself has, not of its anchors. */
export function setEnvironment(
  text: string,
  service: string,
  variables: Readonly<Record<string, string>>,
): string {
  const set = (before: string, [name, value]: [string, string]) => setVariable(before, service, name, value)
  return Object.entries(variables).reduce(set, text)
}

function setVariable(text: string, service: string, name: string, value: string): string {
  const block = requirePair(text, service).value as YAMLMap
  const environment = block.items.find((item) => keyOf(item) === 'environment')?.value
  const isList = isSeq(environment)
  const lines = isList || isMap(environment) ? environment.items.map((item) => lineOf(text, item)) : []
  const last = lines.at(-1)
  if (!last || (isCollection(environment) && environment.flow === true)) {
    throw new Problem(`The block ${service} has no "environment" with a line each: write it so first.`)
  }
  const own = lines.find((line) => line.name === name) ?? { start: last.end, end: last.end }
  const indent = ' '.repeat(last.column)
  const line = isList ? `- ${name}=${value}` : `${name}: ${value}`
  return checked(`${text.slice(0, own.start)}${indent}${line}\n${text.slice(own.end)}`)
}

/** Of a variable: `NAME: value` or `- NAME=value`. */
function lineOf(text: string, item: unknown) {
  const pair = isPair(item) ? item : { key: item, value: item }
  const named = String(isScalar(pair.key) ? pair.key.value : '')
  const start = lineStart(text, startOf(pair))
  const column = text.slice(start).search(/\S/)
  return { name: named.split('=', 1)[0], start, end: endOf(text, pair), column }
}

function parse(text: string) {
  const document = parseDocument(text, { merge: true })
  const [error] = document.errors
  if (error) throw new Problem(`The compose file is no valid YAML: ${error.message}`)
  return document
}

/** What was written must be read again, or it is not written. */
function checked(text: string): string {
  parse(text)
  return text
}

function servicesOf(text: string): YAMLMap {
  const services = parse(text).get('services')
  if (!isMap(services) || services.flow === true)
    throw new Problem('The compose file has no block "services:".')
  return services
}

function pairOf(text: string, service: string): Pair | undefined {
  return servicesOf(text).items.find((pair) => keyOf(pair) === service)
}

function requirePair(text: string, service: string): Pair {
  const pair = pairOf(text, service)
  if (!pair || !isMap(pair.value)) throw new Problem(`The compose file has no service ${service}.`)
  return pair
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : key
}

type Ranged = { range?: [number, number, number] | null } | null

function startOf({ key }: Pick<Pair, 'key'>): number {
  const start = (key as Ranged)?.range?.[0]
  if (start === undefined) throw new Error('the parser told no place')
  return start
}

/** Behind the line on which the value ends; comments and blank lines after it belong to what follows. */
function endOf(text: string, { value }: Pick<Pair, 'value'>): number {
  const end = (value as Ranged)?.range?.[1]
  if (end === undefined) throw new Error('the parser told no place')
  if (text[end - 1] === '\n') return end
  const newline = text.indexOf('\n', end)
  return newline < 0 ? text.length : newline + 1
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at)
}
