/* codes_usage.c - the codebook with how often each code was used.
 *
 * Keeps true: counts are of what people accepted; suggestions and refusals
 * stand beside them; archived and refused evidence counts nowhere.
 */
#include "analysis/codes.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "model/cursor.h"

#include <string.h>

typedef struct usage {
    int64_t accepted;
    int64_t suggested;
    int64_t rejected;
    insights__map *people;
    insights__map *interviews;
} usage;

typedef struct counting {
    insights_study *study;
    insights__record_list codes;
    insights__map *by_code;  /* id -> usage */
    insights__map *speakers; /* evidence id -> who says it */
    insights__arena arena;
    int64_t participants;
} counting;

static void usage_free(void *value)
{
    usage *one = value;

    insights__map_free(one->people, NULL);
    insights__map_free(one->interviews, NULL);
    insights__free(one);
}

static insights_status note(
    insights__map *map,
    const char *key,
    insights_error **error)
{
    void **slot = insights__map_slot(map, key, strlen(key));

    if (!slot)
        return insights__fail_nomem(error);
    *slot = map;
    return INSIGHTS_OK;
}

/* A person where known, else the label in its conversation. */
static insights_status load_speakers(counting *self, insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *evidence = NULL;
    insights__buffer who = INSIGHTS__BUFFER_INIT;
    insights_status status = insights__study_select(
        self->study, INSIGHTS_EVIDENCE, NULL, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &evidence, error)) == INSIGHTS_OK) {
        const char *id = insights_record_id(evidence);
        const char *person =
            insights_record_text(evidence, INSIGHTS_EVIDENCE_PERSON_ID);
        const char *label =
            insights_record_text(evidence, INSIGHTS_EVIDENCE_SPEAKER);
        void **slot;

        if (insights_record_state(evidence, INSIGHTS_EVIDENCE_ARCHIVED_AT) ==
                INSIGHTS_VALUE ||
            insights_record_int(evidence, INSIGHTS_EVIDENCE_STANDING) ==
                INSIGHTS_STANDING_REJECTED)
            continue;
        insights__buffer_truncate(&who, 0);
        if (person)
            insights__buffer_text_append(&who, person);
        else
            insights__buffer_format(
                &who, "%s:%s",
                insights_record_text(evidence, INSIGHTS_EVIDENCE_INTERVIEW_ID),
                label ? label : "");
        status = insights__buffer_check(&who, "a speaker", error);
        if (status < 0)
            break;
        slot = insights__map_slot(self->speakers, id, strlen(id));
        if (slot)
            *slot = insights__arena_strndup(&self->arena, who.data, who.length);
        if (!slot || !*slot)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&who);
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status count_coding(
    counting *self,
    const insights_record *coding,
    insights_error **error)
{
    const char *code = insights_record_text(coding, INSIGHTS_CODING_CODE_ID);
    const char *evidence =
        insights_record_text(coding, INSIGHTS_CODING_EVIDENCE_ID);
    const char *who =
        insights__map_get(self->speakers, evidence, strlen(evidence));
    usage *one = insights__map_get(self->by_code, code, strlen(code));
    insights_status status;

    if (!who || !one)
        return INSIGHTS_OK;
    switch (insights_record_int(coding, INSIGHTS_CODING_STANDING)) {
    case INSIGHTS_STANDING_SUGGESTED:
        one->suggested++;
        return INSIGHTS_OK;
    case INSIGHTS_STANDING_REJECTED:
        one->rejected++;
        return INSIGHTS_OK;
    default:
        one->accepted++;
    }
    status = note(one->people, who, error);
    return status < 0
               ? status
               : note(
                     one->interviews,
                     insights_record_text(coding, INSIGHTS_CODING_INTERVIEW_ID),
                     error);
}

static insights_status count_codings(counting *self, insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *coding = NULL;
    insights_status status = insights__study_select(
        self->study, INSIGHTS_CODING, NULL, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &coding, error)) == INSIGHTS_OK)
        status = count_coding(self, coding, error);
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

