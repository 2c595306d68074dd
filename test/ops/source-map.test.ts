import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import { linesOfOurs, type SourceMap } from '../../scripts/build/source-map.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'source-map-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

test('a stack tells the lines of ours, and the place in the built file of what packages did', async () => {
  await mkdir(join(folder, 'node_modules/calls'), { recursive: true })
  await writeFile(
    join(folder, 'node_modules/calls/index.js'),
    'const many = [1,\n2]\nexport const callIt = (what) => what()\nexport const rest = many\n',
  )
  await writeFile(
    join(folder, 'own.ts'),
    [
      `import { callIt, rest } from 'calls'`,
      'interface Reason {',
      '  readonly text: string',
      '}',
      'function fail(reason: Reason): never {',
      '  throw new Error(reason.text + rest.length)',
      '}',
      'callIt(() =>',
      '  fail({',
      '    text: String("broken").trim(),',
      '  }),',
      ')',
    ].join('\n'),
  )
  await writeFile(join(folder, 'main.ts'), `await import('./own.ts')`)
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.ts')],
    outdir: join(folder, 'dist'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    sourcemap: true,
    write: false,
  })
  await mkdir(join(folder, 'dist'))
  await writeFile(join(folder, 'dist/package.json'), '{ "type": "module" }')
  for (const { path, text } of outputFiles) {
    const isMap = path.endsWith('.map')
    await writeFile(path, isMap ? JSON.stringify(linesOfOurs(JSON.parse(text) as SourceMap)) : text)
  }

  const { stderr } = spawnSync(process.execPath, ['--enable-source-maps', join(folder, 'dist/main.js')], {
    encoding: 'utf8',
  })

  const places = [...stderr.matchAll(/^ +at .*?([\w.-]+\/[\w.-]+:\d+):\d+\)?$/gm)].map(([, place]) => place)
  expect(stderr).toContain('Error: broken2')
  expect(places.slice(0, 4)).toEqual([
    expect.stringMatching(/\/own\.ts:6$/),
    expect.stringMatching(/\/own\.ts:9$/),
    expect.stringMatching(/^dist\/main\.js:\d+$/),
    expect.stringMatching(/\/own\.ts:8$/),
  ])
})
