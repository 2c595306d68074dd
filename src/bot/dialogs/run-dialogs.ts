import { Composer } from 'telegraf'
import type { BotContext } from '../bot-context.ts'
import { renderLeft } from '../admin/navigation.ts'
import type { Draft } from '../drafts/draft-store.ts'
import { onTap } from '../routes.ts'
import type { Screen } from '../screen.ts'
import {
  answerButton,
  backButton,
  leaveButton,
  noRestartButton,
  openDialogButton,
  skipButton,
} from './buttons.ts'
import type { Dialog, Reading } from './dialog.ts'
import { renderLost } from './render-question.ts'
import { contactIn, locationIn, personIn, photoIn } from './shared-things.ts'
import {
  answer,
  goBack,
  goHome,
  goOn,
  goOnWith,
  isHome,
  moveTo,
  placeOf,
  question,
  showHomeAgain,
  showPlaceAgain,
  type Place,
} from './walk-steps.ts'

/**
 * Asks, reads and goes on. The draft is saved before the next question is sent, so that a process which dies in
 * between asks that question again instead of taking the same answer twice.
 */
export function runDialogs(dialogs: readonly Dialog[]): Composer<BotContext> {
  const find = (name: string) => dialogs.find((dialog) => dialog.name === name)
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(openDialogButton, async (ctx, place) => await open(ctx, find(place.dialog))),
    onTap(leaveButton, async (ctx, place) => await leave(ctx, find(place.dialog))),
    onTap(noRestartButton, (ctx) => Promise.resolve(renderLeft(ctx.actor, ctx.texts))),
    onTap(answerButton, async (ctx, place) => {
      return await inStep(ctx, find(place.dialog), place.step, (at) => answer(ctx, at, place.typed))
    }),
    onTap(skipButton, async (ctx, place) => {
      return await inStep(ctx, find(place.dialog), place.step, async (at) =>
        at.step.skippable ? await goOn(ctx, at, null) : question(ctx, at),
      )
    }),
    onTap(backButton, async (ctx, place) => {
      return await inStep(ctx, find(place.dialog), place.step, (at) => goBack(ctx, at))
    }),
    async (ctx, next) => {
      const answer = ctx.message ? await answerMessage(ctx, dialogs) : 'not_ours'
      if (answer === 'not_ours') await next()
      else if (answer) await ctx.show(answer)
    },
  )
  return composer
}

async function open(ctx: BotContext, dialog: Dialog | undefined): Promise<Screen | null> {
  if (!dialog?.begin || !dialog.isFor(ctx.actor)) return await refuse(ctx)
  const { begin } = dialog
  return await enter(ctx, dialog, () => begin(ctx))
}

/** Asks the first question of a dialog about something that is known already. */
export async function beginDialog(
  ctx: BotContext,
  dialog: Dialog,
  known: Record<string, unknown>,
): Promise<Screen | null> {
  return await enter(ctx, dialog, () => Promise.resolve(known))
}

/**
 * Whatever is typed on a screen is the answer to the first question of a dialog, as if that had been asked. False: the drafts are
 * out of reach, and the screen does without.
 */
export async function takeWords(
  ctx: BotContext,
  dialog: Dialog,
  known: Record<string, unknown>,
): Promise<boolean> {
  try {
    await beginDialog(ctx, dialog, known)
    return true
  } catch (error) {
    ctx.services.log.warn({ err: error, update_id: ctx.updateId }, 'Words to look for could not be asked for')
    return false
  }
}

/** The update that opened the dialog, delivered again, finds it open and begins nothing anew. */
async function enter(
  ctx: BotContext,
  dialog: Dialog,
  begin: () => Promise<Record<string, unknown>>,
): Promise<Screen | null> {
  const [step] = dialog.steps
  if (!step) return await refuse(ctx)
  const previous = await ctx.services.drafts.load(ctx.actor)
  const again = previous && placeOf(dialog, previous)
  if (again && ctx.updateId <= previous.version) return question(ctx, again)
  return await moveTo(ctx, dialog, step, await begin(), previous)
}

/**
 * A button of an earlier question, or of another dialog, leaves the one that is open alone. Where none is open, this one may
 * have done its work since: only of one whose draft got lost is it sure that nothing changed.
 */
