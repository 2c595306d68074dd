import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createRole, dropRole, urlFor } from '../../scripts/tenant/database.ts'
import { describeWithPrograms, openBackupSite, programs, visits, type BackupSite } from './site.ts'

let site: BackupSite

beforeAll(async () => {
  if (!programs) return
  site = await openBackupSite(programs)
  await site.backup(['all'])
}, 300_000)

afterAll(async () => {
  if (programs) await site.close()
})

describeWithPrograms('a tenant that was removed', () => {
  test('comes back whole, belongs to its own role, and books on', async () => {
    const sums = () => site.rows(sumsOf('veranda'))
    const before = await sums()
    const role = { user: 'tenant_veranda', schema: 'veranda', password: 'a new one' }
    await dropRole(site.url, role.user, role.schema)
    await createRole(site.url, role)

    expect(await site.restore(['tenant', await site.newest('veranda')])).toMatchObject({ code: 0 })

    expect(await sums()).toEqual(before)
    const own = urlFor(site.url, role)
    await site.rows(`insert into bookings ${visits(1000, 1000)}`, own)
    await expect(site.rows(`insert into bookings ${visits(1000, 1000)}`, own)).rejects.toMatchObject({
      code: '23P01',
    })
    await site.rows('alter table bookings add column tried int; alter table bookings drop column tried', own)
  })

  test('is not written over another, when only the name of its file is told, either', async () => {
    const before = await site.rows(sumsOf('veranda'))

    const ran = await site.restore(['tenant', basename(await site.newest('veranda'))])

    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('The schema veranda is not empty') })
    expect(await site.rows(sumsOf('veranda'))).toEqual(before)
  })
})

describeWithPrograms('a file with one other byte', () => {
  test('is not restored', async () => {
    const dump = await site.newest('veranda')
    const bytes = await readFile(dump)
    const harmed = Buffer.from(bytes)
    harmed[harmed.length - 100] = (harmed[harmed.length - 100] ?? 0) ^ 1
    await writeFile(dump, harmed)

    const ran = await site.restore(['tenant', dump, '--as', 'harmed'])

    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('its checksum differs') })
    await writeFile(dump, bytes)
  })
})

describeWithPrograms('a copy under another name', () => {
  test('stands on its own: sequences, constraints and owner are its own', async () => {
    await site.restore(['tenant', await site.newest('barber'), '--as', 'try_copy'])

    await site.rows(`insert into try_copy.bookings ${visits(5000, 5001)}`)
    const sessions = `select session_id from try_copy.bookings order by id desc limit 2`
    expect(
      new Set((await site.rows<{ session_id: string }>(sessions)).map((row) => row.session_id)).size,
    ).toBe(2)
    await expect(site.rows(`insert into try_copy.bookings ${visits(5000, 5000)}`)).rejects.toMatchObject({
      code: '23P01',
    })
    expect(await site.rows(mentionsOf('barber', 'try_copy'))).toEqual([])
    expect(await site.rows(ownersOf('try_copy'))).toEqual([{ owner: 'tenant_barber' }])
    await site.rows('drop schema barber cascade; create schema barber authorization tenant_barber')
    await site.rows(`insert into try_copy.bookings ${visits(6000, 6000)}`)
    await site.rows('drop schema try_copy cascade')
    await site.restore(['tenant', await site.newest('barber')])
  })

  test.each(['public', 'a_jobs', 'a;b'])('is not called %s', async (name) => {
    const ran = await site.restore(['tenant', await site.newest('barber'), '--as', name])

    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining("can't be the schema of a tenant") })
  })
})

