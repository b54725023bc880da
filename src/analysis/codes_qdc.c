/* codes_qdc.c - a codebook from REFI-QDA: what its codes mean here. */
#include "analysis/codes_qdc.h"

#include "base/alloc.h"

#include <string.h>

/* --- Looking up --------------------------------------------------------------
 */

insights_status insights__qdc_note(
    insights__map *map,
    const char *key,
    void *value,
    insights_error **error)
{
    void **slot = insights__map_slot(map, key, strlen(key));

    if (!slot)
        return insights__fail_nomem(error);
    *slot = value;
    return INSIGHTS_OK;
}

insights_status insights__qdc_place(
    insights__buffer *out,
    const char *parent,
    const char *name,
    insights_error **error)
{
    insights__buffer_truncate(out, 0);
    insights__buffer_format(out, "%s\n%s", parent ? parent : "", name);
    return insights__buffer_check(out, "a place", error);
}

static int is_system(const insights_record *code)
{
    return insights_record_int(code, INSIGHTS_CODE_IS_SYSTEM) != 0;
}

static insights_status index_code(
    insights__qdc *self,
    insights_record *code,
    insights_error **error)
{
    const char *given = insights_record_text(code, INSIGHTS_CODE_GUID);
    const char *path = insights_record_text(code, INSIGHTS_CODE_PATH);
    insights__buffer place = INSIGHTS__BUFFER_INIT;
    char guid[INSIGHTS__UUID_TEXT];
    insights_status status = insights__qdc_place(
        &place, insights_record_text(code, INSIGHTS_CODE_PARENT_ID),
        insights_record_text(code, INSIGHTS_CODE_NAME), error);

    if (status >= 0)
        status = insights__qdc_note(self->by_place, place.data, code, error);
    insights__buffer_free(&place);
    if (status >= 0)
        status = insights__qdc_note(self->by_path, path, code, error);
    if (status >= 0 && given && insights__qda_guid(given, guid))
        status = insights__qdc_note(self->by_guid, guid, code, error);
    return status;
}

/* GUIDs that codes came with go before ids of codes. */
static insights_status index_codes(insights__qdc *self, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->codes.count && status >= 0; i++)
        status = index_code(self, self->codes.items[i], error);
    for (size_t i = 0; i < self->codes.count && status >= 0; i++) {
        const char *id = insights_record_id(self->codes.items[i]);

        if (!insights__map_get(self->by_guid, id, strlen(id)))
            status = insights__qdc_note(
                self->by_guid, id, self->codes.items[i], error);
    }
    return status;
}

static int is_claimed(const insights__qdc *self, const insights_record *code)
{
    const char *id = insights_record_id(code);

    return insights__map_get(self->claimed, id, strlen(id)) != NULL;
}

static insights_status claim(
    insights__qdc *self,
    insights__qdc_node *node,
    insights_record *code,
    insights_error **error)
{
    node->standing = code;
    return insights__qdc_note(
        self->claimed, insights_record_id(code), node, error);
}

/* --- By GUID -----------------------------------------------------------------
 */

/* Kinds that the library brings keep their names, so nobody else gets them. */
static insights_status reserve_name(
    insights__qdc *self,
    const insights_record *code,
    insights_error **error)
{
    insights__buffer name = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    insights__buffer_text_append(
        &name, insights_record_text(code, INSIGHTS_CODE_NAME));
    insights__qda_unlike(&name, "", self->names, &status, error);
    insights__buffer_free(&name);
    return status;
}

static insights_status match_guids(insights__qdc *self, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->book.codes.count && status >= 0; i++) {
        insights__qdc_node *node = &self->nodes[i];
        insights_record *code = NULL;

        node->from = &self->book.codes.items[i];
        code = insights__map_get(
            self->by_guid, node->from->guid, strlen(node->from->guid));
        if (!code || is_claimed(self, code))
            continue;
        status = claim(self, node, code, error);
        if (status >= 0 && is_system(code))
            status = reserve_name(self, code, error);
    }
    return status;
}

/* --- By place ----------------------------------------------------------------
 */

static const insights__qdc_node *parent_of(
    const insights__qdc *self,
    const insights__qdc_node *node)
{
    return node->from->parent ? &self->nodes[node->from->parent - 1] : NULL;
}

