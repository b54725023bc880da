/* import_similar.c - is a file nearly one that is here already?
 *
 * Candidates are few: an equal title, an equal file name, or nearly the same
 * length. Of those, runs of five words are compared.
 */
#include "analysis/import.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

#define RUN 5           /* words of a shingle */
#define SHINGLES 2000   /* compared at most, from the start */
#define CANDIDATES 3    /* of nearly the same length */
#define ALIKE 0.6       /* share of shingles in common */
#define ALIKE_NAMED 0.3 /* the same where title or file name is equal */

typedef INSIGHTS__ARRAY(uint64_t) shingles;

static int is_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c >= 0x80;
}

/* The next word's hash, case set aside; 0 at the end. */
static uint64_t next_word(const char **at)
{
    uint64_t hash = 14695981039346656037u;
    const char *text = *at;

    while (*text && !is_word((unsigned char)*text))
        text++;
    if (!*text) {
        *at = text;
        return 0;
    }
    for (; is_word((unsigned char)*text); text++) {
        unsigned char c = (unsigned char)*text;

        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c - 'A' + 'a');
        hash = (hash ^ c) * 1099511628211u;
    }
    *at = text;
    return hash | 1;
}

static int compare(const void *a, const void *b)
{
    uint64_t left;
    uint64_t right;

    memcpy(&left, a, sizeof(left));
    memcpy(&right, b, sizeof(right));
    return (left > right) - (left < right);
}

static insights_status shingle(
    shingles *out,
    const insights_conversation *script,
    insights_error **error)
{
    uint64_t window[RUN] = {0};
    size_t words = 0;

    for (size_t i = 0; i < script->turns.count && out->count < SHINGLES; i++) {
        const char *at = script->turns.items[i].text;
        uint64_t word;

        while (out->count < SHINGLES && (word = next_word(&at)) != 0) {
            uint64_t run = 0;
            uint64_t *slot;

            memmove(window, window + 1, sizeof(window) - sizeof(*window));
            window[RUN - 1] = word;
            if (++words < RUN)
                continue;
            for (size_t k = 0; k < RUN; k++)
                run = (run ^ window[k]) * 1099511628211u + k;
            slot = insights__array_add(out);
            if (!slot)
                return insights__fail_nomem(error);
            *slot = run;
        }
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), compare);
    return INSIGHTS_OK;
}

static double overlap(const shingles *a, const shingles *b)
{
    size_t i = 0, j = 0, common = 0;
    size_t least = a->count < b->count ? a->count : b->count;

    while (i < a->count && j < b->count) {
        if (a->items[i] < b->items[j]) {
            i++;
        } else if (b->items[j] < a->items[i]) {
            j++;
        } else {
            common++;
            i++;
            j++;
        }
    }
    return least ? (double)common / (double)least : 0;
}

typedef struct search {
    insights_study *study;
    shingles own;
    double best;
    insights_record *found;
} search;

static insights_status try_candidate(
    search *self,
    insights_record *interview,
    double alike,
    insights_error **error)
{
    insights_conversation *script = NULL;
    shingles theirs = INSIGHTS__ARRAY_INIT;
    insights_status status = INSIGHTS_OK;
    double score = 0;

    if (!insights_record_text(interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID))
        return INSIGHTS_OK;
    status = insights__load_current(self->study, interview, &script, error);
    if (status >= 0)
        status = shingle(&theirs, script, error);
    if (status >= 0)
        score = overlap(&self->own, &theirs);
    if (status >= 0 && score >= alike && score > self->best) {
        insights_record_free(self->found);
        self->found = NULL;
        self->best = score;
        status = insights_record_edit(interview, &self->found, error);
    }
    insights__array_free(&theirs);
    insights_conversation_free(script);
    return status;
}

static insights_status try_by(
    search *self,
    insights_field field,
    const char *text,
    insights_error **error)
{
    const insights__filter filters[] = {{field, text}, {0, NULL}};
    insights_record *interview = NULL;
    insights_status status;

    if (!text || self->found)
        return INSIGHTS_OK;
    status = insights__study_find(
        self->study, INSIGHTS_INTERVIEW, filters, &interview, error);
    if (status >= 0 && interview)
        status = try_candidate(self, interview, ALIKE_NAMED, error);
    insights_record_free(interview);
    return status;
}

static insights_status length_query(
    insights_study *study,
    int64_t length,
    insights_query **out,
    insights_error **error)
{
    insights_status status =
        insights_query_new(INSIGHTS_TRANSCRIPT, out, error);

    if (status >= 0)
        status = insights_query_where_text(
            *out, INSIGHTS_TRANSCRIPT_PROJECT_ID, INSIGHTS_EQ, study->project,
            error);
    if (status >= 0)
        status = insights_query_where_int(
            *out, INSIGHTS_TRANSCRIPT_BYTE_LENGTH, INSIGHTS_GE,
            length - length / 30, error);
    if (status >= 0)
        status = insights_query_where_int(
            *out, INSIGHTS_TRANSCRIPT_BYTE_LENGTH, INSIGHTS_LE,
            length + length / 30, error);
    return status < 0 ? status : insights_query_limit(*out, CANDIDATES, error);
}

static insights_status try_by_length(
    search *self,
    int64_t length,
    insights_error **error)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *transcript = NULL;
    insights_status status = length_query(self->study, length, &query, error);

    if (status >= 0)
        status =
            insights_store_query(self->study->store, query, &cursor, error);
    while (status >= 0 && !self->found &&
           (status = insights_cursor_next(cursor, &transcript, error)) ==
               INSIGHTS_OK) {
        insights_record *interview = NULL;

        status = insights_store_get(
            self->study->store, INSIGHTS_INTERVIEW,
            insights_record_text(transcript, INSIGHTS_TRANSCRIPT_INTERVIEW_ID),
            &interview, error);
        if (status >= 0)
            status = try_candidate(self, interview, ALIKE, error);
        insights_record_free(interview);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__import_similar(
    insights_study *study,
    const insights_conversation *script,
    const char *title,
    const char *source,
    insights_record **out,
    insights_error **error)
{
    search self = {study, INSIGHTS__ARRAY_INIT, 0, NULL};
    insights_status status = shingle(&self.own, script, error);

    *out = NULL;
    if (status >= 0 && self.own.count) {
        status = try_by(&self, INSIGHTS_INTERVIEW_TITLE, title, error);
        if (status >= 0)
            status = try_by(&self, INSIGHTS_INTERVIEW_SOURCE, source, error);
        if (status >= 0)
            status = try_by_length(
                &self, (int64_t)insights__script_length(script), error);
    }
    insights__array_free(&self.own);
    if (status < 0) {
        insights_record_free(self.found);
        return status;
    }
    *out = self.found;
    return INSIGHTS_OK;
}
