import type { Person } from '../../playground/people.ts'
import type { BotAccount } from '../../playground/server.ts'
import type { Site } from './site.ts'

/** The owner adds a service, a client books it. */
export async function books(site: Site, account: BotAccount): Promise<Person> {
  const owner = site.telegram.personById(site.ownerId).with(account)
  const client = site.telegram.person({ first_name: 'Ann', language_code: 'en' }).with(account)
  await owner.sends('/start')
  await presses(site, owner, ['Add a service'])
  await owner.sees('What is it called?')
  await owner.sends('Haircut')
  await presses(site, owner, ['1 h'])
  await owner.sees('How much is it?')
  await owner.sends('1500')
  await owner.sees('Service added')
  await booksDay(site, client, '15')
  await owner.sees('Ann')
  return client
}

/** At noon of a day of the next month. */
export async function booksDay(site: Site, client: Person, day: string): Promise<void> {
  await client.sends('/start')
  await presses(site, client, ['Book', / ›$/, day, /^12:00/, 'Confirm'])
  await client.sees('You’re booked')
}

/** One after the other, each as soon as it is there: a busy bot answers after the update is confirmed. */
async function presses(site: Site, person: Person, buttons: readonly (string | RegExp)[]): Promise<void> {
  for (const button of buttons) {
    const isIt = (text: string) => (typeof button === 'string' ? text === button : button.test(text))
    const shown = () => person.screen().messages.at(-1)?.keyboard.flat().some(isIt) ?? false
    await site.telegram.until(() => shown() || `the button ${String(button)}`)
    await person.taps(button)
  }
}
