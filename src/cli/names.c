/*
 * names.c - from what people type to the conversation or record they mean.
 *
 * A conversation goes by its id, the end or beginning of that, its title, or
 * the name of its file, with or without the ending.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct wanted {
    const char *name;
    char *exact; /* id, title or file name is just that */
    char *near;  /* title or file name begins so */
    size_t exacts;
    size_t nears;
    cli_texts titles;
} wanted;

static int is_file_name(const char *source, const char *name)
{
    size_t length = strlen(name);

    if (!source)
        return 0;
    source = cli_base_name(source);
    return cli_same(source, cli_base_name(name)) ||
           (strlen(source) > length && source[length] == '.' &&
            strncmp(source, name, length) == 0 &&
            !strchr(source + length + 1, '.'));
}

static int begins(const char *text, const char *with)
{
    char *start = NULL;
    int same = 0;

    if (!text || strlen(text) < strlen(with))
        return 0;
    start = cli_copy_bytes(text, strlen(with));
    same = cli_same(start, with);
    free(start);
    return same;
}

static void look(wanted *what, const insights_record *record)
{
    const char *id = insights_record_id(record);
    const char *title = insights_record_text(record, INSIGHTS_INTERVIEW_TITLE);
    const char *source =
        insights_record_text(record, INSIGHTS_INTERVIEW_SOURCE);

    cli_texts_add(&what->titles, cli_copy(title ? title : id));
    if (strcmp(id, what->name) == 0 || (title && cli_same(title, what->name)) ||
        is_file_name(source, what->name)) {
        free(what->exact);
        what->exact = cli_copy(id);
        what->exacts++;
    } else if (begins(title, what->name) || begins(source, what->name)) {
        free(what->near);
        what->near = cli_copy(id);
        what->nears++;
    }
}

static int look_at_all(cli_context *context, wanted *what)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;

    status = insights_query_new(INSIGHTS_INTERVIEW, &query, &context->error);
    if (status == INSIGHTS_OK)
        status = insights_query_where_text(
            query, INSIGHTS_INTERVIEW_PROJECT_ID, INSIGHTS_EQ,
            insights_study_project(context->study), &context->error);
    if (status == INSIGHTS_OK)
        status = insights_store_query(
            context->store, query, &cursor, &context->error);
    while (status == INSIGHTS_OK) {
        status = insights_cursor_next(cursor, &record, &context->error);
        if (status == INSIGHTS_OK)
            look(what, record);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? cli_fail(context) : CLI_OK;
}

static int no_interview(cli_context *context, const wanted *what)
{
    const char *near =
        cli_nearest(what->name, what->titles.items, what->titles.count);

    if (near)
        return cli_complain(
            context, CLI_NOT_FOUND, "not_found",
            "no conversation '%s'; did you mean '%s'?", what->name, near);
    return cli_complain(
        context, CLI_NOT_FOUND, "not_found",
        what->titles.count ? "no conversation '%s'; `insights list` shows "
                             "those there are"
                           : "no conversation '%s': the study is empty, "
                             "`insights import FILE` adds one",
        what->name);
}

int cli_interview(cli_context *context, const char *name, char **id)
{
    wanted what = {name, NULL, NULL, 0, 0, {NULL, 0}};
    insights_status status = INSIGHTS_OK;
    int code = look_at_all(context, &what);

    *id = NULL;
    if (code)
        goto out;
    if (what.exacts == 1) {
        *id = cli_copy(what.exact);
        goto out;
    }
    status = insights_store_resolve(
        context->store, INSIGHTS_INTERVIEW, name, id, &context->error);
    if (status == INSIGHTS_OK) {
        char *copy = cli_copy(*id);

        insights_free(*id);
        *id = copy;
    } else if (what.exacts == 0 && what.nears == 1) {
        *id = cli_copy(what.near);
    } else if (what.exacts + what.nears > 1) {
        code = cli_usage(
            context,
            "'%s' means %zu conversations; name one by its id (`insights "
            "list`)",
            name, what.exacts ? what.exacts : what.nears);
    } else if (status == INSIGHTS_E_AMBIGUOUS) {
        code = cli_fail(context);
    } else {
        code = no_interview(context, &what);
    }
out:
    free(what.exact);
    free(what.near);
    cli_texts_free(&what.titles);
    return code;
}

/* The kind that insights://KIND/ID names, or 0. */
static insights_kind kind_of_uri(const char *name)
{
    char *kind = NULL;
    insights_kind found = 0;

    if (!cli_starts(name, "insights://"))
        return 0;
    name += strlen("insights://");
    kind = cli_copy_bytes(name, strcspn(name, "/"));
    found = insights_kind_find(kind);
    free(kind);
    return found;
}

