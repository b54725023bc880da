#!/bin/sh
# The programs of tests/threads under the thread sanitizer.
. "$(dirname "$0")/common.sh"
targets=
for source in tests/threads/*.c; do
    name=${source##*/}
    targets="$targets threads_${name%.c}"
done
build "$scratch/build" -DCMAKE_BUILD_TYPE=Debug -DINSIGHTS_SANITIZE=thread \
    -DINSIGHTS_BUILD_CLI=OFF
for target in $targets; do
    (cd "$scratch" && "$scratch/build/tests/$target") >"$scratch/log" 2>&1 ||
        fail "$target: $(tail -n 40 "$scratch/log")"
    grep -q ThreadSanitizer "$scratch/log" && fail "$target races"
done
finish
