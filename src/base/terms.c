/* terms.c - cut text into folded, stemmed words.
 *
 * Words of ASCII take a short way; the others go through utf8proc, at most
 * WORD_MAXIMUM bytes at a time, so that scratch memory stays on the stack.
 */
#include "base/terms.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/stopwords.h"
#include "base/utf8.h"

#include <libstemmer.h>
#include <string.h>
#include <utf8proc.h>

/* Longer runs of letters are cut; no word of any language is as long. */
#define WORD_MAXIMUM 252u

/* No character's compatibility form is longer than 18 characters. */
#define SCRATCH 2048

#define FOLD_OPTIONS                                        \
    (UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | \
     UTF8PROC_CASEFOLD | UTF8PROC_IGNORE)

typedef enum char_class {
    CLASS_OTHER,
    CLASS_WORD,     /* letters and digits of scripts with spaces */
    CLASS_MARK,     /* belongs to the character before it */
    CLASS_UNSPACED, /* letters of scripts without */
    CLASS_APOSTROPHE
} char_class;

typedef struct stemming {
    const char *subtag;
    const char *stemmer;
    int elides; /* an apostrophe ends a word: l'homme */
} stemming;

static const stemming languages[] = {
    {"ar", "arabic", 0},    {"ca", "catalan", 1},    {"da", "danish", 0},
    {"de", "german", 0},    {"el", "greek", 0},      {"en", "english", 0},
    {"es", "spanish", 0},   {"eu", "basque", 0},     {"fi", "finnish", 0},
    {"fr", "french", 1},    {"ga", "irish", 0},      {"hi", "hindi", 0},
    {"hu", "hungarian", 0}, {"hy", "armenian", 0},   {"id", "indonesian", 0},
    {"it", "italian", 1},   {"lt", "lithuanian", 0}, {"nb", "norwegian", 0},
    {"ne", "nepali", 0},    {"nl", "dutch", 0},      {"nn", "norwegian", 0},
    {"no", "norwegian", 0}, {"pt", "portuguese", 0}, {"ro", "romanian", 0},
    {"ru", "russian", 0},   {"sr", "serbian", 0},    {"sv", "swedish", 0},
    {"ta", "tamil", 0},     {"tr", "turkish", 0},    {"yi", "yiddish", 0},
};

/* What is needed while a text is read. */
typedef struct term_reader {
    insights__terms *terms;
    const char *text;
    struct sb_stemmer *stemmer; /* NULL: words are their own stems */
    const insights__stopwords *stopwords;
    int ascii_only; /* the stemmer is a guess: only for words of ASCII */
    int elides;
} term_reader;

/* --- Characters ----------------------------------------------------------- */

static int within(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

/* Scripts that are written without spaces between words. */
static int is_unspaced(uint32_t c)
{
    if (c < 0x0e00)
        return 0;
    return within(c, 0x0e00, 0x0eff) || within(c, 0x1000, 0x109f) ||
           within(c, 0x1100, 0x11ff) || within(c, 0x1780, 0x17ff) ||
           within(c, 0x2e80, 0x2fdf) || within(c, 0x3005, 0x3007) ||
           within(c, 0x3021, 0x318f) || within(c, 0x31f0, 0x31ff) ||
           within(c, 0x3400, 0x4dbf) || within(c, 0x4e00, 0x9fff) ||
           within(c, 0xa960, 0xa97f) || within(c, 0xac00, 0xd7ff) ||
           within(c, 0xf900, 0xfaff) || within(c, 0xff66, 0xffdc) ||
           within(c, 0x20000, 0x3ffff);
}

/* What continues a word or character without being a letter of its own:
 * invisible joiners, and the parts of a Hangul or half-width syllable. */
static int is_joiner(uint32_t c)
{
    return c == 0x00ad || c == 0x200c || c == 0x200d || c == 0x2060 ||
           c == 0xfeff || c == 0xff9e || c == 0xff9f ||
           within(c, 0x1160, 0x11ff) || within(c, 0xd7b0, 0xd7ff);
}

static char_class classify_wide(uint32_t c)
{
    if (c == 0x2019 || c == 0x02bc || c == 0xff07)
        return CLASS_APOSTROPHE;
    if (is_joiner(c))
        return CLASS_MARK;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return is_unspaced(c) ? CLASS_UNSPACED : CLASS_WORD;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return within(c, 0x3007, 0x3029) ? CLASS_UNSPACED : CLASS_WORD;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return CLASS_MARK;
    default:
        return CLASS_OTHER;
    }
}

