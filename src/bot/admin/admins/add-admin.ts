import { may, type Role } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { addAdmin } from '../../../usecases/add-admin.ts'
import { findCandidate } from '../../../usecases/find-candidate.ts'
import { listAdmins } from '../../../usecases/list-admins.ts'
import type { BotContext } from '../../bot-context.ts'
import {
  defineDialog,
  type Dialog,
  type Finish,
  type Home,
  type Reading,
  type SharedPerson,
  type Step,
} from '../../dialogs/dialog.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { renderOutdated } from '../navigation.ts'
import { renderAdmin, renderAdmins, roleName } from './render-admins.ts'

interface Answers {
  readonly role: Role
  readonly who: Who
}

/** A @username is looked for when the answer is taken. */
type Who = SharedPerson | { readonly username: string }

const dialogName = 'add_admin'

/** Asks who it is to be; the button that opens Telegram's own list of people comes below the input field. */
export async function askWho(ctx: BotContext, role: Role): Promise<Screen | null> {
  const present = await ctx.services.drafts.load(ctx.actor)
  if (present?.dialog !== dialogName) await ctx.sendWithPersonButton(ctx.texts.html('admin.how'))
  return await beginDialog(ctx, addAdminDialog(), { role })
}

export function addAdminDialog(): Dialog {
  return defineDialog<Answers>({
    name: dialogName,
    steps: [whoStep],
    isFor: (actor) => may(actor.role, 'staff'),
    begin: null,
    home: listHome,
    left: async (ctx) => await ctx.sendWithMenu(ctx.texts.html('admin.left')),
    finish,
  })
}

const listHome: Home<Answers> = {
  draft: 'admins',
  show: async ({ services, actor, texts: t }) => {
    const list = await listAdmins(services.useCases, actor)
    return list.ok ? renderAdmins(list.admins, 0, t) : renderOutdated(actor, t)
  },
}

const whoStep: Step<Answers> = {
  name: 'who',
  skippable: false,
  quickAnswers: () => [],
  ask: ({ role = 'specialist' }, t) => t.html('admin.ask_who', { role: roleName(role, t) }),
  read: (typed, _answers, t) => readWho(typed, t),
  readPerson: (person, _answers, t) => {
    return person === 'hidden' ? { ok: false, problem: t.html('admin.hidden') } : { ok: true, value: person }
  },
}

/** A number as @userinfobot tells it, a @username, or the link of one. */
export function readWho(typed: string, t: Texts): Reading {
  const text = typed.trim()
  if (/^[1-9]\d{4,15}$/.test(text)) return { ok: true, value: { telegramId: Number(text), name: null } }
  const [, username] = /^(?:@|(?:https?:\/\/)?t\.me\/)([A-Za-z]\w{3,31})$/.exec(text) ?? []
  return username === undefined
    ? { ok: false, problem: t.html('admin.not_understood') }
    : { ok: true, value: { username } }
}

async function finish(ctx: BotContext, { role, who }: Answers): Promise<Finish<Answers>> {
  const { texts: t, actor } = ctx
  const { useCases } = ctx.services
  const person = 'username' in who ? await findKnown(ctx, who.username) : who
  if (!person) return { outcome: 'ask_again', step: 'who', problem: t.html('admin.never_wrote') }
  const result = await addAdmin(useCases, actor, { ...person, role })
  if (!result.ok) {
    switch (result.reason) {
      case 'forbidden':
        return { outcome: 'forbidden' }
      case 'invalid':
        return { outcome: 'ask_again', step: 'who', problem: t.html('admin.not_understood') }
      case 'has_role':
        return await end(ctx, withNotice(t.html('admin.has_role'), renderAdmin(result.admin, t)))
      case 'too_many':
        return await end(ctx, await tooMany(ctx, result.most))
    }
  }
  const { admin } = result
  const added = t.html(admin.reachable ? 'admin.added' : 'admin.added_unreachable')
  return await end(ctx, withNotice(added, renderAdmin(admin, t)))
}

/** Null: the bot knows a @username only of those who wrote to it. */
async function findKnown({ services, actor }: BotContext, username: string): Promise<SharedPerson | null> {
  const found = await findCandidate(services.useCases, actor, { username })
  return found.ok ? { telegramId: found.telegramId, name: null } : null
}

async function tooMany(ctx: BotContext, most: number): Promise<Screen> {
  const list = await listAdmins(ctx.services.useCases, ctx.actor)
  return withNotice(
    ctx.texts.html('admin.too_many', { most }),
    renderAdmins(list.ok ? list.admins : [], 0, ctx.texts),
  )
}

/** The menu comes back first, in place of the button that opens the list of people. */
async function end(ctx: BotContext, screen: Screen): Promise<Finish<Answers>> {
  await ctx.sendWithMenu(ctx.texts.html('admin.taken'))
  return { outcome: 'done', screen }
}
