/* normal.c - clusters of code points, folded by utf8proc. */
#include "text/normal.h"

#include "base/utf8.h"

#include <utf8proc.h>

#define ZERO_WIDTH_JOINER 0x200D

/* --- Classes --------------------------------------------------------------
 */

static int is_between(uint32_t code, uint32_t first, uint32_t last)
{
    return code >= first && code <= last;
}

/* Scripts that put no spaces between words, and Hangul, whose writers
 * disagree where to put them. */
static int is_unspaced(uint32_t code)
{
    if (code < 0x0E00)
        return 0;
    return is_between(code, 0x0E00, 0x0EFF) || /* Thai, Lao */
           is_between(code, 0x1000, 0x109F) || /* Myanmar */
           is_between(code, 0x1100, 0x11FF) || /* Hangul letters */
           is_between(code, 0x1780, 0x17FF) || /* Khmer */
           is_between(code, 0x3005, 0x3007) || /* repeated, zero */
           is_between(code, 0x3040, 0x30FF) || /* Kana */
           is_between(code, 0x3130, 0x318F) || /* Hangul letters */
           is_between(code, 0x31F0, 0x31FF) || /* Kana */
           is_between(code, 0x3400, 0x9FFF) || /* Han */
           is_between(code, 0xAC00, 0xD7FF) || /* Hangul */
           is_between(code, 0xF900, 0xFAFF) || /* Han */
           is_between(code, 0x20000, 0x3FFFF); /* Han */
}

static int is_apostrophe(uint32_t code)
{
    return code == '\'' || code == '`' || code == 0xB4 || code == 0x2BC ||
           code == 0x2B9 || is_between(code, 0x2018, 0x201B) ||
           code == 0x2032 || code == 0xFF07;
}

static insights__class class_ascii(unsigned char byte)
{
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'))
        return INSIGHTS__CLASS_LETTER;
    if (byte >= '0' && byte <= '9')
        return INSIGHTS__CLASS_DIGIT;
    if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
        return INSIGHTS__CLASS_SPACE;
    if (byte == '\'' || byte == '`')
        return INSIGHTS__CLASS_APOSTROPHE;
    if (byte == '-')
        return INSIGHTS__CLASS_DASH;
    if (byte == '$' || byte == '%' || byte == '+' || byte == '&')
        return INSIGHTS__CLASS_SYMBOL;
    if (byte < ' ' || byte == 0x7F)
        return INSIGHTS__CLASS_NOTHING;
    return INSIGHTS__CLASS_PUNCTUATION;
}

static insights__class class_of(uint32_t code)
{
    if (code < 0x80)
        return class_ascii((unsigned char)code);
    if (is_apostrophe(code))
        return INSIGHTS__CLASS_APOSTROPHE;
    if (code == 0x2212)
        return INSIGHTS__CLASS_DASH;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return is_unspaced(code) ? INSIGHTS__CLASS_SINGLE
                                 : INSIGHTS__CLASS_LETTER;
    case UTF8PROC_CATEGORY_ND:
        return INSIGHTS__CLASS_DIGIT;
    case UTF8PROC_CATEGORY_PD:
        return INSIGHTS__CLASS_DASH;
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_CO:
        return INSIGHTS__CLASS_SYMBOL;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return INSIGHTS__CLASS_SPACE;
    case UTF8PROC_CATEGORY_CC:
        return code == 0x85 ? INSIGHTS__CLASS_SPACE : INSIGHTS__CLASS_NOTHING;
    case UTF8PROC_CATEGORY_CF:
        return INSIGHTS__CLASS_NOTHING;
    default:
        return INSIGHTS__CLASS_PUNCTUATION;
    }
}

/* Digits of other scripts as 0 to 9. */
static int32_t plain_digit(int32_t code)
{
    static const int32_t zeros[] = {0x660, 0x6F0, 0x7C0, 0x966,
                                    0x9E6, 0xE50, 0xED0, 0x1040};

    for (size_t i = 0; i < sizeof(zeros) / sizeof(*zeros); i++)
        if (code >= zeros[i] && code <= zeros[i] + 9)
            return '0' + code - zeros[i];
    return code;
}

/* --- Clusters --------------------------------------------------------------
 */

/* Where the cluster that starts at `at` ends. */
static size_t cluster_end(
    const char *text,
    size_t length,
    size_t at,
    uint32_t *written)
{
    utf8proc_int32_t state = 0;
    uint32_t code = 0;
    uint32_t next = 0;
    size_t size = insights__utf8_decode(text + at, length - at, &code);
    int points = 1;

    *written = code;
    at += size ? size : 1;
    while (at < length && points++ < INSIGHTS__CLUSTER_POINTS) {
        size = insights__utf8_decode(text + at, length - at, &next);
        if (!size ||
            utf8proc_grapheme_break_stateful(
                (utf8proc_int32_t)code, (utf8proc_int32_t)next, &state))
            break;
        code = next;
        at += size;
    }
    return at;
}

