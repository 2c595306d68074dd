#!/usr/bin/env bash
# Brings backups back, into what is empty or not there yet, and compares every table with what was recorded.
#
#   restore.sh tenant <file> [--as <schema>] [--owner <role>]   one tenant; `--as`: a copy under another name
#   restore.sh whole <file> [--as <database>]                   every schema of the database
#   restore.sh rehearse                                         the newest backup of each, into a database that is
#                                                               dropped afterwards
#
# A file without a folder is one of BACKUP_FOLDER.
# A schema belongs afterwards to whom it belonged when it was empty, else to --owner, else to the role that had it, which is
# made again, without a login, where it is missing. What that role had allowed to others is not restored.
# PGHOST, PGUSER, PGPASSWORD, PGDATABASE: of a superuser, on a server where a role logs in by its password.
# Ends with 1 when anything failed; then nothing of it is there, except that `whole` keeps what is as it was and names the
# rest, whose schemas stay empty. BACKUP_FOLDER and BACKUP_NOTICE_COMMAND: see backup.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/backup/folder.sh
source "$here/backup/folder.sh"

# Of several databases of one server each has its own.
mark=$(printf %s "${PGDATABASE:-}" | sha256sum | cut -c -8)
scratch=booking_scratch_$mark
database=${PGDATABASE:-}
# What a failure must not leave behind.
made_roles=() made_schemas=() made_database=''
# Nobody's functions keep a restore, or the backups behind a rehearsal, waiting for good.
longest=3h

