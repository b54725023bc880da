/*
 * output.c - rows out, in the form that was asked for.
 *
 * One way for all kinds: a record becomes a row of JSON, a view says which of
 * its members are columns. A terminal gets a table, a pipe gets TSV without a
 * header, in which tab, newline, return and backslash are written \t \n \r \\.
 * --json gives the rows themselves, one a line.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef enum cli_form {
    FORM_TABLE,
    FORM_TSV,
    FORM_JSON,
    FORM_CSV,
    FORM_MARKDOWN
} cli_form;

struct cli_output {
    cli_context *context;
    const cli_view *view;
    cli_form form;
    FILE *file;
    const char *path; /* with -o */
    cli_json **rows;  /* of a table without blocks */
    size_t kept;
    cli_json *last;
    size_t count;
    cli_texts fields;   /* of --json=… */
    cli_view *own_view; /* made of the first row */
    int code;
};

int cli_wants_rows(const cli_context *context)
{
    const cli_args *args = &context->args;

    return cli_has(args, "json") || cli_has(args, "csv") ||
           cli_has(args, "md") || cli_has(args, "output");
}

static int form_of_file(cli_output *output)
{
    static const struct {
        const char *ending;
        cli_form form;
    } forms[] = {
        {".csv", FORM_CSV},   {".md", FORM_MARKDOWN}, {".jsonl", FORM_JSON},
        {".json", FORM_JSON}, {".tsv", FORM_TSV},
    };

    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        if (cli_ends(output->path, forms[i].ending)) {
            output->form = forms[i].form;
            return CLI_OK;
        }
    return cli_usage(
        output->context,
        "%s: the ending says the format, and it is none of .csv .md .jsonl "
        ".tsv",
        output->path);
}

static void split_fields(cli_output *output, const char *fields)
{
    while (fields && *fields) {
        size_t length = strcspn(fields, ",");

        if (length)
            cli_texts_add(&output->fields, cli_copy_bytes(fields, length));
        fields += length + (fields[length] == ',');
    }
}

static int choose(cli_output *output)
{
    const cli_args *args = &output->context->args;

    output->form = output->context->screen.is_terminal ? FORM_TABLE : FORM_TSV;
    if (args->verb && (args->verb->flags & CLI_LISTS))
        output->path = cli_value(args, "output");
    if (output->path && form_of_file(output))
        return CLI_USAGE;
    if (cli_has(args, "csv"))
        output->form = FORM_CSV;
    if (cli_has(args, "md"))
        output->form = FORM_MARKDOWN;
    if (cli_has(args, "json"))
        output->form = FORM_JSON;
    split_fields(output, cli_value(args, "json"));
    output->file = stdout;
    if (output->path)
        output->file = fopen(output->path, "wb");
    if (!output->file)
        return cli_complain(
            output->context, CLI_FAILURE, "io", "%s: %s", output->path,
            strerror(errno));
    /* A spreadsheet takes a file for UTF-8 when it begins so. */
    if (output->path && output->form == FORM_CSV)
        fputs("\xef\xbb\xbf", output->file);
    return CLI_OK;
}

static void put_csv(cli_output *output, const char *text)
{
    FILE *file = output->file;
    int guard = *text && strchr("=+-@\t\r", *text) != NULL;

    /* In a file for a spreadsheet nothing may be taken for a formula. */
    guard =
        guard && output->path && text[strspn(text, "+-.,0123456789")] != '\0';
    if (!guard && !strpbrk(text, ",\"\r\n")) {
        fputs(text, file);
        return;
    }
    fputs(guard ? "\"'" : "\"", file);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    fputc('"', file);
}

static void put_escaped(FILE *file, const char *text, cli_form form)
{
    for (; *text; text++) {
        if (form == FORM_MARKDOWN && *text == '|')
            fputs("\\|", file);
        else if (form == FORM_MARKDOWN && (*text == '\n' || *text == '\r'))
            fputs("<br>", file);
        else if (form == FORM_TSV && *text == '\\')
            fputs("\\\\", file);
        else if (form == FORM_TSV && *text == '\t')
            fputs("\\t", file);
        else if (form == FORM_TSV && *text == '\n')
            fputs("\\n", file);
        else if (form == FORM_TSV && *text == '\r')
            fputs("\\r", file);
        else
            fputc(*text, file);
    }
}

static void put_cells(cli_output *output, const cli_json *row)
{
    FILE *file = output->file;
    const char *separator = "";

    if (output->form == FORM_MARKDOWN)
        fputs("| ", file);
    for (const cli_column *column = output->view->columns; column->path;
         column++) {
        char *cell =
            row ? cli_cell(row, column, 0)
                : cli_copy(*column->title ? column->title : column->path);

        fputs(separator, file);
        if (output->form == FORM_CSV)
            put_csv(output, cell);
        else
            put_escaped(file, cell, output->form);
        separator = output->form == FORM_CSV   ? ","
                    : output->form == FORM_TSV ? "\t"
                                               : " | ";
        free(cell);
    }
    fputs(
        output->form == FORM_MARKDOWN ? " |\n"
        : output->form == FORM_CSV    ? "\r\n"
                                      : "\n",
        file);
}

