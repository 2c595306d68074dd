import { may } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { createSpecialist, type CreateSpecialistResult } from '../../../usecases/create-specialist.ts'
import type { BotContext } from '../../bot-context.ts'
import { openDialogButton } from '../../dialogs/buttons.ts'
import { defineDialog, type Dialog, type Finish, type Step } from '../../dialogs/dialog.ts'
import { button, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import {
  addStaffDialog,
  editStaffButton,
  servicesOfStaffButton,
  staffMemberButton,
  teamButton,
} from './buttons.ts'
import { openTeam } from './open-team.ts'
import { nameProblem, readName } from './read-values.ts'

interface Answers {
  readonly name: string
}

/** One question; what else there is to set, the card shows. */
export function addStaff(): Dialog {
  return defineDialog<Answers>({
    name: addStaffDialog,
    steps: [askName],
    isFor: (actor) => may(actor.role, 'staff'),
    begin: () => Promise.resolve({}),
    whenLeft: async (ctx) => await openTeam(ctx, { shelf: 'current', page: 0 }),
    leaveLabel: (t) => t.plain('dialog.button.not_add'),
    finish,
  })
}

const askName: Step<Answers> = {
  name: 'name',
  skippable: false,
  quickAnswers: () => [],
  ask: (_answers, t) => t.html('staff.ask_new_name'),
  read: (typed, _answers, t) => readName(typed, t),
}

async function finish(ctx: BotContext, { name }: Answers): Promise<Finish<Answers>> {
  const result = await createSpecialist(ctx.services.useCases, ctx.actor, { name })
  if (result.ok) return { outcome: 'done', screen: renderAdded(result, ctx.texts) }
  return result.reason === 'forbidden'
    ? { outcome: 'forbidden' }
    : { outcome: 'ask_again', step: 'name', problem: nameProblem(ctx.texts) }
}

type Added = Extract<CreateSpecialistResult, { ok: true }>

/** With the second one clients begin to see names, and the first may still be called as the business. */
export function renderAdded({ card, joined }: Added, t: Texts): Screen {
  const { id: staffId, name } = card.member
  const { performed, all } = card.services
  return {
    text: [
      t.html('staff.added', { name }),
      ...(joined ? [t.html('staff.added_second', { first: joined.name, second: name })] : []),
      performed < all ? t.html('staff.added_services', { performed, all }) : t.html('staff.added_more'),
    ].join('\n\n'),
    keyboard: [
      [button(t.plain('staff.button.card'), staffMemberButton.pack({ staffId }), 'primary')],
      ...(performed < all
        ? [
            [
              button(
                t.plain('staff.button.services', { performed, all }),
                servicesOfStaffButton.pack({ staffId, page: 0 }),
              ),
            ],
          ]
        : []),
      ...(joined
        ? [
            [
              button(
                t.plain('staff.button.rename', { name: joined.name }),
                editStaffButton.pack({ staffId: joined.id, field: 'name' }),
              ),
            ],
          ]
        : []),
      [button(t.plain('staff.button.add_another'), openDialogButton.pack({ dialog: addStaffDialog }))],
      backAndHome(teamButton.pack({ shelf: 'current', page: 0 }), t),
    ],
  }
}
