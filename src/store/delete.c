/* delete.c - what goes when a record goes.
 *
 * The references of the model say it: those that cascade go too, those that
 * may be null become null, those that restrict refuse. Memos and tags go with
 * what they are on. All is found first and changed after, in one
 * transaction of at most INSIGHTS__DELETE_MAXIMUM records.
 *
 * Where more would go with a root (see scope.c), the root is marked instead,
 * and only what lies outside is found and changed so.
 */
#include "store/internal.h"

#include "base/alloc.h"
#include "base/map.h"

#include <insights/model.h>
#include <string.h>

typedef struct victim {
    const insights__kind *kind;
    char id[INSIGHTS__ID_TEXT];
} victim;

/* A record that refers to a victim without having to go. */
typedef struct tie {
    const insights__kind *kind;
    const insights__field *field;
    char id[INSIGHTS__ID_TEXT];
    size_t to; /* the victim */
} tie;

typedef struct plan {
    insights__writer *writer;
    const char *account;
    insights__map *known; /* victims by kind and id */
    INSIGHTS__ARRAY(victim) victims;
    INSIGHTS__ARRAY(tie) ties;
    insights__ids found; /* by one look; kept for its memory */
} plan;

static size_t key_of(char out[64], const insights__kind *kind, const char *id)
{
    size_t length = strlen(id);

    out[0] = (char)(kind->id >> 8);
    out[1] = (char)(kind->id & 0xff);
    memcpy(out + 2, id, length);
    return length + 2;
}

static int is_victim(
    const plan *self,
    const insights__kind *kind,
    const char *id)
{
    char key[64];
    size_t length = key_of(key, kind, id);

    return insights__map_get(self->known, key, length) != NULL;
}

static size_t maximum_of(const plan *self)
{
    size_t maximum = self->writer->store->delete_maximum;

    return maximum ? maximum : INSIGHTS__DELETE_MAXIMUM;
}

static insights_status add_victim(
    plan *self,
    const insights__kind *kind,
    const char *id,
    insights_error **error)
{
    char key[64];
    size_t length = key_of(key, kind, id);
    void **slot = insights__map_slot(self->known, key, length);
    victim *item;

    if (!slot)
        return insights__fail_nomem(error);
    if (*slot)
        return INSIGHTS_OK;
    if (self->victims.count == maximum_of(self))
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "more than %zu records would go with '%s'; delete its parts first",
            maximum_of(self), self->victims.items[0].id);
    item = insights__array_add(&self->victims);
    if (!item)
        return insights__fail_nomem(error);
    *slot = self;
    item->kind = kind;
    memcpy(item->id, id, strlen(id) + 1);
    return INSIGHTS_OK;
}

static insights_status add_tie(
    plan *self,
    const insights__kind *kind,
    const insights__field *field,
    const char *id,
    size_t to,
    insights_error **error)
{
    tie *item = insights__array_add(&self->ties);

    if (!item)
        return insights__fail_nomem(error);
    item->kind = kind;
    item->field = field;
    item->to = to;
    memcpy(item->id, id, strlen(id) + 1);
    return INSIGHTS_OK;
}

static insights_status add_found(
    plan *self,
    const insights__kind *kind,
    const insights__field *field,
    int goes,
    size_t at,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < self->found.count; i++) {
        const char *id = self->found.items[i].text;

        status = goes ? add_victim(self, kind, id, error)
                      : add_tie(self, kind, field, id, at, error);
    }
    return status;
}

/* Find who refers by `field` to the victim numbered `at`. */
static insights_status find_referrers(
    plan *self,
    const insights__kind *kind,
    const insights__field *field,
    int goes,
    size_t at,
    insights_error **error)
{
    insights__backend *backend = self->writer->backend;
    insights_status status;

    self->found.count = 0;
    status = backend->ops->referrers(
        backend, kind, field, self->account, self->victims.items[at].id,
        maximum_of(self) + 1, &self->found, error);
    return status < 0 ? status : add_found(self, kind, field, goes, at, error);
}

