/* numerals.c - the words of numbers, and how they add up. */
#include "text/numerals.h"

#include <stdio.h>
#include <string.h>

typedef struct numeral {
    const char *word; /* folded */
    uint32_t value;
} numeral;

static const numeral numerals[] = {
    /* English */
    {"zero", 0},
    {"one", 1},
    {"two", 2},
    {"three", 3},
    {"four", 4},
    {"five", 5},
    {"six", 6},
    {"seven", 7},
    {"eight", 8},
    {"nine", 9},
    {"ten", 10},
    {"eleven", 11},
    {"twelve", 12},
    {"thirteen", 13},
    {"fourteen", 14},
    {"fifteen", 15},
    {"sixteen", 16},
    {"seventeen", 17},
    {"eighteen", 18},
    {"nineteen", 19},
    {"twenty", 20},
    {"thirty", 30},
    {"forty", 40},
    {"fourty", 40},
    {"fifty", 50},
    {"sixty", 60},
    {"seventy", 70},
    {"eighty", 80},
    {"ninety", 90},
    /* German */
    {"null", 0},
    {"zwei", 2},
    {"drei", 3},
    {"vier", 4},
    {"fünf", 5},
    {"sechs", 6},
    {"sieben", 7},
    {"acht", 8},
    {"neun", 9},
    {"zehn", 10},
    {"elf", 11},
    {"zwölf", 12},
    {"dreizehn", 13},
    {"vierzehn", 14},
    {"fünfzehn", 15},
    {"sechzehn", 16},
    {"siebzehn", 17},
    {"achtzehn", 18},
    {"neunzehn", 19},
    {"zwanzig", 20},
    {"dreissig", 30},
    {"vierzig", 40},
    {"fünfzig", 50},
    {"sechzig", 60},
    {"siebzig", 70},
    {"achtzig", 80},
    {"neunzig", 90},
    /* French */
    {"deux", 2},
    {"trois", 3},
    {"quatre", 4},
    {"cinq", 5},
    {"sept", 7},
    {"huit", 8},
    {"dix", 10},
    {"onze", 11},
    {"douze", 12},
    {"treize", 13},
    {"quatorze", 14},
    {"quinze", 15},
    {"seize", 16},
    {"vingt", 20},
    {"trente", 30},
    {"quarante", 40},
    {"cinquante", 50},
    {"soixante", 60},
    /* Spanish */
    {"dos", 2},
    {"tres", 3},
    {"cuatro", 4},
    {"cinco", 5},
    {"seis", 6},
    {"siete", 7},
    {"ocho", 8},
    {"nueve", 9},
    {"diez", 10},
    {"doce", 12},
    {"trece", 13},
    {"catorce", 14},
    {"veinte", 20},
    {"treinta", 30},
    {"cuarenta", 40},
    {"cincuenta", 50},
    {"sesenta", 60},
    {"setenta", 70},
    {"ochenta", 80},
    {"noventa", 90},
};

static const numeral scales[] = {
    {"hundred", 100},        {"thousand", 1000}, {"million", 1000000},
    {"billion", 1000000000}, {"hundert", 100},   {"tausend", 1000},
    {"millionen", 1000000},
};

static int find(
    const numeral *list,
    size_t count,
    const char *key,
    size_t length,
    uint64_t *value)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].word[0] == key[0] && strlen(list[i].word) == length &&
            memcmp(list[i].word, key, length) == 0) {
            *value = list[i].value;
            return 1;
        }
    }
    return 0;
}

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* "fünfundzwanzig": a unit, "und" and a ten. */
static int find_german(const char *key, size_t length, uint64_t *value)
{
    uint64_t unit = 1;
    uint64_t ten;

    for (size_t i = 3; i + 6 < length; i++) {
        if (memcmp(key + i, "und", 3) != 0)
            continue;
        if (i == 3 && memcmp(key, "ein", 3) == 0)
            unit = 1;
        else if (!find(numerals, COUNT(numerals), key, i, &unit) || unit > 9)
            continue;
        if (find(
                numerals, COUNT(numerals), key + i + 3, length - i - 3, &ten) &&
            ten >= 20 && ten % 10 == 0) {
            *value = ten + unit;
            return 1;
        }
    }
    return 0;
}

/* A plain whole number in digits. */
static int find_digits(const char *key, size_t length, uint64_t *value)
{
    *value = 0;
    if (length == 0 || length > 9)
        return 0;
    for (size_t i = 0; i < length; i++) {
        if (key[i] < '0' || key[i] > '9')
            return 0;
        *value = *value * 10 + (uint64_t)(key[i] - '0');
    }
    return 1;
}

