#!/bin/sh
# A password that nobody set would be the one that everybody knows.
if [ -z "$GF_SECURITY_ADMIN_PASSWORD" ]; then
  echo 'Set GRAFANA_PASSWORD in .env: the profile `monitoring` needs it.' >&2
  exit 1
fi
exec /run.sh