static void cluster_fold(const char *text, insights__cluster *cluster)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT |
                                      UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
                                      UTF8PROC_IGNORE;
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)text + cluster->start,
        (utf8proc_ssize_t)(cluster->end - cluster->start), cluster->codes,
        INSIGHTS__CLUSTER_CODES, options);

    if (count > 0 && count <= INSIGHTS__CLUSTER_CODES)
        count = utf8proc_normalize_utf32(cluster->codes, count, options);
    if (count < 0 || count > INSIGHTS__CLUSTER_CODES) {
        cluster->codes[0] = (int32_t)cluster->written;
        count = 1;
    }
    cluster->count = (uint32_t)count;
    if (count == 0) {
        cluster->type = INSIGHTS__CLASS_NOTHING;
        return;
    }
    cluster->type = class_of((uint32_t)cluster->codes[0]);
    if (is_apostrophe(cluster->written) || cluster->written == 0xB4)
        cluster->type = INSIGHTS__CLASS_APOSTROPHE;
    if (cluster->type == INSIGHTS__CLASS_DIGIT)
        cluster->codes[0] = plain_digit(cluster->codes[0]);
    else if (cluster->type == INSIGHTS__CLASS_DASH)
        cluster->codes[0] = '-';
    else if (cluster->type == INSIGHTS__CLASS_SPACE)
        cluster->codes[0] = ' ';
    else if (cluster->type == INSIGHTS__CLASS_APOSTROPHE)
        cluster->codes[0] = '\'';
    else if (
        is_between(cluster->written, 0x201C, 0x201F) ||
        cluster->written == 0xAB || cluster->written == 0xBB ||
        cluster->written == 0x2033)
        cluster->codes[0] = '"';
}

int insights__normal_next(
    const char *text,
    size_t length,
    size_t *at,
    insights__cluster *out)
{
    unsigned char byte;

    if (*at >= length)
        return 0;
    byte = (unsigned char)text[*at];
    out->start = *at;
    if (byte < 0x80 &&
        (*at + 1 == length || (unsigned char)text[*at + 1] < 0x80)) {
        out->end = *at + 1;
        out->written = byte;
        out->type = class_ascii(byte);
        out->count = 1;
        if (byte >= 'A' && byte <= 'Z')
            byte = (unsigned char)(byte + 32);
        out->codes[0] = out->type == INSIGHTS__CLASS_SPACE        ? ' '
                        : out->type == INSIGHTS__CLASS_APOSTROPHE ? '\''
                                                                  : byte;
    } else {
        out->end = cluster_end(text, length, *at, &out->written);
        cluster_fold(text, out);
    }
    *at = out->end;
    return 1;
}

int insights__normal_equal(
    const insights__cluster *left,
    const insights__cluster *right)
{
    if (left->count != right->count)
        return 0;
    for (uint32_t i = 0; i < left->count; i++)
        if (left->codes[i] != right->codes[i])
            return 0;
    return 1;
}

/* --- Boundaries ------------------------------------------------------------
 */

/* The character that ends at `at`, decoded. */
static uint32_t code_before(const char *text, size_t at)
{
    uint32_t code = 0;
    size_t start = at;

    do {
        start--;
    } while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80);
    insights__utf8_decode(text + start, at - start, &code);
    return code;
}

int insights__normal_boundary(const char *text, size_t length, size_t at)
{
    uint32_t next = 0;

    if (at == 0 || at >= length)
        return 1;
    if ((unsigned char)text[at] < 0x80)
        return !(text[at] == '\n' && text[at - 1] == '\r');
    if (!insights__utf8_decode(text + at, length - at, &next) ||
        code_before(text, at) == ZERO_WIDTH_JOINER)
        return 0;
    return utf8proc_grapheme_break(
        (utf8proc_int32_t)code_before(text, at), (utf8proc_int32_t)next);
}

int insights__normal_in_word(const char *text, size_t length, size_t at)
{
    insights__class left;
    insights__class right;
    uint32_t next = 0;

    if (at == 0 || at >= length)
        return 0;
    insights__utf8_decode(text + at, length - at, &next);
    left = class_of(code_before(text, at));
    right = class_of(next);
    if (left == INSIGHTS__CLASS_SINGLE || right == INSIGHTS__CLASS_SINGLE)
        return 0;
    return (left == INSIGHTS__CLASS_LETTER || left == INSIGHTS__CLASS_DIGIT) &&
           (right == INSIGHTS__CLASS_LETTER || right == INSIGHTS__CLASS_DIGIT);
}

int insights__normal_upper(uint32_t code)
{
    utf8proc_category_t category;

    if (code < 0x80)
        return code >= 'A' && code <= 'Z';
    category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}
