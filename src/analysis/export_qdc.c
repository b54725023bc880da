/* export_qdc.c - the codebook of a study as REFI-QDA.
 *
 * Keeps true: siblings stand by their position, then by path; kinds that the
 * library brings are parents that cannot be coded with; a GUID is the one a
 * code came with, else the code's own id.
 */
#include "analysis/codes.h"
#include "analysis/qda.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

typedef struct making {
    insights__export *out;
    insights__qda_book book;
    insights__record_list codes;
    insights__map *names; /* taken, under the parent's GUID */
    insights__map *guids; /* taken */
    insights__map *made;  /* ids of codes to their GUIDs */
    const insights_record **order;
} making;

static const char *keep(making *self, const char *text)
{
    return insights__arena_strndup(&self->book.texts, text, strlen(text));
}

/* --- GUIDs -------------------------------------------------------------------
 */

/* The GUID of a code: "" where what it came with is none or is taken. */
static void given_guid(
    const making *self,
    const insights_record *code,
    char out[INSIGHTS__UUID_TEXT])
{
    const char *given = insights_record_text(code, INSIGHTS_CODE_GUID);

    if (!given || !insights__qda_guid(given, out))
        memcpy(out, insights_record_id(code), INSIGHTS__UUID_TEXT);
    if (insights__map_get(self->guids, out, strlen(out)))
        *out = '\0';
}

static insights_status choose_guid(
    making *self,
    const insights_record *code,
    const char **out,
    insights_error **error)
{
    const char *id = insights_record_id(code);
    char guid[INSIGHTS__UUID_TEXT];
    insights_status status = INSIGHTS_OK;
    void **taken = NULL;
    void **made = NULL;

    given_guid(self, code, guid);
    if (!*guid)
        status = insights__uuid_of_name(id, guid, error);
    if (status < 0)
        return status;
    taken = insights__map_slot(self->guids, guid, strlen(guid));
    *out = keep(self, guid);
    made = insights__map_slot(self->made, id, strlen(id));
    if (!taken || !made || !*out)
        return insights__fail_nomem(error);
    *taken = self->guids;
    *made = (void *)(uintptr_t)*out;
    return INSIGHTS_OK;
}

/* --- Codes -------------------------------------------------------------------
 */

static insights_status name_code(
    making *self,
    const insights_record *code,
    const char *scope,
    const char **out,
    insights_error **error)
{
    const char *given = insights_record_text(code, INSIGHTS_CODE_NAME);
    const char *target = self->out->options.target;
    int everywhere = target && strcmp(target, "qualcoder") == 0;
    insights__buffer name = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;
    int changed = insights__qda_name(&name, given ? given : "");

    if (!name.length && name.status >= 0)
        insights__buffer_text_append(&name, insights_record_id(code));
    status = insights__buffer_check(&name, "a name", error);
    insights__lose(
        &self->out->losses, "names of codes",
        "changed: they hold what a name cannot", changed);
    if (status >= 0)
        insights__lose(
            &self->out->losses, "names of codes",
            everywhere ? "numbered: the program knows a name once"
                       : "numbered: a sibling has the same",
            insights__qda_unlike(
                &name, everywhere ? "" : scope, self->names, &status, error));
    if (status >= 0) {
        *out = keep(self, insights__buffer_text(&name));
        if (!*out)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&name);
    return status;
}

static insights_status describe_code(
    making *self,
    const insights_record *code,
    insights__qda_code *made,
    insights_error **error)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    const char *colour = insights_record_text(code, INSIGHTS_CODE_COLOUR);
    char rgb[8];
    insights_status status;

    insights__qda_pack(&text, code, &self->out->losses);
    status = insights__buffer_check(&text, "a description", error);
    if (status >= 0 && text.length) {
        made->description = keep(self, text.data);
        if (!made->description)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&text);
    if (colour && !insights__qda_colour(colour, rgb))
        insights__lose(
            &self->out->losses, "colours", "a colour is written #RRGGBB", 1);
    else if (colour && !(made->colour = keep(self, rgb)))
        status = insights__fail_nomem(error);
    made->codable =
        !insights_record_int(code, INSIGHTS_CODE_IS_SYSTEM) &&
        (insights_record_state(code, INSIGHTS_CODE_ACTIVE) != INSIGHTS_VALUE ||
         insights_record_int(code, INSIGHTS_CODE_ACTIVE));
    if (!insights_record_int(code, INSIGHTS_CODE_IS_SYSTEM))
        insights__lose(
            &self->out->losses, "facet kinds of codes",
            "a codebook has none; those below a kind are known by their place",
            insights_record_text(code, INSIGHTS_CODE_KIND) != NULL);
    insights__lose(
        &self->out->losses, "marks of in vivo codes", "a codebook has none",
        insights_record_int(code, INSIGHTS_CODE_IN_VIVO) != 0);
    return status;
}

