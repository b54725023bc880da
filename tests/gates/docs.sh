#!/bin/sh
# What the documents show, works:
#
#   links     each relative link of a page, and each path of the project in
#             backticks, points to a file that is there
#   commands  each fenced sh block that begins with "# try" ends with 0; the
#             blocks of a page run in order, in one folder of their own, with
#             the program on PATH and examples/ at hand
#   c         each fenced c block compiles: whole programs as they stand,
#             others within a function that has a store, a study and so on
#
#   docs.sh            all of it
#   docs.sh commands   only that
. "$(dirname "$0")/common.sh"
root=$PWD
what=${1:-links commands c}
pages=$(find . -name '*.md' -not -path './build*' -not -path './.git/*' \
    -not -path './tests/*' -not -path './examples/*' | sed 's|^\./||' | sort)

# Write each fenced block of language $2 of page $1 as $3/<first line>; with
# $4, only blocks whose first line is that.
blocks() {
    mkdir -p "$3"
    awk -v fence='```' -v language="$2" -v folder="$3" -v first="$4" '
        !inside && $0 == fence language { inside = 1; at = NR + 1; next }
        inside && $0 == fence {
            inside = 0
            if (file) close(file)
            file = ""
            next
        }
        inside && NR == at {
            if (first == "" || $0 == first)
                file = sprintf("%s/%05d", folder, NR)
        }
        file { print > file }' "$1"
}

check_links() {
    for page in $pages; do
        grep -noE '\]\([^) ]+\)' "$page" | sed 's/\](//; s/)$//' |
            while IFS=: read -r line target; do
                case $target in
                *://* | mailto:* | '#'*) continue ;;
                esac
                [ -e "$(dirname "$page")/${target%%#*}" ] ||
                    fail "$page:$line links to $target, which is not there"
            done
        grep -noE '`(src|include|tests|docs|examples|bindings)/[A-Za-z0-9_./-]+`' \
            "$page" | tr -d '`' | while IFS=: read -r line target; do
            [ -e "$target" ] ||
                fail "$page:$line names $target, which is not there"
        done
    done
}

check_commands() {
    program=$(cd "$INSIGHTS_BUILD" && pwd)/insights
    [ -x "$program" ] || { fail "$program is not built" && return; }
    mkdir "$scratch/bin"
    ln -s "$program" "$scratch/bin/insights"
    for page in $pages; do
        here=$scratch/sh/$page
        blocks "$page" sh "$here" "# try"
        place=$scratch/in/$page
        mkdir -p "$place"
        cp -R "$root/examples" "$place/examples"
        for block in "$here"/*; do
            [ -f "$block" ] || continue
            count=$((count + 1))
            (
                cd "$place"
                unset INSIGHTS_STORE INSIGHTS_PROJECT INSIGHTS_FORCE_TTY
                PATH="$scratch/bin:$PATH" INSIGHTS_ACTOR=Ada LC_ALL=C.UTF-8 \
                    INSIGHTS_CONFIG_DIR="$place/config" \
                    sh -e "$block"
            ) >"$scratch/log" 2>&1 </dev/null || {
                fail "$page:${block##*/}: the commands do not work"
                fail "$(tail -n 20 "$scratch/log")"
            }
        done
    done
}

# A block with main() as it stands, any other within a function.
whole() {
    if grep -q 'int main' "$1"; then
        cat "$1"
        return
    fi
    printf '#include <insights.h>\n#include <stdio.h>\n#include <string.h>\n'
    grep '^#include' "$1" || true
    printf 'insights_status fragment(insights_store *store,
    insights_study *study, insights_conversation *conversation,
    insights_corpus *corpus, const char *text, size_t length,
    insights_write_callback write_to_file,
    int64_t (*read_from_file)(void *bytes, size_t size, void *user),
    insights_error *error)
{
    insights_status status = INSIGHTS_OK;
    {
'
    grep -v '^#include' "$1"
    printf '}\nreturn status;\n}\n'
}

check_c() {
    for page in $pages; do
        blocks "$page" c "$scratch/c/$page" ""
        for block in "$scratch/c/$page"/*; do
            [ -f "$block" ] || continue
            count=$((count + 1))
            whole "$block" >"$scratch/block.c"
            cc -std=c11 -Wall -Wextra -Werror -Wno-unused -Iinclude \
                -fsyntax-only "$scratch/block.c" >"$scratch/log" 2>&1 ||
                fail "$page:${block##*/}: $(cat "$scratch/log")"
        done
    done
}

count=0
for check in $what; do
    "check_$check"
done
echo "$count examples"
finish
