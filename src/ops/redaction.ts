export type Scrub = (text: string) => string

const hidden = '[hidden]'
/** A bot token wherever it comes from: `<bot id>:<35 characters>`. */
const botToken = /\d{6,}:[A-Za-z0-9_-]{30,}/g
/** As phones are stored, and so quoted in messages of errors. */
const phone = /\+\d{10,15}\b/g
/** Shorter ones are words that occur everywhere; hiding them would hide nothing and garble every line. */
const shortestSecret = 6

/**
 * Hides the given secrets, in each form in which text carries them (plain, in JSON, in a URL), the passwords of those
 * that are addresses, any bot token, and any phone.
 */
export function createScrubber(secrets: readonly (string | null)[]): Scrub {
  const forms = secrets
    .filter((secret) => secret !== null)
    .flatMap((secret) => [secret, ...passwordOf(secret)])
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  const longestFirst = [...new Set(forms)].sort((one, other) => other.length - one.length)

  return (text) => {
    const withoutSecrets = longestFirst.reduce((rest, form) => rest.replaceAll(form, hidden), text)
    return withoutSecrets.replace(botToken, hidden).replace(phone, hidden)
  }
}

function passwordOf(secret: string): string[] {
  return URL.canParse(secret) ? [decodeURIComponent(new URL(secret).password)] : []
}
