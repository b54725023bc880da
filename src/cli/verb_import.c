/*
 * verb_import.c - import: transcripts and the guide into the study.
 *
 * Every file is a commit of its own: what was read stays when a later file
 * cannot be, or when ^C comes.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

typedef struct import {
    cli_context *context;
    cli_output *output;
    cli_texts files;
    cli_texts guides;
    cli_texts failed;
    size_t done;
    int code; /* of the last failure */
} import;

static void collect(import *work)
{
    const cli_args *args = &work->context->args;
    int only_guides = 0;

    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].option->name, "guide") != 0)
            continue;
        if (args->given[i].value)
            cli_texts_add(&work->guides, cli_copy(args->given[i].value));
        else
            only_guides = 1;
    }
    for (size_t i = 0; i < args->count; i++) {
        const char *path = args->words[i];

        if (only_guides)
            cli_texts_add(&work->guides, cli_copy(path));
        else if (cli_is_folder(path))
            cli_folder_files(path, &work->files, &work->guides);
        else
            cli_texts_add(&work->files, cli_copy(path));
    }
}

static int check_options(import *work)
{
    cli_context *context = work->context;
    const char *alone[] = {"title", "replace"};

    if (work->files.count + work->guides.count == 0)
        return context->args.count
                   ? cli_complain(
                         context, CLI_NOT_FOUND, "not_found",
                         "%s: no transcript in this folder",
                         context->args.words[0])
                   : cli_usage(
                         context,
                         "import needs files or folders: insights import "
                         "FILE…");
    for (size_t i = 0; i < 2; i++)
        if (cli_has(&context->args, alone[i]) && work->files.count != 1)
            return cli_usage(
                context, "--%s is for one file, and there are %zu", alone[i],
                work->files.count);
    return CLI_OK;
}

static void tell_warnings(import *work, const char *path, const cli_json *row)
{
    const cli_json *warnings = cli_json_at(row, "warnings");
    const char *similar = cli_json_text(row, "similar_to");
    const char *name = cli_base_name(path);
    size_t told = 0;

    for (size_t i = 0; warnings && i < warnings->count; i++) {
        const char *text = warnings->items[i].text;

        /* That one is told below, with what to do about it. */
        if (!text || (similar && cli_starts(text, "nearly the same")))
            continue;
        if (told++ < 3)
            cli_say(work->context, "%s: %s", name, text);
    }
    if (told > 3)
        cli_say(
            work->context, "%s: %zu more warnings; `insights show` lists them",
            name, told - 3);
    if (similar && !cli_json_true(row, "already_imported"))
        cli_say(
            work->context,
            "%s: nearly the same as a conversation that is here; --replace "
            "%s would make it a new text of that",
            name,
            strlen(similar) > 8 ? similar + strlen(similar) - 8 : similar);
}

static insights_status call(
    import *work,
    const char *path,
    insights_record **record)
{
    cli_context *context = work->context;
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;
    const cli_args *args = &context->args;
    insights_status status = INSIGHTS_OK;
    char *replace = NULL;
    char *bytes = NULL;
    size_t length = 0;

    options.format = cli_value(args, "format");
    options.encoding = cli_value(args, "encoding");
    options.title = cli_value(args, "title");
    options.date = cli_value(args, "date");
    options.language = cli_value(args, "language");
    options.roles = cli_value(args, "speakers");
    if (cli_has(args, "keep"))
        options.flags |= INSIGHTS_IMPORT_KEEP_FILE;
    if (cli_has(args, "replace")) {
        work->code =
            cli_interview(context, cli_value(args, "replace"), &replace);
        if (work->code)
            return INSIGHTS_DONE;
        options.replace = replace;
    }
    if (strcmp(path, "-") == 0) {
        work->code = cli_read_file(context, path, &bytes, &length);
        status = work->code ? INSIGHTS_DONE
                            : insights_study_import(
                                  context->study, "stdin", bytes, length,
                                  &options, record, &context->error);
    } else {
        status = insights_study_import_file(
            context->study, path, &options, record, &context->error);
    }
    free(bytes);
    free(replace);
    return status;
}

static void import_file(import *work, const char *path)
{
    insights_record *record = NULL;
    insights_status status = call(work, path, &record);
    cli_json *row = NULL;

    if (status != INSIGHTS_OK) {
        if (status < 0)
            work->code = cli_fail_at(work->context, path);
        cli_texts_add(&work->failed, cli_copy(path));
        return;
    }
    work->done++;
    row = cli_row(work->context, record);
    insights_record_free(record);
    if (!row) {
        work->code = cli_fail(work->context);
        return;
    }
    tell_warnings(work, path, row);
    cli_output_json(work->output, row);
}

static void import_guide(import *work, const char *path)
{
    cli_context *context = work->context;
    insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    const char *message = NULL;
    char *bytes = NULL;
    size_t length = 0;
    int code = cli_read_file(context, path, &bytes, &length);

    if (!code) {
        status = insights_study_import_guide(
            context->study, bytes, length, &record, &context->error);
        if (status < 0)
            code = cli_fail_at(context, path);
    }
    free(bytes);
    if (code) {
        work->code = code;
        cli_texts_add(&work->failed, cli_copy(path));
        return;
    }
    work->done++;
    message = insights_record_text(record, INSIGHTS_SUMMARY_MESSAGE);
    cli_say(context, "%s", message ? message : "the guide was read");
    insights_record_free(record);
}

static int finish(import *work)
{
    cli_context *context = work->context;
    cli_buffer names = {0};
    int code = CLI_OK;

    if (work->failed.count == 0)
        return work->code;
    if (work->done == 0)
        return work->failed.count == 1 ? work->code : CLI_FAILURE;
    for (size_t i = 0; i < work->failed.count && i < 10; i++)
        cli_putf(&names, "%s%s", i ? ", " : "", work->failed.items[i]);
    code = cli_complain(
        context, CLI_PARTLY, "partly_done",
        "%zu of %zu files could not be read (%s%s); the others are in %s",
        work->failed.count, work->failed.count + work->done, names.text,
        work->failed.count > 10 ? " …" : "", cli_store_shown(context));
    cli_drop(&names);
    return code;
}

int cli_verb_import(cli_context *context)
{
import work = {context, NULL, {0 }, {0 }, {0 }, 0, CLI_OK };
    int code = CLI_OK;
    int ended = CLI_OK;

    collect(&work);
    code = check_options(&work);
    if (!code)
        code = cli_open(context, CLI_WRITE | CLI_CREATE);
    if (!code && work.files.count)
        work.output = cli_output_new(context, &cli_view_imported, &code);
    for (size_t i = 0; !code && i < work.files.count; i++) {
        if (cli_interrupted())
            code = CLI_INTERRUPTED;
        else
            import_file(&work, work.files.items[i]);
    }
    if (work.output)
        ended = cli_output_end(work.output);
    for (size_t i = 0; !code && i < work.guides.count; i++)
        import_guide(&work, work.guides.items[i]);
    if (code == CLI_INTERRUPTED)
        cli_stopped(
            context,
            "what was read is kept; the same command goes on with the rest");
    if (!code)
        code = finish(&work);
    if (work.done)
        cli_say(context, "kept in %s", cli_store_shown(context));
    cli_texts_free(&work.files);
    cli_texts_free(&work.guides);
    cli_texts_free(&work.failed);
    return code ? code : ended;
}