static void put_header(cli_output *output)
{
    if (output->form != FORM_CSV && output->form != FORM_MARKDOWN)
        return;
    put_cells(output, NULL);
    if (output->form == FORM_CSV)
        return;
    for (const cli_column *column = output->view->columns; column->path;
         column++)
        fputs(column->style == CLI_NUMBER ? "| ---: " : "| --- ", output->file);
    fputs("|\n", output->file);
}

cli_output *cli_output_new(
    cli_context *context,
    const cli_view *view,
    int *code)
{
    cli_output *output = cli_alloc(sizeof(*output));

    output->context = context;
    output->view = view;
    *code = choose(output);
    if (*code) {
        cli_texts_free(&output->fields);
        free(output);
        return NULL;
    }
    /* A view without columns takes those of its first row. */
    if (view->columns)
        put_header(output);
    return output;
}

/* How to show a member that no view knows: by its name. */
static void style_by_name(cli_column *column, cli_json_type type)
{
    const char *name = column->path;

    if (cli_is_bookkeeping(name))
        column->flags |= CLI_HIDDEN;
    if (type == CLI_JSON_TEXT)
        column->flags |= CLI_FLEX;
    if (strcmp(name, "id") == 0 || cli_ends(name, "_id"))
        column->style = CLI_ID;
    else if (cli_ends(name, "_ms") && type == CLI_JSON_NUMBER)
        column->style = CLI_CLOCK;
    else if (
        (cli_ends(name, "_at") || strcmp(name, "at") == 0) &&
        type == CLI_JSON_NUMBER)
        column->style = CLI_AT;
}

/* A view whose columns are the members of a row (of SQL). */
static cli_view *view_of_row(const cli_json *row)
{
    cli_view *view = cli_alloc(sizeof(*view));
    cli_column *columns = cli_alloc((row->count + 1) * sizeof(*columns));

    for (size_t i = 0; i < row->count; i++) {
        columns[i].path = columns[i].title = cli_copy(row->names[i]);
        style_by_name(&columns[i], row->items[i].type);
    }
    view->columns = columns;
    return view;
}

static void free_view(cli_view *view)
{
    if (!view)
        return;
    for (const cli_column *column = view->columns; column->path; column++)
        free((void *)(uintptr_t)column->path);
    free((void *)(uintptr_t)view->columns);
    free(view);
}

static int put_fields(cli_output *output, const cli_json *row)
{
    cli_buffer line = {0};

    cli_put(&line, "{");
    for (size_t i = 0; i < output->fields.count; i++) {
        const char *name = output->fields.items[i];
        const cli_json *found = cli_json_at(row, name);
        const char *near = NULL;

        if (!found) {
            near = cli_nearest(name, row->names, row->count);
            cli_drop(&line);
            return cli_usage(
                output->context,
                near ? "no field '%s' here; did you mean '%s'?"
                     : "no field '%s' here; --json alone shows all%s",
                name, near ? near : "");
        }
        if (i)
            cli_put(&line, ",");
        cli_json_quote(&line, name);
        cli_put(&line, ":");
        cli_json_write(&line, found);
    }
    fprintf(output->file, "%s}\n", line.text);
    cli_drop(&line);
    return CLI_OK;
}

static void put_json(cli_output *output, const cli_json *row)
{
    cli_buffer line = {0};

    if (output->fields.count) {
        output->code = put_fields(output, row);
        return;
    }
    cli_json_write(&line, row);
    fprintf(output->file, "%s\n", line.text);
    cli_drop(&line);
}

int cli_output_json(cli_output *output, cli_json *row)
{
    if (!output->view->columns && output->form != FORM_JSON &&
        !(output->form == FORM_TABLE && output->view->block)) {
        output->own_view = view_of_row(row);
        output->view = output->own_view;
        put_header(output);
    }
    output->count++;
    switch (output->form) {
    case FORM_TABLE:
        if (output->view->block) {
            output->view->block(&output->context->screen, row, output->last);
            break;
        }
        output->rows =
            cli_grow(output->rows, (output->kept + 1) * sizeof(*output->rows));
        output->rows[output->kept++] = row;
        return CLI_OK;
    case FORM_JSON:
        put_json(output, row);
        break;
    case FORM_TSV:
    case FORM_CSV:
    case FORM_MARKDOWN:
        put_cells(output, row);
        break;
    }
    cli_json_free(output->last);
    output->last = row;
    return output->code;
}

int cli_output_text(cli_output *output, const char *json)
{
    cli_json *row = cli_json_read(json, strlen(json));

    if (!row)
        return cli_complain(
            output->context, CLI_FAILURE, "internal", "a row is not JSON");
    return cli_output_json(output, row);
}

