/* sqlite_check.c - whether a file is whole: its pages, and who refers to
 * whom. */
#include "backends/sqlite.h"

#include "base/alloc.h"

#include <insights/model.h>
#include <string.h>

/* One kind of fault may not drown the others. */
#define FINDINGS_MAXIMUM 1000

static insights_status add_finding(
    insights__list *out,
    const char *code,
    const char *kind,
    const char *id,
    const char *message,
    insights_error **error)
{
    insights_record *finding;
    insights_status status =
        insights_record_new(INSIGHTS_FINDING, &finding, error);

    if (status < 0)
        return status;
    insights_record_set_text(finding, INSIGHTS_FINDING_CODE, code);
    if (kind)
        insights_record_set_text(finding, INSIGHTS_FINDING_RECORD_KIND, kind);
    if (id)
        insights_record_set_text(finding, INSIGHTS_FINDING_RECORD_ID, id);
    insights_record_set_text(finding, INSIGHTS_FINDING_MESSAGE, message);
    return insights__list_add(out, finding, 0, error);
}

/* Each row of the statement is an id and what to say of it; or, without a
 * kind, just what to say. */
static insights_status add_rows(
    insights__connection *reader,
    sqlite3_stmt *statement,
    const char *code,
    const insights__kind *kind,
    insights__list *out,
    insights_error **error)
{
    insights_status status;

    while ((status = insights__sqlite_step(reader, statement, error)) ==
           INSIGHTS_OK) {
        const char *first = (const char *)sqlite3_column_text(statement, 0);
        const char *second =
            kind ? (const char *)sqlite3_column_text(statement, 1) : first;

        if (!kind && first && strcmp(first, "ok") == 0)
            continue;
        status = add_finding(
            out, code, kind ? kind->name : NULL, kind ? first : NULL,
            second ? second : "", error);
        if (status < 0) {
            sqlite3_reset(statement);
            return status;
        }
    }
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status run_check(
    insights__connection *reader,
    insights__buffer *sql,
    const char *account,
    const char *code,
    const insights__kind *kind,
    insights__list *out,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status =
        insights__buffer_check(sql, "the statement", error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_prepare(
            reader, insights__buffer_text(sql), &statement, error);
    if (status == INSIGHTS_OK) {
        if (sqlite3_bind_parameter_count(statement))
            insights__sqlite_bind_text(statement, 1, account);
        status = add_rows(reader, statement, code, kind, out, error);
    }
    insights__buffer_truncate(sql, 0);
    return status;
}

/* Records whose reference leads nowhere, or to another account. */
static insights_status check_reference(
    insights__connection *reader,
    const insights__kind *kind,
    const insights__field *field,
    insights__buffer *sql,
    const char *account,
    insights__list *out,
    insights_error **error)
{
    const insights__kind *target = insights__kind_descriptor(field->target);
    int root = target->scope == INSIGHTS__SCOPE_ROOT;
    insights_status status;

    insights__buffer_format(
        sql,
        "select a.\"id\", '%s refers to a %s that is not there: ' || a.\"%s\" "
        "from \"v_%s\" a where a.\"%s\" is not null and not exists (select 1 "
        "from \"v_%s\" b where b.\"id\" = a.\"%s\" and b.\"%s\" = %s) and "
        "(?1 is null or a.\"account_id\" = ?1) limit %d",
        field->name, target->name, field->name, kind->name, field->name,
        target->name, field->name, insights__sql_account_column(target),
        root ? "b.\"id\"" : "a.\"account_id\"", FINDINGS_MAXIMUM);
    status = run_check(reader, sql, account, "reference", kind, out, error);
    if (status < 0 || root)
        return status;
    insights__buffer_format(
        sql,
        "select a.\"id\", '%s refers to a %s of another account: ' || "
        "a.\"%s\" from \"v_%s\" a where a.\"%s\" is not null and not exists "
        "(select 1 from \"v_%s\" b where b.\"id\" = a.\"%s\" and "
        "b.\"account_id\" = a.\"account_id\") and exists (select 1 from "
        "\"%s\" c where c.\"account_id\" in (select \"id\" from \"account\") "
        "and c.\"id\" = a.\"%s\") and (?1 is null or a.\"account_id\" = ?1) "
        "limit %d",
        field->name, target->name, field->name, kind->name, field->name,
        target->name, field->name, target->name, field->name, FINDINGS_MAXIMUM);
    return run_check(reader, sql, account, "tenant", kind, out, error);
}

/* Two rows for one key can only come from a damaged index. */
static insights_status check_key(
    insights__connection *reader,
    const insights__kind *kind,
    const insights__index *index,
    insights__buffer *sql,
    insights__list *out,
    insights_error **error)
{
    insights__buffer columns = INSIGHTS__BUFFER_INIT;

    for (size_t i = 0; i < index->count; i++) {
        if (i)
            insights__buffer_text_append(&columns, ", ");
        insights__sql_name(
            &columns, index->columns[i] ? index->columns[i]->name : "id");
    }
    insights__buffer_format(
        sql,
        "select min(\"id\"), 'several records share a key' from \"%s\" not "
        "indexed where ",
        kind->name);
    for (size_t i = 0; i < index->count; i++) {
        insights__buffer_text_append(sql, i ? " and " : "");
        insights__sql_name(
            sql, index->columns[i] ? index->columns[i]->name : "id");
        insights__buffer_text_append(sql, " is not null");
    }
    insights__buffer_format(
        sql, " group by %s having count(*) > 1 limit %d",
        insights__buffer_text(&columns), FINDINGS_MAXIMUM);
    if (columns.status != INSIGHTS_OK)
        sql->status = columns.status;
    insights__buffer_free(&columns);
    return run_check(reader, sql, NULL, "unique", kind, out, error);
}

/* Records with words that a search would not look at. */
static insights_status check_search(
    insights__connection *reader,
    const insights__kind *kind,
    insights__buffer *sql,
    const char *account,
    insights__list *out,
    insights_error **error)
{
    if (!insights__sqlite_has_words(kind))
        return INSIGHTS_OK;
    insights__buffer_format(
        sql,
        "select a.\"id\", 'search does not know its words' from \"%s\" a "
        "where not exists (select 1 from \"search\" s where s.\"rowid\" = "
        "(a.\"rowkey\" << %d | %u)) and (?1 is null or a.\"account_id\" = ?1) "
        "limit %d",
        kind->name, INSIGHTS__SQLITE_KIND_BITS, (unsigned)kind->id,
        FINDINGS_MAXIMUM);
    return run_check(reader, sql, account, "search", kind, out, error);
}

static insights_status check_kind(
    insights__connection *reader,
    const insights__kind *kind,
    insights__buffer *sql,
    const char *account,
    insights__list *out,
    insights_error **error)
{
    insights__index indexes[INSIGHTS__INDEXES];
    size_t count = insights__sql_indexes(kind, indexes);
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < kind->field_count; i++) {
        if (kind->fields[i].type == INSIGHTS_TYPE_ID && kind->fields[i].target)
            status = check_reference(
                reader, kind, &kind->fields[i], sql, account, out, error);
    }
    for (size_t i = 0; status == INSIGHTS_OK && i < count; i++) {
        if (indexes[i].unique)
            status = check_key(reader, kind, &indexes[i], sql, out, error);
    }
    if (status == INSIGHTS_OK)
        status = check_search(reader, kind, sql, account, out, error);
    return status;
}

/* --- Deletes that are under way ------------------------------------------- */

typedef struct unfinished {
    insights__list *out;
    insights__buffer *text;
} unfinished;

static insights_status add_unfinished(
    void *user,
    const insights__kind *kind,
    const char *id,
    int64_t rows,
    insights_error **error)
{
    const unfinished *self = user;

    insights__buffer_truncate(self->text, 0);
    insights__buffer_format(
        self->text,
        "it is deleted, but %lld records still take up room; a vacuum takes "
        "them away",
        (long long)rows);
    return add_finding(
        self->out, "unfinished", kind->name, id,
        insights__buffer_text(self->text), error);
}

/* A page that cannot be read is a finding, not a failure of the check. */
static insights_status check_structure(
    insights__connection *reader,
    insights__buffer *sql,
    insights__list *out,
    insights_error **error)
{
    insights_error *damage = NULL;
    insights_status status;

    insights__buffer_text_append(sql, "pragma integrity_check(100)");
    status = run_check(reader, sql, NULL, "structure", NULL, out, &damage);
    if (status == INSIGHTS_E_CORRUPT)
        status = add_finding(
            out, "structure", NULL, NULL, insights_error_message(damage),
            error);
    else if (status < 0)
        status =
            insights__fail(error, status, "%s", insights_error_message(damage));
    insights_error_free(damage);
    return status;
}

insights_status insights__sqlite_check(
    insights__backend *backend,
    const char *account,
    insights__list *out,
    insights_error **error)
{
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    insights__connection *reader;
    int damaged;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    if (status < 0)
        return status;
    status = check_structure(reader, &sql, out, error);
    damaged = insights__list_count(out) > 0;
    for (size_t i = 0;
         status == INSIGHTS_OK && !damaged && i < insights__kinds_count; i++) {
        if (insights__kinds[i].stored)
            status = check_kind(
                reader, &insights__kinds[i], &sql, account, out, error);
    }
    if (status == INSIGHTS_OK && !damaged) {
        unfinished self = {out, &sql};

        insights__buffer_truncate(&sql, 0);
        status = insights__sqlite_left(
            reader, account, add_unfinished, &self, error);
    }
    insights__sqlite_reader_done(reader);
    insights__buffer_free(&sql);
    return status;
}
