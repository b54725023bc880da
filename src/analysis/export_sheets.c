/* export_sheets.c - what a study knows beside its evidence, as tables.
 *
 * Keeps true: what nobody has decided on is counted apart, never among what
 * was accepted.
 */
#include "analysis/codes.h"
#include "analysis/sheets.h"

#include "base/alloc.h"
#include "model/json_text.h"

#include <string.h>

static void name_cells(
    insights__cell *cells,
    const char *const *names,
    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cells[i].type = INSIGHTS__CELL_PLAIN;
        cells[i].text = names[i];
    }
}

static void number_cell(insights__cell *cell, int64_t number)
{
    cell->type = INSIGHTS__CELL_NUMBER;
    cell->number = number;
}

static void field_cell(
    insights__cell *cell,
    const insights_record *record,
    insights_field field)
{
    int type = insights_field_type(field);

    if (!record || insights_record_state(record, field) != INSIGHTS_VALUE)
        return;
    if (type == INSIGHTS_TYPE_INT || type == INSIGHTS_TYPE_BOOL)
        number_cell(cell, insights_record_int(record, field));
    else
        insights__cell_text(cell, insights_record_text(record, field));
}

/* --- Codes -------------------------------------------------------------------
 */

static const char *const code_names[] = {
    "code_path", "definition", "include",   "exclude",   "example",
    "synonyms",  "colour",     "accepted",  "suggested", "rejected",
    "people",    "interviews", "is_system", "id"};
#define CODE_CELLS (sizeof(code_names) / sizeof(*code_names))

static insights_status code_row(
    const insights_record *usage,
    const insights_record *code,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    static const insights_field from_code[] = {
        INSIGHTS_CODE_PATH,    INSIGHTS_CODE_DEFINITION, INSIGHTS_CODE_INCLUDE,
        INSIGHTS_CODE_EXCLUDE, INSIGHTS_CODE_EXAMPLE,    INSIGHTS_CODE_SYNONYMS,
        INSIGHTS_CODE_COLOUR};
    static const insights_field from_usage[] = {
        INSIGHTS_USAGE_ACCEPTED, INSIGHTS_USAGE_SUGGESTED,
        INSIGHTS_USAGE_REJECTED, INSIGHTS_USAGE_PEOPLE,
        INSIGHTS_USAGE_INTERVIEWS};
    insights__cell cells[CODE_CELLS] = {{INSIGHTS__CELL_NULL, NULL, 0}};
    size_t at = 0;

    for (size_t i = 0; i < sizeof(from_code) / sizeof(*from_code); i++)
        field_cell(&cells[at++], code, from_code[i]);
    for (size_t i = 0; i < sizeof(from_usage) / sizeof(*from_usage); i++)
        field_cell(&cells[at++], usage, from_usage[i]);
    cells[at].type = INSIGHTS__CELL_PLAIN;
    cells[at++].text =
        insights_record_int(code, INSIGHTS_CODE_IS_SYSTEM) ? "yes" : "no";
    cells[at].type = INSIGHTS__CELL_PLAIN;
    cells[at].text = insights_record_id(code);
    return row(user, cells, CODE_CELLS, error);
}

