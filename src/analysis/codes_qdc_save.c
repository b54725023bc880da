/* codes_qdc_save.c - a codebook from REFI-QDA: what is stored of it.
 *
 * Keeps true: a code is saved when its parent is and no other code has its
 * path any more; a field that the file says nothing of stays.
 */
#include "analysis/codes_qdc.h"

#include "base/hash.h"

#include <string.h>

/* --- One code ----------------------------------------------------------------
 */

static insights_status fill_guid(
    insights__qdc *self,
    const insights__qdc_node *node,
    insights_record *code)
{
    const char *given = insights_record_text(code, INSIGHTS_CODE_GUID);
    const char *id = node->standing ? insights_record_id(node->standing) : NULL;
    char guid[INSIGHTS__UUID_TEXT];

    if (node->keeps_guid || (id && strcmp(id, node->from->guid) == 0))
        return INSIGHTS_OK;
    if (!given || !insights__qda_guid(given, guid))
        return insights_record_set_text(
            code, INSIGHTS_CODE_GUID, node->from->guid);
    insights__lose(
        &self->losses, "GUIDs of codes", "the code came with another before",
        strcmp(guid, node->from->guid) != 0);
    return INSIGHTS_OK;
}

static void fill_colour(const insights__qdc_node *node, insights_record *code)
{
    const char *given = insights_record_text(code, INSIGHTS_CODE_COLOUR);
    char rgb[8];

    if (!node->from->colour)
        return;
    if (given && insights__qda_colour(given, rgb) &&
        strcmp(rgb, node->from->colour) == 0)
        return;
    memcpy(rgb, node->from->colour, sizeof(rgb));
    for (size_t i = 1; i < 7; i++)
        if (rgb[i] >= 'A' && rgb[i] <= 'F')
            rgb[i] = (char)(rgb[i] - 'A' + 'a');
    insights_record_set_text(code, INSIGHTS_CODE_COLOUR, rgb);
}

static insights_status fill(
    insights__qdc *self,
    const insights__qdc_node *node,
    insights_record *code,
    insights_error **error)
{
    const insights__qdc_node *parent =
        node->from->parent ? &self->nodes[node->from->parent - 1] : NULL;
    int active =
        insights_record_state(code, INSIGHTS_CODE_ACTIVE) != INSIGHTS_VALUE ||
        insights_record_int(code, INSIGHTS_CODE_ACTIVE);

    if (!insights_record_int(code, INSIGHTS_CODE_IS_SYSTEM)) {
        insights_record_set_text(code, INSIGHTS_CODE_NAME, node->name);
        insights_record_set_text(code, INSIGHTS_CODE_PATH, node->path);
        insights_record_set_text(
            code, INSIGHTS_CODE_PARENT_ID, parent ? parent->id : NULL);
        if (active != node->from->codable)
            insights_record_set_int(
                code, INSIGHTS_CODE_ACTIVE, node->from->codable);
    }
    if (node->position)
        insights_record_set_int(code, INSIGHTS_CODE_POSITION, node->position);
    fill_guid(self, node, code);
    fill_colour(node, code);
    return node->from->description
               ? insights__qda_unpack(node->from->description, code, error)
               : INSIGHTS_OK;
}

/* Remember who has which path from now on. */
static insights_status take_path(
    insights__qdc *self,
    const insights_record *standing,
    const char *path,
    insights_error **error)
{
    const char *old =
        standing ? insights_record_text(standing, INSIGHTS_CODE_PATH) : NULL;

    if (old && insights__map_get(self->by_path, old, strlen(old)) == standing)
        insights__map_remove(self->by_path, old, strlen(old));
    return insights__qdc_note(
        self->by_path, path,
        standing ? (void *)(uintptr_t)standing : (void *)self, error);
}

static int is_free(
    const insights__qdc *self,
    const insights_record *standing,
    const char *path)
{
    const void *holder = insights__map_get(self->by_path, path, strlen(path));

    return !holder || holder == standing;
}

