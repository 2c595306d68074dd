#!/usr/bin/env bash
# Brings backups back, into what is empty or not there yet, and compares every table with what was recorded.
#
#   restore.sh tenant <file> [--as <schema>] [--owner <role>]   one tenant; `--as`: a copy under another name
#   restore.sh whole <file> [--as <database>]                   roles and everything in the database
#   restore.sh rehearse                                         the newest backup of each, into a database that is
#                                                               dropped afterwards
#
# A file without a folder is one of BACKUP_FOLDER.
# A schema belongs afterwards to whom it belonged when it was empty, else to --owner, else (unless it is a copy) to the
# role that had it, if there is such a role. PGHOST, PGUSER, PGPASSWORD, PGDATABASE: of a superuser.
# Ends with 1 when anything failed; then nothing of it is there. BACKUP_FOLDER and BACKUP_NOTICE_COMMAND: see backup.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/backup/folder.sh
source "$here/backup/folder.sh"

scratch=booking_backup_scratch

main() {
  local verb=${1:-} file=${2:-} as='' owner=''
  if [ "$verb" = rehearse ] && [ $# = 1 ]; then
    take_lock
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
  trap 'rm -f "$backups"/*.part' EXIT
  case $verb in
    tenant) restore_tenant "$file" "$as" "$owner" ;;
    whole) restore_whole "$file" "$as" ;;
  esac
}

usage() {
  sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
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
  if [ "$target" = "$schema" ]; then
    owner=$(owner_of "$target" "$3" "$(noted "$file" owner)")
    load "$file" "$owner" "${schemas[@]}"
  else
    owner=$(owner_of "$target" "$3" '')
    copy_as "$file" "$schema" "$target" "$owner"
  fi
  say "$file is restored as the schema $target, which belongs to $owner. Every table is as it was."
}

# The tenant's own comes first, that of its queue after it.
schemas_in() { pg_restore --list "$1" | awk '$4 == "SCHEMA" { print $6 }' | sort; }

# owner_of <schema> <wish> <last owner>
owner_of() {
  sql --set=schema="$1" --set=wish="$2" --set=last="$3" <<< "
    select coalesce(
      (select pg_get_userbyid(nspowner) from pg_namespace where nspname = :'schema'),
      nullif(:'wish', ''),
      (select rolname from pg_roles where rolname = :'last'),
      current_user)"
}

# Names stand in defaults and constraints. Nothing is replaced in text: PostgreSQL itself renames the schema, in a
# database of its own. The queue of a copy is left out; the bot makes it anew.
copy_as() {
  local file=$1 schema=$2 target=$3 owner=$4 copy=$backups/copy.dump.part
  require_empty "$target"
  make_scratch
  PGDATABASE=$scratch load "$file" "$PGUSER" "$schema"
  PGDATABASE=$scratch sql --command="alter schema $schema rename to $target"
  PGDATABASE=$scratch pg_dump --format=custom --schema="$target" --file="$copy"
  rows_of "$file" "$schema" | sed "s/^# rows $schema /# rows $target /" > "$backups/copy.manifest.part"
  load "$copy" "$owner" "$target"
}

# load <file> <owner> <schema>…: in one transaction, which is committed when every table is as recorded.
load() {
  local file=$1 owner=$2 schema
  shift 2
  for schema in "$@"; do require_empty "$schema"; done
  rows_of "$file" "$@" > "$backups/recorded.part"
  {
    echo 'begin; create schema if not exists extensions; create extension if not exists btree_gist schema extensions;'
    for schema in "$@"; do printf 'create schema if not exists %s; alter schema %s owner to :"owner";\n' "$schema" "$schema"; done
    echo 'set role :"owner";'
    pg_restore --no-owner --no-privileges "${@/#/--schema=}" --file=- "$file"
    echo 'reset role;'
    commit_if_same "$@"
  } | run_restore --set=owner="$owner"
}

