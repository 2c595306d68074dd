import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { CommandHolder, UseCaseContext } from '../../src/context.ts'
import type { Role } from '../../src/domain/roles.ts'
import type { Database } from '../../src/storage/database.ts'
import { insertStaff } from '../../src/storage/staff.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { addAdmin } from '../../src/usecases/add-admin.ts'
import type { AdminLink } from '../../src/usecases/admin-link.ts'
import { changeRole } from '../../src/usecases/change-role.ts'
import { changeSpecialistState } from '../../src/usecases/change-specialist-state.ts'
import { connectStaff } from '../../src/usecases/connect-staff.ts'
import { createAdminLink } from '../../src/usecases/create-admin-link.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { createStaffLink } from '../../src/usecases/create-staff-link.ts'
import { findCandidate } from '../../src/usecases/find-candidate.ts'
import { joinByLink } from '../../src/usecases/join-by-link.ts'
import { listTeamMembers } from '../../src/usecases/list-team-members.ts'
import { moveSpecialist } from '../../src/usecases/move-specialist.ts'
import { refuseRole } from '../../src/usecases/set-role.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { viewStaffLink } from '../../src/usecases/view-staff-link.ts'
import { lockTable } from '../support/table-lock.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { until } from '../support/until.ts'

let salon: TestTenant
let shown: CommandHolder[]
let ctx: UseCaseContext

beforeEach(async () => {
  salon = await openTenant()
  shown = []
  ctx = {
    ...salon.ctx,
    showCommands: (holder) => {
      shown.push(holder)
      return Promise.resolve()
    },
  }
})

afterEach(async () => {
  await salon.close()
})

async function hire(name: string, role: Role, bookable = false): Promise<Actor> {
  const { telegramId } = await salon.person(name)
  await insertStaff(salon.db, { name, telegramId, role, bookable, at: salon.clock.now() })
  return await salon.person(name)
}

const add = async (by: string, telegramId: number, role: Role = 'moderator') =>
  await addAdmin(ctx, await salon.person(by), { telegramId, name: 'Новая', role })

async function change(by: Actor | string, whom: Actor, role: Role | 'none', version = 1) {
  const actor = typeof by === 'string' ? await salon.person(by) : by
  return await changeRole(ctx, actor, { staffId: whom.staffId ?? 0, version, role })
}

async function versionOf(staffId: number): Promise<number> {
  const [row] = await salon.db.query<{ version: number }>('select version from staff where id = $1', [
    staffId,
  ])
  return row!.version
}

async function superAdmins(): Promise<number> {
  const [row] = await salon.db.query<{ count: number }>(
    `select count(*) as count from staff where role = 'super_admin' and archived_at is null`,
  )
  return row?.count ?? 0
}

