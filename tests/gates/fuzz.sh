#!/bin/sh
# Every fuzz target, for a few seconds; tests/fuzz/run.sh goes on for longer.
. "$(dirname "$0")/common.sh"
INSIGHTS_FUZZ_BUILD=$scratch/build sh tests/fuzz/run.sh \
    --seconds-per-target "${INSIGHTS_FUZZ_SECONDS:-4}" >"$scratch/log" 2>&1 ||
    fail "$(cat "$scratch/log")"
[ -s "$found" ] || sed -n '$s/  */ /gp' "$scratch/log" |
    sed 's/\([0-9]* targets\) \([0-9]*\) .*/\1, \2 executions/'
finish
