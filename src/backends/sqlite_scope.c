/* sqlite_scope.c - large deletes: marking a root, and taking away what lies
 * beneath it.
 *
 * Keeps true: the tombstone stands until the last row beneath it, the root
 * included, is gone, so that whoever comes later can go on; the root's own
 * unique keys are free from the moment it is marked.
 */
#include "backends/sqlite.h"

#include "base/alloc.h"
#include "base/environment.h"

#include <string.h>

/* Of one statement, so that time is looked at in between. */
#define CHUNK 100
#define FIRST_BATCH 250
#define PURGE_NS ((int64_t)20 * 1000000)

/* Prepare the text of a buffer, which is freed. */
static insights_status prepare(
    insights__connection *writer,
    insights__buffer *sql,
    sqlite3_stmt **out,
    insights_error **error)
{
    insights_status status =
        insights__buffer_check(sql, "the statement", error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_prepare(
            writer, insights__buffer_text(sql), out, error);
    insights__buffer_free(sql);
    return status;
}

/* Run a statement on an account and an id, and maybe a number. */
static insights_status run_on(
    insights__connection *writer,
    insights__buffer *sql,
    const char *account,
    const char *id,
    int64_t number,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status = prepare(writer, sql, &statement, error);

    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, account);
    insights__sqlite_bind_text(statement, 2, id);
    if (sqlite3_bind_parameter_count(statement) > 2)
        sqlite3_bind_int64(statement, 3, number);
    return insights__sqlite_run(writer, statement, error);
}

/* --- A key that a deleted row still holds --------------------------------- */

static insights_status is_root(
    insights__connection *writer,
    const insights__kind *kind,
    const char *account,
    const char *id,
    int *out,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status = insights__sqlite_prepare(
        writer,
        "select 1 from \"tombstone\" where \"account\" = ?1 and \"kind\" = ?2 "
        "and \"id\" = ?3",
        &statement, error);

    *out = 0;
    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, account);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)kind->id);
    insights__sqlite_bind_text(statement, 3, id);
    status = insights__sqlite_step(writer, statement, error);
    *out = status == INSIGHTS_OK;
    sqlite3_reset(statement);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__sqlite_clear_away(
    insights__sqlite *file,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_error **error)
{
    int64_t version = -1;
    int root = 0;
    insights_status status = INSIGHTS_OK;

    /* Accounts lie beneath nothing, and belong to none but themselves. */
    if (kind->scope == INSIGHTS__SCOPE_ROOT)
        return INSIGHTS_OK;
    status = insights__sqlite_version(
        &file->base, kind, account, id, &version, NULL, error);
    if (status < 0 || version >= 0)
        return status;
    status = is_root(file->writer, kind, account, id, &root, error);
    if (status == INSIGHTS_OK && root)
        status = insights__fail(
            error, INSIGHTS_E_AGAIN,
            "the %s '%s' is still being deleted; try again later", kind->name,
            id);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_index_terms(
            &file->base, kind, account, id, NULL, NULL, error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_remove(&file->base, kind, account, id, error);
    return status < 0 ? status : INSIGHTS_DONE;
}

/* --- Marking -------------------------------------------------------------- */

/* A null in a key never collides. */
static insights_status free_keys(
    insights__sqlite *file,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < kind->key_count; i++) {
        const insights__key *key = &kind->keys[i];
        const insights__field *last =
            insights__field_descriptor(key->fields[key->count - 1]);
        insights__buffer sql = INSIGHTS__BUFFER_INIT;

        insights__buffer_format(
            &sql, "update \"%s\" set \"%s\" = null where ", kind->name,
            last->name);
        insights__sql_where_id(&sql, &insights__sql_sqlite, kind, 1, 2);
        status = run_on(file->writer, &sql, account, id, 0, error);
    }
    return status;
}

insights_status insights__sqlite_bury(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    int64_t at,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    insights_status status = free_keys(file, kind, account, id, error);

    if (status < 0)
        return status;
    insights__buffer_format(
        &sql,
        "insert into \"tombstone\" (\"account\", \"kind\", \"id\", \"at\") "
        "values (?1, %u, ?2, ?3)",
        (unsigned)kind->id);
    return run_on(file->writer, &sql, account, id, at, error);
}

