#!/bin/sh
# Fuzzes every parser of foreign bytes, one after the other.
#
#   sh tests/fuzz/run.sh                           20 seconds for each target
#   sh tests/fuzz/run.sh --minutes 30              30 minutes shared by all
#   sh tests/fuzz/run.sh --seconds-per-target 60 vtt srt
#   sh tests/fuzz/run.sh --seed 1 --runs 2000      the same inputs each time
#
# Prints executions and findings of each target and of all; an input that
# breaks a promise is kept in build/fuzz/found and the answer is 1. Inputs
# that reach new code are kept in build/fuzz/corpus for the next run. Needs
# clang with libFuzzer. INSIGHTS_FUZZ_BUILD names another folder to build in;
# $INSIGHTS_TEST_DATA, else ../shared/data, gives more seeds where it is.
set -eu
cd "$(dirname "$0")/../.."
seconds=20
minutes=
seed=0
runs=-1
while [ $# -gt 0 ]; do
    case $1 in
    --minutes) minutes=$2; shift 2 ;;
    --seconds-per-target) seconds=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
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
[ -z "$minutes" ] || seconds=$((minutes * 60 / $#))
[ "$seconds" -gt 0 ] || seconds=1

build=${INSIGHTS_FUZZ_BUILD:-build/fuzz}
mkdir -p "$build"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
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
    ! cmake --build "$build" --parallel "$jobs" --target $(printf 'fuzz_%s ' "$@") \
        >>"$build/build.log" 2>&1; then
    tail -n 40 "$build/build.log"
    echo "the build failed; all of it is in $build/build.log"
    exit 1
fi

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

total=0
findings=0
printf '%-14s %12s %9s %9s\n' target executions 'a second' findings
for name in "$@"; do
    found=$build/found/$name
    kept=$build/corpus/$name
    log=$build/$name.log
    mkdir -p "$found" "$kept"
    before=$(find "$found" -type f | wc -l)
    # shellcheck disable=SC2046
    nice -n 10 "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" \
        -seed="$seed" -runs="$runs" -max_len=2048 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$found/" "$kept" "tests/fuzz/corpus/$name" \
        $(more_seeds "$name") >"$log" 2>&1 || true
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ -z "$executions" ]; then
        executions=$(sed -n 's/^#\([0-9]*\)[: \t].*/\1/p' "$log" | tail -n 1)
    fi
    new=$(($(find "$found" -type f | wc -l) - before))
    # A leak, or a program that did not start, leaves no input behind.
    if [ $new = 0 ] && ! grep -q '^Done ' "$log"; then
        new=1
    fi
    total=$((total + ${executions:-0}))
    findings=$((findings + new))
    printf '%-14s %12s %9s %9s\n' "$name" "${executions:-0}" \
        $((${executions:-0} / seconds)) "$new"
    if [ $new -gt 0 ]; then
        grep -E 'does not hold|ERROR:|runtime error|SUMMARY|Test unit written' \
            "$log" | head -n 6 | sed 's/^/    /'
        grep -qE 'does not hold|ERROR:|runtime error' "$log" ||
            tail -n 6 "$log" | sed 's/^/    /'
    fi
done
printf '%-14s %12s %9s %9s\n' "$# targets" "$total" '' "$findings"
[ "$findings" = 0 ]
