import { Composer, type Middleware, type MiddlewareFn } from 'telegraf'
import { may, type Permission, type Role } from '../../domain/roles.ts'
import type { PlainKey } from '../../i18n/messages.ts'
import type { Actor } from '../../usecases/actor.ts'
import type { BotContext } from '../bot-context.ts'
import type { Dialog } from '../dialogs/dialog.ts'
import { onCommand } from '../routes.ts'
import type { Screen } from '../screen.ts'

/**
 * A part of the panel. It exists for whoever holds its permission, if only for what is their own; for everybody else
 * its buttons and commands are like any that nobody knows. What may be done in it, the use cases decide once more.
 */
export interface Section {
  readonly permission: Permission
  /** On the panel's first screen. */
  readonly onPanel?: readonly PanelButton[]
  readonly screens?: () => Middleware<BotContext>
  readonly dialogs?: () => readonly Dialog[]
  readonly commands?: readonly StaffCommand[]
}

export interface PanelButton {
  readonly label: PanelLabel
  /** What the button carries. */
  readonly data: string
  /** Only for whoever may see everybody's of it, or only for whoever may see no more than their own. */
  readonly reach?: 'all' | 'own'
}

export interface StaffCommand {
  readonly name: StaffCommandName
  readonly open: (ctx: BotContext) => Promise<Screen | null>
}

type PanelLabel = Extract<PlainKey, `panel.button.${string}`>
export type StaffCommandName = PlainKey extends infer Key
  ? Key extends `panel.command.${infer Name}`
    ? Name
    : never
  : never

export function existsFor(section: Section, actor: Pick<Actor, 'role'>): boolean {
  return may(actor.role, section.permission, 'own')
}

/** Whether a button of a section that exists for this role is for it. */
export function isShownTo(button: PanelButton, section: Section, role: Role | null): boolean {
  return button.reach === undefined || (button.reach === 'all') === may(role, section.permission)
}

/** The section's screens and commands, closed to whoever the section does not exist for. */
export function gate(section: Section): MiddlewareFn<BotContext> {
  const commands = section.commands ?? []
  return Composer.optional(
    (ctx) => existsFor(section, ctx.actor),
    Composer.compose([
      ...commands.map(({ name, open }) => onCommand(name, open)),
      ...(section.screens ? [section.screens()] : []),
    ]),
  )
}
