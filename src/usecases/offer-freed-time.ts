import type { UseCaseContext } from '../context.ts'
import type { Agenda, BusyVisit } from '../domain/agenda.ts'
import { agendaPeriod, visitAt } from '../domain/availability.ts'
import type { Booking } from '../domain/booking.ts'
import {
  busyVisitOf,
  datesTouched,
  openOutlook,
  withPlacesHeld,
  type FreedTime,
  type Outlook,
} from '../domain/freed-time.ts'
import type { LocalDate } from '../domain/local-time.ts'
import { quietUntil } from '../domain/quiet-hours.ts'
import { bookingPolicy, type Settings } from '../domain/settings.ts'
import { planOffer } from '../domain/task-plan.ts'
import { chooseOffer, type ChosenOffer, type WaitingEntry } from '../domain/waiting-list.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { listPlans } from '../storage/own-visits.ts'
import { insertTasks } from '../storage/tasks.ts'
import { listEntriesToOffer, lockWaitingList, setOffer } from '../storage/waiting-list.ts'
import { systemActor } from './audit.ts'
import { loadAgenda } from './load-agenda.ts'
import { loadSettings } from './load-settings.ts'
import { takePlace } from './take-place.ts'

/**
 * Offers time that nobody holds any more to those who wait for it, the longest waiting first, and holds it for them. Whoever
 * frees time calls this in the same transaction, so that nobody can take a place between its release and its offer; what
 * nobody wants is simply free. Nobody has two offers to decide on at a time. The freed time must have been given up in the tables already. People who wait are not
 * locked: what only their own lock keeps true (their limit, their other visits) is checked again when they accept.
 */
export async function offerFreedTime(
  ctx: UseCaseContext,
  tx: Transaction,
  freed: readonly FreedTime[],
): Promise<void> {
  const settings = await loadSettings(ctx, tx)
  const dates = datesTouched(freed, bookingPolicy(settings), ctx.clock.now())
  const [from, to] = [dates[0], dates.at(-1)]
  if (!from || !to) return
  await lockWaitingList(tx)
  const now = ctx.clock.now()
  const { phoneRequired } = settings
  const waiting = await listEntriesToOffer(tx, { from, to, now, phoneRequired })
  const entries = waiting.filter(
    ({ userId }) => !freed.some((time) => 'visit' in time && time.userId === userId),
  )
  if (entries.length === 0) return

  const userIds = [...new Set(entries.map(({ userId }) => userId))]
  const plans = await listPlans(tx, userIds, now)
  const round: Round = { settings, freed, dates, entries, plans, held: [], outlooks: new Map() }
  const asked = new Set<number>()
  for (const entry of entries) {
    if (!asked.has(entry.userId) && (await offerTo(ctx, tx, round, entry))) asked.add(entry.userId)
  }
}

/** What is known while one piece of freed time is handed out. */
interface Round {
  readonly settings: Settings
  readonly freed: readonly FreedTime[]
  /** Whose starts may have become free, in order. */
  readonly dates: readonly LocalDate[]
  readonly entries: readonly WaitingEntry[]
  /** Of everybody who waits. */
  readonly plans: Booking[]
  /** The places held so far. */
  readonly held: BusyVisit[]
  /** By service and specialist, with how many of the held places it knows of. */
  readonly outlooks: Map<string, { readonly outlook: Outlook; readonly knows: number }>
}

/** The next start when somebody who books was faster: no more looks than anybody has patience for. */
const mostAttempts = 5