insights_status insights__sqlite_beyond(
    insights__backend *backend,
    const insights__scope_link *link,
    const char *account,
    const char *id,
    size_t maximum,
    insights__ids *out,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    sqlite3_stmt *statement;
    insights_status status;

    insights__sql_beyond(
        &sql, link->root, link->inner, link->outer, link->field);
    status = prepare(file->writer, &sql, &statement, error);
    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, account);
    insights__sqlite_bind_text(statement, 2, id);
    sqlite3_bind_int64(statement, 3, (sqlite3_int64)maximum);
    return insights__sqlite_ids(file->writer, statement, out, error);
}

/* --- Taking away ---------------------------------------------------------- */

typedef struct grave {
    const insights__kind *kind;
    char account[INSIGHTS__ID_TEXT];
    char id[INSIGHTS__ID_TEXT];
} grave;

static void copy_id(char out[INSIGHTS__ID_TEXT], const unsigned char *text)
{
    strncpy(out, text ? (const char *)text : "", INSIGHTS__ID_TEXT - 1);
    out[INSIGHTS__ID_TEXT - 1] = '\0';
}

/* The one with that id, else any; `kind` NULL: there is none. */
static insights_status find_grave(
    insights__connection *connection,
    const char *preferred,
    grave *out,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status = insights__sqlite_prepare(
        connection,
        "select \"account\", \"kind\", \"id\" from \"tombstone\" "
        "order by \"id\" = ?1 desc, \"at\" limit 1",
        &statement, error);

    memset(out, 0, sizeof(*out));
    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, preferred ? preferred : "");
    status = insights__sqlite_step(connection, statement, error);
    if (status != INSIGHTS_OK)
        return status < 0 ? status : INSIGHTS_OK;
    copy_id(out->account, sqlite3_column_text(statement, 0));
    out->kind = insights__kind_descriptor(
        (insights_kind)sqlite3_column_int64(statement, 1));
    copy_id(out->id, sqlite3_column_text(statement, 2));
    sqlite3_reset(statement);
    if (!out->kind || !insights__kind_is_scope(out->kind))
        return insights__fail(
            error, INSIGHTS_E_NEWER,
            "a later version of insights has begun to delete '%s'; use that "
            "version to finish it",
            out->id);
    return INSIGHTS_OK;
}

/* Take `maximum` rows of a kind with their words; `*removed` says how many. */
static insights_status remove_rows(
    insights__sqlite *file,
    const grave *self,
    const insights__kind *kind,
    int64_t maximum,
    int64_t *removed,
    insights_error **error)
{
    static const char *const begins[] = {
        "insert into \"search_index\" (\"search_index\", \"rowid\", \"scope\", "
        "\"terms\") select 'delete', \"rowid\", \"scope\", \"terms\" from "
        "\"search\" where \"rowid\" in (select \"rowkey\" << 7 | ",
        "delete from \"search\" where \"rowid\" in (select \"rowkey\" << 7 | ",
        "delete from "};
    insights_status status = INSIGHTS_OK;

    _Static_assert(INSIGHTS__SQLITE_KIND_BITS == 7, "as in the statements");
    for (size_t i = insights__sqlite_has_words(kind) ? 0 : 2;
         status == INSIGHTS_OK && i < 3; i++) {
        insights__buffer sql = INSIGHTS__BUFFER_INIT;

        insights__buffer_text_append(&sql, begins[i]);
        if (i < 2) {
            insights__buffer_format(&sql, "%u from (", (unsigned)kind->id);
        } else {
            insights__sql_name(&sql, kind->name);
            insights__buffer_text_append(&sql, " where \"rowkey\" in (");
        }
        insights__sql_batch(&sql, self->kind, kind);
        insights__buffer_text_append(&sql, i < 2 ? "))" : ")");
        status =
            run_on(file->writer, &sql, self->account, self->id, maximum, error);
    }
    *removed = status < 0 ? 0 : sqlite3_changes(file->writer->db);
    return status;
}

