/* search.c - finding records by words.
 *
 * The library makes the terms, for every backend alike: a record's stems (and
 * characters and pairs of unspaced scripts) joined by spaces. Every record
 * also carries scope terms, which say of which kind, account, project and
 * conversation it is; a search names the narrowest that fits, so that it
 * costs what it finds. Order is by BM25 over at most INSIGHTS__CANDIDATES
 * records.
 *
 * One language serves all texts, because a query does not say its own:
 * records and queries must be stemmed alike.
 */
#include "store/internal.h"

#include "base/alloc.h"
#include "base/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LANGUAGE "en"
#define WORDS 32
#define DEFAULT_LIMIT 20
#define K1 1.2
#define B 0.75

int insights__kind_searchable(const insights__kind *kind)
{
    for (size_t i = 0; i < kind->field_count; i++) {
        if (kind->fields[i].flags & INSIGHTS__FIELD_SEARCH)
            return 1;
    }
    return 0;
}

/* --- Terms of a record ---------------------------------------------------- */

/* Only letters, digits and '_' stand in a term. */
static void append_term(insights__buffer *out, const char *term)
{
    for (; *term; term++) {
        unsigned char c = (unsigned char)*term;
        int plain = c >= 0x80 || (c >= '0' && c <= '9') ||
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

        insights__buffer_char(out, plain ? (char)c : '_');
    }
}

/* A scope term: '_', the kind, a letter, and the last 16 digits of an id. */
static void append_scope(
    insights__buffer *out,
    const insights__kind *kind,
    char letter,
    const char *id)
{
    char digits[33];
    size_t count = 0;

    for (const char *at = id; *at && count < 32; at++) {
        if (*at != '-')
            digits[count++] = *at;
    }
    digits[count] = '\0';
    insights__buffer_format(
        out, "_%x%c%s", (unsigned)kind->id, letter,
        count > 16 ? digits + count - 16 : digits);
}

static const char *text_by_name(
    const insights_record *record,
    const insights__kind *kind,
    const char *name)
{
    const insights__field *field = insights__field_by_name(kind, name);

    return field ? insights_record_text(record, field->id) : NULL;
}

static void scopes_of(
    insights__buffer *out,
    const insights__kind *kind,
    const char *account,
    const insights_record *record)
{
    const char *project = text_by_name(record, kind, "project_id");
    const char *interview = text_by_name(record, kind, "interview_id");

    append_scope(out, kind, 'k', "");
    insights__buffer_char(out, ' ');
    append_scope(out, kind, 'a', account);
    if (project) {
        insights__buffer_char(out, ' ');
        append_scope(out, kind, 'p', project);
    }
    if (interview) {
        insights__buffer_char(out, ' ');
        append_scope(out, kind, 'i', interview);
    }
}

insights_status insights__search_put(
    insights__writer *writer,
    const insights__kind *kind,
    const char *account,
    const insights_record *record,
    const char *id,
    insights_error **error)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights__buffer scope = INSIGHTS__BUFFER_INIT;
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    if (!insights__kind_searchable(kind))
        return INSIGHTS_OK;
    for (size_t i = 0; status == INSIGHTS_OK && i < kind->field_count; i++) {
        const insights__slot *value = insights__record_slot(record, i);

        if (kind->fields[i].flags & INSIGHTS__FIELD_SEARCH && value)
            status = insights__terms_read(
                &terms, value->text, strlen(value->text), LANGUAGE, error);
    }
    for (size_t i = 0; status == INSIGHTS_OK && i < terms.list.count; i++) {
        if (i)
            insights__buffer_char(&text, ' ');
        append_term(&text, terms.list.items[i].stem);
    }
    if (status == INSIGHTS_OK)
        status = insights__buffer_check(&text, "the words of a record", error);
    scopes_of(&scope, kind, account, record);
    if (status == INSIGHTS_OK)
        status = insights__buffer_check(&scope, "the scope", error);
    if (status == INSIGHTS_OK)
        status = writer->backend->ops->index_terms(
            writer->backend, kind, account, id, insights__buffer_text(&scope),
            insights__buffer_text(&text), error);
    insights__terms_free(&terms);
    insights__buffer_free(&scope);
    insights__buffer_free(&text);
    return status;
}

/* --- Words of a query ----------------------------------------------------- */

typedef struct candidate {
    char id[INSIGHTS__ID_TEXT];
    uint32_t length;
    uint16_t counts[WORDS];
    double score;
} candidate;

