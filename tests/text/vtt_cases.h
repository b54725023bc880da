/* vtt_cases.h - runs the WebVTT parser over the public test cases.
 *
 * Shared by the test, which demands all of them, and the quality program,
 * which counts. What a case says about regions is left out.
 */
#ifndef INSIGHTS_TESTS_TEXT_VTT_CASES_H
#define INSIGHTS_TESTS_TEXT_VTT_CASES_H

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "text/cue.h"
#include "text/vtt.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Plain copies of all cues of a file. */
typedef struct vtt_cues {
    struct {
        insights__vtt_cue cue;
        char *id;
        char *text;
    } * items;
    size_t count;
    int failed;
} vtt_cues;

static inline void vtt_cues_read(vtt_cues *cues, insights__source *source)
{
    insights__vtt vtt;
    insights_status status = insights__vtt_open(&vtt, source, NULL);

    memset(cues, 0, sizeof(*cues));
    cues->failed = status < 0;
    while (status >= 0 && status != INSIGHTS_DONE) {
        status = insights__vtt_next(&vtt, NULL);
        if (status != INSIGHTS_OK)
            break;
        cues->items =
            realloc(cues->items, (cues->count + 1) * sizeof(*cues->items));
        cues->items[cues->count].cue = vtt.cue;
        cues->items[cues->count].id =
            insights__strdup(insights__buffer_text(&vtt.cue.id));
        cues->items[cues->count].text =
            insights__strdup(insights__buffer_text(&vtt.cue.text));
        cues->count++;
    }
    insights__vtt_close(&vtt);
}

static inline void vtt_cues_free(vtt_cues *cues)
{
    size_t i;

    for (i = 0; i < cues->count; i++) {
        insights__free(cues->items[i].id);
        insights__free(cues->items[i].text);
    }
    free(cues->items);
}

static inline int vtt_cues_of_file(vtt_cues *cues, const char *path)
{
    insights__source source;

    if (insights__source_open_file(&source, path, NULL, NULL, NULL) < 0)
        return 0;
    vtt_cues_read(cues, &source);
    insights__source_close(&source);
    return 1;
}

/* A property of a cue as the DOM names it. */
static inline json_t *vtt_property(
    const vtt_cues *cues,
    size_t at,
    const char *name)
{
    const insights__vtt_cue *cue = &cues->items[at].cue;

    if (!strcmp(name, "id"))
        return json_string(cues->items[at].id);
    if (!strcmp(name, "text"))
        return json_string(cues->items[at].text);
    if (!strcmp(name, "startTime"))
        return json_real((double)cue->start_ms / 1000);
    if (!strcmp(name, "endTime"))
        return json_real((double)cue->end_ms / 1000);
    if (!strcmp(name, "vertical"))
        return json_string(cue->vertical);
    if (!strcmp(name, "align"))
        return json_string(cue->align);
    if (!strcmp(name, "line"))
        return cue->line_auto ? json_string("auto") : json_real(cue->line);
    if (!strcmp(name, "lineAlign"))
        return json_string(cue->line_align);
    if (!strcmp(name, "position"))
        return cue->position_auto ? json_string("auto")
                                  : json_real(cue->position);
    if (!strcmp(name, "positionAlign"))
        return json_string(cue->position_align);
    if (!strcmp(name, "size"))
        return json_real(cue->size);
    if (!strcmp(name, "snapToLines"))
        return json_boolean(cue->snap_to_lines);
    return NULL;
}

static inline int vtt_equal(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b)) {
        double x = json_number_value(a);
        double y = json_number_value(b);

        return x == y || fabs(x - y) <= fabs(y) * 1e-15;
    }
    return json_equal(a, b);
}

/* The value of {"path": "cues[3].align"}: new, or NULL: of a region. */
static inline json_t *vtt_path(const vtt_cues *cues, const char *path)
{
    size_t at = 0;
    int used = 0;

    if (!strcmp(path, "cues.length"))
        return json_integer((json_int_t)cues->count);
    if (sscanf(path, "cues[%zu].%n", &at, &used) != 1 || !used)
        return NULL;
    if (at >= cues->count)
        return json_string("(no such cue)");
    return vtt_property(cues, at, path + used);
}

