/* export_evidence.c - evidence as a table: a row for each code on it.
 *
 * Keeps true: one conversation's codings are in memory at a time; what was
 * rejected or archived is in no row.
 */
#include "analysis/codes.h"
#include "analysis/exchange.h"

#include "base/alloc.h"

#include <string.h>

enum {
    ID,
    INTERVIEW,
    SPEAKER,
    PERSON,
    START_MS,
    END_MS,
    TIME,
    VERBATIM,
    GIST,
    CODE_PATH,
    LEVELS,        /* from here on as many as the deepest code has, and then: */
    EXTRACTOR = 0, /* from 0 again */
    STATUS,
    LINK,
    ATTRIBUTES,
    BEHIND
};

static const char *const first_names[LEVELS] = {
    "id",     "interview", "speaker",  "person", "start_ms",
    "end_ms", "time",      "verbatim", "gist",   "code_path"};
static const char *const last_names[BEHIND] = {
    "extractor", "status", "link", "attributes"};

/* What is said of one person in every row of theirs. */
typedef struct person {
    char *name;
    char *json;
} person;

typedef struct table {
    insights_study *study;
    uint32_t flags;
    insights__losses *losses;
    insights__row_callback row;
    void *user;
    insights__record_list codes;
    insights__record_list actors;
    insights__map *code_by_id;  /* borrowed records */
    insights__map *actor_by_id; /* the same */
    insights__map *people;      /* persons by id */
    size_t levels;
    insights__cell *cells;
    char *path; /* a copy whose levels end in NULs */
    /* of the interview at hand */
    const insights_record *interview;
    char *about; /* its part of the attributes */
    insights__record_list codings;
    insights__map *coded; /* evidence id to index + 1 of its first coding */
    size_t *next;         /* index + 1 of the same evidence's next coding */
} table;

/* --- Attributes --------------------------------------------------------------
 */

static void add_member(
    insights__buffer *json,
    const char *name,
    const insights_record *record,
    insights_field field)
{
    const char *text = insights_record_text(record, field);

    if (!text || !*text)
        return;
    insights__buffer_format(
        json, "%s\"%s\":",
        json->length && json->data[json->length - 1] != '{' ? "," : "", name);
    insights__field_json(json, record, field);
}

static insights_status add_organization(
    const table *self,
    insights__buffer *json,
    const insights_record *record,
    insights_error **error)
{
    const char *id =
        insights_record_text(record, INSIGHTS_PERSON_ORGANIZATION_ID);
    insights_record *organization = NULL;
    insights_status status;

    if (!id)
        return INSIGHTS_OK;
    status = insights_store_get(
        self->study->store, INSIGHTS_ORGANIZATION, id, &organization, error);
    if (status >= 0)
        add_member(
            json, "organization", organization, INSIGHTS_ORGANIZATION_NAME);
    insights_record_free(organization);
    return status;
}

static insights_status describe_person(
    const table *self,
    const char *id,
    person *out,
    insights_error **error)
{
    insights__buffer json = INSIGHTS__BUFFER_INIT;
    insights_record *record = NULL;
    const char *name;
    insights_status status = insights_store_get(
        self->study->store, INSIGHTS_PERSON, id, &record, error);

    if (status < 0)
        return status;
    name = insights_record_text(record, INSIGHTS_PERSON_NAME);
    insights__buffer_text_append(&json, "\"person\":{");
    add_member(&json, "title", record, INSIGHTS_PERSON_TITLE);
    add_member(&json, "job_function", record, INSIGHTS_PERSON_JOB_FUNCTION);
    add_member(
        &json, "seniority_level", record, INSIGHTS_PERSON_SENIORITY_LEVEL);
    status = add_organization(self, &json, record, error);
    add_member(&json, "attributes", record, INSIGHTS_PERSON_ATTRIBUTES);
    insights__buffer_char(&json, '}');
    if (json.length && json.data[json.length - 2] == '{')
        insights__buffer_truncate(&json, 0);
    if (status >= 0)
        status = insights__buffer_check(&json, "a person", error);
    if (status >= 0) {
        out->name = insights__strdup(name ? name : "");
        out->json = insights__buffer_take(&json);
        if (!out->name || !out->json)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&json);
    insights_record_free(record);
    return status;
}

