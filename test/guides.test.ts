import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { findAnchors, findLinks, findSentences, outlineGuide } from './support/guide.ts'

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')

const guides = ['README', 'DEPLOYMENT']

describe.each(guides)('%s', (name) => {
  const english = read(`${name}.md`)
  const russian = read(`${name}.ru.md`)

  test('says the same in both languages', () => {
    expect(outlineGuide(russian)).toEqual(outlineGuide(english))
  })

  test('begins with the way to the other language', () => {
    expect(english.split('\n')[2]).toContain(`[По-русски](${name}.ru.md)`)
    expect(russian.split('\n')[2]).toContain(`[In English](${name}.md)`)
  })

  test('leaves nothing in English', () => {
    const foreign = /[a-z]+(?:[ ,]+[a-z]+){3}/i
    expect(findSentences(russian).replace('[In English]', '')).not.toMatch(foreign)
  })

  test.each([
    ['straight quotes', /"/],
    ['a hyphen for a dash', / -\s/],
    ['three dots', /\.{3}/],
    ['a point for a comma in a measure', /\d\.\d+\s[А-Я]*Б/],
    ['two spaces', /\S {2,}(?!\|)\S/],
    ['a break before a dash', /\n—/],
    ['a space before a sign', / [,.;:!?](?:\s|$)/m],
  ])('is set in Russian without %s', (_, mistake) => {
    const lines = findSentences(russian)
      .split('\n')
      .filter((line) => !line.startsWith('|'))
    expect(lines.join('\n')).not.toMatch(mistake)
  })
})

const languages = guides.flatMap((name) => [`${name}.md`, `${name}.ru.md`])
const written = [...languages, 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/runbook.md']

test.each(written)('%s links to what is there', (name) => {
  const missing = findLinks(read(name))
    .filter((target) => !target.includes('://'))
    .filter((target) => !isThere(name, target))
  expect(missing).toEqual([])
})

function isThere(from: string, target: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? from : join(from, '..', path)
  if (!existsSync(join(root, file))) return false
  return anchor === undefined || findAnchors(read(file)).includes(decodeURI(anchor))
}

const guide = `# Start

You need \`npm\` and 1.5 GB; see [below](#tenants).

\`\`\`sh
npm ci   # once
npm test
\`\`\`

## Tenants

| command | what it does |
| ------- | ------------ |
| \`list\`  | 2 lines      |

- One \`a\` and \`b\`
- [More](MORE.md)
`

const translation = `# Начало

Нужны 1,5 ГБ и \`npm\`, [подробнее](#тенанты).

\`\`\`sh
npm ci   # один раз
npm test
\`\`\`

## Тенанты

| команда | что делает |
| ------- | ---------- |
| \`list\`  | 2 строки   |

- Один \`b\` и \`a\`
- [Ещё](MORE.ru.md)
`

test('a translation has the outline of the original', () => {
  expect(outlineGuide(translation)).toEqual(outlineGuide(guide))
})

test.each([
  ['a heading of another level', '## Тенанты', '### Тенанты'],
  ['a missing heading', '## Тенанты\n', ''],
  ['another number', '1,5 ГБ', '2 ГБ'],
  ['another name', 'и `npm`', 'и `npx`'],
  ['another command', 'npm test', 'npm start'],
  ['commands in another order', 'npm ci   # один раз\nnpm test', 'npm test\nnpm ci   # один раз'],
  ['a missing comment', '   # один раз', ''],
  ['another language of a block', '```sh', '```yaml'],
  ['a missing row', '| `list`  | 2 строки   |\n', ''],
  ['another name in a row', '`list`  |', '`lost`  |'],
  ['a missing item', '- Один `b` и `a`\n', ''],
  ['a link to another heading', '#тенанты', '#начало'],
  ['a link to another file', 'MORE.ru.md', 'LESS.ru.md'],
  ['a paragraph more', '## Тенанты', 'Ещё слово.\n\n## Тенанты'],
])('a translation with %s is found', (_, from, to) => {
  expect(translation).toContain(from)
  expect(outlineGuide(translation.replace(from, to))).not.toEqual(outlineGuide(guide))
})
