/* sql_schema.c - tables, indexes and views, as the descriptors have them. */
#include "backends/sql.h"

#include <insights/model.h>
#include <string.h>

/* --- Indexes -------------------------------------------------------------- */

typedef struct index_list {
    const insights__kind *kind;
    insights__index *items;
    size_t count;
} index_list;

static unsigned number_of(const insights__field *field)
{
    return field ? field->id & 0xffff : 0;
}

/* Start an index; columns are added behind. NULL: there are too many. */
static insights__index *start(index_list *list, int unique)
{
    insights__index *index;

    if (list->count == INSIGHTS__INDEXES)
        return NULL;
    index = &list->items[list->count];
    memset(index, 0, sizeof(*index));
    index->unique = unique;
    return index;
}

static void add(insights__index *index, const insights__field *field)
{
    if (index && index->count < INSIGHTS__INDEX_COLUMNS)
        index->columns[index->count++] = field;
}

/* Keep the index unless it is there. */
static void finish(index_list *list, const insights__index *index)
{
    if (!index)
        return;
    for (size_t i = 0; i < list->count; i++) {
        insights__index *other = &list->items[i];

        if (!other->unique && other->count == index->count &&
            memcmp(other->columns, index->columns, sizeof(index->columns)) ==
                0) {
            other->partial = other->partial && index->partial;
            return;
        }
    }
    list->count++;
}

void insights__sql_index_name(
    insights__buffer *out,
    const insights__kind *kind,
    const insights__index *index)
{
    insights__buffer_format(
        out, "\"%s%s", kind->name, index->unique ? "_key" : "_by");
    for (size_t i = 0; i < index->count; i++) {
        insights__buffer_char(out, '_');
        insights__buffer_text_append(
            out, index->columns[i] ? index->columns[i]->name : "id");
    }
    insights__buffer_char(out, '"');
}

static const insights__field *account_of(const insights__kind *kind)
{
    return insights__field_by_number(kind, INSIGHTS__NUMBER_ACCOUNT_ID);
}

static void add_unique(index_list *list, const insights__key *key)
{
    insights__index *index = start(list, 1);
    unsigned first = key->fields[0] & 0xffff;

    if (first != INSIGHTS__NUMBER_ACCOUNT_ID &&
        first != INSIGHTS__NUMBER_PROJECT_ID &&
        list->kind->scope != INSIGHTS__SCOPE_ROOT)
        add(index, account_of(list->kind));
    for (size_t i = 0; i < key->count; i++)
        add(index, insights__field_descriptor(key->fields[i]));
    finish(list, index);
}

/* What a field is found by: the account, it, and the id for paging. A plain
 * reference is looked up when its target goes, and never paged. */
static void add_finding(index_list *list, const insights__field *field)
{
    insights__index *index = start(list, 0);

    add(index, account_of(list->kind));
    add(index, field);
    if (index)
        index->partial = !(field->flags & INSIGHTS__FIELD_REQUIRED);
    add(index, NULL);
    finish(list, index);
}

static void add_sorting(index_list *list, const insights__field *field)
{
    unsigned number = list->kind->scope == INSIGHTS__SCOPE_PROJECT
                          ? INSIGHTS__NUMBER_PROJECT_ID
                          : INSIGHTS__NUMBER_ACCOUNT_ID;
    insights__index *index = start(list, 0);

    if (list->kind->scope != INSIGHTS__SCOPE_ROOT)
        add(index, insights__field_by_number(list->kind, number));
    add(index, field);
    add(index, NULL);
    finish(list, index);
}

size_t insights__sql_indexes(
    const insights__kind *kind,
    insights__index out[INSIGHTS__INDEXES])
{
    index_list list = {kind, out, 0};
    insights__index *index = start(&list, 1);

    if (kind->scope != INSIGHTS__SCOPE_ROOT)
        add(index, account_of(kind));
    add(index, NULL);
    finish(&list, index);
    for (size_t i = 0; i < kind->key_count; i++)
        add_unique(&list, &kind->keys[i]);
    if (kind->scope == INSIGHTS__SCOPE_PROJECT) {
        index = start(&list, 0);
        add(index,
            insights__field_by_number(kind, INSIGHTS__NUMBER_PROJECT_ID));
        add(index, NULL);
        finish(&list, index);
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        const insights__field *field = &kind->fields[i];

        if (number_of(field) <= INSIGHTS__NUMBER_PROJECT_ID)
            continue;
        if (field->flags & INSIGHTS__FIELD_INDEX ||
            field->type == INSIGHTS_TYPE_ID)
            add_finding(&list, field);
        if (field->flags & INSIGHTS__FIELD_SORT)
            add_sorting(&list, field);
    }
    return list.count;
}

/* --- Definitions ---------------------------------------------------------- */

static void define_column(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__field *field)
{
    insights__sql_name(out, field->name);
    insights__buffer_format(out, " %s", dialect->types[field->type]);
}

void insights__sql_create_table(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind)
{
    insights__buffer_text_append(out, "create table ");
    insights__sql_name(out, kind->name);
    insights__buffer_format(
        out,
        " (\"rowkey\" %s, \"id\" text, \"version\" integer, "
        "\"created_at\" integer, \"updated_at\" integer",
        dialect->rowkey);
    for (size_t i = 0; i < kind->field_count; i++) {
        insights__buffer_text_append(out, ", ");
        define_column(out, dialect, &kind->fields[i]);
    }
    insights__buffer_char(out, ')');
}

void insights__sql_add_column(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind,
    const insights__field *field)
{
    insights__buffer_text_append(out, "alter table ");
    insights__sql_name(out, kind->name);
    insights__buffer_text_append(out, " add column ");
    define_column(out, dialect, field);
}

void insights__sql_create_index(
    insights__buffer *out,
    const insights__kind *kind,
    const insights__index *index)
{
    insights__buffer_format(
        out, "create %sindex if not exists ", index->unique ? "unique " : "");
    insights__sql_index_name(out, kind, index);
    insights__buffer_text_append(out, " on ");
    insights__sql_name(out, kind->name);
    insights__buffer_text_append(out, " (");
    for (size_t i = 0; i < index->count; i++) {
        if (i)
            insights__buffer_text_append(out, ", ");
        insights__sql_name(
            out, index->columns[i] ? index->columns[i]->name : "id");
    }
    insights__buffer_char(out, ')');
    if (index->partial) {
        insights__buffer_text_append(out, " where ");
        insights__sql_name(out, index->columns[index->count - 2]->name);
        insights__buffer_text_append(out, " is not null");
    }
}

int insights__sql_has_end(const insights__kind *kind)
{
    return kind->id != INSIGHTS_TURN && kind->id != INSIGHTS_CHANGE;
}

void insights__sql_create_end(insights__buffer *out, const insights__kind *kind)
{
    insights__buffer_format(
        out,
        "create index if not exists \"%s_end\" on \"%s\" "
        "(" INSIGHTS__SQL_END ")",
        kind->name, kind->name);
}

void insights__sql_create_view(
    insights__buffer *out,
    const insights__kind *kind)
{
    insights__buffer_format(out, "create view \"v_%s\" as select ", kind->name);
    insights__sql_columns(out, kind, NULL);
    insights__buffer_text_append(out, " from ");
    insights__sql_name(out, kind->name);
    insights__buffer_text_append(out, " where 1 = 1");
    insights__sql_visible(out, kind, NULL);
}
