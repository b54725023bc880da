#!/bin/sh
# Fuzzes every parser of foreign bytes.
#
#   sh tests/fuzz/run.sh                           20 seconds for each target
#   sh tests/fuzz/run.sh --minutes 30              30 minutes shared by all
#   sh tests/fuzz/run.sh --seconds-per-target 60 vtt srt
#   sh tests/fuzz/run.sh --seed 1 --runs 2000      the same inputs each time
#   sh tests/fuzz/run.sh --minutes 60 --jobs 4     four targets at a time
#   sh tests/fuzz/run.sh --totals                  what all runs here came to
#
# Prints executions and findings of each target and of all, of this run and
# (`in all`) of every run in this build folder; an input that breaks a promise
# is kept in build/fuzz/found and the answer is 1. Inputs that reach new code
# are kept in build/fuzz/corpus for the next run. Needs clang with libFuzzer.
# INSIGHTS_FUZZ_BUILD names another folder to build in; $INSIGHTS_TEST_DATA,
# else ../shared/data, gives more seeds where it is.
set -eu
cd "$(dirname "$0")/../.."
seconds=20
minutes=
seed=0
runs=-1
jobs=1
one=
ASAN_OPTIONS=${ASAN_OPTIONS:-}
only_totals=
while [ $# -gt 0 ]; do
    case $1 in
    --minutes) minutes=$2; shift 2 ;;
    --seconds-per-target) seconds=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
    --jobs) jobs=$2; shift 2 ;;
    --totals) only_totals=1; shift ;;
    --one) one=$2; shift 2 ;; # of a run, which calls itself for each target
    -*) echo "unknown option $1; see the head of $0" >&2; exit 2 ;;
    *) break ;;
    esac
done

if [ $# = 0 ]; then
    for source in tests/fuzz/fuzz_*.c; do
        name=${source##*/fuzz_}
        set -- "$@" "${name%.c}"
    done
fi
[ -z "$minutes" ] || seconds=$((minutes * 60 * jobs / $#))
[ "$seconds" -gt 0 ] || seconds=1

build=${INSIGHTS_FUZZ_BUILD:-build/fuzz}
totals=$build/totals
mkdir -p "$build/result"

# Files beside the project that a target may start from.
data=${INSIGHTS_TEST_DATA:-../shared/data}
more_seeds() {
    [ "$seed" = 0 ] || return 0 # the same everywhere: the project's own only
    case $1 in
    conversation) folders="transcripts srt studies" ;;
    vtt) folders="webvtt" ;;
    srt) folders="srt" ;;
    text | markdown) folders="transcripts" ;;
    *) folders= ;;
    esac
    for folder in $folders; do
        [ ! -d "$data/$folder" ] || find "$data/$folder" -type d
    done
}

# The sum of a column of the totals: executions (2) or findings (3), of one
# target or, without a name, of all.
total_of() {
    [ -f "$totals" ] || { echo 0; return; }
    awk -v column="$1" -v name="${2:-}" \
        'name == "" || $1 == name { sum += $column } END { print sum + 0 }' \
        "$totals"
}

row() {
    printf '%-14s %12s %9s %9s %12s\n' "$@"
}

# Run one target and leave "name executions findings" in result/.
run_one() {
    name=$1
    found=$build/found/$name
    kept=$build/corpus/$name
    log=$build/$name.log
    mkdir -p "$found" "$kept"
    before=$(find "$found" -type f | wc -l)
    began=$(date +%s)
    # shellcheck disable=SC2046
    nice -n 10 "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" \
        -seed="$seed" -runs="$runs" -max_len=1024 -timeout=10 \
        -entropic=0 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$found/" "$kept" "tests/fuzz/corpus/$name" \
        $(more_seeds "$name") >"$log" 2>&1 || true
    took=$(($(date +%s) - began))
    [ "$took" -gt 0 ] || took=1
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ -z "$executions" ]; then
        executions=$(sed -n 's/^#\([0-9]*\)[: \t].*/\1/p' "$log" | tail -n 1)
    fi
    executions=${executions:-0}
    new=$(($(find "$found" -type f | wc -l) - before))
    # A leak, or a program that did not start, leaves no input behind.
    if [ $new = 0 ] && ! grep -q '^Done ' "$log"; then
        new=1
    fi
    echo "$name $executions $new" >"$build/result/$name"
    {
        row "$name" "$executions" $((executions / took)) "$new" \
            $(($(total_of 2 "$name") + executions))
        if [ $new -gt 0 ]; then
            grep -E \
                'does not hold|ERROR:|runtime error|SUMMARY|Test unit written' \
                "$log" | head -n 6 | sed 's/^/    /'
            grep -qE 'does not hold|ERROR:|runtime error' "$log" ||
                tail -n 6 "$log" | sed 's/^/    /'
        fi
    } >"$build/result/$name.said"
    cat "$build/result/$name.said"
}

if [ -n "$one" ]; then
    run_one "$one"
    exit 0
fi

if [ -n "$only_totals" ]; then
    row target '' '' findings 'in all'
    for name in "$@"; do
        row "$name" '' '' "$(total_of 3 "$name")" "$(total_of 2 "$name")"
    done
    row "$# targets" '' '' "$(total_of 3)" "$(total_of 2)"
    exit 0
fi

# Shorter stacks of allocations and a smaller quarantine than a program's:
# inputs are small, and there are many.
export ASAN_OPTIONS="malloc_context_size=5:quarantine_size_mb=32:$ASAN_OPTIONS"

cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
generator=
if [ ! -f "$build/CMakeCache.txt" ] && command -v ninja >/dev/null; then
    generator="-G Ninja"
fi
# Optimised, with its assertions.
# shellcheck disable=SC2046,SC2086
if ! cmake -S . -B "$build" $generator -DCMAKE_C_COMPILER=clang \
    -DCMAKE_BUILD_TYPE=RelWithDebInfo -DINSIGHTS_BUILD_CLI=OFF \
    -DCMAKE_C_FLAGS_RELWITHDEBINFO="-O2 -g" \
    -DINSIGHTS_FUZZ=ON -DINSIGHTS_SANITIZE=address,undefined \
    >"$build/build.log" 2>&1 ||
    ! cmake --build "$build" --parallel "$cores" \
        --target $(printf 'fuzz_%s ' "$@") >>"$build/build.log" 2>&1; then
    tail -n 40 "$build/build.log"
    echo "the build failed; all of it is in $build/build.log"
    exit 1
fi

row target executions 'a second' findings 'in all'
for name in "$@"; do
    rm -f "$build/result/$name"
done
printf '%s\n' "$@" | xargs -n 1 -P "$jobs" sh tests/fuzz/run.sh \
    --seconds-per-target "$seconds" --seed "$seed" --runs "$runs" --one
for name in "$@"; do
    cat "$build/result/$name" 2>/dev/null || echo "$name 0 1"
done >"$build/result/run"
cat "$build/result/run" >>"$totals"
# One line for each target.
awk '{ runs[$1] += $2; found[$1] += $3 }
    END { for (name in runs) print name, runs[name], found[name] }' \
    "$totals" | sort >"$totals.new"
mv "$totals.new" "$totals"
executions=$(awk '{ sum += $2 } END { print sum + 0 }' "$build/result/run")
findings=$(awk '{ sum += $3 } END { print sum + 0 }' "$build/result/run")
row "$# targets" "$executions" '' "$findings" "$(total_of 2)"
[ "$findings" = 0 ]
