/* pseudonymise.c - a copy of a study in which people have pseudonyms.
 *
 * Left out are the log of actions, which holds words as they were, and files
 * that were kept; so are hashes of files, places of recordings, addresses and
 * telephone numbers.
 *
 * Keeps true: every quote of the copy is a span of its transcript; whoever
 * and whatever the project's records refer to is in the copy, and nobody
 * else.
 */
#include "analysis/pseudonymise.h"

#include "base/alloc.h"
#include "model/descriptor.h"
#include "store/internal.h"

#include <insights/privacy.h>
#include <string.h>

typedef struct copying {
    insights__hiding names;
    insights_study *study;
    insights_store *store; /* the copy's */
    insights_transaction *transaction;
    insights__map *wanted; /* ids that were referred to */
    /* of the interview at hand: */
    const char *interview;
    INSIGHTS__ARRAY(insights__hidden_text) texts;
    insights__record_list evidence;
} copying;

/* --- Any record --------------------------------------------------------------
 */

static int is_verbatim(insights_field field)
{
    return field == INSIGHTS_TURN_TEXT || field == INSIGHTS_TURN_SPEAKER ||
           field == INSIGHTS_TURN_WORDS || field == INSIGHTS_EVIDENCE_SPEAKER ||
           field == INSIGHTS_EVIDENCE_KEY || field == INSIGHTS_EVIDENCE_QUOTE ||
           field == INSIGHTS_CODING_QUOTE ||
           field == INSIGHTS_TRANSCRIPT_CONTENT_HASH ||
           field == INSIGHTS_PARTICIPANT_LABEL ||
           field == INSIGHTS_PERSON_NAME || field == INSIGHTS_ORGANIZATION_NAME;
}

static int is_title(insights_field field)
{
    return field == INSIGHTS_INTERVIEW_TITLE ||
           field == INSIGHTS_INTERVIEW_SOURCE ||
           field == INSIGHTS_INTERVIEW_WARNINGS ||
           field == INSIGHTS_TRANSCRIPT_REASON ||
           field == INSIGHTS_ACTOR_NAME || field == INSIGHTS_PROJECT_NAME ||
           field == INSIGHTS_PROJECT_SLUG || field == INSIGHTS_TAG_NAME ||
           field == INSIGHTS_CODE_NAME || field == INSIGHTS_CODE_PATH;
}

/* What cannot be kept without saying who somebody is. */
static int is_left_out(insights_field field)
{
    return field == INSIGHTS_INTERVIEW_CONTENT_HASH ||
           field == INSIGHTS_INTERVIEW_MEDIA_URI ||
           field == INSIGHTS_INTERVIEW_ASSET_ID ||
           field == INSIGHTS_PARTICIPANT_CANDIDATES ||
           field == INSIGHTS_PERSON_PRIMARY_EMAIL ||
           field == INSIGHTS_PERSON_PRIMARY_PHONE ||
           field == INSIGHTS_PERSON_ALIASES ||
           field == INSIGHTS_PERSON_DESCRIPTION ||
           field == INSIGHTS_PERSON_MERGED_INTO ||
           field == INSIGHTS_ORGANIZATION_DOMAIN ||
           field == INSIGHTS_ORGANIZATION_ALIASES ||
           field == INSIGHTS_ORGANIZATION_DESCRIPTION ||
           field == INSIGHTS_ACTOR_INITIALS;
}

static insights_status hide_field(
    copying *self,
    insights_record *record,
    insights_field field,
    insights_error **error)
{
    const char *text = insights_record_text(record, field);
    char *now = NULL;
    insights_status status;

    if (!text)
        return INSIGHTS_OK;
    status = insights__hiding_text(
        &self->names, text, is_title(field), NULL, &now, error);
    if (status >= 0 && strcmp(now, text) != 0)
        insights_record_set_text(record, field, now);
    insights__free(now);
    return status;
}