insights_status insights__codes_table(
    insights_study *study,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    insights__record_list codes = INSIGHTS__ARRAY_INIT;
    insights__cell cells[CODE_CELLS] = {{INSIGHTS__CELL_NULL, NULL, 0}};
    insights_cursor *cursor = NULL;
    const insights_record *usage = NULL;
    size_t at = 0;
    insights_status status;

    name_cells(cells, code_names, CODE_CELLS);
    status = row(user, cells, CODE_CELLS, error);
    if (status >= 0)
        status = insights__codes_load(study, &codes, error);
    if (status >= 0)
        status = insights_study_codes(study, &cursor, error);
    /* Both are in the order of paths. */
    while (status >= 0 && at < codes.count &&
           (status = insights_cursor_next(cursor, &usage, error)) ==
               INSIGHTS_OK)
        status = code_row(usage, codes.items[at++], row, user, error);
    insights_cursor_free(cursor);
    insights__record_list_free(&codes);
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- People ------------------------------------------------------------------
 */

static const char *const person_names[] = {
    "person",
    "speakers",
    "roles",
    "interviews",
    "turns",
    "words",
    "title",
    "job_function",
    "seniority_level",
    "organization",
    "description",
    "attributes",
    "id"};
#define PERSON_CELLS (sizeof(person_names) / sizeof(*person_names))

/* What one person, or one speaker nobody knows, did in all conversations. */
typedef struct somebody {
    insights__buffer speakers;
    insights__buffer roles;
    insights__buffer interviews;
    int64_t turns;
    int64_t words;
    int is_person; /* the key is a person's id */
} somebody;

static void free_somebody(void *value)
{
    somebody *self = value;

    if (!self)
        return;
    insights__buffer_free(&self->speakers);
    insights__buffer_free(&self->roles);
    insights__buffer_free(&self->interviews);
    insights__free(self);
}

/* Add to "one; two", once. */
static void add_once(insights__buffer *list, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    const char *at = insights__buffer_text(list);

    if (!length)
        return;
    while (*at) {
        size_t end = strcspn(at, ";");

        if (end == length && memcmp(at, text, length) == 0)
            return;
        at += end + (at[end] == ';') + (at[end] == ';' && at[end + 1] == ' ');
    }
    if (list->length)
        insights__buffer_text_append(list, "; ");
    insights__buffer_append(list, text, length);
}

static insights_status add_participant(
    insights__map *people,
    const insights_record *interview,
    const insights_record *record,
    insights_error **error)
{
    const char *person =
        insights_record_text(record, INSIGHTS_PARTICIPANT_PERSON_ID);
    const char *key = person ? person : insights_record_id(record);
    void **slot = insights__map_slot(people, key, strlen(key));
    somebody *one;

    if (slot && !*slot)
        *slot = insights__alloc(sizeof(*one));
    if (!slot || !*slot)
        return insights__fail_nomem(error);
    one = *slot;
    one->is_person = person != NULL;
    add_once(
        &one->speakers,
        insights_record_text(record, INSIGHTS_PARTICIPANT_LABEL));
    add_once(
        &one->roles, insights_record_text(record, INSIGHTS_PARTICIPANT_ROLE));
    add_once(
        &one->interviews,
        insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE));
    one->turns += insights_record_int(record, INSIGHTS_PARTICIPANT_TURNS);
    one->words += insights_record_int(record, INSIGHTS_PARTICIPANT_WORDS);
    return INSIGHTS_OK;
}

static insights_status collect_people(
    insights_study *study,
    insights__map *people,
    insights_error **error)
{
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__study_interviews(study, NULL, &interviews, error);

    for (size_t i = 0; i < interviews.count && status >= 0; i++) {
        insights__record_list here = INSIGHTS__ARRAY_INIT;

        status = insights__study_load_by(
            study, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
            insights_record_id(interviews.items[i]), &here, error);
        for (size_t k = 0; k < here.count && status >= 0; k++)
            status = add_participant(
                people, interviews.items[i], here.items[k], error);
        insights__record_list_free(&here);
    }
    insights__record_list_free(&interviews);
    return status;
}

