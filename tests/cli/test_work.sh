# test_work.sh - a person's work: codes, decisions, notes, corrections, undo.
. "$(dirname "$0")/support.sh"
make_study

words="Miss Kaur was in the stock room crying"
proves "analyze takes evidence out" exits 0 insights analyze
proves "analyze a second time keeps the ids" sh -c '
    "$1" evidence --json=id >before && "$1" analyze --quiet &&
        "$1" evidence --json=id | diff -q before -' sh "$program"
proves "evidence gives its shape" \
    has "id quote codings speaker person first_turn last_turn byte_start
        byte_end start_ms end_ms time_method grounding gist chunk is_question" \
    insights evidence i1 --json
proves "a code is put on words that were said" \
    says "$words" insights code "i1#$words" "Pressure / Time"
proves "words nobody said are not coded" \
    exits 3 insights code "i1#the moon is made of cheese" Pressure
proves "a turn can be coded" exits 0 insights code i1:3 Biography
proves "bytes can be coded" exits 0 insights code i1:0-20 Beginning
proves "evidence can be coded by the end of its id" sh -c '
    id=$("$1" evidence i2 --json=id | head -n 1 | cut -d\" -f4)
    "$1" code "$(printf %s "$id" | tail -c 8)" Beginning' sh "$program"
proves "a coding has its shape" \
    has "id evidence_id code_id standing quote" \
    insights code i3:4 Beginning --note "how it starts" --json
proves "evidence is found by its code" sh -c '
    "$1" evidence --code "Pressure / Time" --json=codings |
        grep -q "\"code\":\"Pressure / Time\""' sh "$program"
proves "and by the code above it" sh -c '
    [ "$("$1" evidence --code Pressure | wc -l)" = 1 ]' sh "$program"
proves "a code that is not there is put right" \
    says "did you mean 'Pressure'?" insights evidence --code Presure
proves "codes count people" \
    has "path accepted suggested people of" insights codes --json
proves "a codebook is imported" exits 0 insights codes import "$study/codes.csv"
proves "its tree is there" says "Rules / Let slide" insights codes
proves "a code is added below another" \
    exits 0 insights codes add "Paper / Red book" --definition "Pauline's"
proves "a code is renamed" \
    exits 0 insights codes rename "Paper / Red book" "Paper / Ledger"
proves "and has its new name" says "Paper / Ledger" insights codes
proves "a code is merged into another" \
    exits 0 insights codes merge "Paper / Ledger" "Paper"
proves "and is gone" sh -c '! "$1" codes | grep -q Ledger' sh "$program"
proves "a code is shown and deleted by its path" sh -c '
    "$1" codes add "Left / Over" -q && "$1" show "Left / Over" >/dev/null &&
        "$1" delete "Left / Over" && ! "$1" codes | grep -q Over' sh "$program"
proves "what codes cannot do ends with 2" exits 2 insights codes paint Paper

proves "off a terminal review lists what waits" sh -c '
    "$1" review >out </dev/null && ! grep -q "a accept" out' sh "$program"
proves "a memo is written on a conversation" \
    exits 0 insights memo i1 "call her again"
proves "a memo can be read from standard input" sh -c '
    echo "from a pipe" | "$1" memo i2 - && "$1" list memos |
        grep -q "from a pipe"' sh "$program"
proves "show has the memo" says "call her again" insights show i1
proves "the log names who did it" says "Ada" insights log
proves "the log gives its shape" \
    has "id at actor verb summary changes undone" insights log --json
proves "undo takes the memo back" sh -c '
    "$1" undo && ! "$1" list memos | grep -q "from a pipe"' sh "$program"
proves "undo takes an id of the log" sh -c '
    id=$("$1" log --json=id,verb | grep "\"memo\"" | tail -n 1 | cut -d\" -f4)
    "$1" undo "$(printf %s "$id" | tail -c 8)"' sh "$program"
proves "an id that is not in the log ends with 3" \
    exits 3 insights undo ffffffffffff

waits=$(insights review --json=id,kind | grep '"coding"' | head -n 1 |
    cut -d'"' -f4)
cat >review.json <<END
{"insights_review": 1, "actor": "Ben",
 "decisions": [{"kind": "coding", "id": "$waits", "decision": "accept"}],
 "memos": [{"kind": "coding", "id": "$waits", "text": "good one"}]}
END
proves "a review from the report is taken in" exits 0 insights apply review.json
proves "it no longer waits" sh -c '! "$1" review --json=id | grep -q "$2"' \
    sh "$program" "$waits"
proves "a second time changes nothing" sh -c '
    "$1" apply review.json --json | grep -q "\"done\":0"' sh "$program"
proves "the log has it under the name in it" says "Ben" insights log
cat >odd.json <<END
{"insights_review": 1, "decisions": [
 {"kind": "coding", "id": "ffffffffffff", "decision": "accept"}]}
END
proves "what does not fit is refused, with the reason" \
    exits 7 insights apply odd.json
proves "what is no review is refused" exits 1 insights apply "$study/draft.md"

proves "a turn is corrected" sh -c '
    "$1" correct i1 4 "Right. Right?" && [ "$("$1" turns i1 --json=index,text |
        grep "\"index\":4,")" = "{\"index\":4,\"text\":\"Right. Right?\"}" ]' \
    sh "$program"
proves "a speaker gets another name" sh -c '
    "$1" correct i2 --speaker SPEAKER_01=Curtis &&
        "$1" turns i2 | grep -q Curtis &&
        ! "$1" turns i2 | grep -q SPEAKER_01' sh "$program"
proves "the code is still on its words" sh -c '
    "$1" evidence --code "Pressure / Time" | grep -q "stock room"' sh "$program"
proves "all quotes still are what was said" exits 0 insights verify
proves "a turn that is none ends with 2" exits 2 insights correct i1 four Yes
proves "a turn that is not there fails" sh -c '
    ! "$1" correct i1 4000 Yes' sh "$program"
proves "delete takes a conversation away" sh -c '
    "$1" delete i4 && [ "$("$1" list | wc -l)" = 3 ]' sh "$program"
proves "all quotes still are what was said" exits 0 insights verify
proves "deleting what is not there ends with 3" exits 3 insights delete i4

finish
