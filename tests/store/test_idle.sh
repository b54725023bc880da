#!/bin/sh
# A watch that nothing happens to makes no system call: ten seconds of one are
# looked at with strace, or fewer by INSIGHTS_IDLE_SECONDS.
program=$(dirname "$INSIGHTS_PROGRAM")/tests/bench_watch
seconds=${INSIGHTS_IDLE_SECONDS:-10}
scratch=$(mktemp -d) || exit 1
trap 'kill $watcher 2>/dev/null; rm -rf "$scratch"' EXIT

if ! command -v strace >/dev/null; then
    echo "skipped: strace is not installed"
    exit 0
fi
if ! [ -x "$program" ]; then
    echo "skipped: bench_watch was not built"
    exit 0
fi
TMPDIR=$scratch "$program" --idle >"$scratch/events" &
watcher=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ "$(wc -l <"$scratch/events")" -ge 3 ] && break
    sleep 1
done
sleep 2
timeout -s INT "$seconds" strace -f -c -o "$scratch/calls" -p $watcher \
    2>"$scratch/strace"
if ! grep -q attached "$scratch/strace" ||
    grep -qi 'not permitted' "$scratch/strace"; then
    echo "skipped: strace may not look at processes here"
    exit 0
fi
calls=$(awk '$NF == "total" { print $4 }' "$scratch/calls")
threads=$(ls /proc/$watcher/task | wc -l)
echo "${calls:-0} system calls of $threads threads in $seconds s"
[ "${calls:-0}" -eq 0 ] || cat "$scratch/calls"
[ "$threads" -ge 2 ] && [ "${calls:-0}" -eq 0 ]
