/* sql.c - statements that read and write rows, for any SQL database. */
#include "backends/sql.h"

#include <string.h>

const insights__sql_dialect insights__sql_sqlite = {
    .placeholder = '?',
    .same = "is",
    .other = "is not",
    .rowkey = "integer primary key",
    .types =
        {"", "text", "integer", "real", "integer", "text", "integer", "text",
         "text"},
    .nulls_first = "",
    .nulls_last = "",
    .indexed_by = 1,
};

/* --- Pieces --------------------------------------------------------------- */

void insights__sql_free(insights__sql *sql)
{
    insights__buffer_free(&sql->text);
}

insights__value insights__value_text(const char *text)
{
    insights__value value = {0, 0, 0, NULL};

    if (text) {
        value.type = INSIGHTS_TYPE_TEXT;
        value.text = text;
    }
    return value;
}

insights__value insights__value_int(int64_t integer)
{
    insights__value value = {INSIGHTS_TYPE_INT, integer, 0, NULL};

    return value;
}

void insights__sql_bind(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    insights__value value)
{
    if (sql->count == INSIGHTS__SQL_VALUES) {
        sql->text.status = INSIGHTS_E_INTERNAL;
        return;
    }
    sql->values[sql->count++] = value;
    insights__buffer_format(
        &sql->text, "%c%zu", dialect->placeholder, sql->count);
}

/* Names come from the model and never hold a quote. */
void insights__sql_name(insights__buffer *out, const char *name)
{
    insights__buffer_char(out, '"');
    insights__buffer_text_append(out, name);
    insights__buffer_char(out, '"');
}

static void column(
    insights__buffer *out,
    const char *alias,
    const insights__field *field)
{
    if (alias) {
        insights__buffer_text_append(out, alias);
        insights__buffer_char(out, '.');
    }
    insights__sql_name(out, field ? field->name : "id");
}

const char *insights__sql_account_column(const insights__kind *kind)
{
    return kind->scope == INSIGHTS__SCOPE_ROOT ? "id" : "account_id";
}

void insights__sql_where_id(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind,
    int account_number,
    int id_number)
{
    insights__sql_name(out, insights__sql_account_column(kind));
    insights__buffer_format(
        out, " = %c%d and \"id\" = %c%d", dialect->placeholder, account_number,
        dialect->placeholder, id_number);
}

void insights__sql_columns(
    insights__buffer *out,
    const insights__kind *kind,
    const char *alias)
{
    static const char *const first[] = {
        "id", "version", "created_at", "updated_at"};

    for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++) {
        if (i)
            insights__buffer_text_append(out, ", ");
        if (alias)
            insights__buffer_format(out, "%s.", alias);
        insights__sql_name(out, first[i]);
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        insights__buffer_text_append(out, ", ");
        column(out, alias, &kind->fields[i]);
    }
}

/* --- Conditions ----------------------------------------------------------- */

static void condition(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__predicate *given,
    const char *alias)
{
    static const char *const signs[] = {"", "=", "", "<", "<=", ">", ">="};
    insights__buffer *out = &sql->text;

    column(out, alias, given->field);
    if (given->value.type == 0) {
        insights__buffer_text_append(
            out, given->op == INSIGHTS_NE ? " is not null" : " is null");
        return;
    }
    if (given->op == INSIGHTS_NE)
        insights__buffer_format(out, " %s ", dialect->other);
    else
        insights__buffer_format(out, " %s ", signs[given->op]);
    insights__sql_bind(sql, dialect, given->value);
}

void insights__sql_conditions(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__select *select,
    const char *alias)
{
    insights__buffer *out = &sql->text;

    if (select->account) {
        insights__buffer_text_append(out, " and ");
        if (alias)
            insights__buffer_format(out, "%s.", alias);
        insights__sql_name(out, insights__sql_account_column(select->kind));
        insights__buffer_text_append(out, " = ");
        insights__sql_bind(sql, dialect, insights__value_text(select->account));
    }
    for (size_t i = 0; i < select->condition_count; i++) {
        insights__buffer_text_append(out, " and ");
        condition(sql, dialect, &select->conditions[i], alias);
    }
    insights__sql_visible(out, select->kind, alias);
}

/* --- Choosing an index ---------------------------------------------------- */

static int is_tenant(const insights__field *field)
{
    return field && ((field->id & 0xffff) == INSIGHTS__NUMBER_ACCOUNT_ID ||
                     (field->id & 0xffff) == INSIGHTS__NUMBER_PROJECT_ID);
}

/* Whether a column is fixed to one value that is not null. */
static int is_fixed(
    const insights__select *select,
    const insights__field *field)
{
    if (select->account) {
        int root = select->kind->scope == INSIGHTS__SCOPE_ROOT;

        if (field ? (field->id & 0xffff) == INSIGHTS__NUMBER_ACCOUNT_ID : root)
            return 1;
    }
    for (size_t i = 0; i < select->condition_count; i++) {
        const insights__predicate *given = &select->conditions[i];

        if (given->field == field && given->op == INSIGHTS_EQ &&
            given->value.type != 0)
            return 1;
    }
    return 0;
}