async function leave(ctx: BotContext, dialog: Dialog | undefined): Promise<Screen | null> {
  if (!dialog) return await refuse(ctx)
  const { drafts } = ctx.services
  const draft = await drafts.load(ctx.actor)
  if (!draft) {
    if ((await drafts.takeLost(ctx.actor)) === dialog.name) return renderLeft(ctx.actor, ctx.texts)
    // No more than a word over the button: whoever tapped twice has the screen they wanted.
    await ctx.answerTap(ctx.texts.plain('chat.toast.outdated'))
    return null
  }
  if (ctx.updateId < draft.version || !isOf(dialog, draft)) return await refuse(ctx)
  if (placeOf(dialog, draft)) await dialog.left?.(ctx)
  if (dialog.home) return await goHome(ctx, dialog.home, draft.answers, draft)
  await drafts.clear(ctx.actor)
  if (dialog.whenLeft && dialog.isFor(ctx.actor)) return await dialog.whenLeft(ctx, draft.answers)
  return renderLeft(ctx.actor, ctx.texts)
}

function isOf(dialog: Dialog, draft: Draft): boolean {
  return placeOf(dialog, draft) !== null || (dialog.home !== undefined && isHome(dialog.home, draft))
}

/** A tap on a question's button: only the present question's does what it says. */
async function inStep(
  ctx: BotContext,
  dialog: Dialog | undefined,
  step: string,
  act: (place: Place) => Promise<Screen | null> | Screen,
): Promise<Screen | null> {
  if (!dialog?.isFor(ctx.actor)) return await refuse(ctx)
  const draft = await ctx.services.drafts.load(ctx.actor)
  if (!draft) {
    const lost = await ctx.services.drafts.takeLost(ctx.actor)
    return lost === dialog.name ? renderLost(dialog, ctx.actor, ctx.texts) : await refuse(ctx)
  }
  if (ctx.updateId < draft.version) return null
  const place = placeOf(dialog, draft)
  if (!place) return (await showHomeAgain(ctx, [dialog], draft)) ?? (await refuse(ctx))
  if (ctx.updateId === draft.version) return await showPlaceAgain(ctx, place)
  if (place.step.name !== step) {
    await ctx.answerTap(ctx.texts.plain('dialog.toast.answered'))
    return null
  }
  return await act(place)
}

/** `not_ours`: no dialog waits for this message. */
async function answerMessage(
  ctx: BotContext,
  dialogs: readonly Dialog[],
): Promise<Screen | null | 'not_ours'> {
  const find = (name: string) => dialogs.find((dialog) => dialog.name === name)
  if (!ctx.draft) {
    const lost = find((await ctx.services.drafts.takeLost(ctx.actor)) ?? '')
    return lost?.isFor(ctx.actor) ? renderLost(lost, ctx.actor, ctx.texts) : 'not_ours'
  }
  const dialog = find(ctx.draft.dialog)
  const place = dialog?.isFor(ctx.actor) ? placeOf(dialog, ctx.draft) : null
  if (!place) return (await showHomeAgain(ctx, dialogs, ctx.draft)) ?? 'not_ours'
  if (ctx.updateId === ctx.draft.version) return await showPlaceAgain(ctx, place)
  const reading = readShared(ctx, place)
  if (reading) return await goOnWith(ctx, place, reading)
  if (ctx.typed === null) {
    return question(
      ctx,
      place,
      ctx.texts.html(place.step.readPhoto ? 'dialog.photo_wanted' : 'dialog.text_wanted'),
    )
  }
  return await answer(ctx, place, ctx.typed)
}

/** What was sent instead of words, where the step takes such; null: it does not. */
function readShared(ctx: BotContext, { step, draft: { answers } }: Place): Reading | null {
  const person = step.readPerson && personIn(ctx)
  if (step.readPerson && person) return step.readPerson(person, answers, ctx.texts)
  const contact = contactIn(ctx)
  if (contact && step.readContact) return step.readContact(contact, answers, ctx.texts)
  const photo = photoIn(ctx)
  if (photo !== null && step.readPhoto) return step.readPhoto(photo, answers, ctx.texts)
  const location = locationIn(ctx)
  return location && step.readLocation ? step.readLocation(location, answers, ctx.texts) : null
}

async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}