describeWithPrograms('the whole database', () => {
  test('comes back into an empty one with its roles, and into no other', async () => {
    await dropRole(site.url, 'tenant_veranda', 'veranda')
    await site.rows('create database another')
    const dump = await site.newest('_database')

    expect(await site.restore(['whole', dump])).toMatchObject({
      code: 1,
      said: expect.stringContaining('The database booking_saas is not empty'),
    })
    expect(await site.restore(['whole', dump], { PGDATABASE: 'another' })).toMatchObject({
      code: 0,
      said: expect.stringMatching(/`npm run tenant -- add <id>`.*`npm run tenant -- pooler`/),
    })

    const another = Object.assign(new URL(site.url), { pathname: '/another' }).href
    const role = { user: 'tenant_veranda', schema: 'veranda', password: 'set again' }
    await createRole(another, role)
    const own = urlFor(another, role)
    expect(await site.rows('select count(*)::int as n from bookings', own)).toEqual([{ n: 300 }])
    await expect(site.rows('select from barber.bookings', own)).rejects.toMatchObject({ code: '42501' })
    const open = `select has_database_privilege('tenant_barber', 'another', 'create') or
      exists (select from pg_database, aclexplode(datacl) where datname = 'another' and grantee = 0) as is_open`
    expect(await site.rows(open, another)).toEqual([{ is_open: false }])
    await site.rows('drop database another with (force)')
    await site.rows('drop role tenant_veranda')
  })

  test('is copied beside the first one, also when a tenant is gone since', async () => {
    const ran = await site.restore(['whole', await site.newest('_database'), '--as', 'beside'])

    expect(ran).toMatchObject({ code: 0 })
    expect(await site.rows(`select rolcanlogin from pg_roles where rolname = 'tenant_veranda'`)).toEqual([
      { rolcanlogin: false },
    ])
    await site.rows('drop database beside')
    await site.rows('drop role tenant_veranda')
  })
})

describeWithPrograms('a rehearsal', () => {
  test('is loud when a table is not what was recorded, and good again when it is', async () => {
    const original = await site.newest('veranda')
    // One tenant is enough for that.
    const folder = await mkdtemp(join(tmpdir(), 'one-tenant-'))
    const alone = { BACKUP_FOLDER: folder }
    const dump = join(folder, basename(original))
    await copyFile(original, dump)
    await copyFile(original.replace('.dump', '.manifest'), dump.replace('.dump', '.manifest'))
    await site.editManifest(dump, 'veranda users 300', 'veranda users 301')

    const told = join(folder, '.told')
    const ran = await site.restore(['rehearse'], { ...alone, BACKUP_NOTICE_COMMAND: `echo "$1" > ${told}` })

    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('Tables differ') })
    expect(await readFile(told, 'utf8')).toContain('as it was: veranda.')
    expect(await site.backup(['healthy'], alone)).toMatchObject({
      code: 1,
      printed: expect.stringMatching(/^The last rehearsal failed\.\n[^]*Tables differ/),
    })
    await site.rows('drop schema if exists veranda cascade')
    expect(await site.restore(['tenant', dump], alone)).toMatchObject({ code: 1 })
    expect(await site.rows(`select from pg_namespace where nspname = 'veranda'`)).toEqual([])

    await site.editManifest(dump, 'veranda users 301', 'veranda users 300')
    expect(await site.restore(['rehearse'], alone)).toMatchObject({ code: 0 })
    const status = await readFile(join(folder, 'status.prom'), 'utf8')
    expect(status).toContain('booking_backup_rehearsal_last_run_failed 0\n')
    expect(await readdir(folder)).not.toContain('failed-rehearsal.txt')
    await rm(folder, { recursive: true })
  })

  test('of a server without tenants does not count as one, so that the first month has a real one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-tenants-'))
    const empty = { PGDATABASE: 'postgres', BACKUP_FOLDER: folder }
    expect(await site.backup(['all'], empty)).toMatchObject({ code: 0 })

    expect(await site.restore(['rehearse'], empty)).toMatchObject({
      code: 0,
      said: expect.stringContaining('no tenant in the backups yet'),
    })

    const status = await readFile(join(folder, 'status.prom'), 'utf8')
    expect(status).toContain('booking_backup_rehearsal_last_run_failed 0\n')
    expect(status).not.toContain('rehearsal_last_success')
    await rm(folder, { recursive: true })
  })
})

