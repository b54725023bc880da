/* correct.c - a correction is a new revision; nothing is edited in place. */
#include "analysis/correct.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <string.h>

#define TURN_MAXIMUM ((size_t)1 << 20)

/* --- Revisions ---------------------------------------------------------------
 */

static insights_status next_number(
    insights_study *study,
    const char *interview_id,
    int64_t *out,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load_by(
        study, INSIGHTS_TRANSCRIPT, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
        interview_id, &list, error);

    *out = 1;
    for (size_t i = 0; i < list.count; i++) {
        int64_t number =
            insights_record_int(list.items[i], INSIGHTS_TRANSCRIPT_NUMBER);

        if (number >= *out)
            *out = number + 1;
    }
    insights__record_list_free(&list);
    return status;
}

static insights_status save_transcript(
    insights__unit *unit,
    insights__revision *revision,
    int64_t number,
    char id[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    insights_record *transcript =
        insights__study_new(unit->study, INSIGHTS_TRANSCRIPT);
    insights_status status;

    if (!transcript)
        return insights__fail_nomem(error);
    insights_record_set_text(
        transcript, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
        insights_record_id(revision->interview));
    insights_record_set_int(transcript, INSIGHTS_TRANSCRIPT_NUMBER, number);
    insights_record_set_text(
        transcript, INSIGHTS_TRANSCRIPT_PARENT_ID,
        revision->parent_id
            ? revision->parent_id
            : insights_record_text(
                  revision->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID));
    insights_record_set_text(
        transcript, INSIGHTS_TRANSCRIPT_OTHER_PARENT_ID, revision->other_id);
    insights_record_set_text(
        transcript, INSIGHTS_TRANSCRIPT_ACTOR_ID, unit->actor);
    insights_record_set_text(
        transcript, INSIGHTS_TRANSCRIPT_REASON, revision->reason);
    status = insights__transcript_fill(transcript, revision->after, error);
    if (status >= 0)
        status = insights__unit_save(
            unit, transcript, NULL, INSIGHTS__UNTOLD, error);
    if (status >= 0) {
        memcpy(id, insights_record_id(transcript), INSIGHTS__UUID_TEXT);
        memcpy(revision->id, id, INSIGHTS__UUID_TEXT);
    }
    insights_record_free(transcript);
    return status;
}

static insights_status save_words(
    insights__unit *unit,
    insights__revision *revision,
    const char *transcript_id,
    insights_error **error)
{
    insights__map *persons = insights__map_new();
    const char *id = insights_record_id(revision->interview);
    const insights__people_job people = {
        revision->after, id, revision->roles, revision->renamed_from,
        revision->renamed_to};
    insights_status status;

    if (!persons)
        return insights__fail_nomem(error);
    status =
        insights__people_sync(unit, &people, revision->people, persons, error);
    if (status >= 0)
        status = insights__turns_save(
            unit, revision->after, revision->people, id, transcript_id, 0,
            persons, INSIGHTS__UNTOLD, error);
    insights__map_free(persons, NULL);
    return status;
}

insights_status insights__revision_save(
    insights__unit *unit,
    insights__revision *revision,
    insights_error **error)
{
    insights__carry_job job = {0};
    char transcript_id[INSIGHTS__UUID_TEXT];
    insights_status status;

    job.before = revision->before;
    job.after = revision->after;
    job.interview_id = insights_record_id(revision->interview);
    job.before_id = insights_record_text(
        revision->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
    job.after_id = transcript_id;
    job.aligned = revision->aligned;
    status = next_number(unit->study, job.interview_id, &job.number, error);
    if (status >= 0)
        status =
            save_transcript(unit, revision, job.number, transcript_id, error);
    if (status >= 0) {
        insights_record_set_text(
            revision->changed, INSIGHTS_INTERVIEW_TRANSCRIPT_ID, transcript_id);
        insights__set_ms(
            revision->changed, INSIGHTS_INTERVIEW_DURATION_MS,
            insights__script_duration(revision->after));
        status = insights__unit_save(
            unit, revision->changed, revision->interview, 0, error);
    }
    if (status >= 0)
        status = save_words(unit, revision, transcript_id, error);
    if (status >= 0)
        status = insights__carry_spans(unit, &job, &revision->carried, error);
    revision->number = job.number;
    return status;
}

/* --- What both corrections share ---------------------------------------------
 */

typedef struct correction {
    insights_study *study;
    insights_record *interview;
    insights_record *changed;
    insights_conversation *before;
    insights_conversation *after;
    insights__roles people;
    insights__buffer reason;
    const char *label; /* a speaker's that becomes another, or NULL */
    const char *new_label;
} correction;

static insights_status open_correction(
    correction *self,
    insights_study *study,
    const char *interview,
    insights_error **error)
{
    insights_status status;

    memset(self, 0, sizeof(*self));
    self->study = study;
    status = insights__study_get(
        study, INSIGHTS_INTERVIEW, interview, &self->interview, error);
    if (status >= 0)
        status = insights_record_edit(self->interview, &self->changed, error);
    if (status >= 0)
        status = insights__load_current(
            study, self->interview, &self->before, error);
    if (status < 0)
        return status;
    self->after = insights__script_new();
    return self->after ? INSIGHTS_OK : insights__fail_nomem(error);
}

static void close_correction(correction *self)
{
    insights__roles_free(&self->people);
    insights_conversation_free(self->before);
    insights_conversation_free(self->after);
    insights_record_free(self->interview);
    insights_record_free(self->changed);
    insights__buffer_free(&self->reason);
}

static insights_status nothing(
    const char *message,
    insights_record **out,
    insights_error **error)
{
    const insights__counts counts = {0, 1, 0};

    return insights__summary(&counts, NULL, NULL, message, out, error);
}

/* The summary of a revision that was saved. */
static insights_status finish(
    const correction *self,
    insights__unit *unit,
    const insights__revision *revision,
    int64_t done,
    insights_record **out,
    insights_error **error)
{
    insights__counts counts = {done, 0, 0};
    insights__buffer details = INSIGHTS__BUFFER_INIT;
    insights__buffer message = INSIGHTS__BUFFER_INIT;
    insights_record *answer = NULL;
    insights_status status;

    insights__buffer_format(
        &details, "{\"moved\":%lld,\"changed\":%lld,\"gone\":%lld}",
        (long long)revision->carried.moved,
        (long long)revision->carried.changed,
        (long long)revision->carried.gone);
    insights__buffer_format(
        &message,
        "%s; %lld quotes moved with their words, %lld wait for review",
        insights__buffer_text(&self->reason),
        (long long)revision->carried.moved,
        (long long)(revision->carried.changed + revision->carried.gone));
    status = insights__buffer_check(&message, "the summary", error);
    if (status >= 0)
        status = insights__buffer_check(&details, "the summary", error);
    if (status >= 0)
        status = insights__summary(
            &counts, insights__buffer_text(&details), unit->group,
            insights__buffer_text(&message), &answer, error);
    insights__buffer_free(&details);
    insights__buffer_free(&message);
    if (status < 0)
        return status;
    return insights__unit_commit_with(
        unit, insights__buffer_text(&self->reason), answer, out, error);
}

static insights_status save_correction(
    correction *self,
    insights__unit *unit,
    int64_t done,
    insights_record **out,
    insights_error **error)
{
    insights__revision revision = {0};
    insights_status status;

    revision.interview = self->interview;
    revision.changed = self->changed;
    revision.before = self->before;
    revision.after = self->after;
    revision.aligned = 1;
    revision.reason = insights__buffer_text(&self->reason);
    revision.renamed_from = self->label;
    revision.renamed_to = self->new_label;
    revision.people = &self->people;
    status = insights__buffer_check(&self->reason, "the reason", error);
    if (status >= 0)
        status = insights__revision_save(unit, &revision, error);
    return status < 0 ? status
                      : finish(self, unit, &revision, done, out, error);
}

/* --- Words -------------------------------------------------------------------
 */

static size_t common_start(
    const char *a,
    size_t a_size,
    const char *b,
    size_t b_size)
{
    size_t at = 0;

    while (at < a_size && at < b_size && a[at] == b[at])
        at++;
    return at;
}

/* Times of the words that stay: those before and those behind what differs. */
static insights_status keep_words(
    const insights__turn *turn,
    const char *text,
    size_t length,
    insights__word **out,
    size_t *count,
    insights_error **error)
{
    size_t start = common_start(turn->text, turn->length, text, length);
    size_t end = 0;

    *count = 0;
    *out = insights__calloc(turn->word_count + 1, sizeof(**out));
    if (!*out)
        return insights__fail_nomem(error);
    while (end < turn->length - start && end < length - start &&
           turn->text[turn->length - 1 - end] == text[length - 1 - end])
        end++;
    for (size_t i = 0; i < turn->word_count; i++) {
        insights__word word = turn->words[i];
        size_t word_end = (size_t)word.offset + word.length;

        if (word_end <= start) {
            (*out)[(*count)++] = word;
        } else if (word.offset >= turn->length - end) {
            word.offset = (uint32_t)(word.offset + length - turn->length);
            (*out)[(*count)++] = word;
        }
    }
    return INSIGHTS_OK;
}

static insights_status add_corrected(
    correction *self,
    const insights__turn *turn,
    const char *text,
    insights_error **error)
{
    insights__word *words = NULL;
    size_t count = 0;
    size_t length = strlen(text);
    insights_status status =
        keep_words(turn, text, length, &words, &count, error);

    if (status >= 0)
        status = insights__script_add(
            self->after, turn->speaker, text, length, turn->start_ms,
            turn->end_ms, words, count, error);
    if (status >= 0)
        self->after->turns.items[self->after->turns.count - 1].continued =
            turn->continued;
    insights__free(words);
    return status;
}

static insights_status check_text(const char *text, insights_error **error)
{
    size_t length = strlen(text);

    if (!text[strspn(text, " \t\r\n")])
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a turn needs words: write what was said");
    if (length > TURN_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "a turn has at most %zu bytes, not %zu",
            TURN_MAXIMUM, length);
    if (insights__utf8_valid(text, length) != length)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the words of a turn must be UTF-8");
    return INSIGHTS_OK;
}

insights_status insights_study_correct(
    insights_study *study,
    const char *interview,
    size_t turn,
    const char *text,
    insights_record **out,
    insights_error **error)
{
    correction self;
    insights__unit unit = {0};
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !interview || !text || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "study, interview, text and out are required");
    status = check_text(text, error);
    if (status < 0)
        return status;
    status = open_correction(&self, study, interview, error);
    if (status < 0)
        goto out;
    if (turn >= self.before->turns.count) {
        status = insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "there is no turn %zu: they go from 0 to %zu", turn,
            self.before->turns.count - 1);
        goto out;
    }
    if (strcmp(self.before->turns.items[turn].text, text) == 0) {
        status = nothing("the turn has these words already", out, error);
        goto out;
    }
    for (size_t i = 0; i < self.before->turns.count && status >= 0; i++)
        status = i == turn
                     ? add_corrected(
                           &self, &self.before->turns.items[i], text, error)
                     : insights__script_copy_turn(
                           self.after, &self.before->turns.items[i], error);
    insights__buffer_format(
        &self.reason, "corrected turn %zu of '%s'", turn,
        insights_record_text(self.interview, INSIGHTS_INTERVIEW_TITLE));
    if (status >= 0)
        status = insights__unit_begin(
            &unit, study, INSIGHTS__ANYBODY, "correct", error);
    if (status >= 0)
        status = save_correction(&self, &unit, 1, out, error);

out:
    insights__unit_free(&unit);
    close_correction(&self);
    return status;
}

