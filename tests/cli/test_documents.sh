# test_documents.sh - Word and PDF documents: imported from a folder, read as
# transcripts, checked as drafts.
. "$(dirname "$0")/support.sh"

call=$root/tests/fuzz/corpus/docx/otter.docx
if says "libarchive" insights turns "$call" >/dev/null; then
    echo "skipped: this build reads no Word documents"
    finish
    exit
fi
mkdir calls
cp "$call" calls/call.docx
printf 'a lock' >'calls/~$call.docx'

proves "a Word document has turns" says "What would you change?" \
    insights turns calls/call.docx
proves "a file alone is read" says "Speaker 1" insights calls/call.docx
insights new study --quiet
proves "a folder's documents are imported, and what is left out is told" \
    says "left out" insights import calls
proves "the same document is imported once" exits 0 insights import calls
[ "$(insights list | wc -l)" = 1 ] || proves "there is one conversation" false
proves "a document that is none is refused" \
    says "not a '.docx' file" insights turns 'calls/~$call.docx'
proves "a document is a draft, too" says "no quotation" \
    insights check "$call" --in calls
if ! command -v pdftotext >/dev/null; then
    echo "skipped: pdftotext is not installed"
else
    printf '%%PDF-1.4 broken' >broken.pdf
    proves "a broken PDF document is refused" \
        says "pdftotext cannot read it" insights turns broken.pdf
fi
mkdir bin
printf '%%PDF-1.4 any' >any.pdf
nothing() {
    PATH=$work/bin "$program" turns any.pdf
}
proves "without pdftotext its package is named" says "poppler-utils" nothing
finish
