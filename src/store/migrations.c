/* migrations.c - what became of the layout of a store, number by number.
 *
 * New tables, columns and indexes of the model are derived from its
 * descriptors and need nothing here. Everything else is a function of its
 * own, run once on every file that is older, in order, all in one transaction
 * and under the writer's turn; a new file is made by running all of them.
 *
 * Keeps true: numbers count up by one and are never used again; a function
 * that was released is never changed; nothing is dropped that an older
 * version, which is still let in, reads.
 */
#include "store/backend.h"

/* 1: the first layout: meta, the log of commits, the terms of searches. */

/* 2: deletes of large scopes mark their root, and its rows go later; who does
 * not know the marks would show what is gone. The log of commits says whose
 * each change is; what it said before cannot be told apart and goes, but for
 * the number it had reached. */
static insights_status to_2(insights__migrator *self, insights_error **error)
{
    insights_status status = self->run(
        self,
        "create table \"tombstone\" (\"account\" text, \"kind\" integer, "
        "\"id\" text, \"at\" integer, "
        "primary key (\"account\", \"kind\", \"id\")) without rowid",
        error);

    if (status == INSIGHTS_OK)
        status = self->run(
            self,
            "delete from \"commit_log\" where \"seq\" < "
            "(select max(\"seq\") from \"commit_log\")",
            error);
    if (status == INSIGHTS_OK)
        status = self->run(
            self, "update \"commit_log\" set \"changes\" = null", error);
    return status;
}

static const insights__migration migrations[] = {
    {2, 2, 2, to_2},
};

#define MIGRATIONS (sizeof(migrations) / sizeof(*migrations))

_Static_assert(
    MIGRATIONS + 1 == INSIGHTS__SCHEMA,
    "the number of the layout is that of the last migration");

insights_status insights__migrate(
    insights__migrator *self,
    int from,
    insights__schema *out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    *out = (insights__schema){from, 1, 1};
    for (size_t i = 0; status == INSIGHTS_OK && i < MIGRATIONS; i++) {
        const insights__migration *next = &migrations[i];

        out->min_reader = next->min_reader;
        out->min_writer = next->min_writer;
        if (next->number <= from)
            continue;
        out->number = next->number;
        status = next->run(self, error);
    }
    return status;
}
