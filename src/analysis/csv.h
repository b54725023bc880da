/* csv.h - comma separated values (RFC 4180), record by record. */
#ifndef INSIGHTS_ANALYSIS_CSV_H
#define INSIGHTS_ANALYSIS_CSV_H

#include "base/array.h"
#include "base/error.h"

typedef struct insights__csv {
    const char *at;
    const char *end;
    size_t line; /* the record read last starts on it, from 1 */
    size_t next_line;
    INSIGHTS__ARRAY(char *) fields; /* owned texts of the record */
} insights__csv;

/* A byte order mark is stepped over. The text must outlive the reader. */
void insights__csv_open(insights__csv *csv, const char *text, size_t length);

/* Read the next record that is not empty; INSIGHTS_DONE at the end. Lines may
 * end in CRLF, LF or CR. INSIGHTS_E_PARSE names the line. */
insights_status insights__csv_next(insights__csv *csv, insights_error **error);

/* A field; "" past the last. */
const char *insights__csv_field(const insights__csv *csv, size_t index);

void insights__csv_close(insights__csv *csv);

#endif
