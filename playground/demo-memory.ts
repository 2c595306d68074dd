import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stage } from './page-actions.ts'

/** What a kept demo needs besides its database. */
export interface Memory {
  readonly token: string
  readonly clockOffsetMs: number
  readonly people: readonly { readonly id: number; readonly name: string; readonly language: string }[]
}

type Remembered = Pick<Stage, 'telegram' | 'bot' | 'clock'>

/** What an earlier demo left in the folder; null when there was none. */
export async function recall(folder: string | null): Promise<Memory | null> {
  if (folder === null) return null
  try {
    return JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')) as Memory
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Writes it now and after each change, so that a demo that was killed is found again, too. */
export async function keepRemembering(folder: string, stage: Remembered): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'demo.json')
  // Written beside it first: a demo that is killed in the middle leaves the file as it was.
  const write = async (): Promise<void> => {
    await writeFile(`${file}.new`, JSON.stringify(describe(stage), null, 2))
    await rename(`${file}.new`, file)
  }
  await write()
  let last = Promise.resolve()
  const writeAgain = () => {
    last = last.then(write).catch((error: unknown) => {
      console.error('The demo could not be remembered:', error)
    })
  }
  stage.clock.onJump(writeAgain)
  stage.telegram.world.onChange(({ kind }) => {
    if (kind === 'person') writeAgain()
  })
}

function describe({ telegram, bot, clock }: Remembered): Memory {
  const people = [...telegram.world.accounts.values()].map(({ user }) => ({
    id: user.id,
    name: user.first_name,
    language: user.language_code ?? 'en',
  }))
  return { token: bot.token, clockOffsetMs: clock.now().getTime() - Date.now(), people }
}