/* The id of the code with that path, or NULL. */
static char *code_id(cli_context *context, const char *path)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    char *id = NULL;
    insights_status status =
        insights_query_new(INSIGHTS_CODE, &query, &context->error);

    if (status == INSIGHTS_OK)
        status = insights_query_where_text(
            query, INSIGHTS_CODE_PROJECT_ID, INSIGHTS_EQ,
            insights_study_project(context->study), &context->error);
    if (status == INSIGHTS_OK)
        status = insights_query_where_text(
            query, INSIGHTS_CODE_PATH, INSIGHTS_EQ, path, &context->error);
    if (status == INSIGHTS_OK)
        status = insights_store_query(
            context->store, query, &cursor, &context->error);
    if (status == INSIGHTS_OK &&
        insights_cursor_next(cursor, &record, &context->error) == INSIGHTS_OK)
        id = cli_copy(insights_record_id(record));
    insights_cursor_free(cursor);
    insights_query_free(query);
    return id;
}

int cli_record_id(
    cli_context *context,
    const char *name,
    insights_kind *kind,
    char **id)
{
    insights_kind only = kind_of_uri(name);
    insights_kind at = 0;
    size_t matches = 0;

    *id = NULL;
    for (size_t i = 0; (at = insights_kind_at(i)) != 0; i++) {
        char *found = NULL;
        insights_status status = INSIGHTS_OK;

        if (!insights_kind_stored(at) || (only && at != only))
            continue;
        status = insights_store_resolve(
            context->store, at, name, &found, &context->error);
        if (status == INSIGHTS_E_AMBIGUOUS)
            return cli_fail(context);
        if (status < 0)
            continue;
        if (matches++ == 0) {
            *kind = at;
            *id = cli_copy(found);
        }
        insights_free(found);
    }
    if (matches == 1)
        return CLI_OK;
    free(*id);
    *id = NULL;
    if (matches > 1)
        return cli_usage(
            context, "'%s' fits %zu records; give more of the id", name,
            matches);
    *kind = INSIGHTS_CODE;
    *id = code_id(context, name);
    if (*id)
        return CLI_OK;
    *kind = INSIGHTS_INTERVIEW;
    return cli_interview(context, name, id);
}

/* --- Conversations ---------------------------------------------------------
 */

static int add_file(
    cli_context *context,
    insights_corpus *corpus,
    const char *path)
{
    insights_conversation *conversation = NULL;
    insights_status status = insights_conversation_read_file(
        path, NULL, &conversation, &context->error);

    if (status == INSIGHTS_OK)
        status = insights_corpus_add(
            corpus, path,
            insights_conversation_meta(conversation, "title")
                ? insights_conversation_meta(conversation, "title")
                : cli_base_name(path),
            conversation, &context->error);
    insights_conversation_free(conversation);
    return status < 0 ? cli_fail_at(context, path) : CLI_OK;
}

static int add_path(
    cli_context *context,
    insights_corpus *corpus,
    const char *path)
{
    cli_texts files = {0};
    int code = CLI_OK;

    if (!cli_is_folder(path))
        return add_file(context, corpus, path);
    cli_folder_files(path, &files, NULL);
    if (files.count == 0)
        code = cli_complain(
            context, CLI_NOT_FOUND, "not_found",
            "%s: no transcript in this folder", path);
    for (size_t i = 0; !code && i < files.count; i++)
        code = add_file(context, corpus, files.items[i]);
    cli_texts_free(&files);
    return code;
}

int cli_corpus(cli_context *context, insights_corpus **out)
{
    const cli_args *args = &context->args;
    insights_status status = INSIGHTS_OK;
    int code = CLI_OK;

    *out = NULL;
    if (!cli_has(args, "in")) {
        code = cli_open(context, CLI_READ);
        if (code)
            return code;
        status = insights_study_corpus(context->study, out, &context->error);
        return status < 0 ? cli_fail(context) : CLI_OK;
    }
    status = insights_corpus_new(out, &context->error);
    if (status < 0)
        return cli_fail(context);
    for (size_t i = 0; !code && i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, "in") == 0)
            code = add_path(context, *out, args->given[i].value);
    if (code) {
        insights_corpus_free(*out);
        *out = NULL;
    }
    return code;
}

int cli_conversation(
    cli_context *context,
    const char *name,
    insights_conversation **out,
    char **id,
    char **roles)
{
    insights_status status = INSIGHTS_OK;
    int code = CLI_OK;

    *out = NULL;
    *id = NULL;
    *roles = NULL;
    if (cli_exists(name) && !cli_is_folder(name) && cli_looks_like_path(name)) {
        status =
            insights_conversation_read_file(name, NULL, out, &context->error);
        *id = cli_copy(name);
        return status < 0 ? cli_fail_at(context, name) : CLI_OK;
    }
    if (strchr(name, '/') && !cli_starts(name, "insights:"))
        return cli_complain(
            context, CLI_NOT_FOUND, "not_found", "%s: no such file", name);
    if (!context->study)
        code = cli_open(context, CLI_READ);
    if (!code)
        code = cli_interview(context, name, id);
    if (code)
        return code;
    status = insights_study_conversation(
        context->study, *id, NULL, out, &context->error);
    if (status == INSIGHTS_OK)
        status =
            insights_study_roles(context->study, *id, roles, &context->error);
    return status < 0 ? cli_fail(context) : CLI_OK;
}
