#!/usr/bin/env bash
# Backups of the database and of each tenant.
#
#   backup.sh all               each tenant's schema and the whole database; prints the latter's file. Removes old ones.
#   backup.sh tenant <schema>   one tenant; prints the file. Removes nothing.
#   backup.sh nightly           `all` at each BACKUP_HOUR (UTC), and at once if one was missed; a rehearsal each month
#   backup.sh healthy           fails when the last run or rehearsal failed, and says why, or when it is too old
#
# PGHOST, PGUSER, PGPASSWORD, PGDATABASE: of a superuser. BACKUP_FOLDER: where to; ../backups unless set.
# BACKUP_UPLOAD_COMMAND: a shell command for each new file, whose path is $1. BACKUP_NOTICE_COMMAND: one for each failure,
# which is told in $1. Ends with 1 when anything failed, with 75 while another one is at work.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/backup/folder.sh
source "$here/backup/folder.sh"

day=86400

main() {
  case "${1:-} $#" in
    'all 1') back_up_all ;;
    'tenant 2') back_up_tenant "$2" ;;
    'nightly 1') work_nightly ;;
    'healthy 1') is_healthy ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 2 ;;
  esac
}

back_up_tenant() {
  take_lock
  [[ $1 =~ ^[a-z][a-z0-9_]{0,47}$ ]] || fail "\"$1\" is no schema of a tenant."
  choose_moment
  write_backup "$1" "$1" "$1_jobs"
  upload
  echo "$backups/$1-$moment.dump"
}

