/* codes_tree.c - rename, move and merge codes. */
#include "analysis/codes.h"

#include <string.h>

typedef struct moving {
    insights__unit unit;
    insights__record_list codes;
    insights__counts counts;
} moving;

static insights_status open_moving(
    moving *self,
    insights_study *study,
    const char *verb,
    insights_error **error)
{
    insights_status status;

    memset(self, 0, sizeof(*self));
    status = insights__unit_begin(
        &self->unit, study, INSIGHTS__ANYBODY, verb, error);
    return status < 0 ? status
                      : insights__codes_load(study, &self->codes, error);
}

static insights_status close_moving(
    moving *self,
    insights_status status,
    const insights__buffer *line,
    insights_record **out,
    insights_error **error)
{
    if (status >= 0)
        status = insights__buffer_check(line, "the summary", error);
    if (status >= 0)
        status = insights__unit_finish(
            &self->unit, &self->counts, NULL, insights__buffer_text(line), out,
            error);
    insights__record_list_free(&self->codes);
    insights__unit_free(&self->unit);
    return status;
}

/* --- Rename and move ---------------------------------------------------------
 */

/* Give a code another path; what lies below moves with it. `to` is the path
 * that takes the place of `from`. */
static insights_status move_code(
    moving *self,
    const insights_record *code,
    const char *from,
    const char *to,
    const char *name,
    const char *parent_id,
    insights_error **error)
{
    insights__buffer path = INSIGHTS__BUFFER_INIT;
    insights_record *edited = NULL;
    const char *own = insights_record_text(code, INSIGHTS_CODE_PATH);
    insights_status status = insights_record_edit(code, &edited, error);

    if (status < 0)
        return status;
    insights__buffer_format(&path, "%s%s", to, own + strlen(from));
    status = insights__buffer_check(&path, "a path", error);
    if (status >= 0) {
        insights_record_set_text(
            edited, INSIGHTS_CODE_PATH, insights__buffer_text(&path));
        if (name) {
            insights_record_set_text(edited, INSIGHTS_CODE_NAME, name);
            insights_record_set_text(
                edited, INSIGHTS_CODE_PARENT_ID, parent_id);
        }
        status = insights__unit_save(&self->unit, edited, code, 0, error);
        self->counts.done++;
    }
    insights__buffer_free(&path);
    insights_record_free(edited);
    return status;
}

static insights_status move_tree(
    moving *self,
    const insights_record *code,
    const char *to,
    const char *name,
    const char *parent_id,
    insights_error **error)
{
    const char *from = insights_record_text(code, INSIGHTS_CODE_PATH);
    size_t count = self->codes.count;
    insights_status status =
        move_code(self, code, from, to, name, parent_id, error);

    for (size_t i = 0; i < count && status >= 0; i++) {
        const insights_record *each = self->codes.items[i];

        if (each != code &&
            !insights__unit_touched(&self->unit, insights_record_id(each)) &&
            insights__code_within(
                insights_record_text(each, INSIGHTS_CODE_PATH), from))
            status = move_code(self, each, from, to, NULL, NULL, error);
    }
    return status;
}

/* Whether a code may move to `path`. */
static insights_status check_move(
    const moving *self,
    const insights_record *code,
    const char *path,
    insights_error **error)
{
    const char *from = insights_record_text(code, INSIGHTS_CODE_PATH);

    if (insights_record_int(code, INSIGHTS_CODE_IS_SYSTEM))
        return insights__fail(
            error, INSIGHTS_E_DENIED,
            "'%s' is one of the kinds that the library brings: it keeps its "
            "name; make a code of your own below it",
            from);
    if (strcmp(from, path) != 0 && insights__code_within(path, from))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "'%s' cannot move below itself", from);
    for (size_t i = 0; i < self->codes.count; i++)
        if (self->codes.items[i] != code &&
            insights__text_is(self->codes.items[i], INSIGHTS_CODE_PATH, path))
            return insights__fail(
                error, INSIGHTS_E_EXISTS,
                "there is a code '%s' already; merge them to make them one",
                path);
    return INSIGHTS_OK;
}

static insights_status rename_code(
    moving *self,
    const insights_record *code,
    const char *path,
    insights_error **error)
{
    const char *cut = NULL;
    const char *name = path;
    const char *at = path;
    const insights_record *parent = NULL;
    insights__buffer above = INSIGHTS__BUFFER_INIT;
    insights_status status;

    while ((at = strstr(at, " / ")) != NULL) {
        cut = at;
        name = at += 3;
    }
    status = check_move(self, code, path, error);
    if (status >= 0 && !*name)
        status = insights__fail(
            error, INSIGHTS_E_INVALID, "'%s' ends without a name", path);
    if (status >= 0 && cut) {
        insights__buffer_append(&above, path, (size_t)(cut - path));
        status = insights__buffer_check(&above, "a path", error);
        if (status >= 0)
            status = insights__codes_ensure(
                &self->unit, &self->codes, insights__buffer_text(&above), NULL,
                &parent, NULL, error);
    }
    insights__buffer_free(&above);
    return status < 0 ? status
                      : move_tree(
                            self, code, path, name,
                            parent ? insights_record_id(parent) : NULL, error);
}

insights_status insights_study_code_rename(
    insights_study *study,
    const char *code,
    const char *path,
    insights_record **out,
    insights_error **error)
{
    moving self;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    const insights_record *meant = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !code || !path || !*path || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "study, code, path and out are required");
    status = open_moving(&self, study, "rename_code", error);
    if (status >= 0)
        status = insights__codes_need(&self.codes, code, &meant, error);
    if (status >= 0) {
        insights__buffer_format(
            &line, "code '%s' is now '%s'",
            insights_record_text(meant, INSIGHTS_CODE_PATH), path);
        if (insights__text_is(meant, INSIGHTS_CODE_PATH, path))
            self.counts.unchanged++;
        else
            status = rename_code(&self, meant, path, error);
    }
    status = close_moving(&self, status, &line, out, error);
    insights__buffer_free(&line);
    return status;
}

