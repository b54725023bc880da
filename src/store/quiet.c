/* quiet.c - a guard over all that was read.
 *
 * What a plan read is spread over many records, and records that were not
 * there yet have no version to ask for. So the log of commits is asked: it
 * tells of every change, by whichever process.
 *
 * Keeps true: a transaction with the guard is applied to exactly what stood
 * at its moment, as far as its account goes.
 */
#include "store/internal.h"

#include <string.h>

#define COMMITS_MAXIMUM 256 /* more of them are no quiet */

insights_status insights__store_moment(
    insights_store *store,
    int64_t *out,
    insights_error **error)
{
    insights__backend *backend = NULL;
    insights_status status = insights__store_use(store, &backend, error);

    *out = 0;
    return status < 0 ? status : backend->ops->log_latest(backend, out, error);
}

insights_status insights__transaction_quiet(
    insights_transaction *transaction,
    int64_t moment,
    insights_error **error)
{
    insights__operation *operation =
        insights__array_add(&transaction->operations);

    if (!operation)
        return insights__fail_nomem(error);
    operation->type = INSIGHTS__QUIET;
    operation->version = moment;
    return INSIGHTS_OK;
}

/* Whether a list of changes has one of an account (NULL: of any). */
static int tells_of(const char *account, const void *bytes, size_t length)
{
    insights__log_reader reader;
    insights__log_entry entry;

    if (!length)
        return 0;
    insights__log_reader_init(&reader, bytes, length);
    while (insights__log_unpack(&reader, &entry))
        if (!account || strcmp(reader.place.account, account) == 0)
            return 1;
    return reader.at < reader.end; /* a later version's: it may be anything */
}

insights_status insights__apply_quiet(
    insights__writer *writer,
    const insights__operation *operation,
    insights_error **error)
{
    const char *account = insights__store_bound(writer->store);
    const insights__buffer *log = writer->log;
    insights__commits commits = {INSIGHTS__ARRAY_INIT, INSIGHTS__BUFFER_INIT};
    int changed = tells_of(account, log->data, log->length);
    insights_status status = writer->backend->ops->group_log(
        writer->backend, operation->version, COMMITS_MAXIMUM, &commits, error);

    changed |= commits.list.count == COMMITS_MAXIMUM ||
               commits.bytes.length >= INSIGHTS__PAGE_BYTES;
    for (size_t i = 0; i < commits.list.count && status >= 0; i++) {
        const insights__commit *one = &commits.list.items[i];

        changed |=
            !one->known ||
            tells_of(account, commits.bytes.data + one->offset, one->length);
    }
    if (status >= 0 && changed)
        status = insights__fail(
            error, INSIGHTS_E_CONFLICT,
            "others changed the study meanwhile; read it again");
    insights__array_free(&commits.list);
    insights__buffer_free(&commits.bytes);
    return status;
}
