/* words.c - one pass over the clusters of a text. */
#include "text/words.h"

#include "text/normal.h"
#include "text/numerals.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <string.h>

/* Longer words are cut here; nobody says them. */
#define KEY_MAXIMUM 256
/* How far a bracket may be from the one that closes it. */
#define BRACKET_MAXIMUM 80

typedef enum kind { KIND_NONE, KIND_WORD, KIND_NUMBER } kind;

typedef struct reader {
    insights__tokens *tokens;
    const char *text;
    size_t length;
    size_t base;
    kind open;        /* the token that is being read */
    size_t start;     /* where it starts */
    size_t end;       /* where it ends as far as it is sure */
    size_t key;       /* its key's offset */
    size_t key_end;   /* length of the keys as far as it is sure */
    int pending;      /* an apostrophe, point or comma inside it, perhaps */
    uint32_t flags;   /* of it */
    int sentence;     /* the next word starts a sentence */
    int elision;      /* the next word stands behind an elision */
    int points;       /* full stops just read */
    int apostrophe;   /* an apostrophe stands right before */
    int spaced;       /* a space or nothing stands right before */
    size_t minus;     /* where a minus before a number stands */
    size_t minus_end; /* and ends; 0: there is none */
    uint32_t region;  /* flags of the bracket we are in */
    size_t region_end;
} reader;

static const char *const fillers[] = {
    "um",  "uh",  "uhm", "umm", "uhh",  "erm", "er",   "eh",   "hm",
    "hmm", "mm",  "mmm", "mhm", "ah",   "ahm", "öh",   "äh",   "ähm",
    "öhm", "euh", "heu", "hum", "este", "uh",  "mmhm", "mhmm", NULL};

static const char *const marks[] = {
    "laughs",      "laugh",      "laughter",  "laughing", "chuckles",
    "chuckle",     "inaudible",  "crosstalk", "pause",    "pauses",
    "sighs",       "sigh",       "applause",  "unclear",  "music",
    "coughs",      "silence",    "sic",       "noise",    "foreign",
    "overlapping", "indistinct", NULL};

int insights__word_in(const char *key, size_t length, const char *const *list)
{
    for (; *list; list++)
        if (length && **list == *key && strlen(*list) == length &&
            memcmp(*list, key, length) == 0)
            return 1;
    return 0;
}

const char *insights__token_key(
    const insights__tokens *tokens,
    const insights__token *token)
{
    return insights__buffer_text(&tokens->keys) + token->key;
}

int insights__token_is(
    const insights__tokens *tokens,
    const insights__token *token,
    const char *word)
{
    return strlen(word) == token->key_length &&
           memcmp(
               insights__token_key(tokens, token), word, token->key_length) ==
               0;
}

/* --- Ending a token ---------------------------------------------------------
 */

/* "1,000" -> "1000", "3,5" -> "3.5", "007" -> "7": in place. */
static void tidy_number(insights__buffer *keys, size_t key)
{
    char *text = keys->data + key;
    size_t length = keys->length - key;
    size_t to = 0;
    size_t zeros = 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] != ',') {
            text[to++] = text[i];
            continue;
        }
        if (length - i == 4 || (length - i > 4 && text[i + 4] == ',') ||
            (length - i > 4 && text[i + 4] == '.'))
            continue;
        text[to++] = '.';
    }
    while (zeros + 1 < to && text[zeros] == '0' && text[zeros + 1] != '.')
        zeros++;
    memmove(text, text + zeros, to - zeros);
    insights__buffer_truncate(keys, key + to - zeros);
}

static int is_clitic(const char *key, size_t length)
{
    static const char *const clitics[] = {"s",  "m", "re", "ve",
                                          "ll", "d", "t",  NULL};

    return insights__word_in(key, length, clitics);
}

/* Whether only spaces stand between two places. */
static int only_spaces(const reader *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->text[i] != ' ')
            return 0;
    return 1;
}

/* "it 's" and "do n't" are one word each: join the open token to the one
 * before. */