/* The name as it can be here: clean, and unlike those beside it. */
static insights_status choose_name(
    insights__qdc *self,
    insights__qdc_node *node,
    insights_error **error)
{
    const insights__qdc_node *parent = parent_of(self, node);
    insights__buffer name = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__lose(
        &self->losses, "names of codes",
        "changed: a name is one line of 200 bytes without ' / '",
        insights__qda_name(&name, node->from->name));
    status = insights__buffer_check(&name, "a name", error);
    if (status >= 0 && !name.length)
        status = insights__fail(
            error, INSIGHTS_E_PARSE, "line %zu: the code %s has an empty name",
            node->from->line, node->from->guid);
    if (status >= 0)
        insights__lose(
            &self->losses, "names of codes", "numbered: a sibling has the same",
            insights__qda_unlike(
                &name, parent ? parent->path : "", self->names, &status,
                error));
    if (status >= 0) {
        node->name = insights__buffer_take(&name);
        if (!node->name)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&name);
    return status;
}

/* The code of the study that stands where the node is to stand. */
static insights_status look_there(
    const insights__qdc *self,
    const insights__qdc_node *node,
    insights_record **out,
    insights_error **error)
{
    const insights__qdc_node *parent = parent_of(self, node);
    insights__buffer place = INSIGHTS__BUFFER_INIT;
    insights_status status;

    *out = NULL;
    if (parent && !parent->standing)
        return INSIGHTS_OK;
    status = insights__qdc_place(
        &place, parent ? insights_record_id(parent->standing) : NULL,
        node->name, error);
    if (status >= 0)
        *out = insights__map_get(self->by_place, place.data, place.length);
    insights__buffer_free(&place);
    return status;
}

static insights_status match_place(
    insights__qdc *self,
    insights__qdc_node *node,
    insights_error **error)
{
    insights_record *there = NULL;
    insights_status status = look_there(self, node, &there, error);

    if (status < 0 || !there || there == node->standing ||
        is_claimed(self, there))
        return status;
    if (node->standing) {
        const char *id = insights_record_id(node->standing);

        insights__map_remove(self->claimed, id, strlen(id));
        node->keeps_guid = 1;
        insights__lose(
            &self->losses, "renamings of codes",
            "another code has that name already and was taken instead", 1);
    }
    return claim(self, node, there, error);
}

static insights_status set_path(
    const insights__qdc *self,
    insights__qdc_node *node,
    insights_error **error)
{
    const insights__qdc_node *parent = parent_of(self, node);
    insights__buffer path = INSIGHTS__BUFFER_INIT;
    insights_status status;

    if (parent)
        insights__buffer_format(&path, "%s / ", parent->path);
    insights__buffer_text_append(&path, node->name);
    status = insights__buffer_check(&path, "a path", error);
    if (status >= 0) {
        node->path = insights__buffer_take(&path);
        if (!node->path)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&path);
    return status;
}

/* A kind that the library brings stays what and where it is. */
static insights_status keep_place(
    insights__qdc *self,
    insights__qdc_node *node,
    insights_error **error)
{
    const char *path = insights_record_text(node->standing, INSIGHTS_CODE_PATH);

    insights__lose(
        &self->losses, "names and places of kinds",
        "a kind that the library brings keeps both",
        node->from->parent || strcmp(node->from->name, path) != 0);
    node->name = insights__strdup(path);
    node->path = insights__strdup(path);
    return node->name && node->path ? INSIGHTS_OK : insights__fail_nomem(error);
}

static insights_status settle(
    insights__qdc *self,
    insights__qdc_node *node,
    insights_error **error)
{
    insights_status status;

    if (node->standing && is_system(node->standing))
        return keep_place(self, node, error);
    status = choose_name(self, node, error);
    if (status >= 0)
        status = match_place(self, node, error);
    return status < 0 ? status : set_path(self, node, error);
}

/* --- Positions ---------------------------------------------------------------
 */

/* Whether `a` stands before `b` by what is stored: position, then path. */
static int stands_before(
    const insights__qdc_node *a,
    const insights__qdc_node *b)
{
    int has_a = a->standing &&
                insights_record_state(a->standing, INSIGHTS_CODE_POSITION) ==
                    INSIGHTS_VALUE;
    int has_b = b->standing &&
                insights_record_state(b->standing, INSIGHTS_CODE_POSITION) ==
                    INSIGHTS_VALUE;
    int64_t at_a =
        has_a ? insights_record_int(a->standing, INSIGHTS_CODE_POSITION) : 0;
    int64_t at_b =
        has_b ? insights_record_int(b->standing, INSIGHTS_CODE_POSITION) : 0;

    if (has_a != has_b)
        return has_a;
    if (at_a != at_b)
        return at_a < at_b;
    return strcmp(a->path, b->path) < 0;
}

