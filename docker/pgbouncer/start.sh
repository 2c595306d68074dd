#!/bin/sh
# Its own password is all that PgBouncer keeps; those of tenants it asks PostgreSQL for, at each login.
set -eu
umask 077
printf '"booking_pooler" "%s"\n' "${PGPASSWORD:?run npm run tenant -- pooler}" > /tmp/users.txt
exec pgbouncer /etc/pgbouncer/pgbouncer.ini
