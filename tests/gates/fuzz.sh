#!/bin/sh
# Every fuzz target over the same few thousand inputs each time, so that a gate
# that passed passes again; tests/fuzz/run.sh looks for new ones.
. "$(dirname "$0")/common.sh"
INSIGHTS_FUZZ_BUILD=$scratch/build sh tests/fuzz/run.sh \
    --seed 1 --runs "${INSIGHTS_FUZZ_RUNS:-3000}" --seconds-per-target 12 \
    >"$scratch/log" 2>&1 ||
    fail "$(cat "$scratch/log")"
[ -s "$found" ] || sed -n '$s/  */ /gp' "$scratch/log" |
    sed 's/\([0-9]* targets\) \([0-9]*\) .*/\1, \2 executions/'
finish
