/* pure_check.c - every quotation of a document against what was said. */
#include "analysis/attribution.h"
#include "analysis/corpus.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/utf8.h"
#include "model/cursor.h"

#include <insights/model.h>

#include <string.h>

typedef struct check {
    const insights_corpus *corpus;
    insights_check_options options;
    insights__markup markup;
    insights__names names;
    insights__list *list;
} check;

/* --- Options ----------------------------------------------------------------
 */

static insights_status read_format(
    check *c,
    const char *text,
    size_t length,
    insights_error **error)
{
    static const struct {
        const char *name;
        insights__markup markup;
    } known[] = {
        {"markdown", INSIGHTS__MARKUP_MARKDOWN},
        {"text", INSIGHTS__MARKUP_TEXT},
        {"html", INSIGHTS__MARKUP_HTML},
        {"csv", INSIGHTS__MARKUP_CSV},
        {"docx", INSIGHTS__MARKUP_OFFICE},
        {"pptx", INSIGHTS__MARKUP_OFFICE},
        {"pdf", INSIGHTS__MARKUP_PDF}};
    const char *format = c->options.format;

    if (!format)
        c->markup = insights__markup_guess(c->options.name, text, length);
    for (size_t i = 0; format && i < sizeof(known) / sizeof(*known); i++)
        if (strcmp(format, known[i].name) == 0)
            c->markup = known[i].markup;
    if (c->markup == INSIGHTS__MARKUP_GUESS)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is no format of documents; use markdown, text, html, csv, "
            "docx, pptx or pdf",
            format);
    return INSIGHTS_OK;
}

/* Documents that are text are UTF-8. */
static insights_status check_text(
    const check *c,
    const char *text,
    size_t length,
    insights_error **error)
{
    size_t valid;

    if (c->markup == INSIGHTS__MARKUP_OFFICE ||
        c->markup == INSIGHTS__MARKUP_PDF)
        return INSIGHTS_OK;
    valid = insights__utf8_valid(text, length);
    if (valid == length)
        return INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_PARSE, "%s is not UTF-8 at byte %zu",
        c->options.name ? c->options.name : "the document", valid);
}

static insights_status read_options(
    check *c,
    const insights_check_options *given,
    const char *text,
    size_t length,
    insights_error **error)
{
    const insights_check_options defaults = INSIGHTS_CHECK_OPTIONS_INIT;
    insights_status status;

    c->options = defaults;
    status =
        insights__options_read(&c->options, sizeof(c->options), given, error);
    if (status < 0)
        return status;
    if (c->options.flags)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "check has no flags yet; 0x%x was given",
            (unsigned)c->options.flags);
    if (!(c->options.min_similarity >= 0 && c->options.min_similarity <= 1))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "min_similarity must be between 0 and 1");
    if (c->options.min_words == 0)
        c->options.min_words = 3;
    status = read_format(c, text, length, error);
    return status < 0 ? status : check_text(c, text, length, error);
}

/* --- One quotation ----------------------------------------------------------
 */

/* How many words, where two characters of an unspaced script are one. */
static size_t count_words(const insights__quoted *quoted)
{
    size_t words = 0;
    size_t singles = 0;

    for (size_t i = 0; i < quoted->words.count; i++) {
        unsigned flags =
            quoted->tokens.list.items[quoted->words.items[i]].flags;

        if (flags & INSIGHTS__TOKEN_SINGLE)
            singles++;
        else
            words++;
    }
    return words + singles / 2;
}

static const char *speaker_at(
    const insights_corpus *corpus,
    const insights__spot *spot)
{
    const insights_conversation *script =
        corpus->sources.items[spot->source].script;

    return script->turns.items[insights__script_turn_at(script, spot->start)]
        .speaker;
}

/* Whether somebody else said it than the document has it. */
static int is_misattributed(
    const insights_corpus *corpus,
    const insights__found *found,
    const char *label)
{
    const char *speaker;

    if (!label || found->finding > INSIGHTS__FOUND_FUZZY)
        return 0;
    speaker = speaker_at(corpus, &found->place);
    return speaker && strcmp(speaker, label) != 0;
}

/* Look for it; prefer whom the document names, also where another said the
 * very same with other punctuation. */