static insights_status save_node(
    insights__qdc *self,
    insights__qdc_node *node,
    insights_error **error)
{
    size_t operations = self->unit.operations;
    insights_record *code = NULL;
    insights_status status = INSIGHTS_OK;

    if (node->standing)
        status = insights_record_edit(node->standing, &code, error);
    else if (!(code = insights__study_new(self->unit.study, INSIGHTS_CODE)))
        status = insights__fail_nomem(error);
    if (status >= 0)
        status = fill(self, node, code, error);
    if (status >= 0)
        status =
            insights__unit_save(&self->unit, code, node->standing, 0, error);
    if (status >= 0)
        status = take_path(self, node->standing, node->path, error);
    if (status >= 0) {
        memcpy(node->id, insights_record_id(code), sizeof(node->id));
        node->saved = 1;
        *(self->unit.operations != operations ? &self->counts.done
                                              : &self->counts.unchanged) += 1;
    }
    insights_record_free(code);
    return status;
}

/* Codes may swap names only by way of a third one. */
static insights_status save_nodes(insights__qdc *self, insights_error **error)
{
    size_t count = self->book.codes.count;
    size_t left = count;
    insights_status status = INSIGHTS_OK;

    while (left && status >= 0) {
        size_t before = left;
        const insights__qdc_node *stuck = NULL;

        for (size_t i = 0; i < count && status >= 0; i++) {
            insights__qdc_node *node = &self->nodes[i];
            size_t parent = node->from->parent;

            if (node->saved || (parent && !self->nodes[parent - 1].saved))
                continue;
            if (!is_free(self, node->standing, node->path)) {
                stuck = node;
                continue;
            }
            status = save_node(self, node, error);
            left--;
        }
        if (status >= 0 && left == before)
            return insights__fail(
                error, INSIGHTS_E_CONFLICT,
                "line %zu: '%s' is the name of another code, which would get "
                "another one; rename that first",
                stuck ? stuck->from->line : 0, stuck ? stuck->path : "");
    }
    return status;
}

/* --- What lies below ---------------------------------------------------------
 */

/* Codes that the file does not know move along with those above them. They
 * stand in the order of their old paths, parents first. */
static insights_status move_along(insights__qdc *self, insights_error **error)
{
    insights__map *moved = insights__map_new();
    insights_status status = moved ? INSIGHTS_OK : insights__fail_nomem(error);

    for (size_t i = 0; i < self->book.codes.count && status >= 0; i++)
        if (self->nodes[i].standing)
            status = insights__qdc_note(
                moved, self->nodes[i].id, self->nodes[i].path, error);
    for (size_t i = 0; i < self->codes.count && status >= 0; i++) {
        insights_record *code = self->codes.items[i];
        const char *id = insights_record_id(code);
        const char *parent =
            insights_record_text(code, INSIGHTS_CODE_PARENT_ID);
        const char *above =
            parent ? insights__map_get(moved, parent, strlen(parent)) : NULL;
        insights__buffer path = INSIGHTS__BUFFER_INIT;
        insights_record *edited = NULL;

        if (!above || insights__map_get(moved, id, strlen(id)))
            continue;
        insights__buffer_format(
            &path, "%s / %s", above,
            insights_record_text(code, INSIGHTS_CODE_NAME));
        status = insights__buffer_check(&path, "a path", error);
        if (status >= 0)
            status = insights_record_edit(code, &edited, error);
        if (status >= 0) {
            char *kept = insights__arena_strndup(
                &self->book.texts, path.data, path.length);

            insights_record_set_text(edited, INSIGHTS_CODE_PATH, path.data);
            status = kept ? insights__qdc_note(moved, id, kept, error)
                          : insights__fail_nomem(error);
        }
        if (status >= 0)
            status = insights__unit_save(&self->unit, edited, code, 0, error);
        insights_record_free(edited);
        insights__buffer_free(&path);
    }
    insights__map_free(moved, NULL);
    return status;
}

/* --- Sets --------------------------------------------------------------------
 */