/* --- Merge -------------------------------------------------------------------
 */

static int is_doubled(
    const insights__record_list *there,
    const insights_record *coding)
{
    for (size_t i = 0; i < there->count; i++)
        if (insights__text_is(
                there->items[i], INSIGHTS_CODING_EVIDENCE_ID,
                insights_record_text(coding, INSIGHTS_CODING_EVIDENCE_ID)) &&
            insights__text_is(
                there->items[i], INSIGHTS_CODING_ACTOR_ID,
                insights_record_text(coding, INSIGHTS_CODING_ACTOR_ID)))
            return 1;
    return 0;
}

static insights_status move_codings(
    moving *self,
    const char *from,
    const char *to,
    insights_error **error)
{
    insights__record_list here = INSIGHTS__ARRAY_INIT;
    insights__record_list there = INSIGHTS__ARRAY_INIT;
    insights_study *study = self->unit.study;
    insights_status status = insights__study_load_by(
        study, INSIGHTS_CODING, INSIGHTS_CODING_CODE_ID, from, &here, error);

    if (status >= 0)
        status = insights__study_load_by(
            study, INSIGHTS_CODING, INSIGHTS_CODING_CODE_ID, to, &there, error);
    for (size_t i = 0; i < here.count && status >= 0; i++) {
        insights_record *edited = NULL;

        if (is_doubled(&there, here.items[i])) {
            status = insights__unit_delete(&self->unit, here.items[i], error);
            self->counts.unchanged++;
            continue;
        }
        status = insights_record_edit(here.items[i], &edited, error);
        if (status >= 0) {
            insights_record_set_text(edited, INSIGHTS_CODING_CODE_ID, to);
            status = insights__unit_save(
                &self->unit, edited, here.items[i], 0, error);
            self->counts.done++;
        }
        insights_record_free(edited);
    }
    insights__record_list_free(&here);
    insights__record_list_free(&there);
    return status;
}

static insights_record *child_called(
    const moving *self,
    const char *parent_id,
    const char *name)
{
    for (size_t i = 0; i < self->codes.count; i++)
        if (insights__text_is(
                self->codes.items[i], INSIGHTS_CODE_PARENT_ID, parent_id) &&
            insights__text_is(self->codes.items[i], INSIGHTS_CODE_NAME, name))
            return self->codes.items[i];
    return NULL;
}

static insights_status merge(
    moving *self,
    const insights_record *from,
    const insights_record *into,
    insights_error **error);

/* Children move below the other code; those it has too are merged. */
static insights_status move_children(
    moving *self,
    const insights_record *from,
    const insights_record *into,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->codes.count && status >= 0; i++) {
        const insights_record *child = self->codes.items[i];
        const char *name = insights_record_text(child, INSIGHTS_CODE_NAME);
        insights__buffer path = INSIGHTS__BUFFER_INIT;
        const insights_record *same;

        if (!insights__text_is(
                child, INSIGHTS_CODE_PARENT_ID, insights_record_id(from)))
            continue;
        same = child_called(self, insights_record_id(into), name);
        if (same) {
            status = merge(self, child, same, error);
            continue;
        }
        insights__buffer_format(
            &path, "%s / %s", insights_record_text(into, INSIGHTS_CODE_PATH),
            name);
        status = insights__buffer_check(&path, "a path", error);
        if (status >= 0)
            status = move_tree(
                self, child, insights__buffer_text(&path), name,
                insights_record_id(into), error);
        insights__buffer_free(&path);
    }
    return status;
}

static insights_status merge(
    moving *self,
    const insights_record *from,
    const insights_record *into,
    insights_error **error)
{
    insights_status status = move_codings(
        self, insights_record_id(from), insights_record_id(into), error);

    if (status >= 0)
        status = move_children(self, from, into, error);
    return status < 0 ? status
                      : insights__unit_delete(&self->unit, from, error);
}

insights_status insights_study_code_merge(
    insights_study *study,
    const char *code,
    const char *into,
    insights_record **out,
    insights_error **error)
{
    moving self;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    const insights_record *from = NULL;
    const insights_record *to = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !code || !into || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "study, code, into and out are required");
    status = open_moving(&self, study, "merge_codes", error);
    if (status >= 0)
        status = insights__codes_need(&self.codes, code, &from, error);
    if (status >= 0)
        status = insights__codes_need(&self.codes, into, &to, error);
    if (status >= 0 && from == to)
        status = insights__fail(
            error, INSIGHTS_E_INVALID, "'%s' cannot be merged with itself",
            code);
    if (status >= 0 && insights_record_int(from, INSIGHTS_CODE_IS_SYSTEM))
        status = insights__fail(
            error, INSIGHTS_E_DENIED,
            "'%s' is one of the kinds that the library brings: it stays", code);
    if (status >= 0 && insights__code_within(
                           insights_record_text(to, INSIGHTS_CODE_PATH),
                           insights_record_text(from, INSIGHTS_CODE_PATH)))
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' lies below '%s': merge it the other way", into, code);
    if (status >= 0) {
        insights__buffer_format(
            &line, "merged code '%s' into '%s'",
            insights_record_text(from, INSIGHTS_CODE_PATH),
            insights_record_text(to, INSIGHTS_CODE_PATH));
        status = merge(&self, from, to, error);
    }
    status = close_moving(&self, status, &line, out, error);
    insights__buffer_free(&line);
    return status;
}
