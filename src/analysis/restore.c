/* restore.c - read an export back, all or nothing.
 *
 * Keeps true: ids, versions and times are as they were; whatever account a
 * line names, it becomes a record of the account the store is bound to.
 */
#include "analysis/study.h"

#include "base/alloc.h"
#include "model/descriptor.h"

#include <string.h>

#define PIECE 65536
#define LINE_MAXIMUM ((size_t)64 << 20)

typedef struct restoring {
    insights_transaction *transaction;
    const char *account;
    int64_t (*read)(void *bytes, size_t size, void *user);
    void *user;
    char *piece;
    insights__buffer line;
    size_t number; /* of the line */
    insights__counts counts;
} restoring;

/* Say which line it is, keeping what is wrong with it. */
static void name_line(const restoring *self, insights_error **error)
{
    insights__buffer prefix = INSIGHTS__BUFFER_INIT;

    insights__buffer_format(&prefix, "line %zu", self->number);
    if (error && *error && prefix.status >= 0)
        insights__error_prefix(error, insights__buffer_text(&prefix));
    insights__buffer_free(&prefix);
}

static insights_status add_record(
    restoring *self,
    insights_record *record,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(record);
    const insights__kind *type = insights__kind_descriptor(kind);

    if (!type->stored || kind == INSIGHTS_ACCOUNT)
        return insights__fail(
            error, INSIGHTS_E_PARSE, "a %s is not part of an export",
            type->name);
    if (!insights_record_id(record) || insights_record_version(record) < 1)
        return insights__fail(
            error, INSIGHTS_E_PARSE, "a record needs its id and version");
    insights_record_set_text(
        record,
        insights__field_by_number(type, INSIGHTS__NUMBER_ACCOUNT_ID)->id,
        self->account);
    self->counts.done++;
    return insights_transaction_save(
        self->transaction, record, INSIGHTS_SAVE_RESTORE, error);
}

static insights_status read_line(restoring *self, insights_error **error)
{
    insights_record *record = NULL;
    const char *text = insights__buffer_text(&self->line);
    size_t length = self->line.length;
    insights_status status;

    self->number++;
    while (length && strchr(" \t\r", text[length - 1]))
        length--;
    if (!length)
        return INSIGHTS_OK;
    status = insights_record_from_json(0, text, length, &record, error);
    if (status >= 0)
        status = add_record(self, record, error);
    insights_record_free(record);
    if (status < 0)
        name_line(self, error);
    return status;
}

static insights_status take_piece(
    restoring *self,
    size_t length,
    insights_error **error)
{
    const char *at = self->piece;
    const char *end = at + length;
    insights_status status = INSIGHTS_OK;

    while (at < end && status >= 0) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((newline ? newline : end) - at);

        insights__buffer_append(&self->line, at, size);
        if (self->line.status < 0) {
            self->number++;
            status = insights__buffer_check(&self->line, "a line", error);
            name_line(self, error);
        } else if (newline) {
            status = read_line(self, error);
            insights__buffer_truncate(&self->line, 0);
        }
        at += size + (newline != NULL);
    }
    return status;
}

static insights_status read_all(restoring *self, insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    int64_t got = 1;

    while (got > 0 && status >= 0) {
        got = self->read(self->piece, PIECE, self->user);
        if (got < 0 || got > PIECE)
            return insights__fail(
                error, INSIGHTS_E_IO,
                "reading the export failed behind line %zu", self->number);
        status = take_piece(self, (size_t)got, error);
    }
    if (status >= 0 && self->line.length)
        status = read_line(self, error);
    return status;
}

insights_status insights_store_restore(
    insights_store *store,
    int64_t (*read)(void *bytes, size_t size, void *user),
    void *user,
    insights_record **out,
    insights_error **error)
{
    restoring self;
    insights_record *answer = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !read || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store, read and out are required");
    memset(&self, 0, sizeof(self));
    self.read = read;
    self.user = user;
    self.line.maximum = LINE_MAXIMUM;
    self.account = insights_store_account(store);
    if (!self.account)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "an export is restored into one account: open the store for it");
    self.piece = insights__alloc(PIECE);
    status = self.piece
                 ? insights_transaction_new(store, &self.transaction, error)
                 : insights__fail_nomem(error);
    if (status >= 0)
        status = read_all(&self, error);
    if (status >= 0)
        status = insights__summary(
            &self.counts, NULL, NULL, "restored every record", &answer, error);
    if (status >= 0)
        status = insights_transaction_commit(self.transaction, error);
    if (status >= 0)
        *out = answer;
    else
        insights_record_free(answer);
    insights_transaction_free(self.transaction);
    insights__buffer_free(&self.line);
    insights__free(self.piece);
    return status;
}
