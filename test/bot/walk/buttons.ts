import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Button } from '../../../src/bot/callback-data.ts'

export interface KnownButton extends Button<Record<string, unknown>> {
  /** Of `src/bot/admin`; null: it is a client's, and staff may come across it. */
  readonly folder: string | null
}

const root = join(import.meta.dirname, '../../../src/bot')

/** Every button that a module of the bot exports. */
export async function loadButtons(): Promise<KnownButton[]> {
  const found: KnownButton[] = []
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      /= (withWayBack\()?\s*defineButton\(/.test(readFileSync(join(root, file), 'utf8')),
  )
  for (const file of files) {
    const exported = Object.values((await import(join(root, file))) as object)
    const parts = file.split(sep)
    const folder = parts[0] === 'admin' ? (parts.length > 2 ? parts[1]! : 'panel') : null
    found.push(...exported.filter(isButton).map((button) => ({ ...button, folder })))
  }
  return found
}

function isButton(value: unknown): value is Button<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'pack' in value && 'parse' in value
}

/** In these, the values tell buttons apart that do different things; in others only what it is done to. */
const telling = new Set(['dialog', 'step', 'field', 'what', 'view', 'group', 'change', 'how'])

/** What the button is for, whatever it is about: its name, and such as the field that it changes. Null: it is none. */
export function kindOf(data: string, buttons: readonly KnownButton[]): string | null {
  for (const button of buttons) {
    const { name } = button
    const values = button.parse(data)
    if (values === null) continue
    // Each setting is a screen and a question of its own; what is done with them is the same for all.
    const isSetting = name === 'setc' || name === 'sete'
    const words = Object.entries(values).filter(
      ([field]) => telling.has(field) || (isSetting && field === 'name'),
    )
    // A visit is moved on the screens on which one is booked.
    const isMove = values['movingBookingId'] != null
    return [name, ...words.map(([, value]) => String(value)), ...(isMove ? ['moving'] : [])].join('.')
  }
  return null
}
