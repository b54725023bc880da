/* sqlite_side.h - what the bytes of the side file mean.
 *
 * Beside each database stands `<database>-insights`, one descriptor of it per
 * process. Its content means nothing; what matters are locks on its bytes,
 * which need not exist, and that it is written to:
 *
 *     byte 0             the writer's turn
 *     1 … 65535          engines
 *     WAITING  + place   this process waits for the turn
 *     WATCHING + place   this process wants to know of commits
 *     WRITING  + place   this process has the database open for writing
 *
 * A process's place is its number, or another where that is taken. The kernel
 * drops all of the locks when the process dies.
 *
 * Whoever has committed, or begins to write for the first time, writes one
 * byte into the file if somebody else holds a WATCHING byte. Who watches is
 * woken by that, looks at the log of commits, which alone is the truth, and
 * looks again each second only while another holds a WRITING byte. Watchers
 * lock their byte before they look at the log and at the WRITING bytes,
 * writers commit and lock theirs before they look at the WATCHING bytes: so
 * one of the two always sees the other.
 */
#ifndef INSIGHTS_BACKENDS_SQLITE_SIDE_H
#define INSIGHTS_BACKENDS_SQLITE_SIDE_H

#include "backends/sqlite.h"

#define INSIGHTS__SIDE_TURN ((int64_t)0)
#define INSIGHTS__SIDE_WAITING ((int64_t)1 << 20)
#define INSIGHTS__SIDE_WATCHING ((int64_t)1 << 23)
#define INSIGHTS__SIDE_WRITING ((int64_t)1 << 24)
#define INSIGHTS__SIDE_PLACES ((int64_t)1 << 22)

/* Open it, unless it is open; from any thread. */
insights_status insights__sqlite_side_open(
    insights__sqlite *file,
    insights_error **error);

/* Its path; the caller checks and frees the buffer. */
void insights__sqlite_side_path(
    const insights__sqlite *file,
    insights__buffer *out);

/* Lock a byte of a range for this process, and tell where; unlock it. Nothing
 * is lost but sleep where that fails. */
int64_t insights__sqlite_side_mark(insights__sqlite *file, int64_t range);
void insights__sqlite_side_unmark(insights__sqlite *file, int64_t at);

/* Whether another process holds a byte of a range. */
int insights__sqlite_side_marked(insights__sqlite *file, int64_t range);

/* Wake the processes that watch. */
void insights__sqlite_side_poke(insights__sqlite *file);

#endif