static insights_status add_code(
    making *self,
    const insights_record *code,
    size_t parent,
    size_t depth,
    insights_error **error)
{
    insights__qda_code made = {0};
    insights__qda_code *slot = NULL;
    insights_status status;

    if (depth > INSIGHTS__QDA_DEPTH)
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "'%s' lies deeper than %d levels, which readers of XML refuse",
            insights_record_text(code, INSIGHTS_CODE_PATH),
            INSIGHTS__QDA_DEPTH);
    made.parent = parent;
    made.depth = depth;
    status = choose_guid(self, code, &made.guid, error);
    if (status >= 0)
        status = name_code(
            self, code, parent ? self->book.codes.items[parent - 1].guid : "-",
            &made.name, error);
    if (status >= 0)
        status = describe_code(self, code, &made, error);
    if (status < 0)
        return status;
    slot = insights__array_add(&self->book.codes);
    if (!slot)
        return insights__fail_nomem(error);
    *slot = made;
    return INSIGHTS_OK;
}

/* --- The tree ----------------------------------------------------------------
 */

static int compare_text(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

/* By parent, then by position with those that have none last, then by path. */
static int compare_codes(const void *left, const void *right)
{
    const insights_record *a = *(const insights_record *const *)left;
    const insights_record *b = *(const insights_record *const *)right;
    int has_a =
        insights_record_state(a, INSIGHTS_CODE_POSITION) == INSIGHTS_VALUE;
    int has_b =
        insights_record_state(b, INSIGHTS_CODE_POSITION) == INSIGHTS_VALUE;
    int64_t at_a = insights_record_int(a, INSIGHTS_CODE_POSITION);
    int64_t at_b = insights_record_int(b, INSIGHTS_CODE_POSITION);
    int order = compare_text(
        insights_record_text(a, INSIGHTS_CODE_PARENT_ID),
        insights_record_text(b, INSIGHTS_CODE_PARENT_ID));

    if (order)
        return order;
    if (has_a != has_b)
        return has_b - has_a;
    if (has_a && at_a != at_b)
        return at_a < at_b ? -1 : 1;
    return compare_text(
        insights_record_text(a, INSIGHTS_CODE_PATH),
        insights_record_text(b, INSIGHTS_CODE_PATH));
}

/* The first code below `parent` in the order; `count` where there is none. */
static size_t first_below(const making *self, const char *parent)
{
    size_t low = 0;
    size_t high = self->codes.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_text(
                insights_record_text(
                    self->order[middle], INSIGHTS_CODE_PARENT_ID),
                parent) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* At most INSIGHTS__QDA_DEPTH calls deep. */
static insights_status add_below(
    making *self,
    const char *parent_id,
    size_t parent,
    size_t depth,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = first_below(self, parent_id);
         i < self->codes.count && status >= 0 &&
         insights__text_is(self->order[i], INSIGHTS_CODE_PARENT_ID, parent_id);
         i++) {
        status = add_code(self, self->order[i], parent, depth, error);
        if (status >= 0)
            status = add_below(
                self, insights_record_id(self->order[i]),
                self->book.codes.count, depth + 1, error);
    }
    return status;
}

/* --- Sets --------------------------------------------------------------------
 */

static insights__qda_set *set_called(making *self, const char *name)
{
    for (size_t i = 0; i < self->book.sets.count; i++)
        if (strcmp(self->book.sets.items[i].name, name) == 0)
            return &self->book.sets.items[i];
    return NULL;
}

static insights_status make_set(
    making *self,
    const char *name,
    insights__qda_set **out,
    insights_error **error)
{
    insights__buffer stable = INSIGHTS__BUFFER_INIT;
    char guid[INSIGHTS__UUID_TEXT] = "";
    insights_status status;

    insights__buffer_format(&stable, "set:%s", name);
    status = insights__buffer_check(&stable, "a set", error);
    if (status >= 0)
        status =
            insights__uuid_of_name(insights__buffer_text(&stable), guid, error);
    insights__buffer_free(&stable);
    if (status < 0)
        return status;
    *out = insights__array_add(&self->book.sets);
    if (!*out)
        return insights__fail_nomem(error);
    (*out)->name = keep(self, name);
    (*out)->guid = keep(self, guid);
    if (!(*out)->name || !(*out)->guid) {
        self->book.sets.count--;
        return insights__fail_nomem(error);
    }
    return INSIGHTS_OK;
}

static insights_status add_member(
    making *self,
    const insights_record *tag,
    insights_error **error)
{
    const char *id = insights_record_text(tag, INSIGHTS_TAG_TARGET_ID);
    const char *guid = insights__map_get(self->made, id, strlen(id));
    insights__buffer name = INSIGHTS__BUFFER_INIT;
    insights__qda_set *set = NULL;
    const char **member = NULL;
    insights_status status;

    if (!guid)
        return INSIGHTS_OK;
    insights__lose(
        &self->out->losses, "names of sets",
        "changed: they hold what a name cannot",
        insights__qda_name(
            &name, insights_record_text(tag, INSIGHTS_TAG_NAME)));
    status = insights__buffer_check(&name, "a set", error);
    if (status >= 0 && name.length) {
        set = set_called(self, name.data);
        if (!set)
            status = make_set(self, name.data, &set, error);
        for (size_t i = 0; set && i < set->members.count; i++)
            if (strcmp(set->members.items[i], guid) == 0)
                guid = NULL;
        if (status >= 0 && guid) {
            member = insights__array_add(&set->members);
            if (member)
                *member = guid;
            else
                status = insights__fail_nomem(error);
        }
    }
    insights__buffer_free(&name);
    return status;
}

static int compare_sets(const void *left, const void *right)
{
    return strcmp(
        ((const insights__qda_set *)left)->name,
        ((const insights__qda_set *)right)->name);
}

static int compare_members(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Tags on codes are sets of codes. */
static insights_status add_sets(making *self, insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_TAG_TARGET_KIND, "code"}, {0, NULL}};
    insights_cursor *cursor = NULL;
    const insights_record *tag = NULL;
    insights_status status = insights__study_select(
        self->out->study, INSIGHTS_TAG, filters, 0, &cursor, error);

    while (status >= 0 &&
           (status = insights_cursor_next(cursor, &tag, error)) == INSIGHTS_OK)
        if ((status = add_member(self, tag, error)) < 0)
            break;
    insights_cursor_free(cursor);
    if (status < 0)
        return status;
    if (self->book.sets.count)
        qsort(
            self->book.sets.items, self->book.sets.count,
            sizeof(*self->book.sets.items), compare_sets);
    for (size_t i = 0; i < self->book.sets.count; i++)
        qsort(
            self->book.sets.items[i].members.items,
            self->book.sets.items[i].members.count, sizeof(const char *),
            compare_members);
    return INSIGHTS_OK;
}