/* Remember what lives above projects and is referred to. */
static insights_status want(
    copying *self,
    const insights_record *record,
    insights_error **error)
{
    const insights__kind *kind =
        insights__kind_descriptor(insights_record_kind(record));
    static char mark;

    for (size_t i = 0; i < kind->field_count; i++) {
        const char *id = kind->fields[i].target
                             ? insights_record_text(record, kind->fields[i].id)
                             : NULL;
        void **slot =
            id ? insights__map_slot(self->wanted, id, strlen(id)) : NULL;

        if (id && !slot)
            return insights__fail_nomem(error);
        if (slot)
            *slot = &mark;
    }
    return INSIGHTS_OK;
}

static insights_status save(
    copying *self,
    insights_record *record,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(record);
    const insights__kind *type = insights__kind_descriptor(kind);
    insights_status status = INSIGHTS_OK;
    insights_field field;

    for (size_t i = 0; (field = insights_field_at(kind, i)) != 0 && status >= 0;
         i++) {
        int type_of = insights_field_type(field);

        if (is_left_out(field))
            insights_record_set_null(record, field);
        else if (
            !is_verbatim(field) &&
            (type_of == INSIGHTS_TYPE_TEXT || type_of == INSIGHTS_TYPE_JSON))
            status = hide_field(self, record, field, error);
    }
    if (status >= 0)
        status = want(self, record, error);
    insights_record_set_text(
        record,
        insights__field_by_number(type, INSIGHTS__NUMBER_ACCOUNT_ID)->id,
        insights_store_account(self->store));
    if (status >= 0)
        status = insights_record_check(record, error);
    return status < 0
               ? status
               : insights_transaction_save(
                     self->transaction, record, INSIGHTS_SAVE_RESTORE, error);
}

/* --- Texts of an interview ---------------------------------------------------
 */

static insights__hidden_text *text_of(copying *self, const char *transcript)
{
    for (size_t i = 0; transcript && i < self->texts.count; i++)
        if (strcmp(self->texts.items[i].id, transcript) == 0)
            return &self->texts.items[i];
    return NULL;
}

static void write_words(insights__buffer *out, const insights__turn *turn)
{
    for (size_t i = 0; i < turn->word_count; i++)
        insights__buffer_format(
            out, "%s[%u,%u,%lld,%lld]", i ? "," : "[",
            (unsigned)turn->words[i].offset, (unsigned)turn->words[i].length,
            (long long)turn->words[i].start_ms,
            (long long)turn->words[i].end_ms);
    insights__buffer_char(out, ']');
}

static insights_status copy_turn(
    copying *self,
    insights_record *record,
    const insights__turn *turn,
    insights_error **error)
{
    insights__buffer words = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    insights_record_set_text(record, INSIGHTS_TURN_TEXT, turn->text);
    insights_record_set_text(record, INSIGHTS_TURN_SPEAKER, turn->speaker);
    insights_record_set_int(
        record, INSIGHTS_TURN_BYTE_START, (int64_t)turn->byte_start);
    insights_record_set_int(
        record, INSIGHTS_TURN_CHAR_START, (int64_t)turn->char_start);
    insights_record_set_int(
        record, INSIGHTS_TURN_UTF16_START, (int64_t)turn->utf16_start);
    if (turn->word_count) {
        write_words(&words, turn);
        status = insights__buffer_check(&words, "the times of words", error);
        if (status >= 0)
            insights_record_set_text(
                record, INSIGHTS_TURN_WORDS, insights__buffer_text(&words));
    }
    insights__buffer_free(&words);
    return status < 0 ? status : save(self, record, error);
}