back_up_all() {
  local started=$EPOCHSECONDS failed=() reasons='' schemas='' schema tenants uploaded='' before old='old of that'
  take_lock
  choose_moment
  if schemas=$(tenant_schemas); then
    for schema in $schemas; do attempt "$schema" write_backup "$schema" "$schema" "${schema}_jobs"; done
    attempt 'the whole database' write_backup _database
    before=${#failed[@]}
    attempt 'the upload' upload
    [ ${#failed[@]} != "$before" ] || uploaded=yes
  else
    failed=('PostgreSQL did not answer') old=old
    # Asked once more, to hear why.
    reasons=$(tenant_schemas 2>&1 > /dev/null || true)
  fi
  # A new server has nothing yet: what it has of an old one must not go for that.
  if [ -n "$schemas" ] && [ -n "$uploaded" ]; then remove_old; fi
  if [ ${#failed[@]} -gt 0 ]; then
    record last_run_failed 1 last_run_timestamp_seconds "$started" || true
    tell backup "The backup failed: $(printf '%s, ' "${failed[@]}" | sed 's/, $//'). Nothing $old was removed."
    exit 1
  fi
  tenants=$(wc -w <<< "$schemas")
  record last_run_failed 0 last_run_timestamp_seconds "$started" last_success_timestamp_seconds "$EPOCHSECONDS" \
    size_bytes "$(size_of_run)" tenants "$tenants"
  forget backup
  say "Backed up $tenants tenants and the whole database in $((EPOCHSECONDS - started)) s."
  echo "$backups/_database-$moment.dump"
}

choose_moment() {
  moment=$(date -u +%Y%m%dT%H%M%SZ)
  while compgen -G "$backups/*-$moment.*" > /dev/null; do
    sleep 0.2
    moment=$(date -u +%Y%m%dT%H%M%SZ)
  done
}

# Whoever has a database of their own may give a schema any name there, also one that is a statement.
tenant_schemas() {
  sql --command="
    select nspname from pg_namespace
    where nspname ~ '^[a-z][a-z0-9_]{0,47}$'
      and (select count(*) from pg_class where relnamespace = pg_namespace.oid and relname in ('pgmigrations', 'bookings')) = 2
    order by nspname"
}

# write_backup <series> <schema>…: without a schema everything. Dump and sums see the same instant.
write_backup() {
  local file=$backups/$1-$moment only=()
  shift
  only=("${@/#/--schema=}")
  trap 'rm -rf "$backups"/*.part' EXIT
  open_snapshot
  pg_dump --format=custom --lock-wait-timeout=5min --snapshot="$snapshot" --file="$file.dump.part" "${only[@]}"
  {
    describe "$@"
    close_snapshot "$@"
  } > "$file.manifest.part"
  # The list is at the head of the file; this reads all of it.
  pg_restore --file=/dev/null "$file.dump.part"
  complete "$file"
}

# The manifest comes last: a backup without one is none.
complete() {
  local file=$1
  printf '%s  %s\n' "$(sha256sum < "$file.dump.part" | cut -d ' ' -f 1)" "$(basename "$file.dump")" >> "$file.manifest.part"
  sync "$file.dump.part" "$file.manifest.part"
  mv "$file.dump.part" "$file.dump"
  mv "$file.manifest.part" "$file.manifest"
  sync "$backups"
}

# A manifest is what `sha256sum --check` reads; what else is known stands in its comments.
describe() {
  echo "# made $moment"
  [ -z "${BY_SCHEDULE:-}" ] || echo '# by schedule'
  sql --command="select '# database ' || current_database() || ' ' || current_setting('server_version')"
  [ $# = 0 ] || sql --set=schema="$1" <<< "
    select '# owner ' || pg_get_userbyid(nspowner) from pg_namespace where nspname = :'schema'"
}

# A transaction that stays open, so that the dump and whatever else is asked see one instant.
open_snapshot() {
  coproc session { sql; }
  # shellcheck disable=SC2154
  session_process=$session_PID
  exec {ask}>&"${session[1]}" {hear}<&"${session[0]}"
  echo 'begin isolation level repeatable read, read only; select pg_export_snapshot();' >&"$ask"
  IFS= read -r snapshot <&"$hear" || fail 'PostgreSQL did not answer.'
}

# close_snapshot <schema>…: prints the sums first.
close_snapshot() {
  {
    rows_statement "$@"
    echo '\q'
  } >&"$ask"
  "$here/backup/sums.sh" <&"$hear"
  wait "$session_process"
}

upload() {
  [ -n "${BACKUP_UPLOAD_COMMAND:-}" ] || return 0
  local file
  for file in "$backups"/*-"$moment".*; do
    [ -e "$file" ] || continue
    bash -c "$BACKUP_UPLOAD_COMMAND" upload "$file" >&2
  done
}

# Only of what has just been backed up: one tenant that can't be does not let the others fill the disk. What was made for a
# person, a removal or an upgrade stays a week at least, whatever is made after it: it may be the only copy of what they undid.
# Not what the schedule made, which may be a try an hour.
remove_old() {
  local series kept file of_moment week_ago
  week_ago=$(date -u --date="@$((EPOCHSECONDS - 7 * day))" +%Y%m%dT%H%M%SZ)
  for series in $(all_series); do
    [ -e "$backups/$series-$moment.manifest" ] || continue
    kept=$(backups_of "$series" | sed -E 's/.*-(.*)\.dump/\1/' | "$here/backup/rotation.sh")
    for file in $(backups_of "$series"); do
      of_moment=$(basename "${file##*-}" .dump)
      if grep --quiet --line-regexp --fixed-strings "$of_moment" <<< "$kept"; then continue; fi
      if [[ $of_moment > $week_ago ]] && [ "$(noted "$file" by)" != schedule ]; then continue; fi
      rm -f "${file%.dump}".{manifest,dump}
    done
  done
}

size_of_run() {
  stat --format=%s "$backups"/*-"$moment".* | awk '{ sum += $1 } END { print sum }'
}

# What failed is tried again after an hour, and at once when the service is started anew, as by whoever has mended it. So is a
# backup that found no tenant: at the first start bots have yet to make their schemas. The schedule is in UTC, which has no hour
# twice and none left out.
work_nightly() {
  # bash 5.2 ends with a syntax error when a signal comes while it reads $(…): whoever waits for the signal has none to read.
  trap 'kill "${!-}" 2> /dev/null || true; wait; exit 0' TERM INT
  keep_schedule &
  wait "$!"
}

keep_schedule() {
  local next work='' told=''
  trap 'kill "$work" 2> /dev/null || true; exit 0' TERM
  next=$(next_moment)
  if must_be_repeated; then next=0; fi
  while true; do
    if [ "$EPOCHSECONDS" -ge "$next" ]; then
      BY_SCHEDULE=yes "$0" all > /dev/null & work=$!
      if wait "$work" && found_tenants; then next=$(next_moment); else next=$((EPOCHSECONDS + 3600)); fi
      rehearse_monthly & work=$!
      wait "$work" || true
      told=
    fi
    [ -n "$told" ] || say "The next backup is due at $(date -u --date="@$next" +%FT%TZ)."
    told=yes
    sleep 30 & work=$!
    wait "$work" || true
  done
}

must_be_repeated() { backup_has_failed || rehearsal_has_failed || ! found_tenants; }

found_tenants() { [ "$(recorded tenants)" != 0 ]; }

# The next one after the last success: already past when a night was missed.
next_moment() {
  local last hour=$((10#${BACKUP_HOUR:-1} * 3600))
  last=$(recorded last_success_timestamp_seconds)
  [ -n "$last" ] || { echo 0 && return; }
  echo $(((last - hour) / day * day + day + hour))
}

# In the background, so that the signal which ends it reaches the rehearsal itself.
rehearse_monthly() {
  local last
  last=$(recorded rehearsal_last_success_timestamp_seconds)
  if rehearsal_has_failed || [ "$(date -u --date="@${last:-0}" +%Y%m)" != "$(date -u +%Y%m)" ]; then exec "$here/restore.sh" rehearse; fi
}

is_healthy() {
  local last
  if backup_has_failed; then echo 'The last backup failed.' && reason_of backup && return 1; fi
  if rehearsal_has_failed; then echo 'The last rehearsal failed.' && reason_of rehearsal && return 1; fi
  last=$(recorded last_success_timestamp_seconds)
  [ -n "$last" ] || { echo 'There is no backup yet.' && return 1; }
  [ $((EPOCHSECONDS - last)) -lt $((day + 2 * 3600)) ] || { echo "The last backup is of $(date -u --date="@$last" +%FT%TZ)." && return 1; }
}

give_up_root "$@"
main "$@"
