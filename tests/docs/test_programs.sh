# test_programs.sh - the examples that the documents name compile, and do what
# the documents say.
. "$(dirname "$0")/../cli/support.sh"

libraries=$(dirname "$program")
for name in check records; do
    proves "$name.c compiles without warnings" cc -std=c11 -Wall -Wextra \
        -Werror -I "$root/include" "$root/examples/$name.c" \
        -L "$libraries" -linsights -Wl,-rpath,"$libraries" -o $name
done
if [ ! -x check ] || ldd "$libraries/libinsights.so" | grep -q 'lib[at]san'; then
    echo "not run against a library with sanitizers"
    finish
    exit
fi
proves "check tells which quotation was altered" \
    says "29: altered: I hold it against the computer." ./check \
    "$study/draft.md" "$study/i1.vtt" "$study/i2.srt" "$study/i3.md" \
    "$study/i4.vtt"
proves "check ends with 5 where one fails" \
    exits 5 ./check "$study/draft.md" "$study/i1.vtt"
proves "a record that somebody changed is refused" \
    says "refused: somebody changed it meanwhile" ./records
proves "records keeps what it made in a file" exits 0 ./records r.insights
proves "a unique key that is taken says so" \
    says "exists: there is a project with slug 'practices' already" \
    ./records r.insights

finish