static insights_status copy_revision(
    copying *self,
    const insights_record *interview,
    insights_record *transcript,
    insights_error **error)
{
    insights__hidden_text *text = insights__array_add(&self->texts);
    insights__record_list turns = INSIGHTS__ARRAY_INIT;
    const insights__filter filters[] = {
        {INSIGHTS_TURN_TRANSCRIPT_ID, insights_record_id(transcript)},
        {0, NULL}};
    insights_status status;

    if (!text)
        return insights__fail_nomem(error);
    text->id = insights_record_id(transcript);
    status = insights__load_script(
        self->study, interview, text->id, &text->before, error);
    if (status >= 0)
        status =
            insights__hiding_script(&self->names, self->interview, text, error);
    if (status >= 0)
        status = insights__study_load(
            self->study, INSIGHTS_TURN, filters, INSIGHTS_TURN_POSITION, &turns,
            error);
    if (status >= 0 && turns.count != text->after->turns.count)
        status = insights__fail(
            error, INSIGHTS_E_CORRUPT,
            "revision '%s' does not read as it is stored: run insights doctor",
            text->id);
    if (status >= 0)
        status = insights__transcript_fill(transcript, text->after, error);
    if (status >= 0)
        status = save(self, transcript, error);
    for (size_t i = 0; i < turns.count && status >= 0; i++)
        status = copy_turn(
            self, turns.items[i], &text->after->turns.items[i], error);
    insights__record_list_free(&turns);
    return status;
}

/* --- Evidence ----------------------------------------------------------------
 */

/* Words that stand within [start, end) of a text, as they are now; else by
 * the names in them. */
static insights_status copy_words(
    copying *self,
    const insights__hidden_text *text,
    insights_record *record,
    insights_field field,
    size_t start,
    size_t end,
    insights_error **error)
{
    const char *words = insights_record_text(record, field);
    char *said =
        words ? insights__script_slice(text->before, start, end) : NULL;
    const char *found = said && *words ? strstr(said, words) : NULL;
    size_t now = 0;
    size_t now_end = 0;
    char *left = NULL;

    if (words && !said)
        return insights__fail_nomem(error);
    if (found) {
        start += (size_t)(found - said);
        if (insights__hidden_span(
                text, (int64_t)start, (int64_t)(start + strlen(words)), &now,
                &now_end))
            left = insights__script_slice(text->after, now, now_end);
    }
    insights__free(said);
    if (!left)
        return hide_field(self, record, field, error);
    insights_record_set_text(record, field, left);
    insights__free(left);
    return INSIGHTS_OK;
}

static insights_status copy_question(
    copying *self,
    const insights__hidden_text *text,
    insights_record *record,
    insights_error **error)
{
    int64_t at = insights_record_int(record, INSIGHTS_EVIDENCE_QUESTION_TURN);
    const insights__turn *turn;

    if (insights_record_state(record, INSIGHTS_EVIDENCE_QUESTION_TURN) !=
            INSIGHTS_VALUE ||
        at < 0 || (size_t)at >= text->before->turns.count)
        return INSIGHTS_OK;
    turn = &text->before->turns.items[at];
    return copy_words(
        self, text, record, INSIGHTS_EVIDENCE_CONTEXT, turn->byte_start,
        turn->byte_start + turn->length, error);
}

static void copy_chunk(
    const insights__hidden_text *text,
    insights_record *record)
{
    size_t now = 0;
    size_t now_end = 0;

    if (insights_record_state(record, INSIGHTS_EVIDENCE_CHUNK_START) !=
            INSIGHTS_VALUE ||
        !insights__hidden_span(
            text, insights_record_int(record, INSIGHTS_EVIDENCE_CHUNK_START),
            insights_record_int(record, INSIGHTS_EVIDENCE_CHUNK_END), &now,
            &now_end))
        return;
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_START, (int64_t)now);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_END, (int64_t)now_end);
}

/* A span of a text of this interview: its place and words of today, with the
 * times it had. */
