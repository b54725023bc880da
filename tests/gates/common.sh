# common.sh - what every gate begins with; sourced with the gate's folder as
# the only thing known:
#
#   . "$(dirname "$0")/common.sh"
#
# A gate stands in the project's root afterwards, calls fail() for everything
# it finds, and ends with finish(). INSIGHTS_BUILD names a finished build of
# the project (default: build), $scratch a folder that goes away.
set -eu
cd "$(dirname "$0")/../.."
INSIGHTS_BUILD=${INSIGHTS_BUILD:-build}
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
found="$scratch/found"
: >"$found"

fail() {
    printf '%s\n' "$*" >>"$found"
}

# Every line of standard input is something wrong, introduced by $1.
fail_lines() {
    while IFS= read -r line; do
        fail "$1: $line"
    done
}

finish() {
    if [ -s "$found" ]; then
        cat "$found"
        exit 1
    fi
    exit 0
}

# Configure and build in $1 with the further arguments, quietly unless it
# fails; targets come from $targets.
targets=all
build() {
    folder=$1
    shift
    generator=
    command -v ninja >/dev/null && generator="-G Ninja"
    # shellcheck disable=SC2086
    if ! cmake -S . -B "$folder" $generator "$@" >"$scratch/log" 2>&1 ||
        ! cmake --build "$folder" --parallel "$jobs" --target $targets \
            >"$scratch/log" 2>&1; then
        grep -vE '^\[[0-9]+/[0-9]+\] |^/usr/bin/' "$scratch/log" | tail -n 60
        exit 1
    fi
}

# Run the tests of a build; prints ctest's last words, or all of a failure.
run_tests() {
    if ! ctest --test-dir "$1" --output-on-failure --parallel "$jobs" \
        --no-tests=ignore >"$scratch/log" 2>&1; then
        grep -v 'Passed' "$scratch/log" | tail -n 120
        exit 1
    fi
    grep 'tests passed' "$scratch/log" || true
}
