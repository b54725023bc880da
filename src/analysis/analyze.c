/* analyze.c - take evidence out of conversations, and do it again.
 *
 * Keeps true: what a run finds again keeps its id and all that hangs on it;
 * what it no longer finds is archived, unless a person made, decided or
 * annotated it; a person's edits stand.
 */
#include "analysis/analyze.h"

#include "base/alloc.h"

#include <insights/reading.h>
#include <string.h>

typedef struct reading {
    insights__analysis *analysis;
    insights__unit unit;
    insights_record *interview;
    insights_conversation *script;
    insights__record_list existing;
    insights__record_list codings;
    insights__record_list standing; /* evidence of this text, after */
    insights__map *persons;         /* label -> id, in `participants` */
    insights__record_list participants;
    char *matched; /* by index in `existing` */
} reading;

static void reading_free(reading *self)
{
    insights__unit_free(&self->unit);
    insights_conversation_free(self->script);
    insights__record_list_free(&self->existing);
    insights__record_list_free(&self->codings);
    insights__record_list_free(&self->standing);
    insights__record_list_free(&self->participants);
    insights__map_free(self->persons, NULL);
    insights__free(self->matched);
}

static const char *transcript_of(const reading *self)
{
    return insights_record_text(
        self->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
}

/* --- Loading -----------------------------------------------------------------
 */

static insights_status load_persons(reading *self, insights_error **error)
{
    insights_status status = insights__study_load_by(
        self->analysis->study, INSIGHTS_PARTICIPANT,
        INSIGHTS_PARTICIPANT_INTERVIEW_ID, insights_record_id(self->interview),
        &self->participants, error);

    for (size_t i = 0; i < self->participants.count && status >= 0; i++) {
        const insights_record *one = self->participants.items[i];
        const char *label =
            insights_record_text(one, INSIGHTS_PARTICIPANT_LABEL);
        const char *person =
            insights_record_text(one, INSIGHTS_PARTICIPANT_PERSON_ID);
        void **slot;

        if (!person)
            continue;
        slot = insights__map_slot(self->persons, label, strlen(label));
        if (!slot)
            return insights__fail_nomem(error);
        memcpy(slot, &person, sizeof(person));
    }
    return status;
}

static insights_status load_reading(reading *self, insights_error **error)
{
    insights_study *study = self->analysis->study;
    const char *id = insights_record_id(self->interview);
    insights_status status;

    self->persons = insights__map_new();
    if (!self->persons)
        return insights__fail_nomem(error);
    status =
        insights__load_current(study, self->interview, &self->script, error);
    if (status >= 0)
        status = insights__study_load_by(
            study, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_INTERVIEW_ID, id,
            &self->existing, error);
    if (status >= 0)
        status = insights__study_load_by(
            study, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, id,
            &self->codings, error);
    if (status >= 0)
        status = load_persons(self, error);
    if (status >= 0) {
        self->matched = insights__calloc(self->existing.count + 1, 1);
        if (!self->matched)
            status = insights__fail_nomem(error);
    }
    return status;
}

/* --- Matching ----------------------------------------------------------------
 */

static int same_span(const insights_record *a, const insights_record *b)
{
    return insights_record_int(a, INSIGHTS_EVIDENCE_BYTE_START) ==
               insights_record_int(b, INSIGHTS_EVIDENCE_BYTE_START) &&
           insights_record_int(a, INSIGHTS_EVIDENCE_BYTE_END) ==
               insights_record_int(b, INSIGHTS_EVIDENCE_BYTE_END);
}

#define NOWHERE SIZE_MAX

/* What stands at the same words of this text, else what has the same key. */
static size_t find_match(const reading *self, const insights_record *found)
{
    const char *transcript = transcript_of(self);
    const char *key = insights_record_text(found, INSIGHTS_EVIDENCE_KEY);
    size_t by_key = NOWHERE;

    for (size_t i = 0; i < self->existing.count; i++) {
        const insights_record *one = self->existing.items[i];

        if (self->matched[i])
            continue;
        if (insights__text_is(
                one, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, transcript) &&
            same_span(one, found))
            return i;
        if (insights__text_is(one, INSIGHTS_EVIDENCE_KEY, key))
            by_key = i;
    }
    return by_key;
}

static int key_is_taken(const reading *self, const char *key, size_t but)
{
    for (size_t i = 0; i < self->existing.count; i++)
        if (i != but &&
            insights__text_is(
                self->existing.items[i], INSIGHTS_EVIDENCE_KEY, key))
            return 1;
    for (size_t i = 0; i < self->standing.count; i++)
        if (insights__text_is(
                self->standing.items[i], INSIGHTS_EVIDENCE_KEY, key))
            return 1;
    return 0;
}

/* --- Writing -----------------------------------------------------------------
 */

/* All that rules say of it. */
static void copy_found(insights_record *to, const insights_record *found)
{
    insights_field field;

    for (size_t i = 0; (field = insights_field_at(INSIGHTS_EVIDENCE, i)) != 0;
         i++)
        if (insights_record_state(found, field) == INSIGHTS_VALUE)
            insights__copy_field(to, found, field);
}

static void set_person(const reading *self, insights_record *record)
{
    const char *speaker =
        insights_record_text(record, INSIGHTS_EVIDENCE_SPEAKER);
    const char *person =
        speaker ? insights__map_get(self->persons, speaker, strlen(speaker))
                : NULL;

    if (person && !insights_record_text(record, INSIGHTS_EVIDENCE_PERSON_ID))
        insights_record_set_text(record, INSIGHTS_EVIDENCE_PERSON_ID, person);
}

/* A key of its own where an archived record keeps the one it would have. */
static insights_status free_key(
    const reading *self,
    insights_record *record,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    const char *first = insights_record_text(record, INSIGHTS_EVIDENCE_KEY);
    insights_status status = INSIGHTS_OK;

    insights__buffer_text_append(&key, first);
    for (unsigned n = 2;
         key_is_taken(self, insights__buffer_text(&key), NOWHERE) && n < 1000;
         n++) {
        insights__buffer_truncate(&key, 0);
        insights__buffer_format(&key, "%s~%u", first, n);
    }
    status = insights__buffer_check(&key, "a key", error);
    if (status >= 0)
        insights_record_set_text(
            record, INSIGHTS_EVIDENCE_KEY, insights__buffer_text(&key));
    insights__buffer_free(&key);
    return status;
}

static insights_status add_found(
    reading *self,
    const insights_record *found,
    insights_error **error)
{
    insights_record *record =
        insights__study_new(self->analysis->study, INSIGHTS_EVIDENCE);
    char id[INSIGHTS__UUID_TEXT];
    insights_status status;
    int deleted = 0;

    if (!record)
        return insights__fail_nomem(error);
    status = insights__analysis_deleted(
        self->analysis, insights_record_id(self->interview),
        insights_record_text(found, INSIGHTS_EVIDENCE_KEY), &deleted, error);
    if (status < 0 || deleted)
        goto out;
    copy_found(record, found);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_INTERVIEW_ID,
        insights_record_id(self->interview));
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, transcript_of(self));
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_ACTOR_ID, self->unit.actor);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_STANDING, "fact");
    set_person(self, record);
    status = insights__uuid_new(id, error);
    if (status >= 0)
        insights_record_set_id(record, id);
    if (status >= 0)
        status = free_key(self, record, error);
    if (status >= 0)
        status = insights__unit_save(
            &self->unit, record, NULL, INSIGHTS__UNTOLD, error);
    if (status < 0)
        goto out;
    self->analysis->made++;
    return insights__record_list_add(&self->standing, record, error);

