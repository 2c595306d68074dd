import type { UseCaseContext } from '../context.ts'
import { minorDigits } from '../domain/money.ts'
import type { SettingProblem } from '../domain/setting-types.ts'
import { checkSetting, settingTable, type SettingName, type Settings } from '../domain/settings.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Transaction } from '../storage/database.ts'
import { replanReminders } from '../storage/reminders.ts'
import { hasPrices } from '../storage/services.ts'
import { deleteSetting, writeSetting } from '../storage/settings.ts'
import { lockPerson } from '../storage/users.ts'
import { listComingStarts, type ComingStarts } from '../storage/coming-starts.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'
import { planSummaries } from './plan-summaries.ts'
import { requireSettingView, type SettingView } from './view-settings.ts'

export interface ChangeSettingInput {
  readonly name: SettingName
  /** Of the setting as the screen showed it. */
  readonly version: number
  /** `reset`: the environment or the default counts again. */
  readonly to: { readonly value: unknown } | 'reset'
  /** They were shown what else changes by it. */
  readonly confirmed?: boolean
}

export type ChangeSettingResult =
  | { readonly ok: true; readonly setting: SettingView }
  | { readonly ok: false; readonly reason: 'forbidden' }
  | { readonly ok: false; readonly reason: 'invalid'; readonly problem: SettingProblem }
  /** Somebody else was faster; here is what they did. */
  | { readonly ok: false; readonly reason: 'changed_meanwhile'; readonly setting: SettingView }
  /** Prices are kept in the smallest unit, of which the other currency has another number. */
  | { readonly ok: false; readonly reason: 'prices_exist' }
  /** Prices keep their numbers in the other currency, which has to be confirmed. */
  | { readonly ok: false; readonly reason: 'prices_stay'; readonly to: string }
  | ({
      readonly ok: false
      readonly reason: 'visits_shift'
      readonly from: string
      readonly to: string
    } & ComingStarts)

/** How many visits are named before the time zone changes. */
const namedVisits = 10
const alarmsAheadMs = 90 * 60 * 1000

/** Sets one setting, or takes it back. It counts at once, in every process. */
export async function changeSetting(
  ctx: UseCaseContext,
  actor: Actor,
  input: ChangeSettingInput,
): Promise<ChangeSettingResult> {
  if (!isPermitted(actor, 'settings')) return { ok: false, reason: 'forbidden' }
  const { name, to } = input
  const checked = checkSetting(name, to === 'reset' ? ctx.settingDefaults[name] : to.value)
  if (!checked.ok) return { ok: false, reason: 'invalid', problem: checked.problem }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    if (name === 'reminderHours') await lockCalendar(tx, 'exclusive')
    const present = async () => await requireSettingView(ctx, tx, name)
    if (await findEntryOfOrigin(tx, actor.origin, 'setting.change', redeliveryWindow(now))) {
      return { ok: true, setting: await present() }
    }
    const before = await loadSettings(ctx, tx)
    const refusal = await refuse(tx, input, before, { ...before, [name]: checked.value }, now)
    if (refusal) return refusal
    if (!(await store(ctx, tx, actor, input, checked.value))) {
      return { ok: false, reason: 'changed_meanwhile', setting: await present() }
    }
    await noteChange(ctx, tx, actor, { name, before: before[name], after: checked.value })
    if (name === 'summaryHour' || name === 'timeZone') await planSummaries(ctx, tx)
    if (name === 'reminderHours') await replan(ctx, tx, checked.value as Settings['reminderHours'])
    tx.onCommit(ctx.invalidate)
    return { ok: true, setting: await present() }
  })
}

async function refuse(
  tx: Transaction,
  { name, confirmed = false }: ChangeSettingInput,
  before: Settings,
  after: Settings,
  now: Date,
): Promise<Extract<ChangeSettingResult, { ok: false }> | null> {
  if (name === 'currency' && before.currency !== after.currency && (await hasPrices(tx))) {
    if (minorDigits(before.currency) !== minorDigits(after.currency))
      return { ok: false, reason: 'prices_exist' }
    return confirmed ? null : { ok: false, reason: 'prices_stay', to: after.currency }
  }
  if (name !== 'timeZone' || before.timeZone === after.timeZone || confirmed) return null
  const coming = await listComingStarts(tx, now, namedVisits)
  if (coming.total === 0) return null
  return { ok: false, reason: 'visits_shift', from: before.timeZone, to: after.timeZone, ...coming }
}

async function store(
  ctx: UseCaseContext,
  tx: Transaction,
  { staffId }: Actor,
  { name, version, to, confirmed = false }: ChangeSettingInput,
  value: unknown,
): Promise<boolean> {
  const { key } = settingTable[name]
  // The button that confirms carries the value only, also that of a reset.
  const isReset = to === 'reset' || (confirmed && value === ctx.settingDefaults[name])
  if (isReset) return await deleteSetting(tx, key, version)
  return await writeSetting(tx, { key, value, version, updatedBy: staffId, at: ctx.clock.now() })
}

async function noteChange(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  change: { readonly name: SettingName; readonly before: unknown; readonly after: unknown },
): Promise<void> {
  const { key } = settingTable[change.name]
  await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
    action: 'setting.change',
    entity: 'setting',
    entityId: null,
    before: { [key]: change.before },
    after: { [key]: change.after },
  })
}

/** For visits that are booked already, too. */
async function replan(ctx: UseCaseContext, tx: Transaction, hours: readonly number[]): Promise<void> {
  const now = ctx.clock.now()
  const soon = await replanReminders(tx, hours, now, new Date(now.getTime() + alarmsAheadMs))
  tx.onCommit(ctx.schedule, soon)
}
