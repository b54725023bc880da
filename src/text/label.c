/* label.c - which words before a colon are somebody's name.
 *
 * A label is judged by its shape alone, and then by the company it keeps: it
 * comes back, or much of the file has labels.
 */
#include "text/draft.h"

#include "base/map.h"

#include <stdint.h>
#include <string.h>

#define LABEL_MAXIMUM 96
#define WORDS_MAXIMUM 6

static const char *const not_names[] = {
    "note",           "nb",           "ps",        "summary",    "title",
    "date",           "time",         "subject",   "re",         "example",
    "warning",        "source",       "update",    "kind",       "language",
    "duration",       "location",     "present",   "topic",      "agenda",
    "chapter",        "part",         "music",     "laughter",   "laughs",
    "applause",       "silence",      "pause",     "crosstalk",  "inaudible",
    "noise",          "sound",        "cough",     "sigh",       "sighs",
    "answer",         "question",     "problem",   "solution",   "result",
    "reason",         "fact",         "tip",       "caution",    "important",
    "conclusion",     "background",   "url",       "https",      "http",
    "mailto",         "participants", "attendees", "transcript", "recording",
    "unintelligible", "blank_audio",  "foreign"};

static const char *const particles[] = {
    "de",  "van", "von", "der", "den", "da",  "di",  "du", "la",
    "le",  "el",  "al",  "bin", "ibn", "of",  "and", "y",  "e",
    "the", "dos", "das", "for", "zu",  "ter", "ten"};

static int in_list(
    const char *const *list,
    size_t count,
    const char *word,
    size_t length)
{
    size_t i;
    size_t at;

    for (i = 0; i < count; i++) {
        for (at = 0; at < length && list[i][at]; at++) {
            char byte = word[at];

            if (byte >= 'A' && byte <= 'Z')
                byte = (char)(byte + ('a' - 'A'));
            if (byte != list[i][at])
                break;
        }
        if (at == length && !list[i][at])
            return 1;
    }
    return 0;
}

#define IN_LIST(list, word, length) \
    in_list(list, sizeof(list) / sizeof(list[0]), word, length)

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static int is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static int is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Letters, digits and what stands inside names; bytes above 127 are letters
 * here. */
static int is_name_byte(char byte)
{
    return is_digit(byte) || is_lower(byte) || is_upper(byte) ||
           ((unsigned char)byte >= 0x80 && (unsigned char)byte != 0xFF) ||
           strchr("_-'&/#@+.", byte);
}

/* An abbreviation ("Dr.", "J.") may end in a full stop, and "J.R." hold
 * some. */
static int dots_are_fine(const char *word, size_t length)
{
    size_t at;
    size_t run = 0;

    for (at = 0; at < length; at++) {
        if (word[at] != '.') {
            run++;
            continue;
        }
        if (run == 0 || run > 4)
            return 0;
        run = 0;
    }
    return 1;
}

static insights__label_shape word_shape(const char *word, size_t length)
{
    size_t at;

    for (at = 0; at < length; at++)
        if (!word[at] || !is_name_byte(word[at]))
            return INSIGHTS__SHAPE_NONE;
    if (!dots_are_fine(word, length))
        return INSIGHTS__SHAPE_NONE;
    if (is_lower(word[0]))
        return INSIGHTS__SHAPE_WEAK;
    return INSIGHTS__SHAPE_STRONG;
}

/* Where the part in brackets that starts at `at` ends; 0: nowhere. */
static size_t skip_brackets(const char *label, size_t length, size_t at)
{
    char close = label[at] == '(' ? ')' : ']';
    size_t depth = 0;

    for (; at < length; at++) {
        if (label[at] == '(' || label[at] == '[')
            depth++;
        else if (label[at] == ')' || label[at] == ']')
            depth--;
        if (!depth)
            return label[at] == close ? at + 1 : 0;
    }
    return 0;
}

insights__label_shape insights__label_shape_of(const char *label, size_t length)
{
    insights__label_shape shape = INSIGHTS__SHAPE_STRONG;
    size_t words = 0;
    size_t lower = 0;
    size_t digits = 0;
    size_t at = 0;

    if (!length || length > LABEL_MAXIMUM)
        return INSIGHTS__SHAPE_NONE;
    while (at < length) {
        size_t from = at;
        insights__label_shape word;

        if (label[at] == ' ') {
            at++;
            continue;
        }
        if (label[at] == '(' && words) {
            at = skip_brackets(label, length, at);
            if (!at)
                return INSIGHTS__SHAPE_NONE;
            continue;
        }
        while (at < length && label[at] != ' ')
            at++;
        word = word_shape(label + from, at - from);
        if (word == INSIGHTS__SHAPE_NONE)
            return word;
        words++;
        digits += is_digit(label[from]) ? 1u : 0u;
        if (word == INSIGHTS__SHAPE_WEAK &&
            (words == 1 || !IN_LIST(particles, label + from, at - from)))
            lower++;
    }
    if (!words || words > WORDS_MAXIMUM)
        return INSIGHTS__SHAPE_NONE;
    if (lower && words > 2)
        return words < 5 && !is_lower(label[0]) ? INSIGHTS__SHAPE_LOOSE
                                                : INSIGHTS__SHAPE_NONE;
    if (lower || digits == words)
        shape = INSIGHTS__SHAPE_WEAK;
    else if (words == 1 && IN_LIST(not_names, label, length))
        shape = INSIGHTS__SHAPE_WORD;
    return shape;
}

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Move both ends of a label inwards over white space. */
static void trim(const char *text, insights__label *label)
{
    while (label->length && is_space(text[label->start])) {
        label->start++;
        label->length--;
    }
    while (label->length && is_space(text[label->start + label->length - 1]))
        label->length--;
}

