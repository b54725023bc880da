/* exchange.h - what the ways out share: tables, and what a format lost.
 *
 * Keeps true: whatever is written depends on nothing but the study, so that
 * equal studies give equal bytes; whatever is left out is counted.
 */
#ifndef INSIGHTS_ANALYSIS_EXCHANGE_H
#define INSIGHTS_ANALYSIS_EXCHANGE_H

#include "analysis/study.h"
#include "base/map.h"

#include <insights/exchange.h>

/* --- Losses ------------------------------------------------------------------
 */

typedef struct insights__loss {
    char *what;
    const char *why; /* static */
    int64_t count;
} insights__loss;

/* Zeroed is empty. Being short of memory is told by insights__losses_set(). */
typedef struct insights__losses {
    INSIGHTS__ARRAY(insights__loss) list;
    int failed;
} insights__losses;

/* Add to what is told of `what` (copied); `why` is static. A count of 0 is
 * nothing lost. */
void insights__lose(
    insights__losses *losses,
    const char *what,
    const char *why,
    int64_t count);

/* Put the list into a summary. */
insights_status insights__losses_set(
    const insights__losses *losses,
    insights_record *summary,
    insights_error **error);

void insights__losses_free(insights__losses *losses);

/* --- Tables ------------------------------------------------------------------
 */

typedef enum insights__cell_type {
    INSIGHTS__CELL_NULL = 0,
    INSIGHTS__CELL_TEXT = 1,   /* words of people: anything may be in it */
    INSIGHTS__CELL_PLAIN = 2,  /* a text that the library made */
    INSIGHTS__CELL_NUMBER = 3, /* whole */
    INSIGHTS__CELL_LINK = 4
} insights__cell_type;

typedef struct insights__cell {
    insights__cell_type type;
    const char *text;
    int64_t number;
} insights__cell;

/* Receives rows; the first is the header. */
typedef insights_status (*insights__row_callback)(
    void *user,
    const insights__cell *cells,
    size_t count,
    insights_error **error);

void insights__cell_text(insights__cell *cell, const char *text);

/* HH:MM:SS, below 100 hours. */
#define INSIGHTS__CLOCK_TEXT 24
void insights__clock_text(int64_t ms, char out[INSIGHTS__CLOCK_TEXT]);

/* Every piece of evidence once for each code on it, in reading order; without
 * a code once. */
insights_status insights__evidence_table(
    insights_study *study,
    uint32_t flags,
    insights__losses *losses,
    insights__row_callback row,
    void *user,
    insights_error **error);

/* The people that a study's speakers are: ids of persons to 1. Owned; free
 * with insights__map_free(). */
insights_status insights__study_people(
    insights_study *study,
    insights__map **out,
    insights_error **error);

/* --- One way out -------------------------------------------------------------
 */

typedef struct insights__export {
    insights_study *study;
    insights_export_options options;
    insights_write_callback write;
    void *user;
    insights__losses losses;
    int64_t count;    /* of rows or codes */
    const char *noun; /* what is counted */
} insights__export;

insights_status insights__export_put(
    const insights__export *out,
    const char *bytes,
    size_t length,
    insights_error **error);

insights_status insights__export_csv(
    insights__export *out,
    insights_error **error);
insights_status insights__export_xlsx(
    insights__export *out,
    insights_error **error);
insights_status insights__export_qdc(
    insights__export *out,
    insights_error **error);

#endif