main() {
  local verb=${1:-} file=${2:-} as='' owner=''
  if [ "$verb" = rehearse ] && [ $# = 1 ]; then
    take_lock
    clean_up
    rehearse
    return
  fi
  [ "$verb" = tenant ] || [ "$verb" = whole ] || usage
  [ -n "$file" ] || usage
  shift 2
  while [ $# -ge 2 ]; do
    case $1 in
      --as) as=$2 ;;
      --owner) owner=$2 ;;
      *) usage ;;
    esac
    shift 2
  done
  [ $# = 0 ] || usage
  [[ $file == */* ]] || [ -e "$file" ] || file=$backups/$file
  require_unharmed "$file"
  take_lock
  # Whatever is left of an earlier one is of a process that was killed.
  clean_up
  trap 'undo; clean_up' EXIT
  case $verb in
    tenant) restore_tenant "$file" "$as" "$owner" ;;
    whole) restore_whole "$file" "$as" ;;
  esac
  trap clean_up EXIT
}

usage() {
  sed -n '2,15s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
}

# restore_tenant <file> <new name> <owner>
restore_tenant() {
  local file=$1 schemas schema target owner
  mapfile -t schemas < <(schemas_in "$file")
  schema=${schemas[0]:-} target=${2:-${schemas[0]:-}}
  if [ -z "$(noted "$file" owner)" ]; then fail "$file is no backup of one tenant."; fi
  if ! [[ $target =~ ^[a-z][a-z0-9_]{0,47}$ ]] || [[ $target =~ ^(pg_.*|.*_jobs|public|extensions|information_schema)$ ]]; then
    fail "\"$target\" can't be the schema of a tenant: small letters, digits and _, not ending in _jobs."
  fi
  owner=$(owner_of "$target" "${3:-$(owner_in "$file" "$schema")}")
  if [ "$target" = "$schema" ]; then
    load "$file" "$owner" "${schemas[@]}"
  else
    copy_as "$file" "$schema" "$target" "$owner"
  fi
  say "$file is restored as the schema $target, which belongs to $owner. Every table is as it was."
}

# Each schema with its owner. One whose name is not of this project's kind, or has a space that would shift the owner, is
# left out: names go into statements and lists.
list_schemas() {
  pg_restore --list "$1" | awk -F '[ ]' '$4 == "SCHEMA" && NF == 7 && $6 ~ /^[a-z][a-z0-9_]*$/ { print $6, $7 }'
}

has_other_names() { [ "$(pg_restore --list "$1" | awk '$4 == "SCHEMA"' | wc -l)" != "$(list_schemas "$1" | wc -l)" ]; }

# schemas_in <file> [owner]: the tenant's own comes first, that of its queue after it.
schemas_in() {
  list_schemas "$1" | awk -v owner="${2:-}" '$1 != "public" && $1 != "extensions" && (owner == "" || $2 == owner) { print $1 }' | sort
}

# owner_in <file> <schema>
owner_in() { list_schemas "$1" | awk -v schema="$2" '$1 == schema { print $2 }'; }

owners_in() { list_schemas "$1" | awk '$1 != "public" && $1 != "extensions" { print $2 }' | sort --unique; }

# owner_of <schema> <role>: the role, unless the schema is there and belongs to another.
owner_of() {
  sql --set=schema="$1" --set=role="$2" <<< "
    select coalesce((select pg_get_userbyid(nspowner) from pg_namespace where nspname = :'schema'), :'role')"
}

is_superuser() {
  [ "$(sql --set=role="$1" <<< "select exists (select from pg_roles where rolname = :'role' and rolsuper)")" = t ]
}

# Names stand in defaults and constraints. Nothing is replaced in text: PostgreSQL itself renames the schema, in a
# database of its own. The queue of a copy is left out; the bot makes it anew.
copy_as() {
  local file=$1 schema=$2 target=$3 owner=$4 copy=$backups/copy.dump.part
  require_empty "$target"
  make_scratch
  PGDATABASE=$scratch load "$file" "$owner" "$schema"
  PGDATABASE=$scratch sql --set=schema="$schema" --set=target="$target" <<< 'alter schema :"schema" rename to :"target"'
  PGDATABASE=$scratch pg_dump --format=custom --schema="$target" --file="$copy"
  rows_of "$file" "$schema" | sed "s/^# rows $schema /# rows $target /" > "$backups/copy.manifest.part"
  load "$copy" "$owner" "$target"
}

# load <file> <owner> <schema>…: in one transaction, which is committed when every table is as recorded.
#
# To load what a tenant made is to run it: its checks, computed columns, indexes and views call functions that it wrote.
# `set role` in a superuser's session would not stop those, since they may as well reset it. So they are loaded in a session
# that was never a superuser's, of a login that lives as long as this and may be nobody but the owner.
load() {
  local file=$1 owner=$2 schema role
  shift 2
  require_empty "$@"
  rows_of "$file" "$@" > "$backups/recorded.part"
  if is_superuser "$owner"; then
    for schema in "$@"; do require_superusers "$file" "$schema"; done
    prepare_schemas "$owner" "$@"
    load_script "$file" "$@" | run_restore
    return
  fi
  make_owner "$owner"
  prepare_schemas "$owner" "$@"
  make_restorer "$owner"
  {
    echo "set role $role;"
    load_script "$file" "$@"
  } | PGUSER=$restorer PGPASSWORD=$restorer_password run_restore
  # What a function of the tenant's made under another name.
  sql <<< "reassign owned by $restorer to $role; $drop_restorers"
}

load_script() {
  local file=$1
  shift
  echo 'begin;'
  pg_restore --no-owner --no-privileges "${@/#/--schema=}" --file=- "$file"
  echo 'reset role;'
  commit_if_same "$@"
}

# A superuser's tables run the functions of their owner for the superuser, also later, when they are cleaned up.
require_superusers() {
  local others
  others=$(others_in "$1" "$2")
  [ -z "$others" ] ||
    fail "In the schema $2 there are things of ${others//$'\n'/, }, which must not become a superuser's: give --owner <a role>, or the empty schema another owner."
}

# others_in <file> <schema>: who owns the schema or anything in it without being a superuser. Of the owner of `public`, which
# is a role of PostgreSQL's own, nothing follows.
others_in() {
  local maker
  {
    pg_restore --list --schema="$2" "$1" | awk -F '[ ]' '!/^;/ && NF { print $NF }'
    [ "$2" = public ] || owner_in "$1" "$2"
  } | sort --unique | while IFS= read -r maker; do is_superuser "$maker" < /dev/null || echo "${maker:-nobody}"; done
}

# prepare_schemas <owner> <schema>…
prepare_schemas() {
  local owner=$1 missing schema
  shift
  missing=$(sql --single-transaction --set=owner="$owner" --set=names="$*" << 'SQL'
select coalesce(string_agg(name, ' '), '') as missing
from string_to_table('extensions ' || :'names', ' ') as name where to_regnamespace(quote_ident(name)) is null \gset
\echo :missing
select format('create schema %I', name) from string_to_table(nullif(:'missing', ''), ' ') as name \gexec
create extension if not exists btree_gist schema extensions;
grant usage on schema extensions to :"owner";
select format('alter schema %I owner to %I', name, :'owner') from string_to_table(:'names', ' ') as name where name <> 'public' \gexec
select format('grant usage, create on schema public to %I', :'owner')
where 'public' = any (string_to_array(:'names', ' ')) and :'owner' <> current_user \gexec
SQL
  )
  [ "$PGDATABASE" != "$scratch" ] || return 0
  for schema in $missing; do made_schemas+=("$PGDATABASE $schema"); done
}

# make_owner <role>
make_owner() {
  local made
  made=$(sql --set=role="$1" << 'SQL'
select not exists (select from pg_roles where rolname = :'role') as is_missing \gset
\if :is_missing
create role :"role";
\echo made
\endif
SQL
  )
  [ -z "$made" ] || made_roles+=("$1")
}

# make_restorer <owner>. It has a name of its own each time: a tenant may change the password of the session that loads it.
# `role` gets the owner as statements name it.
make_restorer() {
  restorer=booking_restorer_${mark}_$(random_hex 6) restorer_password=$(random_hex 24)
  role=$(sql --set=owner="$1" <<< "
    create role $restorer login password '$restorer_password';
    select format('grant %I to $restorer', rolname) from pg_roles where rolname = :'owner' and not rolsuper \gexec
    select format('grant connect on database %I to $restorer', current_database()) \gexec
    select quote_ident(:'owner')")
}

random_hex() { od --address-radix=n --format=x1 --read-bytes="$1" /dev/urandom | tr -d ' \n'; }

# Statements, so that they go with others into one session.
drop_restorers="
select pg_terminate_backend(pid) is null from pg_stat_activity where starts_with(usename, 'booking_restorer_${mark}_') \g /dev/null
select format('drop owned by %1\$I; drop role %1\$I', rolname) from pg_roles
where starts_with(rolname, 'booking_restorer_${mark}_') \gexec"

# Everything, owner by owner: nobody's functions may see what is another's, and who can't be loaded keeps nobody else away.
# Last what is the superusers' own, which may look at tenants' tables. Who made what is in `public` made it with the schemas
# of theirs. Schema `extensions` is made anew. `failed` gets the schemas that are not there, `loaded` the number of the rest.
load_everything() {
  local file=$1 owner owners public_owner schema schemas ours=()
  close_to_public
  public_owner=$(others_in "$file" public)
  [ -n "$public_owner" ] || ours=(public)
  if [[ $public_owner == *[[:space:]]* ]]; then failed+=('public, which several made'); fi
  if has_other_names "$file"; then failed+=('a schema with a name of another kind'); fi
  owners=$(
    owners_in "$file"
    if [[ $public_owner =~ ^[^[:space:]]+$ ]]; then echo "$public_owner"; fi
  )
  for owner in $(sort --unique <<< "$owners"); do
    mapfile -t schemas < <(schemas_in "$file" "$owner")
    if is_superuser "$owner"; then
      for schema in "${schemas[@]}"; do
        if [ -z "$(others_in "$file" "$schema")" ]; then ours+=("$schema"); else load_part "$file" "$owner" "$schema"; fi
      done
      continue
    fi
    [ "$owner" != "$public_owner" ] || schemas+=(public)
    # Here, since what `attempt` runs can't tell whom it made.
    make_owner "$owner"
    load_part "$file" "$owner" "${schemas[@]}"
  done
  [ ${#ours[@]} = 0 ] || load_part "$file" "$PGUSER" "${ours[@]}"
}

# load_part <file> <owner> <schema>…
load_part() {
  local before=${#failed[@]} name
  name="${*:3}"
  attempt "${name// / and }" load "$@"
  if [ ${#failed[@]} = "$before" ]; then loaded=$((loaded + 1)); else sql <<< "$drop_restorers" || true; fi
}

# Any role may connect to a new database otherwise, and make temporary tables there.
close_to_public() {
  sql <<< "select format('revoke all on database %I from public', current_database()) \gexec"
}

# What one may do with a database is not in its dump: whoever owns a schema of it may connect, nobody else.
let_owners_connect() {
  sql << 'SQL'
select distinct format('grant connect on database %I to %I', current_database(), pg_get_userbyid(nspowner))
from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'extensions') \gexec
SQL
}

# commit_if_same <schema>…
commit_if_same() {
  # The shell that psql starts knows where.
  # shellcheck disable=SC2016
  echo '\o |"$SUMS" > "$RESTORED"'
  rows_statement "$@"
  # shellcheck disable=SC2016
  printf '\\o\n\\set same `cmp --silent "$RECORDED" "$RESTORED" && echo yes || echo no`\n\\if :same\ncommit;\n\\endif\n'
}

run_restore() {
  SUMS=$here/backup/sums.sh RECORDED=$backups/recorded.part RESTORED=$backups/restored.part \
    timeout "$longest" psql "${psql_options[@]}" > /dev/null || fail 'PostgreSQL did not take it all, or not in time.'
  diff "$backups/recorded.part" "$backups/restored.part" >&2 ||
    fail 'Tables differ from what was recorded (<) when the backup was made, so nothing of it was kept.'
}

# rows_of <file> <schema>…: what was recorded of their tables; without a schema, of all.
rows_of() {
  local manifest=${1%.dump}.manifest
  [ "$1" != "$backups/copy.dump.part" ] || manifest=$backups/copy.manifest.part
  shift
  awk -v wanted=" $* " '/^# rows / && (wanted == "  " || index(wanted, " " $3 " "))' "$manifest"
}

# require_empty <schema>…
require_empty() {
  local full
  full=$(sql --set=names="$*" <<< "
    select name from string_to_table(:'names', ' ') as name, to_regnamespace(name) as found
    where exists (select from pg_class where relnamespace = found) or exists (select from pg_proc where pronamespace = found)
       or exists (select from pg_type where typnamespace = found)")
  [ -z "$full" ] ||
    fail "The schema ${full%%$'\n'*} is not empty, and a restore overwrites nothing. Remove the tenant first, or give --as <new name>."
}

# restore_whole <file> <new name>
restore_whole() {
  local file=$1 target=${2:-$PGDATABASE} failed=() reasons='' loaded=0 missing
  if [ -n "$(noted "$file" owner)" ]; then fail "$file is no backup of a whole database."; fi
  [[ $target =~ ^[a-z][a-z0-9_]{0,62}$ ]] || fail "\"$target\" can't be the name of the database: small letters, digits and _."
  require_empty_database "$target"
  PGDATABASE=$target load_everything "$file"
  missing=$(printf '%s, ' "${failed[@]}" | sed 's/, $//')
  [ "$loaded" -gt 0 ] || fail "Nothing of $file could be restored as it was: $missing."
  # A copy is for the administrator.
  [ -n "$2" ] || PGDATABASE=$target let_owners_connect
  made_database='' made_schemas=() made_roles=()
  [ ${#failed[@]} = 0 ] || fail "$file is restored as the database $target, but without $missing: see above. \
A tenant's own backup goes into its empty schema: restore.sh tenant <file>."
  say "$file is restored as the database $target. Every table is as it was."
  [ -n "$2" ] || say "Passwords are in no backup. \`npm run tenant -- add <id>\` sets each tenant's again to that of .env, \
and \`npm run tenant -- pooler\` that of PgBouncer, if .env has POOLER_PASSWORD."
}

require_empty_database() {
  local schemas
  if [ "$(PGDATABASE=postgres sql --set=name="$1" <<< "select count(*) from pg_database where datname = :'name'")" = 0 ]; then
    PGDATABASE=postgres sql --command="create database $1 template template0"
    made_database=$1
  fi
  schemas=$(PGDATABASE=$1 sql --command="
    select string_agg(nspname, ', ') from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
      and (nspname <> 'public' or exists (select from pg_class where relnamespace = pg_namespace.oid))")
  [ -z "$schemas" ] || fail "The database $1 is not empty, and a restore overwrites nothing. It has the schemas $schemas."
}

rehearse() {
  local series failed=() reasons='' all
  all=$(all_series)
  [ -n "$all" ] || fail "There is no backup in $backups."
  for series in $all; do
    attempt "$series" rehearse_one "$series" "$(backups_of "$series" | sed -n 1p)"
  done
  if [ ${#failed[@]} -gt 0 ]; then
    record rehearsal_last_run_failed 1 || true
    tell rehearsal "The rehearsal failed: the newest backup of these can't be restored as it was: ${failed[*]}."
    exit 1
  fi
  forget rehearsal
  # A new server has nothing to compare yet: the month's rehearsal is still to be held.
  if [ "$all" = _database ]; then
    record rehearsal_last_run_failed 0
    say 'There is no tenant in the backups yet, so nothing was rehearsed.'
    return
  fi
  record rehearsal_last_run_failed 0 rehearsal_last_success_timestamp_seconds "$EPOCHSECONDS"
  say "The newest backups were restored and compared: $(wc -w <<< "$all")."
}

rehearse_one() {
  local schemas owner failed=() reasons='' loaded=0
  trap 'clean_up; undo' EXIT
  require_unharmed "$2"
  make_scratch
  if [ "$1" = _database ]; then
    PGDATABASE=$scratch load_everything "$2"
    [ ${#failed[@]} = 0 ] || fail "Not as it was: $(printf '%s, ' "${failed[@]}" | sed 's/, $//')."
  else
    mapfile -t schemas < <(schemas_in "$2")
    owner=$(owner_in "$2" "${schemas[0]}")
    PGDATABASE=$scratch load "$2" "$owner" "${schemas[@]}"
  fi
}

make_scratch() {
  PGDATABASE=postgres sql << SQL
drop database if exists $scratch with (force);
create database $scratch template template0;
revoke all on database $scratch from public;
SQL
}

clean_up() {
  set +e
  rm -rf "$backups"/*.part
  # A database that can't be dropped keeps no role here.
  PGDATABASE=postgres sql --set=ON_ERROR_STOP=0 <<< "drop database if exists $scratch with (force); $drop_restorers"
  set -e
}

# What was made for a restore that failed, or for a rehearsal, where nobody uses it since: a tenant that was added meanwhile
# under the same name keeps its role and its schema, since then PostgreSQL refuses to drop them.
undo() {
  local made place=$database
  set +e
  if [ -n "$made_database" ]; then
    place=postgres
    PGDATABASE=postgres sql --command="drop database $made_database with (force)"
  fi
  for made in "${made_schemas[@]}"; do
    [ "${made% *}" = "$made_database" ] || PGDATABASE=${made% *} sql --set=schema="${made#* }" <<< 'drop schema :"schema"'
  done
  for made in "${made_roles[@]}"; do
    PGDATABASE=$place sql --single-transaction --set=role="$made" << 'SQL'
select format('revoke usage on schema extensions from %I', :'role') where to_regnamespace('extensions') is not null \gexec
drop role :"role";
SQL
  done
  set -e
}

give_up_root "$@"
main "$@"