typedef struct sum {
    uint64_t total; /* of what stands before a thousand or more */
    uint64_t part;  /* below a thousand */
    uint64_t scale; /* the smallest scale above 100 so far; 0: none */
    int digits;     /* begins with digits */
    int open;       /* what may follow: 0 nothing, 1 a unit, 2 up to 99 */
    size_t used;    /* tokens */
} sum;

/* "a hundred", "a million": the article is a one. */
static int is_article_one(const insights__tokens *tokens, size_t at)
{
    const insights__token *next = &tokens->list.items[at + 1];
    uint64_t value;

    return insights__token_is(tokens, next - 1, "a") &&
           at + 1 < tokens->list.count &&
           !(next->flags & INSIGHTS__TOKEN_MARK) &&
           find(
               scales, COUNT(scales), insights__token_key(tokens, next),
               next->key_length, &value);
}

/* Take a word into the number; 0 where it does not belong to it. */
static int sum_add(sum *s, const insights__tokens *tokens, size_t at)
{
    const insights__token *token = &tokens->list.items[at];
    const char *key = insights__token_key(tokens, token);
    size_t length = token->key_length;
    uint64_t value = 0;

    if (token->flags & INSIGHTS__TOKEN_NUMBER) {
        if (s->used || !find_digits(key, length, &s->part))
            return 0;
        s->digits = 1;
        s->open = 0;
        return 1;
    }
    if (!s->used && is_article_one(tokens, at)) {
        s->part = 1;
        return 1;
    }
    if (find(scales, COUNT(scales), key, length, &value)) {
        if (!s->used)
            s->part = 1; /* "hundred" alone is one of them */
        if (value == 100) {
            if (s->part == 0 || s->part > 99 || s->digits)
                return 0;
            s->part *= 100;
            s->open = 2;
            return 1;
        }
        if (s->part == 0 || (s->scale && value >= s->scale))
            return 0;
        s->total += s->part * value;
        s->scale = value;
        s->part = 0;
        s->open = 2;
        return 1;
    }
    if (length == 1 && key[0] == 'k' && s->digits && s->used == 1 &&
        token->start == token[-1].end) {
        s->total = s->part * 1000;
        s->scale = 1000;
        s->part = 0;
        s->open = 0;
        return 1;
    }
    if (!find(numerals, COUNT(numerals), key, length, &value) &&
        !find_german(key, length, &value))
        return 0;
    if (s->used && (s->open == 0 || (s->open == 1 && value > 9) || value == 0))
        return 0;
    s->part += value;
    s->open = value >= 20 && value % 10 == 0 ? 1 : 0;
    return 1;
}

/* How many tokens from `at` on spell one number. */
static size_t read_sum(
    const insights__tokens *tokens,
    size_t at,
    uint64_t *value)
{
    sum s = {0};

    while (at + s.used < tokens->list.count && s.used < 12) {
        size_t next = at + s.used;
        const insights__token *token = &tokens->list.items[next];

        if (s.used && (token->flags & INSIGHTS__TOKEN_MARK))
            break;
        if (s.used && s.open == 2 && next + 1 < tokens->list.count &&
            insights__token_is(tokens, token, "and")) {
            sum with = s;

            with.used++;
            if (!sum_add(&with, tokens, next + 1))
                break;
            s = with;
            s.used++;
            continue;
        }
        if (!sum_add(&s, tokens, next))
            break;
        s.used++;
    }
    *value = s.total + s.part;
    return s.used;
}

insights_status insights__numerals_join(
    insights__tokens *tokens,
    size_t first,
    insights_error **error)
{
    size_t to = first;
    size_t used;
    uint64_t value;

    for (size_t at = first; at < tokens->list.count; at += used) {
        insights__token token = tokens->list.items[at];

        used = token.flags & INSIGHTS__TOKEN_MARK
                   ? 0
                   : read_sum(tokens, at, &value);
        if (used > 1 ||
            (used == 1 && !(token.flags & INSIGHTS__TOKEN_NUMBER))) {
            char digits[24];
            int size = snprintf(
                digits, sizeof(digits), "%llu", (unsigned long long)value);

            if (!(token.flags & INSIGHTS__TOKEN_NUMBER))
                token.flags |= INSIGHTS__TOKEN_SPELLED;
            token.flags |= INSIGHTS__TOKEN_NUMBER;
            token.end = tokens->list.items[at + used - 1].end;
            token.key = (uint32_t)tokens->keys.length;
            token.key_length = (uint16_t)size;
            insights__buffer_append(&tokens->keys, digits, (size_t)size);
        }
        if (used == 0)
            used = 1;
        tokens->list.items[to++] = token;
    }
    tokens->list.count = to;
    return insights__buffer_check(&tokens->keys, "words", error);
}