cli_json *cli_row(cli_context *context, const insights_record *record)
{
    insights_kind kind = insights_record_kind(record);
    insights_record *copy = NULL;
    insights_field field = 0;
    insights_status status = INSIGHTS_OK;
    char *json = NULL;
    cli_json *row = NULL;

    /* Who reads JSON may count on every member of a computed value. */
    if (!insights_kind_stored(kind)) {
        status = insights_record_edit(record, &copy, &context->error);
        for (size_t i = 0;
             status == INSIGHTS_OK && (field = insights_field_at(kind, i)); i++)
            if (insights_record_state(copy, field) == INSIGHTS_ABSENT)
                status = insights_record_set_null(copy, field);
    }
    if (status == INSIGHTS_OK)
        status = insights_record_to_json(
            copy ? copy : record, &json, &context->error);
    if (status == INSIGHTS_OK)
        row = cli_json_read(json, strlen(json));
    insights_free(json);
    insights_record_free(copy);
    return row;
}

int cli_output_record(cli_output *output, const insights_record *record)
{
    cli_json *row = cli_row(output->context, record);

    return row ? cli_output_json(output, row) : cli_fail(output->context);
}

int cli_output_cursor(cli_output *output, insights_cursor *cursor)
{
    cli_context *context = output->context;
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    int code = CLI_OK;

    while (!code && (status = insights_cursor_next(
                         cursor, &record, &context->error)) == INSIGHTS_OK) {
        code = cli_output_record(output, record);
        if (!code && cli_interrupted())
            code = CLI_INTERRUPTED;
    }
    if (status < 0)
        code = cli_fail(context);
    if (!code && insights_cursor_truncated(cursor))
        cli_say(
            context, "only the first %zu are shown; --limit N gives more",
            output->count);
    return code;
}

size_t cli_output_count(const cli_output *output)
{
    return output->count;
}

int cli_output_end(cli_output *output)
{
    cli_context *context = output->context;
    int code = output->code;

    if (output->form == FORM_TABLE && output->kept)
        cli_table(&context->screen, output->view, output->rows, output->kept);
    if (output->count == 0 && !code && output->view->none)
        cli_say(context, "%s", output->view->none);
    if ((fflush(output->file) != 0 || ferror(output->file)) && !code)
        code = cli_complain(
            context, CLI_FAILURE, "io", "%s: %s",
            output->path ? output->path : "standard output", strerror(errno));
    if (output->path && fclose(output->file) == 0 && !code)
        cli_say(context, "wrote %s", output->path);
    for (size_t i = 0; i < output->kept; i++)
        cli_json_free(output->rows[i]);
    free(output->rows);
    cli_json_free(output->last);
    cli_texts_free(&output->fields);
    free_view(output->own_view);
    free(output);
    return code;
}

int cli_print(
    cli_context *context,
    const cli_view *view,
    insights_status status,
    insights_cursor *cursor)
{
    cli_output *output = NULL;
    int code = CLI_OK;

    if (status < 0) {
        insights_cursor_free(cursor);
        return cli_fail(context);
    }
    output = cli_output_new(context, view, &code);
    if (output) {
        int ended = CLI_OK;

        code = cli_output_cursor(output, cursor);
        ended = cli_output_end(output);
        code = code ? code : ended;
    }
    insights_cursor_free(cursor);
    return code;
}

int cli_print_record(
    cli_context *context,
    const cli_view *view,
    insights_status status,
    insights_record *record)
{
    cli_output *output = NULL;
    int code = CLI_OK;

    if (status < 0)
        return cli_fail(context);
    output = cli_output_new(context, view, &code);
    if (output) {
        int ended = CLI_OK;

        code = cli_output_record(output, record);
        ended = cli_output_end(output);
        code = code ? code : ended;
    }
    insights_record_free(record);
    return code;
}

void cli_say_losses(cli_context *context, const insights_record *summary)
{
    const char *text = insights_record_text(summary, INSIGHTS_SUMMARY_LOSSES);
    cli_json *losses = text ? cli_json_read(text, strlen(text)) : NULL;

    if (losses && losses->count)
        cli_say(context, "not taken along:");
    for (size_t i = 0; losses && i < losses->count; i++)
        cli_say(
            context, "  %lld %s: %s",
            (long long)cli_json_int(&losses->items[i], "count", 0),
            cli_json_text(&losses->items[i], "what"),
            cli_json_text(&losses->items[i], "why"));
    cli_json_free(losses);
}

int cli_print_summary(
    cli_context *context,
    insights_status status,
    insights_record *record,
    const char *done)
{
    const char *message = NULL;
    int code = CLI_OK;

    if (status < 0)
        return cli_fail(context);
    message = insights_record_text(record, INSIGHTS_SUMMARY_MESSAGE);
    if (message || done)
        cli_say(context, "%s", message ? message : done);
    cli_say_losses(context, record);
    if (cli_wants_rows(context))
        return cli_print_record(context, &cli_view_plain, status, record);
    insights_record_free(record);
    return code;
}
