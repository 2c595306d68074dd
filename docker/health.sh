#!/usr/bin/env bash
# Docker's check of the bot, without the cost of a Node process. It answers by /readyz. Docker restarts what has ended,
# not what is unhealthy: when /healthz fails the third time running, the bot is ended. A migration, which answers nobody, goes on.
failures=/dev/shm/failures

answers() {
  exec 3<> "/dev/tcp/127.0.0.1/${PORT:-8080}" && printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3 &&
    read -rt 2 _ status _ <&3 && [ "$status" = 200 ]
}

if (answers /healthz) 2> /dev/null; then : > $failures; answers /readyz; exit $(($? > 0)); fi
echo failed >> $failures
mapfile -t lines < $failures
read -r child _ < /proc/1/task/1/children
mapfile -td '' command < "/proc/$child/cmdline"
if [ ${#lines[@]} -ge 3 ] && [[ ${command[*]} = *dist/main.js* ]]; then : > $failures; kill -KILL "$child"; fi
exit 1
