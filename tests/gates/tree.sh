#!/bin/sh
# The tree holds what it may: names at its top, no path of one machine,
# nothing marked as left for later, nothing large.
. "$(dirname "$0")/common.sh"
git rev-parse --git-dir >/dev/null 2>&1 || { echo "no git here"; exit 0; }

git ls-files | cut -d/ -f1 | sort -u | grep -vxE \
    'CMakeLists\.txt|CMakePresets\.json|include|src|bindings|examples|tests|docs|pkgconfig|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|LICENSE|pyproject\.toml|package\.json|\..*' |
    fail_lines "not a name for the top level"
git grep -nIE '(^|[^A-Za-z0-9_.])/(work|root|home|farm)/' -- . |
    fail_lines "a path of one machine"
git grep -nIE '\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b' -- . |
    fail_lines "left for later"
git ls-files -z | xargs -0 -r du -k 2>/dev/null |
    awk '$1 > 1024 { print $2 " (" $1 " KiB)" }' | fail_lines "large"
git ls-files | grep -E '\.(o|so|a|sqlite|db|pyc)$' |
    fail_lines "not a source"
for file in README.md CHANGELOG.md CONTRIBUTING.md LICENSE \
    docs/ARCHITECTURE.md examples/quickstart.sh tests/run.sh .ci/run; do
    [ -f "$file" ] || fail "missing: $file"
done

# Paths that the documents name exist.
grep -noE '`(src|include|tests|docs|examples|pkgconfig|bindings|\.ci)/[A-Za-z0-9_./-]+`' \
    README.md CONTRIBUTING.md docs/ARCHITECTURE.md 2>/dev/null |
    tr -d '`' | while IFS=: read -r file line path; do
    [ -e "$path" ] || fail "$file:$line names $path, which is not there"
done
finish