/* Notes on codes have no place in a codebook. */
static insights_status count_memos(making *self, insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_MEMO_TARGET_KIND, "code"}, {0, NULL}};
    insights_cursor *cursor = NULL;
    const insights_record *memo = NULL;
    insights_status status = insights__study_select(
        self->out->study, INSIGHTS_MEMO, filters, 0, &cursor, error);

    while (status >= 0 &&
           (status = insights_cursor_next(cursor, &memo, error)) == INSIGHTS_OK)
        insights__lose(
            &self->out->losses, "memos on codes", "a codebook has none", 1);
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- The book ----------------------------------------------------------------
 */

static insights_status make_book(making *self, insights_error **error)
{
    insights_status status;

    self->names = insights__map_new();
    self->guids = insights__map_new();
    self->made = insights__map_new();
    if (!self->names || !self->guids || !self->made)
        return insights__fail_nomem(error);
    status = insights__codes_load(self->out->study, &self->codes, error);
    if (status < 0)
        return status;
    if (!self->codes.count)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "the codebook has no code, and REFI-QDA wants one");
    self->order =
        insights__calloc(self->codes.count, sizeof(const insights_record *));
    if (!self->order)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < self->codes.count; i++)
        self->order[i] = self->codes.items[i];
    qsort(self->order, self->codes.count, sizeof(*self->order), compare_codes);
    status = add_below(self, NULL, 0, 1, error);
    if (status >= 0)
        status = add_sets(self, error);
    return status < 0 ? status : count_memos(self, error);
}

insights_status insights__export_qdc(
    insights__export *out,
    insights_error **error)
{
    making self;
    insights_status status;

    memset(&self, 0, sizeof(self));
    self.out = out;
    status = make_book(&self, error);
    if (status >= 0)
        status = insights__qda_write(&self.book, out, error);
    out->count = (int64_t)self.book.codes.count;
    out->noun = out->count == 1 ? "code" : "codes";
    insights__map_free(self.names, NULL);
    insights__map_free(self.guids, NULL);
    insights__map_free(self.made, NULL);
    insights__free(self.order);
    insights__record_list_free(&self.codes);
    insights__qda_free(&self.book);
    return status;
}
