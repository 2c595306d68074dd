import type { UseCaseContext } from '../context.ts'
import {
  findProfile,
  listOwnRequests,
  listOwnReviews,
  listOwnVisits,
  type OwnRequestRow,
  type OwnReviewRow,
  type OwnVisitRow,
  type ProfileRow,
} from '../storage/personal-data.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export interface PersonalData {
  readonly business: string
  readonly exportedAt: Date
  /** IANA zone of the business; all instants are UTC. */
  readonly timeZone: string
  /** Of all prices, which are in its minor units. */
  readonly currency: string
  readonly profile: ProfileRow
  /** The latest first. */
  readonly visits: readonly OwnVisitRow[]
  readonly reviews: readonly OwnReviewRow[]
  readonly requests: readonly OwnRequestRow[]
}

/** More than anybody has, and little enough for one document. */
const most = 5000

/** Everything that is stored of the person, what staff noted on them included; of nobody else anything. */
export async function exportMyData(ctx: UseCaseContext, actor: Actor): Promise<PersonalData> {
  const settings = await loadSettings(ctx)
  const profile = await findProfile(ctx.db, actor.userId)
  if (!profile) throw new Error('a person who writes is not stored')
  return {
    business: settings.businessName,
    exportedAt: ctx.clock.now(),
    timeZone: settings.timeZone,
    currency: settings.currency,
    profile,
    visits: await listOwnVisits(ctx.db, actor.userId, most),
    reviews: await listOwnReviews(ctx.db, actor.userId, most),
    requests: await listOwnRequests(ctx.db, actor.userId, most),
  }
}