static insights__label find_bracket(const char *text, size_t length, size_t at)
{
    insights__label label = {INSIGHTS__LABEL_NONE, at + 1, 0, 0};
    insights__label none = {INSIGHTS__LABEL_NONE, 0, 0, 0};
    size_t end = at + 1;

    while (end < length && text[end] != ']' && end - at <= LABEL_MAXIMUM)
        end++;
    if (end >= length || text[end] != ']')
        return none;
    label.length = end - at - 1;
    trim(text, &label);
    if (insights__label_shape_of(text + label.start, label.length) !=
        INSIGHTS__SHAPE_STRONG)
        return none;
    end++;
    if (end < length && text[end] == ':')
        end++;
    else if (end < length && !is_space(text[end]))
        return none;
    while (end < length && is_space(text[end]))
        end++;
    label.kind = INSIGHTS__LABEL_BRACKET;
    label.rest = end;
    return label;
}

insights__label insights__label_find(const char *text, size_t length, int loose)
{
    insights__label none = {INSIGHTS__LABEL_NONE, 0, 0, 0};
    insights__label label = {INSIGHTS__LABEL_COLON, 0, 0, 0};
    size_t at = 0;
    size_t depth = 0;

    /* ">>" marks a change of speaker in broadcast captions. */
    while (at < length && (text[at] == '>' || (at && is_space(text[at]))))
        at++;
    if (at < length && text[at] == '[')
        return find_bracket(text, length, at);
    label.start = at;
    for (; at < length && at - label.start <= LABEL_MAXIMUM; at++) {
        size_t colon = 1;

        if (text[at] == '(')
            depth++;
        else if (text[at] == ')' && depth)
            depth--;
        if (length - at >= 3 && !memcmp(text + at, "\xEF\xBC\x9A", 3))
            colon = 3; /* full width */
        else if (text[at] != ':' || depth)
            continue;
        if (colon == 1 && at + 1 < length && !is_space(text[at + 1]) &&
            text[at + 1] != '\n' && strncmp(text + at + 1, "\xC2\xA0", 2) != 0)
            return none;
        label.length = at - label.start;
        label.rest = at + colon;
        while (label.rest < length && is_space(text[label.rest]))
            label.rest++;
        trim(text, &label);
        if (insights__label_shape_of(text + label.start, label.length) <=
            (loose ? INSIGHTS__SHAPE_NONE : INSIGHTS__SHAPE_LOOSE))
            return none;
        return label;
    }
    return none;
}

int insights__draft_count(
    insights__draft *draft,
    const char *text,
    const insights__label *label,
    int unit)
{
    insights__label_shape shape =
        insights__label_shape_of(text + label->start, label->length);
    void **slot;

    if (unit || label->kind != INSIGHTS__LABEL_NONE)
        draft->units++;
    if (label->kind == INSIGHTS__LABEL_NONE)
        return 1;
    if (label->kind == INSIGHTS__LABEL_DASH) {
        draft->dashed++;
        return 1;
    }
    if (label->kind == INSIGHTS__LABEL_BELOW) {
        draft->below++;
        return 1;
    }
    if (label->kind == INSIGHTS__LABEL_HEADER && shape > INSIGHTS__SHAPE_LOOSE)
        draft->headed++;
    if (label->kind == INSIGHTS__LABEL_HEADING)
        draft->units--; /* it says nothing itself */
    if (label->kind == INSIGHTS__LABEL_BRACKET)
        draft->bracketed++;
    else if (
        label->kind != INSIGHTS__LABEL_HEADING &&
        shape != INSIGHTS__SHAPE_WORD && shape != INSIGHTS__SHAPE_LOOSE)
        draft->labelled++;
    if (!draft->labels)
        draft->labels = insights__map_new();
    slot = draft->labels
               ? insights__map_slot(
                     draft->labels, text + label->start, label->length)
               : NULL;
    if (!slot)
        return 0;
    *slot = (void *)((uintptr_t)*slot + 1);
    return 1;
}

int insights__draft_accepts(
    const insights__draft *draft,
    const char *text,
    const insights__label *label)
{
    uintptr_t count;

    if (label->kind == INSIGHTS__LABEL_NONE)
        return 0;
    if (label->kind == INSIGHTS__LABEL_DASH)
        return draft->dashed > 1;
    if (label->kind == INSIGHTS__LABEL_BELOW)
        return draft->below > 1 && draft->below * 5 >= draft->ranges * 4;
    if (!draft->labels)
        return 0;
    count = (uintptr_t)insights__map_get(
        draft->labels, text + label->start, label->length);
    if (label->kind == INSIGHTS__LABEL_COLON && draft->headed > 1 &&
        draft->headed * 2 > draft->labelled && count < 2)
        return 0; /* speakers stand on lines of their own here */
    if (label->kind == INSIGHTS__LABEL_HEADING)
        return count > 1;
    if (label->kind == INSIGHTS__LABEL_BRACKET)
        return draft->bracketed > 1 && draft->bracketed * 5 >= draft->units * 2;
    switch (insights__label_shape_of(text + label->start, label->length)) {
    case INSIGHTS__SHAPE_STRONG:
        return label->kind == INSIGHTS__LABEL_HEADER ||
               (count > 1 && draft->labelled * 20 >= draft->units) ||
               draft->labelled * 4 >= draft->units;
    case INSIGHTS__SHAPE_WEAK:
        return count > 1 && draft->labelled * 5 >= draft->units * 2;
    case INSIGHTS__SHAPE_WORD:
        return count > 2 && draft->labelled * 5 >= draft->units * 2;
    case INSIGHTS__SHAPE_LOOSE:
        return draft->labelled > 3 && draft->labelled * 10 >= draft->units * 9;
    default:
        return 0;
    }
}
