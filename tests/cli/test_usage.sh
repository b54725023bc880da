# test_usage.sh - help, mistakes, completions and the manual page.
. "$(dirname "$0")/support.sh"

verbs=$(insights completion values verbs)

proves "without a verb the work is shown in its order" \
    says "Work, in this order" insights
proves "the version is printed" prints "insights 0.1.0" insights --version
proves "help all lists every verb" sh -c '
    for verb in $2; do
        "$1" help all | grep -q "^  $verb " || { echo "$verb"; exit 1; }
    done' sh "$program" "$verbs"
proves "every verb has help with an example" sh -c '
    for verb in $2; do
        "$1" help "$verb" | grep -q "^  insights $verb" ||
            { echo "$verb"; exit 1; }
        "$1" "$verb" --help >/dev/null || exit 1
    done' sh "$program" "$verbs"
proves "help fits into eighty columns" sh -c '
    for verb in $2; do "$1" help "$verb"; done | python3 -c "
import sys
long = [l for l in sys.stdin if len(l.rstrip()) > 80]
sys.exit(long[0] if long else 0)"' sh "$program" "$verbs"
proves "the environment is explained" \
    says "INSIGHTS_STORE" insights help environment

for later in lens themes people personas findings tasks ask run queue \
    schedule token worker serve mcp merge compare forget; do
    proves "$later is no verb" exits 2 insights $later
done
proves "an unknown verb is put right" \
    says "did you mean 'outline'?" insights outlin
proves "letters that changed places are put right" \
    says "did you mean 'check'?" insights chekc
proves "an unknown option is put right" \
    says "did you mean '--limit'?" insights search x --limt 3
proves "an unknown option ends with 2" exits 2 insights search x --nope
proves "an option without its value ends with 2" \
    exits 2 insights search x --limit
proves "a number that is none ends with 2" \
    exits 2 insights kwic x --in "$study" --limit many
proves "a missing argument ends with 2" exits 2 insights turns
proves "one argument too many ends with 2" exits 2 insights turns a b
proves "a missing file ends with 3" exits 3 insights nosuch.vtt
cd / # where no study lies above
proves "no study ends with 3 and says what to do" \
    says "insights new NAME" insights list
proves "no study ends with 3" exits 3 insights list
proves "with --json a failure is an object" sh -c '
    "$1" list --json 2>&1 >/dev/null | python3 -c "
import json, sys
error = json.load(sys.stdin)[\"error\"]
sys.exit(list(error) != [\"code\", \"message\", \"hint\", \"exit\"]
         or error[\"code\"] != \"not_found\" or error[\"exit\"] != 3)"' \
    sh "$program"

cd "$work" || exit 1
for shell in bash zsh fish; do
    insights completion $shell >completion.$shell
    proves "completions for $shell know the verbs" \
        grep -q outline completion.$shell
    if command -v $shell >/dev/null; then
        proves "completions for $shell are in its language" \
            $shell -n completion.$shell
    fi
done
proves "bash completes options of a verb" bash -c '
    . ./completion.bash
    COMP_WORDS=(insights search x --li) COMP_CWORD=3
    _insights
    [ "${COMPREPLY[*]}" = --limit ] || { echo "${COMPREPLY[*]}"; exit 1; }'
proves "an unknown shell ends with 2" exits 2 insights completion tcsh

insights help --man >insights.1
proves "the manual page is that of the table" \
    diff "$root/docs/man/insights.1" insights.1
if command -v man >/dev/null; then
    proves "the manual page has no mistakes" sh -c '
        [ -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z ./insights.1 2>&1 \
            >/dev/null)" ]'
fi

proves "an unset setting ends with 3" exits 3 insights config get project
insights config set project pilot --quiet
proves "a setting is kept" prints pilot insights config get project
proves "a setting knows where it comes from" \
    says "config/config" insights config list --origin
proves "the environment comes before the file" sh -c '
    [ "$(INSIGHTS_PROJECT=other "$1" config get project)" = other ]' \
    sh "$program"
proves "a flag comes before the environment" sh -c '
    [ "$(INSIGHTS_PROJECT=other "$1" config get project --project third)" \
        = third ]' sh "$program"
insights config set project local --here --quiet
proves "the folder comes before the user" \
    prints local insights config get project
mkdir -p below
proves "the folder's settings hold below it" sh -c '
    cd below && [ "$("$1" config get project)" = local ]' sh "$program"
proves "an unknown setting ends with 2" exits 2 insights config get colour

finish