out:
    insights_record_free(record);
    return status;
}

/* Found again: it stands where it stood, with what people said of it. */
static insights_status keep_found(
    reading *self,
    size_t at,
    const insights_record *found,
    insights_error **error)
{
    const insights_record *before = self->existing.items[at];
    insights_record *record = NULL;
    const char *key = insights_record_text(found, INSIGHTS_EVIDENCE_KEY);
    insights_status status = insights_record_edit(before, &record, error);
    int here = insights__text_is(
        before, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, transcript_of(self));

    if (status < 0)
        return status;
    self->matched[at] = 1;
    self->analysis->kept++;
    insights_record_set_null(record, INSIGHTS_EVIDENCE_ARCHIVED_AT);
    insights_record_set_null(record, INSIGHTS_EVIDENCE_ARCHIVED_REASON);
    if (!here || !same_span(before, found)) { /* by key, from elsewhere */
        copy_found(record, found);
        insights_record_set_text(
            record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, transcript_of(self));
        insights__copy_field(record, before, INSIGHTS_EVIDENCE_STANDING);
    } else if (!insights__map_get(
                   self->analysis->people,
                   insights_record_text(before, INSIGHTS_EVIDENCE_ACTOR_ID),
                   INSIGHTS__UUID_TEXT - 1)) {
        insights__copy_field(record, found, INSIGHTS_EVIDENCE_ORDER_INDEX);
        if (!key_is_taken(self, key, at))
            insights_record_set_text(record, INSIGHTS_EVIDENCE_KEY, key);
    }
    set_person(self, record);
    status = insights__unit_save(
        &self->unit, record, before, INSIGHTS__UNTOLD, error);
    if (status < 0 || insights_record_int(record, INSIGHTS_EVIDENCE_STANDING) ==
                          INSIGHTS_STANDING_REJECTED) {
        insights_record_free(record);
        return status;
    }
    return insights__record_list_add(&self->standing, record, error);
}