typedef struct index_fit {
    const insights__index *index;
    size_t fixed;   /* columns from the first that are fixed */
    size_t precise; /* of these, how many say more than the tenant */
    int ordered;    /* gives the order asked for, then the id or a unique end */
} index_fit;

static index_fit fit_of(
    const insights__select *select,
    const insights__index *index)
{
    index_fit fit = {index, 0, 0, 0};
    size_t at;

    while (fit.fixed < index->count &&
           is_fixed(select, index->columns[fit.fixed])) {
        fit.precise += !is_tenant(index->columns[fit.fixed]);
        fit.fixed++;
    }
    at = fit.fixed;
    if (!fit.fixed && select->kind->scope != INSIGHTS__SCOPE_ROOT)
        return fit;
    if (index->partial && fit.fixed < index->count - 1)
        return (index_fit){index, 0, 0, 0};
    if (select->order_count == 0)
        fit.ordered = at == index->count || !index->columns[at];
    else if (select->order_count == 1)
        fit.ordered = at < index->count && index->columns[at] &&
                      index->columns[at] == select->orders[0].field &&
                      (at + 1 == index->count || !index->columns[at + 1]);
    return fit;
}

/* The index that finds the conditions best, and the one that gives the order
 * and finds them best; NULL in `index` where there is none. */
static void choose(
    const insights__select *select,
    const insights__index *indexes,
    size_t count,
    index_fit *finding,
    index_fit *ordering)
{
    memset(finding, 0, sizeof(*finding));
    memset(ordering, 0, sizeof(*ordering));
    for (size_t i = 0; i < count; i++) {
        index_fit fit = fit_of(select, &indexes[i]);

        if (fit.fixed && (!finding->index || fit.precise > finding->precise ||
                          (fit.precise == finding->precise && fit.ordered &&
                           !finding->ordered)))
            *finding = fit;
        if (fit.ordered &&
            (!ordering->index || fit.precise > ordering->precise))
            *ordering = fit;
    }
}

insights__served insights__sql_serves(const insights__select *select)
{
    insights__index indexes[INSIGHTS__INDEXES];
    size_t count = insights__sql_indexes(select->kind, indexes);
    index_fit finding;
    index_fit ordering;

    choose(select, indexes, count, &finding, &ordering);
    if (!ordering.index)
        return INSIGHTS__SERVED_NOT;
    return finding.precise > ordering.precise ? INSIGHTS__SERVED_ORDER
                                              : INSIGHTS__SERVED;
}

/* Name the index to use, where that is better than leaving the choice to a
 * planner that knows nothing of the data. */
static void name_index(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__select *select)
{
    insights__index indexes[INSIGHTS__INDEXES];
    size_t count = insights__sql_indexes(select->kind, indexes);
    index_fit finding;
    index_fit ordering;
    const index_fit *best;

    if (!dialect->indexed_by)
        return;
    choose(select, indexes, count, &finding, &ordering);
    best = select->sort || !ordering.index ? &finding : &ordering;
    if (best->index) {
        insights__buffer_text_append(out, " indexed by ");
        insights__sql_index_name(out, select->kind, best->index);
    }
}

/* --- Pages ---------------------------------------------------------------- */

static int descends(const insights__select *select, size_t at)
{
    if (at < select->order_count)
        return select->orders[at].descending;
    return at ? select->orders[at - 1].descending : 0;
}

/* The id follows the direction of the last order. */
static int id_descends(const insights__select *select)
{
    return descends(select, select->order_count);
}

size_t insights__sql_parts(const insights__select *select)
{
    int null;

    if (!select->after || select->order_count != 1)
        return 1;
    null = select->after->keys[0].type == 0;
    return null == !select->orders[0].descending ? 2 : 1;
}

/* " and (what comes behind the place)" for one ordered field, by part. */
static void behind_one(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__select *select,
    size_t part)
{
    const insights__field *field = select->orders[0].field;
    const insights__place *after = select->after;
    const char *sign = id_descends(select) ? "<" : ">";
    insights__buffer *out = &sql->text;
    int null = after->keys[0].type == 0;

    insights__buffer_text_append(out, " and ");
    if (part == 1) {
        column(out, NULL, field);
        insights__buffer_text_append(out, null ? " is not null" : " is null");
        return;
    }
    if (null) {
        column(out, NULL, field);
        insights__buffer_format(out, " is null and \"id\" %s ", sign);
        insights__sql_bind(sql, dialect, insights__value_text(after->id));
        return;
    }
    insights__buffer_char(out, '(');
    column(out, NULL, field);
    insights__buffer_format(out, ", \"id\") %s (", sign);
    insights__sql_bind(sql, dialect, after->keys[0]);
    insights__buffer_text_append(out, ", ");
    insights__sql_bind(sql, dialect, insights__value_text(after->id));
    insights__buffer_char(out, ')');
}