# load_everything <file> [options of pg_restore]
load_everything() {
  local file=$1
  shift
  rows_of "$file" > "$backups/recorded.part"
  {
    echo 'begin;'
    pg_restore "$@" --file=- "$file"
    # What one may do with a database is not in its dump: whoever owns a schema of it may connect, nobody else.
    cat << 'SQL'
select format('revoke all on database %I from public', current_database()) \gexec
select distinct format('grant connect on database %I to %I', current_database(), pg_get_userbyid(nspowner))
from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'extensions') \gexec
SQL
    commit_if_same
  } | run_restore
}

# commit_if_same <schema>…
commit_if_same() {
  echo '\o :restored'
  sums_statement "$@"
  # shellcheck disable=SC2016
  printf '\\o\n\\set same `cmp --silent :'"'recorded' :'restored'"' && echo yes || echo no`\n\\if :same\ncommit;\n\\endif\n'
}

run_restore() {
  sql --set=recorded="$backups/recorded.part" --set=restored="$backups/restored.part" "$@" > /dev/null
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

require_empty() {
  local things
  things=$(sql --set=schema="$1" <<< "
    select (select count(*) from pg_class where relnamespace = oid_of) + (select count(*) from pg_proc where pronamespace = oid_of)
         + (select count(*) from pg_type where typnamespace = oid_of)
    from (select to_regnamespace(:'schema') as oid_of) as found")
  [ "$things" = 0 ] ||
    fail "The schema $1 is not empty, and a restore overwrites nothing. Remove the tenant first, or give --as <new name>."
}

# restore_whole <file> <new name>
restore_whole() {
  local file=$1 target=${2:-$PGDATABASE} options=()
  if [ -n "$(noted "$file" owner)" ]; then fail "$file is no backup of a whole database."; fi
  [[ $target =~ ^[a-z][a-z0-9_]{0,62}$ ]] || fail "\"$target\" can't be the name of the database: small letters, digits and _."
  require_empty_database "$target"
  # A copy belongs to whoever makes it: tenants may be gone since.
  if [ -n "$2" ]; then options=(--no-owner --no-privileges); else make_roles "${file%.dump}.roles.sql"; fi
  PGDATABASE=$target load_everything "$file" "${options[@]}"
  say "$file is restored as the database $target. Every table is as it was."
  [ -n "$2" ] || say "Passwords are in no backup. After \`npm ci\`, \`npm run tenant -- add <id>\` sets each tenant's again to that of .env, \
and \`npm run tenant -- pooler\` that of PgBouncer, if .env has POOLER_PASSWORD."
}

require_empty_database() {
  local schemas
  if [ "$(PGDATABASE=postgres sql --set=name="$1" <<< "select count(*) from pg_database where datname = :'name'")" = 0 ]; then
    PGDATABASE=postgres sql --command="create database $1 template template0"
  fi
  schemas=$(PGDATABASE=$1 sql --command="
    select string_agg(nspname, ', ') from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
      and (nspname <> 'public' or exists (select from pg_class where relnamespace = pg_namespace.oid))")
  [ -z "$schemas" ] || fail "The database $1 is not empty, and a restore overwrites nothing. It has the schemas $schemas."
}

# Roles that are there already stay as they are.
make_roles() {
  local known
  known=$(PGDATABASE=postgres sql --command='select quote_ident(rolname) from pg_roles')
  awk -v known="$known" '
    BEGIN { split(known, names, "\n"); for (at in names) have[names[at] ";"] = have[names[at]] = 1 }
    /^(CREATE|ALTER) ROLE / && !($3 in have)
  ' "$1" | PGDATABASE=postgres sql --single-transaction > /dev/null
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
  local schemas
  require_unharmed "$2"
  make_scratch
  if [ "$1" = _database ]; then
    PGDATABASE=$scratch load_everything "$2" --no-owner --no-privileges
  else
    mapfile -t schemas < <(schemas_in "$2")
    PGDATABASE=$scratch load "$2" "$PGUSER" "${schemas[@]}"
  fi
}

# Whatever is left of an earlier one is of a process that was killed.
make_scratch() {
  trap 'rm -f "$backups"/*.part; drop_scratch' EXIT
  drop_scratch
  PGDATABASE=postgres sql --command="create database $scratch template template0"
}

drop_scratch() {
  PGDATABASE=postgres sql --command="drop database if exists $scratch with (force)"
}

give_up_root "$@"
main "$@"
