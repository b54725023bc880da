# support.sh - what the tests of the program share; sourced by each.
#
# Every test runs in a folder of its own with its own configuration, and its
# name is the sentence it proves:
#
#   proves "an unknown verb ends with 2" exits 2 insights frobnicate
#
# INSIGHTS_PROGRAM names the program; INSIGHTS_UPDATE=1 writes golden files
# instead of comparing with them.

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
study=$root/examples/study
program=${INSIGHTS_PROGRAM:-$root/build/insights}
work=$(mktemp -d)
trap 'cd /; rm -rf "$work"' EXIT
cd "$work" || exit 1
unset INSIGHTS_STORE INSIGHTS_PROJECT INSIGHTS_FORCE_TTY INSIGHTS_LOG
export INSIGHTS_CONFIG_DIR="$work/config" INSIGHTS_ACTOR=Ada LC_ALL=C.UTF-8
export NO_COLOR=1 TZ=UTC
failed=0
count=0

insights() {
    "$program" "$@"
}

proves() {
    sentence=$1
    shift
    count=$((count + 1))
    if "$@" >"$work/.out" 2>&1; then
        return 0
    fi
    failed=$((failed + 1))
    echo "FAILED: $sentence"
    echo "  $*"
    sed 's/^/  | /' "$work/.out" | head -n 40
}

finish() {
    echo "$((count - failed)) of $count proved"
    [ "$failed" = 0 ]
}

# exits CODE COMMAND…: the command ends with that code.
exits() {
    wanted=$1
    shift
    "$@" </dev/null
    got=$?
    [ "$got" = "$wanted" ] && return 0
    echo "exit code $got, not $wanted"
    return 1
}

# says TEXT COMMAND…: the text stands in stdout or stderr.
says() {
    wanted=$1
    shift
    "$@" </dev/null >"$work/.said" 2>&1
    grep -qF -- "$wanted" "$work/.said" && return 0
    echo "nowhere: $wanted"
    cat "$work/.said"
    return 1
}

# prints TEXT COMMAND…: stdout is just that.
prints() {
    wanted=$1
    shift
    got=$("$@" </dev/null 2>/dev/null)
    [ "$got" = "$wanted" ] && return 0
    printf 'printed: %s\n not:    %s\n' "$got" "$wanted"
    return 1
}

# silent COMMAND…: nothing on stderr.
silent() {
    "$@" </dev/null >/dev/null 2>"$work/.err"
    [ -s "$work/.err" ] || return 0
    cat "$work/.err"
    return 1
}

# gives "a b.c d" COMMAND…: each line of stdout is an object that has just
# these members, in this order (a dot steps into one).
gives() {
    keys=$1
    shift
    "$@" </dev/null >"$work/.json" || [ $? = 5 ] || return 1
    python3 - "$work/.json" "$keys" <<'END'
import json, sys
lines = open(sys.argv[1]).read().splitlines()
wanted = sys.argv[2].split()
if not lines:
    sys.exit("no line")
for line in lines:
    row = json.loads(line)
    have = []
    for key, value in row.items():
        nested = [w for w in wanted if w.startswith(key + ".")]
        if nested and isinstance(value, dict):
            have += [key + "." + k for k in value]
        else:
            have.append(key)
    if have != wanted:
        sys.exit("has   %s\nnot   %s" % (" ".join(have), " ".join(wanted)))
END
}

# has "a b.c" COMMAND…: each line of stdout is an object with these members.
has() {
    keys=$1
    shift
    "$@" </dev/null >"$work/.json" || [ $? = 5 ] || return 1
    python3 - "$work/.json" "$keys" <<'END'
import json, sys
lines = open(sys.argv[1]).read().splitlines()
if not lines:
    sys.exit("no line")
for line in lines:
    for key in sys.argv[2].split():
        row = json.loads(line)
        for part in key.split("."):
            if part not in row:
                sys.exit("no %s in %s" % (key, line))
            row = row[part]
END
}

# looks NAME COMMAND…: stdout and stderr equal golden/NAME.txt, ids and dates
# aside.
looks() {
    golden=$here/golden/$1.txt
    shift
    "$@" </dev/null >"$work/.look" 2>&1
    sed -E -e 's/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b/ID/g' \
        -e 's/\b[0-9a-f]{8}\b/ffffffff/g' \
        -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/DATE/g' \
        -e "s|$work|WORK|g; s|$root|ROOT|g" "$work/.look" >"$work/.golden"
    if [ -n "${INSIGHTS_UPDATE:-}" ]; then
        cp "$work/.golden" "$golden"
        return 0
    fi
    diff -u "$golden" "$work/.golden"
}

# The study of the examples, imported.
make_study() {
    insights new study --quiet && insights import "$study" --quiet \
        >/dev/null
}
