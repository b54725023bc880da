# test_input.sh - bad input: a clear failure or a faithful import, never a
# crash, never half of one.
. "$(dirname "$0")/support.sh"
insights new study --quiet
mkdir other

# An exit code above 127 is a crash.
survives() {
    "$@" </dev/null
    code=$?
    [ $code -lt 128 ] && return 0
    echo "exit code $code"
    return 1
}
refused() {
    before=$(insights list | wc -l)
    insights import "$@" </dev/null && return 1
    code=$?
    [ $code = 1 ] || [ $code = 3 ] || return 1
    [ "$(insights list | wc -l)" = "$before" ]
}
turns_of() {
    insights turns "$1" --json=text | wc -l
}

: >empty.txt
proves "an empty file is no crash" survives insights import empty.txt
head -c 4096 /dev/urandom >random.vtt
proves "random bytes are no crash" survives insights import random.vtt
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\001' >picture.txt
proves "a picture is refused" refused picture.txt
head -c 700 "$study/i1.vtt" >truncated.vtt
proves "a truncated file is no crash" survives insights import truncated.vtt
printf '{"segments": [{"start": 0, "text": "Hel' >truncated.json
proves "truncated JSON is refused" refused truncated.json
proves "and the place is told" says ":1:" insights import truncated.json
proves "a file that is not there ends with 3" \
    exits 3 insights import nosuch.vtt
proves "a folder without transcripts ends with 3" sh -c '
    mkdir -p nothing && "$1" import nothing; [ $? = 3 ]' sh "$program"

printf 'Ann: Gr\374n ist es.\n' >latin.txt
proves "Latin-1 is read where it is declared" \
    exits 0 insights import latin.txt --encoding latin-1
proves "and is UTF-8 then" says "Grün" insights turns latin
printf 'Ann: Yes \n\nBob: No.\n' | iconv -t UTF-16 >utf16.txt
proves "UTF-16 is read by its mark" exits 0 insights import utf16.txt
proves "and has both turns" [ "$(turns_of utf16)" = 2 ]
printf 'Ann: One.\r\nBob: Two.\rAnn: Three.\nBob: Four.\n' >ends.txt
proves "mixed line ends are read" exits 0 insights import ends.txt
proves "and give four turns" [ "$(turns_of ends)" = 4 ]
printf 'WEBVTT\n\n00:09.000 --> 00:10.000\n<v A>Late</v>\n\n%s\n%s\n' \
    '00:01.000 --> 00:05.000' '<v B>Early</v>' >backwards.vtt
proves "times that go backwards are read" exits 0 insights import backwards.vtt
python3 - <<'END'
with open("crowd.txt", "w") as out:
    for i in range(10000):
        out.write("Speaker %d: I am number %d.\n" % (i, i))
END
proves "ten thousand speakers are read" exits 0 insights import crowd.txt
python3 -c '
open("long.txt", "w").write("Ann: " + "word " * 400000)'
proves "one very long line is read" survives insights import long.txt
printf 'Ann: a\0b\nBob: c\n' >nul.txt
proves "a NUL is no crash" survives insights import nul.txt

mkdir many
for i in $(seq 400); do
    printf 'Ann: Number %s.\nBob: Yes, %s.\n' "$i" "$i" >many/$i.txt
done
proves "^C ends with 130 and says how to go on" sh -c '
    "$1" --store other/many.insights import many >out 2>err &
    id=$!
    while [ ! -s other/many.insights ] ||
        [ "$("$1" --store other/many.insights list 2>/dev/null | wc -l)" \
            -lt 2 ]; do sleep 0.05; done
    kill -INT $id
    wait $id
    code=$?
    cat err
    [ $code = 130 ] && grep -q "goes on with the rest" err' sh "$program"
proves "the same command goes on" \
    exits 0 insights --store other/many.insights import many
proves "and nothing is there twice" sh -c '
    [ "$("$1" --store other/many.insights list | wc -l)" = 400 ]' sh "$program"

mkdir both
cp "$study/i1.vtt" both
cp picture.txt both
proves "what can be read is, and the exit code is 7" \
    exits 7 insights import both
proves "and the other is named" says "picture.txt" insights import both

printf 'no database' >other/broken.insights
proves "a broken study is refused" sh -c '
    ! "$1" --store other/broken.insights list' sh "$program"
proves "and left as it was" prints "no database" cat other/broken.insights
if [ "$(id -u)" != 0 ]; then
    cp study.insights other/frozen.insights
    chmod 444 other/frozen.insights
    proves "a study that cannot be written is told" sh -c '
        ! "$1" --store other/frozen.insights import "$2/i2.srt"' \
        sh "$program" "$study"
fi
proves "the study is whole after all this" exits 0 insights doctor
proves "and every quote is what was said" exits 0 insights verify

finish