static insights_status copy_span(
    copying *self,
    const insights__hidden_text *text,
    insights_record *record,
    insights_error **error)
{
    int is_coding = insights_record_kind(record) == INSIGHTS_CODING;
    insights_record *times = NULL;
    int64_t start = insights_record_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_START : INSIGHTS_EVIDENCE_BYTE_START);
    int64_t end = insights_record_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_END : INSIGHTS_EVIDENCE_BYTE_END);
    size_t now = 0;
    size_t now_end = 0;
    insights_status status;

    if (!text || !insights__hidden_span(text, start, end, &now, &now_end))
        return hide_field(
            self, record,
            is_coding ? INSIGHTS_CODING_QUOTE : INSIGHTS_EVIDENCE_QUOTE, error);
    if (is_coding)
        return insights__span_fill(
            record, text->after, text->id, now, now_end, error);
    status = copy_words(
        self, text, record, INSIGHTS_EVIDENCE_GIST, (size_t)start, (size_t)end,
        error);
    if (status >= 0)
        status = copy_question(self, text, record, error);
    if (status >= 0)
        status = insights_record_edit(record, &times, error);
    if (status >= 0)
        status = insights__span_fill(
            record, text->after, text->id, now, now_end, error);
    if (status >= 0) {
        copy_chunk(text, record);
        insights__copy_field(record, times, INSIGHTS_EVIDENCE_START_MS);
        insights__copy_field(record, times, INSIGHTS_EVIDENCE_END_MS);
        insights__copy_field(record, times, INSIGHTS_EVIDENCE_TIME_METHOD);
    }
    insights_record_free(times);
    return status;
}

/* A key of the words as they were would tell who guesses them. */
static insights_status copy_evidence(
    copying *self,
    insights_record *record,
    insights_error **error)
{
    const insights__hidden_text *text = text_of(
        self, insights_record_text(record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID));
    char key[65];
    insights_status status = insights__hash_text(
        insights_record_id(record), INSIGHTS__UUID_TEXT - 1, key, error);

    if (status < 0)
        return status;
    key[32] = '\0';
    insights_record_set_text(record, INSIGHTS_EVIDENCE_KEY, key);
    status = copy_span(self, text, record, error);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_SPEAKER,
        insights__hiding_label(
            &self->names, self->interview,
            insights_record_text(record, INSIGHTS_EVIDENCE_SPEAKER)));
    return status < 0 ? status : save(self, record, error);
}

static insights_status copy_coding(
    copying *self,
    insights_record *record,
    insights_error **error)
{
    const char *evidence =
        insights_record_text(record, INSIGHTS_CODING_EVIDENCE_ID);
    const insights__hidden_text *text = NULL;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->evidence.count; i++)
        if (strcmp(insights_record_id(self->evidence.items[i]), evidence) == 0)
            text = text_of(
                self,
                insights_record_text(
                    self->evidence.items[i], INSIGHTS_EVIDENCE_TRANSCRIPT_ID));
    if (insights_record_state(record, INSIGHTS_CODING_BYTE_START) ==
        INSIGHTS_VALUE)
        status = copy_span(self, text, record, error);
    return status < 0 ? status : save(self, record, error);
}

/* --- Interviews --------------------------------------------------------------
 */

static insights_status copy_list(
    copying *self,
    insights_kind kind,
    insights_field field,
    insights_status (*each)(copying *, insights_record *, insights_error **),
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load_by(
        self->study, kind, field, self->interview, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++)
        status = each(self, list.items[i], error);
    insights__record_list_free(&list);
    return status;
}

static insights_status copy_participant(
    copying *self,
    insights_record *record,
    insights_error **error)
{
    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_LABEL,
        insights__hiding_label(
            &self->names, self->interview,
            insights_record_text(record, INSIGHTS_PARTICIPANT_LABEL)));
    return save(self, record, error);
}

static void drop_texts(copying *self)
{
    for (size_t i = 0; i < self->texts.count; i++)
        insights__hidden_text_free(&self->texts.items[i]);
    insights__array_free(&self->texts);
    insights__record_list_free(&self->evidence);
}