static insights_status look(
    check *c,
    insights__quoted *quoted,
    const char *label,
    insights__found *found,
    insights_error **error)
{
    insights__wish wish = {.speaker = label, .whole_words = 1};
    insights__speech *sources = c->corpus->sources.items;
    size_t count = c->corpus->sources.count;
    insights__found other = {0};
    insights_status status;

    wish.min_similarity = c->options.min_similarity;
    status = insights__locate(sources, count, quoted, &wish, found, error);
    if (status < 0 || found->finding != INSIGHTS__FOUND_EXACT ||
        !is_misattributed(c->corpus, found, label))
        return status;
    wish.skip_bytes = 1;
    status = insights__locate(sources, count, quoted, &wish, &other, error);
    if (status == INSIGHTS_OK && other.finding == INSIGHTS__FOUND_NORMALISED &&
        !is_misattributed(c->corpus, &other, label)) {
        insights__found_free(found);
        *found = other;
    } else {
        insights__found_free(&other);
    }
    return status;
}

static int is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Whether two texts are equal but for the length of their white space. */
static int is_word_for_word(const char *left, const char *right)
{
    for (;;) {
        if (is_space(*left) && is_space(*right)) {
            while (is_space(*left))
                left++;
            while (is_space(*right))
                right++;
        }
        if (*left != *right)
            return 0;
        if (!*left)
            return 1;
        left++;
        right++;
    }
}

static insights_status verdict_of(
    const check *c,
    const char *quote,
    const insights__found *found,
    int *out,
    insights_error **error)
{
    char *said;

    switch (found->finding) {
    case INSIGHTS__FOUND_EXACT:
        *out = INSIGHTS_CHECK_VERDICT_EXACT;
        return INSIGHTS_OK;
    case INSIGHTS__FOUND_FUZZY:
        *out = INSIGHTS_CHECK_VERDICT_ALTERED;
        return INSIGHTS_OK;
    case INSIGHTS__FOUND_STITCHED:
        *out = INSIGHTS_CHECK_VERDICT_STITCHED;
        return INSIGHTS_OK;
    case INSIGHTS__FOUND_NOTHING:
        *out = INSIGHTS_CHECK_VERDICT_NONE;
        return INSIGHTS_OK;
    default:
        break;
    }
    /* A quotation wrapped over lines, or said over two cues, is the same. */
    said = insights__script_slice(
        c->corpus->sources.items[found->place.source].script,
        found->place.start, found->place.end);
    if (!said)
        return insights__fail_nomem(error);
    *out = is_word_for_word(quote, said) ? INSIGHTS_CHECK_VERDICT_EXACT
                                         : INSIGHTS_CHECK_VERDICT_NORMALISED;
    insights__free(said);
    return INSIGHTS_OK;
}

/* --- The record -------------------------------------------------------------
 */

static int spot_json(
    const insights_corpus *corpus,
    insights__buffer *out,
    const insights__spot *spot)
{
    return insights__spot_json(
        out, spot, corpus->sources.items[spot->source].script,
        &corpus->items.items[spot->source]);
}

static int parts_json(
    const insights_corpus *corpus,
    insights__buffer *out,
    const insights__found *found)
{
    int made = 1;

    insights__buffer_char(out, '[');
    if (found->parts.count == 0 && found->finding <= INSIGHTS__FOUND_FUZZY)
        made = spot_json(corpus, out, &found->place);
    for (size_t i = 0; i < found->parts.count && made; i++) {
        if (i)
            insights__buffer_char(out, ',');
        made = spot_json(corpus, out, &found->parts.items[i]);
    }
    insights__buffer_char(out, ']');
    return made;
}

/* What differs, and, where somebody else is named, who it was. */
static int changes_json(
    const insights_corpus *corpus,
    insights__buffer *out,
    const insights__found *found,
    const char *quote,
    const char *label)
{
    const char *speaker;

    if (found->finding > INSIGHTS__FOUND_FUZZY) {
        insights__buffer_text_append(out, "[]");
        return 1;
    }
    if (!insights__changes_json(
            out, &found->changes, quote,
            corpus->sources.items[found->place.source].script))
        return 0;
    if (!is_misattributed(corpus, found, label))
        return 1;
    speaker = speaker_at(corpus, &found->place);
    insights__buffer_truncate(out, out->length - 1);
    if (found->changes.list.count > 0)
        insights__buffer_char(out, ',');
    insights__buffer_text_append(out, "{\"kind\":\"name\",\"draft\":");
    insights__buffer_json_string(out, label, strlen(label));
    insights__buffer_text_append(out, ",\"said\":");
    insights__buffer_json_string(out, speaker, strlen(speaker));
    insights__buffer_text_append(out, "}]");
    return 1;
}

typedef struct judged {
    const insights__quotation *quotation;
    const insights__quoted *quoted;
    const insights__found *found;
    const char *label;
} judged;

