# test_study.sh - a study: made, filled, read; the shapes of --json.
. "$(dirname "$0")/support.sh"

proves "new makes the file" exits 0 insights new pilot
proves "new does not overwrite" exits 1 insights new pilot
proves "nothing else was made" sh -c '! ls | grep -v -e "^pilot.insights"'
rm -f pilot.insights*

proves "import says where things are kept" sh -c '
    "$1" new study --quiet
    "$1" import "$2" 2>&1 >/dev/null | grep -q "kept in study.insights"' \
    sh "$program" "$study"
proves "importing again changes nothing" sh -c '
    "$1" import "$2"/i1.vtt --json | grep -q "\"already_imported\":true"' \
    sh "$program" "$study"
proves "import gives its shape" \
    has "interview_id title format turns speakers duration_ms already_imported
        warnings" insights import "$study/i2.srt" --json
proves "the four conversations are listed" sh -c '
    [ "$("$1" list | wc -l)" = 4 ]' sh "$program"
proves "the questions of the guide are listed" sh -c '
    [ "$("$1" list questions | wc -l)" = 10 ]' sh "$program"
proves "an unknown kind is put right" \
    says "did you mean 'evidence'?" insights list evidense
proves "a study is found from below" sh -c '
    mkdir -p a/b && cd a/b && "$1" list >/dev/null' sh "$program"
proves "reading leaves nothing beside the study" sh -c '
    ! ls | grep -e "-wal$" -e "-shm$"'
proves "two studies are a question" sh -c '
    mkdir two && cd two && "$1" new one --quiet && "$1" new two --quiet
    "$1" list 2>&1 | grep -q "say which with --store"' sh "$program"
proves "a store that is named and not there is made by import" sh -c '
    "$1" --store made.insights import "$2/i1.vtt" >/dev/null 2>&1 &&
        [ -f made.insights ]' sh "$program" "$study"
rm -f made.insights*
proves "a store that is named and not there is not made by reading" sh -c '
    ! "$1" --store missing.insights list 2>/dev/null &&
        [ ! -e missing.insights ]' sh "$program"

mkdir twins
insights --store twins/a.insights import "$study/i1.vtt" --quiet >/dev/null
proves "two may import into one study at once" sh -c '
    "$1" --store twins/a.insights import "$2" --quiet >/dev/null & one=$!
    "$1" --store twins/a.insights import "$2" --quiet >/dev/null & two=$!
    wait $one && wait $two' sh "$program" "$study"
proves "and nothing is there twice" sh -c '
    [ "$("$1" --store twins/a.insights list | wc -l)" = 4 ] &&
        "$1" --store twins/a.insights doctor' sh "$program"

proves "turns gives its shape" \
    gives "index speaker text start_ms end_ms byte_start" \
    insights turns i1 --json
proves "turns of a file needs no study" \
    gives "index speaker text start_ms end_ms byte_start" \
    insights turns "$study/i3.md" --json
proves "fields can be chosen" gives "index text" \
    insights turns i1 --json=index,text
proves "a field that is not there is put right" \
    says "did you mean 'speaker'?" insights turns i1 --json=speker
proves "outline gives its shape" \
    has "question.turn question.text question.start_ms answer.first_turn
        answer.last_turn answer.words answer.start_ms answer.end_ms" \
    insights outline i1 --json
proves "outline of all says which conversation" \
    has "interview_id title question.text" insights outline --json
proves "search gives its shape" \
    has "rank score interview_id turn_index byte_start byte_end text" \
    insights search "nobody asked" --json
for mode in turns regions sentences; do
    proves "search finds $mode" \
        has "rank text" insights search "patients" --mode $mode --json
done
proves "search in one conversation stays in it" sh -c '
    "$1" search patients --interview i1 --json=title | grep -v "\"i1\"" &&
        exit 1; true' sh "$program"
proves "an unknown mode ends with 2" \
    exits 2 insights search x --mode everything
proves "kwic gives a line for each place" \
    has "before text after title speaker" insights kwic "text*" --json
proves "phrases say how many people" \
    has "text people of count examples" insights phrases --json
proves "answers give passages of a question" \
    has "question question_text title text" insights answers 3 --json
proves "answers take a question of one's own" \
    has "question_text text" insights answers "who bought it?" --json
proves "a question that is not in the guide ends with 3" \
    exits 3 insights answers 99
proves "show takes a title" says "$(insights list --json=id | sed -n \
    's/.*"id":"\([^"]*\)".*/\1/p' | head -n 1)" insights show i1
proves "a short id is enough" sh -c '
    id=$("$1" list --json=id | head -n 1 | cut -d\" -f4)
    "$1" turns "${id#????????????????????????????}" >/dev/null &&
        "$1" turns "insights://interview/$id" >/dev/null' sh "$program"
proves "a file name is enough" exits 0 insights turns i2.srt
proves "a conversation that is not there ends with 3" \
    exits 3 insights turns nobody
proves "CSV has a header" sh -c '
    "$1" turns i1 --csv | head -n 1 | grep -q "^turn,time,speaker,words"' \
    sh "$program"
proves "Markdown is a table" sh -c '
    "$1" turns i1 --md | sed -n 2p | grep -q "^| ---"' sh "$program"
proves "a file's ending chooses the format" sh -c '
    "$1" turns i1 -o turns.csv -q && [ "$(head -c 3 turns.csv | od -An -tx1 |
        tr -d " ")" = efbbbf ]' sh "$program"
proves "an ending that is no format ends with 2" \
    exits 2 insights turns i1 -o turns.xlsx
proves "a pipe gets tabs and no header" sh -c '
    "$1" turns i1 | head -n 1 | grep -q "^0	0:02	Hannah Lisle	"' sh "$program"

finish
