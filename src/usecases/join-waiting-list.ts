import type { UseCaseContext } from '../context.ts'
import { agendaPeriod, freeStartsBetween } from '../domain/availability.ts'
import { addDays, dayBounds, localDateOf, type LocalDate } from '../domain/local-time.ts'
import type { Settings } from '../domain/settings.ts'
import {
  coversWish,
  datesOfRange,
  mostEntries,
  type WaitDates,
  type WaitRange,
} from '../domain/waiting-list.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { lockPerson, type LockedPerson } from '../storage/users.ts'
import { insertEntry, listOwnEntries, lockWaitingList, type StoredEntry } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { loadAgenda } from './load-agenda.ts'
import { loadSettings } from './load-settings.ts'
import { toWaitingCard, type WaitingCard } from './waiting-card.ts'

export interface JoinWaitingListInput {
  readonly serviceId: number
  /** Null: any specialist. */
  readonly staffId: number | null
  /** Where everything was taken: on this day, or in its whole month. */
  readonly full: 'day' | 'month'
  readonly date: LocalDate
  readonly range: WaitRange
}

export type JoinWaitingListResult =
  /** `offerMinutes`: how long a place will be held. */
  | { readonly ok: true; readonly card: WaitingCard; readonly offerMinutes: number }
  | { readonly ok: false; readonly reason: 'banned'; readonly phone: string | null }
  | { readonly ok: false; readonly reason: 'phone_required'; readonly country: string }
  | { readonly ok: false; readonly reason: 'too_many_entries'; readonly limit: number }
  /** `free_now`: there is a free time after all. `days_over`: the days have passed. */
  | {
      readonly ok: false
      readonly reason: 'free_now' | 'days_over' | 'beyond_horizon' | 'service_gone' | 'staff_gone'
    }

/**
 * Writes the person down for a place that may become free. The waiting list is locked while the fullness is looked at, so
 * a time that is given up at this very moment is either seen here or offered to them. Who waits for it already waits on.
 */
export async function joinWaitingList(
  ctx: UseCaseContext,
  actor: Actor,
  input: JoinWaitingListInput,
): Promise<JoinWaitingListResult> {
  return await ctx.db.transaction(async (tx) => {
    const person = await lockPerson(tx, actor.userId)
    const settings = await loadSettings(ctx, tx)
    const refusal = refusePerson(person, settings)
    if (refusal) return refusal
    await lockWaitingList(tx)

    const now = ctx.clock.now()
    const today = localDateOf(settings.timeZone, now)
    const dates = datesOfRange(input.range, input.date, today, settings.horizonDays)
    const looked = datesOfRange(input.full, input.date, today, settings.horizonDays)
    if (!dates || !looked) return { ok: false, reason: 'days_over' }
    const wish = { serviceId: input.serviceId, staffId: input.staffId, ...dates }
    const own = await listOwnEntries(tx, actor.userId, now)
    const known = own.find((entry) => coversWish(entry, wish))
    if (known) return await answer(tx, known, settings)
    const obstacle = await findObstacle(ctx, tx, input, looked, settings)
    if (obstacle) return { ok: false, reason: obstacle }
    if (own.length >= mostEntries) return { ok: false, reason: 'too_many_entries', limit: mostEntries }

    const until = dayBounds(settings.timeZone, dates.to).end
    const entry = { ...wish, userId: actor.userId }
    const id = await insertEntry(tx, { ...entry, until, origin: actor.origin })
    await noteEntry(ctx, tx, actor, { ...entry, id })
    return await answer(tx, { ...entry, id, offerId: null, offerUntil: null }, settings)
  })
}

function refusePerson(
  person: LockedPerson | undefined,
  { phone, phoneRequired, country }: Settings,
): Extract<JoinWaitingListResult, { ok: false }> | null {
  if (!person || person.bannedAt) return { ok: false, reason: 'banned', phone }
  return phoneRequired && !person.hasPhone ? { ok: false, reason: 'phone_required', country } : null
}

/** Why there is nothing to wait for; null: everything is taken on those days. */
async function findObstacle(
  ctx: UseCaseContext,
  tx: Transaction,
  { serviceId, staffId }: JoinWaitingListInput,
  { from, to }: WaitDates,
  settings: Settings,
): Promise<'free_now' | 'beyond_horizon' | 'service_gone' | 'staff_gone' | null> {
  const loaded = await loadAgenda(
    ctx,
    {
      serviceIds: [serviceId],
      staffId,
      settings,
      period: (policy, services) => agendaPeriod(policy, services, from, to),
    },
    tx,
  )
  if (!loaded.ok) return loaded.reason
  const now = ctx.clock.now()
  const { timeZone, horizonDays } = settings
  if (from > addDays(localDateOf(timeZone, now), horizonDays)) return 'beyond_horizon'
  const isFree = freeStartsBetween(loaded.agenda, from, to, now, { staffId }).length > 0
  return isFree ? 'free_now' : null
}

async function noteEntry(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  entry: Omit<StoredEntry, 'offerId' | 'offerUntil'>,
): Promise<void> {
  await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
    action: 'waitlist.join',
    entity: 'waitlist',
    entityId: entry.id,
    before: null,
    after: { service_id: entry.serviceId, staff_id: entry.staffId, from: entry.from, to: entry.to },
  })
}

async function answer(
  tx: Transaction,
  entry: StoredEntry,
  { offerMinutes }: Settings,
): Promise<JoinWaitingListResult> {
  return { ok: true, card: await toWaitingCard(tx, entry), offerMinutes }
}