/* --- Speakers ----------------------------------------------------------------
 */

static insights_status rename_turns(
    correction *self,
    const char *label,
    const char *new_label,
    int64_t *renamed,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->before->turns.count && status >= 0; i++) {
        insights__turn turn = self->before->turns.items[i];

        if (turn.speaker && strcmp(turn.speaker, label) == 0) {
            turn.speaker = new_label;
            ++*renamed;
        }
        status = insights__script_copy_turn(self->after, &turn, error);
    }
    return status;
}

static insights_status rename_speaker(
    correction *self,
    insights__unit *unit,
    const char *label,
    const char *new_label,
    insights_record **out,
    insights_error **error)
{
    int64_t renamed = 0;
    insights_status status =
        rename_turns(self, label, new_label, &renamed, error);

    if (status >= 0 && !renamed)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND, "nobody is called '%s' in '%s'", label,
            insights_record_text(self->interview, INSIGHTS_INTERVIEW_TITLE));
    insights__buffer_format(
        &self->reason, "renamed speaker '%s' to '%s' in '%s'", label, new_label,
        insights_record_text(self->interview, INSIGHTS_INTERVIEW_TITLE));
    self->label = label;
    self->new_label = new_label;
    return status < 0 ? status
                      : save_correction(self, unit, renamed, out, error);
}

insights_status insights_study_rename_speaker(
    insights_study *study,
    const char *interview,
    const char *label,
    const char *new_label,
    insights_record **out,
    insights_error **error)
{
    correction self;
    insights__unit unit = {0};
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !interview || !label || !new_label || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "study, interview, label, new_label and out are required");
    if (!*new_label || strpbrk(new_label, "\r\n"))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a label is one line with a character at least");
    if (strcmp(label, new_label) == 0)
        return nothing("the speaker has this label already", out, error);
    status = open_correction(&self, study, interview, error);
    if (status >= 0)
        status = insights__unit_begin(
            &unit, study, INSIGHTS__ANYBODY, "rename_speaker", error);
    if (status >= 0)
        status = rename_speaker(&self, &unit, label, new_label, out, error);
    insights__unit_free(&unit);
    close_correction(&self);
    return status;
}