static insights_status archive_rest(reading *self, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->existing.count && status >= 0; i++) {
        const insights_record *before = self->existing.items[i];
        insights_record *record = NULL;

        if (self->matched[i] ||
            insights_record_state(before, INSIGHTS_EVIDENCE_ARCHIVED_AT) ==
                INSIGHTS_VALUE ||
            insights__analysis_touched(self->analysis, before, &self->codings))
            continue;
        status = insights_record_edit(before, &record, error);
        if (status < 0)
            return status;
        insights_record_set_int(
            record, INSIGHTS_EVIDENCE_ARCHIVED_AT, self->unit.at);
        insights_record_set_text(
            record, INSIGHTS_EVIDENCE_ARCHIVED_REASON,
            "not found again when its conversation was read anew");
        status = insights__unit_save(
            &self->unit, record, before, INSIGHTS__UNTOLD, error);
        insights_record_free(record);
        self->analysis->archived++;
    }
    return status;
}

static insights_status match_all(reading *self, insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *found = NULL;
    char *roles = NULL;
    insights_status status;

    status = insights__load_roles(
        self->analysis->study, insights_record_id(self->interview), &roles,
        error);
    if (status >= 0)
        status = insights_conversation_evidence(
            self->script, *roles ? roles : NULL, &cursor, error);
    insights_free(roles);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &found, error)) == INSIGHTS_OK) {
        size_t at = find_match(self, found);

        status = at == NOWHERE ? add_found(self, found, error)
                               : keep_found(self, at, found, error);
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : archive_rest(self, error);
}

/* What the run answers if it ends here. */
static insights_status answer(
    insights__analysis *analysis,
    insights_error **error)
{
    insights_record *record = NULL;
    const insights__counts counts = {
        analysis->made + analysis->suggested, analysis->kept, 0};
    insights__buffer details = INSIGHTS__BUFFER_INIT;
    insights__buffer message = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_format(
        &details,
        "{\"interviews\":%lld,\"evidence\":%lld,\"kept\":%lld,"
        "\"archived\":%lld,\"suggested\":%lld}",
        (long long)analysis->interviews, (long long)analysis->made,
        (long long)analysis->kept, (long long)analysis->archived,
        (long long)analysis->suggested);
    insights__buffer_format(
        &message,
        "%lld new quotes and %lld suggestions in %lld conversations; %lld "
        "quotes stand as before",
        (long long)analysis->made, (long long)analysis->suggested,
        (long long)analysis->interviews, (long long)analysis->kept);
    status = insights__buffer_check(&details, "the summary", error);
    if (status >= 0)
        status = insights__buffer_check(&message, "the summary", error);
    if (status >= 0)
        status = insights__summary(
            &counts, insights__buffer_text(&details), analysis->group,
            insights__buffer_text(&message), &record, error);
    insights__buffer_free(&details);
    insights__buffer_free(&message);
    if (status < 0)
        return status;
    insights_record_free(analysis->answer);
    analysis->answer = record;
    return INSIGHTS_OK;
}

