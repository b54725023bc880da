/*
 * text.c - text as people see it: width, cuts, lines, times, likeness.
 *
 * Text is UTF-8; a byte that is none counts as one column and is shown as a
 * replacement character.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ELLIPSIS "\xe2\x80\xa6"
#define REPLACEMENT "\xef\xbf\xbd"

/* The code point at `text` and its length; 0xfffd and 1 where it is none. */
static uint32_t decode(const char *text, size_t *length)
{
    const unsigned char *byte = (const unsigned char *)text;
    size_t more = 0;
    uint32_t value = 0;

    *length = 1;
    if (byte[0] < 0x80)
        return byte[0];
    if (byte[0] >= 0xc2 && byte[0] < 0xe0) {
        more = 1;
        value = byte[0] & 0x1fu;
    } else if (byte[0] >= 0xe0 && byte[0] < 0xf0) {
        more = 2;
        value = byte[0] & 0x0fu;
    } else if (byte[0] >= 0xf0 && byte[0] < 0xf5) {
        more = 3;
        value = byte[0] & 0x07u;
    } else {
        return 0xfffd;
    }
    for (size_t i = 1; i <= more; i++) {
        if ((byte[i] & 0xc0) != 0x80)
            return 0xfffd;
        value = value << 6 | (byte[i] & 0x3fu);
    }
    *length = more + 1;
    return value;
}

static size_t columns_of(uint32_t point)
{
    static const uint32_t none[][2] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},
        {0x0610, 0x061a}, {0x064b, 0x065f}, {0x0900, 0x0902},
        {0x093c, 0x093c}, {0x0941, 0x0948}, {0x0e31, 0x0e31},
        {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff},
        {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e},
        {0x2060, 0x2064}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f},
        {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
    };
    static const uint32_t two[][2] = {
        {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
        {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
        {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
        {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
    };

    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
        if (point >= none[i][0] && point <= none[i][1])
            return 0;
    for (size_t i = 0; i < sizeof(two) / sizeof(two[0]); i++)
        if (point >= two[i][0] && point <= two[i][1])
            return 2;
    return 1;
}

size_t cli_width(const char *text)
{
    size_t width = 0;
    size_t length = 0;

    for (; text && *text; text += length)
        width += columns_of(decode(text, &length));
    return width;
}

size_t cli_fit(const char *text, size_t width)
{
    size_t used = 0;
    size_t at = 0;
    size_t length = 0;

    while (text[at]) {
        used += columns_of(decode(text + at, &length));
        if (used > width)
            break;
        at += length;
    }
    return at;
}

char *cli_cut(const char *text, size_t width)
{
    size_t length = 0;

    if (cli_width(text) <= width)
        return cli_copy(text);
    if (width == 0)
        return cli_copy("");
    length = cli_fit(text, width - 1);
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return cli_format("%.*s" ELLIPSIS, (int)length, text);
}

char *cli_cut_front(const char *text, size_t width)
{
    size_t length = 0;
    size_t left = cli_width(text);

    if (left <= width)
        return cli_copy(text);
    if (width == 0)
        return cli_copy("");
    while (*text && left > width - 1) {
        left -= columns_of(decode(text, &length));
        text += length;
    }
    return cli_format(ELLIPSIS "%s", text);
}

size_t cli_wrap(const char *text, size_t width, size_t *skip)
{
    size_t fits = cli_fit(text, width ? width : 1);
    size_t end = fits;

    *skip = 0;
    if (text[fits]) {
        while (end > 0 && text[end] != ' ')
            end--;
        if (end == 0)
            end = fits ? fits : 1;
    }
    while (text[end + *skip] == ' ')
        ++*skip;
    return end;
}

char *cli_clean(const char *text)
{
    cli_buffer buffer = {0};
    size_t length = 0;
    int space = 0;

    for (; text && *text; text += length) {
        uint32_t point = decode(text, &length);

        if (point == ' ' || (point >= '\t' && point <= '\r')) {
            space = 1;
            continue;
        }
        if (space && buffer.length)
            cli_put(&buffer, " ");
        space = 0;
        if (point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xfffd)
            cli_put(&buffer, REPLACEMENT);
        else
            cli_put_bytes(&buffer, text, length);
    }
    return cli_take(&buffer);
}

char *cli_clock(int64_t ms)
{
    int64_t seconds = ms / 1000;

    if (ms < 0)
        return cli_copy("");
    if (seconds < 3600)
        return cli_format("%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
    return cli_format(
        "%lld:%02d:%02d", (long long)(seconds / 3600), (int)(seconds / 60 % 60),
        (int)(seconds % 60));
}

char *cli_date(int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm parts;
    char text[32] = "";

    if (!localtime_r(&seconds, &parts) ||
        !strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &parts))
        return cli_copy("");
    return cli_copy(text);
}

char *cli_number(int64_t value)
{
    char digits[32];
    cli_buffer buffer = {0};
    size_t length = 0;
    const char *at = digits;

    snprintf(digits, sizeof(digits), "%lld", (long long)value);
    if (*at == '-') {
        cli_put(&buffer, "-");
        at++;
    }
    for (length = strlen(at); *at; at++) {
        cli_put_bytes(&buffer, at, 1);
        if (--length > 0 && length % 3 == 0)
            cli_put(&buffer, ",");
    }
    return cli_take(&buffer);
}

char *cli_count(int64_t count, const char *one, const char *many)
{
    char *number = cli_number(count);
    char *text = cli_format("%s %s", number, count == 1 ? one : many);

    free(number);
    return text;
}

int cli_starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

int cli_ends(const char *text, const char *with)
{
    size_t length = strlen(text);
    size_t end = strlen(with);

    return length >= end && cli_same(text + length - end, with);
}

static char lower(char letter)
{
    return (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
}

int cli_same(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (lower(*a) != lower(*b))
            return 0;
    return *a == *b;
}

/* Edits between two words (Damerau and Levenshtein), case set aside. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][64];
    size_t width = strlen(b);

    if (strlen(a) > 60 || width > 60)
        return 99;
    for (size_t j = 0; j <= width; j++)
        rows[1][j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t *before = rows[(i + 2) % 3];
        size_t *last = rows[i % 3];
        size_t *now = rows[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t cost = lower(a[i - 1]) != lower(b[j - 1]);
            size_t best = last[j - 1] + cost;

            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]) && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[(strlen(a) + 1) % 3][width];
}

const char *cli_nearest(const char *wanted, char *const *names, size_t count)
{
    const char *best = NULL;
    size_t least = strlen(wanted) / 3 + 1;

    if (!*wanted)
        return NULL;
    if (least > 3)
        least = 3;
    for (size_t i = 0; i < count; i++) {
        size_t away = distance(wanted, names[i]);

        if (strlen(wanted) >= 3 && cli_starts(names[i], wanted))
            away = 1;
        if (away < least || (away == least && !best)) {
            best = names[i];
            least = away;
        }
    }
    return best;
}