static void free_person(void *value)
{
    person *self = value;

    if (!self)
        return;
    insights__free(self->name);
    insights__free(self->json);
    insights__free(self);
}

/* What is known of who said it; *out NULL: nothing. */
static insights_status find_person(
    table *self,
    const insights_record *evidence,
    const person **out,
    insights_error **error)
{
    const char *id =
        insights_record_text(evidence, INSIGHTS_EVIDENCE_PERSON_ID);
    person *found;
    void **slot;
    insights_status status;

    *out = NULL;
    if (!id)
        return INSIGHTS_OK;
    *out = insights__map_get(self->people, id, strlen(id));
    if (*out)
        return INSIGHTS_OK;
    found = insights__alloc(sizeof(*found));
    status = found ? describe_person(self, id, found, error)
                   : insights__fail_nomem(error);
    slot = status < 0 ? NULL : insights__map_slot(self->people, id, strlen(id));
    if (!slot) {
        free_person(found);
        return status < 0 ? status : insights__fail_nomem(error);
    }
    *slot = found;
    *out = found;
    return INSIGHTS_OK;
}

static insights_status describe_interview(table *self, insights_error **error)
{
    insights__buffer json = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_text_append(&json, "\"interview\":{");
    add_member(&json, "date", self->interview, INSIGHTS_INTERVIEW_HELD_ON);
    add_member(
        &json, "context", self->interview,
        INSIGHTS_INTERVIEW_INTERACTION_CONTEXT);
    add_member(&json, "language", self->interview, INSIGHTS_INTERVIEW_LANGUAGE);
    insights__buffer_char(&json, '}');
    if (json.length && json.data[json.length - 2] == '{')
        insights__buffer_truncate(&json, 0);
    status = insights__buffer_check(&json, "an interview", error);
    insights__free(self->about);
    self->about = status < 0 ? NULL : insights__buffer_take(&json);
    insights__buffer_free(&json);
    return status;
}

/* --- Rows --------------------------------------------------------------------
 */

static void number_cell(
    insights__cell *cell,
    const insights_record *evidence,
    insights_field field)
{
    if (insights_record_state(evidence, field) != INSIGHTS_VALUE)
        return;
    cell->type = INSIGHTS__CELL_NUMBER;
    cell->number = insights_record_int(evidence, field);
}

static void plain_cell(insights__cell *cell, const char *text)
{
    cell->type = text ? INSIGHTS__CELL_PLAIN : INSIGHTS__CELL_NULL;
    cell->text = text;
}

/* The path whole, and its names one by one. */
static void path_cells(table *self, const char *path)
{
    char *at;

    memcpy(self->path, path, strlen(path) + 1);
    insights__cell_text(&self->cells[CODE_PATH], path);
    at = self->path;
    for (size_t i = 0; at && i < self->levels; i++) {
        char *end = strstr(at, " / ");

        if (end)
            *end = '\0';
        insights__cell_text(&self->cells[LEVELS + i], at);
        at = end ? end + 3 : NULL;
    }
}

static const char *actor_name(const table *self, const char *id)
{
    const insights_record *actor =
        id ? insights__map_get(self->actor_by_id, id, strlen(id)) : NULL;

    return actor ? insights_record_text(actor, INSIGHTS_ACTOR_NAME) : NULL;
}

