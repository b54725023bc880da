#!/bin/sh
# Tables, workbooks and codebooks out of the program, and back.
. "$(dirname "$0")/support.sh"
make_study

insights analyze --quiet
insights code "i1#Miss Kaur was in the stock room crying" Pressure --quiet
proves "evidence is written as CSV" exits 0 insights export -o evidence.csv
proves "it has a header and no mark" sh -c '
    head -n 1 evidence.csv | grep -q "^id,interview,speaker,person,"'
proves "and the codes that people gave" sh -c '
    grep -c ",Pressure," evidence.csv | grep -qx 1'
proves "and nothing that is only suggested" sh -c '
    ! grep -q ",suggested," evidence.csv'
proves "unless that is asked for" sh -c '
    "$1" export -o all.csv --include-suggested &&
        grep -q ",suggested," all.csv' sh "$program"
proves "a CSV for spreadsheets has a mark" sh -c '
    "$1" export -o marked.csv --excel &&
        [ "$(head -c 3 marked.csv | od -An -tx1 | tr -d " ")" = efbbbf ]' \
    sh "$program"
proves "records of a kind are written" sh -c '
    "$1" export --format csv --kind person | grep -q "Maureen Tranter"' \
    sh "$program"
proves "a kind that is none ends with 2" \
    exits 2 insights export --format csv --kind nonsense
proves "what the format cannot hold is told" sh -c '
    "$1" export -o more.csv --include-suggested 2>&1 |
        grep -q "words that a code rests on"' sh "$program"
proves "and is in the summary" \
    has "done message losses" insights export -o evidence.csv --json
if insights export -o book.xlsx >/dev/null 2>&1; then
    proves "a workbook is written" sh -c '
        [ "$(head -c 2 book.xlsx)" = PK ]'
else
    echo "skipped 1 cases: libxlsxwriter is missing"
fi
proves "a format that is none ends with 2 and leaves no file" sh -c '
    ! "$1" export -o study.pdf && [ ! -e study.pdf ]' sh "$program"
proves "an option of tables is refused elsewhere" \
    exits 2 insights export -o all.jsonl --excel
proves "a program is known only for codebooks" sh -c '
    ! "$1" export -o x.csv --for maxqda && [ ! -e x.csv ]' sh "$program"

insights codes import "$study/codes.csv" --quiet
proves "a codebook is written" exits 0 insights export -o codes.qdc
proves "importing it again changes nothing" \
    says '"done":0' insights codes import codes.qdc --json
proves "another study takes it and gives the same bytes" sh -c '
    "$1" new copy --store copy.insights &&
        "$1" --store copy.insights codes import codes.qdc &&
        "$1" --store copy.insights export -o again.qdc --quiet &&
        cmp codes.qdc again.qdc' sh "$program"
proves "what that did can be undone" sh -c '
    "$1" --store copy.insights undo &&
        ! "$1" --store copy.insights codes | grep -q Rules' sh "$program"
sed 's/ isCodable="[a-z]*"//' codes.qdc >broken.qdc
proves "a codebook that is not sound is refused with its line" \
    says "line 4" insights --store study.insights codes import broken.qdc

finish
