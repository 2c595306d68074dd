import { may } from '../../../domain/roles.ts'
import { staffFields, staffLimits, type StaffChange, type StaffField } from '../../../domain/staff-fields.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { editSpecialist } from '../../../usecases/edit-specialist.ts'
import { viewStaffCard } from '../../../usecases/view-staff-card.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Dialog, type Finish, type Home, type Step } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { renderOutdated } from '../navigation.ts'
import { readName } from './read-values.ts'
import { renderStaffCard } from './render-staff-card.ts'

interface Answers {
  readonly staffId: number
  /** Of the specialist when the field was asked for. */
  readonly version: number
  readonly field: StaffField
  readonly name: string
  readonly value: unknown
}

/** A dialog of one question for each field; all of them lead back to the card. */
export function editStaffDialogs(): Dialog[] {
  return staffFields.map(editField)
}

export async function askForStaffField(
  ctx: BotContext,
  { staffId, field }: { readonly staffId: number; readonly field: StaffField },
): Promise<Screen | null> {
  const view = await viewStaffCard(ctx.services.useCases, ctx.actor, { staffId })
  if (!view.ok || !view.card.rights.edits) {
    await ctx.refuseTap()
    return null
  }
  const { name, version } = view.card.member
  return await beginDialog(ctx, editField(field), { staffId, version, field, name })
}

function editField(field: StaffField): Dialog {
  return defineDialog<Answers>({
    name: dialogNames[field],
    steps: [questions[field]],
    isFor: (actor) => may(actor.role, 'staff'),
    begin: null,
    home: cardHome,
    finish,
  })
}

const dialogNames = { name: 'stf_name', bio: 'stf_bio', photoFileId: 'stf_photo' } as const

const cardHome: Home<Answers> = {
  draft: 'stf_card',
  show: async ({ services, actor, texts: t }, { staffId }) => {
    const view = await viewStaffCard(services.useCases, actor, { staffId })
    return view.ok ? renderStaffCard(view.card, services.me.username, t) : renderOutdated(actor, t)
  },
}

const asked = (words: string, name: string, t: Texts) => `${t.html('staff.editing', { name })}\n${words}`

const questions: Readonly<Record<StaffField, Step<Answers>>> = {
  name: {
    name: 'value',
    skippable: false,
    quickAnswers: () => [],
    ask: ({ name = '' }, t) => asked(t.html('staff.ask_name'), name, t),
    read: (typed, _answers, t) => readName(typed, t),
  },
  bio: {
    name: 'value',
    skippable: true,
    skipLabel: (t) => t.plain('staff.button.no_bio'),
    quickAnswers: () => [],
    ask: ({ name = '' }, t) => asked(t.html('staff.ask_bio'), name, t),
    read: (typed, _answers, t) => readWords(typed, staffLimits.bio.most, t),
  },
  photoFileId: {
    name: 'value',
    skippable: true,
    skipLabel: (t) => t.plain('staff.button.no_photo'),
    quickAnswers: () => [],
    ask: ({ name = '' }, t) => asked(t.html('staff.ask_photo'), name, t),
    read: (_typed, _answers, t) => ({ ok: false, problem: t.html('dialog.photo_wanted') }),
    readPhoto: (fileId) => ({ ok: true, value: fileId }),
  },
}

async function finish(ctx: BotContext, answers: Answers): Promise<Finish<Answers>> {
  const { texts: t } = ctx
  const { staffId, version, field, value } = answers
  const result = await editSpecialist(ctx.services.useCases, ctx.actor, {
    staffId,
    version,
    change: { field, value } as StaffChange,
  })
  if (result.ok || result.reason === 'changed_meanwhile') {
    const notice = t.html(result.ok ? 'staff.saved' : 'staff.changed')
    const screen = withNotice(notice, renderStaffCard(result.card, ctx.services.me.username, t))
    return { outcome: 'home', answers, screen }
  }
  return result.reason === 'invalid'
    ? { outcome: 'ask_again', step: 'value', problem: t.html('staff.not_accepted') }
    : { outcome: 'forbidden' }
}
