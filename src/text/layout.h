/* layout.h - how programs lay out the text they export, told from its start.
 *
 * Whatever is not recognised is read as any text is; nothing here changes a
 * word that somebody said.
 */
#ifndef INSIGHTS_TEXT_LAYOUT_H
#define INSIGHTS_TEXT_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

typedef struct insights__layout {
    size_t head;       /* so many lines come before anybody speaks */
    const char *title; /* in the sample, or NULL */
    size_t title_length;
    const char *date;   /* "2026-05-01" in the sample, or NULL */
    int names_on_times; /* names on lines of their own, times below them */
    int chat;           /* messages stand behind tabs below who sent them */
    int64_t clock_ms;   /* times are of day and start here, or no time */
} insights__layout;

void insights__layout_tell(
    const char *sample,
    size_t length,
    insights__layout *out);

/* Whether a line is a program's and nobody's. */
int insights__layout_is_notice(const char *line, size_t length);

/* "0:03", "(0:03)", "0:03 minutes", "1 hour 2 minutes 3 seconds", and nothing
 * else; 0: it is not. */
int insights__layout_time(const char *line, size_t length, int64_t *out_ms);

#endif
