#!/usr/bin/env bash
# Brings every bot to the version in this folder, one after the other, after a backup. Stops at the first that does not
# become healthy, so that the others go on with the version that they have. May be repeated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

docker compose exec -T backup /scripts/backup.sh all
docker compose build "$@"
# On a line of its own: what fails inside a loop's list would end nothing.
bots=$(docker compose config --services | grep '^booking-bot-' | sort)
for bot in $bots; do
  echo "$bot"
  docker compose up --detach --no-deps --no-build --wait --wait-timeout 180 "$bot"
done
