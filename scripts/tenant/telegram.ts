import type { Variables } from './env-file.ts'
import { Problem } from './problem.ts'

export type Answer =
  | { readonly kind: 'bot'; readonly username: string; readonly date: string | null }
  | { readonly kind: 'refused' }
  /** No connection, an overload, or something else than Telegram at this address. */
  | { readonly kind: 'silent' }

export function apiRootOf(environment: Variables): string {
  return environment['TELEGRAM_API_ROOT'] || 'https://api.telegram.org'
}

/** Whose bot this token is. */
export async function askTelegram(environment: Variables, token: string): Promise<Answer> {
  const url = `${apiRootOf(environment)}/bot${token}/getMe`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    const told = (await response.json()) as { result?: { username: string }; error_code?: number }
    if (told.result) {
      return { kind: 'bot', username: told.result.username, date: response.headers.get('date') }
    }
    return { kind: told.error_code === 401 || told.error_code === 404 ? 'refused' : 'silent' }
  } catch {
    // The reason would tell the token.
    return { kind: 'silent' }
  }
}

/** A sentence on the bot of a token that is about to be written; fails for one that Telegram refuses. */
export async function describeBot(environment: Variables, token: string): Promise<string> {
  const answer = await askTelegram(environment, token)
  switch (answer.kind) {
    case 'bot':
      return `The token is that of @${answer.username}.`
    case 'refused':
      throw new Problem('Telegram refuses this token. Give the one that @BotFather shows now.')
    case 'silent':
      return `Telegram does not answer at ${apiRootOf(environment)} from this machine, so the token was not tried.`
  }
}
