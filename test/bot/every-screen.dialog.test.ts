import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { sections, staffCommandsFor } from '../../src/bot/admin/sections.ts'
import { clientFields } from '../../src/domain/client-fields.ts'
import { roles, type Locale, type Role } from '../../src/domain/roles.ts'
import { serviceFields } from '../../src/domain/service-fields.ts'
import { settingNames } from '../../src/domain/settings.ts'
import { staffFields } from '../../src/domain/staff-fields.ts'
import { loadButtons, type KnownButton } from './walk/buttons.ts'
import { openFullSalon, speak, type FullSalon } from './walk/full-salon.ts'
import { isPromised } from './walk/promised.ts'
import { trespass, walk } from './walk/walk.ts'

// So many taps take their time where the machine has other work.
jest.setTimeout(120_000)

/*
 * Everybody who works in the salon goes through the whole panel, in both languages, and presses a button of each kind:
 * what is offered is done, in their language, with a way on, and they come to all that their permissions promise. Whoever
 * is promised less presses the other buttons, too.
 */

let salon: FullSalon
let buttons: KnownButton[]
let ofPanel: KnownButton[]
/** Kinds of buttons that change something, as far as they are known. */
const changing = new Set<string>()
/** What the owner's buttons carried. */
let samples: ReadonlyMap<string, string>

beforeAll(async () => {
  buttons = await loadButtons()
  ofPanel = buttons.filter(({ folder }) => folder !== null)
  salon = await openFullSalon()
})

afterAll(async () => {
  await salon.close()
})

afterEach(() => {
  expect(salon.telegram.schemaViolations).toEqual([])
  expect(salon.logged.splice(0).filter(({ level }) => level === 'error')).toEqual([])
})

test('every button of the panel is promised to somebody', () => {
  const unknown = ofPanel.filter((button) => isPromised(button, 'super_admin') === null)
  expect(unknown.map(({ name }) => name)).toEqual([])
})

describe.each<Locale>(['ru', 'en'])('in %s', (locale) => {
  test.each(roles)('%s', async (role) => {
    await salon.undone(async () => {
      await speak(salon, locale)
      const begins = staffCommandsFor(role).map((command) => `/${command}`)
      const seen = await walk({
        salon,
        buttons,
        member: salon.staff[role],
        locale,
        begins,
        changing,
        teases: locale === 'ru' && role === 'super_admin',
      })
      expect(seen.problems).toEqual([])
      const names = new Set([...seen.kinds].map((kind) => kind.split('.')[0]))
      expect(ofPanel.filter(({ name }) => names.has(name)).map(({ name }) => name)).toEqual(promisedTo(role))
      if (role !== 'super_admin') return
      samples = seen.samples
      expect(everyQuestion().filter((question) => !seen.questions.has(question))).toEqual([])
      expect(everyField().filter((kind) => !seen.kinds.has(kind))).toEqual([])
    })
  })
})

test.each([...roles, null])('what is not for %s is refused', async (role) => {
  const member = role === null ? salon.client : salon.staff[role]
  const refused = new Set(ofPanel.filter((button) => isRefused(button, role)).map(({ name }) => name))
  const others = [...samples].filter(([name]) => refused.has(name))
  expect(others.length > 0).toBe(role !== 'super_admin')
  expect(await trespass({ salon, buttons, member, locale: 'ru' }, new Map(others))).toEqual([])
})

/** Those of whose clients there is one page have no button to turn it. */
function promisedTo(role: Role): string[] {
  const own = ofPanel.filter((button) => isPromised(button, role))
  return own.map(({ name }) => name).filter((name) => !(name === 'nbf' && role === 'specialist'))
}

/** A specialist who asks whose schedule to see has nobody but themselves to choose. */
function isRefused(button: KnownButton, role: Role | null): boolean {
  return isPromised(button, role) === false && !(button.name === 'ss' && role === 'specialist')
}

/** Dialogs and their steps. */
function everyQuestion(): string[] {
  const dialogs = sections.flatMap((section) => section.dialogs?.() ?? [])
  return dialogs.flatMap(({ name, steps }) => steps.map((step) => `${name}.${step.name}`))
}

/** The buttons that lead to each field and each setting. */
function everyField(): string[] {
  return [
    ...serviceFields.map((field) => `sve.${field}`),
    ...staffFields.map((field) => `ste.${field}`),
    ...clientFields.map((field) => `cle.${field}`),
    ...settingNames.map((name) => `setc.${name}`),
  ]
}
