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
cp "$examples/draft.md" .
insights check draft.md --failed || [ $? = 5 ]

title "What was asked (insights outline --questions; here two of each)"
insights outline --questions --limit 2 --quiet

title "Phrases that many said (insights phrases)"
insights phrases --limit 3 --quiet

"$program" codes import "$examples/codes.csv" --quiet
"$program" analyze --quiet
"$program" report --draft draft.md -o report.html --quiet
title "Now you: cd quickstart-study, with $(dirname "$program") on your PATH"
cat <<END
insights code "i1#Kelly'll have a polish in it" "Empty time"  # a code of yours
insights review    # what the program suggests: one key accepts or rejects
Open quickstart-study/report.html in a browser: no server, no network.
END