typedef struct search {
    insights__backend *backend;
    const insights__kind *kind;
    insights__buffer scope;
    char *words[WORDS];
    size_t lengths[WORDS];
    size_t word_count;
    INSIGHTS__ARRAY(candidate) candidates;
    int truncated;
} search;

static void free_search(search *self)
{
    for (size_t i = 0; i < self->word_count; i++)
        insights__free(self->words[i]);
    insights__buffer_free(&self->scope);
    insights__array_free(&self->candidates);
}

/* Add a word unless it is there. */
static insights_status add_word(
    search *self,
    const char *stem,
    insights_error **error)
{
    insights__buffer word = INSIGHTS__BUFFER_INIT;
    insights_status status;

    append_term(&word, stem);
    status = insights__buffer_check(&word, "a word", error);
    for (size_t i = 0; status == INSIGHTS_OK && i < self->word_count; i++) {
        if (strcmp(self->words[i], insights__buffer_text(&word)) == 0) {
            insights__buffer_free(&word);
            return INSIGHTS_OK;
        }
    }
    if (status == INSIGHTS_OK && self->word_count == WORDS)
        status = insights__fail(
            error, INSIGHTS_E_LIMIT, "a search has at most %d different words",
            WORDS);
    if (status < 0 || !word.length) {
        insights__buffer_free(&word);
        return status;
    }
    self->lengths[self->word_count] = word.length;
    self->words[self->word_count++] = insights__buffer_take(&word);
    return INSIGHTS_OK;
}

/* Characters that stand in a pair say nothing more than the pair. */
static int in_pair(const insights__terms *terms, size_t at)
{
    const insights__term *term = &terms->list.items[at];
    size_t from = at > 3 ? at - 3 : 0;

    if (term->type != INSIGHTS__TERM_SINGLE)
        return 0;
    for (size_t i = from; i < terms->list.count && i <= at + 3; i++) {
        const insights__term *other = &terms->list.items[i];

        if (other->type == INSIGHTS__TERM_PAIR &&
            other->byte_start <= term->byte_start &&
            other->byte_end >= term->byte_end)
            return 1;
    }
    return 0;
}

/* Stop words leave the query, unless it has no others. */
static insights_status read_words(
    search *self,
    const char *text,
    insights_error **error)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    size_t telling = 0;
    insights_status status =
        insights__terms_read(&terms, text, strlen(text), LANGUAGE, error);

    for (size_t i = 0; i < terms.list.count; i++)
        telling += !terms.list.items[i].stop;
    for (size_t i = 0; status == INSIGHTS_OK && i < terms.list.count; i++) {
        const insights__term *term = &terms.list.items[i];

        if ((telling && term->stop) || in_pair(&terms, i))
            continue;
        status = add_word(self, term->stem, error);
    }
    insights__terms_free(&terms);
    return status;
}

static void choose_scope(
    search *self,
    const insights_store *store,
    const insights_query *query)
{
    const char *account = insights__store_bound(store);
    const char *project = insights__query_equal(query, "project_id");
    const char *interview = insights__query_equal(query, "interview_id");

    if (interview)
        append_scope(&self->scope, query->kind, 'i', interview);
    else if (project)
        append_scope(&self->scope, query->kind, 'p', project);
    else if (account)
        append_scope(&self->scope, query->kind, 'a', account);
    else
        append_scope(&self->scope, query->kind, 'k', "");
}

/* --- Candidates and their order ------------------------------------------- */

static void count_words(const search *self, const char *terms, candidate *out)
{
    while (*terms) {
        size_t length = strcspn(terms, " ");

        for (size_t i = 0; i < self->word_count; i++) {
            if (self->lengths[i] == length &&
                memcmp(self->words[i], terms, length) == 0 &&
                out->counts[i] < UINT16_MAX)
                out->counts[i]++;
        }
        out->length++;
        terms += length;
        terms += *terms == ' ';
    }
}

static insights_status keep_candidate(
    void *user,
    const char *id,
    const char *terms,
    insights_error **error)
{
    search *self = user;
    candidate *item;

    if (self->candidates.count == INSIGHTS__CANDIDATES) {
        self->truncated = 1;
        return INSIGHTS_OK;
    }
    item = insights__array_add(&self->candidates);
    if (!item)
        return insights__fail_nomem(error);
    strncpy(item->id, id, sizeof(item->id) - 1);
    count_words(self, terms, item);
    return INSIGHTS_OK;
}

/* Rare words weigh more. Beyond the number of candidates nobody counts: such
 * words all weigh the same. */