/* The cells that are the same in all rows of a piece of evidence. */
static void evidence_cells(
    table *self,
    const insights_record *evidence,
    const person *who,
    char clock[INSIGHTS__CLOCK_TEXT])
{
    insights__cell *cells = self->cells;

    memset(cells, 0, (LEVELS + self->levels + BEHIND) * sizeof(*cells));
    plain_cell(&cells[ID], insights_record_id(evidence));
    insights__cell_text(
        &cells[INTERVIEW],
        insights_record_text(self->interview, INSIGHTS_INTERVIEW_TITLE));
    insights__cell_text(
        &cells[SPEAKER],
        insights_record_text(evidence, INSIGHTS_EVIDENCE_SPEAKER));
    insights__cell_text(&cells[PERSON], who ? who->name : NULL);
    number_cell(&cells[START_MS], evidence, INSIGHTS_EVIDENCE_START_MS);
    number_cell(&cells[END_MS], evidence, INSIGHTS_EVIDENCE_END_MS);
    if (cells[START_MS].type == INSIGHTS__CELL_NUMBER &&
        cells[START_MS].number >= 0) {
        insights__clock_text(cells[START_MS].number, clock);
        plain_cell(&cells[TIME], clock);
    }
    insights__cell_text(
        &cells[VERBATIM],
        insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE));
    insights__cell_text(
        &cells[GIST], insights_record_text(evidence, INSIGHTS_EVIDENCE_GIST));
}

static insights_status give_row(
    table *self,
    const insights_record *evidence,
    const insights_record *coding,
    insights_error **error)
{
    insights__cell *last = self->cells + LEVELS + self->levels;
    const char *id =
        coding ? insights_record_text(coding, INSIGHTS_CODING_CODE_ID) : NULL;
    const insights_record *code =
        id ? insights__map_get(self->code_by_id, id, strlen(id)) : NULL;
    const char *quote =
        coding ? insights_record_text(coding, INSIGHTS_CODING_QUOTE) : NULL;

    memset(
        &self->cells[CODE_PATH], 0, (self->levels + 1) * sizeof(*self->cells));
    if (code)
        path_cells(self, insights_record_text(code, INSIGHTS_CODE_PATH));
    insights__cell_text(
        &last[EXTRACTOR],
        coding
            ? actor_name(
                  self, insights_record_text(coding, INSIGHTS_CODING_ACTOR_ID))
            : actor_name(
                  self,
                  insights_record_text(evidence, INSIGHTS_EVIDENCE_ACTOR_ID)));
    plain_cell(
        &last[STATUS],
        coding ? insights_record_text(coding, INSIGHTS_CODING_STANDING)
               : insights_record_text(evidence, INSIGHTS_EVIDENCE_STANDING));
    if (quote && !insights__text_is(evidence, INSIGHTS_EVIDENCE_QUOTE, quote))
        insights__lose(
            self->losses, "words that a code rests on",
            "the row has the words of the whole piece of evidence", 1);
    if (coding && insights_record_text(coding, INSIGHTS_CODING_NOTE))
        insights__lose(
            self->losses, "notes on codings",
            "no column; the records of kind coding have them", 1);
    return self->row(
        self->user, self->cells, LEVELS + self->levels + BEHIND, error);
}

/* Whether a coding is one that goes out. */
static int is_wanted(const table *self, const insights_record *coding)
{
    int64_t standing = insights_record_int(coding, INSIGHTS_CODING_STANDING);

    return standing == INSIGHTS_STANDING_ACCEPTED ||
           standing == INSIGHTS_STANDING_FACT ||
           (standing == INSIGHTS_STANDING_SUGGESTED &&
            (self->flags & INSIGHTS_EXPORT_INCLUDE_SUGGESTED));
}

static insights_status give_rows(
    table *self,
    const insights_record *evidence,
    insights_error **error)
{
    const char *id = insights_record_id(evidence);
    size_t at =
        (size_t)(uintptr_t)insights__map_get(self->coded, id, strlen(id));
    insights_status status = INSIGHTS_OK;
    int given = 0;

    for (; at && status == INSIGHTS_OK; at = self->next[at - 1]) {
        const insights_record *coding = self->codings.items[at - 1];

        if (!is_wanted(self, coding))
            continue;
        status = give_row(self, evidence, coding, error);
        given = 1;
    }
    return given || status != INSIGHTS_OK
               ? status
               : give_row(self, evidence, NULL, error);
}