/* `field` lies strictly behind `key`, nulls first. */
static void behind_key(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__order *order,
    insights__value key)
{
    insights__buffer *out = &sql->text;

    insights__buffer_char(out, '(');
    column(out, NULL, order->field);
    if (key.type == 0) {
        insights__buffer_text_append(
            out, order->descending ? " is null and 1 = 0" : " is not null");
    } else {
        insights__buffer_text_append(out, order->descending ? " < " : " > ");
        insights__sql_bind(sql, dialect, key);
        if (order->descending) {
            insights__buffer_text_append(out, " or ");
            column(out, NULL, order->field);
            insights__buffer_text_append(out, " is null");
        }
    }
    insights__buffer_char(out, ')');
}

/* " and (a behind or (a same and (b behind or (b same and id behind))))" */
static void behind_many(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__select *select)
{
    insights__buffer *out = &sql->text;

    insights__buffer_text_append(out, " and ");
    for (size_t i = 0; i < select->order_count; i++) {
        const insights__order *order = &select->orders[i];

        insights__buffer_char(out, '(');
        behind_key(sql, dialect, order, select->after->keys[i]);
        insights__buffer_text_append(out, " or (");
        column(out, NULL, order->field);
        if (select->after->keys[i].type == 0) {
            insights__buffer_text_append(out, " is null and ");
        } else {
            insights__buffer_text_append(out, " = ");
            insights__sql_bind(sql, dialect, select->after->keys[i]);
            insights__buffer_text_append(out, " and ");
        }
    }
    insights__buffer_format(out, "\"id\" %s ", id_descends(select) ? "<" : ">");
    insights__sql_bind(sql, dialect, insights__value_text(select->after->id));
    for (size_t i = 0; i < select->order_count; i++)
        insights__buffer_text_append(out, "))");
}

static void order_by(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__select *select)
{
    insights__buffer_text_append(out, " order by ");
    for (size_t i = 0; i < select->order_count; i++) {
        int down = select->orders[i].descending;

        column(out, NULL, select->orders[i].field);
        insights__buffer_text_append(out, down ? " desc" : "");
        insights__buffer_text_append(
            out, down ? dialect->nulls_last : dialect->nulls_first);
        insights__buffer_text_append(out, ", ");
    }
    insights__buffer_text_append(
        out, id_descends(select) ? "\"id\" desc" : "\"id\"");
}

void insights__sql_select(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__select *select,
    size_t part,
    size_t limit)
{
    insights__buffer *out = &sql->text;

    insights__buffer_text_append(out, "select ");
    if (select->ids)
        insights__sql_name(out, "id");
    else
        insights__sql_columns(out, select->kind, NULL);
    insights__buffer_text_append(out, " from ");
    insights__sql_name(out, select->kind->name);
    name_index(out, dialect, select);
    insights__buffer_text_append(out, " where 1 = 1");
    insights__sql_conditions(sql, dialect, select, NULL);
    if (select->after && select->order_count == 1)
        behind_one(sql, dialect, select, part);
    else if (select->after)
        behind_many(sql, dialect, select);
    order_by(out, dialect, select);
    insights__buffer_text_append(out, " limit ");
    insights__sql_bind(sql, dialect, insights__value_int((int64_t)limit));
}

void insights__sql_count(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__select *select,
    int64_t maximum)
{
    insights__buffer *out = &sql->text;

    insights__buffer_text_append(out, "select count(*) from ");
    if (maximum)
        insights__buffer_text_append(out, "(select 1 from ");
    insights__sql_name(out, select->kind->name);
    insights__buffer_text_append(out, " where 1 = 1");
    insights__sql_conditions(sql, dialect, select, NULL);
    if (maximum) {
        insights__buffer_text_append(out, " limit ");
        insights__sql_bind(sql, dialect, insights__value_int(maximum));
        insights__buffer_text_append(out, ") as found");
    }
}

/* --- Writing -------------------------------------------------------------- */

void insights__sql_insert(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind)
{
    insights__buffer_text_append(out, "insert into ");
    insights__sql_name(out, kind->name);
    insights__buffer_text_append(out, " (");
    insights__sql_columns(out, kind, NULL);
    insights__buffer_text_append(out, ") values (");
    for (size_t i = 0; i < kind->field_count + INSIGHTS__SQL_FIELDS; i++)
        insights__buffer_format(
            out, "%s%c%zu", i ? ", " : "", dialect->placeholder, i + 1);
    insights__buffer_char(out, ')');
}

void insights__sql_update(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind,
    uint64_t slots,
    int whole)
{
    char mark = dialect->placeholder;
    int number = 3;

    insights__buffer_text_append(out, "update ");
    insights__sql_name(out, kind->name);
    insights__buffer_format(
        out, " set \"version\" = %c1, \"updated_at\" = %c2", mark, mark);
    if (whole)
        insights__buffer_format(out, ", \"created_at\" = %c%d", mark, number++);
    for (size_t i = 0; i < kind->field_count; i++) {
        if (!(slots >> i & 1))
            continue;
        insights__buffer_text_append(out, ", ");
        insights__sql_name(out, kind->fields[i].name);
        insights__buffer_format(out, " = %c%d", mark, number++);
    }
    insights__buffer_text_append(out, " where ");
    insights__sql_where_id(out, dialect, kind, number, number + 1);
}
