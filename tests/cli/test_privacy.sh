# test_privacy.sh - people who are forgotten, and studies without names.
. "$(dirname "$0")/support.sh"
make_study
mkdir other

proves "what would go is shown" \
    says "68  turns" insights forget "Maureen Tranter" --preview
proves "a preview changes nothing" says "i1" insights list
proves "off a terminal nobody is forgotten without --yes" \
    exits 2 insights forget "Maureen Tranter"
proves "an export has no names" sh -c '
    "$1" export --pseudonymise --key key.json -o copy.jsonl --quiet &&
        ! grep -q -e Maureen -e Tranter -e Hannah -e Lisle copy.jsonl &&
        grep -q P01 copy.jsonl' sh "$program"
proves "who is who is for its owner alone" sh -c '
    grep -q "\"name\":\"Maureen Tranter\"" key.json &&
        [ "$(stat -c %a key.json)" = 600 ]' sh "$program"
proves "what has no names can be restored, and every quote is true" sh -c '
    "$1" --store other/copy.insights restore copy.jsonl --quiet &&
        "$1" --store other/copy.insights verify' sh "$program"
proves "a report has no names" sh -c '
    printf "Kelly=Robin\n" >names.txt
    "$1" report --pseudonymise=names.txt -o copy.html --quiet &&
        ! grep -q -e Maureen -e Tranter -e Kelly copy.html' sh "$program"
proves "a key needs pseudonyms" \
    exits 2 insights export --key key.json -o copy.jsonl
proves "a person is forgotten" \
    says "forgot 1 conversations" insights forget "Maureen Tranter" --yes
proves "nothing of them is left in any file" sh -c '
    ! grep -q -a -e Maureen -e "biscuit tin" ./*.insights*' sh
proves "the log says so without a name" says "forgot a person" insights log
proves "who is forgotten is not known" \
    exits 3 insights forget "Maureen Tranter" --yes
finish