static insights_status follow(plan *self, size_t at, insights_error **error)
{
    const insights__kind *target = self->victims.items[at].kind;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < insights__kinds_count;
         i++) {
        const insights__kind *kind = &insights__kinds[i];

        if (!kind->stored || kind->scope == INSIGHTS__SCOPE_ROOT)
            continue;
        for (size_t j = 0; status == INSIGHTS_OK && j < kind->field_count;
             j++) {
            const insights__field *field = &kind->fields[j];

            if (field->target == target->id)
                status = find_referrers(
                    self, kind, field,
                    field->on_delete == INSIGHTS__DELETE_CASCADE, at, error);
        }
        if (status == INSIGHTS_OK && insights__kind_polymorphic(kind))
            status = find_referrers(
                self, kind, insights__field_by_name(kind, "target_id"), 1, at,
                error);
    }
    return status;
}

/* --- Doing it ------------------------------------------------------------- */

static insights_status refuse_restricted(plan *self, insights_error **error)
{
    for (size_t i = 0; i < self->ties.count; i++) {
        const tie *item = &self->ties.items[i];
        insights_status status;

        if (item->field->on_delete != INSIGHTS__DELETE_RESTRICT ||
            is_victim(self, item->kind, item->id))
            continue;
        status = insights__fail(
            error, INSIGHTS_E_REFERENCE,
            "the %s '%s' cannot go: %s.%s of '%s' refers to it",
            self->victims.items[item->to].kind->name,
            self->victims.items[item->to].id, item->kind->name,
            item->field->name, item->id);
        insights__error_set_record_id(error, item->id);
        return status;
    }
    return INSIGHTS_OK;
}

static insights_status cut_ties(plan *self, insights_error **error)
{
    insights__writer *writer = self->writer;
    insights__backend *backend = writer->backend;
    char project[INSIGHTS__ID_TEXT];
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < self->ties.count; i++) {
        const tie *item = &self->ties.items[i];
        insights__stamp stamp = {item->id, self->account, 0, 0, writer->now};

        if (item->field->on_delete != INSIGHTS__DELETE_NULL ||
            is_victim(self, item->kind, item->id))
            continue;
        status = backend->ops->version(
            backend, item->kind, self->account, item->id, &stamp.version, NULL,
            error);
        stamp.version++;
        if (status == INSIGHTS_OK)
            status = insights__project_of(
                writer, item->kind, self->account, item->id, NULL, project,
                error);
        if (status == INSIGHTS_OK)
            status = backend->ops->clear(
                backend, item->kind, item->field, &stamp, error);
        if (status == INSIGHTS_OK)
            insights__log_change(
                writer, item->kind, self->account, project, item->id,
                stamp.version, 'u');
    }
    return status;
}

/* For the log: all that goes with a project is of that project. */
static insights_status find_project(
    plan *self,
    const victim *item,
    char out[INSIGHTS__ID_TEXT],
    insights_error **error)
{
    const victim *root = &self->victims.items[0];

    if (root->kind->id != INSIGHTS_PROJECT ||
        item->kind->scope != INSIGHTS__SCOPE_PROJECT)
        return insights__project_of(
            self->writer, item->kind, self->account, item->id, NULL, out,
            error);
    memcpy(out, root->id, INSIGHTS__ID_TEXT);
    return INSIGHTS_OK;
}

/* Leaves first. */
static insights_status remove_victims(
    plan *self,
    size_t first,
    insights_error **error)
{
    insights__backend *backend = self->writer->backend;
    char project[INSIGHTS__ID_TEXT];
    insights_status status = INSIGHTS_OK;

    for (size_t i = self->victims.count; status == INSIGHTS_OK && i > first;
         i--) {
        const victim *item = &self->victims.items[i - 1];

        status = find_project(self, item, project, error);
        if (status == INSIGHTS_OK && insights__kind_searchable(item->kind))
            status = backend->ops->index_terms(
                backend, item->kind, self->account, item->id, NULL, NULL,
                error);
        if (status == INSIGHTS_OK)
            status = backend->ops->remove(
                backend, item->kind, self->account, item->id, error);
        if (status == INSIGHTS_OK)
            insights__log_change(
                self->writer, item->kind, self->account, project, item->id, 0,
                'd');
    }
    return status;
}

static insights_status change_all(
    plan *self,
    size_t first,
    insights_error **error)
{
    insights_status status = refuse_restricted(self, error);

    if (status == INSIGHTS_OK)
        status = cut_ties(self, error);
    if (status == INSIGHTS_OK)
        status = remove_victims(self, first, error);
    return status;
}

/* --- Roots ---------------------------------------------------------------- */

