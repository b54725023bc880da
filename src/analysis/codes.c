/* codes.c - the codebook: a tree whose nodes are found by path.
 *
 * Keeps true: a code's path is its parent's path, " / ", its name; paths are
 * unique; moving a code moves what lies below it.
 */
#include "analysis/codes.h"

#include "base/alloc.h"
#include "base/terms.h"
#include "base/utf8.h"

#include <string.h>

#define SEPARATOR " / "
#define SEPARATOR_SIZE 3
#define NAME_MAXIMUM 200

/* The facet kinds, with what they mean. */
static const char *const system_codes[][2] = {
    {"goal", "What somebody wants to reach."},
    {"pain", "What hurts, hinders or costs."},
    {"behavior", "What somebody does, and how often."},
    {"tool", "What somebody works with."},
    {"value", "What matters to somebody."},
    {"requirements", "What has to be so."},
    {"preference", "What somebody would rather have."},
    {"demographic", "Who somebody is: role, age, place, company."},
    {"context", "The circumstances something happens in."},
    {"artifact", "A thing that work makes or uses: a form, a list, a file."},
    {"emotion", "What somebody feels."},
    {"workflow", "The steps in which work is done."},
    {"feature", "What a product does or should do."},
};

insights_status insights__codes_system(
    insights_study *study,
    insights_transaction *transaction,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0;
         i < sizeof(system_codes) / sizeof(*system_codes) && status >= 0; i++) {
        insights_record *code = insights__study_new(study, INSIGHTS_CODE);

        if (!code)
            return insights__fail_nomem(error);
        insights_record_set_text(code, INSIGHTS_CODE_NAME, system_codes[i][0]);
        insights_record_set_text(code, INSIGHTS_CODE_KIND, system_codes[i][0]);
        insights_record_set_text(code, INSIGHTS_CODE_PATH, system_codes[i][0]);
        insights_record_set_text(
            code, INSIGHTS_CODE_DEFINITION, system_codes[i][1]);
        insights_record_set_int(code, INSIGHTS_CODE_IS_SYSTEM, 1);
        insights_record_set_int(code, INSIGHTS_CODE_POSITION, (int64_t)i + 1);
        status = insights_transaction_save(
            transaction, code, INSIGHTS_SAVE_IF_ABSENT, error);
        insights_record_free(code);
    }
    return status;
}

insights_status insights__codes_load(
    insights_study *study,
    insights__record_list *out,
    insights_error **error)
{
    return insights__study_load(
        study, INSIGHTS_CODE, NULL, INSIGHTS_CODE_PATH, out, error);
}

int insights__code_within(const char *path, const char *above)
{
    size_t length = strlen(above);

    return strncmp(path, above, length) == 0 &&
           (!path[length] ||
            strncmp(path + length, SEPARATOR, SEPARATOR_SIZE) == 0);
}

insights_record *insights__record_list_by_id(
    const insights__record_list *list,
    const char *id)
{
    for (size_t i = 0; id && i < list->count; i++)
        if (strcmp(insights_record_id(list->items[i]), id) == 0)
            return list->items[i];
    return NULL;
}

/* --- Finding -----------------------------------------------------------------
 */

typedef int (*meaning)(
    const insights_record *code,
    const char *text,
    int *short_of_memory);

static int by_path(const insights_record *code, const char *text, int *failed)
{
    (void)failed;
    return insights__text_is(code, INSIGHTS_CODE_PATH, text);
}

static int by_name(const insights_record *code, const char *text, int *failed)
{
    (void)failed;
    return insights__text_is(code, INSIGHTS_CODE_NAME, text);
}

/* `text` is folded already. */
static int same_folded(
    const insights_record *code,
    insights_field field,
    const char *text,
    int *failed)
{
    const char *own = insights_record_text(code, field);
    char *folded = insights__terms_fold(own, strlen(own));
    int same = folded && strcmp(folded, text) == 0;

    *failed |= !folded;
    insights__free(folded);
    return same;
}

