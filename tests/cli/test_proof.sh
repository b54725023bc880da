# test_proof.sh - verify, export and restore, report, sql, methods, doctor.
. "$(dirname "$0")/support.sh"
make_study
export INSIGHTS_STORE="$work/study.insights" # others come to lie beside it
insights analyze --quiet

proves "verify ends with 0" exits 0 insights verify
proves "verify says how many quotes it read" \
    says "read again in their sources" insights verify
cp study.insights copy.insights
proves "a changed turn makes verify end with 5" sh -c '
    python3 -c "
import sqlite3
db = sqlite3.connect(\"copy.insights\")
tables = [r[0] for r in db.execute(
    \"select name from sqlite_master where type = \x27table\x27\")]
done = 0
for table in tables:
    columns = [c[1] for c in db.execute(\"pragma table_info(\x27%s\x27)\" % table)]
    if \"text\" in columns and \"position\" in columns and \"transcript_id\" in columns:
        done += db.execute(
            \"update \\\"%s\\\" set text = replace(text, \x27crying\x27, \x27drying\x27)\"
            \" where text like \x27%%crying%%\x27\" % table).rowcount
db.commit()
assert done, tables"
    "$1" verify --store copy.insights; [ $? = 5 ]' sh "$program"
proves "and names the quote" says "drying" insights verify --store copy.insights

insights export -o one.jsonl --quiet
proves "an export is a line of JSON for each record" sh -c '
    python3 -c "
import json
for line in open(\"one.jsonl\"):
    json.loads(line)[\"record\"]"'
proves "restore makes the store that is named" \
    exits 0 insights restore one.jsonl --store two.insights
proves "what was restored is exported to the same bytes" sh -c '
    "$1" export --store two.insights | cmp - one.jsonl' sh "$program"
proves "what is no export is refused" sh -c '
    echo "{\"record\":\"nothing\"}" >nothing.jsonl
    ! "$1" restore nothing.jsonl --store three.insights' \
    sh "$program"
for format in vtt srt markdown json; do
    proves "a conversation written as $format reads back equal" sh -c '
        "$1" export i1 --format $2 >again &&
            "$1" turns i1 --json=speaker,text >a &&
            "$1" turns ./again --json=speaker,text | cmp a -' \
        sh "$program" $format
done
proves "the report is written where asked" sh -c '
    "$1" report -o out.html --draft "$2/draft.md" && [ -s out.html ]' \
    sh "$program" "$study"
proves "the report is the same a second time" sh -c '
    "$1" report -o again.html --draft "$2/draft.md" -q &&
        cmp out.html again.html' sh "$program" "$study"
proves "no half of a file is left" sh -c '! ls ./*.part 2>/dev/null'
proves "a folder that is not there fails" \
    exits 1 insights report -o nowhere/out.html

proves "sql reads" sh -c '
    [ "$("$1" sql "select count(*) as n from v_evidence" --json)" != "" ]' \
    sh "$program"
proves "sql names its columns" gives "title n" \
    insights sql "select 'x' as title, 1 as n" --json
proves "sql does not write" sh -c '! "$1" sql "delete from evidence"' \
    sh "$program"
proves "sql that is none is told" sh -c '! "$1" sql "selec 1"' sh "$program"

proves "methods tell what was computed" \
    has "what how actor count" insights methods --json
proves "doctor finds all well" exits 0 insights doctor
proves "doctor says what it looked at" \
    has "status what message" insights doctor --json
mkdir bin
printf '#!/bin/sh\n' >bin/insights
chmod +x bin/insights
proves "doctor names another program of this name" sh -c '
    PATH=$PWD/bin:$PATH "$1" doctor | grep -q "another program"' sh "$program"
printf 'not a study' >broken.insights
proves "doctor ends with 5 where a study is broken" \
    exits 5 insights doctor --store broken.insights
printf '#!/bin/sh\necho "plug $1"\n' >bin/insights-plug
chmod +x bin/insights-plug
proves "a program insights-plug is a verb" sh -c '
    [ "$(PATH=$PWD/bin:$PATH "$1" plug in)" = "plug in" ]' sh "$program"

cp "$study/i4.vtt" call.vtt
mkdir alone && cp call.vtt alone && cd alone || exit 1
proves "a file alone gets its report beside it" sh -c '
    "$1" call.vtt && [ -s call.report.html ]' sh "$program"
proves "and nothing else is kept" sh -c '[ "$(ls | wc -l)" = 2 ]'
proves "with --save the study is kept" sh -c '
    "$1" call.vtt --save && "$1" --store call.insights list' sh "$program"
cd .. || exit 1
proves "the demo runs and keeps nothing" sh -c '
    mkdir demo && cd demo && "$1" demo && [ "$(ls | wc -l)" = 0 ]' \
    sh "$program"

finish
