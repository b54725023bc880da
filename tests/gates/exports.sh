#!/bin/sh
# What the shared library exports is what the headers declare, all of it with
# a version; the static library brings no name that is not ours.
. "$(dirname "$0")/common.sh"
library=$INSIGHTS_BUILD/libinsights.so
[ -e "$library" ] || { echo "$library is not built"; exit 1; }

cat include/insights/*.h | tr '\n' ' ' | sed 's/INSIGHTS_API/\n&/g' |
    grep '^INSIGHTS_API ' | sed 's/(.*//; s/.*[ *]//' |
    grep '^insights_' | sort -u >"$scratch/declared"
nm -D --defined-only "$library" | awk '$2 != "A" { print $3 }' |
    sort >"$scratch/versioned"
sed 's/@.*//' "$scratch/versioned" | sort -u >"$scratch/exported"

comm -23 "$scratch/declared" "$scratch/exported" |
    fail_lines "declared, not exported"
comm -13 "$scratch/declared" "$scratch/exported" |
    fail_lines "exported, not declared"
grep -v '@@INSIGHTS_0\.1$' "$scratch/versioned" |
    fail_lines "without its version"
readelf -d "$library" | grep -q 'SONAME.*libinsights\.so\.[0-9]' ||
    fail "no SONAME"
nm -g --defined-only "$INSIGHTS_BUILD/libinsights.a" 2>/dev/null |
    awk 'NF == 3 { print $3 }' | grep -v '^insights_' |
    fail_lines "a global name in the static library"

[ -s "$found" ] || echo "$(wc -l <"$scratch/exported") functions"
finish