static insights_status person_row(
    insights_study *study,
    const char *id,
    const somebody *one,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    static const insights_field known[] = {
        INSIGHTS_PERSON_TITLE, INSIGHTS_PERSON_JOB_FUNCTION,
        INSIGHTS_PERSON_SENIORITY_LEVEL};
    insights__cell cells[PERSON_CELLS] = {{INSIGHTS__CELL_NULL, NULL, 0}};
    insights_record *person = NULL;
    insights_record *place = NULL;
    const char *where = NULL;
    insights_status status = INSIGHTS_OK;

    if (one->is_person)
        status = insights_store_get(
            study->store, INSIGHTS_PERSON, id, &person, error);
    if (person)
        where = insights_record_text(person, INSIGHTS_PERSON_ORGANIZATION_ID);
    if (status >= 0 && where)
        status = insights_store_get(
            study->store, INSIGHTS_ORGANIZATION, where, &place, error);
    field_cell(&cells[0], person, INSIGHTS_PERSON_NAME);
    insights__cell_text(&cells[1], insights__buffer_text(&one->speakers));
    insights__cell_text(&cells[2], insights__buffer_text(&one->roles));
    insights__cell_text(&cells[3], insights__buffer_text(&one->interviews));
    number_cell(&cells[4], one->turns);
    number_cell(&cells[5], one->words);
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        field_cell(&cells[6 + i], person, known[i]);
    field_cell(&cells[9], place, INSIGHTS_ORGANIZATION_NAME);
    field_cell(&cells[10], person, INSIGHTS_PERSON_DESCRIPTION);
    field_cell(&cells[11], person, INSIGHTS_PERSON_ATTRIBUTES);
    cells[12].type = person ? INSIGHTS__CELL_PLAIN : INSIGHTS__CELL_NULL;
    cells[12].text = id;
    if (status >= 0)
        status = insights__buffer_check(&one->speakers, "speakers", error);
    if (status >= 0)
        status = insights__buffer_check(&one->roles, "roles", error);
    if (status >= 0)
        status = insights__buffer_check(&one->interviews, "interviews", error);
    if (status >= 0)
        status = row(user, cells, PERSON_CELLS, error);
    insights_record_free(person);
    insights_record_free(place);
    return status;
}

insights_status insights__people_table(
    insights_study *study,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    insights__map *people = insights__map_new();
    insights__cell cells[PERSON_CELLS] = {{INSIGHTS__CELL_NULL, NULL, 0}};
    const char *id = NULL;
    void *one = NULL;
    size_t at = 0;
    insights_status status = people ? collect_people(study, people, error)
                                    : insights__fail_nomem(error);

    name_cells(cells, person_names, PERSON_CELLS);
    if (status >= 0)
        status = row(user, cells, PERSON_CELLS, error);
    while (status >= 0 && insights__map_next(people, &at, &id, NULL, &one))
        status = person_row(study, id, one, row, user, error);
    insights__map_free(people, free_somebody);
    return status;
}

/* --- Interviews --------------------------------------------------------------
 */

static const char *const interview_names[] = {
    "interview", "date",   "duration", "duration_ms", "language", "context",
    "speakers",  "source", "format",   "evidence",    "status",   "id"};
#define INTERVIEW_CELLS (sizeof(interview_names) / sizeof(*interview_names))

static insights_status count_evidence(
    insights_study *study,
    const char *interview,
    int64_t *out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_EVIDENCE_INTERVIEW_ID, interview}, {0, NULL}};
    insights_cursor *cursor = NULL;
    const insights_record *evidence = NULL;
    insights_status status = insights__study_select(
        study, INSIGHTS_EVIDENCE, filters, 0, &cursor, error);

    *out = 0;
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &evidence, error)) == INSIGHTS_OK)
        *out +=
            insights_record_state(evidence, INSIGHTS_EVIDENCE_ARCHIVED_AT) !=
                INSIGHTS_VALUE &&
            insights_record_int(evidence, INSIGHTS_EVIDENCE_STANDING) !=
                INSIGHTS_STANDING_REJECTED;
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status list_speakers(
    insights_study *study,
    const char *interview,
    insights__buffer *out,
    insights_error **error)
{
    insights__record_list here = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load_by(
        study, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
        interview, &here, error);

    for (size_t i = 0; i < here.count && status >= 0; i++)
        add_once(
            out,
            insights_record_text(here.items[i], INSIGHTS_PARTICIPANT_LABEL));
    insights__record_list_free(&here);
    return status < 0 ? status : insights__buffer_check(out, "speakers", error);
}

