# test_team.sh - merge and compare: two people, two copies, one study.
. "$(dirname "$0")/support.sh"
make_study
export INSIGHTS_STORE="$work/study.insights" # the copy lies beside it
cp study.insights ben.insights

ben() {
    INSIGHTS_ACTOR=Ben "$program" --store "$work/ben.insights" "$@"
}

# lacks TEXT COMMAND…: the command works, and the text is nowhere.
lacks() {
    text=$1
    shift
    "$@" </dev/null >"$work/.said" 2>&1 || return 1
    ! grep -F -- "$text" "$work/.said"
}

insights code "i1#I came for six weeks" History --quiet
insights code "i1#Same chair, look" Shabby --quiet
ben code "i1#I came for six weeks" History --quiet
ben code "i1#getting shouted at for things you never did" Shouting --quiet
insights correct i1 4 "Right. Right then." --quiet
ben correct i1 8 "Anything at all? So you are writing it twice." --quiet

proves "a preview says what would come" \
    says "1 code" insights merge ben.insights --preview
proves "and changes nothing" \
    lacks "Shouting" insights codes
proves "merge ends with 0" exits 0 insights merge ben.insights
proves "what they coded is here" says "Shouting" insights codes
proves "and what they corrected" says "Anything at all" insights turns i1
proves "and what was corrected here" says "Right then" insights turns i1
proves "every quote is still what was said" exits 0 insights verify
proves "the study is whole" exits 0 insights doctor
proves "merging again brings nothing" \
    says "nothing new" insights merge ben.insights
proves "with --json the last line is the summary" says '"done":0' \
    insights merge ben.insights --json

proves "compare has a line for each code and one over all" \
    says "over all" insights compare
proves "it tells kappa and alpha" says '"kappa":' insights compare --json
proves "--code keeps to a code" lacks "Shabby" insights compare --code History
proves "disagreements show the words" \
    says "Same chair, look" insights compare Ada Ben --disagreements
proves "somebody unknown ends with 3" exits 3 insights compare Ada Nobody
proves "one undo takes the merge back" exits 0 insights undo
proves "and the code is gone" lacks "Shouting" insights codes
proves "a file that is no study fails" exits 3 insights merge nowhere.insights
finish
