#!/bin/sh
# Every public header compiles alone, in every language it promises.
. "$(dirname "$0")/common.sh"
strict="-Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only"

count=0
for header in include/*.h include/insights/*.h; do
    [ -e "$header" ] || continue
    count=$((count + 1))
    printf '#include <%s>\n' "${header#include/}" >"$scratch/alone.c"
    cp "$scratch/alone.c" "$scratch/alone.cpp"
    for std in c99 c11 c17; do
        # shellcheck disable=SC2086
        gcc -std=$std $strict -Wstrict-prototypes "$scratch/alone.c" \
            2>"$scratch/log" || {
            fail "$header as $std:"
            cat "$scratch/log" >>"$found"
        }
    done
    # shellcheck disable=SC2086
    g++ -std=c++17 $strict "$scratch/alone.cpp" 2>"$scratch/log" || {
        fail "$header as c++17:"
        cat "$scratch/log" >>"$found"
    }
done
# The inside of a public header is standard C: no library shows through.
grep -nE '^ *# *include <' include/*.h include/insights/*.h 2>/dev/null |
    grep -vE '#include <(insights/[a-z_]+|std(def|int|bool|alignas))\.h>' |
    fail_lines "a public header includes"
grep -nE '\b(time_t|off_t|FILE \*|va_list)' include/insights/*.h |
    grep -vE ':[ /]*\*' | fail_lines "a public header uses"

[ -s "$found" ] || echo "$count headers"
finish