static insights_status consider(
    table *self,
    const insights_record *evidence,
    insights_error **error)
{
    insights__buffer json = INSIGHTS__BUFFER_INIT;
    insights__buffer link = INSIGHTS__BUFFER_INIT;
    char clock[INSIGHTS__CLOCK_TEXT];
    const person *who = NULL;
    insights__cell *last = self->cells + LEVELS + self->levels;
    insights_status status;

    if (insights_record_state(evidence, INSIGHTS_EVIDENCE_ARCHIVED_AT) ==
            INSIGHTS_VALUE ||
        insights_record_int(evidence, INSIGHTS_EVIDENCE_STANDING) ==
            INSIGHTS_STANDING_REJECTED)
        return INSIGHTS_OK;
    status = find_person(self, evidence, &who, error);
    if (status < 0)
        return status;
    insights__buffer_format(
        &json, "{%s%s%s}", who ? who->json : "",
        who && *who->json && *self->about ? "," : "", self->about);
    insights__buffer_format(
        &link, "insights://evidence/%s", insights_record_id(evidence));
    status = insights__buffer_check(&json, "the attributes", error);
    if (status >= 0)
        status = insights__buffer_check(&link, "a link", error);
    if (status >= 0) {
        evidence_cells(self, evidence, who, clock);
        last[LINK].type = INSIGHTS__CELL_LINK;
        last[LINK].text = insights__buffer_text(&link);
        plain_cell(&last[ATTRIBUTES], insights__buffer_text(&json));
        status = give_rows(self, evidence, error);
    }
    insights__buffer_free(&json);
    insights__buffer_free(&link);
    return status;
}

/* --- One conversation --------------------------------------------------------
 */

/* Chain the codings of each piece of evidence, in the order of making. */
static insights_status chain_codings(table *self, insights_error **error)
{
    insights__map_free(self->coded, NULL);
    insights__free(self->next);
    self->coded = insights__map_new();
    self->next = insights__calloc(self->codings.count + 1, sizeof(size_t));
    if (!self->coded || !self->next)
        return insights__fail_nomem(error);
    for (size_t i = self->codings.count; i > 0; i--) {
        const char *id = insights_record_text(
            self->codings.items[i - 1], INSIGHTS_CODING_EVIDENCE_ID);
        void **slot = insights__map_slot(self->coded, id, strlen(id));

        if (!slot)
            return insights__fail_nomem(error);
        self->next[i - 1] = (size_t)(uintptr_t)*slot;
        *slot = (void *)(uintptr_t)i;
    }
    return INSIGHTS_OK;
}

static insights_status give_interview(table *self, insights_error **error)
{
    const char *id = insights_record_id(self->interview);
    const insights__filter filters[] = {
        {INSIGHTS_EVIDENCE_INTERVIEW_ID, id}, {0, NULL}};
    insights_cursor *cursor = NULL;
    const insights_record *evidence = NULL;
    insights_status status = insights__study_load_by(
        self->study, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, id,
        &self->codings, error);

    if (status >= 0)
        status = chain_codings(self, error);
    if (status >= 0)
        status = describe_interview(self, error);
    if (status >= 0)
        status = insights__study_select(
            self->study, INSIGHTS_EVIDENCE, filters,
            INSIGHTS_EVIDENCE_BYTE_START, &cursor, error);
    while (status == INSIGHTS_OK &&
           (status = insights_cursor_next(cursor, &evidence, error)) ==
               INSIGHTS_OK)
        status = consider(self, evidence, error);
    insights_cursor_free(cursor);
    insights__record_list_free(&self->codings);
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- The table ---------------------------------------------------------------
 */

static insights_status index_records(
    const insights__record_list *list,
    insights__map *map,
    insights_error **error)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *id = insights_record_id(list->items[i]);
        void **slot = insights__map_slot(map, id, strlen(id));

        if (!slot)
            return insights__fail_nomem(error);
        *slot = list->items[i];
    }
    return INSIGHTS_OK;
}

