import ts from 'typescript'

export interface SourceFile {
  /** From the project's root, with `/`: `src/domain/slots.ts`, `migrations/0001_x.sql`. */
  readonly path: string
  readonly text: string
}

interface Border {
  /** Folders (`domain/`) and files (`context.ts`) of `src`. */
  readonly imports: readonly string[]
  /** The same, but `import type` only. */
  readonly types: readonly string[]
  readonly packages: readonly string[]
  readonly packageTypes?: readonly string[]
}

/** Who may import what. A folder may always import itself; a folder that is not named here may not exist. */
const borders: Readonly<Record<string, Border>> = {
  'domain/': { imports: [], types: [], packages: ['date-fns', 'date-fns-tz', 'libphonenumber-js'] },
  'storage/': { imports: [], types: ['domain/', 'context.ts'], packages: ['node:', 'pg', 'node-pg-migrate'] },
  'usecases/': { imports: ['domain/', 'storage/'], types: ['context.ts'], packages: ['node:'] },
  'telegram/': { imports: [], types: ['domain/', 'context.ts'], packages: ['node:', 'telegraf'] },
  'bot/': {
    imports: ['usecases/', 'domain/', 'i18n/', 'telegram/', 'documents/'],
    types: ['context.ts'],
    packages: ['node:', 'telegraf', 'rate-limiter-flexible'],
    packageTypes: ['ioredis'],
  },
  'jobs/': { imports: ['usecases/', 'domain/'], types: ['context.ts'], packages: ['node:', 'bullmq'] },
  'documents/': { imports: [], types: [], packages: ['node:', 'ics', '@resvg/resvg-js'] },
  'i18n/': { imports: ['domain/'], types: [], packages: ['intl-messageformat'] },
  'ops/': {
    imports: ['domain/'],
    types: ['context.ts'],
    packages: [
      'node:',
      'envalid',
      'pino',
      'pino-pretty',
      '@sentry/node',
      'ioredis',
      'leven',
      'date-holidays',
    ],
  },
}

/** Wiring: sees everything in `src`, and no package but by type. */
const wiring = [
  'main.ts',
  'program.ts',
  'migrate.ts',
  'app.ts',
  'connections.ts',
  'monitoring.ts',
  'intake.ts',
  'context.ts',
]
const zoneConverter = 'src/domain/local-time.ts'
const environmentReader = 'src/ops/config.ts'
const mostLines = 300
const documented = ['domain/', 'storage/']

const statement =
  /^\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+(recursive\s+)?\w+\s+as\s|(create|alter|drop|truncate|grant)\s+\w)/
const asksForTime =
  /\bnow\s*\(\s*\)|\bcurrent_(date|time|timestamp)\b|\blocaltime(stamp)?\b|\b(clock|statement|transaction)_timestamp\b/i

/** One sentence for each rule of the house that a file breaks. */
export function findViolations(file: SourceFile): string[] {
  const found = file.path.endsWith('.sql') ? violationsInSql(file) : violationsInSource(file)
  return found.map((what) => `${file.path} ${what}`)
}

function violationsInSql({ text }: SourceFile): string[] {
  return asksForTime.test(text.replaceAll(/--.*$/gm, '')) ? ['asks the database for the time'] : []
}

function violationsInSource(file: SourceFile): string[] {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true)
  const found = [
    ...violationsOfName(file.path),
    ...violationsOfSize(file.text),
    ...violationsOfDocs(file.path, tree),
  ]
  const visit = (node: ts.Node): void => {
    found.push(...violationsOfImport(file.path, node), ...violationsOfCode(file.path, node))
    ts.forEachChild(node, visit)
  }
  visit(tree)
  if (tree.statements.length > 0 && tree.statements.every(isReexport)) found.push('is a barrel file')
  return found
}

