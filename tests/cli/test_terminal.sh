# test_terminal.sh - what a terminal of eighty columns shows, and the keys of
# review.
. "$(dirname "$0")/support.sh"
make_study
cat >keys.vtt <<'END'
WEBVTT

00:01.000 --> 00:04.000
<v Interviewer>What bothers you about the tool?</v>

00:04.500 --> 00:12.000
<v Bea>The worst problem is that I want to export my list and I can't. It is so frustrating, I hate it.</v>

00:12.500 --> 00:15.000
<v Interviewer>What do you use instead?</v>

00:15.500 --> 00:22.000
<v Bea>I use a spreadsheet every day. My goal is to finish before lunch.</v>
END
export INSIGHTS_FORCE_TTY=80
export INSIGHTS_STORE="$work/study.insights" # others come to lie beside it

proves "the first screen" looks first insights
proves "help of a verb" looks help_code insights help code
proves "the list of conversations" looks list insights list
proves "turns" looks turns sh -c '"$1" turns i1 | head -n 30' sh "$program"
proves "an outline" looks outline insights outline keys.vtt
proves "questions asked" looks questions insights outline --questions keys.vtt
proves "a check" looks check insights check "$study/draft.md"
proves "a quote that was altered" looks locate \
    insights locate i2 "I hold it against the computer."
proves "words in their context" looks kwic insights kwic "text*"
proves "phrases" says "of 5 people  " insights phrases --limit 8
proves "passages" looks search \
    insights search "empty chair still eats lunch" --limit 1
proves "answers" says "1. Where was the pencil?" \
    insights answers "Where was the pencil?"
proves "methods" says "quotes: 0" insights methods
proves "the codebook" looks codes sh -c '
    "$1" codes import "$2/codes.csv" --quiet && "$1" codes' \
    sh "$program" "$study"

proves "no line is wider than the terminal" sh -c '
    for command in list "turns i1" "outline" "outline --questions" \
        "kwic text*" phrases "search empty" "answers 6" codes log methods \
        "check $2/draft.md" doctor "list questions" "list code"; do
        "$1" $command 2>/dev/null | python3 -c "
import sys, unicodedata
for line in sys.stdin:
    if len(line.rstrip(\"\n\")) > 80:
        sys.exit(sys.argv[1] + \": \" + line)" "$command" || exit 1
    done' sh "$program" "$study"
proves "narrow terminals are no crash" sh -c '
    INSIGHTS_FORCE_TTY=20 "$1" turns i1 >/dev/null &&
        INSIGHTS_FORCE_TTY=20 "$1" outline >/dev/null' sh "$program"
proves "colours come only when asked for" sh -c '
    ! "$1" list | grep -q "$(printf "\033")" &&
        NO_COLOR= CLICOLOR_FORCE=1 "$1" list | grep -q "$(printf "\033")"' \
    sh "$program"
printf 'Ann: \033[31mred\007\n' >steer.txt
proves "what was said cannot steer the terminal" sh -c '
    ! "$1" turns ./steer.txt | grep -q "$(printf "\033")"' sh "$program"

unset INSIGHTS_FORCE_TTY
insights --store keys.insights import keys.vtt --quiet >/dev/null
insights --store keys.insights analyze --quiet
press() {
    python3 - "$program" "$@" <<'END'
import os, pty, select, sys, time
program, keys = sys.argv[1], sys.argv[2]
pid, fd = pty.fork()
if pid == 0:
    os.execv(program, [program, "--store", "keys.insights", "review"])
out = b""
def drain(until):
    global out
    end = time.time() + until
    while time.time() < end:
        if select.select([fd], [], [], 0.05)[0]:
            try:
                piece = os.read(fd, 4096)
            except OSError:
                return
            if not piece:
                return
            out += piece
            if out.endswith(b"q quit ") or out.endswith(b": "):
                return
drain(5)
for key in keys.split(" "):
    seen = len(out)
    os.write(fd, key.replace("_", " ").replace("~", "\n").encode())
    drain(3)
drain(0.5)
print(out.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
END
}
waiting() {
    insights --store keys.insights review --json=kind | wc -l
}
proves "speakers and codes wait for a decision" [ "$(waiting)" = 4 ]
proves "u takes the last decision back" press "a u q"
proves "and it waits again" [ "$(waiting)" = 4 ]
proves "m writes a memo, c takes another code" \
    press "s s m look_here~ c Trouble~ q"
proves "the memo is kept" \
    says "look here" insights --store keys.insights list memos
proves "the code is in the codebook" \
    says "Trouble" insights --store keys.insights codes --used
proves "one fewer waits" [ "$(waiting)" = 3 ]
proves "c takes another role" press "c observes~ q"
proves "which is that of the speaker" \
    says "observes" insights --store keys.insights list speakers
proves "a accepts, r rejects, q leaves" press "a r q"
proves "and they wait no longer" [ "$(waiting)" = 0 ]
proves "what was rejected does not come back" sh -c '
    "$1" --store keys.insights analyze --quiet &&
        [ "$("$1" --store keys.insights review --json=kind | wc -l)" = 0 ]' \
    sh "$program"

finish
