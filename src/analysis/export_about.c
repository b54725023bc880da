/* export_about.c - what a workbook says of itself. */
#include "analysis/sheets.h"

#include <insights/base.h>
#include <string.h>

typedef struct about {
    insights__row_callback row;
    void *user;
} about;

static insights_status say(
    const about *self,
    const char *what,
    const char *text,
    int64_t number,
    const char *note,
    insights_error **error)
{
    insights__cell cells[3] = {{INSIGHTS__CELL_NULL, NULL, 0}};

    cells[0].type = INSIGHTS__CELL_TEXT;
    cells[0].text = what;
    insights__cell_text(&cells[1], text);
    if (!text && number >= 0) {
        cells[1].type = INSIGHTS__CELL_NUMBER;
        cells[1].number = number;
    }
    insights__cell_text(&cells[2], note);
    return self->row(self->user, cells, 3, error);
}

static insights_status say_project(
    const about *self,
    insights_study *study,
    insights_error **error)
{
    static const struct {
        const char *what;
        insights_field field;
    } lines[] = {
        {"study", INSIGHTS_PROJECT_NAME},
        {"description", INSIGHTS_PROJECT_DESCRIPTION},
        {"workflow", INSIGHTS_PROJECT_WORKFLOW}};
    insights_record *project = NULL;
    insights_status status =
        insights__study_project_record(study, &project, error);

    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines) && status >= 0; i++) {
        const char *text = insights_record_text(project, lines[i].field);

        if (text && *text)
            status = say(self, lines[i].what, text, -1, NULL, error);
    }
    insights_record_free(project);
    return status;
}

/* What was made how, by whom: as the methods of a report say it. */
static insights_status say_methods(
    const about *self,
    insights_study *study,
    insights_error **error)
{
    static const struct {
        const char *what;
        insights_field field;
    } counts[] = {
        {"suggested", INSIGHTS_METHOD_NOTE_SUGGESTED},
        {"accepted", INSIGHTS_METHOD_NOTE_ACCEPTED},
        {"rejected", INSIGHTS_METHOD_NOTE_REJECTED}};
    insights_cursor *cursor = NULL;
    const insights_record *note = NULL;
    insights_status status = insights_study_methods(study, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &note, error)) == INSIGHTS_OK) {
        const char *actor =
            insights_record_text(note, INSIGHTS_METHOD_NOTE_ACTOR);
        insights__buffer how = INSIGHTS__BUFFER_INIT;
        const char *text = insights_record_text(note, INSIGHTS_METHOD_NOTE_HOW);

        insights__buffer_text_append(&how, text ? text : "");
        if (actor && *actor)
            insights__buffer_format(
                &how, "%sby %s", how.length ? ", " : "", actor);
        for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
            if (insights_record_state(note, counts[i].field) == INSIGHTS_VALUE)
                insights__buffer_format(
                    &how, "%s%lld %s", how.length ? ", " : "",
                    (long long)insights_record_int(note, counts[i].field),
                    counts[i].what);
        status = insights__buffer_check(&how, "a method", error);
        if (status >= 0)
            status =
                say(self, insights_record_text(note, INSIGHTS_METHOD_NOTE_WHAT),
                    NULL,
                    insights_record_state(note, INSIGHTS_METHOD_NOTE_COUNT) ==
                            INSIGHTS_VALUE
                        ? insights_record_int(note, INSIGHTS_METHOD_NOTE_COUNT)
                        : -1,
                    insights__buffer_text(&how), error);
        insights__buffer_free(&how);
        if (status < 0)
            break;
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__about_table(
    insights_study *study,
    const insights__losses *losses,
    insights__row_callback row,
    void *user,
    insights_error **error)
{
    const about self = {row, user};
    insights_status status = say(&self, "what", "value", -1, "how", error);

    if (status >= 0)
        status = say_project(&self, study, error);
    if (status >= 0)
        status =
            say(&self, "written by", "insights " INSIGHTS_VERSION_STRING, -1,
                NULL, error);
    if (status >= 0)
        status = say_methods(&self, study, error);
    for (size_t i = 0; i < losses->list.count && status >= 0; i++)
        status =
            say(&self, losses->list.items[i].what, NULL,
                losses->list.items[i].count, losses->list.items[i].why, error);
    return status;
}