static insights_status copy_interview(
    copying *self,
    insights_record *interview,
    insights_error **error)
{
    insights__record_list revisions = INSIGHTS__ARRAY_INIT;
    insights_status status;

    self->interview = insights_record_id(interview);
    status = insights__study_load_by(
        self->study, INSIGHTS_TRANSCRIPT, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
        self->interview, &revisions, error);
    for (size_t i = 0; i < revisions.count && status >= 0; i++)
        status = copy_revision(self, interview, revisions.items[i], error);
    if (status >= 0)
        status = insights__study_load_by(
            self->study, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_INTERVIEW_ID,
            self->interview, &self->evidence, error);
    for (size_t i = 0; i < self->evidence.count && status >= 0; i++)
        status = copy_evidence(self, self->evidence.items[i], error);
    if (status >= 0)
        status = copy_list(
            self, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, copy_coding,
            error);
    if (status >= 0)
        status = copy_list(
            self, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
            copy_participant, error);
    if (status >= 0)
        status = save(self, interview, error);
    drop_texts(self);
    insights__record_list_free(&revisions);
    return status;
}

/* --- The rest ----------------------------------------------------------------
 */

/* What is written on something that is not in the copy is not either. */
static int is_on_nothing(const insights_record *record)
{
    insights_kind kind = insights_record_kind(record);
    insights_field field = kind == INSIGHTS_MEMO  ? INSIGHTS_MEMO_TARGET_KIND
                           : kind == INSIGHTS_TAG ? INSIGHTS_TAG_TARGET_KIND
                                                  : 0;

    return field && (insights__text_is(record, field, "change") ||
                     insights__text_is(record, field, "asset") ||
                     insights__text_is(record, field, "account"));
}

static insights_status copy_kind(
    copying *self,
    insights_kind kind,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__study_load(self->study, kind, NULL, 0, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++)
        if (!is_on_nothing(list.items[i]))
            status = save(self, list.items[i], error);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        const char *target =
            kind == INSIGHTS_MEMO
                ? insights_record_text(list.items[i], INSIGHTS_MEMO_TARGET_ID)
            : kind == INSIGHTS_TAG
                ? insights_record_text(list.items[i], INSIGHTS_TAG_TARGET_ID)
                : NULL;
        void **slot =
            target ? insights__map_slot(self->wanted, target, strlen(target))
                   : NULL;

        if (target && !slot)
            status = insights__fail_nomem(error);
        else if (slot)
            *slot = self;
    }
    insights__record_list_free(&list);
    return status;
}

/* Of the account's, those that were referred to. */
static insights_status copy_wanted(
    copying *self,
    insights_kind kind,
    insights_field name,
    const insights__map *pseudonyms,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__study_load(self->study, kind, NULL, 0, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++) {
        const char *id = insights_record_id(list.items[i]);
        const char *pseudonym =
            pseudonyms
                ? insights__hiding_pseudonym(&self->names, pseudonyms, id)
                : NULL;

        if (!insights__map_get(self->wanted, id, strlen(id)))
            continue;
        if (pseudonym)
            insights_record_set_text(list.items[i], name, pseudonym);
        status = save(self, list.items[i], error);
    }
    insights__record_list_free(&list);
    return status;
}

static insights_status copy_all(copying *self, insights_error **error)
{
    static const insights_kind kinds[] = {
        INSIGHTS_CODE, INSIGHTS_QUESTION, INSIGHTS_MEMO, INSIGHTS_TAG};
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights_record *project = NULL;
    insights_status status =
        insights__study_project_record(self->study, &project, error);

    if (status >= 0)
        status = save(self, project, error);
    insights_record_free(project);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && status >= 0; i++)
        status = copy_kind(self, kinds[i], error);
    if (status >= 0)
        status =
            insights__study_interviews(self->study, NULL, &interviews, error);
    for (size_t i = 0; i < interviews.count && status >= 0; i++)
        status = copy_interview(self, interviews.items[i], error);
    insights__record_list_free(&interviews);
    if (status >= 0)
        status = copy_wanted(
            self, INSIGHTS_PERSON, INSIGHTS_PERSON_NAME, self->names.people,
            error);
    if (status >= 0)
        status = copy_wanted(
            self, INSIGHTS_ORGANIZATION, INSIGHTS_ORGANIZATION_NAME,
            self->names.groups, error);
    return status < 0 ? status
                      : copy_wanted(self, INSIGHTS_ACTOR, 0, NULL, error);
}

