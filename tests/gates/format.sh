#!/bin/sh
# Layout is clang-format's, by the rules in .clang-format; nobody argues it.
. "$(dirname "$0")/common.sh"
find include src tests examples bindings -name '*.[ch]' 2>/dev/null |
    sort >"$scratch/files"
xargs clang-format --dry-run -Werror <"$scratch/files" 2>"$scratch/log" ||
    grep 'error:' "$scratch/log" | cut -d: -f1 | sort | uniq -c |
    while read -r count file; do
        fail "$file: $count places; run clang-format -i on it"
    done
grep -rnlE '[ 	]+$' --include='*.sh' --include='*.py' --include='*.cmake' \
    --include='CMakeLists.txt' --include='*.toml' src tests examples \
    pkgconfig CMakeLists.txt 2>/dev/null | fail_lines "blanks at line ends"
finish
