# shellcheck shell=bash
# The folder with the backups: who writes there, one at a time, and what is known of the last run. Sourced.
#
# One backup is two files, <series>-<moment>.dump and .manifest. A series is a schema, or `_database` for everything in
# the database; no schema begins with _. A name that ends in .part is not complete yet.

backups=${BACKUP_FOLDER:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/backups}
export BACKUP_FOLDER=$backups
status=$backups/status.prom

say() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }

fail() {
  say "ERROR: $*"
  exit 1
}

# A container begins as root. What it writes belongs to whoever the folder belongs to, so that its owner can use it.
give_up_root() {
  umask 077
  mkdir -p "$backups"
  local user group
  user=$(stat --format=%u "$backups") group=$(stat --format=%g "$backups")
  [ "$(id -u)" = 0 ] && [ "$user" != 0 ] || return 0
  exec setpriv --reuid="$user" --regid="$group" --clear-groups env HOME=/nonexistent "$0" "$@"
}

# Held until the process ends, however it ends. Whatever is incomplete now was left by one that was killed.
take_lock() {
  exec 9> "$backups/.lock"
  flock --nonblock 9 || { say 'ERROR: another backup or rehearsal is at work; try again when it is done.'; exit 75; }
  rm -rf "$backups"/*.part
}

# PostgreSQL's own variables say where it is: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE.
sql() { psql "${psql_options[@]}" "$@"; }
psql_options=(--no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1)

# A row is written as text before it is summed, so every setting that changes the text is fixed. A tenant that locks a table
# of its own keeps nothing waiting for good.
export PGOPTIONS="-c timezone=UTC -c datestyle=ISO,YMD -c intervalstyle=postgres -c bytea_output=hex \
-c extra_float_digits=1 -c client_min_messages=warning -c search_path=pg_catalog -c statement_timeout=0 \
-c idle_in_transaction_session_timeout=0 -c lock_timeout=5min"
export PGAPPNAME=booking-backup PGCONNECT_TIMEOUT=10 PGCLIENTENCODING=UTF8

# rows_statement <schema>…: the rows of each table, which sums.sh sums; without a schema of all. By `copy`, which calls
# nothing that a tenant could have made: a cast, a view or a rule of theirs would run here with the rights of a superuser.
# A line that begins with \# names the table; no row can.
rows_statement() {
  local schemas
  # They go into the statement as they are.
  [[ $* =~ ^[a-z0-9_\ ]*$ ]] || fail 'A schema has a name that no tenant has.'
  schemas=$(IFS=, && echo "$*")
  cat <<SQL
select format('select %L', '\\# ' || regexp_replace(nspname, '\\s', '?', 'g') || ' ' || regexp_replace(relname, '\\s', '?', 'g')),
       format('copy %I.%I to stdout', nspname, relname)
from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema'
  and ('$schemas' = '' or nspname = any (string_to_array('$schemas', ',')))
order by nspname collate "C", relname collate "C"
\\gexec
SQL
}

# Complete backups of a series, newest first.
backups_of() {
  find "$backups" -maxdepth 1 -regextype posix-extended -regex ".*/$1-[0-9]{8}T[0-9]{6}Z\.manifest" |
    sed 's/\.manifest$/.dump/' | sort --reverse
}

all_series() {
  find "$backups" -maxdepth 1 -name '*-*.manifest' -printf '%f\n' | sed 's/-.*//' | sort --unique
}

# noted <file> <what>: from its manifest.
noted() { sed -n "s/^# $2 //p" "${1%.dump}.manifest"; }

# Refuses a file that is not, byte for byte, what was written.
require_unharmed() {
  local manifest=${1%.dump}.manifest
  [ -f "$1" ] || fail "There is no file $1."
  [ -f "$manifest" ] || fail "There is no $manifest, by which the file is checked."
  (cd "$(dirname "$1")" && sha256sum --check --quiet "$(basename "$manifest")" >&2) ||
    fail "$1 is not what was written when it was made: its checksum differs. Take another backup."
}

# What is known of the last runs, in the text format of Prometheus: for the health check, a node exporter, and people.
recorded() { [ ! -f "$status" ] || awk -v name="booking_backup_$1" '$1 == name { print $2 }' "$status"; }

# record <name> <value>…: the other values stay.
record() {
  local names=(last_run_timestamp_seconds last_run_failed last_success_timestamp_seconds size_bytes
    tenants rehearsal_last_run_failed rehearsal_last_success_timestamp_seconds)
  declare -A values
  local name text=''
  for name in "${names[@]}"; do values[$name]=$(recorded "$name"); done
  while [ $# -gt 0 ]; do values[$1]=$2; shift 2; done
  for name in "${names[@]}"; do
    [ -z "${values[$name]}" ] || text+="# TYPE booking_backup_$name gauge"$'\n'"booking_backup_$name ${values[$name]}"$'\n'
  done
  printf %s "$text" > "$status.part" && chmod 644 "$status.part" && mv "$status.part" "$status" && return
  # On a full disk. Nobody may take the last success for the last word.
  rm -f "$status" "$status.part"
  say "ERROR: $status could not be written."
  return 1
}

# attempt <name> <command>…: when anything in it fails, the name joins `failed`, and what it said joins `reasons`. Never call
# it inside a condition: there bash goes on after an error, in subshells, too.
attempt() {
  local name=$1 code words
  shift
  set +e
  words=$(
    set -e
    "$@" 2>&1
  )
  code=$?
  set -e
  [ -z "$words" ] || printf '%s\n' "$words" >&2
  [ $code != 0 ] || return 0
  failed+=("$name")
  reasons+=${words:+$words$'\n'}
}

# tell <backup|rehearsal> <sentence>: to whoever asked to be told. It stays with its reasons beside status.prom until the next
# success, and is in the log in any case.
tell() {
  say "ERROR: $2"
  printf '%s %s\n%s' "$(date -u +%FT%TZ)" "$2" "$reasons" > "$backups/failed-$1.txt" || say 'ERROR: the reason could not be written.'
  [ -z "${BACKUP_NOTICE_COMMAND:-}" ] || bash -c "$BACKUP_NOTICE_COMMAND" notice "$2" >&2 || say 'ERROR: the notice command failed, too.'
}

# forget <backup|rehearsal>: it is mended.
forget() { rm -f "$backups/failed-$1.txt"; }

backup_has_failed() { [ "$(recorded last_run_failed)" = 1 ]; }

rehearsal_has_failed() { [ "$(recorded rehearsal_last_run_failed)" = 1 ]; }

reason_of() { head --lines=10 "$backups/failed-$1.txt" 2> /dev/null || true; }
