/* report.h - the parts of the HTML report, each a file of its own.
 *
 * Keeps true: the same records give the same bytes; no time of day, no random
 * number and no order of a hash ends up in the page; text that was said
 * stands once, in the reader, with marks as spans of it; nothing suggested
 * enters a count.
 */
#ifndef INSIGHTS_ANALYSIS_REPORT_H
#define INSIGHTS_ANALYSIS_REPORT_H

#include "analysis/page.h"
#include "base/arena.h"
#include "base/array.h"

#include <insights/study.h>

/* A code on words, or (without a code) a piece of evidence to link to. */
typedef struct insights__report_mark {
    size_t start; /* in the canonical text, in bytes */
    size_t end;
    const char *evidence; /* these in the report's arena */
    const char *code;     /* NULL: evidence without a code */
    const char *actor;
    int suggested;
} insights__report_mark;

typedef INSIGHTS__ARRAY(insights__report_mark) insights__report_marks;

typedef struct insights__report {
    insights__page page;
    insights__arena arena;
    insights_study *study;
    insights_store *store;
    insights_corpus *corpus;
    insights_record *project;
    const char *draft; /* NULL: none was given */
    size_t draft_length;
    const char *draft_name;
    size_t turns;
    size_t evidence;
    size_t accepted;                /* codings a person made or accepted */
    size_t waiting;                 /* review items */
    struct insights__map *codes;    /* paths in use, in order */
    struct insights__map *speakers; /* labels, in order */
    insights__report_marks *marks;  /* one list per conversation */
} insights__report;

/* Style and script, written by the build from report.css and report.js. */
extern const char insights__report_style[];
extern const char insights__report_script[];

insights_status insights__report_check(
    insights__report *report,
    insights_error **error);
insights_status insights__report_reader(
    insights__report *report,
    insights_error **error);
insights_status insights__report_review(
    insights__report *report,
    insights_error **error);
insights_status insights__report_methods(
    insights__report *report,
    insights_error **error);

#endif
