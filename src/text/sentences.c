/* sentences.c - cut a text at the ends of its sentences.
 *
 * A sentence ends at a terminator with the quotes and brackets that close
 * behind it, where white space follows; in scripts without spaces, anywhere.
 * Full stops of abbreviations, initials and numbers end nothing, nor does one
 * before a small letter. An empty line always ends a sentence.
 */
#include "text/sentences.h"

#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#define WORD_MAXIMUM 16

typedef enum mark {
    MARK_NONE,
    MARK_STOP,     /* . … */
    MARK_QUESTION, /* ? */
    MARK_EXCLAIM,  /* ! */
    MARK_WIDE,     /* needs no space behind it */
    MARK_WIDE_QUESTION
} mark;

static int is_space(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x2028 ||
           c == 0x2029;
}

static mark mark_of(uint32_t c)
{
    switch (c) {
    case '.':
    case 0x2026: /* … */
        return MARK_STOP;
    case '?':
    case 0x061f: /* Arabic */
    case 0x037e: /* Greek */
    case 0x203d: /* interrobang */
    case 0x2047:
    case 0x2048:
    case 0x2049:
        return MARK_QUESTION;
    case '!':
    case 0x203c:
    case 0x06d4: /* Urdu full stop */
    case 0x0964: /* danda */
    case 0x0965:
        return MARK_EXCLAIM;
    case 0x3002: /* ideographic full stop */
    case 0xff01:
    case 0xff61:
        return MARK_WIDE;
    case 0xff1f:
        return MARK_WIDE_QUESTION;
    default:
        return MARK_NONE;
    }
}

static int is_closer(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d ||
           c == 0x2019 || c == 0xbb || c == 0x300d || c == 0x300f ||
           c == 0xff09 || c == 0x203a || c == '*' || c == '_';
}

/* The character at `at`; bytes that are none count as one. */
static uint32_t char_at(
    const char *text,
    size_t length,
    size_t at,
    size_t *size)
{
    unsigned char byte = (unsigned char)text[at];
    uint32_t c = 0xfffd;

    *size = 1;
    if (byte < 0x80)
        return byte;
    *size = insights__utf8_decode(text + at, length - at, &c);
    if (*size == 0)
        *size = 1;
    return c;
}

static int has(const char *const *list, const char *word)
{
    for (; *list; list++)
        if (strcmp(*list, word) == 0)
            return 1;
    return 0;
}

/* The lower-cased bytes before the full stop at `at`, without brackets; its
 * length, or 0 where it is longer than any abbreviation. */
