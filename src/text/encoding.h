/* encoding.h - bytes of a known or guessed encoding to UTF-8, piece by piece.
 *
 * What comes out is always valid UTF-8 without NUL. What could not be decoded
 * is U+FFFD and counted. Text that nobody declared is UTF-8 unless its first
 * piece with bytes above 127 holds more broken characters than whole ones:
 * then it is taken as Windows-1252, the superset of Latin-1 that files
 * labelled so are really in.
 */
#ifndef INSIGHTS_TEXT_ENCODING_H
#define INSIGHTS_TEXT_ENCODING_H

#include "base/buffer.h"

typedef enum insights__encoding {
    INSIGHTS__ENCODING_UNKNOWN = 0, /* only ASCII so far */
    INSIGHTS__ENCODING_UTF8,
    INSIGHTS__ENCODING_UTF16_LE,
    INSIGHTS__ENCODING_UTF16_BE,
    INSIGHTS__ENCODING_LATIN1
} insights__encoding;

typedef struct insights__decoder {
    insights__encoding encoding;
    int guessed;           /* Latin-1 by its bytes alone */
    size_t replaced;       /* characters that became U+FFFD */
    size_t nuls;           /* those of them that were NUL */
    size_t mark;           /* bytes of a byte order mark */
    unsigned char rest[8]; /* a character cut off by the end of a piece */
    size_t rest_length;
} insights__decoder;

/* Begin with the first bytes of the text. `name` is "utf-8", "utf-16",
 * "latin-1" or NULL; a byte order mark has the last word on Unicode ones. */
insights_status insights__decoder_start(
    insights__decoder *decoder,
    const char *name,
    const unsigned char *bytes,
    size_t length,
    insights_error **error);

/* Append what `bytes` say to `out`; `last` says that nothing follows. */
void insights__decoder_run(
    insights__decoder *decoder,
    const unsigned char *bytes,
    size_t length,
    int last,
    insights__buffer *out);

/* What insights__binary_kind() calls bytes that have many control characters
 * and nothing else to know them by. */
extern const char insights__binary_data[];

/* What bytes that are no text look like ("a PDF document"), or NULL. Static.
 * `first` says that they are the first ones. */
const char *insights__binary_kind(
    const unsigned char *bytes,
    size_t length,
    int first,
    const insights__decoder *decoder);

#endif
