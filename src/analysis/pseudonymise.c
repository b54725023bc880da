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

insights_status insights__copy_hide(
    insights__copying *self,
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
    insights__copying *self,
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

insights_status insights__copy_save(
    insights__copying *self,
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
            status = insights__copy_hide(self, record, field, error);
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
    insights__copying *self,
    insights_kind kind,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__study_load(self->study, kind, NULL, 0, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++)
        if (!is_on_nothing(list.items[i]))
            status = insights__copy_save(self, list.items[i], error);
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
    insights__copying *self,
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
        status = insights__copy_save(self, list.items[i], error);
    }
    insights__record_list_free(&list);
    return status;
}

static insights_status copy_all(insights__copying *self, insights_error **error)
{
    static const insights_kind kinds[] = {
        INSIGHTS_CODE, INSIGHTS_QUESTION, INSIGHTS_MEMO, INSIGHTS_TAG};
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights_record *project = NULL;
    insights_status status =
        insights__study_project_record(self->study, &project, error);

    if (status >= 0)
        status = insights__copy_save(self, project, error);
    insights_record_free(project);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && status >= 0; i++)
        status = copy_kind(self, kinds[i], error);
    if (status >= 0)
        status =
            insights__study_interviews(self->study, NULL, &interviews, error);
    for (size_t i = 0; i < interviews.count && status >= 0; i++)
        status = insights__copy_interview(self, interviews.items[i], error);
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
    insights__copying *self,
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
    insights__copying *self,
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
    insights__copying self;
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
    insights__copy_drop(&self);
    insights__hiding_free(&self.names);
    insights__map_free(self.wanted, NULL);
    insights_transaction_free(self.transaction);
    insights_store_free(self.store);
    return status;
}