describe('whoever is added', () => {
  test('is told, and has the commands of the role at once', async () => {
    await hire('Вера', 'super_admin')
    const zoya = await salon.person('Зоя')
    expect(await add('Вера', zoya.telegramId)).toMatchObject({
      ok: true,
      admin: { role: 'moderator', reachable: true },
    })
    expect(shown).toMatchObject([{ telegramId: zoya.telegramId, role: 'moderator' }])
    await sweepTasks(ctx, new AbortController().signal)
    expect(salon.sent).toMatchObject([{ chatId: zoya.telegramId, message: { text: 'role_changed' } }])
    expect((await salon.person('Зоя')).role).toBe('moderator')
  })

  test('may be somebody the bot never heard of, and is not added twice', async () => {
    await hire('Вера', 'super_admin')
    expect(await add('Вера', 987_654_321)).toMatchObject({
      ok: true,
      admin: { name: 'Новая', reachable: false },
    })
    expect(await add('Вера', 987_654_321)).toMatchObject({ ok: false, reason: 'has_role' })
    expect(await add('Вера', 2 ** 52)).toEqual({ ok: false, reason: 'invalid' })
  })

  test('was a specialist without a role, and stays one', async () => {
    await hire('Вера', 'super_admin')
    const olga = await salon.person('Ольга')
    await insertStaff(salon.db, {
      ...{ name: 'Мастер Ольга', telegramId: olga.telegramId, role: 'none', bookable: true },
      at: salon.clock.now(),
    })
    expect(await add('Вера', olga.telegramId, 'specialist')).toMatchObject({
      admin: { name: 'Мастер Ольга', bookable: true },
    })
  })

  test('is the fourth within an hour, and has to wait; specialists are no admins', async () => {
    const vera = await hire('Вера', 'super_admin')
    for (const id of [101_001, 101_002, 101_003]) expect(await add('Вера', id)).toMatchObject({ ok: true })
    expect(await add('Вера', 101_004)).toEqual({ ok: false, reason: 'too_many', most: 3 })
    expect(await add('Вера', 101_004, 'specialist')).toMatchObject({ ok: true })
    const [row] = await salon.db.query<{ id: number }>('select id from staff where telegram_id = 101004')
    const specialist = { ...vera, staffId: row!.id }
    expect(await change('Вера', specialist, 'super_admin')).toMatchObject({ reason: 'too_many' })
    salon.clock.moveBy(60 * 60_000)
    expect(await change('Вера', specialist, 'super_admin')).toMatchObject({ ok: true })
  })

  test('is found by the @username of whoever wrote to the bot, and nobody else', async () => {
    const vera = await hire('Вера', 'super_admin')
    const zoya = await salon.person('Зоя')
    await salon.db.query(`update users set username = 'Zoya_B' where id = $1`, [zoya.userId])
    expect(await findCandidate(ctx, vera, { username: 'zoya_b' })).toEqual({
      ok: true,
      telegramId: zoya.telegramId,
    })
    expect(await findCandidate(ctx, vera, { username: 'durov' })).toEqual({
      ok: false,
      reason: 'never_wrote',
    })
  })
})

describe('a link for a new admin', () => {
  const make = async (by: string, role: Role = 'moderator') => {
    const made = await createAdminLink(ctx, await salon.person(by), { role })
    if (!made.ok) throw new Error(made.reason)
    return made
  }
  const join = async (name: string, link: AdminLink) => await joinByLink(ctx, await salon.person(name), link)

  test('is void once it was used, replaced, or its owner may give no roles; and over after a day', async () => {
    const vera = await hire('Вера', 'super_admin')
    await hire('Роза', 'super_admin')
    const older = await make('Вера')
    const newer = await make('Вера', 'specialist')
    expect(await join('Ева', older)).toEqual({ outcome: 'void' })
    expect(await join('Ева', { ...newer, role: 'super_admin' })).toEqual({ outcome: 'void' })
    const both = await Promise.all([join('Ева', newer), join('Зоя', newer)])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['joined', 'void'])
    const late = await make('Вера')
    salon.clock.moveBy(24 * 60 * 60_000)
    expect(await join('Ира', late)).toEqual({ outcome: 'expired' })
    const before = await versionOf(vera.staffId ?? 0)
    const last = await make('Вера')
    expect(await versionOf(vera.staffId ?? 0)).toBe(before)
    for (const role of ['moderator', 'super_admin'] as const) {
      const version = await versionOf(vera.staffId ?? 0)
      expect(await change('Роза', vera, role, version)).toMatchObject({ ok: true })
      expect(await join('Ира', last)).toEqual({ outcome: 'void' })
    }
  })

  test('used while the team is put in order never waits in a circle', async () => {
    const vera = await hire('Вера', 'super_admin', true)
    const olga = await hire('Ольга', 'specialist', true)
    expect(await change('Вера', olga, 'none')).toMatchObject({ ok: true })
    const link = await make('Вера')
    let attempts = 0
    const transaction: Database['transaction'] = (work) => {
      return salon.db.transaction((tx) => {
        attempts++
        return work(tx)
      })
    }
    ctx = { ...ctx, db: Object.assign(Object.create(salon.db) as Database, { transaction }) }
    // It holds nothing that they need; it only sees who waits.
    const watch = await lockTable(salon.database, 'feedback')
    const both = await salon.db.transaction(async (tx) => {
      await tx.query('select from staff where id = $1 for update', [vera.staffId])
      const moved = moveSpecialist(ctx, vera, { staffId: olga.staffId ?? 0, direction: 'up' })
      await until(async () => (await watch.countWaiting()) === 1)
      const joined = join('Ольга', link)
      await until(async () => (await watch.countWaiting()) === 2)
      return { moved, joined }
    })
    expect(await both.moved).toMatchObject({ ok: true })
    expect(await both.joined).toEqual({ outcome: 'joined', role: 'moderator' })
    expect(attempts).toBe(2)
    await watch.release()
  })

  test('adds no more admins in an hour than may be added', async () => {
    await hire('Вера', 'super_admin')
    const link = await make('Вера')
    for (const id of [101_001, 101_002, 101_003]) await add('Вера', id)
    expect(await join('Ева', link)).toEqual({ outcome: 'too_many', most: 3 })
    expect(await createAdminLink(ctx, await salon.person('Вера'), { role: 'moderator' })).toEqual({
      ok: false,
      reason: 'too_many',
      most: 3,
    })
    salon.clock.moveBy(60 * 60_000)
    expect(await join('Ева', link)).toEqual({ outcome: 'joined', role: 'moderator' })
  })
})

