/* json_text.c - is it JSON?
 *
 * The checker latches its first failure, with the place it stands at. Names
 * of the objects that are open lie on one stack; an object's names are
 * compared where it closes, sorted, so that no object can make this slow.
 */
#include "model/json_text.h"

#include "base/array.h"
#include "model/json_span.h"

#include <string.h>

typedef struct checker {
    const char *start;
    const char *at;
    const char *end;
    insights_status status;
    const char *problem;
    INSIGHTS__ARRAY(insights__json_span) names;
} checker;

static int check_value(checker *check, unsigned depth);

static int fail(checker *check, const char *problem)
{
    if (check->status == INSIGHTS_OK) {
        check->status = INSIGHTS_E_PARSE;
        check->problem = problem;
    }
    return 0;
}

static void skip_space(checker *check)
{
    while (check->at < check->end && insights__json_is_space(*check->at))
        check->at++;
}

/* Step over `byte` and the space before it; 0 where something else stands. */
static int take(checker *check, char byte)
{
    skip_space(check);
    if (check->at == check->end || *check->at != byte)
        return 0;
    check->at++;
    return 1;
}

/* --- Strings, numbers, words ------------------------------------------------
 */

/* The four digits behind \u, or -1. */
static int check_hex(checker *check)
{
    int unit = check->end - check->at < 4 ? -1 : insights__json_hex(check->at);

    if (unit < 0) {
        fail(check, "\\u needs four hexadecimal digits");
        return -1;
    }
    check->at += 4;
    return unit;
}

/* Behind a backslash. */
static int check_escape(checker *check)
{
    int unit;

    if (check->at == check->end)
        return fail(check, "a string does not end");
    if (*check->at != 'u') {
        if (!*check->at || !strchr("\"\\/bfnrt", *check->at))
            return fail(check, "no escape of that letter");
        check->at++;
        return 1;
    }
    check->at++;
    unit = check_hex(check);
    if (unit < 0)
        return 0;
    if (unit == 0)
        return fail(check, "\\u0000 cannot be kept");
    if (unit >= 0xDC00 && unit < 0xE000)
        return fail(check, "half of a surrogate pair");
    if (unit < 0xD800 || unit >= 0xE000)
        return 1;
    if (check->end - check->at < 2 || memcmp(check->at, "\\u", 2) != 0)
        return fail(check, "half of a surrogate pair");
    check->at += 2;
    unit = check_hex(check);
    if (unit >= 0 && (unit < 0xDC00 || unit >= 0xE000))
        return fail(check, "half of a surrogate pair");
    return unit >= 0;
}

static int check_string(checker *check)
{
    check->at++;
    while (check->at < check->end) {
        unsigned char byte = (unsigned char)*check->at;

        if (byte < 0x20)
            return fail(check, "a control character in a string");
        check->at++;
        if (byte == '"')
            return 1;
        if (byte == '\\' && !check_escape(check))
            return 0;
    }
    return fail(check, "a string does not end");
}

/* At least one digit. */
static int check_digits(checker *check)
{
    const char *start = check->at;

    while (check->at < check->end && *check->at >= '0' && *check->at <= '9')
        check->at++;
    return check->at > start || fail(check, "a digit is missing");
}

static int check_number(checker *check)
{
    const char *digits;

    check->at += *check->at == '-';
    digits = check->at;
    if (!check_digits(check))
        return 0;
    if (*digits == '0' && check->at - digits > 1)
        return fail(check, "a number begins with a useless 0");
    if (check->at < check->end && *check->at == '.') {
        check->at++;
        if (!check_digits(check))
            return 0;
    }
    if (check->at < check->end && (*check->at == 'e' || *check->at == 'E')) {
        check->at++;
        if (check->at < check->end && (*check->at == '-' || *check->at == '+'))
            check->at++;
        return check_digits(check);
    }
    return 1;
}

static int check_word(checker *check, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(check->end - check->at) < length ||
        memcmp(check->at, word, length) != 0)
        return fail(check, "neither true, false nor null");
    check->at += length;
    return 1;
}

/* --- Objects and arrays ------------------------------------------------------
 */

/* Refuse two equal names among those from `first` on, and forget them. */
static int close_names(checker *check, size_t first)
{
    insights__json_span *names = check->names.items;
    size_t count = check->names.count - first;
    int unique = 1;

    check->names.count = first;
    if (count < 2)
        return 1;
    names += first;
    insights__json_span_sort(names, count);
    for (size_t at = 1; at < count && unique; at++) {
        unique = insights__json_span_compare(&names[at - 1], &names[at]) != 0;
        if (!unique)
            check->at = names[at].at;
    }
    return unique || fail(check, "a name stands twice in an object");
}

static int check_member(checker *check, unsigned depth)
{
    insights__json_span *name;
    const char *start;

    skip_space(check);
    if (check->at == check->end || *check->at != '"')
        return fail(check, "a name in quotes is missing");
    start = check->at;
    if (!check_string(check))
        return 0;
    name = insights__array_add(&check->names);
    if (!name) {
        check->status = INSIGHTS_E_NOMEM;
        return 0;
    }
    name->at = start;
    name->length = (size_t)(check->at - start);
    if (!take(check, ':'))
        return fail(check, "a colon is missing");
    return check_value(check, depth);
}

static int check_object(checker *check, unsigned depth)
{
    size_t first = check->names.count;

    check->at++;
    if (take(check, '}'))
        return 1;
    do {
        if (!check_member(check, depth))
            return 0;
    } while (take(check, ','));
    if (!take(check, '}'))
        return fail(check, "a comma or } is missing");
    return close_names(check, first);
}

static int check_array(checker *check, unsigned depth)
{
    check->at++;
    if (take(check, ']'))
        return 1;
    do {
        if (!check_value(check, depth))
            return 0;
    } while (take(check, ','));
    return take(check, ']') || fail(check, "a comma or ] is missing");
}

static int check_value(checker *check, unsigned depth)
{
    skip_space(check);
    if (check->at == check->end)
        return fail(check, "a value is missing");
    if ((*check->at == '{' || *check->at == '[') && depth == 0) {
        check->status = INSIGHTS_E_LIMIT;
        return 0;
    }
    switch (*check->at) {
    case '{':
        return check_object(check, depth - 1);
    case '[':
        return check_array(check, depth - 1);
    case '"':
        return check_string(check);
    case 't':
        return check_word(check, "true");
    case 'f':
        return check_word(check, "false");
    case 'n':
        return check_word(check, "null");
    default:
        if (*check->at != '-' && (*check->at < '0' || *check->at > '9'))
            return fail(check, "a value is missing");
        return check_number(check);
    }
}

insights_status insights__json_text_check(
    const char *text,
    size_t length,
    unsigned depth,
    insights_error **error)
{
    checker check = {text,        text, text + length,
                     INSIGHTS_OK, NULL, INSIGHTS__ARRAY_INIT};

    if (check_value(&check, depth)) {
        skip_space(&check);
        if (check.at < check.end)
            fail(&check, "something stands behind the value");
    }
    insights__array_free(&check.names);

    if (check.status == INSIGHTS_E_NOMEM)
        return insights__fail_nomem(error);
    if (check.status == INSIGHTS_E_LIMIT)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "JSON nests deeper than %u at byte %zu",
            depth, (size_t)(check.at - check.start));
    if (check.status == INSIGHTS_E_PARSE)
        return insights__fail(
            error, INSIGHTS_E_PARSE, "not JSON at byte %zu: %s",
            (size_t)(check.at - check.start), check.problem);
    return INSIGHTS_OK;
}