/* The interview is ready; the log says what the run did. */
static insights_status finish(
    reading *self,
    int64_t made,
    int64_t suggested,
    insights_error **error)
{
    insights_record *changed = NULL;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights__buffer after = INSIGHTS__BUFFER_INIT;
    insights_status status;
    size_t before = self->unit.operations;

    status = insights_record_edit(self->interview, &changed, error);
    if (status < 0)
        return status;
    insights_record_set_text(changed, INSIGHTS_INTERVIEW_STATUS, "ready");
    status = insights__unit_save(
        &self->unit, changed, self->interview, INSIGHTS__UNTOLD, error);
    if (status >= 0 && self->unit.operations == before && before)
        status = insights__unit_require(&self->unit, self->interview, error);
    insights__buffer_format(
        &line, "read '%s': %lld new quotes, %lld suggestions",
        insights_record_text(self->interview, INSIGHTS_INTERVIEW_TITLE),
        (long long)made, (long long)suggested);
    insights__buffer_format(
        &after, "{\"evidence\":%lld,\"suggested\":%lld}", (long long)made,
        (long long)suggested);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__buffer_check(&after, "the summary", error);
    if (status >= 0)
        status = insights__unit_tell(
            &self->unit, INSIGHTS_INTERVIEW,
            insights_record_id(self->interview), "{}",
            insights__buffer_text(&after), error);
    if (self->unit.operations)
        memcpy(
            self->analysis->group, self->unit.group,
            sizeof(self->analysis->group));
    self->analysis->interviews++;
    if (status >= 0)
        status = answer(self->analysis, error);
    if (status >= 0)
        status = insights__unit_commit(
            &self->unit, insights__buffer_text(&line), error);
    insights__buffer_free(&line);
    insights__buffer_free(&after);
    insights_record_free(changed);
    return status;
}

static insights_status analyze_one(
    insights__analysis *analysis,
    insights_record *interview,
    insights_error **error)
{
    reading self;
    int64_t made = analysis->made;
    int64_t suggested = analysis->suggested;
    insights_status status;

    memset(&self, 0, sizeof(self));
    self.analysis = analysis;
    self.interview = interview;
    status = insights__unit_begin(
        &self.unit, analysis->study, INSIGHTS__MACHINE, "analyze", error);
    if (status >= 0 && *analysis->group)
        memcpy(self.unit.group, analysis->group, sizeof(self.unit.group));
    if (status >= 0)
        status = load_reading(&self, error);
    if (status >= 0)
        status = match_all(&self, error);
    if (status >= 0 && analysis->may_suggest)
        status = insights__analysis_suggest(
            analysis, &self.unit, self.script, &self.standing, &self.existing,
            &self.codings, error);
    if (status >= 0)
        status = finish(
            &self, analysis->made - made, analysis->suggested - suggested,
            error);
    reading_free(&self);
    return status;
}

insights_status insights_study_analyze(
    insights_study *study,
    const char *interview,
    insights_record **out,
    insights_error **error)
{
    insights__analysis analysis;
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    status = insights__analysis_open(&analysis, study, error);
    if (status >= 0)
        status = insights__study_interviews(study, interview, &list, error);
    for (size_t i = 0; i < list.count && status >= 0; i++)
        if (interview || insights_record_text(
                             list.items[i], INSIGHTS_INTERVIEW_TRANSCRIPT_ID))
            status = analyze_one(&analysis, list.items[i], error);
    if (status >= 0 && !analysis.answer)
        status = answer(&analysis, error);
    if (status >= 0) {
        *out = analysis.answer;
        analysis.answer = NULL;
    }
    insights__record_list_free(&list);
    insights__analysis_close(&analysis);
    return status;
}
