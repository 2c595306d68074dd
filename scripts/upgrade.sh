#!/usr/bin/env bash
# Brings every bot to the version in this folder, one after the other, after a backup. Stops at the first that does not
# become healthy, so that the others go on with the version that they have. May be repeated. The image of before stays as
# telegram-booking:previous.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)
revision=$(git rev-parse --short HEAD 2> /dev/null || true)
# On a line of its own: what fails inside a loop's list would end nothing.
# None is no failure: all may be suspended.
bots=$(docker compose config --services | { grep '^booking-bot-' || true; } | sort)

docker compose exec -T backup /scripts/backup.sh all
# After an upgrade that broke off the last one still has the version of before.
former=
[ -z "$bots" ] ||
  former=$(docker compose ps --all --quiet "${bots##*$'\n'}" | sed -n 1p | xargs --no-run-if-empty docker inspect --format '{{.Image}}')
docker compose build --build-arg VERSION="$version" --build-arg REVISION="$revision" "$@"
label() { docker image inspect --format "{{index .Config.Labels \"org.opencontainers.image.$1\"}}" telegram-booking; }
labels="$(label version) $(label revision)"
if [ "$labels" != "$version $revision" ]; then
  echo "After the build telegram-booking is version $labels, not $version $revision: is booking-image still in docker-compose.yml?" >&2
  exit 1
fi
built=$(docker image inspect --format '{{.Id}}' telegram-booking)
[ -z "$former" ] || [ "$former" = "$built" ] || docker tag "$former" telegram-booking:previous
# Not without what it depends on: Compose would take the bot for changed the next time, and start it once more.
for bot in $bots; do
  echo "$bot"
  docker compose up --detach --no-build --wait --wait-timeout 180 "$bot"
done
# Whatever else has changed, e.g. PgBouncer.
docker compose up --detach --no-build
echo "All bots run version $labels"
