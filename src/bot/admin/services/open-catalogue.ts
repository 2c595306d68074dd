import { listCatalogue } from '../../../usecases/list-catalogue.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Screen } from '../../screen.ts'
import { renderCatalogue, type CataloguePage } from './render-catalogue.ts'

export async function openCatalogue(ctx: BotContext, page: CataloguePage): Promise<Screen | null> {
  const catalogue = await listCatalogue(ctx.services.useCases, ctx.actor, page)
  if (catalogue.ok) return renderCatalogue(catalogue, page, ctx.texts)
  await ctx.refuseTap()
  return null
}
