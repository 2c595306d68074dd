export type DatabaseUrl =
  | { readonly ok: true; readonly url: string; readonly password: string | null }
  | { readonly ok: false; readonly problem: string }

/**
 * Reads `postgresql://user:password@host:port/database?options`. The password may be percent-encoded or stand there as
 * it is, with any character, as long as only one reading of the address makes sense. Gives the encoded form.
 */
export function readDatabaseUrl(typed: string): DatabaseUrl {
  const rest = /^postgres(?:ql)?:\/\/(.*)$/s.exec(typed)?.[1]
  if (rest === undefined) return refuse('must begin with postgresql://')

  const readings = splitsAtEachAt(rest).flatMap(({ login, address }) => readAddress(login, address))
  const [reading, ...others] = readings
  if (!reading) return refuse('must look like postgresql://user:password@host:5432/database')
  if (others.length > 0) {
    return refuse('can be read in more than one way: write the special characters of the password as %XX')
  }
  return reading
}

function refuse(problem: string): DatabaseUrl {
  return { ok: false, problem }
}

interface Split {
  readonly login: string | null
  readonly address: string
}

/** An address without a login, and one split for each `@`: any of them may end the password. */
function splitsAtEachAt(rest: string): Split[] {
  const splits: Split[] = [{ login: null, address: rest }]
  for (let at = rest.indexOf('@'); at >= 0; at = rest.indexOf('@', at + 1)) {
    splits.push({ login: rest.slice(0, at), address: rest.slice(at + 1) })
  }
  return splits
}

/** Host (empty for a socket), port, the database's name (required, so that a cut-off password is never taken for one). */
const addressPattern = /^(?:[\w.-]*|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?\/[^/?#@:\s]+(?:\?[\w.-]+=[^#\s]*)?$/

function readAddress(login: string | null, address: string): Extract<DatabaseUrl, { ok: true }>[] {
  if (!addressPattern.test(address)) return []
  if (login === null) return [{ ok: true, url: `postgresql://${address}`, password: null }]

  const [, user = '', typedPassword] = /^([^:]*)(?::(.*))?$/s.exec(login) ?? []
  if (user === '' || /[/?#@]/.test(user)) return []
  const password = typedPassword === undefined ? null : decode(typedPassword)
  const encodedLogin = [decode(user), ...(password === null ? [] : [password])]
    .map(encodeURIComponent)
    .join(':')
  return [{ ok: true, url: `postgresql://${encodedLogin}@${address}`, password }]
}

/** Text with a `%` that begins no valid code is plain. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
