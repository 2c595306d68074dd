import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { bundled } from '../../scripts/build/bundle.ts'

const root = join(import.meta.dirname, '../..')

/**
 * The programs that tests start as processes, each in one file: from the sources one start costs some three seconds of
 * a processor, from one file a tenth of that. Made anew in each run, so none is ever older than its sources.
 */
export class Programs {
  readonly #folder: string
  readonly #built = new Map<string, Promise<string>>()

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(): Promise<Programs> {
    const folder = await mkdtemp(join(tmpdir(), 'programs-'))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    return new Programs(folder)
  }

  /** The file to run for a source, which is named from the project's root. Built when it is first asked for. */
  async find(source: string): Promise<string> {
    const known = this.#built.get(source)
    if (known) return await known
    const built = this.#build(source)
    this.#built.set(source, built)
    return await built
  }

  async #build(source: string): Promise<string> {
    const file = join(this.#folder, `${source.replaceAll('/', '-')}.mjs`)
    await build({
      ...bundled,
      entryPoints: [join(root, source)],
      outfile: file,
      plugins: [ownPlaces],
    })
    return file
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#built.values())
    await rm(this.#folder, { recursive: true })
  }
}

/** Sources find migrations, fonts and threads by where they lie themselves, and so they do in a bundle. */
const ownPlaces: Plugin = {
  name: 'own places',
  setup(bundler) {
    bundler.onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined
      const text = await readFile(path, 'utf8')
      const contents = text
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' }
    })
  },
}
