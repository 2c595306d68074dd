import type { UseCaseContext } from '../context.ts'
import { leastReviewsShown, type Rating } from '../domain/review.ts'
import { findBusinessRating, listServiceRatings } from '../storage/feedback.ts'
import type { Actor } from './actor.ts'

/** By the service's id; one with too few reviews is not in it. */
export type Ratings = ReadonlyMap<number, Rating>

/** What clients think of each of these services, for everybody to see. */
export async function listRatings(
  ctx: UseCaseContext,
  _actor: Actor,
  serviceIds: readonly number[],
): Promise<Ratings> {
  const ratings = await listServiceRatings(ctx.db, serviceIds, leastReviewsShown)
  return new Map(ratings.map(({ serviceId, average, reviews }) => [serviceId, { average, reviews }]))
}

/** What clients think of the business on the whole; null: too few said so. */
export async function viewBusinessRating(ctx: UseCaseContext, _actor: Actor): Promise<Rating | null> {
  return (await findBusinessRating(ctx.db, leastReviewsShown)) ?? null
}