describeWithPrograms('code of a tenant', () => {
  /** What only a superuser may: the server itself writes it. */
  let proof: string

  beforeAll(async () => {
    if (!programs) return
    proof = join(tmpdir(), `superuser-${randomBytes(6).toString('hex')}`)
    const own = urlFor(site.url, { user: 'tenant_barber', password: 'of its own' })
    await site.rows(
      `
      create function as_whoever() returns void language plpgsql as $$
      begin
        perform set_config('role', 'none', false);
        execute 'copy (select session_user) to program ''cat >> ${proof}''';
      exception when insufficient_privilege then null;
      end $$;
      create function try_it(n int) returns int language plpgsql immutable as $$
      begin
        perform barber.as_whoever();
        return n;
      end $$;
      create function of_booking(bookings) returns text language sql as 'select barber.try_it(1)::text';
      create cast (bookings as text) with function of_booking(bookings) as implicit;
      create table traps (n int check (barber.try_it(n) = n), computed int generated always as (barber.try_it(n)) stored);
      create index on traps (barber.try_it(n));
      create materialized view trap_view as select barber.try_it(n) from traps;
      create table "line
break" (n int);
      insert into traps values (1)`,
      own,
    )
  })

  test('never runs as a superuser: in a backup, a rehearsal that leaves nothing, a copy or a restore', async () => {
    await site.rows(
      'create schema ours; create view ours.seen as select count(*)::int as n from barber.bookings',
    )
    expect(await site.backup(['all'])).toMatchObject({ code: 0 })
    expect(await site.restore(['rehearse'])).toMatchObject({ code: 0, said: expect.stringContaining(': 3.') })
    expect(await site.rows('select datname from pg_database where not datistemplate order by 1')).toEqual([
      { datname: 'booking_saas' },
      { datname: 'postgres' },
    ])
    expect(await site.status()).toContain('booking_backup_rehearsal_last_run_failed 0\n')
    expect(await site.rows(`select rolname from pg_roles where rolname ~ '^(booking|tenant_v)'`)).toEqual([])
    const dump = await site.newest('barber')
    expect(await site.restore(['tenant', dump, '--as', 'barber_copy'])).toMatchObject({ code: 0 })
    expect(await site.restore(['whole', await site.newest('_database'), '--as', 'beside'])).toMatchObject({
      code: 0,
    })

    await expect(readFile(proof, 'utf8')).rejects.toThrow('ENOENT')
    const beside = Object.assign(new URL(site.url), { pathname: '/beside' }).href
    expect(await site.rows('select n > 0 as has_rows from ours.seen', beside)).toEqual([{ has_rows: true }])
    const open = `select from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
      where datname = 'beside' and grantee = 0`
    expect(await site.rows(open)).toEqual([])
    expect(await site.rows(ownersOf('barber_copy'))).toEqual([{ owner: 'tenant_barber' }])
    expect(await site.rows(`select from pg_roles where rolname like 'booking_restorer%'`)).toEqual([])
    await site.rows('drop schema barber_copy cascade; drop schema ours cascade')
    await site.rows('drop database beside')
  })

  test('never runs as a superuser from the name of a schema', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'named-'))
    const env = { PGDATABASE: 'named', BACKUP_FOLDER: folder }
    const at = (name: string) => Object.assign(new URL(site.url), { pathname: `/${name}` }).href
    const schema = `"a';alter\frole\ftenant_barber\fsuperuser;--"`
    await site.rows('create database named')
    await site.rows(
      `create schema ${schema} authorization tenant_barber;
       create table ${schema}.pgmigrations (); create table ${schema}.bookings ();
       create schema rest authorization tenant_barber; create table rest.things as select 1 as n;
       alter table rest.things owner to tenant_barber`,
      at('named'),
    )

    const backup = await site.backup(['all'], env)
    const dump = (await readdir(folder)).find((name) => /^_database-.*dump$/.test(name)) ?? 'none'
    const restore = await site.restore(['whole', dump, '--as', 'beside'], env)

    expect(await site.rows(`select from pg_roles where rolname = 'tenant_barber' and rolsuper`)).toEqual([])
    expect(backup).toMatchObject({ code: 0 })
    // The rest is there.
    expect(restore).toMatchObject({
      code: 1,
      said: expect.stringContaining('a schema with a name of another kind'),
    })
    expect(await site.rows('select n from rest.things', at('beside'))).toEqual([{ n: 1 }])
    await site.rows('drop database beside')
    await site.rows('drop database named')
    await rm(folder, { recursive: true })
  })

  test('never runs as a superuser from public, and what can’t be loaded keeps nothing else away', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'own-'))
    const env = { PGDATABASE: 'own', BACKUP_FOLDER: folder }
    const at = (name: string) => Object.assign(new URL(site.url), { pathname: `/${name}` }).href
    const lines = [
      'create function public.try_it(n int) returns int language plpgsql as $$ begin',
      `  execute 'copy (select session_user) to program ''cat >> ${proof}''';`,
      'exception when insufficient_privilege then return n; end $$',
    ]
    await site.rows('create database own owner tenant_barber')
    await site.rows('create role tenant_kept; create role tenant_zealous')
    await site.rows(
      `${lines.join('\n')};
       create table public.trap (n int check (public.try_it(n) is not null)); insert into public.trap values (1)`,
      urlFor(at('own'), { user: 'tenant_barber', password: 'of its own' }),
    )
    await site.rows(
      `create schema kept authorization tenant_kept; create table kept.things as select 1 as n;
       alter table kept.things owner to tenant_kept;
       create schema bad authorization tenant_zealous;
       create function bad.refuse(n int) returns bool language sql as $$ select current_database() = 'own' $$;
       create table bad.things (n int check (bad.refuse(n))); insert into bad.things values (1);
       alter table bad.things owner to tenant_zealous; alter function bad.refuse owner to tenant_zealous`,
      at('own'),
    )
    expect(await site.backup(['all'], env)).toMatchObject({ code: 0 })
    const dump = (await readdir(folder)).find((name) => /^_database-.*dump$/.test(name)) ?? 'none'

    const ran = await site.restore(['whole', dump, '--as', 'own_beside'], env)

    expect(ran).toMatchObject({ code: 1, said: expect.stringMatching(/own_beside, but without bad:/) })
    await expect(readFile(proof, 'utf8')).rejects.toThrow('ENOENT')
    const there = `select 'trap' as name, pg_get_userbyid(relowner) as owner, n from public.trap, pg_class where relname = 'trap'
      union all select 'kept', pg_get_userbyid(relowner), n from kept.things, pg_class where relname = 'things'
      order by 1`
    expect(await site.rows(there, at('own_beside'))).toEqual([
      { name: 'kept', owner: 'tenant_kept', n: 1 },
      { name: 'trap', owner: 'tenant_barber', n: 1 },
    ])
    await site.rows('drop database own_beside')

    // A tenant is added while a rehearsal uses the role that it made under the same name.
    await site.rows('drop owned by tenant_kept', at('own'))
    await site.rows('drop role tenant_kept')
    const { username, password } = new URL(site.url)
    const added = join(folder, '.added')
    await writeFile(
      added,
      `timeout() {
        PGUSER=${username} PGPASSWORD=${password} PGDATABASE=own psql --quiet \
          --command='create schema if not exists kept authorization tenant_kept' || true
        command timeout "$@"
      }\n`,
    )
    expect(await site.restore(['rehearse'], { ...env, BASH_ENV: added })).toMatchObject({
      code: 1,
      said: expect.stringContaining('Not as it was: bad.'),
    })
    expect(
      await site.rows(
        `select nspowner::regrole::text as owner from pg_namespace where nspname = 'kept'`,
        at('own'),
      ),
    ).toEqual([{ owner: 'tenant_kept' }])
    await site.rows('drop database own')
    await site.rows('drop role tenant_kept; drop role tenant_zealous')
    await rm(folder, { recursive: true })
  })

  test('is not made a superuser’s own', async () => {
    const dump = await site.newest('barber')

    const ran = await site.restore(['tenant', dump, '--as', 'ours', '--owner', 'postgres'])

    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('must not become a superuser') })
  })
})

/** What is in each table, in any order. */
function sumsOf(schema: string): string {
  const tables = ['users', 'staff', 'services', 'bookings', 'schedule_rules', 'pgmigrations']
  return tables
    .map(
      (name) =>
        `select '${name}' as name, md5(string_agg(t::text, '|' order by t::text)) as sum from ${schema}.${name} t`,
    )
    .join(' union all ')
}

/** Where a schema's definitions still name another. */
function mentionsOf(other: string, schema: string): string {
  return `
    select pg_get_expr(adbin, adrelid) as text from pg_attrdef join pg_class on pg_class.oid = adrelid
    where relnamespace = '${schema}'::regnamespace and pg_get_expr(adbin, adrelid) like '%${other}.%'
    union all
    select pg_get_constraintdef(oid) from pg_constraint
    where connamespace = '${schema}'::regnamespace and pg_get_constraintdef(oid) like '%${other}.%'`
}

function ownersOf(schema: string): string {
  return `select distinct pg_get_userbyid(relowner) as owner from pg_class where relnamespace = '${schema}'::regnamespace`
}