/* The last of it: the root, and its mark. */
static insights_status fill_in(
    insights__sqlite *file,
    const grave *self,
    insights_error **error)
{
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    insights_status status = insights__sqlite_index_terms(
        &file->base, self->kind, self->account, self->id, NULL, NULL, error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_remove(
            &file->base, self->kind, self->account, self->id, error);
    if (status < 0)
        return status;
    insights__buffer_format(
        &sql,
        "delete from \"tombstone\" where \"account\" = ?1 and \"kind\" = %u "
        "and \"id\" = ?2",
        (unsigned)self->kind->id);
    return run_on(file->writer, &sql, self->account, self->id, 0, error);
}

/* Rows that refer go before those that they refer to, as far as the order of
 * the kinds has it. */
insights_status insights__sqlite_purge(
    insights__backend *backend,
    const char *preferred,
    int64_t maximum,
    int64_t *removed,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    int64_t since = insights__monotonic_ns();
    grave self;
    insights_status status = find_grave(file->writer, preferred, &self, error);

    *removed = 0;
    if (status < 0 || !self.kind)
        return status;
    file->batch_since = since;
    if (!file->batch_rows)
        file->batch_rows = FIRST_BATCH;
    if (maximum > file->batch_rows)
        maximum = file->batch_rows;
    for (size_t i = insights__kinds_count; status == INSIGHTS_OK && i > 0;
         i--) {
        const insights__kind *kind = &insights__kinds[i - 1];
        int64_t got = 1;

        if (!kind->stored || !insights__scope_field(self.kind, kind))
            continue;
        while (status == INSIGHTS_OK && got) {
            int64_t left = maximum - *removed;

            if (left <= 0 ||
                (*removed && insights__monotonic_ns() - since >= PURGE_NS))
                return INSIGHTS_OK;
            status = remove_rows(
                file, &self, kind, left < CHUNK ? left : CHUNK, &got, error);
            *removed += got;
            file->group_bytes += 200 * got;
        }
    }
    if (status == INSIGHTS_OK)
        status = fill_in(file, &self, error);
    ++*removed;
    return status;
}

/* --- Looking -------------------------------------------------------------- */

insights_status insights__sqlite_buried(
    insights__backend *backend,
    const char *account,
    const char *id,
    int64_t *out,
    insights_error **error)
{
    insights__connection *reader;
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    *out = 0;
    if (status < 0)
        return status;
    status = insights__sqlite_prepare(
        reader,
        "select count(*) from \"tombstone\" where (?1 is null or \"account\" "
        "= ?1) and (?2 is null or \"id\" = ?2)",
        &statement, error);
    if (status == INSIGHTS_OK) {
        insights__sqlite_bind_text(statement, 1, account);
        insights__sqlite_bind_text(statement, 2, id);
        status = insights__sqlite_step(reader, statement, error);
    }
    if (status == INSIGHTS_OK) {
        *out = sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    insights__sqlite_reader_done(reader);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__sqlite_left(
    insights__connection *reader,
    const char *account,
    insights__left each,
    void *user,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < insights__kinds_count;
         i++) {
        const insights__kind *root = &insights__kinds[i];
        insights__buffer sql = INSIGHTS__BUFFER_INIT;
        sqlite3_stmt *statement;

        if (!insights__kind_is_scope(root))
            continue;
        insights__buffer_format(&sql, "select z.\"id\", 1");
        for (size_t j = 0; j < insights__kinds_count; j++) {
            const insights__kind *kind = &insights__kinds[j];
            const insights__field *field =
                kind->stored ? insights__scope_field(root, kind) : NULL;

            if (field)
                insights__buffer_format(
                    &sql,
                    " + (select count(*) from \"%s\" k where k.\"%s\" = "
                    "z.\"id\" and k.\"account_id\" = z.\"account\")",
                    kind->name, field->name);
        }
        insights__buffer_format(
            &sql,
            " from \"tombstone\" z where z.\"kind\" = %u and (?1 is null or "
            "z.\"account\" = ?1)",
            (unsigned)root->id);
        status = prepare(reader, &sql, &statement, error);
        if (status == INSIGHTS_OK)
            insights__sqlite_bind_text(statement, 1, account);
        while (status == INSIGHTS_OK) {
            status = insights__sqlite_step(reader, statement, error);
            if (status != INSIGHTS_OK)
                break;
            status = each(
                user, root, (const char *)sqlite3_column_text(statement, 0),
                sqlite3_column_int64(statement, 1), error);
            if (status < 0)
                sqlite3_reset(statement);
        }
        status = status == INSIGHTS_DONE ? INSIGHTS_OK : status;
    }
    return status;
}
