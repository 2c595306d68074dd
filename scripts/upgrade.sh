#!/usr/bin/env bash
# Brings every bot to the version in this folder, one after the other, after a backup. Stops at the first that does not
# become healthy, so that the others go on with the version that they have, and says what can be done then. May be repeated.
# The image of before stays as telegram-booking:previous, to which the script tells the way back.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

backup='' is_tagged='' upgraded='' bot='' waiting=''

main() {
  local version revision labels bots former built
  version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)
  revision=$(git rev-parse --short HEAD 2> /dev/null || true)
  # On a line of its own: what fails inside a loop's list would end nothing.
  # None is no failure: all may be suspended.
  bots=$(docker compose config --services | { grep '^booking-bot-' || true; } | sort)

  backup=$(docker compose exec -T backup /scripts/backup.sh all)
  backup=backups/$(basename "$backup")
  print_backup
  docker compose build --build-arg VERSION="$version" --build-arg REVISION="$revision" "$@"
  labels="$(label version telegram-booking) $(label revision telegram-booking)"
  if [ "$labels" != "$version $revision" ]; then
    echo "After the build telegram-booking is version $labels, not $version $revision: is booking-image still in docker-compose.yml?" >&2
    exit 1
  fi
  # The last one's: after an upgrade that broke off it still has the version of before, unless it broke off there, and then it
  # is not healthy.
  former=
  [ -z "$bots" ] ||
    former=$(docker compose ps --all --quiet "${bots##*$'\n'}" | sed -n 1p | xargs --no-run-if-empty docker inspect --format \
      '{{with .State.Health}}{{if eq .Status "healthy"}}{{$.Image}}{{end}}{{end}}')
  built=$(docker image inspect --format '{{.Id}}' telegram-booking)
  [ -z "$former" ] || [ "$former" = "$built" ] || docker tag "$former" telegram-booking:previous
  is_tagged=yes
  waiting=$bots
  # Not without what it depends on: Compose would take the bot for changed the next time, and start it once more.
  for bot in $bots; do
    echo "$bot"
    waiting=$(sed 1d <<< "$waiting")
    docker compose up --detach --no-build --wait --wait-timeout 180 "$bot"
    upgraded+=${upgraded:+, }$bot
  done
  bot=
  # Whatever else has changed, e.g. PgBouncer.
  docker compose up --detach --no-build
  echo "All bots run version $labels"
  print_way_back
}

# label <name> <image>
label() { docker image inspect --format "{{index .Config.Labels \"org.opencontainers.image.$1\"}}" "$2"; }

print_backup() { echo "The backup of this run is $backup; each tenant's is beside it, of the same moment."; }

# Called however the script ends. Docker has said what failed.
explain_stop() {
  local code=$?
  [ $code != 0 ] || return 0
  set +e
  {
    echo
    if [ -z "$backup" ]; then
      echo 'The upgrade did not begin: there is no backup. All bots go on as they are.'
    elif [ -n "$bot" ]; then
      echo "The upgrade stopped at $bot. Its log: docker compose logs --tail 50 $bot"
      [ -z "$upgraded" ] || echo "Already on the new version: $upgraded"
      [ -z "$waiting" ] || echo "Going on with the version that they have: ${waiting//$'\n'/, }"
    elif [ -z "$is_tagged" ]; then
      echo 'The upgrade stopped before the first bot. All go on as they are.'
    else
      echo 'All bots run the new version, but something else did not start. Its state: docker compose ps --all'
    fi
    echo 'Once that is mended, run it again: scripts/upgrade.sh'
    [ -z "$is_tagged" ] || print_way_back
    [ -z "$backup" ] || print_backup
  } >&2
}

# Image and files of the same version. Commits of one's own, such as that of a tenant added since, stay.
print_way_back() {
  local version revision base
  version=$(label version telegram-booking:previous 2> /dev/null) || return 0
  revision=$(label revision telegram-booking:previous)
  base=$(git merge-base "$revision" '@{upstream}' 2> /dev/null) || base=
  echo "Back to version $version $revision, as long as no migration has run:"
  if [ -n "$base" ]; then
    echo "  git rebase --autostash --onto $(git rev-parse --short "$base") @{upstream}"
  else
    echo '  (first the files of that version, which git does not find here)'
  fi
  echo '  docker tag telegram-booking:previous telegram-booking'
  echo '  docker compose up -d --no-build'
}

trap explain_stop EXIT
main "$@"
