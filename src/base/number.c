/* number.c - numbers to text and back, whatever the locale.
 *
 * Text is checked against the grammar before the C library sees it, and read
 * in the C locale. What printf writes for the decimal point is replaced, not
 * looked up: apart from digits, sign and exponent nothing else can be there.
 */
#include "base/number.h"

#include "base/platform/platform.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static const char *skip_digits(const char *text)
{
    while (is_digit(*text))
        text++;
    return text;
}

/* Write `value` with `digits` digits and a point, in any locale. */
static void write_digits(
    double value,
    int digits,
    char out[INSIGHTS__NUMBER_TEXT])
{
    char raw[INSIGHTS__NUMBER_TEXT * 2];
    size_t length = 0;
    int has_point = 0;
    int has_exponent = 0;

    snprintf(raw, sizeof(raw), "%.*g", digits, value);
    for (const char *at = raw; *at; at++) {
        if (is_digit(*at) || *at == '-' || *at == '+') {
            out[length++] = *at;
        } else if (*at == 'e') {
            out[length++] = *at;
            has_exponent = 1;
        } else if (!has_point) {
            out[length++] = '.';
            has_point = 1;
        }
    }
    if (!has_point && !has_exponent) {
        out[length++] = '.';
        out[length++] = '0';
    }
    out[length] = '\0';
}

void insights__double_text(double value, char out[INSIGHTS__NUMBER_TEXT])
{
    if (!isfinite(value)) {
        memcpy(out, "null", sizeof("null"));
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        double back = 0;

        write_digits(value, digits, out);
        if (insights__double_parse(out, &back) &&
            memcmp(&back, &value, sizeof(value)) == 0)
            return;
    }
}

int insights__double_parse(const char *text, double *out)
{
    const char *at = text;
    const char *start;
    double value;

    at += *at == '-';
    start = at;
    at = skip_digits(at);
    if (at == start)
        return 0;
    if (*at == '.') {
        start = ++at;
        at = skip_digits(at);
        if (at == start)
            return 0;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '-' || *at == '+';
        start = at;
        at = skip_digits(at);
        if (at == start)
            return 0;
    }
    if (*at != '\0')
        return 0;
    value = insights__platform_strtod(text);
    if (!isfinite(value))
        return 0;
    *out = value;
    return 1;
}

int insights__int_parse(const char *text, int64_t *out)
{
    int negative = *text == '-';
    const char *at = text + negative;
    int64_t value = 0; /* kept negative, where there is one more */

    if (!is_digit(*at))
        return 0;
    for (; is_digit(*at); at++) {
        int digit = *at - '0';

        if (value < (INT64_MIN + digit) / 10)
            return 0;
        value = value * 10 - digit;
    }
    if (*at != '\0' || (!negative && value == INT64_MIN))
        return 0;
    *out = negative ? value : -value;
    return 1;
}
