import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import { clientLimits, readTag } from '../../../domain/client-fields.ts'
import { fingerprintOfText } from '../../../domain/fingerprint.ts'
import { may } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listClientTags, type ClientTags } from '../../../usecases/list-client-tags.ts'
import { tagClient } from '../../../usecases/tag-client.ts'
import { untagClient } from '../../../usecases/untag-client.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Finish } from '../../dialogs/dialog.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import { button, inRows, withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { addTagButton, clientCardButton, clientTagsButton, newTagButton, removeTagButton } from './buttons.ts'
import { clientName } from './client-words.ts'
import { refuse } from './open-card.ts'

export function tagScreens(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(clientTagsButton, async (ctx, place) => await openTags(ctx, place.clientId)),
    onTap(addTagButton, add),
    onTap(removeTagButton, remove),
    onTap(newTagButton, async (ctx, { clientId }) =>
      (await loadTags(ctx, clientId))
        ? await beginDialog(ctx, newTagDialog, { clientId })
        : await refuse(ctx),
    ),
  )
  return composer
}

interface Place {
  readonly clientId: number
  /** Its fingerprint. */
  readonly tag: number
}

type Tags = Extract<ClientTags, { ok: true }>

interface Answers {
  readonly clientId: number
  readonly tag: string
}

export const newTagDialog = defineDialog<Answers>({
  name: 'client_tag',
  steps: [
    {
      name: 'tag',
      skippable: false,
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('clients.ask_tag', { max: clientLimits.tag }),
      read: (typed, _answers, t) => {
        const tag = readTag(typed)
        return tag === null
          ? { ok: false, problem: t.html('clients.tag_invalid', { max: clientLimits.tag }) }
          : { ok: true, value: tag }
      },
    },
  ],
  isFor: ({ role }) => may(role, 'clients'),
  begin: null,
  finish: async (ctx, answers): Promise<Finish<Answers>> => {
    const screen = await put(ctx, answers)
    return screen ? { outcome: 'done', screen } : { outcome: 'forbidden' }
  },
  whenLeft: async (ctx, { clientId = 0 }) => await openTags(ctx, clientId),
})

async function loadTags(ctx: BotContext, clientId: number): Promise<Tags | undefined> {
  const tags = await listClientTags(ctx.services.useCases, ctx.actor, { clientId })
  return tags.ok ? tags : undefined
}

async function openTags(ctx: BotContext, clientId: number, notice?: string): Promise<Screen | null> {
  const tags = await loadTags(ctx, clientId)
  return tags ? withNotice(notice, renderTags(tags, ctx.texts)) : await refuse(ctx)
}

/** A tag that is not offered any more is shown as things stand. */
async function add(ctx: BotContext, { clientId, tag: wanted }: Place): Promise<Screen | null> {
  const tags = await loadTags(ctx, clientId)
  if (!tags) return await refuse(ctx)
  const tag = tags.offered.find((one) => fingerprintOfText(one) === wanted)
  return tag === undefined ? renderTags(tags, ctx.texts) : await put(ctx, { clientId, tag })
}

/** Null: not for this person, who has been told. */
async function put(ctx: BotContext, input: Answers): Promise<Screen | null> {
  const { texts: t } = ctx
  const result = await tagClient(ctx.services.useCases, ctx.actor, input)
  if (result.ok || result.reason === 'invalid') return await openTags(ctx, input.clientId)
  if (result.reason !== 'too_many') return await refuse(ctx)
  return await openTags(ctx, input.clientId, t.html('clients.too_many_tags', { max: clientLimits.tags }))
}

async function remove(ctx: BotContext, { clientId, tag: wanted }: Place): Promise<Screen | null> {
  const tags = await loadTags(ctx, clientId)
  if (!tags) return await refuse(ctx)
  const tag = tags.card.tags.find((one) => fingerprintOfText(one) === wanted)
  if (tag === undefined) return renderTags(tags, ctx.texts)
  const result = await untagClient(ctx.services.useCases, ctx.actor, { clientId, tag })
  return result.ok ? await openTags(ctx, clientId) : await refuse(ctx)
}

export function renderTags({ card, offered }: Tags, t: Texts): Screen {
  const { id: clientId, tags } = card
  const isFull = tags.length >= clientLimits.tags
  const present = tags.map((tag) =>
    button(
      t.plain('clients.button.remove_tag', { tag }),
      removeTagButton.pack({ clientId, tag: keyOf(tag) }),
    ),
  )
  const others: OutgoingButton[] = isFull
    ? []
    : offered.map((tag) =>
        button(t.plain('clients.button.add_tag', { tag }), addTagButton.pack({ clientId, tag: keyOf(tag) })),
      )
  const text = t.html('clients.tags_of', { name: clientName(card, t) })
  const more = isFull
    ? t.html('clients.too_many_tags', { max: clientLimits.tags })
    : t.html(tags.length + offered.length === 0 ? 'clients.tags_first' : 'clients.tags_how')
  return {
    text: `${text}\n${more}`,
    keyboard: [
      ...inRows(present, 2),
      ...inRows(others, 2),
      ...(isFull ? [] : [[button(t.plain('clients.button.new_tag'), newTagButton.pack({ clientId }))]]),
      backAndHome(clientCardButton.pack({ clientId, query: null }), t),
    ],
  }
}

function keyOf(tag: string): number {
  return fingerprintOfText(tag)
}