static inline int vtt_assert(const vtt_cues *cues, json_t *assertion)
{
    const char *op = json_string_value(json_object_get(assertion, "op"));
    json_t *args = json_object_get(assertion, "args");
    json_t *first = json_array_get(args, 0);
    json_t *value;
    int ok;

    if (!json_is_object(first))
        return 1;
    value = vtt_path(cues, json_string_value(json_object_get(first, "path")));
    if (!value)
        return 1;
    if (!strcmp(op, "true"))
        ok = json_is_true(value);
    else if (!strcmp(op, "false"))
        ok = json_is_false(value);
    else
        ok = vtt_equal(value, json_array_get(args, 1)) ==
             (strcmp(op, "equals") == 0);
    json_decref(value);
    return ok;
}

/* The older names of vtt.js for what the standard calls otherwise now. */
static inline json_t *vtt_old_name(
    const vtt_cues *cues,
    size_t at,
    const char *name)
{
    const insights__vtt_cue *cue = &cues->items[at].cue;
    const char *value = cue->position_align;

    if (!strcmp(name, "align") && !strcmp(cue->align, "center"))
        return json_string("middle");
    if (strcmp(name, "positionAlign") != 0)
        return vtt_property(cues, at, name);
    if (!strcmp(value, "auto"))
        value = cue->align;
    if (!strcmp(value, "line-left") || !strcmp(value, "left"))
        value = "start";
    else if (!strcmp(value, "line-right") || !strcmp(value, "right"))
        value = "end";
    else if (!strcmp(value, "center"))
        value = "middle";
    return json_string(value);
}

static inline int vtt_expected(
    const vtt_cues *cues,
    json_t *expected,
    char *why)
{
    json_t *list = json_object_get(expected, "cues");
    size_t at;

    if (json_array_size(list) != cues->count) {
        sprintf(why, "%zu cues", cues->count);
        return 0;
    }
    for (at = 0; at < cues->count; at++) {
        const char *key;
        json_t *value;

        json_object_foreach(json_array_get(list, at), key, value)
        {
            json_t *got = vtt_old_name(cues, at, key);
            int ok = !got || vtt_equal(got, value);

            json_decref(got);
            if (!ok) {
                sprintf(why, "cue %zu: %s", at, key);
                return 0;
            }
        }
    }
    return 1;
}

/* --- Trees ---------------------------------------------------------------- */

static inline void vtt_escape(
    insights__buffer *out,
    const char *text,
    size_t length)
{
    size_t at = 0;

    while (at < length) {
        uint32_t code_point = 0;
        size_t size =
            insights__utf8_decode(text + at, length - at, &code_point);

        if (code_point == 0 || code_point == '\n')
            insights__buffer_text_append(out, "\\n");
        else if (code_point < 0x80)
            insights__buffer_char(out, (char)code_point);
        else
            insights__buffer_format(out, "\\u%04X", (unsigned)code_point);
        at += size ? size : 1;
    }
}

static inline void vtt_attribute(
    insights__buffer *out,
    size_t depth,
    const char *name,
    const char *text,
    size_t length)
{
    insights__buffer_format(out, "| %*s%s=\"", (int)(2 * depth), "", name);
    vtt_escape(out, text, length);
    insights__buffer_text_append(out, "\"\n");
}

static inline void vtt_dump(
    insights__buffer *out,
    const insights__cue_tree *tree)
{
    static const char *const names[] = {"",  "",     "",   "span", "i",   "b",
                                        "u", "ruby", "rt", "span", "span"};
    const char *text = insights__buffer_text(&tree->text);
    size_t i;

    for (i = 1; i < tree->nodes.count; i++) {
        const insights__cue_node *node = &tree->nodes.items[i];
        size_t depth = 0;
        size_t up = node->parent;

        for (; up; up = tree->nodes.items[up].parent)
            depth++;
        insights__buffer_format(out, "| %*s", (int)(2 * depth), "");
        if (node->kind == INSIGHTS__CUE_TEXT) {
            insights__buffer_char(out, '"');
            vtt_escape(out, text + node->text, node->length);
            insights__buffer_text_append(out, "\"\n");
            continue;
        }
        if (node->kind == INSIGHTS__CUE_TIMESTAMP) {
            insights__buffer_format(
                out, "<?timestamp %02d:%02d:%02d.%03d>\n",
                (int)(node->time_ms / 3600000),
                (int)(node->time_ms / 60000 % 60),
                (int)(node->time_ms / 1000 % 60), (int)(node->time_ms % 1000));
            continue;
        }
        insights__buffer_format(out, "<%s>\n", names[node->kind]);
        if (node->classes_length)
            vtt_attribute(
                out, depth + 1, "class", text + node->classes,
                node->classes_length);
        if (node->kind == INSIGHTS__CUE_VOICE)
            vtt_attribute(
                out, depth + 1, "title", text + node->text, node->length);
        if (node->kind == INSIGHTS__CUE_LANG)
            vtt_attribute(
                out, depth + 1, "lang", text + node->text, node->length);
    }
}