static int by_folded_path(
    const insights_record *code,
    const char *text,
    int *failed)
{
    return same_folded(code, INSIGHTS_CODE_PATH, text, failed);
}

static int by_folded_name(
    const insights_record *code,
    const char *text,
    int *failed)
{
    return same_folded(code, INSIGHTS_CODE_NAME, text, failed);
}

static int by_id(const insights_record *code, const char *text, int *failed)
{
    static const char prefix[] = "insights://code/";
    const char *id = insights_record_id(code);
    size_t length;

    (void)failed;
    if (strncmp(text, prefix, sizeof(prefix) - 1) == 0)
        text += sizeof(prefix) - 1;
    length = strlen(text);
    return length >= 6 && length <= strlen(id) &&
           (strcmp(id + strlen(id) - length, text) == 0 ||
            strncmp(id, text, length) == 0);
}

static insights_status look(
    const insights__record_list *codes,
    const char *text,
    meaning is_meant,
    const insights_record **out,
    insights_error **error)
{
    int failed = 0;

    *out = NULL;
    for (size_t i = 0; i < codes->count; i++) {
        if (!is_meant(codes->items[i], text, &failed))
            continue;
        if (*out)
            return insights__fail(
                error, INSIGHTS_E_AMBIGUOUS,
                "code '%s' may be '%s' or '%s': give the whole path", text,
                insights_record_text(*out, INSIGHTS_CODE_PATH),
                insights_record_text(codes->items[i], INSIGHTS_CODE_PATH));
        *out = codes->items[i];
    }
    return failed ? insights__fail_nomem(error) : INSIGHTS_OK;
}

insights_status insights__codes_find(
    const insights__record_list *codes,
    const char *text,
    const insights_record **out,
    insights_error **error)
{
    char *folded = NULL;
    insights_status status = look(codes, text, by_path, out, error);

    if (status >= 0 && !*out)
        status = look(codes, text, by_name, out, error);
    if (status < 0 || *out)
        return status;
    folded = insights__terms_fold(text, strlen(text));
    if (!folded)
        return insights__fail_nomem(error);
    status = look(codes, folded, by_folded_path, out, error);
    if (status >= 0 && !*out)
        status = look(codes, folded, by_folded_name, out, error);
    if (status >= 0 && !*out)
        status = look(codes, text, by_id, out, error);
    insights__free(folded);
    return status;
}

insights_status insights__codes_need(
    const insights__record_list *codes,
    const char *text,
    const insights_record **out,
    insights_error **error)
{
    insights_status status = insights__codes_find(codes, text, out, error);

    if (status >= 0 && !*out)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "no code '%s' in the codebook; codes lists what there is", text);
    return status;
}

/* --- Making ------------------------------------------------------------------
 */

/* The next name of a path, trimmed; how far it reaches, the separator in. */
static size_t next_name(const char *path, const char **name, size_t *length)
{
    const char *end = strstr(path, SEPARATOR);
    size_t whole = end ? (size_t)(end - path) + SEPARATOR_SIZE : strlen(path);

    *name = path;
    *length = end ? (size_t)(end - path) : strlen(path);
    while (*length && (**name == ' ' || **name == '\t')) {
        (*name)++;
        (*length)--;
    }
    while (*length && strchr(" \t\r\n", (*name)[*length - 1]))
        (*length)--;
    return whole;
}

static insights_status check_name(
    const char *name,
    size_t length,
    insights_error **error)
{
    if (!length)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a code needs a name; levels are set apart by ' / '");
    if (length > NAME_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "the name of a code has at most %d bytes, not %zu", NAME_MAXIMUM,
            length);
    if (insights__utf8_valid(name, length) != length ||
        memchr(name, '\n', length))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the name of a code must be one line of UTF-8");
    return INSIGHTS_OK;
}

