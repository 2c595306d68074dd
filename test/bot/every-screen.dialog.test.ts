import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { sections, staffCommandsFor } from '../../src/bot/admin/sections.ts'
import { clientFields } from '../../src/domain/client-fields.ts'
import { roles, type Locale, type Role } from '../../src/domain/roles.ts'
import { serviceFields } from '../../src/domain/service-fields.ts'
import { settingNames } from '../../src/domain/settings.ts'
import { staffFields } from '../../src/domain/staff-fields.ts'
import { createI18n } from '../../src/i18n/i18n.ts'
import { asSeen } from '../hostile/hostile-salon.ts'
import { loadButtons, type KnownButton } from './walk/buttons.ts'
import { openFullSalon, speak, type FullSalon } from './walk/full-salon.ts'
import { isPromised } from './walk/promised.ts'
import { createPhone } from './walk/phone.ts'
import { trespass, walk, type Walk } from './walk/walk.ts'

// So many taps take their time where the machine has other work.
jest.setTimeout(600_000)

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
/** What the owner's buttons carried, as soon as one of these tests has walked as the owner. */
let samples: ReadonlyMap<string, string> | undefined

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
    const seen = await walkAs(role, locale)
    expect(seen.problems).toEqual([])
    const names = new Set([...seen.kinds].map((kind) => kind.split('.')[0]))
    expect(ofPanel.filter(({ name }) => names.has(name)).map(({ name }) => name)).toEqual(promisedTo(role))
    if (role !== 'super_admin') return
    samples = seen.samples
    expect(everyQuestion().filter((question) => !seen.questions.has(question))).toEqual([])
    expect(everyField().filter((kind) => !seen.kinds.has(kind))).toEqual([])
  })
})

async function walkAs(role: Role, locale: Locale): Promise<Walk> {
  return await salon.undone(async () => {
    await speak(salon, locale)
    const begins = staffCommandsFor(role).map((command) => `/${command}`)
    const teases = locale === 'ru' && role === 'super_admin'
    return await walk({ salon, buttons, member: salon.staff[role], locale, begins, changing, teases })
  })
}

/** What is counted, and not typed. */
describe.each<Locale>(['ru', 'en'])('limits in %s', (locale) => {
  const t = createI18n().in(locale)

  async function asOwner(act: (phone: ReturnType<typeof createPhone>) => Promise<void>): Promise<void> {
    await salon.undone(async () => {
      await speak(salon, locale)
      const problems: string[] = []
      await act(createPhone({ salon, buttons, member: salon.staff.super_admin, locale }, problems))
      expect(problems).toEqual([])
    })
  }

  test('a client has twenty tags, and room for no other', async () => {
    const giveTags = async (count: number) =>
      await salon
        .now()
        .query(`update users set tags = (select array_agg('τ' || n) from generate_series(1, $1::int) n)`, [
          count,
        ])
    await asOwner(async (phone) => {
      await giveTags(19)
      let seen = await phone.types([], '/admin')
      for (const kind of ['cl', 'clo', 'clt']) seen = await phone.presses(seen, kind)
      await phone.presses(seen, 'cltn')
      await giveTags(20)
      seen = await phone.types([], 'γάμα')
      phone.expects(seen, t.html('clients.too_many_tags', { max: 20 }))
      expect(seen.buttons.map(({ kind }) => kind)).not.toContain('cltn')
    })
  })

  test('three admins are added in an hour, and no fourth', async () => {
    await asOwner(async (phone) => {
      const most = t.html('admin.too_many', { most: 3 })
      for (const id of ['123456781', '123456782', '123456783', '123456784']) {
        let seen = await phone.types([], '/admin')
        for (const kind of ['ad', 'adn', 'adnr']) seen = await phone.presses(seen, kind)
        seen = await phone.types([], id)
        expect(seen.text.includes(asSeen(most))).toBe(id.endsWith('4'))
      }
      let seen = await phone.types([], '/admin')
      for (const kind of ['ad', 'adn', 'adl', 'adlr']) seen = await phone.presses(seen, kind)
      phone.expects(seen, most)
    })
  })

  test('more than two hundred visits are not offered to be cancelled at once', async () => {
    await asOwner(async (phone) => {
      await salon.now().query(
        `insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, visit_id, status,
                               duration_min, source, created_at, updated_at)
         select b.user_id, b.service_id, b.staff_id, s, s + '5 min', tstzrange(s, s + '5 min'), 1000 + n, 'confirmed',
                5, 'client', b.created_at, b.created_at
           from (select * from bookings order by id limit 1) b, generate_series(1, 201) n,
                lateral (select timestamptz '2026-03-19T21:30Z' + n * interval '5 min' as s) v`,
      )
      let seen = await phone.types([], '/admin')
      for (const kind of ['bll', 'bln', 'blf']) seen = await phone.presses(seen, kind)
      seen = await phone.types([], '20.03')
      phone.expects(seen, t.html('blocks.too_many'))
      expect(seen.buttons.filter(({ kind }) => kind === 'blok')).toHaveLength(1)
    })
  })
})

test.each([...roles, null])('what is not for %s is refused', async (role) => {
  const member = role === null ? salon.client : salon.staff[role]
  const refused = new Set(ofPanel.filter((button) => isRefused(button, role)).map(({ name }) => name))
  samples ??= (await walkAs('super_admin', 'en')).samples
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