static int is_ascii_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

/* The class of the character at `at`, and its length. */
static char_class classify(
    const char *text,
    size_t length,
    size_t at,
    size_t *size)
{
    unsigned char byte = (unsigned char)text[at];
    uint32_t c = 0;

    *size = 1;
    if (byte < 0x80) {
        if (is_ascii_word(byte))
            return CLASS_WORD;
        return byte == '\'' ? CLASS_APOSTROPHE : CLASS_OTHER;
    }
    *size = insights__utf8_decode(text + at, length - at, &c);
    if (*size == 0) {
        *size = 1;
        return CLASS_OTHER;
    }
    return classify_wide(c);
}

/* --- Folding -------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Fold a piece of text to `scratch`; its length, or 0 where it cannot be
 * folded or nothing is left. */
static size_t fold_wide(
    const char *bytes,
    size_t length,
    utf8proc_int32_t *scratch,
    size_t size)
{
    utf8proc_ssize_t count;

    count = utf8proc_decompose(
        (const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, scratch,
        (utf8proc_ssize_t)size - 1, FOLD_OPTIONS);
    if (count <= 0 || count > (utf8proc_ssize_t)size - 1)
        return 0;
    count = utf8proc_reencode(scratch, count, FOLD_OPTIONS);
    return count > 0 ? (size_t)count : 0;
}

/* Every apostrophe becomes the one of ASCII. */
static size_t plain_apostrophes(char *word, size_t length)
{
    size_t from = 0;
    size_t to = 0;

    while (from < length) {
        if (length - from >= 3 && memcmp(word + from, "\xe2\x80\x99", 3) == 0) {
            word[to++] = '\'';
            from += 3;
        } else if (
            length - from >= 2 && memcmp(word + from, "\xca\xbc", 2) == 0) {
            word[to++] = '\'';
            from += 2;
        } else {
            word[to++] = word[from++];
        }
    }
    return to;
}

/* --- Terms ---------------------------------------------------------------- */

static const char *stem_of(
    term_reader *reader,
    const char *word,
    size_t length,
    int ascii)
{
    const sb_symbol *stem;
    int size;

    if (!reader->stemmer || (reader->ascii_only && !ascii))
        return word;
    stem =
        sb_stemmer_stem(reader->stemmer, (const sb_symbol *)word, (int)length);
    if (!stem)
        return NULL;
    size = sb_stemmer_length(reader->stemmer);
    if (size <= 0)
        return word;
    if ((size_t)size == length && memcmp(stem, word, length) == 0)
        return word;
    return insights__arena_strndup(
        &reader->terms->arena, (const char *)stem, (size_t)size);
}

static insights_status add_term(
    term_reader *reader,
    size_t start,
    size_t end,
    insights__term_type type,
    int ascii,
    insights_error **error)
{
    utf8proc_int32_t scratch[SCRATCH];
    char *bytes = (char *)scratch;
    size_t length = end - start;
    insights__term *term;
    const char *word;
    size_t i;

    if (ascii) {
        for (i = 0; i < length; i++)
            bytes[i] = lower(reader->text[start + i]);
    } else {
        length = fold_wide(reader->text + start, length, scratch, SCRATCH);
        length = plain_apostrophes(bytes, length);
        if (length == 0)
            return INSIGHTS_OK;
    }
    word = insights__arena_strndup(&reader->terms->arena, bytes, length);
    if (!word)
        return insights__fail_nomem(error);
    term = insights__array_add(&reader->terms->list);
    if (!term)
        return insights__fail_nomem(error);
    term->word = word;
    term->stem = word;
    term->byte_start = (uint32_t)start;
    term->byte_end = (uint32_t)end;
    term->type = (uint8_t)type;
    if (type != INSIGHTS__TERM_WORD)
        return INSIGHTS_OK;
    term->stop = (uint8_t)insights__stopwords_have(reader->stopwords, word);
    term->stem = stem_of(reader, word, length, ascii);
    if (!term->stem) {
        reader->terms->list.count--;
        return insights__fail_nomem(error);
    }
    return INSIGHTS_OK;
}

/* Whether an apostrophe at `at` stands between two letters. */
static int joins(
    const term_reader *reader,
    size_t length,
    size_t at,
    size_t size)
{
    size_t next;

    return !reader->elides && at + size < length &&
           classify(reader->text, length, at + size, &next) == CLASS_WORD;
}

/* The word that starts at `*at`; leaves `*at` behind it. */
static insights_status read_word(
    term_reader *reader,
    size_t length,
    size_t *at,
    insights_error **error)
{
    size_t start = *at;
    size_t end = start;
    size_t size;
    int ascii = 1;
    char_class class;

    while (end < length) {
        class = classify(reader->text, length, end, &size);
        if (class == CLASS_APOSTROPHE && end > start) {
            if (!joins(reader, length, end, size))
                break;
        } else if (class != CLASS_WORD && class != CLASS_MARK) {
            break;
        }
        if (end + size - start > WORD_MAXIMUM)
            break;
        ascii &= size == 1;
        end += size;
    }
    *at = end;
    return add_term(reader, start, end, INSIGHTS__TERM_WORD, ascii, error);
}

/* The end of the character at `start` with the marks that follow it. */
static size_t cluster_end(const char *text, size_t length, size_t start)
{
    size_t size;
    size_t end;

    (void)classify(text, length, start, &size);
    end = start + size;
    while (end < length && end - start < WORD_MAXIMUM / 2 - 4 &&
           classify(text, length, end, &size) == CLASS_MARK)
        end += size;
    return end;
}

/* A run of an unspaced script: each character, and each pair. */
static insights_status read_run(
    term_reader *reader,
    size_t length,
    size_t *at,
    insights_error **error)
{
    size_t start = *at;
    insights_status status = INSIGHTS_OK;
    size_t size;
    size_t end;
    size_t next;

    end = cluster_end(reader->text, length, start);
    for (;;) {
        status = add_term(reader, start, end, INSIGHTS__TERM_SINGLE, 0, error);
        if (status < 0)
            return status;
        if (end >= length ||
            classify(reader->text, length, end, &size) != CLASS_UNSPACED)
            break;
        next = cluster_end(reader->text, length, end);
        status = add_term(reader, start, next, INSIGHTS__TERM_PAIR, 0, error);
        if (status < 0)
            return status;
        start = end;
        end = next;
    }
    *at = end;
    return INSIGHTS_OK;
}

/* --- Languages ------------------------------------------------------------ */

static size_t subtag_length(const char *tag)
{
    size_t length = 0;

    while (is_ascii_word((unsigned char)tag[length]))
        length++;
    return length;
}

static int is_subtag(const char *subtag, const char *tag, size_t length)
{
    size_t i;

    if (strlen(subtag) != length)
        return 0;
    for (i = 0; i < length; i++)
        if (lower(tag[i]) != subtag[i])
            return 0;
    return 1;
}

static int has_stemmer(const char *name)
{
    const char **list = sb_stemmer_list();

    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return 1;
    return 0;
}

/* Where the language is not known, words of ASCII are taken for English. */
static insights_status reader_open(
    term_reader *reader,
    const char *tag,
    int stems,
    insights_error **error)
{
    size_t length;
    size_t i;

    length = tag ? subtag_length(tag) : 0;
    if (length == 0 || is_subtag("und", tag, length)) {
        reader->ascii_only = 1;
        tag = "en";
        length = 2;
    }
    reader->stopwords = insights__stopwords_of(tag, length);
    for (i = 0; i < sizeof(languages) / sizeof(*languages); i++) {
        if (!is_subtag(languages[i].subtag, tag, length))
            continue;
        reader->elides = languages[i].elides;
        if (!stems)
            break;
        reader->stemmer = sb_stemmer_new(languages[i].stemmer, "UTF_8");
        if (!reader->stemmer && has_stemmer(languages[i].stemmer))
            return insights__fail_nomem(error);
        break;
    }
    return INSIGHTS_OK;
}

/* --- The interface -------------------------------------------------------- */

static insights_status read_terms(
    insights__terms *terms,
    const char *text,
    size_t length,
    const char *language,
    int stems,
    insights_error **error)
{
    term_reader reader = {terms, text, NULL, NULL, 0, 0};
    insights_status status;
    size_t size;
    size_t at = 0;

    status = reader_open(&reader, language, stems, error);
    while (status >= 0 && at < length) {
        switch (classify(text, length, at, &size)) {
        case CLASS_WORD:
            status = read_word(&reader, length, &at, error);
            break;
        case CLASS_UNSPACED:
            status = read_run(&reader, length, &at, error);
            break;
        default:
            at += size;
        }
    }
    sb_stemmer_delete(reader.stemmer);
    return status;
}

insights_status insights__terms_read(
    insights__terms *terms,
    const char *text,
    size_t length,
    const char *language,
    insights_error **error)
{
    return read_terms(terms, text, length, language, 1, error);
}

insights_status insights__terms_read_words(
    insights__terms *terms,
    const char *text,
    size_t length,
    const char *language,
    insights_error **error)
{
    return read_terms(terms, text, length, language, 0, error);
}

void insights__terms_clear(insights__terms *terms)
{
    terms->list.count = 0;
    insights__arena_free(&terms->arena);
}

void insights__terms_free(insights__terms *terms)
{
    insights__terms_clear(terms);
    insights__array_free(&terms->list);
}

/* Fold what stands between two blanks. 0: no memory. */
static int fold_piece(insights__buffer *out, const char *bytes, size_t length)
{
    utf8proc_int32_t scratch[SCRATCH];
    size_t at = 0;
    size_t end;
    size_t size;

    while (at < length) {
        end = at;
        while (end < length) {
            (void)classify(bytes, length, end, &size);
            if (end + size - at > WORD_MAXIMUM)
                break;
            end += size;
        }
        insights__buffer_append(
            out, scratch, fold_wide(bytes + at, end - at, scratch, SCRATCH));
        at = end;
    }
    return out->status >= 0;
}

char *insights__terms_fold(const char *text, size_t length)
{
    insights__buffer out = INSIGHTS__BUFFER_INIT;
    size_t start = 0;
    size_t at = 0;
    int wide;

    out.maximum = SIZE_MAX / 2;
    while (at < length && out.status >= 0) {
        if (text[at] == ' ' || text[at] == '\n') {
            insights__buffer_char(&out, text[at++]);
            continue;
        }
        start = at;
        wide = 0;
        while (at < length && text[at] != ' ' && text[at] != '\n')
            wide |= (unsigned char)text[at++] >= 0x80;
        if (wide) {
            if (!fold_piece(&out, text + start, at - start))
                break;
            continue;
        }
        for (; start < at; start++)
            insights__buffer_char(&out, lower(text[start]));
    }
    if (out.status < 0) {
        insights__buffer_free(&out);
        return NULL;
    }
    return insights__buffer_take(&out);
}