static size_t word_before(
    const char *text,
    size_t start,
    size_t at,
    char out[WORD_MAXIMUM + 1])
{
    size_t first = at;
    size_t i;
    char c;

    while (first > start && !is_space((unsigned char)text[first - 1]) &&
           text[first - 1] != '(' && text[first - 1] != '[' &&
           text[first - 1] != '"') {
        first--;
        if (at - first > WORD_MAXIMUM)
            return 0;
    }
    for (i = first; i < at; i++) {
        c = text[i];
        out[i - first] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    out[at - first] = '\0';
    return at - first;
}

/* Whether the full stop at `at` belongs to a word and ends no sentence. */
static int is_abbreviation(
    const insights__abbreviations *list,
    const char *text,
    size_t start,
    size_t at,
    uint32_t next)
{
    char word[WORD_MAXIMUM + 1];
    size_t length = word_before(text, start, at, word);
    int digit = next >= '0' && next <= '9';

    if (length == 0)
        return 0;
    if (length == 1 && text[at - 1] >= 'A' && text[at - 1] <= 'Z')
        return text[at - 1] != 'I' && !digit;
    if (has(list->never, word))
        return 1;
    if (has(list->seldom, word))
        return !(next >= 'A' && next <= 'Z');
    return digit && has(list->numeral, word);
}

static int is_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z';
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

/* What follows a terminator: where the next word starts, and how. */
typedef struct lookahead {
    size_t end;   /* behind terminators and closers */
    size_t next;  /* behind white space */
    int closed;   /* a quote or bracket closes */
    int question; /* one of the terminators asks */
    int wide;     /* one of them needs no space */
    int soft;     /* only full stops */
    int dots;     /* how many of them */
} lookahead;

static lookahead look_ahead(const char *text, size_t length, size_t at)
{
    lookahead ahead = {at, at, 0, 0, 0, 1, 0};
    size_t size;
    uint32_t c;
    mark kind;

    while (ahead.end < length) {
        c = char_at(text, length, ahead.end, &size);
        kind = mark_of(c);
        if (kind == MARK_NONE && !(ahead.end > at && is_closer(c)))
            break;
        ahead.closed |= kind == MARK_NONE;
        ahead.question |= kind == MARK_QUESTION || kind == MARK_WIDE_QUESTION;
        ahead.wide |= kind == MARK_WIDE || kind == MARK_WIDE_QUESTION;
        ahead.soft &= kind == MARK_STOP || kind == MARK_NONE;
        ahead.dots += c == 0x2026 ? 3 : kind == MARK_STOP;
        ahead.end += size;
    }
    ahead.next = ahead.end;
    while (ahead.next < length &&
           is_space(char_at(text, length, ahead.next, &size)))
        ahead.next += size;
    return ahead;
}

static int ends_sentence(
    const insights__abbreviations *list,
    const char *text,
    size_t length,
    size_t start,
    size_t at,
    const lookahead *ahead)
{
    size_t size;
    uint32_t next;

    if (ahead->next == length)
        return 1;
    if (ahead->wide)
        return !ahead->closed || ahead->next > ahead->end || ahead->soft == 0;
    if (ahead->next == ahead->end)
        return 0;
    next = char_at(text, length, ahead->next, &size);
    if (!ahead->soft)
        return !(ahead->closed && is_lower(next));
    if (is_lower(next))
        return 0;
    return ahead->dots != 1 || !is_abbreviation(list, text, start, at, next);
}

/* Whether white space from `at` on holds an empty line; `*next` is behind. */
static int is_break(const char *text, size_t length, size_t at, size_t *next)
{
    size_t size;
    int lines = 0;
    uint32_t c;

    while (at < length && is_space(c = char_at(text, length, at, &size))) {
        lines += c == '\n' || c == 0x2028;
        lines += 2 * (c == 0x2029);
        at += size;
    }
    *next = at;
    return lines >= 2;
}

static insights_status add(
    insights__sentences *out,
    size_t start,
    size_t end,
    int question,
    insights_error **error)
{
    insights__sentence *sentence;

    if (end <= start)
        return INSIGHTS_OK;
    sentence = insights__array_add(out);
    if (!sentence)
        return insights__fail_nomem(error);
    sentence->start = start;
    sentence->end = end;
    sentence->question = question;
    return INSIGHTS_OK;
}

insights_status insights__sentences_read(
    insights__sentences *out,
    const char *text,
    size_t length,
    const char *language,
    insights_error **error)
{
    const insights__abbreviations *list = insights__abbreviations_of(language);
    insights_status status = INSIGHTS_OK;
    size_t start = 0;
    size_t last = 0; /* behind the last character that is no white space */
    size_t at = 0;
    size_t stop;
    size_t size;
    size_t next;
    uint32_t c;
    lookahead ahead;
    int open = 0; /* a sentence started at `start` */

    out->count = 0;
    while (status >= 0 && at < length) {
        c = char_at(text, length, at, &size);
        if (is_space(c)) {
            if (is_break(text, length, at, &next) && open) {
                status = add(out, start, last, 0, error);
                open = 0;
            }
            at = next;
            continue;
        }
        if (!open)
            start = at;
        open = 1;
        if (mark_of(c) == MARK_NONE) {
            at += size;
            last = at;
            continue;
        }
        ahead = look_ahead(text, length, at);
        stop = at;
        last = at = ahead.end;
        if (!ends_sentence(list, text, length, start, stop, &ahead))
            continue;
        status = add(out, start, last, ahead.question, error);
        open = 0;
    }
    if (status >= 0 && open)
        status = add(out, start, last, 0, error);
    return status;
}