/* --- The key -----------------------------------------------------------------
 */

static insights_status write_key(
    copying *self,
    insights_record **out,
    insights_error **error)
{
    insights__buffer details = INSIGHTS__BUFFER_INIT;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights__counts counts = {(int64_t)self->names.hidden.count, 0, 0};
    insights_status status;
    int first = 1;

    insights__buffer_text_append(&details, "{\"names\":[");
    for (size_t i = 0; i < self->names.hidden.count; i++) {
        const insights__hidden *one = &self->names.hidden.items[i];

        insights__buffer_text_append(
            &details, i ? ",{\"name\":" : "{\"name\":");
        insights__buffer_json_string(&details, one->name, strlen(one->name));
        insights__buffer_text_append(&details, ",\"pseudonym\":");
        insights__buffer_json_string(
            &details, one->pseudonym, strlen(one->pseudonym));
        insights__buffer_format(
            &details, ",\"count\":%lld}", (long long)one->count);
    }
    insights__buffer_text_append(&details, "],\"left\":[");
    for (size_t i = 0; i < self->names.forms.count; i++) {
        const insights__form *form = &self->names.forms.items[i];

        if (!form->shared)
            continue;
        if (!first)
            insights__buffer_char(&details, ',');
        first = 0;
        insights__buffer_json_string(&details, form->text, strlen(form->text));
    }
    insights__buffer_text_append(&details, "]}");
    insights__buffer_format(
        &line, "%zu names have pseudonyms", self->names.hidden.count);
    status = insights__buffer_check(&details, "the key", error);
    if (status >= 0)
        status = insights__buffer_check(&line, "the key", error);
    if (status >= 0)
        status = insights__summary(
            &counts, insights__buffer_text(&details), NULL,
            insights__buffer_text(&line), out, error);
    insights__buffer_free(&details);
    insights__buffer_free(&line);
    return status;
}

static insights_status make_copy(
    copying *self,
    const char *names,
    insights_study **out,
    insights_record **key,
    insights_error **error)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_record *own = NULL;
    insights_status status = insights__hiding_names(&self->names, names, error);

    if (status >= 0)
        status = insights_store_open("memory:", NULL, &self->store, error);
    if (status >= 0)
        status =
            insights_transaction_new(self->store, &self->transaction, error);
    if (status >= 0)
        status = copy_all(self, error);
    if (status >= 0)
        status = insights_transaction_commit(self->transaction, error);
    if (status >= 0 && key)
        status = write_key(self, &own, error);
    options.project = self->study->project;
    if (status >= 0)
        status = insights_study_open(self->store, &options, out, error);
    if (status < 0)
        insights_record_free(own);
    else if (key)
        *key = own;
    return status;
}

insights_status insights_study_pseudonymise(
    insights_study *study,
    const char *names,
    insights_study **out,
    insights_record **key,
    insights_error **error)
{
    copying self;
    insights_status status;

    if (out)
        *out = NULL;
    if (key)
        *key = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.names.study = study;
    self.wanted = insights__map_new();
    status = self.wanted ? make_copy(&self, names, out, key, error)
                         : insights__fail_nomem(error);
    drop_texts(&self);
    insights__hiding_free(&self.names);
    insights__map_free(self.wanted, NULL);
    insights_transaction_free(self.transaction);
    insights_store_free(self.store);
    return status;
}
