import { parseEnv } from 'node:util'
import { Problem } from './problem.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export function readVariables(text: string): Variables {
  return parseEnv(text)
}

/** Nothing, a comment, or `NAME=value`, in quotes perhaps, which may hold several lines. */
const entry =
  /[ \t]*(?:(?:export[ \t]+)?[\w.-]+[ \t]*=(?:[ \t]*(['"])(?:\\.|(?!\1)[^\\])*\1[ \t]*|(?![ \t]*['"])[^\n]*))?(?:#[^\n]*)?(?:\n|$)/sy

/** The number of the first line that Compose can't read, or reads as something else than is meant; null: none. */
export function findUnreadableLine(text: string): number | null {
  const lines = text.replaceAll('\r\n', '\n')
  for (let at = 0; at < lines.length; at = entry.lastIndex) {
    entry.lastIndex = at
    if (!entry.test(lines)) return lines.slice(0, at).split('\n').length
  }
  return null
}

/** Sets variables where they stand, else at the end; other lines stay as they are. Undefined removes. */
export function setVariables(text: string, changes: Variables): string {
  let lines = text.split('\n')
  for (const [name, value] of Object.entries(changes)) {
    const at = lines.findIndex((line) => line.startsWith(`${name}=`))
    if (value === undefined) lines = lines.filter((_, index) => index !== at)
    else if (at >= 0) lines[at] = assignment(name, value)
    else lines.splice(lines.at(-1) === '' ? -1 : lines.length, 0, assignment(name, value))
  }
  return lines.join('\n')
}

/** Generated values and tokens need no quotes; others can't be written without a doubt of how they are read. */
function assignment(name: string, value: string): string {
  if (!/^[\w:,./@+-]*$/.test(value)) {
    throw new Problem(`${name} holds characters that .env can't, e.g. $, # or a space: choose another value.`)
  }
  return `${name}=${value}`
}

/** Replaces `${NAME}`, `${NAME:-default}` and `${NAME:?message}` as Compose does; what is missing becomes empty. */
export function interpolate(text: string, variables: Variables): string {
  const innermost = /\$\{(\w+)(?::?([-?])([^${}]*))?\}/
  // A dollar that is meant as one must not begin a name.
  let result = text.replaceAll('$$', '\0')
  for (let match = innermost.exec(result); match; match = innermost.exec(result)) {
    const [whole, name = '', operator, otherwise = ''] = match
    const value = (variables[name] ?? '').replaceAll('$', '\0')
    const shown = value === '' && operator === '-' ? otherwise : value
    result = result.slice(0, match.index) + shown + result.slice(match.index + whole.length)
  }
  return result.replaceAll('\0', '$')
}
