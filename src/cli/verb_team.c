/*
 * verb_team.c - compare, merge: several people on one study.
 */
#include "cli/verbs.h"

#include <insights/exchange.h>
#include <stdlib.h>
#include <string.h>

static const cli_column agreement_columns[] = {
    {"coder", "coder", CLI_PLAIN, CLI_ONCE},
    {"other", "other", CLI_PLAIN, CLI_ONCE},
    {"path", "code", CLI_PLAIN, CLI_FLEX | CLI_BOLD},
    {"units", "units", CLI_NUMBER, 0},
    {"both", "both", CLI_NUMBER, 0},
    {"only_coder", "only coder", CLI_NUMBER, 0},
    {"only_other", "only other", CLI_NUMBER, 0},
    {"agreement", "agreement", CLI_REAL, 0},
    {"kappa", "kappa", CLI_REAL, 0},
    {"alpha", "alpha", CLI_REAL, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

static const cli_view agreement_view = {
    agreement_columns, NULL, "no conversation that two people have coded"};

static const cli_column disagreement_columns[] = {
    {"title", "conversation", CLI_PLAIN, CLI_ONCE},
    {"start_ms", "time", CLI_CLOCK, CLI_DIM},
    {"speaker", "speaker", CLI_PLAIN, 0},
    {"quote", "words", CLI_QUOTED, CLI_WRAP},
    {"path", "code", CLI_PLAIN, CLI_BOLD},
    {"given_by", "given by", CLI_PLAIN, 0},
    {"not_by", "not by", CLI_PLAIN, 0},
    {"instead", "instead", CLI_LIST, 0},
    {"note", "note", CLI_PLAIN, CLI_HIDDEN},
    {"evidence_id", "evidence", CLI_ID, CLI_DIM | CLI_HIDDEN},
    {NULL, NULL, CLI_PLAIN, 0}};

static const cli_view disagreement_view = {
    disagreement_columns, NULL, "they agree wherever both have coded"};

static const cli_column conflict_columns[] = {
    {"message", "what", CLI_PLAIN, CLI_WRAP},
    {"ours", "here", CLI_QUOTED, CLI_WRAP},
    {"theirs", "there", CLI_QUOTED, CLI_WRAP},
    {"taken", "taken", CLI_PLAIN, CLI_BOLD},
    {"kind", "kind", CLI_PLAIN, CLI_HIDDEN},
    {"id", "id", CLI_ID, CLI_DIM | CLI_HIDDEN},
    {"field", "field", CLI_PLAIN, CLI_HIDDEN},
    {NULL, NULL, CLI_PLAIN, 0}};

static const cli_view conflict_view = {conflict_columns, NULL, "no conflicts"};

/* --- compare ------------------------------------------------------------- */

/* Whether a code is the one asked for, or lies below it. */
static int is_asked_for(const char *path, const char *code)
{
    size_t length = 0;
    const char *name = path;

    if (!code)
        return 1;
    if (!path)
        return 0;
    for (const char *at = path; (at = strstr(at, " / ")) != NULL;)
        name = at += 3;
    length = strlen(code);
    return cli_same(path, code) || cli_same(name, code) ||
           (strncmp(path, code, length) == 0 &&
            strncmp(path + length, " / ", 3) == 0);
}

static int print_codes(
    cli_context *context,
    const cli_view *view,
    insights_cursor *cursor)
{
    const char *code_asked = cli_value(&context->args, "code");
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    int code = CLI_OK;
    int ended = CLI_OK;
    cli_output *output = cli_output_new(context, view, &code);

    while (output && !code &&
           (status = insights_cursor_next(cursor, &record, &context->error)) ==
               INSIGHTS_OK) {
        cli_json *row = cli_row(context, record);

        if (!row) {
            code = cli_fail(context);
        } else if (!is_asked_for(cli_json_text(row, "path"), code_asked)) {
            cli_json_free(row);
        } else {
            if (!cli_json_text(row, "path") && !context->json)
                cli_json_set_text(row, "path", "over all");
            code = cli_output_json(output, row);
        }
    }
    if (status < 0)
        code = cli_fail(context);
    if (output)
        ended = cli_output_end(output);
    insights_cursor_free(cursor);
    return code ? code : ended;
}

int cli_verb_compare(cli_context *context)
{
    const cli_args *args = &context->args;
    const char *coder = args->count > 0 ? args->words[0] : NULL;
    const char *other = args->count > 1 ? args->words[1] : NULL;
    int lists = cli_has(args, "disagreements");
    insights_cursor *cursor = NULL;
    insights_status status = INSIGHTS_OK;
    int code = cli_open(context, CLI_READ);

    if (code)
        return code;
    if (lists)
        status = insights_study_disagreements(
            context->study, coder, other, &cursor, &context->error);
    else
        status = insights_study_compare(
            context->study, coder, other, &cursor, &context->error);
    if (status < 0)
        return cli_fail(context);
    return print_codes(
        context, lists ? &disagreement_view : &agreement_view, cursor);
}

/* --- merge --------------------------------------------------------------- */

static int open_theirs(
    cli_context *context,
    const char *uri,
    insights_store **store,
    insights_study **study)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    const char *project = cli_value(&context->args, "their-project");

    if (insights_store_open(uri, NULL, store, &context->error) < 0)
        return cli_fail(context);
    options.project =
        project ? project : insights_study_project(context->study);
    if (insights_study_open(*store, &options, study, &context->error) >= 0)
        return CLI_OK;
    if (project)
        return cli_fail(context);
    options.project = NULL; /* not a copy of this study: its only project */
    return insights_study_open(*store, &options, study, &context->error) < 0
               ? cli_fail(context)
               : CLI_OK;
}

static int merge(cli_context *context, insights_study *theirs)
{
    insights_record *summary = NULL;
    insights_cursor *cursor = NULL;
    uint32_t flags = 0;
    int code = CLI_OK;

    if (cli_has(&context->args, "preview"))
        flags |= INSIGHTS_MERGE_PREVIEW;
    if (cli_has(&context->args, "theirs"))
        flags |= INSIGHTS_MERGE_THEIRS;
    if (insights_study_merge(
            context->study, theirs, flags, &summary, &cursor, &context->error) <
        0)
        return cli_fail(context);
    cli_say(
        context, "%s%s", flags & INSIGHTS_MERGE_PREVIEW ? "preview: " : "",
        insights_record_text(summary, INSIGHTS_SUMMARY_MESSAGE));
    if (!(flags & INSIGHTS_MERGE_PREVIEW) &&
        insights_record_int(summary, INSIGHTS_SUMMARY_DONE))
        cli_say(context, "`insights undo` takes it back");
    code = cli_print(context, &conflict_view, INSIGHTS_OK, cursor);
    if (!code && context->json) {
        char *json = NULL;

        if (insights_record_to_json(summary, &json, &context->error) < 0)
            code = cli_fail(context);
        else
            puts(json);
        insights_free(json);
    }
    insights_record_free(summary);
    return code;
}

int cli_verb_merge(cli_context *context)
{
    insights_store *store = NULL;
    insights_study *theirs = NULL;
    int code = cli_open(context, CLI_WRITE | CLI_DECIDE);

    if (!code)
        code = open_theirs(context, context->args.words[0], &store, &theirs);
    if (!code)
        code = merge(context, theirs);
    insights_study_free(theirs);
    insights_store_free(store);
    return code;
}
