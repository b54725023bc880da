/*
 * records.c - keep records: save, read, change two at once, be refused.
 *
 *   cc records.c $(pkg-config --cflags --libs insights) -o records
 *   ./records            (in memory)
 *   ./records some.insights
 */
#include <insights/model.h>
#include <insights/store.h>

#include <stdio.h>

/* Save a project and a code of it, both or neither. */
static insights_status make(
    insights_store *store,
    insights_record **project,
    insights_record **code,
    insights_error **error)
{
    insights_transaction *both = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_PROJECT, project, error);

    if (status == INSIGHTS_OK)
        status = insights_record_new(INSIGHTS_CODE, code, error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_new(store, &both, error);
    if (status < 0)
        return status;
    /* Mistakes of setters wait until the record is saved. */
    insights_record_set_text(*project, INSIGHTS_PROJECT_NAME, "Practices");
    insights_record_set_text(*project, INSIGHTS_PROJECT_SLUG, "practices");
    status = insights_transaction_save(both, *project, 0, error);
    if (status == INSIGHTS_OK) {
        insights_record_set_text(
            *code, INSIGHTS_CODE_PROJECT_ID, insights_record_id(*project));
        insights_record_set_text(*code, INSIGHTS_CODE_NAME, "Paper");
        insights_record_set_text(*code, INSIGHTS_CODE_PATH, "Paper");
        status = insights_transaction_save(both, *code, 0, error);
    }
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(both, error);
    insights_transaction_free(both);
    return status;
}

/* Somebody else saves the code first; the second save is refused. */
static insights_status collide(
    insights_store *store,
    const char *id,
    insights_error **error)
{
    insights_record *mine = NULL;
    insights_record *theirs = NULL;
    insights_error *refused = NULL;
    insights_status status =
        insights_store_get(store, INSIGHTS_CODE, id, &mine, error);

    if (status == INSIGHTS_OK)
        status = insights_store_get(store, INSIGHTS_CODE, id, &theirs, error);
    if (status == INSIGHTS_OK) {
        insights_record_set_text(theirs, INSIGHTS_CODE_DEFINITION, "pads");
        status = insights_store_save(store, theirs, error);
    }
    if (status == INSIGHTS_OK) {
        insights_record_set_text(mine, INSIGHTS_CODE_DEFINITION, "diaries");
        if (insights_store_save(store, mine, &refused) == INSIGHTS_E_CONFLICT)
            puts("refused: somebody changed it meanwhile");
    }
    insights_error_free(refused);
    insights_record_free(mine);
    insights_record_free(theirs);
    return status;
}

static insights_status list(insights_store *store, insights_error **error)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *code = NULL;
    insights_status status = insights_query_new(INSIGHTS_CODE, &query, error);

    if (status == INSIGHTS_OK)
        status = insights_query_order(
            query, INSIGHTS_CODE_PATH, INSIGHTS_ASCENDING, error);
    if (status == INSIGHTS_OK)
        status = insights_store_query(store, query, &cursor, error);
    while (status == INSIGHTS_OK &&
           (status = insights_cursor_next(cursor, &code, error)) == INSIGHTS_OK)
        printf(
            "%s, version %d: %s\n",
            insights_record_text(code, INSIGHTS_CODE_PATH),
            (int)insights_record_version(code),
            insights_record_text(code, INSIGHTS_CODE_DEFINITION));
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

int main(int argc, char **argv)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *store = NULL;
    insights_record *project = NULL;
    insights_record *code = NULL;
    insights_error *error = NULL;
    insights_status status;

    options.flags = INSIGHTS_STORE_CREATE;
    status = insights_store_open(
        argc > 1 ? argv[1] : "memory:", &options, &store, &error);
    if (status == INSIGHTS_OK)
        status = make(store, &project, &code, &error);
    if (status == INSIGHTS_OK)
        status = collide(store, insights_record_id(code), &error);
    if (status == INSIGHTS_OK)
        status = list(store, &error);
    if (error)
        fprintf(
            stderr, "%s: %s\n", insights_status_name(status),
            insights_error_message(error));
    insights_error_free(error);
    insights_record_free(code);
    insights_record_free(project);
    insights_store_free(store);
    return status < 0;
}
