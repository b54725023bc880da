# test_examples.sh - the examples compile and run; the draft is as promised.
. "$(dirname "$0")/support.sh"

libraries=$(dirname "$program")
for name in locate study; do
    proves "$name.c compiles without warnings" cc -std=c11 -Wall -Wextra \
        -Werror ${INSIGHTS_CFLAGS:-} -I "$root/include" "$root/examples/$name.c" \
        -L "$libraries" -linsights -Wl,-rpath,"$libraries" -o $name
done
proves "locate finds who said it" \
    says "Maureen Tranter at 0:56: keeping her chair warm" \
    ./locate "$study/i1.vtt" "keeping her chair warm"
proves "locate finds nothing where nothing was said" \
    exits 1 ./locate "$study/i1.vtt" "the moon is made of cheese"
proves "study lists what can be cited" \
    says "SPEAKER_01: " ./study some.insights "$study/i2.srt"
proves "the study it made is one for the program" \
    says "i2" insights --store some.insights list
proves "the quickstart is in the shell's language" \
    sh -n "$root/examples/quickstart.sh"

finish
