#!/bin/sh
# Who may include whom: the table of docs/ARCHITECTURE.md, by grep.
. "$(dirname "$0")/common.sh"

# Includes of `folder` ($1) that are not in its row ($2, a regular
# expression of what may stand between the quotes or angle brackets).
only() {
    [ -d "src/$1" ] || return 0
    grep -rnE '^ *# *include' --include='*.[ch]' "src/$1" |
        grep -E '"|<insights' | grep -vE "#include [\"<]($2)[\">]" |
        fail_lines "src/$1 may not include"
}

any='[a-z0-9_/]+\.h'
own='[a-z0-9_]+\.h'
api="insights/$any|insights\.h"
only base "base/$any|insights/(base|error)\.h"
only model "(base|model)/$any|$api"
only json "(base|json)/$any|insights/(base|error|json)\.h"
only text "(base|text)/$any|$api"
only store "(base|model|store)/$any|$api"
only backends "(base|model|backends)/$any|store/backend\.h|$api"
only engine "(base|model|json|store|engine)/$any|$api"
only engine/core "(base/(alloc|array|buffer|error|map)|engine/core/[a-z0-9_]+)\.h|insights/(base|error)\.h"
only analysis "(base|model|json|text|store|analysis)/$any|$api"
only cli "cli/$any|$own|$api"

# A library's header ($1) stands only where the expression ($2) allows.
header_only_in() {
    grep -rnE "# *include [<\"]$1[>\"]" --include='*.[ch]' src include |
        grep -vE "^($2)" | fail_lines "not to be included here"
}
header_only_in 'sqlite3\.h' 'src/backends/'
header_only_in 'libpq-fe\.h' 'src/backends/'
header_only_in 'uv\.h' 'src/(engine|net)/'
header_only_in 'curl/curl\.h' 'src/net/'
header_only_in 'jansson\.h' 'src/(base|model|json|text|store|backends|analysis)/'
header_only_in 'openssl/[a-z]+\.h' 'src/base/hash\.c'
header_only_in 'libstemmer\.h' 'src/(base|text)/'
header_only_in 'utf8proc\.h' 'src/(base|text)/'
header_only_in '(pthread|unistd|fcntl|sched|signal|locale|xlocale|poll|sys/([a-rt-z][a-z]*|s[a-su-z][a-z]*))\.h' \
    'src/(base/platform|cli)/'
# SQLite's own calls to the system are replaced in a forked child.
header_only_in 'sys/stat\.h' 'src/(base/platform|cli|backends)/'

# The engine's core knows neither time nor the outside.
grep -rnE '# *include <(uv|pthread|time|stdio|sys/[a-z]+)\.h>' \
    --include='*.[ch]' src/engine/core |
    fail_lines "the engine's core may not include"

# The program is built on what is installed.
for file in src/cli/*.[ch]; do
    [ -e "$file" ] || continue
    grep -nE '\binsights__' "$file" | fail_lines "$file looks inside"
done
finish
