/* study.c - open a project of a store, and know who works on it. */
#include "analysis/study.h"

#include "analysis/codes.h"
#include "base/alloc.h"
#include "base/options.h"
#include "store/internal.h"

#include <string.h>

#define STUDY_FLAGS INSIGHTS_STUDY_CREATE
#define LISTED_MAXIMUM 8

insights_store *insights__study_store(const insights_study *study)
{
    return study->store;
}

insights_store *insights_study_store(const insights_study *study)
{
    return study ? study->store : NULL;
}

const char *insights_study_project(const insights_study *study)
{
    return study ? study->project : NULL;
}

void insights_study_free(insights_study *study)
{
    if (!study)
        return;
    insights_store_free(study->store);
    insights__free(study->actor);
    insights__mutex_destroy(&study->lock);
    insights__free(study);
}

/* --- The project ------------------------------------------------------------
 */

/* A name as a slug: lower-case letters and digits, the rest hyphens. What is
 * not ASCII stays as it is. */
static char *slug_of(const char *name)
{
    char *slug = insights__strdup(name);
    size_t to = 0;

    if (!slug)
        return NULL;
    for (size_t at = 0; slug[at]; at++) {
        unsigned char c = (unsigned char)slug[at];

        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            slug[to++] = (char)c;
        else if (to && slug[to - 1] != '-')
            slug[to++] = '-';
    }
    while (to && slug[to - 1] == '-')
        to--;
    slug[to] = '\0';
    return slug;
}

static insights_status create_project(
    insights_study *study,
    const char *name,
    insights_error **error)
{
    insights_record *project = NULL;
    insights_transaction *transaction = NULL;
    char *slug = slug_of(name);
    insights_status status;

    if (!slug)
        return insights__fail_nomem(error);
    if (!*slug) {
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "a project cannot be called '%s': give it a letter or a digit",
            name);
        goto out;
    }
    status = insights_record_new(INSIGHTS_PROJECT, &project, error);
    if (status < 0)
        goto out;
    insights_record_set_text(project, INSIGHTS_PROJECT_NAME, name);
    insights_record_set_text(project, INSIGHTS_PROJECT_SLUG, slug);
    insights_record_set_text(project, INSIGHTS_PROJECT_WORKFLOW, "research");
    status = insights_transaction_new(study->store, &transaction, error);
    if (status >= 0)
        status = insights_transaction_save(transaction, project, 0, error);
    if (status < 0)
        goto out;
    memcpy(study->project, insights_record_id(project), sizeof(study->project));
    status = insights__codes_system(study, transaction, error);
    if (status >= 0)
        status = insights_transaction_commit(transaction, error);

out:
    insights_transaction_free(transaction);
    insights_record_free(project);
    insights__free(slug);
    return status;
}

/* Append "'name'" to a list of what there is. */
static void list_name(insights__buffer *names, const char *name, size_t count)
{
    if (count == LISTED_MAXIMUM)
        insights__buffer_text_append(names, ", …");
    if (count >= LISTED_MAXIMUM)
        return;
    insights__buffer_format(names, "%s'%s'", count ? ", " : "", name);
}

static int project_is(const insights_record *project, const char *name)
{
    size_t length = strlen(name);
    const char *id = insights_record_id(project);

    if (insights__text_is(project, INSIGHTS_PROJECT_SLUG, name) ||
        insights__text_is(project, INSIGHTS_PROJECT_NAME, name))
        return 1;
    return strcmp(id, name) == 0 ||
           (length >= 6 && length < strlen(id) &&
            strcmp(id + strlen(id) - length, name) == 0);
}

typedef struct choice {
    size_t count;   /* projects there are */
    size_t matches; /* that are meant */
    insights__buffer names;
} choice;

