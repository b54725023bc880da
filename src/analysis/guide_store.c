/* guide_store.c - the questions of a discussion guide become prompts. */
#include "analysis/journal.h"

#include "base/alloc.h"
#include "base/terms.h"

#include <insights/reading.h>
#include <string.h>

typedef struct storing {
    insights__unit unit;
    insights__map *known; /* folded text -> itself */
    insights__counts counts;
} storing;

static insights_status is_known(
    storing *self,
    const char *text,
    int *out,
    insights_error **error)
{
    char *folded = insights__terms_fold(text, strlen(text));
    void **slot =
        folded ? insights__map_slot(self->known, folded, strlen(folded)) : NULL;

    if (slot) {
        *out = *slot != NULL;
        *slot = self;
    }
    insights__free(folded);
    return slot ? INSIGHTS_OK : insights__fail_nomem(error);
}

static insights_status load_known(
    storing *self,
    insights_study *study,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_QUESTION_TYPE, "prompt"}, {0, NULL}};
    insights_cursor *cursor = NULL;
    const insights_record *question = NULL;
    int known = 0;
    insights_status status = insights__study_select(
        study, INSIGHTS_QUESTION, filters, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &question, error)) == INSIGHTS_OK)
        status = is_known(
            self, insights_record_text(question, INSIGHTS_QUESTION_TEXT),
            &known, error);
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status add_question(
    storing *self,
    insights_study *study,
    const insights_record *found,
    insights_error **error)
{
    const char *text = insights_record_text(found, INSIGHTS_QUESTION_TEXT);
    insights_record *question = NULL;
    int known = 0;
    insights_status status = is_known(self, text, &known, error);

    if (status < 0)
        return status;
    if (known) {
        self->counts.unchanged++;
        return INSIGHTS_OK;
    }
    question = insights__study_new(study, INSIGHTS_QUESTION);
    if (!question)
        return insights__fail_nomem(error);
    insights_record_set_text(question, INSIGHTS_QUESTION_TYPE, "prompt");
    insights_record_set_int(
        question, INSIGHTS_QUESTION_POSITION,
        insights_record_int(found, INSIGHTS_QUESTION_POSITION));
    insights_record_set_text(question, INSIGHTS_QUESTION_TEXT, text);
    status = insights__unit_save(&self->unit, question, NULL, 0, error);
    insights_record_free(question);
    self->counts.done++;
    return status;
}

insights_status insights_study_import_guide(
    insights_study *study,
    const char *text,
    size_t length,
    insights_record **out,
    insights_error **error)
{
    storing self;
    insights_cursor *cursor = NULL;
    const insights_record *found = NULL;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !text || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, text and out are required");
    memset(&self, 0, sizeof(self));
    self.known = insights__map_new();
    status = self.known ? insights__unit_begin(
                              &self.unit, study, INSIGHTS__ANYBODY,
                              "import_guide", error)
                        : insights__fail_nomem(error);
    if (status >= 0)
        status = load_known(&self, study, error);
    if (status >= 0)
        status = insights_guide_read(text, length, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &found, error)) == INSIGHTS_OK)
        status = add_question(&self, study, found, error);
    insights__buffer_format(
        &line, "guide: %lld questions, %lld stood already",
        (long long)self.counts.done, (long long)self.counts.unchanged);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__unit_finish(
            &self.unit, &self.counts, NULL, insights__buffer_text(&line), out,
            error);
    insights__buffer_free(&line);
    insights_cursor_free(cursor);
    insights__map_free(self.known, NULL);
    insights__unit_free(&self.unit);
    return status;
}