static insights_status index_tags(
    insights__qdc *self,
    insights__map *out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_TAG_TARGET_KIND, "code"}, {0, NULL}};
    insights__buffer place = INSIGHTS__BUFFER_INIT;
    insights_cursor *cursor = NULL;
    const insights_record *tag = NULL;
    insights_status status = insights__study_select(
        self->unit.study, INSIGHTS_TAG, filters, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &tag, error)) == INSIGHTS_OK) {
        status = insights__qdc_place(
            &place, insights_record_text(tag, INSIGHTS_TAG_TARGET_ID),
            insights_record_text(tag, INSIGHTS_TAG_NAME), error);
        if (status >= 0)
            status = insights__qdc_note(out, place.data, out, error);
        if (status < 0)
            break;
    }
    insights_cursor_free(cursor);
    insights__buffer_free(&place);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status save_tag(
    insights__qdc *self,
    const char *code,
    const char *name,
    insights_error **error)
{
    insights_record *tag = insights__study_new(self->unit.study, INSIGHTS_TAG);
    insights_status status;

    if (!tag)
        return insights__fail_nomem(error);
    insights_record_set_text(tag, INSIGHTS_TAG_TARGET_KIND, "code");
    insights_record_set_text(tag, INSIGHTS_TAG_TARGET_ID, code);
    insights_record_set_text(tag, INSIGHTS_TAG_NAME, name);
    insights_record_set_text(tag, INSIGHTS_TAG_ACTOR_ID, self->unit.actor);
    status = insights__unit_save(&self->unit, tag, NULL, 0, error);
    insights_record_free(tag);
    return status;
}

static insights_status save_member(
    insights__qdc *self,
    insights__map *nodes,
    insights__map *tags,
    const char *guid,
    const char *name,
    insights_error **error)
{
    const insights__qdc_node *node =
        insights__map_get(nodes, guid, strlen(guid));
    insights__buffer place = INSIGHTS__BUFFER_INIT;
    insights_status status;

    if (!node) {
        insights__lose(
            &self->losses, "members of sets", "the file has no such code", 1);
        return INSIGHTS_OK;
    }
    status = insights__qdc_place(&place, node->id, name, error);
    if (status >= 0 && !insights__map_get(tags, place.data, place.length)) {
        status = insights__qdc_note(tags, place.data, tags, error);
        if (status >= 0)
            status = save_tag(self, node->id, name, error);
    }
    insights__buffer_free(&place);
    return status;
}

/* A set of codes is a tag on each of them. */
static insights_status save_set(
    insights__qdc *self,
    insights__map *nodes,
    insights__map *tags,
    const insights__qda_set *set,
    insights_error **error)
{
    insights__buffer name = INSIGHTS__BUFFER_INIT;
    insights__buffer stable = INSIGHTS__BUFFER_INIT;
    char guid[INSIGHTS__UUID_TEXT] = "";
    insights_status status;

    insights__lose(
        &self->losses, "names of sets",
        "changed: a name is one line of 200 bytes without ' / '",
        insights__qda_name(&name, set->name));
    insights__buffer_format(&stable, "set:%s", insights__buffer_text(&name));
    status = insights__buffer_check(&name, "a set", error);
    if (status >= 0)
        status = insights__buffer_check(&stable, "a set", error);
    if (status >= 0 && !name.length)
        status = insights__fail(
            error, INSIGHTS_E_PARSE, "line %zu: the set %s has an empty name",
            set->line, set->guid);
    if (status >= 0)
        status =
            insights__uuid_of_name(insights__buffer_text(&stable), guid, error);
    insights__lose(
        &self->losses, "GUIDs of sets", "a tag has a name only",
        status >= 0 && strcmp(guid, set->guid) != 0);
    insights__lose(
        &self->losses, "sets without codes", "a tag is on something",
        !set->members.count);
    for (size_t i = 0; i < set->members.count && status >= 0; i++)
        status = save_member(
            self, nodes, tags, set->members.items[i], name.data, error);
    insights__buffer_free(&name);
    insights__buffer_free(&stable);
    return status;
}

static insights_status save_sets(insights__qdc *self, insights_error **error)
{
    insights__map *nodes = insights__map_new();
    insights__map *tags = insights__map_new();
    insights_status status =
        nodes && tags ? INSIGHTS_OK : insights__fail_nomem(error);

    if (status >= 0 && self->book.sets.count)
        status = index_tags(self, tags, error);
    for (size_t i = 0; i < self->book.codes.count && status >= 0; i++)
        status = insights__qdc_note(
            nodes, self->nodes[i].from->guid, &self->nodes[i], error);
    for (size_t i = 0; i < self->book.sets.count && status >= 0; i++)
        status = save_set(self, nodes, tags, &self->book.sets.items[i], error);
    insights__map_free(nodes, NULL);
    insights__map_free(tags, NULL);
    return status;
}

insights_status insights__qdc_save(insights__qdc *self, insights_error **error)
{
    insights_status status = save_nodes(self, error);

    if (status >= 0)
        status = move_along(self, error);
    return status < 0 ? status : save_sets(self, error);
}