/* Whether rows of the kind can lie beneath the root, or are it. */
static int reaches(const insights__kind *root, const insights__kind *kind)
{
    return kind->stored &&
           (kind == root || insights__scope_field(root, kind) != NULL);
}

/* Find who refers from outside by `field` to what lies beneath. What belongs
 * to a project refers to nothing of another. */
static insights_status find_outside(
    plan *self,
    const insights__scope_link *link,
    int goes,
    insights_error **error)
{
    insights__backend *backend = self->writer->backend;
    const insights__field *own = insights__scope_field(link->root, link->outer);
    insights_status status;

    if (own && (own == link->field ||
                (own->id & 0xffff) == INSIGHTS__NUMBER_PROJECT_ID))
        return INSIGHTS_OK;
    self->found.count = 0;
    status = backend->ops->beyond(
        backend, link, self->account, self->victims.items[0].id,
        maximum_of(self) + 1, &self->found, error);
    return status < 0
               ? status
               : add_found(self, link->outer, link->field, goes, 0, error);
}

static insights_status look_around(
    plan *self,
    const insights__kind *inner,
    insights_error **error)
{
    const insights__kind *root = self->victims.items[0].kind;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < insights__kinds_count;
         i++) {
        const insights__kind *kind = &insights__kinds[i];
        insights__scope_link link = {root, inner, kind, NULL};

        if (!kind->stored || kind->scope == INSIGHTS__SCOPE_ROOT)
            continue;
        for (size_t j = 0; status == INSIGHTS_OK && j < kind->field_count;
             j++) {
            link.field = &kind->fields[j];
            if (link.field->target == inner->id)
                status = find_outside(
                    self, &link,
                    link.field->on_delete == INSIGHTS__DELETE_CASCADE, error);
        }
        link.field = insights__field_by_name(kind, "target_id");
        if (status == INSIGHTS_OK && insights__kind_polymorphic(kind))
            status = find_outside(self, &link, 1, error);
    }
    return status;
}

/* Mark the root, and set right what lies outside. */
static insights_status bury(plan *self, insights_error **error)
{
    insights__writer *writer = self->writer;
    victim root = self->victims.items[0];
    char project[INSIGHTS__ID_TEXT];
    insights_status status;

    insights__map_free(self->known, NULL);
    self->known = insights__map_new();
    self->victims.count = self->ties.count = 0;
    if (!self->known)
        return insights__fail_nomem(error);
    status = add_victim(self, root.kind, root.id, error);
    for (size_t i = 0; status == INSIGHTS_OK && i < insights__kinds_count;
         i++) {
        if (reaches(root.kind, &insights__kinds[i]))
            status = look_around(self, &insights__kinds[i], error);
    }
    for (size_t i = 1; status == INSIGHTS_OK && i < self->victims.count; i++)
        status = follow(self, i, error);
    if (status == INSIGHTS_OK)
        status = find_project(self, &self->victims.items[0], project, error);
    if (status == INSIGHTS_OK)
        status = change_all(self, 1, error);
    if (status == INSIGHTS_OK)
        status = writer->backend->ops->bury(
            writer->backend, root.kind, self->account, root.id, writer->now,
            error);
    if (status == INSIGHTS_OK)
        insights__log_change(
            writer, root.kind, self->account, project, root.id, 0, 'd');
    return status;
}

insights_status insights__apply_delete(
    insights__writer *writer,
    insights__operation *operation,
    const char *account,
    insights_error **error)
{
    plan self = {
        writer,
        account,
        insights__map_new(),
        INSIGHTS__ARRAY_INIT,
        INSIGHTS__ARRAY_INIT,
        INSIGHTS__ARRAY_INIT};
    insights_status status;

    if (!self.known)
        return insights__fail_nomem(error);
    status = add_victim(&self, operation->kind, operation->id, error);
    for (size_t i = 0; status == INSIGHTS_OK && i < self.victims.count; i++)
        status = follow(&self, i, error);
    if (status == INSIGHTS_E_LIMIT &&
        insights__kind_is_scope(operation->kind)) {
        status = bury(&self, error);
        operation->buried = status == INSIGHTS_OK;
    } else if (status == INSIGHTS_OK) {
        status = change_all(&self, 0, error);
    }
    insights__map_free(self.known, NULL);
    insights__array_free(&self.victims);
    insights__array_free(&self.ties);
    insights__array_free(&self.found);
    return status;
}
