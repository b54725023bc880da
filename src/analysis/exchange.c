/* exchange.c - a study out, in the format that was asked for. */
#include "analysis/exchange.h"

#include "base/alloc.h"
#include "base/options.h"

#include <string.h>

/* --- Losses ------------------------------------------------------------------
 */

void insights__lose(
    insights__losses *losses,
    const char *what,
    const char *why,
    int64_t count)
{
    insights__loss *loss = NULL;

    if (!count)
        return;
    for (size_t i = 0; i < losses->list.count; i++)
        if (strcmp(losses->list.items[i].what, what) == 0 &&
            strcmp(losses->list.items[i].why, why) == 0) {
            losses->list.items[i].count += count;
            return;
        }
    loss = insights__array_add(&losses->list);
    if (!loss) {
        losses->failed = 1;
        return;
    }
    loss->what = insights__strdup(what);
    loss->why = why;
    loss->count = count;
    if (!loss->what) {
        losses->list.count--;
        losses->failed = 1;
    }
}

insights_status insights__losses_set(
    const insights__losses *losses,
    insights_record *summary,
    insights_error **error)
{
    insights__buffer json = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_char(&json, '[');
    for (size_t i = 0; i < losses->list.count; i++) {
        const insights__loss *loss = &losses->list.items[i];

        insights__buffer_text_append(&json, i ? ",{\"what\":" : "{\"what\":");
        insights__buffer_json_string(&json, loss->what, strlen(loss->what));
        insights__buffer_format(
            &json, ",\"count\":%lld,\"why\":", (long long)loss->count);
        insights__buffer_json_string(&json, loss->why, strlen(loss->why));
        insights__buffer_char(&json, '}');
    }
    insights__buffer_char(&json, ']');
    status = losses->failed ? insights__fail_nomem(error)
                            : insights__buffer_check(&json, "losses", error);
    if (status >= 0)
        insights_record_set_text(
            summary, INSIGHTS_SUMMARY_LOSSES, insights__buffer_text(&json));
    if (status >= 0)
        status = insights_record_check(summary, error);
    insights__buffer_free(&json);
    return status;
}

void insights__losses_free(insights__losses *losses)
{
    for (size_t i = 0; i < losses->list.count; i++)
        insights__free(losses->list.items[i].what);
    insights__array_free(&losses->list);
}

/* --- Cells -------------------------------------------------------------------
 */

void insights__cell_text(insights__cell *cell, const char *text)
{
    cell->type = text ? INSIGHTS__CELL_TEXT : INSIGHTS__CELL_NULL;
    cell->text = text;
}

void insights__clock_text(int64_t ms, char out[INSIGHTS__CLOCK_TEXT])
{
    int64_t seconds = ms / 1000;
    char digits[INSIGHTS__CLOCK_TEXT];
    size_t count = 0;
    int64_t hours = seconds / 3600;
    size_t at = 0;

    do {
        digits[count++] = (char)('0' + hours % 10);
        hours /= 10;
    } while (hours || count < 2);
    while (count)
        out[at++] = digits[--count];
    out[at++] = ':';
    out[at++] = (char)('0' + seconds / 600 % 6);
    out[at++] = (char)('0' + seconds / 60 % 10);
    out[at++] = ':';
    out[at++] = (char)('0' + seconds / 10 % 6);
    out[at++] = (char)('0' + seconds % 10);
    out[at] = '\0';
}

/* --- Out ---------------------------------------------------------------------
 */

insights_status insights__export_put(
    const insights__export *out,
    const char *bytes,
    size_t length,
    insights_error **error)
{
    if (length && out->write(bytes, length, out->user) != 0)
        return insights__fail(
            error, INSIGHTS_E_IO, "what receives the export refused to go on");
    return INSIGHTS_OK;
}

static int is_target(const char *name)
{
    static const char *const names[] = {
        "maxqda", "nvivo", "atlas", "qualcoder"};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(names[i], name) == 0)
            return 1;
    return 0;
}

static insights_status check(
    const insights_export_options *options,
    insights_error **error)
{
    const char *format = options->format;
    const uint32_t known =
        INSIGHTS_EXPORT_EXCEL | INSIGHTS_EXPORT_INCLUDE_SUGGESTED;

    if (!format)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "an export needs a format: csv, xlsx or qdc");
    if (options->flags & ~known)
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED, "unknown flags %u of an export",
            (unsigned)options->flags);
    if (options->target && strcmp(format, "qdc") != 0)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is a program for codebooks (qdc), not for %s",
            options->target, format);
    if (options->target && !is_target(options->target))
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "unknown program '%s'; maxqda, nvivo, atlas or qualcoder",
            options->target);
    if ((options->kind || (options->flags & INSIGHTS_EXPORT_EXCEL)) &&
        strcmp(format, "csv") != 0)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a kind, and cells for spreadsheets, are for csv, not for %s",
            format);
    if (options->kind && (!insights_kind_stored(options->kind) ||
                          options->kind == INSIGHTS_ACCOUNT))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "kind %u is none whose records a study has",
            (unsigned)options->kind);
    return INSIGHTS_OK;
}

static insights_status run(insights__export *out, insights_error **error)
{
    if (strcmp(out->options.format, "csv") == 0)
        return insights__export_csv(out, error);
    if (strcmp(out->options.format, "xlsx") == 0)
        return insights__export_xlsx(out, error);
    if (strcmp(out->options.format, "qdc") == 0)
        return insights__export_qdc(out, error);
    return insights__fail(
        error, INSIGHTS_E_UNSUPPORTED,
        "unknown format '%s' of an export; csv, xlsx or qdc",
        out->options.format);
}

static insights_status tell(
    const insights__export *self,
    insights_record **out,
    insights_error **error)
{
    insights__counts counts = {self->count, 0, 0};
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_record *summary = NULL;
    insights_status status;

    insights__buffer_format(
        &line, "wrote %lld %s", (long long)self->count, self->noun);
    status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__summary(
            &counts, NULL, NULL, insights__buffer_text(&line), &summary, error);
    if (status >= 0)
        status = insights__losses_set(&self->losses, summary, error);
    insights__buffer_free(&line);
    if (status < 0) {
        insights_record_free(summary);
        return status;
    }
    *out = summary;
    return INSIGHTS_OK;
}

insights_status insights_study_export(
    insights_study *study,
    const insights_export_options *options,
    insights_write_callback write,
    void *user,
    insights_record **out,
    insights_error **error)
{
    insights__export self;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !options || !write || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "study, options, write and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.write = write;
    self.user = user;
    self.noun = "rows";
    status = insights__options_read(
        &self.options, sizeof(self.options), options, error);
    if (status >= 0)
        status = check(&self.options, error);
    if (status >= 0)
        status = run(&self, error);
    if (status >= 0)
        status = tell(&self, out, error);
    insights__losses_free(&self.losses);
    return status;
}