/* Takes `code` over. */
static insights_status make_code(
    insights__unit *unit,
    insights__record_list *codes,
    const insights_record *parent,
    const char *path,
    const char *name,
    insights_record *code,
    insights_error **error)
{
    insights_status status;

    if (!code)
        return insights__fail_nomem(error);
    insights_record_set_text(code, INSIGHTS_CODE_NAME, name);
    insights_record_set_text(code, INSIGHTS_CODE_PATH, path);
    if (parent)
        insights_record_set_text(
            code, INSIGHTS_CODE_PARENT_ID, insights_record_id(parent));
    status = insights__unit_save(unit, code, NULL, 0, error);
    if (status < 0) {
        insights_record_free(code);
        return status;
    }
    return insights__record_list_add(codes, code, error);
}

/* Walk down a path and make what is missing; `last` (may be NULL) becomes its
 * last code, and is taken over. */
static insights_status walk(
    insights__unit *unit,
    insights__record_list *codes,
    const char *path,
    insights_record *last,
    const insights_record **out,
    size_t *made,
    insights_error **error)
{
    const insights_record *found = NULL;
    insights__buffer whole = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    do {
        const insights_record *parent = found;
        const char *name;
        size_t length;
        size_t at;

        path += next_name(path, &name, &length);
        status = check_name(name, length, error);
        if (status < 0)
            break;
        if (whole.length)
            insights__buffer_text_append(&whole, SEPARATOR);
        at = whole.length;
        insights__buffer_append(&whole, name, length);
        status = insights__buffer_check(&whole, "the path", error);
        if (status >= 0)
            status = look(
                codes, insights__buffer_text(&whole), by_path, &found, error);
        if (status >= 0 && !found) {
            insights_record *code =
                *path || !last ? insights__study_new(unit->study, INSIGHTS_CODE)
                               : last;

            if (code == last)
                last = NULL;
            status = make_code(
                unit, codes, parent, insights__buffer_text(&whole),
                insights__buffer_text(&whole) + at, code, error);
            found = code;
            if (made)
                ++*made;
        }
    } while (*path && status >= 0);
    insights__buffer_free(&whole);
    insights_record_free(last);
    *out = status >= 0 ? found : NULL;
    return status;
}

insights_status insights__codes_make(
    insights__unit *unit,
    insights__record_list *codes,
    const char *path,
    insights_record *code,
    insights_error **error)
{
    const insights_record *found = NULL;

    return walk(unit, codes, path, code, &found, NULL, error);
}

insights_status insights__codes_ensure(
    insights__unit *unit,
    insights__record_list *codes,
    const char *path,
    const char *definition,
    const insights_record **out,
    size_t *made,
    insights_error **error)
{
    insights_record *code = insights__study_new(unit->study, INSIGHTS_CODE);

    *out = NULL;
    if (!code)
        return insights__fail_nomem(error);
    if (definition)
        insights_record_set_text(code, INSIGHTS_CODE_DEFINITION, definition);
    return walk(unit, codes, path, code, out, made, error);
}

insights_status insights_study_code_add(
    insights_study *study,
    const char *path,
    const char *definition,
    insights_record **out,
    insights_error **error)
{
    insights__record_list codes = INSIGHTS__ARRAY_INIT;
    insights__unit unit = {0};
    const insights_record *code = NULL;
    insights_record *edited = NULL;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    size_t made = 0;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !path || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, path and out are required");
    status = insights__unit_begin(
        &unit, study, INSIGHTS__ANYBODY, "add_code", error);
    if (status >= 0)
        status = insights__codes_load(study, &codes, error);
    if (status >= 0)
        status = insights__codes_ensure(
            &unit, &codes, path, definition, &code, &made, error);
    if (status >= 0 && !made && definition) {
        status = insights_record_edit(code, &edited, error);
        if (status >= 0) {
            insights_record_set_text(
                edited, INSIGHTS_CODE_DEFINITION, definition);
            status = insights__unit_save(&unit, edited, code, 0, error);
        }
    }
    insights__buffer_format(&line, "code '%s'", path);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__unit_give(
            &unit, INSIGHTS_CODE, insights_record_id(code),
            insights__buffer_text(&line), out, error);
    insights__buffer_free(&line);
    insights_record_free(edited);
    insights__record_list_free(&codes);
    insights__unit_free(&unit);
    return status;
}
