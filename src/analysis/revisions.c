/* revisions.c - join two revisions of a conversation.
 *
 * Keeps true: nothing that either side wrote is lost unseen: it stands in the
 * new revision, or in the list of conflicts.
 */
#include "analysis/revisions.h"

#include "analysis/correct.h"
#include "base/alloc.h"
#include "model/cursor.h"

#include <insights/exchange.h>
#include <string.h>

/* --- Ancestors ---------------------------------------------------------------
 */

static size_t index_of(const insights__record_list *list, const char *id)
{
    for (size_t i = 0; id && i < list->count; i++)
        if (strcmp(insights_record_id(list->items[i]), id) == 0)
            return i;
    return SIZE_MAX;
}

/* Mark a revision and all that it was made from. */
static void mark_from(
    const insights__record_list *revisions,
    const char *id,
    unsigned char *marks,
    unsigned char bit)
{
    size_t at = index_of(revisions, id);
    int grew = at != SIZE_MAX;

    if (grew)
        marks[at] |= bit;
    while (grew) {
        grew = 0;
        for (size_t i = 0; i < revisions->count; i++) {
            const insights_record *one = revisions->items[i];
            size_t above[2];

            if (!(marks[i] & bit))
                continue;
            above[0] = index_of(
                revisions,
                insights_record_text(one, INSIGHTS_TRANSCRIPT_PARENT_ID));
            above[1] = index_of(
                revisions,
                insights_record_text(one, INSIGHTS_TRANSCRIPT_OTHER_PARENT_ID));
            for (size_t p = 0; p < 2; p++)
                if (above[p] != SIZE_MAX && !(marks[above[p]] & bit)) {
                    marks[above[p]] |= bit;
                    grew = 1;
                }
        }
    }
}

insights_status insights__revisions_base(
    const insights__record_list *revisions,
    const char *ours,
    const char *theirs,
    const insights_record **out,
    insights_error **error)
{
    unsigned char *marks = insights__calloc(revisions->count + 1, 1);
    int64_t latest = -1;

    *out = NULL;
    if (!marks)
        return insights__fail_nomem(error);
    mark_from(revisions, ours, marks, 1);
    mark_from(revisions, theirs, marks, 2);
    for (size_t i = 0; i < revisions->count; i++) {
        int64_t number = insights_record_int(
            revisions->items[i], INSIGHTS_TRANSCRIPT_NUMBER);

        if (marks[i] != 3 || number <= latest)
            continue;
        latest = number;
        *out = revisions->items[i];
    }
    insights__free(marks);
    return INSIGHTS_OK;
}

/* --- Conflicts ---------------------------------------------------------------
 */

insights_status insights__clash_record(
    const insights__clash *clash,
    const insights_record *interview,
    const char *transcript_id,
    int theirs,
    insights_record **out,
    insights_error **error)
{
    insights__buffer message = INSIGHTS__BUFFER_INIT;
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_CONFLICT, &record, error);

    if (status < 0)
        return status;
    insights_record_set_text(
        record, INSIGHTS_CONFLICT_RECORD_KIND, "transcript");
    insights_record_set_text(
        record, INSIGHTS_CONFLICT_RECORD_ID, transcript_id);
    insights_record_set_text(record, INSIGHTS_CONFLICT_FIELD, clash->field);
    insights_record_set_text(record, INSIGHTS_CONFLICT_BASE, clash->base);
    insights_record_set_text(record, INSIGHTS_CONFLICT_OURS, clash->ours);
    insights_record_set_text(record, INSIGHTS_CONFLICT_THEIRS, clash->theirs);
    insights_record_set_text(
        record, INSIGHTS_CONFLICT_TAKEN, theirs ? "theirs" : "ours");
    insights__buffer_format(
        &message, "both changed %s of turn %zu of '%s'",
        strcmp(clash->field, "speaker") == 0 ? "the speaker" : "the same words",
        clash->turn, insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE));
    status = insights__buffer_check(&message, "a conflict", error);
    if (status >= 0)
        insights_record_set_text(
            record, INSIGHTS_CONFLICT_MESSAGE, insights__buffer_text(&message));
    insights__buffer_free(&message);
    if (status >= 0)
        status = insights_record_check(record, error);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    *out = record;
    return INSIGHTS_OK;
}