async function offerTo(
  ctx: UseCaseContext,
  tx: Transaction,
  round: Round,
  entry: WaitingEntry,
): Promise<boolean> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const outlook = await lookFor(ctx, tx, round, entry)
    if (!outlook) return false
    const { agenda } = outlook
    const { settings } = round
    const minimumNoticeMin = agenda.service.minimumNoticeMin ?? settings.minimumNoticeMinutes
    const plans = round.plans.filter(({ userId }) => userId === entry.userId)
    const now = ctx.clock.now()
    const night = quietUntil(settings.timeZone, settings.quietHours, now)
    const terms = { ...settings, minimumNoticeMin, quietUntil: night }
    const chosen = chooseOffer(entry, outlook, plans, terms, now)
    if (!chosen) return false
    const booking = await hold(ctx, tx, agenda, entry, chosen)
    const place = booking && busyVisitOf(booking)
    if (!place) {
      // Somebody has booked since: what is known of the others may be out of date as well.
      round.outlooks.clear()
      continue
    }
    round.held.push(place)
    round.plans.push(booking)
    await noteOffer(ctx, tx, { booking, entry, until: chosen.until })
    return true
  }
  return false
}

/** Read once a service and specialist, however many wait for them; the places held meanwhile are laid over it. */
async function lookFor(
  ctx: UseCaseContext,
  tx: Transaction,
  round: Round,
  entry: WaitingEntry,
): Promise<Outlook | undefined> {
  const { outlooks, held, freed } = round
  const key = keyOf(entry)
  const known = outlooks.get(key)
  const outlook = known
    ? withPlacesHeld(known.outlook, held.slice(known.knows), freed, ctx.clock.now())
    : await loadOutlook(ctx, tx, round, entry)
  if (outlook) outlooks.set(key, { outlook, knows: held.length })
  return outlook
}

function keyOf({ serviceId, staffId }: WaitingEntry): string {
  return `${serviceId}:${staffId ?? 'any'}`
}

/** Of the dates for which somebody waits: hours that change touch all dates until the horizon, most of which nobody asks for. */
async function loadOutlook(
  ctx: UseCaseContext,
  tx: Transaction,
  { settings, freed, dates: touched, entries }: Round,
  entry: WaitingEntry,
): Promise<Outlook | undefined> {
  const alike = entries.filter((other) => keyOf(other) === keyOf(entry))
  const dates = touched.filter((date) => alike.some(({ from, to }) => from <= date && date <= to))
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) return undefined
  const { serviceId, staffId } = entry
  const loaded = await loadAgenda(
    ctx,
    {
      serviceIds: [serviceId],
      staffId,
      settings,
      period: (policy, services) => agendaPeriod(policy, services, first, last),
    },
    tx,
  )
  return loaded.ok ? openOutlook(loaded.agenda, freed, ctx.clock.now(), { staffId, dates }) : undefined
}

async function hold(
  ctx: UseCaseContext,
  tx: Transaction,
  agenda: Agenda,
  { userId, serviceId }: WaitingEntry,
  { startsAt, staffId }: ChosenOffer,
): Promise<Booking | undefined> {
  const specialist = agenda.specialists.find(({ id }) => id === staffId)
  if (!specialist) return undefined
  const { durationMin, priceMinor } = specialist
  const { endsAt, busy } = visitAt(agenda, staffId, startsAt)
  const place = {
    ...{ userId, serviceId, staffId, startsAt, endsAt, busy, durationMin, priceMinor },
    source: 'waitlist' as const,
    pendingFor: 'offer' as const,
    at: ctx.clock.now(),
  }
  const [held] = (await takePlace(tx, agenda.service.capacity, [place])) ?? []
  return held
}

interface Offer {
  readonly booking: Booking
  readonly entry: WaitingEntry
  readonly until: Date
}

async function noteOffer(
  ctx: UseCaseContext,
  tx: Transaction,
  { booking, entry, until }: Offer,
): Promise<void> {
  const now = ctx.clock.now()
  const { id: bookingId, visitId, userId, version } = booking
  await setOffer(tx, entry.id, { bookingId, until })
  const tasks = await insertTasks(
    tx,
    planOffer({ bookingId, visitId, userId, version, entryId: entry.id, until, now }),
  )
  tx.onCommit(ctx.schedule, tasks)
  await insertAuditEntry(tx, {
    ...systemActor,
    at: now,
    action: 'waitlist.offer',
    entity: 'booking',
    entityId: bookingId,
    before: null,
    after: { entry_id: entry.id, staff_id: booking.staffId, starts_at: booking.startsAt, until },
  })
}