static inline int vtt_tree_case(json_t *test, char *why)
{
    json_t *input = json_object_get(test, "input");
    insights__buffer file = INSIGHTS__BUFFER_INIT;
    insights__buffer dump = INSIGHTS__BUFFER_INIT;
    insights__cue_tree tree = INSIGHTS__CUE_TREE_INIT;
    insights__source source;
    vtt_cues cues;
    int ok;

    insights__buffer_text_append(&file, "WEBVTT\n\n00:00.000 --> 00:01.000\n");
    insights__buffer_append(
        &file, json_string_value(input), json_string_length(input));
    insights__source_open_memory(
        &source, file.data, file.length, NULL, NULL, NULL);
    vtt_cues_read(&cues, &source);
    insights__source_close(&source);
    if (cues.count) {
        insights__cue_parse(
            &tree, cues.items[0].text, strlen(cues.items[0].text), NULL);
        vtt_dump(&dump, &tree);
    }
    if (dump.length)
        insights__buffer_truncate(&dump, dump.length - 1);
    ok = !strcmp(
        insights__buffer_text(&dump),
        json_string_value(json_object_get(test, "tree")));
    if (!ok)
        sprintf(why, "%.300s", insights__buffer_text(&dump));
    insights__cue_tree_free(&tree);
    insights__buffer_free(&dump);
    insights__buffer_free(&file);
    vtt_cues_free(&cues);
    return ok;
}

/* Run a case; `folder` is where its files are, `why` has 400 bytes. */
static inline int vtt_case(const char *folder, json_t *test, char *why)
{
    const char *file = json_string_value(json_object_get(test, "vtt"));
    json_t *asserts = json_object_get(test, "asserts");
    json_t *expected;
    json_t *assertion;
    char path[1200];
    vtt_cues cues;
    size_t at;
    int ok = 1;

    why[0] = '\0';
    if (!file)
        return vtt_tree_case(test, why);
    snprintf(path, sizeof(path), "%s/%s", folder, file);
    if (!vtt_cues_of_file(&cues, path)) {
        sprintf(why, "no such file");
        return 0;
    }
    if (json_object_get(test, "must_fail")) {
        ok = cues.failed;
    } else if (asserts) {
        json_array_foreach(
            asserts, at, assertion) if (ok && !vtt_assert(&cues, assertion))
        {
            ok = 0;
            sprintf(why, "assertion %zu", at);
        }
    } else {
        snprintf(
            path, sizeof(path), "%s/%s", folder,
            json_string_value(json_object_get(test, "expected_file")));
        expected = json_load_file(path, JSON_DECODE_INT_AS_REAL, NULL);
        ok = expected && vtt_expected(&cues, expected, why);
        json_decref(expected);
    }
    vtt_cues_free(&cues);
    return ok;
}

/* Whether a case contradicts the standard, which lets cues follow the
 * signature without a blank line. */
static inline int vtt_case_is_outdated(json_t *test)
{
    const char *name = json_string_value(json_object_get(test, "name"));

    return !strcmp(name, "file-layout/header-no-new-line.vtt");
}

/* Whether a case is about regions or style sheets. */
static inline int vtt_case_is_other(json_t *test)
{
    const char *name = json_string_value(json_object_get(test, "name"));

    return strstr(name, "region") || strstr(name, "stylesheet");
}

#endif
