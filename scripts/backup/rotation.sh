#!/usr/bin/env bash
# Reads moments (20261127T010000Z), one a line in any order, and prints those whose backups are kept: the newest of each
# of the last 7 days, 4 weeks (from Monday on) and 6 months that have any. So the newest is always kept, and of a tenant
# that is gone, or a machine that was off, as much stays as of any other.
set -euo pipefail
sort --reverse --unique |
  sed -E 's/^(....)(..)(..)T(..)(..)(..)Z$/\1-\2-\3 \4:\5:\6/' |
  date --utc --file=- '+%Y%m%dT%H%M%SZ %Y%m%d %G-%V %Y%m' |
  awk '{
    kept = 0
    if (!($2 in days) && ++n_days <= 7) kept = 1
    if (!($3 in weeks) && ++n_weeks <= 4) kept = 1
    if (!($4 in months) && ++n_months <= 6) kept = 1
    days[$2] = weeks[$3] = months[$4] = 1
    if (kept) print $1
  }'