static insights_status interview_row(
    insights_study *study,
    const insights_record *interview,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    insights__cell cells[INTERVIEW_CELLS] = {{INSIGHTS__CELL_NULL, NULL, 0}};
    insights__buffer speakers = INSIGHTS__BUFFER_INIT;
    const char *id = insights_record_id(interview);
    char clock[INSIGHTS__CLOCK_TEXT];
    int64_t evidence = 0;
    insights_status status = list_speakers(study, id, &speakers, error);

    if (status >= 0)
        status = count_evidence(study, id, &evidence, error);
    field_cell(&cells[0], interview, INSIGHTS_INTERVIEW_TITLE);
    field_cell(&cells[1], interview, INSIGHTS_INTERVIEW_HELD_ON);
    field_cell(&cells[3], interview, INSIGHTS_INTERVIEW_DURATION_MS);
    if (cells[3].type == INSIGHTS__CELL_NUMBER && cells[3].number >= 0) {
        insights__clock_text(cells[3].number, clock);
        insights__cell_text(&cells[2], clock);
    }
    field_cell(&cells[4], interview, INSIGHTS_INTERVIEW_LANGUAGE);
    field_cell(&cells[5], interview, INSIGHTS_INTERVIEW_INTERACTION_CONTEXT);
    insights__cell_text(&cells[6], insights__buffer_text(&speakers));
    field_cell(&cells[7], interview, INSIGHTS_INTERVIEW_SOURCE);
    field_cell(&cells[8], interview, INSIGHTS_INTERVIEW_FORMAT);
    number_cell(&cells[9], evidence);
    field_cell(&cells[10], interview, INSIGHTS_INTERVIEW_STATUS);
    cells[11].type = INSIGHTS__CELL_PLAIN;
    cells[11].text = id;
    if (status >= 0)
        status = row(user, cells, INTERVIEW_CELLS, error);
    insights__buffer_free(&speakers);
    return status;
}

insights_status insights__interviews_table(
    insights_study *study,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights__cell cells[INTERVIEW_CELLS] = {{INSIGHTS__CELL_NULL, NULL, 0}};
    insights_status status;

    name_cells(cells, interview_names, INTERVIEW_CELLS);
    status = row(user, cells, INTERVIEW_CELLS, error);
    if (status >= 0)
        status = insights__study_interviews(study, NULL, &interviews, error);
    for (size_t i = 0; i < interviews.count && status >= 0; i++)
        status = interview_row(study, interviews.items[i], row, user, error);
    insights__record_list_free(&interviews);
    return status;
}

/* --- Questions ---------------------------------------------------------------
 */

insights_status insights__questions_table(
    insights_study *study,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    static const char *const names[] = {
        "position", "type", "question", "rationale", "id"};
    insights__cell cells[5] = {{INSIGHTS__CELL_NULL, NULL, 0}};
    insights_cursor *cursor = NULL;
    const insights_record *question = NULL;
    insights_status status = insights__study_select(
        study, INSIGHTS_QUESTION, NULL, INSIGHTS_QUESTION_POSITION, &cursor,
        error);
    int rows = 0;

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &question, error)) == INSIGHTS_OK) {
        if (!rows++) {
            name_cells(cells, names, 5);
            status = row(user, cells, 5, error);
        }
        memset(cells, 0, sizeof(cells));
        field_cell(&cells[0], question, INSIGHTS_QUESTION_POSITION);
        field_cell(&cells[1], question, INSIGHTS_QUESTION_TYPE);
        field_cell(&cells[2], question, INSIGHTS_QUESTION_TEXT);
        field_cell(&cells[3], question, INSIGHTS_QUESTION_RATIONALE);
        cells[4].type = INSIGHTS__CELL_PLAIN;
        cells[4].text = insights_record_id(question);
        if (status >= 0)
            status = row(user, cells, 5, error);
        if (status < 0)
            break;
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}