function violationsOfName(path: string): string[] {
  const found: string[] = []
  if (/\/index\.ts$/.test(path)) found.push('is a barrel file')
  if (/\b(utils?|helpers?|common)\b/.test(path)) found.push('has a name that says nothing')
  return found
}

function violationsOfSize(text: string): string[] {
  const lines = text.trimEnd().split('\n').length
  return lines > mostLines ? [`has ${lines} lines`] : []
}

/** What others rely on says its units, what each refusal means, and where a rule comes from. */
function violationsOfDocs(path: string, tree: ts.SourceFile): string[] {
  if (!documented.includes(areaOf(path))) return []
  return tree.statements
    .filter((node) => ts.isFunctionDeclaration(node))
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
    .map(({ name }) => `exports ${name?.text} without a docstring`)
}

function violationsOfImport(path: string, node: ts.Node): string[] {
  const found = importIn(node)
  if (!found) return []
  const { target, typeOnly } = found
  if (isZonePackage(target) && path !== zoneConverter)
    return [`imports ${target}: only ${zoneConverter} converts zones`]
  const from = areaOf(path)
  const to = target.startsWith('.') ? areaOf(new URL(target, `file:///${path}`).pathname.slice(1)) : null
  if (to === null) return mayImportPackage(from, target, typeOnly) ? [] : [`imports the package ${target}`]
  if (wiring.includes(from) || from === to)
    return to === '' ? [`imports ${target}, which is outside src`] : []
  const border = borders[from]
  if (!border) return [`lies in a folder that no border names`]
  const allowed = border.imports.includes(to) || (typeOnly && border.types.includes(to))
  return allowed ? [] : [`imports ${typeOnly ? 'types of ' : ''}${to || target}`]
}

function importIn(node: ts.Node): { target: string; typeOnly: boolean } | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { target: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause) }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { target: node.moduleSpecifier.text, typeOnly: node.isTypeOnly }
  }
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
  const [argument] = isDynamic ? node.arguments : []
  return argument && ts.isStringLiteralLike(argument) ? { target: argument.text, typeOnly: false } : null
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const names = clause.namedBindings
  return (
    !clause.name &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.every((one) => one.isTypeOnly)
  )
}

/** `src/bot/client/start.ts` lies in `bot/`, `src/context.ts` in itself, what is not in `src` in ''. */
function areaOf(path: string): string {
  return /^src\/([^/]+\/?)/.exec(path)?.[1] ?? ''
}

function isZonePackage(target: string): boolean {
  return target === 'date-fns-tz' || target.startsWith('date-fns-tz/')
}

function mayImportPackage(from: string, target: string, typeOnly: boolean): boolean {
  if (wiring.includes(from)) return typeOnly || target.startsWith('node:')
  const border = borders[from]
  const names = [...(border?.packages ?? []), ...(typeOnly ? (border?.packageTypes ?? []) : [])]
  return names.some((name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`))
}

function violationsOfCode(path: string, node: ts.Node): string[] {
  const from = areaOf(path)
  const isPure = from === 'domain/' || from === 'usecases/'
  const found: string[] = []
  if (isPure && readsClock(node)) found.push('reads the clock')
  if (path !== environmentReader && readsEnvironment(node)) found.push('reads process.env')
  const text = literalText(node)
  if (text !== null && statement.test(text)) {
    if (from !== 'storage/') found.push('holds SQL')
    else if (asksForTime.test(text)) found.push('asks the database for the time')
  }
  return found
}

function readsClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length
  if (ts.isCallExpression(node)) return node.expression.getText() === 'Date'
  return ts.isPropertyAccessExpression(node) && ['Date.now', 'performance.now'].includes(node.getText())
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.getText() === 'process.env'
  return ts.isImportDeclaration(node) && /^['"](node:)?process['"]$/.test(node.moduleSpecifier.getText())
}

function literalText(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map((span) => `$${span.literal.text}`).join('')
}

function isReexport(node: ts.Statement): boolean {
  return ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined
}