static int join_clitic(reader *r)
{
    insights__tokens *tokens = r->tokens;
    insights__token *last;
    const char *key = insights__buffer_text(&tokens->keys) + r->key;
    size_t size = tokens->keys.length - r->key;
    size_t from;

    if (tokens->list.count == 0 || r->start == 0)
        return 0;
    last = &tokens->list.items[tokens->list.count - 1];
    if (last->end < r->base ||
        (last->flags & (INSIGHTS__TOKEN_NUMBER | INSIGHTS__TOKEN_SYMBOL |
                        INSIGHTS__TOKEN_MARK)))
        return 0;
    from = last->end - r->base;
    if ((size_t)last->key + last->key_length != r->key ||
        last->key_length + size > KEY_MAXIMUM)
        return 0;
    if (r->flags & INSIGHTS__TOKEN_NT) {
        if (size != 2 || !only_spaces(r, from, r->start))
            return 0;
        last->flags |= INSIGHTS__TOKEN_NT;
    } else {
        size_t mark = r->start - 1;

        while (mark > from && ((unsigned char)r->text[mark] & 0xC0) == 0x80)
            mark--;
        if (!r->apostrophe || !is_clitic(key, size) || mark == from ||
            !only_spaces(r, from, mark))
            return 0;
    }
    last->key_length = (uint16_t)(last->key_length + size);
    last->end = (uint32_t)(r->base + r->end);
    return 1;
}

static insights_status token_end(reader *r, insights_error **error)
{
    insights__tokens *tokens = r->tokens;
    insights__token *token;
    const char *key;
    size_t size;

    if (r->open == KIND_NONE)
        return INSIGHTS_OK;
    insights__buffer_truncate(&tokens->keys, r->key_end);
    if (r->open == KIND_NUMBER && tokens->keys.status == INSIGHTS_OK)
        tidy_number(&tokens->keys, r->key);
    if (tokens->keys.status != INSIGHTS_OK)
        return insights__buffer_check(&tokens->keys, "words", error);
    r->open = KIND_NONE;
    r->pending = 0;
    if (join_clitic(r)) {
        r->apostrophe = 0;
        return INSIGHTS_OK;
    }
    key = insights__buffer_text(&tokens->keys) + r->key;
    size = tokens->keys.length - r->key;
    if (insights__word_in(key, size, fillers))
        r->flags |= INSIGHTS__TOKEN_FILLER;
    if (tokens->list.count > 0) {
        const insights__token *last =
            &tokens->list.items[tokens->list.count - 1];

        if (last->key_length == size && !(last->flags & INSIGHTS__TOKEN_MARK) &&
            memcmp(insights__token_key(tokens, last), key, size) == 0)
            r->flags |= INSIGHTS__TOKEN_AGAIN;
    }
    token = insights__array_add(&tokens->list);
    if (!token)
        return insights__fail_nomem(error);
    token->start = (uint32_t)(r->base + r->start);
    token->end = (uint32_t)(r->base + r->end);
    token->key = (uint32_t)r->key;
    token->key_length = (uint16_t)size;
    token->flags = (uint16_t)r->flags;
    return INSIGHTS_OK;
}

/* --- Beginning and growing one ----------------------------------------------
 */

static void token_begin(reader *r, const insights__cluster *c, kind open)
{
    r->open = open;
    r->start = c->start;
    r->key = r->tokens->keys.length;
    if (open == KIND_NUMBER && r->minus_end == c->start && c->start > 0) {
        r->start = r->minus;
        insights__buffer_char(&r->tokens->keys, '-');
    }
    r->flags = r->region;
    if (insights__normal_upper(c->written))
        r->flags |= INSIGHTS__TOKEN_CAPITAL;
    if (r->sentence)
        r->flags |= INSIGHTS__TOKEN_SENTENCE;
    if (r->elision)
        r->flags |= INSIGHTS__TOKEN_ELISION;
    if (open == KIND_NUMBER)
        r->flags |= INSIGHTS__TOKEN_NUMBER;
    if (!(r->region & INSIGHTS__TOKEN_MARK)) {
        r->sentence = 0;
        r->elision = 0;
    }
}

static void token_grow(reader *r, const insights__cluster *c)
{
    char bytes[4];

    for (uint32_t i = 0; i < c->count; i++)
        insights__buffer_append(
            &r->tokens->keys, bytes,
            insights__utf8_encode((uint32_t)c->codes[i], bytes));
    r->end = c->end;
    r->key_end = r->tokens->keys.length;
    r->pending = 0;
}

/* A token of one cluster. */
static insights_status token_single(
    reader *r,
    const insights__cluster *c,
    insights_error **error)
{
    token_begin(r, c, KIND_WORD);
    r->flags |= c->type == INSIGHTS__CLASS_SINGLE ? INSIGHTS__TOKEN_SINGLE
                                                  : INSIGHTS__TOKEN_SYMBOL;
    token_grow(r, c);
    return token_end(r, error);
}