/* How deep the codebook is, and room for its longest path. */
static insights_status measure(table *self, insights_error **error)
{
    size_t longest = 0;

    self->levels = 1;
    for (size_t i = 0; i < self->codes.count; i++) {
        const char *at =
            insights_record_text(self->codes.items[i], INSIGHTS_CODE_PATH);
        size_t levels = 1;

        if (strlen(at) > longest)
            longest = strlen(at);
        while ((at = strstr(at, " / ")) != NULL) {
            levels++;
            at += 3;
        }
        if (levels > self->levels)
            self->levels = levels;
    }
    self->path = insights__alloc(longest + 1);
    self->cells = insights__calloc(
        LEVELS + self->levels + BEHIND, sizeof(insights__cell));
    return self->path && self->cells ? INSIGHTS_OK
                                     : insights__fail_nomem(error);
}

static insights_status give_header(table *self, insights_error **error)
{
    insights__buffer names = INSIGHTS__BUFFER_INIT;
    size_t count = LEVELS + self->levels + BEHIND;
    size_t at = 0;
    insights_status status;

    for (size_t i = 0; i < self->levels; i++) {
        insights__buffer_format(&names, "level%zu", i + 1);
        insights__buffer_char(&names, '\0');
    }
    status = insights__buffer_check(&names, "the header", error);
    for (size_t i = 0; status >= 0 && i < count; i++) {
        const char *name = i < LEVELS ? first_names[i]
                           : i < LEVELS + self->levels
                               ? names.data + at
                               : last_names[i - LEVELS - self->levels];

        if (i >= LEVELS && i < LEVELS + self->levels)
            at += strlen(name) + 1;
        plain_cell(&self->cells[i], name);
    }
    if (status >= 0)
        status = self->row(self->user, self->cells, count, error);
    insights__buffer_free(&names);
    return status;
}

static insights_status begin(table *self, insights_error **error)
{
    insights_status status;

    self->code_by_id = insights__map_new();
    self->actor_by_id = insights__map_new();
    self->people = insights__map_new();
    if (!self->code_by_id || !self->actor_by_id || !self->people)
        return insights__fail_nomem(error);
    status = insights__codes_load(self->study, &self->codes, error);
    if (status >= 0)
        status = insights__study_load(
            self->study, INSIGHTS_ACTOR, NULL, 0, &self->actors, error);
    if (status >= 0)
        status = index_records(&self->codes, self->code_by_id, error);
    if (status >= 0)
        status = index_records(&self->actors, self->actor_by_id, error);
    if (status >= 0)
        status = measure(self, error);
    return status < 0 ? status : give_header(self, error);
}

static void end(table *self)
{
    insights__record_list_free(&self->codes);
    insights__record_list_free(&self->actors);
    insights__map_free(self->code_by_id, NULL);
    insights__map_free(self->actor_by_id, NULL);
    insights__map_free(self->people, free_person);
    insights__map_free(self->coded, NULL);
    insights__free(self->next);
    insights__free(self->about);
    insights__free(self->path);
    insights__free(self->cells);
}

insights_status insights__evidence_table(
    insights_study *study,
    uint32_t flags,
    insights__losses *losses,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    table self;
    insights_status status;

    memset(&self, 0, sizeof(self));
    self.study = study;
    self.flags = flags;
    self.losses = losses;
    self.row = row;
    self.user = user;
    status = begin(&self, error);
    if (status == INSIGHTS_OK)
        status = insights__study_interviews(study, NULL, &interviews, error);
    for (size_t i = 0; i < interviews.count && status == INSIGHTS_OK; i++) {
        self.interview = interviews.items[i];
        status = give_interview(&self, error);
    }
    insights__record_list_free(&interviews);
    end(&self);
    return status < 0 ? status : INSIGHTS_OK;
}
