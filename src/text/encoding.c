/* encoding.c - UTF-8, UTF-16 and Latin-1 to UTF-8. */
#include "text/encoding.h"

#include "base/utf8.h"

#include <string.h>

#define REPLACEMENT 0xFFFDu

/* What Windows-1252 has where Latin-1 has control characters; 0: nothing. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static int same_name(const char *given, const char *name)
{
    for (; *given; given++) {
        char byte = *given;

        if (byte == '-' || byte == '_' || byte == ' ')
            continue;
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte + ('a' - 'A'));
        if (byte != *name++)
            return 0;
    }
    return *name == '\0';
}

static insights_status by_name(
    const char *name,
    insights__encoding *out,
    insights_error **error)
{
    static const struct {
        const char *name;
        insights__encoding encoding;
    } known[] = {
        {"utf8", INSIGHTS__ENCODING_UTF8},
        {"utf16", INSIGHTS__ENCODING_UTF16_LE},
        {"utf16le", INSIGHTS__ENCODING_UTF16_LE},
        {"utf16be", INSIGHTS__ENCODING_UTF16_BE},
        {"latin1", INSIGHTS__ENCODING_LATIN1},
        {"iso88591", INSIGHTS__ENCODING_LATIN1},
        {"windows1252", INSIGHTS__ENCODING_LATIN1},
    };
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (same_name(name, known[i].name)) {
            *out = known[i].encoding;
            return INSIGHTS_OK;
        }
    return insights__fail(
        error, INSIGHTS_E_INVALID,
        "'%s' is no encoding known here; use utf-8, utf-16 or latin-1", name);
}

insights_status insights__decoder_start(
    insights__decoder *decoder,
    const char *name,
    const unsigned char *bytes,
    size_t length,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    memset(decoder, 0, sizeof(*decoder));
    if (name)
        status = by_name(name, &decoder->encoding, error);
    if (status < 0 || decoder->encoding == INSIGHTS__ENCODING_LATIN1)
        return status;
    if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
        decoder->encoding = INSIGHTS__ENCODING_UTF8;
        decoder->mark = 3;
    } else if (length >= 2 && !memcmp(bytes, "\xFF\xFE", 2)) {
        decoder->encoding = INSIGHTS__ENCODING_UTF16_LE;
        decoder->mark = 2;
    } else if (length >= 2 && !memcmp(bytes, "\xFE\xFF", 2)) {
        decoder->encoding = INSIGHTS__ENCODING_UTF16_BE;
        decoder->mark = 2;
    } else if (
        name && same_name(name, "utf16") && length >= 2 && !bytes[0] &&
        bytes[1]) {
        decoder->encoding = INSIGHTS__ENCODING_UTF16_BE;
    }
    return INSIGHTS_OK;
}

static void put(insights__buffer *out, uint32_t code_point)
{
    char bytes[4];

    insights__buffer_append(
        out, bytes, insights__utf8_encode(code_point, bytes));
}

static void put_replacement(insights__decoder *decoder, insights__buffer *out)
{
    decoder->replaced++;
    put(out, REPLACEMENT);
}

/* Whether the bytes could be the beginning of one character. */
static int is_cut(const unsigned char *bytes, size_t length)
{
    size_t needed = bytes[0] >= 0xF0 && bytes[0] <= 0xF4 ? 4
                    : bytes[0] >= 0xE0                   ? 3
                    : bytes[0] >= 0xC2                   ? 2
                                                         : 1;
    size_t i;

    if (bytes[0] > 0xF4 || length >= needed)
        return 0;
    for (i = 1; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return 1;
}

/* Settle between UTF-8 and Latin-1 by the first piece that tells. */
static void guess(
    insights__decoder *decoder,
    const unsigned char *bytes,
    size_t length)
{
    size_t whole = 0;
    size_t broken = 0;
    size_t at = 0;

    while (at < length) {
        uint32_t code_point;
        size_t size;

        if (bytes[at] < 0x80) {
            at++;
            continue;
        }
        size = insights__utf8_decode(
            (const char *)bytes + at, length - at, &code_point);
        if (size)
            whole++;
        else if (!is_cut(bytes + at, length - at))
            broken++;
        else
            break;
        at += size ? size : 1;
    }
    if (broken > whole) {
        decoder->encoding = INSIGHTS__ENCODING_LATIN1;
        decoder->guessed = 1;
    } else if (whole) {
        decoder->encoding = INSIGHTS__ENCODING_UTF8;
    }
}

static void run_latin1(
    insights__decoder *decoder,
    const unsigned char *bytes,
    size_t length,
    insights__buffer *out)
{
    size_t from = 0;
    size_t at;

    for (at = 0; at < length; at++) {
        if (bytes[at] && bytes[at] < 0x80)
            continue;
        insights__buffer_append(out, bytes + from, at - from);
        from = at + 1;
        if (!bytes[at]) {
            decoder->nuls++;
            put_replacement(decoder, out);
        } else if (bytes[at] < 0xA0 && windows_1252[bytes[at] - 0x80]) {
            put(out, windows_1252[bytes[at] - 0x80]);
        } else {
            put(out, bytes[at]);
        }
    }
    insights__buffer_append(out, bytes + from, at - from);
}

/* Returns how many bytes were used; the others are a character cut off. */
static size_t run_utf8(
    insights__decoder *decoder,
    const unsigned char *bytes,
    size_t length,
    int last,
    insights__buffer *out)
{
    size_t from = 0;
    size_t at = 0;

    while (at < length) {
        uint32_t code_point;
        size_t size = 1;

        if (bytes[at] && bytes[at] < 0x80) {
            at++;
            continue;
        }
        if (bytes[at])
            size = insights__utf8_decode(
                (const char *)bytes + at, length - at, &code_point);
        if (bytes[at] && size) {
            at += size;
            continue;
        }
        insights__buffer_append(out, bytes + from, at - from);
        from = at;
        if (bytes[at] && !last && is_cut(bytes + at, length - at))
            return at;
        decoder->nuls += !bytes[at];
        put_replacement(decoder, out);
        from = ++at;
    }
    insights__buffer_append(out, bytes + from, at - from);
    return length;
}

static size_t run_utf16(
    insights__decoder *decoder,
    const unsigned char *bytes,
    size_t length,
    int last,
    insights__buffer *out)
{
    int little = decoder->encoding == INSIGHTS__ENCODING_UTF16_LE;
    size_t at = 0;

    while (at + 2 <= length) {
        uint32_t unit = little ? (uint32_t)(bytes[at] | bytes[at + 1] << 8)
                               : (uint32_t)(bytes[at] << 8 | bytes[at + 1]);
        uint32_t next = 0;

        if (unit >= 0xD800 && unit < 0xDC00) {
            if (at + 4 > length && !last)
                return at;
            if (at + 4 <= length)
                next = little ? (uint32_t)(bytes[at + 2] | bytes[at + 3] << 8)
                              : (uint32_t)(bytes[at + 2] << 8 | bytes[at + 3]);
        }
        at += 2;
        if (next >= 0xDC00 && next < 0xE000) {
            put(out, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
            at += 2;
        } else if (!unit || (unit >= 0xD800 && unit < 0xE000)) {
            decoder->nuls += !unit;
            put_replacement(decoder, out);
        } else {
            put(out, unit);
        }
    }
    if (last && at < length) {
        put_replacement(decoder, out);
        at = length;
    }
    return at;
}

static size_t run_some(
    insights__decoder *decoder,
    const unsigned char *bytes,
    size_t length,
    int last,
    insights__buffer *out)
{
    switch (decoder->encoding) {
    case INSIGHTS__ENCODING_UTF16_LE:
    case INSIGHTS__ENCODING_UTF16_BE:
        return run_utf16(decoder, bytes, length, last, out);
    case INSIGHTS__ENCODING_LATIN1:
        run_latin1(decoder, bytes, length, out);
        return length;
    default:
        return run_utf8(decoder, bytes, length, last, out);
    }
}

void insights__decoder_run(
    insights__decoder *decoder,
    const unsigned char *bytes,
    size_t length,
    int last,
    insights__buffer *out)
{
    size_t used;

    if (decoder->encoding == INSIGHTS__ENCODING_UNKNOWN)
        guess(decoder, bytes, length);
    /* Finish the character that the piece before cut off, byte by byte. */
    while (decoder->rest_length && (length || last)) {
        if (length) {
            decoder->rest[decoder->rest_length++] = *bytes++;
            length--;
        }
        used = run_some(
            decoder, decoder->rest, decoder->rest_length, last && !length, out);
        decoder->rest_length -= used;
        memmove(decoder->rest, decoder->rest + used, decoder->rest_length);
    }
    if (decoder->rest_length)
        return;
    used = run_some(decoder, bytes, length, last, out);
    decoder->rest_length = length - used;
    if (decoder->rest_length)
        memcpy(decoder->rest, bytes + used, decoder->rest_length);
}

static const char *by_magic(const unsigned char *bytes, size_t length)
{
    static const struct {
        const char *magic;
        size_t at;
        size_t length;
        const char *kind;
    } known[] = {
        {"PK\3\4", 0, 4, "a ZIP archive, or a DOCX or ODT document"},
        {"%PDF-", 0, 5, "a PDF document"},
        {"\xD0\xCF\x11\xE0", 0, 4, "an old Microsoft Office document"},
        {"{\\rtf", 0, 5, "an RTF document"},
        {"RIFF", 0, 4, "an audio or video file (RIFF)"},
        {"ID3", 0, 3, "an audio file (MP3)"},
        {"\xFF\xFB", 0, 2, "an audio file (MP3)"},
        {"OggS", 0, 4, "an audio file (Ogg)"},
        {"fLaC", 0, 4, "an audio file (FLAC)"},
        {"ftyp", 4, 4, "an audio or video file (MP4)"},
        {"\x1A\x45\xDF\xA3", 0, 4, "a video file (Matroska or WebM)"},
        {"\x1F\x8B", 0, 2, "a gzip archive"},
        {"SQLite format 3", 0, 15, "an SQLite database"},
        {"\x89PNG", 0, 4, "an image (PNG)"},
        {"\xFF\xD8\xFF", 0, 3, "an image (JPEG)"},
        {"GIF8", 0, 4, "an image (GIF)"},
        {"\x7F"
         "ELF",
         0, 4, "a program"},
    };
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (length >= known[i].at + known[i].length &&
            !memcmp(bytes + known[i].at, known[i].magic, known[i].length))
            return known[i].kind;
    return NULL;
}

const char insights__binary_data[] = "binary data";

const char *insights__binary_kind(
    const unsigned char *bytes,
    size_t length,
    int first,
    const insights__decoder *decoder)
{
    const char *kind = first ? by_magic(bytes, length) : NULL;
    size_t zeros[2] = {0, 0};
    size_t controls = 0;
    size_t at;

    if (kind || decoder->encoding == INSIGHTS__ENCODING_UTF16_LE ||
        decoder->encoding == INSIGHTS__ENCODING_UTF16_BE)
        return kind;
    for (at = 0; at < length; at++) {
        unsigned char byte = bytes[at];

        if (!byte)
            zeros[at & 1]++;
        if (byte < 0x20 && !strchr("\t\n\r\f\v\x1A\x1B\b", byte))
            controls++;
        else if (!byte)
            controls++;
    }
    if (controls <= 8 || controls < length / 32)
        return NULL;
    if (zeros[0] > length / 4 || zeros[1] > length / 4)
        return "UTF-16 without a byte order mark; declare its encoding";
    return insights__binary_data;
}
