/* sql_scope.c - statements about scopes: what lies beneath a project, a
 * conversation or a revision that was deleted at one go.
 *
 * tombstone has a row for each root that was deleted so. What lies beneath is
 * told by the row's own columns, without looking anything up: a reference to
 * the root's kind that cascades. Every statement that reads asks for it; where
 * there is no tombstone, which is nearly always, that is one look at an empty
 * table per statement.
 */
#include "backends/sql.h"

#include <assert.h>

static void append_mark(
    insights__buffer *out,
    const insights__kind *root,
    const char *alias,
    const char *column,
    int *count)
{
    insights__buffer_format(
        out,
        "%sexists (select 1 from \"tombstone\" z where z.\"account\" = "
        "\"%s\".\"account_id\" and z.\"kind\" = %u and z.\"id\" = "
        "\"%s\".\"%s\")",
        *count ? " or "
               : " and (not exists (select 1 from \"tombstone\") or "
                 "not (",
        alias, (unsigned)root->id, alias, column);
    ++*count;
}

void insights__sql_visible(
    insights__buffer *out,
    const insights__kind *kind,
    const char *alias)
{
    int count = 0;

    alias = alias ? alias : kind->name;
    for (size_t i = 0; i < insights__kinds_count; i++) {
        const insights__kind *root = &insights__kinds[i];
        const insights__field *field;

        if (!insights__kind_is_scope(root))
            continue;
        field = insights__scope_field(root, kind);
        if (root == kind)
            append_mark(out, root, alias, "id", &count);
        if (field)
            append_mark(out, root, alias, field->name, &count);
    }
    if (count)
        insights__buffer_text_append(out, "))");
}

/* The column that says whether a row is the root or lies beneath it. */
static const char *scope_column(
    const insights__kind *root,
    const insights__kind *kind)
{
    const insights__field *field = insights__scope_field(root, kind);

    return kind == root ? "id" : field ? field->name : NULL;
}

void insights__sql_beyond(
    insights__buffer *out,
    const insights__kind *root,
    const insights__kind *inner,
    const insights__kind *outer,
    const insights__field *field)
{
    const char *own = scope_column(root, outer);

    insights__buffer_format(
        out,
        "select b.\"id\" from \"%s\" a cross join \"%s\" b on "
        "b.\"account_id\" = a.\"account_id\" and b.\"%s\" = a.\"id\" where "
        "a.\"account_id\" = ?1 and a.\"%s\" = ?2",
        inner->name, outer->name, field->name, scope_column(root, inner));
    if (own)
        insights__buffer_format(out, " and b.\"%s\" is not ?2", own);
    insights__sql_visible(out, outer, "b");
    insights__buffer_text_append(out, " limit ?3");
}

void insights__sql_batch(
    insights__buffer *out,
    const insights__kind *root,
    const insights__kind *kind)
{
    const insights__field *field = insights__scope_field(root, kind);
    int project = field && (field->id & 0xffff) == INSIGHTS__NUMBER_PROJECT_ID;

    assert(field);
    insights__buffer_text_append(out, "select \"rowkey\" from ");
    insights__sql_name(out, kind->name);
    insights__buffer_format(
        out,
        " where %s\"account_id\" = ?1 and \"%s\" = ?2 order by \"id\" "
        "limit ?3",
        project ? "+" : "", field->name);
}