static insights_status word_char(
    reader *r,
    const insights__cluster *c,
    insights_error **error)
{
    kind wanted = c->type == INSIGHTS__CLASS_DIGIT ? KIND_NUMBER : KIND_WORD;
    insights_status status = INSIGHTS_OK;
    int pending = r->pending;

    if (r->open != KIND_NONE &&
        (r->open != wanted ||
         r->tokens->keys.length - r->key > KEY_MAXIMUM - 64)) {
        status = token_end(r, error);
        if (status < 0)
            return status;
        r->apostrophe = 0;
    }
    if (r->open == KIND_NONE) {
        token_begin(r, c, wanted);
    } else if (pending == '\'' && c->codes[0] == 't') {
        size_t end = r->tokens->keys.length;

        if (end > r->key && r->tokens->keys.data &&
            r->tokens->keys.data[end - 1] == 'n')
            r->flags |= INSIGHTS__TOKEN_NT;
    } else if (pending == '.' || pending == ',') {
        insights__buffer_char(&r->tokens->keys, (char)pending);
        r->sentence = 0;
    }
    token_grow(r, c);
    return INSIGHTS_OK;
}

/* --- Brackets ---------------------------------------------------------------
 */

/* "08:10", "1:02:33.5", "00:12 - 00:15". */
static int is_time(const char *text, size_t length)
{
    size_t digits = 0;
    size_t colons = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];

        if (byte >= '0' && byte <= '9')
            digits++;
        else if (byte == ':')
            colons++;
        else if (!strchr(" .,-\\>", byte))
            return 0;
    }
    return colons > 0 && digits >= colons + 1;
}

static int is_ellipsis(const char *text, size_t length)
{
    size_t dots = 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.')
            dots++;
        else if (length - i >= 3 && memcmp(text + i, "\xE2\x80\xA6", 3) == 0) {
            dots += 3;
            i += 2;
        } else if (text[i] != ' ' && text[i] != '\\')
            return 0;
    }
    return dots >= 2;
}

/* A noise or note of the transcriber; `whole`: and nothing else. */
static int is_mark(const char *text, size_t length, int whole)
{
    char word[16];
    size_t size = 0;

    for (size_t i = 0; i < length && size < sizeof(word); i++) {
        unsigned char byte = (unsigned char)text[i];

        if (byte >= 'A' && byte <= 'Z')
            word[size++] = (char)(byte + 32);
        else if (byte >= 'a' && byte <= 'z')
            word[size++] = (char)byte;
        else if (whole)
            return 0;
        else
            break;
    }
    return size > 0 && size < sizeof(word) &&
           insights__word_in(word, size, marks);
}

