#!/usr/bin/env bash
# Brings every bot to the version in this folder, one after the other, after a backup. Stops at the first that does not
# become healthy, so that the others go on with the version that they have, and says what can be done then. May be repeated.
# The image of before stays as telegram-booking:previous, to which the script tells the way back. One that made a bot ill is
# telegram-booking:broken until an upgrade goes well: bots that run it do not tell what was before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

backup='' states='' built='' broken='' is_begun='' is_way_known='' are_bots_next='' upgraded='' bot='' waiting=''

main() {
  local version revision labels bots name containers container state former
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
  built=$(image_id telegram-booking)
  broken=$(image_id telegram-booking:broken 2> /dev/null) || broken=
  for name in $bots; do
    # Without --all, which would bring what "docker compose run" has left.
    containers=$(docker compose ps --quiet "$name")
    for container in $containers; do
      state=$(docker inspect --format '{{.Image}} {{with .State.Health}}{{.Status}}{{end}}' "$container")
      states+="$name $state"$'\n'
    done
  done
  # Somebody may have mended it without this script.
  [ -n "$broken" ] && grep -v ' healthy$' <<< "$states" | grep " $broken " > /dev/null || broken=
  # After an upgrade that broke off the bots that waited still have the version of before. When none is left, that run's
  # tag holds. A bot that is ill counts only when nothing else tells what was before.
  ! grep -q -e " $built " ${broken:+-e " $broken "} <<< "$states" || is_begun=yes
  former=$(awk -v built="$built" -v broken="$broken" -v is_begun="$is_begun" '
    NF < 2 || $2 == built || $2 == broken { next }
    $3 == "healthy" { healthy = $2 }
    { any = $2 }
    END { print healthy || is_begun ? healthy : any }' <<< "$states")
  [ -z "$former" ] || docker tag "$former" telegram-booking:previous
  [ -z "$former$is_begun" ] || is_way_known=yes
  are_bots_next=yes
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
  docker image rm telegram-booking:broken > /dev/null 2>&1 || true
  echo "All bots run version $labels"
  print_way_back
  print_backup
}

image_id() { docker image inspect --format '{{.Id}}' "$1"; }

# label <name> <image>
label() { docker image inspect --format "{{index .Config.Labels \"org.opencontainers.image.$1\"}}" "$2"; }

print_backup() {
  echo "The backup of this run is $backup; each tenant's is beside it, of the same moment."
  [ -z "$is_begun" ] || echo 'For a bot that an earlier run has upgraded, the backup of that run counts.'
}

# Called however the script ends. Docker has said what failed.
explain_stop() {
  local code=$?
  [ $code != 0 ] || return 0
  set +e
  # Not when it was ill before: then the version need not be why.
  [ -z "$bot" ] || ! grep -q -e "^$bot .* healthy$" ${broken:+-e "^$bot $broken "} <<< "$states" ||
    docker tag "$built" telegram-booking:broken
  {
    echo
    if [ -z "$backup" ]; then
      echo 'The upgrade did not begin: there is no backup. All bots go on as they are.'
    elif [ -n "$bot" ]; then
      echo "The upgrade stopped at $bot. Its log: docker compose logs --tail 50 $bot"
      [ -z "$upgraded" ] || echo "Already on the new version: $upgraded"
      [ -z "$waiting" ] || echo "Going on with the version that they have: ${waiting//$'\n'/, }"
    elif [ -z "$are_bots_next" ]; then
      echo 'The upgrade stopped before the first bot. All go on as they are.'
    else
      echo 'All bots run the new version, but something else did not start. Its state: docker compose ps --all'
    fi
    echo 'Once that is mended, run it again: scripts/upgrade.sh'
    print_way_back
    [ -z "$backup" ] || print_backup
  } >&2
}

# Image and files of the same version. Commits of one's own, such as that of a tenant added since, stay. An image that Compose
# built by itself, as at the first start, does not tell its commit: then what there was before the last pull has to do.
print_way_back() {
  local version revision base what guess=''
  [ -n "$is_way_known" ] || return 0
  version=$(label version telegram-booking:previous 2> /dev/null) || return 0
  revision=$(label revision telegram-booking:previous)
  what="version $version $revision"
  [ -n "$revision" ] || what='the image of before'
  if ! base=$(git merge-base "$revision" '@{upstream}' 2> /dev/null); then
    base=$(git rev-parse --verify --quiet '@{upstream}@{1}') || base=
    guess=', and to the files from before the last pull'
  fi
  if [ -n "$base" ]; then
    echo "Back to $what$guess, as long as no migration has run:"
    echo "  git rebase --autostash --onto $(git rev-parse --short "$base") @{upstream} && \\"
  else
    echo "Back to $what, as long as no migration has run (first its files, which git does not find here):"
  fi
  echo '  docker tag telegram-booking:previous telegram-booking && \'
  echo '  docker compose up -d --no-build'
}

trap explain_stop EXIT
main "$@"