static insights_status look_for_project(
    insights_study *study,
    const char *name,
    choice *found,
    insights_error **error)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *project = NULL;
    insights_status status;

    status = insights_query_new(INSIGHTS_PROJECT, &query, error);
    if (status >= 0)
        status = insights_store_query(study->store, query, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &project, error)) == INSIGHTS_OK) {
        list_name(
            &found->names, insights_record_text(project, INSIGHTS_PROJECT_SLUG),
            found->count);
        found->count++;
        if (!name || project_is(project, name)) {
            found->matches++;
            memcpy(
                study->project, insights_record_id(project),
                sizeof(study->project));
        }
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status find_project(
    insights_study *study,
    const insights_study_options *options,
    insights_error **error)
{
    choice found = {0, 0, INSIGHTS__BUFFER_INIT};
    const char *name = options->project;
    insights_status status;

    status = look_for_project(study, name, &found, error);
    if (status < 0 || found.matches == 1)
        goto out;
    if (found.matches > 1) {
        status = insights__fail(
            error, INSIGHTS_E_AMBIGUOUS,
            name ? "several projects are called that: %s; say which"
                 : "there are several projects: %s; say which",
            insights__buffer_text(&found.names));
        goto out;
    }
    if (options->flags & INSIGHTS_STUDY_CREATE) {
        insights_error *own = NULL;

        status = create_project(study, name ? name : "study", &own);
        if (status == INSIGHTS_E_EXISTS) { /* another was quicker */
            found.count = found.matches = 0;
            insights__buffer_truncate(&found.names, 0);
            status = look_for_project(study, name, &found, error);
            if (status >= 0 && found.matches != 1)
                status = insights__fail(
                    error, INSIGHTS_E_EXISTS,
                    "there is a project of nearly that name: %s",
                    insights__buffer_text(&found.names));
        } else {
            insights__error_pass(status, own, error);
            own = NULL;
        }
        insights_error_free(own);
        goto out;
    }
    status = insights__fail(
        error, INSIGHTS_E_NOT_FOUND,
        found.count ? "no project '%s'; there is %s" : "no project%s%s here",
        found.count ? name : "", insights__buffer_text(&found.names));

out:
    insights__buffer_free(&found.names);
    return status;
}

insights_status insights_study_open(
    insights_store *store,
    const insights_study_options *options,
    insights_study **out,
    insights_error **error)
{
    insights_study_options own;
    insights_study *study = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and out are required");
    status = insights__options_read(&own, sizeof(own), options, error);
    if (status < 0)
        return status;
    if ((own.flags & ~(uint32_t)STUDY_FLAGS) || own.reserved)
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED, "unknown flags %u of a study",
            (unsigned)own.flags);

    study = insights__alloc(sizeof(*study));
    if (!study)
        return insights__fail_nomem(error);
    if (insights__mutex_init(&study->lock) != 0) {
        insights__free(study);
        return insights__fail_nomem(error);
    }
    insights__store_ref(store);
    study->store = store;
    if (own.actor && *own.actor) {
        study->actor = insights__strdup(own.actor);
        if (!study->actor) {
            insights_study_free(study);
            return insights__fail_nomem(error);
        }
    }
    status = find_project(study, &own, error);
    if (status < 0) {
        insights_study_free(study);
        return status;
    }
    *out = study;
    return INSIGHTS_OK;
}

insights_status insights__study_project_record(
    insights_study *study,
    insights_record **out,
    insights_error **error)
{
    return insights_store_get(
        study->store, INSIGHTS_PROJECT, study->project, out, error);
}

/* --- Actors ------------------------------------------------------------------
 */

static insights_status find_actor(
    insights_study *study,
    const char *type,
    const char *name,
    const char *revision,
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_ACTOR_TYPE, type},
        {INSIGHTS_ACTOR_NAME, name},
        {INSIGHTS_ACTOR_REVISION, revision},
        {0, NULL}};
    insights_record *actor = NULL;
    insights_status status =
        insights__study_find(study, INSIGHTS_ACTOR, filters, &actor, error);

    if (status >= 0 && actor)
        memcpy(out, insights_record_id(actor), INSIGHTS__UUID_TEXT);
    insights_record_free(actor);
    return status;
}

static insights_status make_actor(
    insights_study *study,
    const char *type,
    const char *name,
    const char *revision,
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    insights_record *actor = NULL;
    insights_error *own = NULL;
    insights_status status;

    status = find_actor(study, type, name, revision, out, error);
    if (status < 0 || *out)
        return status;
    status = insights_record_new(INSIGHTS_ACTOR, &actor, error);
    if (status < 0)
        return status;
    insights_record_set_text(actor, INSIGHTS_ACTOR_TYPE, type);
    insights_record_set_text(actor, INSIGHTS_ACTOR_NAME, name);
    insights_record_set_text(actor, INSIGHTS_ACTOR_REVISION, revision);
    status = insights_store_save(study->store, actor, &own);
    if (status >= 0)
        memcpy(out, insights_record_id(actor), INSIGHTS__UUID_TEXT);
    else if (status == INSIGHTS_E_EXISTS) /* another was quicker */
        status = find_actor(study, type, name, revision, out, error);
    insights__error_pass(status, own, error);
    insights_record_free(actor);
    return status;
}

insights_status insights__study_actor(
    insights_study *study,
    insights__who who,
    const char *name,
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    char *kept =
        who == INSIGHTS__MACHINE ? study->machine_id : study->person_id;
    insights_status status;

    *out = '\0';
    if (who == INSIGHTS__PERSON && !name && !study->actor)
        return insights__fail(
            error, INSIGHTS_E_DENIED,
            "only a person may do this: say who you are with --actor NAME");
    if (!name) {
        insights__mutex_lock(&study->lock);
        memcpy(out, kept, INSIGHTS__UUID_TEXT);
        insights__mutex_unlock(&study->lock);
        if (*out)
            return INSIGHTS_OK;
    }
    if (who == INSIGHTS__MACHINE)
        status =
            make_actor(study, "rules", "local", insights_version(), out, error);
    else
        status = make_actor(
            study, "human",
            name           ? name
            : study->actor ? study->actor
                           : "somebody",
            "", out, error);
    if (status >= 0 && !name) {
        insights__mutex_lock(&study->lock);
        memcpy(kept, out, INSIGHTS__UUID_TEXT);
        insights__mutex_unlock(&study->lock);
    }
    return status;
}
