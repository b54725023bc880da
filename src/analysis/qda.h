/* qda.h - codebooks of REFI-QDA (.qdc), the interchange format of programs for
 * qualitative analysis.
 *
 * A book in memory is what such a file says: codes in the order of the
 * document, each with its parent before it, and sets of codes. Keeps true:
 * GUIDs are lower case without braces; names are one line and fit into paths;
 * a book that was written reads back as it was.
 */
#ifndef INSIGHTS_ANALYSIS_QDA_H
#define INSIGHTS_ANALYSIS_QDA_H

#include "analysis/exchange.h"

#include "base/arena.h"

/* Readers of XML stop at 256 elements within each other. */
#define INSIGHTS__QDA_DEPTH 200
#define INSIGHTS__QDA_NAME 200 /* bytes, as any code's */
#define INSIGHTS__QDA_BYTES ((size_t)64 << 20)
#define INSIGHTS__QDA_CODES 100000

typedef struct insights__qda_code {
    const char *guid;
    const char *name;
    const char *colour;      /* "#RRGGBB", or NULL */
    const char *description; /* or NULL */
    size_t parent;           /* index + 1; 0: none */
    size_t depth;            /* from 1 */
    size_t line;             /* of the file it was read from */
    int codable;
} insights__qda_code;

typedef struct insights__qda_set {
    const char *guid;
    const char *name;
    INSIGHTS__ARRAY(const char *) members; /* GUIDs of codes */
    size_t line;
} insights__qda_set;

typedef struct insights__qda_book {
    insights__arena texts;
    INSIGHTS__ARRAY(insights__qda_code) codes;
    INSIGHTS__ARRAY(insights__qda_set) sets;
} insights__qda_book;

void insights__qda_free(insights__qda_book *book);

/* Whether bytes look like XML, in UTF-8 or UTF-16. */
int insights__qda_is_xml(const char *bytes, size_t length);

/* --- qda_text.c: names and texts as both sides write them --------------------
 */

/* Append what XML can hold of a text; how many characters it cannot. */
int64_t insights__qda_clean(insights__buffer *out, const char *text);

/* A name that an XML attribute and a path of codes can hold: appended to
 * `out`, perhaps nothing. 1 where it is not `name` as it stood. */
int insights__qda_name(insights__buffer *out, const char *name);

/* Make a name unlike those that siblings (or all) have: "Trust (2)". Keys of
 * `taken` begin with `scope`; the name is added. 1 where it had to change. */
int insights__qda_unlike(
    insights__buffer *name,
    const char *scope,
    insights__map *taken,
    insights_status *status,
    insights_error **error);

/* "{ABC…}" to "abc…"; 0 where it is no GUID. */
int insights__qda_guid(const char *text, char out[INSIGHTS__UUID_TEXT]);

/* "#abc" to "#AABBCC"; 0 where it is no colour. */
int insights__qda_colour(const char *text, char out[8]);

/* What a description holds of a code, and back: the definition, then parts
 * that begin with "[include] ", "[exclude] ", "[example] ", "[synonyms] ",
 * each with an empty line before it. A line of a text that looks like the
 * beginning of a part gets a backslash. */
void insights__qda_pack(
    insights__buffer *out,
    const insights_record *code,
    insights__losses *losses);
insights_status insights__qda_unpack(
    const char *text,
    insights_record *code,
    insights_error **error);

/* --- qda_write.c -------------------------------------------------------------
 */

/* All texts of the book are clean. */
insights_status insights__qda_write(
    const insights__qda_book *book,
    const insights__export *out,
    insights_error **error);

/* --- qda_read.c --------------------------------------------------------------
 */

/* Strict as the standard's schema; what is no part of it is listed in
 * `losses`. INSIGHTS_E_PARSE names the line. */
insights_status insights__qda_read(
    const char *bytes,
    size_t length,
    insights__qda_book *out,
    insights__losses *losses,
    insights_error **error);

#endif
