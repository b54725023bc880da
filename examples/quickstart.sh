#!/bin/sh
# quickstart.sh - build the program, read four interviews, check a draft.
#
#   sh examples/quickstart.sh
#
# Works from a fresh clone on Debian 12, as root or with sudo. Everything it
# makes lies in ./build and ./quickstart-study; delete both and it is gone.
set -eu
cd "$(dirname "$0")/.."

# --- Build, silently unless it fails -----------------------------------------
. tests/gates/packages.sh
insights_packages "$INSIGHTS_BUILD_PACKAGES"
mkdir -p build
log=build/quickstart.log
{
    [ -f build/CMakeCache.txt ] ||
        cmake -S . -B build -DCMAKE_BUILD_TYPE=RelWithDebInfo
    cmake --build build --target insights_cli --parallel "$(nproc)"
} >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    echo "the build failed; all of it is in $log" >&2
    exit 1
}

# --- A study of its own ------------------------------------------------------
rm -rf quickstart-study
mkdir quickstart-study
program=$PWD/build/insights
examples=$PWD/examples/study
cd quickstart-study
export INSIGHTS_FORCE_TTY="${COLUMNS:-80}" INSIGHTS_STORE=study.insights
export INSIGHTS_CONFIG_DIR="$PWD/config" INSIGHTS_ACTOR="${USER:-you}"
insights() {
    "$program" "$@" 2>&1
}
title() {
    printf '\n== %s\n' "$*"
}

"$program" new study --quiet
echo "== What was read (insights import examples/study)"
insights import "$examples" --quiet

title "A chatbot's draft, checked (insights check draft.md --failed)"
cd "$examples"
INSIGHTS_STORE=$OLDPWD/study.insights
insights check draft.md --failed || [ $? = 5 ]
cd "$OLDPWD"

title "What was asked (insights outline --limit 2)"
insights outline --limit 2 --quiet

title "Phrases many said (insights phrases)"
insights phrases --limit 4 --quiet

"$program" codes import "$examples/codes.csv" --quiet
"$program" analyze --quiet
"$program" report --draft "$examples/draft.md" -o report.html --quiet
title "Now you"
cat <<END
cd quickstart-study; PATH=$(dirname "$program"):\$PATH
insights code "i1#Kelly'll have a polish in it" "Empty time"   # your code
insights review               # what is suggested, one key a decision
Open quickstart-study/report.html in a browser; no server, no network.
END
