/* sheets.h - the tables of a workbook beside the evidence. */
#ifndef INSIGHTS_ANALYSIS_SHEETS_H
#define INSIGHTS_ANALYSIS_SHEETS_H

#include "analysis/exchange.h"

insights_status insights__codes_table(
    insights_study *study,
    insights__row_callback row,
    void *user,
    insights_error **error);

/* Who speaks in the study's conversations; those nobody knows by their
 * labels. */
insights_status insights__people_table(
    insights_study *study,
    insights__row_callback row,
    void *user,
    insights_error **error);

insights_status insights__interviews_table(
    insights_study *study,
    insights__row_callback row,
    void *user,
    insights_error **error);

/* No row, not even a header, where nothing was asked. */
insights_status insights__questions_table(
    insights_study *study,
    insights__row_callback row,
    void *user,
    insights_error **error);

/* What the study is, how many of what is written, and how it was made. */
insights_status insights__about_table(
    insights_study *study,
    const insights__losses *losses,
    insights__row_callback row,
    void *user,
    insights_error **error);

#endif