/* Where the order of the file is not the one that stands, give siblings
 * positions. */
static insights_status order(insights__qdc *self, insights_error **error)
{
    size_t count = self->book.codes.count;
    size_t *last = insights__calloc(count + 1, sizeof(*last));
    int64_t *number = insights__calloc(count + 1, sizeof(*number));
    char *mixed = insights__alloc(count + 1);

    for (size_t i = 0; last && number && mixed && i < count; i++) {
        size_t parent = self->nodes[i].from->parent;

        if (last[parent] &&
            !stands_before(&self->nodes[last[parent] - 1], &self->nodes[i]))
            mixed[parent] = 1;
        last[parent] = i + 1;
    }
    for (size_t i = 0; last && number && mixed && i < count; i++) {
        size_t parent = self->nodes[i].from->parent;

        if (mixed[parent])
            self->nodes[i].position = ++number[parent];
    }
    count = last && number && mixed;
    insights__free(last);
    insights__free(number);
    insights__free(mixed);
    return count ? INSIGHTS_OK : insights__fail_nomem(error);
}

insights_status insights__qdc_match(insights__qdc *self, insights_error **error)
{
    insights_status status = index_codes(self, error);

    if (status >= 0)
        status = match_guids(self, error);
    for (size_t i = 0; i < self->book.codes.count && status >= 0; i++)
        status = settle(self, &self->nodes[i], error);
    return status < 0 ? status : order(self, error);
}

/* --- The whole ---------------------------------------------------------------
 */

static insights_status begin(
    insights__qdc *self,
    insights_study *study,
    insights_error **error)
{
    insights_status status;

    self->by_guid = insights__map_new();
    self->by_place = insights__map_new();
    self->claimed = insights__map_new();
    self->names = insights__map_new();
    self->by_path = insights__map_new();
    self->nodes =
        insights__calloc(self->book.codes.count, sizeof(*self->nodes));
    if (!self->by_guid || !self->by_place || !self->claimed || !self->names ||
        !self->by_path || !self->nodes)
        return insights__fail_nomem(error);
    status = insights__unit_begin(
        &self->unit, study, INSIGHTS__ANYBODY, "import_codes", error);
    return status < 0 ? status
                      : insights__codes_load(study, &self->codes, error);
}

static void free_all(insights__qdc *self)
{
    for (size_t i = 0; self->nodes && i < self->book.codes.count; i++) {
        insights__free(self->nodes[i].name);
        insights__free(self->nodes[i].path);
    }
    insights__free(self->nodes);
    insights__map_free(self->by_guid, NULL);
    insights__map_free(self->by_place, NULL);
    insights__map_free(self->claimed, NULL);
    insights__map_free(self->names, NULL);
    insights__map_free(self->by_path, NULL);
    insights__record_list_free(&self->codes);
    insights__losses_free(&self->losses);
    insights__qda_free(&self->book);
    insights__unit_free(&self->unit);
}

insights_status insights__codes_import_qdc(
    insights_study *study,
    const char *bytes,
    size_t length,
    insights_record **out,
    insights_error **error)
{
    insights__qdc self;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_record *summary = NULL;
    insights_status status;

    memset(&self, 0, sizeof(self));
    status = insights__qda_read(bytes, length, &self.book, &self.losses, error);
    if (status >= 0)
        status = begin(&self, study, error);
    if (status >= 0)
        status = insights__qdc_match(&self, error);
    if (status >= 0)
        status = insights__qdc_save(&self, error);
    insights__buffer_format(
        &line, "codebook: %lld codes made or changed, %lld stood already",
        (long long)self.counts.done, (long long)self.counts.unchanged);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__summary(
            &self.counts, NULL, self.unit.operations ? self.unit.group : NULL,
            insights__buffer_text(&line), &summary, error);
    if (status >= 0)
        status = insights__losses_set(&self.losses, summary, error);
    if (status >= 0)
        status = insights__unit_commit_with(
            &self.unit, insights__buffer_text(&line), summary, out, error);
    else
        insights_record_free(summary);
    insights__buffer_free(&line);
    free_all(&self);
    return status;
}
