/*
 * verb_schedule.c - schedule: when expressions fire.
 */
#include "cli/verbs.h"

#include <insights/schedule.h>

#include <stdlib.h>
#include <string.h>

static const cli_column tick_columns[] = {
    {"at", "UTC", CLI_PLAIN, 0},
    {"local", "local", CLI_PLAIN, CLI_BOLD},
    {"zone", "zone", CLI_PLAIN, CLI_DIM},
    {"note", "note", CLI_PLAIN, CLI_WRAP},
    {NULL, NULL, CLI_PLAIN, 0}};
static const cli_view tick_view = {
    tick_columns, NULL, "it never fires within a hundred years"};

/* --- Times in, times out -------------------------------------------------- */

/* Days since 1970-01-01 of a date of the Gregorian calendar. */
static int64_t days_of(int64_t year, int month, int day)
{
    int64_t shifted = year - (month <= 2);
    int64_t era = shifted / 400;
    int64_t of_era = shifted - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

/* "+02:00" or "Z" in minutes; 0: it is neither. */
static int read_offset(const char *text, int *out)
{
    int hours;
    int minutes;
    int used = 0;

    *out = 0;
    if (!*text || strcmp(text, "Z") == 0)
        return 1;
    if ((*text != '+' && *text != '-') ||
        sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &used) != 2 ||
        text[1 + used] || hours > 14 || minutes > 59)
        return 0;
    *out = (hours * 60 + minutes) * (*text == '-' ? -1 : 1);
    return 1;
}

/* A date, with a time and an offset from UTC or not; 0: it is none. */
static int read_time(const char *text, int64_t *out)
{
    int year, month, day, hour = 0, minute = 0, second = 0, offset = 0;
    int used = 0;
    int more = 0;

    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 ||
        year < 1970 || month < 1 || month > 12 || day < 1 || day > 31)
        return 0;
    text += used;
    if (*text == 'T' || *text == ' ') {
        if (sscanf(text + 1, "%2d:%2d%n", &hour, &minute, &more) != 2 ||
            hour < 0 || hour > 23 || minute < 0 || minute > 59)
            return 0;
        text += 1 + more;
        if (*text == ':') {
            if (sscanf(text + 1, "%2d%n", &second, &more) != 1 || second < 0 ||
                second > 59)
                return 0;
            text += 1 + more;
        }
    }
    if (!read_offset(text, &offset))
        return 0;
    *out = ((days_of(year, month, day) * 24 + hour) * 3600 +
            ((int64_t)minute - offset) * 60 + second) *
           1000;
    return 1;
}

/* The instant in place of its milliseconds: UTC is the local time less its
 * distance, so it is reckoned here anew. */
static void show_instant(cli_json *row)
{
    int64_t seconds = cli_json_int(row, "at", 0) / 1000;
    int64_t days = seconds / 86400;
    int64_t era = (days + 719468) / 146097;
    int64_t of_era = days + 719468 - era * 146097;
    int64_t year_of_era =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year =
        of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * of_year + 2) / 153;
    char *text = cli_format(
        "%04lld-%02lld-%02lldT%02lld:%02lld:%02lldZ",
        (long long)(year_of_era + era * 400 + (month >= 10)),
        (long long)(month < 10 ? month + 3 : month - 9),
        (long long)(of_year - (153 * month + 2) / 5 + 1),
        (long long)(seconds / 3600 % 24), (long long)(seconds / 60 % 60),
        (long long)(seconds % 60));

    cli_json_set_text(row, "at", text);
    free(text);
}

/* --- The verb ------------------------------------------------------------- */

static int print_ticks(cli_context *context, insights_cursor *cursor)
{
    const insights_record *record = NULL;
    int code = CLI_OK;
    cli_output *output = cli_output_new(context, &tick_view, &code);
    insights_status status = INSIGHTS_OK;

    while (!code && (status = insights_cursor_next(
                         cursor, &record, &context->error)) == INSIGHTS_OK) {
        cli_json *row = cli_row(context, record);

        if (!row)
            return CLI_FAILURE;
        show_instant(row);
        code = cli_output_json(output, row);
    }
    insights_cursor_free(cursor);
    if (status < 0)
        code = cli_fail(context);
    if (output && !code)
        code = cli_output_end(output);
    return code;
}

static int next(cli_context *context)
{
    insights_schedule_options options = INSIGHTS_SCHEDULE_OPTIONS_INIT;
    const char *from = cli_value(&context->args, "from");
    insights_cursor *cursor = NULL;
    int code = cli_number_option(context, "count", &options.limit);

    if (!code && from && !read_time(from, &options.from))
        code = cli_usage(
            context, "--from '%s' is no time; write 2027-03-28T02:30:00Z",
            from);
    if (code)
        return code;
    options.zone = cli_value(&context->args, "zone");
    options.gap = cli_value(&context->args, "gap");
    options.overlap = cli_value(&context->args, "overlap");
    if (insights_schedule_next(
            context->args.words[1], &options, &cursor, &context->error) < 0)
        return cli_fail(context);
    return print_ticks(context, cursor);
}

int cli_verb_schedule(cli_context *context)
{
    const char *what = context->args.words[0];

    if (strcmp(what, "next") != 0)
        return cli_usage(
            context, "schedule does not know '%s'; it knows next", what);
    if (context->args.count != 2)
        return cli_usage(
            context, "schedule next needs one expression in quotation marks");
    return next(context);
}