static int is_letter_at(const reader *r, size_t at)
{
    unsigned char byte;

    if (at >= r->length)
        return 0;
    byte = (unsigned char)r->text[at];
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

/* What a bracket that opens at `at` is; sets the region. 1 where it is to be
 * read as if it were not there ("[W]e", "decid[ed]"). */
static int bracket(reader *r, size_t at)
{
    static const char opens[] = "[{(<";
    static const char closes[] = "]})>";
    const char *text = r->text;
    size_t which = (size_t)(strchr(opens, text[at]) - opens);
    size_t from = at + 1;
    size_t to = from;
    size_t inner;

    while (to < r->length && to - from < BRACKET_MAXIMUM &&
           text[to] != closes[which] && text[to] != '\n')
        to++;
    if (to >= r->length || text[to] != closes[which])
        return 0;
    inner = to - from;
    if (inner > 0 && text[to - 1] == '\\')
        inner--;
    if (is_time(text + from, inner) ||
        is_mark(text + from, inner, text[at] == '(') || text[at] == '{' ||
        (text[at] == '<' && (text[from] == '/' || is_letter_at(r, from)))) {
        r->region = INSIGHTS__TOKEN_MARK;
    } else if (text[at] == '[') {
        if (is_ellipsis(text + from, inner)) {
            r->elision = 1;
            return 0;
        }
        if ((inner <= 4 && is_letter_at(r, to + 1)) ||
            (at > 0 && is_letter_at(r, at - 1)))
            return 1;
        r->region = INSIGHTS__TOKEN_BRACKET;
    } else {
        return 0;
    }
    r->region_end = to;
    return 0;
}

/* --- The pass ---------------------------------------------------------------
 */

static int ends_sentence(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == ':' ||
           code == ';' || code == '"' || code == 0x2026 || code == 0x3002 ||
           code == 0xFF01 || code == 0xFF1F || code == 0x201C ||
           code == 0x201E || code == 0xAB || code == 0xBF || code == 0xA1;
}

/* Whether the word before a full stop is one that is shortened by it. */
static int is_title(const reader *r)
{
    static const char *const titles[] = {"mr",  "mrs", "ms", "dr", "prof",
                                         "st",  "sr",  "jr", "hr", "fr",
                                         "mme", "vs",  NULL};
    const insights__token *last;

    if (r->tokens->list.count == 0)
        return 0;
    last = &r->tokens->list.items[r->tokens->list.count - 1];
    return (last->flags & INSIGHTS__TOKEN_CAPITAL) &&
           insights__word_in(
               insights__token_key(r->tokens, last), last->key_length, titles);
}

/* A character that is no part of a word: may still be inside one. */
static insights_status other_char(
    reader *r,
    const insights__cluster *c,
    insights_error **error)
{
    uint32_t code = c->written;
    insights_status status;

    if (r->open == KIND_WORD && !r->pending &&
        c->type == INSIGHTS__CLASS_APOSTROPHE) {
        r->pending = '\'';
        return INSIGHTS_OK;
    }
    if (r->open == KIND_NUMBER && !r->pending && (code == '.' || code == ',')) {
        r->pending = (int)code;
        r->points = code == '.';
        if (code == '.')
            r->sentence = 1;
        return INSIGHTS_OK;
    }
    status = token_end(r, error);
    if (status < 0)
        return status;
    r->apostrophe = c->type == INSIGHTS__CLASS_APOSTROPHE;
    if (r->spaced && (code == '-' || code == 0x2212)) {
        r->minus = c->start;
        r->minus_end = c->end;
    }
    r->points = code == '.' ? r->points + 1 : 0;
    if (code == 0x2026 || r->points >= 3)
        r->elision = 1;
    if ((ends_sentence(code) && !(code == '.' && is_title(r))) || code == '\n')
        r->sentence = 1;
    return INSIGHTS_OK;
}

static insights_status next_char(
    reader *r,
    const insights__cluster *c,
    insights_error **error)
{
    insights_status status;

    if (c->start >= r->region_end && r->region) {
        status = token_end(r, error);
        if (status < 0)
            return status;
        r->region = 0;
        r->elision = 0;
    }
    switch (c->type) {
    case INSIGHTS__CLASS_NOTHING:
        return INSIGHTS_OK;
    case INSIGHTS__CLASS_LETTER:
    case INSIGHTS__CLASS_DIGIT:
        status = word_char(r, c, error);
        break;
    case INSIGHTS__CLASS_SINGLE:
    case INSIGHTS__CLASS_SYMBOL:
        status = token_end(r, error);
        if (status == INSIGHTS_OK)
            status = token_single(r, c, error);
        break;
    default:
        return other_char(r, c, error);
    }
    r->points = 0;
    return status;
}

insights_status insights__tokens_read(
    insights__tokens *tokens,
    const char *text,
    size_t length,
    size_t base,
    insights_error **error)
{
    insights__cluster c;
    reader r = {.tokens = tokens, .text = text, .length = length};
    size_t first = tokens->list.count;
    size_t at = 0;
    insights_status status;

    r.base = base;
    r.sentence = 1;
    r.spaced = 1;
    while (insights__normal_next(text, length, &at, &c)) {
        if (!r.region && (c.written == '[' || c.written == '{' ||
                          c.written == '(' || c.written == '<')) {
            if (bracket(&r, c.start)) {
                const char *close = memchr(text + at, ']', length - at);

                r.region_end = (size_t)(close - text);
                continue;
            }
        } else if (!r.region && c.written == ']' && r.region_end == c.start) {
            continue;
        }
        status = next_char(&r, &c, error);
        if (status < 0)
            return status;
        r.spaced = c.type == INSIGHTS__CLASS_SPACE;
    }
    status = token_end(&r, error);
    if (status < 0)
        return status;
    tokens->elision_after = r.elision;
    return insights__numerals_join(tokens, first, error);
}

void insights__tokens_clear(insights__tokens *tokens)
{
    tokens->list.count = 0;
    insights__buffer_truncate(&tokens->keys, 0);
    tokens->elision_after = 0;
}

void insights__tokens_free(insights__tokens *tokens)
{
    insights__array_free(&tokens->list);
    insights__buffer_free(&tokens->keys);
}
