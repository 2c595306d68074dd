#!/usr/bin/env bash
# Reads what `rows_statement` prints, and prints a line a table: its schema, name, number of rows, and a sum over them that
# does not depend on their order.
set -euo pipefail

TMPDIR=$(mktemp --directory "${BACKUP_FOLDER:?}/sums-XXXXXX.part")
export TMPDIR LC_ALL=C
trap 'rm -rf "$TMPDIR"' EXIT
# shellcheck disable=SC2016
awk -v sort='exec sort --buffer-size=32M --output="$TMPDIR/sorted"' -v sum='exec sha256sum < "$TMPDIR/sorted"' '
  function finish(  of_rows) {
    if (table == "") return
    of_rows = "-"
    if (rows > 0) {
      if (close(sort) != 0 || (sum | getline of_rows) != 1 || close(sum) != 0) exit failed = 1
      of_rows = substr(of_rows, 1, 64)
    }
    print "# rows", table, rows, of_rows
  }
  /^\\# / { finish(); table = substr($0, 4); rows = 0; next }
  { rows++; print | sort }
  END { if (failed) exit 1; finish() }
'