static insights_status weigh(
    search *self,
    double weights[WORDS],
    insights_error **error)
{
    const double all = 2 * INSIGHTS__CANDIDATES + 2;

    for (size_t i = 0; i < self->word_count; i++) {
        int64_t found = 0;
        insights_status status = INSIGHTS_OK;

        if (self->word_count > 1)
            status = self->backend->ops->frequency(
                self->backend, self->kind, insights__buffer_text(&self->scope),
                self->words[i], INSIGHTS__CANDIDATES + 1, &found, error);
        if (status < 0)
            return status;
        weights[i] =
            log(1 + (all - (double)found + 0.5) / ((double)found + 0.5));
    }
    return INSIGHTS_OK;
}

static int by_score(const void *left, const void *right)
{
    const candidate *a = left;
    const candidate *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return strcmp(a->id, b->id);
}

static insights_status rank(search *self, insights_error **error)
{
    double weights[WORDS];
    double total = 0;
    double mean;
    insights_status status;

    if (!self->candidates.count)
        return INSIGHTS_OK;
    status = weigh(self, weights, error);
    if (status < 0)
        return status;
    for (size_t i = 0; i < self->candidates.count; i++)
        total += self->candidates.items[i].length;
    mean = total / (double)self->candidates.count;
    for (size_t i = 0; i < self->candidates.count; i++) {
        candidate *item = &self->candidates.items[i];
        double norm = K1 * (1 - B + B * (double)item->length / mean);

        for (size_t j = 0; j < self->word_count; j++)
            item->score += weights[j] * (double)item->counts[j] * (K1 + 1) /
                           ((double)item->counts[j] + norm);
    }
    qsort(
        self->candidates.items, self->candidates.count, sizeof(candidate),
        by_score);
    return INSIGHTS_OK;
}

/* --- The answer ----------------------------------------------------------- */

static insights_status load(
    const search *self,
    const insights_store *store,
    const insights_query *query,
    insights__list *list,
    insights_error **error)
{
    size_t limit = query->limit ? query->limit : DEFAULT_LIMIT;

    for (size_t i = 0; i < self->candidates.count && i < limit; i++) {
        const candidate *item = &self->candidates.items[i];
        insights_record *record = NULL;
        insights_status status = self->backend->ops->get(
            self->backend, query->kind, insights__store_bound(store), item->id,
            &record, error);

        if (status == INSIGHTS_E_NOT_FOUND)
            continue;
        if (status == INSIGHTS_OK)
            status = insights__list_add(list, record, item->score, error);
        if (status < 0)
            return status;
    }
    return INSIGHTS_OK;
}

static insights_status find(
    search *self,
    const insights_store *store,
    const insights_query *query,
    insights_error **error)
{
    insights__select select;
    insights__match match;
    insights_status status =
        insights__buffer_check(&self->scope, "the scope", error);

    if (status < 0 || !self->word_count)
        return status;
    insights__query_select(store, query, &select);
    select.limit = INSIGHTS__CANDIDATES + 1;
    match.scope = insights__buffer_text(&self->scope);
    match.words = (const char *const *)self->words;
    match.word_count = self->word_count;
    match.select = &select;
    status = self->backend->ops->search(
        self->backend, &match, keep_candidate, self, error);
    if (status == INSIGHTS_OK)
        status = rank(self, error);
    return status;
}

static insights_status check_search(
    const insights_query *query,
    insights_error **error)
{
    if (!insights__kind_searchable(query->kind))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "records of kind %s have no text to search", query->kind->name);
    if (query->order_count || query->after)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a search gives the best match first; its query has no order and "
            "no page token");
    if (query->flags)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a search is read at once; its query has no flags");
    return INSIGHTS_OK;
}

insights_status insights_store_search(
    insights_store *store,
    const char *text,
    const insights_query *query,
    insights_cursor **out,
    insights_error **error)
{
    insights__list *list = NULL;
    search self;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !text || !query || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "store, text, query and out are required");
    status = check_search(query, error);
    if (status < 0)
        return status;
    memset(&self, 0, sizeof(self));
    self.kind = query->kind;
    status = insights__store_use(store, &self.backend, error);
    if (status == INSIGHTS_OK)
        status = read_words(&self, text, error);
    if (status == INSIGHTS_OK) {
        choose_scope(&self, store, query);
        list = insights__list_new();
        status = list ? find(&self, store, query, error)
                      : insights__fail_nomem(error);
    }
    if (status == INSIGHTS_OK)
        status = load(&self, store, query, list, error);
    if (status == INSIGHTS_OK) {
        if (self.truncated)
            insights__list_set_truncated(list);
        *out = insights__list_cursor(list);
        list = NULL;
    }
    insights__list_free(list);
    free_search(&self);
    return status;
}
