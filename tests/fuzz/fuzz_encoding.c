/* fuzz_encoding.c - bytes of a declared encoding, whole and in pieces.
 *
 * The first byte chooses the encoding, the second where the rest is cut.
 * However it is cut, the text is the same, and it is text.
 */
#include "base/utf8.h"
#include "fuzz/support.h"
#include "text/encoding.h"

#include <string.h>

static const char *const names[] = {"utf-8", "utf-16", "latin-1", NULL};

static insights__buffer decode(
    const char *name,
    const uint8_t *data,
    size_t size,
    size_t piece,
    insights__decoder *decoder)
{
    insights__buffer out = INSIGHTS__BUFFER_INIT;
    insights_error *error = NULL;
    size_t at;

    FUZZ_CHECK(fuzz_outcome(
        insights__decoder_start(decoder, name, data, size, &error), &error));
    FUZZ_CHECK(decoder->mark <= size);
    for (at = decoder->mark; at < size; at += piece)
        insights__decoder_run(
            decoder, data + at, size - at < piece ? size - at : piece, 0, &out);
    insights__decoder_run(decoder, data, 0, 1, &out);
    FUZZ_CHECK(out.status == INSIGHTS_OK);
    FUZZ_CHECK(
        insights__utf8_valid(insights__buffer_text(&out), out.length) ==
        out.length);
    FUZZ_CHECK(!out.length || !memchr(out.data, '\0', out.length));
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    insights__decoder first;
    insights__decoder second;
    insights__buffer whole;
    insights__buffer pieces;
    const char *name;
    size_t piece;

    if (size < 2)
        return 0;
    name = names[data[0] & 3];
    piece = (size_t)data[1] % 7 + 1;
    data += 2;
    size -= 2;
    whole = decode(name, data, size, size ? size : 1, &first);
    pieces = decode(name, data, size, piece, &second);
    if (name) {
        FUZZ_CHECK(whole.length == pieces.length);
        FUZZ_CHECK(
            !whole.length || !memcmp(whole.data, pieces.data, whole.length));
        FUZZ_CHECK(first.replaced == second.replaced);
        FUZZ_CHECK(first.nuls == second.nuls);
    }
    insights__buffer_free(&whole);
    insights__buffer_free(&pieces);
    insights_conversation_free(fuzz_read(data, size, "text", name, 0));
    return 0;
}
