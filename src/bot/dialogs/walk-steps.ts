import type { BotContext } from '../bot-context.ts'
import type { Draft } from '../drafts/draft-store.ts'
import { withNotice, type Screen } from '../screen.ts'
import type { Dialog, Home, Reading, Step } from './dialog.ts'
import { renderLost, renderQuestion } from './render-question.ts'

/** Where a person is: the dialog, the step whose answer is awaited, and the draft it was read from. */
export interface Place {
  readonly dialog: Dialog
  readonly step: Step<Record<string, unknown>>
  readonly draft: Draft
}

export function placeOf(dialog: Dialog, draft: Draft): Place | null {
  const step = dialog.steps.find(({ name }) => name === draft.step)
  return step && draft.dialog === dialog.name ? { dialog, step, draft } : null
}

export async function answer(ctx: BotContext, place: Place, typed: string): Promise<Screen | null> {
  return await goOnWith(ctx, place, place.step.read(typed, place.draft.answers, ctx.texts))
}

export async function goOnWith(ctx: BotContext, place: Place, reading: Reading): Promise<Screen | null> {
  return reading.ok
    ? await goOn(ctx, place, reading.value, reading.also)
    : question(ctx, place, reading.problem)
}

export async function goOn(
  ctx: BotContext,
  place: Place,
  value: unknown,
  also: Readonly<Record<string, unknown>> = {},
): Promise<Screen | null> {
  const { dialog, step, draft } = place
  const answers = { ...draft.answers, [step.name]: value, ...also }
  const later = dialog.steps.slice(dialog.steps.indexOf(step) + 1)
  const next = later.find(({ name }) => !(name in also))
  return next ? await moveTo(ctx, dialog, next, answers, draft) : await finish(ctx, place, answers)
}

export async function goBack(ctx: BotContext, { dialog, step, draft }: Place): Promise<Screen> {
  const previous = dialog.steps[dialog.steps.indexOf(step) - 1] ?? step
  return await moveTo(ctx, dialog, previous, draft.answers, draft)
}

async function finish(
  ctx: BotContext,
  place: Place,
  answers: Record<string, unknown>,
): Promise<Screen | null> {
  const { dialog, draft } = place
  const result = await dialog.finish(ctx, answers)
  switch (result.outcome) {
    case 'done':
      return await sayLastWord(ctx, result.screen)
    case 'goes_on':
      return result.screen
    case 'ask_again': {
      const step = dialog.steps.find(({ name }) => name === result.step) ?? place.step
      const asked = await moveTo(ctx, dialog, step, answers, draft)
      return 'screen' in result ? result.screen : withNotice(result.problem, asked)
    }
    case 'home':
      if (!dialog.home) throw new Error(`the dialog ${dialog.name} has no home`)
      return await goHome(ctx, dialog.home, result.answers, draft, result.screen)
    case 'forbidden':
      await ctx.services.drafts.clear(ctx.actor)
      await ctx.refuseTap()
      return null
  }
}

/** The draft goes after the last word: a process that dies in between finds it, and says that word again. */
async function sayLastWord(ctx: BotContext, screen: Screen): Promise<null> {
  try {
    await ctx.show(screen)
  } finally {
    await ctx.services.drafts.clear(ctx.actor)
  }
  return null
}

type AnyHome = Home<Record<string, unknown>>

export async function goHome(
  ctx: BotContext,
  home: AnyHome,
  answers: Record<string, unknown>,
  previous: Draft,
  screen?: Screen,
): Promise<Screen> {
  await ctx.services.drafts.save(ctx.actor, homeDraft(home, answers, ctx.updateId), previous)
  return screen ?? (await home.show(ctx, answers))
}

/** The update that led home, delivered again. */
export async function showHomeAgain(
  ctx: BotContext,
  dialogs: readonly Dialog[],
  draft: Draft,
): Promise<Screen | null> {
  const home = dialogs.find((dialog) => dialog.home && isHome(dialog.home, draft))?.home
  return home && ctx.updateId === draft.version ? await home.show(ctx, draft.answers) : null
}

/** The update that led to this place, delivered again. */
export async function showPlaceAgain(ctx: BotContext, place: Place): Promise<Screen> {
  return (await place.dialog.showAgain?.(ctx, place.draft.answers)) ?? question(ctx, place)
}

export function isHome(home: AnyHome, draft: Draft): boolean {
  return draft.dialog === home.draft
}

function homeDraft(home: AnyHome, answers: Record<string, unknown>, version: number): Draft {
  return { dialog: home.draft, step: 'shown', answers, version }
}

export async function moveTo(
  ctx: BotContext,
  dialog: Dialog,
  step: Step<Record<string, unknown>>,
  answers: Record<string, unknown>,
  previous: Draft | null,
): Promise<Screen> {
  const draft = { dialog: dialog.name, step: step.name, answers, version: ctx.updateId }
  const saved = await ctx.services.drafts.save(ctx.actor, draft, previous)
  if (saved) return renderQuestion(dialog, step, answers, ctx.texts)
  const present = await ctx.services.drafts.load(ctx.actor)
  const place = present && placeOf(dialog, present)
  return place ? question(ctx, place) : renderLost(dialog, ctx.actor, ctx.texts)
}

/** The present question, with a word on what was wrong with the answer. */
export function question(ctx: BotContext, { dialog, step, draft }: Place, problem?: string): Screen {
  return withNotice(problem, renderQuestion(dialog, step, draft.answers, ctx.texts))
}
