import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** One line from the terminal. Empty if it was closed instead. */
export async function ask(question: string, { hidden = false } = {}): Promise<string> {
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() })
  const output = hidden ? silence : process.stderr
  const terminal = createInterface({ input: process.stdin, output, terminal: true })
  const closed = once(terminal, 'close').then(() => '')
  if (hidden) process.stderr.write(question)
  try {
    return await Promise.race([terminal.question(question), closed])
  } finally {
    terminal.close()
    if (hidden) process.stderr.write('\n')
  }
}

/** What `--token -` stands for: neither the list of processes nor the shell's history gets to see it. */
export async function readToken(): Promise<string> {
  const token = process.stdin.isTTY
    ? await ask('The token, as @BotFather shows it (it is not shown here): ', { hidden: true })
    : await text(process.stdin)
  return token.trim()
}
