# test_check.sh - check and locate: was it said so?
. "$(dirname "$0")/support.sh"

draft=$study/draft.md
shape="document line quote verdict similarity changes parts nearest"

proves "a draft with wrong quotes ends with 5" \
    exits 5 insights check "$draft" --in "$study"
proves "a verdict has its shape" \
    has "$shape" insights check "$draft" --in "$study" --json
proves "the draft has twelve quotations" sh -c '
    [ "$("$1" check "$2" --in "$3" --json 2>/dev/null | wc -l)" = 12 ]' \
    sh "$program" "$draft" "$study"
verdicts() {
    insights check "$draft" --in "$study" --json=verdict 2>/dev/null |
        grep -c "\"$1\""
}
proves "two of them are altered" [ "$(verdicts altered)" = 2 ]
proves "one is stitched" [ "$(verdicts stitched)" = 1 ]
proves "one nobody said" [ "$(verdicts none)" = 1 ]
proves "the changed number is named" sh -c '
    "$1" check "$2" --in "$3" --json=changes 2>/dev/null |
        grep -q "\"kind\":\"number\""' sh "$program" "$draft" "$study"
proves "the lost negation is named" sh -c '
    "$1" check "$2" --in "$3" --json=changes 2>/dev/null |
        grep -q "\"kind\":\"negation\""' sh "$program" "$draft" "$study"
proves "with --json the failure is told on stderr" sh -c '
    "$1" check "$2" --in "$3" --json 2>&1 >/dev/null |
        grep -q "\"code\":\"check_failed\""' sh "$program" "$draft" "$study"
proves "no study is made by it" sh -c '! ls ./*.insights 2>/dev/null'
printf 'She says “I’m not against it” at last.\n' >good.md
proves "true quotations end with 0" \
    exits 0 insights check good.md --in "$study/i1.vtt"
printf '<p>She says <q>I was always against it</q>.</p>\n' >bad.html
proves "quotations of HTML are read" \
    exits 5 insights check bad.html --in "$study"
proves "standard input is a document" sh -c '
    "$1" check - --in "$2" <good.md' sh "$program" "$study"
echo "No quotations here." >none.txt
proves "a document without quotations is fine" \
    exits 0 insights check none.txt --in "$study"
proves "a document that is not there ends with 3" \
    exits 3 insights check nosuch.md --in "$study"
printf 'PK' >a.docx
proves "what is only named like a document of Word is refused" \
    exits 1 insights check a.docx --in "$study"

keys="status similarity changes byte_start byte_end char_start char_end
    utf16_start utf16_end turns start_ms end_ms time_method text"
proves "locate gives its shape" \
    has "$keys" insights locate --text "$study/i1.vtt" \
    "I'm not against it." --json
proves "what was said is exact" sh -c '
    "$1" locate --text "$2/i1.vtt" "I said yes to the card machine." \
        --json=status,turns | grep -q "{\"status\":\"exact\",\"turns\":\[63,63"' \
    sh "$program" "$study"
proves "the bytes are those of the quote" sh -c '
    "$1" turns "$2/i1.vtt" --json=text | python3 -c "
import json, sys
text = \"\".join(json.loads(l)[\"text\"] + \"\\n\" for l in sys.stdin).encode()
match = json.loads(sys.argv[1])
piece = text[match[\"byte_start\"]:match[\"byte_end\"]].decode()
sys.exit(piece != match[\"text\"])
" "$("$1" locate --text "$2/i1.vtt" "keeping her chair warm" --json)"' \
    sh "$program" "$study"
proves "lines of input are answered in order with their ids" sh -c '
    printf "%s\n%s\n" "{\"id\":7,\"quote\":\"Same chair, look\"}" \
        "{\"id\":\"b\",\"quote\":\"we never met before\"}" |
        "$1" locate --text "$2/i1.vtt" - --json=id,status >out
    printf "%s\n%s\n" "{\"id\":7,\"status\":\"exact\"}" \
        "{\"id\":\"b\",\"status\":\"none\"}" | diff - out' \
    sh "$program" "$study"
proves "what nobody said is told without failing" \
    says "nobody said this" insights locate --text "$study/i1.vtt" \
    "the moon is made of cheese"
proves "an empty quote ends with 2" \
    exits 2 insights locate --text "$study/i1.vtt" ""
proves "a quote is needed" exits 2 insights locate --text "$study/i1.vtt" a b

finish