/* --- Two revisions of one store ----------------------------------------------
 */

typedef struct merging {
    insights_study *study;
    insights_record *interview;
    insights_record *changed;
    insights__record_list revisions;
    const insights_record *ours;
    const insights_record *theirs;
    insights_conversation *current; /* the text that stands */
    insights_conversation *sides[3];
    insights_conversation *joined;
    insights__clashes clashes;
    insights__roles people;
    insights__list *list;
} merging;

static void merging_free(merging *self)
{
    insights_record_free(self->interview);
    insights_record_free(self->changed);
    insights__record_list_free(&self->revisions);
    insights_conversation_free(self->current);
    for (size_t i = 0; i < 3; i++)
        insights_conversation_free(self->sides[i]);
    insights_conversation_free(self->joined);
    insights__clashes_free(&self->clashes);
    insights__roles_free(&self->people);
}

/* A revision of this conversation by what people type as its id. */
static insights_status find_revision(
    merging *self,
    const char *name,
    const insights_record **out,
    insights_error **error)
{
    insights_record *meant = NULL;
    size_t at;
    insights_status status = insights__study_get(
        self->study, INSIGHTS_TRANSCRIPT, name, &meant, error);

    if (status < 0)
        return status;
    at = index_of(&self->revisions, insights_record_id(meant));
    insights_record_free(meant);
    if (at == SIZE_MAX)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "revision '%s' is of another conversation", name);
    *out = self->revisions.items[at];
    return INSIGHTS_OK;
}

static insights_status open_merging(
    merging *self,
    const char *interview,
    const char *revision,
    const char *other,
    insights_error **error)
{
    insights_status status = insights__study_get(
        self->study, INSIGHTS_INTERVIEW, interview, &self->interview, error);

    if (status >= 0)
        status = insights_record_edit(self->interview, &self->changed, error);
    if (status >= 0)
        status = insights__load_current(
            self->study, self->interview, &self->current, error);
    if (status >= 0)
        status = insights__study_load_by(
            self->study, INSIGHTS_TRANSCRIPT, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
            insights_record_id(self->interview), &self->revisions, error);
    if (status >= 0)
        status = find_revision(
            self,
            revision ? revision
                     : insights_record_text(
                           self->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID),
            &self->ours, error);
    if (status >= 0)
        status = find_revision(self, other, &self->theirs, error);
    return status;
}

static insights_status join(
    merging *self,
    const insights_record *base,
    insights_error **error)
{
    const insights_record *texts[3];
    insights__sides sides = {NULL, NULL, NULL, 0};
    insights_status status = INSIGHTS_OK;

    texts[0] = base;
    texts[1] = self->ours;
    texts[2] = self->theirs;
    for (size_t i = 0; i < 3 && status >= 0; i++)
        status = insights__load_script(
            self->study, self->interview, insights_record_id(texts[i]),
            &self->sides[i], error);
    if (status < 0)
        return status;
    sides.base = self->sides[0];
    sides.ours = self->sides[1];
    sides.theirs = self->sides[2];
    return insights__join(&sides, &self->joined, &self->clashes, error);
}

/* A label of the text that stands which became another throughout. */
static void find_rename(const merging *self, insights__revision *revision)
{
    const insights_conversation *now = self->joined;

    for (size_t i = 0; self->current->turns.count == now->turns.count &&
                       i < now->turns.count && !revision->renamed_from;
         i++) {
        const char *old = self->current->turns.items[i].speaker;
        const char *label = now->turns.items[i].speaker;

        if (old && label && strcmp(old, label) != 0 &&
            !insights__map_get(now->speakers, old, strlen(old)) &&
            !insights__map_get(self->current->speakers, label, strlen(label))) {
            revision->renamed_from = old;
            revision->renamed_to = label;
        }
    }
}

/* What hangs on a revision that is not the current one comes along. */
static insights_status carry_from(
    merging *self,
    insights__unit *unit,
    const insights__revision *revision,
    size_t side,
    insights_error **error)
{
    insights__carried_counts counts = {0, 0, 0};
    insights__carry_job job = {0};
    const insights_record *from = side == 1 ? self->ours : self->theirs;

    if (insights__text_is(
            self->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID,
            insights_record_id(from)))
        return INSIGHTS_OK;
    job.before = self->sides[side];
    job.after = self->joined;
    job.interview_id = insights_record_id(self->interview);
    job.before_id = insights_record_id(from);
    job.after_id = revision->id;
    job.number = revision->number;
    return insights__carry_spans(unit, &job, &counts, error);
}