describe('a role', () => {
  test('is not taken from oneself, from those of the operator, nor from the last super admin', async () => {
    const vera = await hire('Вера', 'super_admin')
    const zoya = await hire('Зоя', 'super_admin')
    expect(await change('Вера', vera, 'none')).toMatchObject({ ok: false, reason: 'oneself' })
    ctx = { ...ctx, adminIds: [zoya.telegramId] }
    expect(await change('Вера', zoya, 'none')).toMatchObject({ ok: false, reason: 'by_operator' })
  })

  test('of the only owner stays, whoever would take it', async () => {
    const vera = await hire('Вера', 'super_admin')
    const from = { staffId: vera.staffId!, from: 'super_admin' } as const
    const refusal = async (to: Role | 'none') =>
      await salon.db.transaction((tx) => refuseRole(ctx, tx, { ...from, to }))
    expect([await refusal('moderator'), await refusal('none'), await refusal('super_admin')]).toEqual([
      'last_super_admin',
      'last_super_admin',
      null,
    ])
    await hire('Роза', 'super_admin')
    expect(await refusal('none')).toBeNull()
  })

  test('is taken at once: the panel is closed, the specialist can still be booked', async () => {
    await hire('Вера', 'super_admin')
    const olga = await hire('Ольга', 'specialist', true)
    const zoya = await hire('Зоя', 'moderator')
    expect(await change('Вера', olga, 'none')).toMatchObject({
      ok: true,
      admin: { role: 'none', bookable: true },
    })
    expect(await change('Вера', zoya, 'none')).toEqual({ ok: true, admin: null })
    expect(shown.map(({ role }) => role)).toEqual([null, null])
    expect(await salon.person('Зоя')).toMatchObject({ role: null, staffId: null })
    expect(await salon.person('Ольга')).toMatchObject({ role: null })
    await sweepTasks(ctx, new AbortController().signal)
    expect(salon.sent.map(({ chatId }) => chatId).sort()).toEqual([olga.telegramId, zoya.telegramId].sort())
  })

  test('that was taken comes back by a link, to the same account or another; the link goes with the role', async () => {
    const vera = await hire('Вера', 'super_admin')
    const olga = await hire('Ольга', 'specialist', true)
    const staffId = olga.staffId ?? 0
    const tokens: string[] = []
    const view = async (name: string, token: string) =>
      await viewStaffLink(ctx, await salon.person(name), { token })
    for (const name of ['Ольга', 'Ева']) {
      const taken = await change('Вера', olga, 'none', await versionOf(staffId))
      expect(taken).toMatchObject({ ok: true, admin: { role: 'none' } })
      const made = await createStaffLink(ctx, vera, { staffId, version: await versionOf(staffId) })
      if (!made.ok) throw new Error(made.reason)
      expect(await connectStaff(ctx, await salon.person(name), { token: made.token })).toEqual({
        outcome: 'connected',
        name: 'Ольга',
      })
      expect(await salon.person(name)).toMatchObject({ role: 'specialist', staffId })
      expect(await view(name, made.token)).toEqual({ outcome: 'own' })
      tokens.push(made.token)
    }
    expect(await change('Вера', olga, 'none', await versionOf(staffId))).toMatchObject({ ok: true })
    for (const [index, name] of ['Ольга', 'Ева'].entries()) {
      expect(await view(name, tokens[index] ?? '')).toEqual({ outcome: 'void' })
    }
    expect(await salon.person('Ольга')).toMatchObject({ role: null })
  })

  test('that is taken leaves specialists in the archive of the team, and admins out of it', async () => {
    const vera = await hire('Вера', 'super_admin')
    for (const [name, role] of [
      ['Зоя', 'moderator'],
      ['Ольга', 'specialist'],
    ] as const) {
      expect(await change('Вера', await hire(name, role), 'none')).toEqual({ ok: true, admin: null })
    }
    expect(await listTeamMembers(ctx, vera, { shelf: 'archived' })).toMatchObject({
      members: [{ name: 'Ольга', telegramId: null }],
      archived: 1,
    })
  })

  test('that is taken from a moderator whom clients once booked leaves them in the archive of the team', async () => {
    const vera = await hire('Вера', 'super_admin')
    const zoya = await hire('Зоя', 'moderator', true)
    const staffId = zoya.staffId ?? 0
    const made = await createBooking(ctx, await salon.person('Анна'), {
      serviceIds: [salon.serviceIds[0]!],
      staffId,
      startsAt: new Date('2026-03-05T07:00:00Z'),
    })
    expect(made).toMatchObject({ ok: true })
    const hidden = await changeSpecialistState(ctx, vera, { staffId, version: 1, step: 'hide' })
    expect(hidden).toMatchObject({ ok: true })
    const taken = await change('Вера', zoya, 'none', await versionOf(staffId))
    expect(taken).toEqual({ ok: true, admin: null })
    expect(await listTeamMembers(ctx, vera, { shelf: 'archived' })).toMatchObject({
      members: [{ name: 'Зоя' }],
      archived: 1,
    })
  })

  test('that somebody else has changed meanwhile is shown as it is', async () => {
    await hire('Вера', 'super_admin')
    const zoya = await hire('Зоя', 'moderator')
    expect(await change('Вера', zoya, 'specialist')).toMatchObject({ ok: true })
    expect(await change('Вера', zoya, 'super_admin')).toMatchObject({
      reason: 'changed_meanwhile',
      admin: { role: 'specialist' },
    })
  })

  test('is given to nobody who is being archived', async () => {
    const vera = await hire('Вера', 'super_admin')
    await hire('Зоя', 'super_admin')
    const olga = await hire('Ольга', 'specialist', true)
    const staffId = olga.staffId ?? 0
    const lock = await lockTable(salon.database, 'audit_log')
    const archived = changeSpecialistState(ctx, vera, { staffId, version: 1, step: 'archive' })
    await until(async () => (await lock.countWaiting()) === 1)
    const changed = change('Зоя', olga, 'moderator')
    await until(async () => (await lock.countWaiting()) === 2)
    await lock.release()
    expect(await archived).toMatchObject({ ok: true })
    expect(await changed).toEqual({ ok: false, reason: 'staff_gone' })
    expect(
      await salon.db.query('select role, archived_at is null as here from staff where id = $1', [staffId]),
    ).toEqual([{ role: 'none', here: false }])
  })

  test('is given once to whoever is added while they come by a link', async () => {
    const vera = await hire('Вера', 'super_admin')
    const olga = await salon.person('Ольга')
    const made = await createStaffLink(ctx, vera, { staffId: salon.staffIds[0]!, version: 1 })
    if (!made.ok) throw new Error(made.reason)
    const lock = await lockTable(salon.database, 'audit_log')
    const connected = connectStaff(ctx, olga, { token: made.token })
    await until(async () => (await lock.countWaiting()) === 1)
    const added = add('Вера', olga.telegramId)
    await until(async () => (await lock.countWaiting()) === 2)
    await lock.release()
    expect(await connected).toEqual({ outcome: 'connected', name: 'Мария' })
    expect(await added).toMatchObject({ ok: false, reason: 'has_role', admin: { role: 'specialist' } })
  })

  test('two super admins who demote each other at once leave one', async () => {
    for (let round = 0; round < 10; round++) {
      await salon.db.query('update staff set archived_at = $1', [salon.clock.now()])
      const [vera, zoya] = [await hire('Вера', 'super_admin'), await hire('Зоя', 'super_admin')]
      const results = await Promise.all([change(vera, zoya, 'none'), change(zoya, vera, 'moderator')])
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'forbidden' })
      expect(await superAdmins()).toBe(1)
    }
  })
})