static insights_status fill(
    const check *c,
    const judged *j,
    insights_record *record,
    insights_error **error)
{
    insights__buffer text[3] = {
        INSIGHTS__BUFFER_INIT, INSIGHTS__BUFFER_INIT, INSIGHTS__BUFFER_INIT};
    int wrong = is_misattributed(c->corpus, j->found, j->label);
    int verdict = 0;
    int made = changes_json(
                   c->corpus, &text[0], j->found, j->quoted->text, j->label) &&
               parts_json(c->corpus, &text[1], j->found) &&
               (!j->found->has_nearest ||
                spot_json(c->corpus, &text[2], &j->found->nearest));
    insights_status status =
        verdict_of(c, j->quoted->text, j->found, &verdict, error);

    for (size_t i = 0; i < 3; i++)
        made = made && text[i].status == INSIGHTS_OK;
    if (status == INSIGHTS_OK && !made)
        status = insights__fail_nomem(error);
    if (status < 0)
        goto out;
    insights_record_set_text(
        record, INSIGHTS_VERDICT_DOCUMENT, c->options.name);
    insights_record_set_int(
        record, INSIGHTS_VERDICT_LINE, (int64_t)j->quotation->line);
    insights_record_set_text(record, INSIGHTS_VERDICT_QUOTE, j->quoted->text);
    insights_record_set_int(
        record, INSIGHTS_VERDICT_VERDICT,
        wrong ? INSIGHTS_CHECK_VERDICT_ALTERED : verdict);
    insights_record_set_real(
        record, INSIGHTS_VERDICT_SIMILARITY, j->found->similarity);
    insights_record_set_text(
        record, INSIGHTS_VERDICT_CHANGES, insights__buffer_text(&text[0]));
    insights_record_set_text(
        record, INSIGHTS_VERDICT_PARTS, insights__buffer_text(&text[1]));
    insights_record_set_text(
        record, INSIGHTS_VERDICT_NEAREST,
        j->found->has_nearest ? insights__buffer_text(&text[2]) : NULL);
    insights_record_set_int(
        record, INSIGHTS_VERDICT_ALTERED, j->found->changes.altered || wrong);
    insights_record_set_text(record, INSIGHTS_VERDICT_ATTRIBUTED, j->label);

out:
    for (size_t i = 0; i < 3; i++)
        insights__buffer_free(&text[i]);
    return status;
}

static insights_status add_verdict(
    check *c,
    const judged *j,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_VERDICT, &record, error);

    if (status == INSIGHTS_OK)
        status = fill(c, j, record, error);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    return insights__list_add(c->list, record, 0, error);
}

static insights_status judge(
    check *c,
    const insights__quotation *quotation,
    insights_error **error)
{
    insights__quoted quoted = {0};
    insights__found found = {0};
    judged j = {.quotation = quotation, .quoted = &quoted, .found = &found};
    insights_status status;
    size_t skip = 0;

    j.label = insights__attribution(&c->names, quotation, &skip);
    while (is_space(quotation->text[skip]))
        skip++;
    if (skip == quotation->length)
        return INSIGHTS_OK; /* nothing but a name */
    status = insights__quoted_read(
        quotation->text + skip, quotation->length - skip, &quoted, error);
    if (status < 0 || count_words(&quoted) < c->options.min_words)
        goto out;
    status = look(c, &quoted, j.label, &found, error);
    if (status == INSIGHTS_OK)
        status = add_verdict(c, &j, error);

out:
    insights__found_free(&found);
    insights__quoted_free(&quoted);
    return status;
}

/* --- The call ---------------------------------------------------------------
 */

insights_status insights_corpus_check(
    const insights_corpus *corpus,
    const char *text,
    size_t length,
    const insights_check_options *options,
    insights_cursor **out,
    insights_error **error)
{
    insights__quotations quotations = INSIGHTS__QUOTATIONS_INIT;
    check c = {.corpus = corpus};
    insights_status status;

    if (out)
        *out = NULL;
    if (!corpus || (!text && length > 0) || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "corpus, text and out are required");
    text = text ? text : "";
    status = read_options(&c, options, text, length, error);
    if (status < 0)
        return status;
    c.list = insights__list_new();
    status = c.list ? insights__names_read(corpus, &c.names, error)
                    : insights__fail_nomem(error);
    if (status == INSIGHTS_OK)
        status = insights__quotations_read(
            &quotations, text, length, c.options.name, c.markup, error);
    for (size_t i = 0; i < quotations.list.count && status == INSIGHTS_OK; i++)
        status = judge(&c, &quotations.list.items[i], error);
    if (status == INSIGHTS_OK) {
        *out = insights__list_cursor(c.list);
        c.list = NULL;
    }
    insights__quotations_free(&quotations);
    insights__names_free(&c.names);
    insights__list_free(c.list);
    return status;
}