static int same_text(
    const insights_conversation *a,
    const insights_conversation *b)
{
    if (a->turns.count != b->turns.count)
        return 0;
    for (size_t i = 0; i < a->turns.count; i++) {
        const insights__turn *one = &a->turns.items[i];
        const insights__turn *two = &b->turns.items[i];

        if (one->length != two->length ||
            memcmp(one->text, two->text, one->length) != 0 ||
            strcmp(
                one->speaker ? one->speaker : "",
                two->speaker ? two->speaker : "") != 0)
            return 0;
    }
    return 1;
}

static insights_status save_joined(
    merging *self,
    insights__unit *unit,
    insights_error **error)
{
    insights__revision revision = {0};
    insights__buffer reason = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_format(
        &reason, "joined revisions %lld and %lld of '%s'",
        (long long)insights_record_int(self->ours, INSIGHTS_TRANSCRIPT_NUMBER),
        (long long)insights_record_int(
            self->theirs, INSIGHTS_TRANSCRIPT_NUMBER),
        insights_record_text(self->interview, INSIGHTS_INTERVIEW_TITLE));
    status = insights__buffer_check(&reason, "the reason", error);
    revision.interview = self->interview;
    revision.changed = self->changed;
    revision.before = self->current;
    revision.after = self->joined;
    revision.aligned = self->current->turns.count == self->joined->turns.count;
    revision.reason = insights__buffer_text(&reason);
    revision.parent_id = insights_record_id(self->ours);
    revision.other_id = insights_record_id(self->theirs);
    revision.people = &self->people;
    find_rename(self, &revision);
    if (status >= 0)
        status = insights__revision_save(unit, &revision, error);
    for (size_t side = 1; side <= 2 && status >= 0; side++)
        status = carry_from(self, unit, &revision, side, error);
    if (status >= 0)
        status =
            insights__unit_commit(unit, insights__buffer_text(&reason), error);
    insights__buffer_free(&reason);
    return status;
}

static insights_status list_clashes(merging *self, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->clashes.count && status >= 0; i++) {
        insights_record *record = NULL;

        status = insights__clash_record(
            &self->clashes.items[i], self->interview,
            insights_record_id(self->ours), 0, &record, error);
        if (status >= 0)
            status = insights__list_add(self->list, record, 0, error);
    }
    return status;
}

static insights_status run(merging *self, insights_error **error)
{
    insights__unit unit = {0};
    const insights_record *base = NULL;
    insights_status status = insights__revisions_base(
        &self->revisions, insights_record_id(self->ours),
        insights_record_id(self->theirs), &base, error);

    if (status < 0)
        return status;
    if (!base)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "revisions %lld and %lld were not made from a common one",
            (long long)insights_record_int(
                self->ours, INSIGHTS_TRANSCRIPT_NUMBER),
            (long long)insights_record_int(
                self->theirs, INSIGHTS_TRANSCRIPT_NUMBER));
    if (base == self->theirs)
        return INSIGHTS_OK; /* ours has all of it already */
    status = join(self, base, error);
    if (status >= 0)
        status = list_clashes(self, error);
    if (status < 0 || same_text(self->joined, self->current))
        return status;
    status = insights__unit_begin(
        &unit, self->study, INSIGHTS__ANYBODY, "merge_revisions", error);
    if (status >= 0)
        status = save_joined(self, &unit, error);
    insights__unit_free(&unit);
    return status;
}

insights_status insights_study_merge_revisions(
    insights_study *study,
    const char *interview,
    const char *revision,
    const char *other,
    insights_cursor **out,
    insights_error **error)
{
    merging self;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !interview || !other || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "study, interview, other and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.list = insights__list_new();
    status = self.list ? open_merging(&self, interview, revision, other, error)
                       : insights__fail_nomem(error);
    if (status >= 0)
        status = run(&self, error);
    if (status < 0)
        insights__list_free(self.list);
    else
        *out = insights__list_cursor(self.list);
    merging_free(&self);
    return status;
}
