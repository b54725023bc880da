/* cursor.h - what stands behind every insights_cursor.
 *
 * A source gives records one by one; two exist: a list in memory (here) and
 * the pages of a store (src/store). Keeps true: the record lent last is const
 * and lives until the next call; after DONE or a failure the cursor stays
 * there.
 */
#ifndef INSIGHTS_MODEL_CURSOR_H
#define INSIGHTS_MODEL_CURSOR_H

#include <insights/cursor.h>

typedef struct insights__cursor_ops {
    /* The next record, lent until the next call, or INSIGHTS_DONE. */
    insights_status (*next)(
        insights_cursor *cursor,
        const insights_record **out,
        insights_error **error);

    /* The place behind the current record: owned text. */
    insights_status (*token)(
        const insights_cursor *cursor,
        char **out,
        insights_error **error);

    /* Free what the source holds, and the cursor itself. */
    void (*release)(insights_cursor *cursor);
} insights__cursor_ops;

/* A source embeds this as its first member. */
struct insights_cursor {
    const insights__cursor_ops *ops;
    double score;  /* of the current record */
    int truncated; /* cut at a limit nobody asked for */
    int ended;     /* DONE or failed: nothing more comes */
};

/* --- A list in memory ----------------------------------------------------- */

typedef struct insights__list insights__list;

/* An empty list, or NULL: no memory. A list *is* a cursor that can grow. */
insights__list *insights__list_new(void);

/* Add a record; the list owns it from here, also when this fails. NULL (no
 * memory for the record) fails likewise. A record with a mistake latched
 * fails with it. */
insights_status insights__list_add(
    insights__list *list,
    insights_record *record,
    double score,
    insights_error **error);

void insights__list_set_truncated(insights__list *list);
size_t insights__list_count(const insights__list *list);

/* Borrowed; for sorting and second looks before the list is handed out. */
insights_record *insights__list_at(const insights__list *list, size_t index);

/* Hand the list over as a cursor before its first record. */
insights_cursor *insights__list_cursor(insights__list *list);

/* Frees the list and its records. NULL is allowed. */
void insights__list_free(insights__list *list);

#endif