/* How many people there are to be heard: those who ask left out. */
static insights_status count_participants(
    counting *self,
    insights_error **error)
{
    insights__map *people = insights__map_new();
    insights_cursor *cursor = NULL;
    const insights_record *one = NULL;
    insights_status status =
        people ? insights__study_select(
                     self->study, INSIGHTS_PARTICIPANT, NULL, 0, &cursor, error)
               : insights__fail_nomem(error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &one, error)) == INSIGHTS_OK) {
        int64_t role = insights_record_int(one, INSIGHTS_PARTICIPANT_ROLE);
        const char *person =
            insights_record_text(one, INSIGHTS_PARTICIPANT_PERSON_ID);

        if (role && role != INSIGHTS_PARTICIPANT_ROLE_PARTICIPANT)
            continue;
        status = note(people, person ? person : insights_record_id(one), error);
    }
    if (people)
        self->participants = (int64_t)insights__map_count(people);
    insights_cursor_free(cursor);
    insights__map_free(people, NULL);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status add_code(
    counting *self,
    const insights_record *code,
    insights_error **error)
{
    const char *id = insights_record_id(code);
    usage *one = insights__alloc(sizeof(*one));
    void **slot;

    if (!one)
        return insights__fail_nomem(error);
    one->people = insights__map_new();
    one->interviews = insights__map_new();
    slot = insights__map_slot(self->by_code, id, strlen(id));
    if (!one->people || !one->interviews || !slot) {
        usage_free(one);
        if (slot)
            insights__map_remove(self->by_code, id, strlen(id));
        return insights__fail_nomem(error);
    }
    *slot = one;
    return INSIGHTS_OK;
}

static insights_status answer_code(
    const counting *self,
    const insights_record *code,
    insights__list *list,
    insights_error **error)
{
    static const insights_field copied[][2] = {
        {INSIGHTS_CODE_PATH, INSIGHTS_USAGE_PATH},
        {INSIGHTS_CODE_NAME, INSIGHTS_USAGE_NAME},
        {INSIGHTS_CODE_KIND, INSIGHTS_USAGE_KIND},
        {INSIGHTS_CODE_DEFINITION, INSIGHTS_USAGE_DEFINITION}};
    const char *id = insights_record_id(code);
    const usage *one = insights__map_get(self->by_code, id, strlen(id));
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_USAGE, &record, error);

    if (status < 0)
        return status;
    insights_record_set_text(record, INSIGHTS_USAGE_CODE_ID, id);
    for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
        insights_record_set_text(
            record, copied[i][1], insights_record_text(code, copied[i][0]));
    insights_record_set_int(record, INSIGHTS_USAGE_ACCEPTED, one->accepted);
    insights_record_set_int(record, INSIGHTS_USAGE_SUGGESTED, one->suggested);
    insights_record_set_int(record, INSIGHTS_USAGE_REJECTED, one->rejected);
    insights_record_set_int(
        record, INSIGHTS_USAGE_PEOPLE,
        (int64_t)insights__map_count(one->people));
    insights_record_set_int(record, INSIGHTS_USAGE_OF, self->participants);
    insights_record_set_int(
        record, INSIGHTS_USAGE_INTERVIEWS,
        (int64_t)insights__map_count(one->interviews));
    insights_record_set_int(
        record, INSIGHTS_USAGE_IS_SYSTEM,
        insights_record_int(code, INSIGHTS_CODE_IS_SYSTEM));
    return insights__list_add(list, record, 0, error);
}

insights_status insights_study_codes(
    insights_study *study,
    insights_cursor **out,
    insights_error **error)
{
    counting self;
    insights__list *list = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.by_code = insights__map_new();
    self.speakers = insights__map_new();
    list = insights__list_new();
    status = self.by_code && self.speakers && list
                 ? insights__codes_load(study, &self.codes, error)
                 : insights__fail_nomem(error);
    for (size_t i = 0; i < self.codes.count && status >= 0; i++)
        status = add_code(&self, self.codes.items[i], error);
    if (status >= 0)
        status = load_speakers(&self, error);
    if (status >= 0)
        status = count_codings(&self, error);
    if (status >= 0)
        status = count_participants(&self, error);
    for (size_t i = 0; i < self.codes.count && status >= 0; i++)
        status = answer_code(&self, self.codes.items[i], list, error);
    insights__record_list_free(&self.codes);
    insights__map_free(self.by_code, usage_free);
    insights__map_free(self.speakers, NULL);
    insights__arena_free(&self.arena);
    if (status < 0) {
        insights__list_free(list);
        return status;
    }
    *out = insights__list_cursor(list);
    return INSIGHTS_OK;
}
