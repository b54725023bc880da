/* dialogue.h - lines of plain dialogue: who, when, what.
 *
 * Shared by plain text and Markdown, which differ in how a line is marked up
 * but not in how people write names and times:
 *
 *     [00:01] Ana: hello        Ana Lima  0:01 00:00:01<tab>Ana:<tab>hello Ana
 * [00:01]: hello        Ana: 00:00:01         (0:01)
 */
#ifndef INSIGHTS_TEXT_DIALOGUE_H
#define INSIGHTS_TEXT_DIALOGUE_H

#include "text/draft.h"

/* Stands for a colon that was written so as not to mean anything. */
#define INSIGHTS__PLAIN_COLON '\xFF'

typedef struct insights__dialogue {
    insights__draft draft;
    int64_t start_ms; /* from a line that was nothing but a time */
    int64_t end_ms;
    size_t below;  /* 1 + the piece that may be a name below such a range */
    int paragraph; /* a blank line came before */
} insights__dialogue;

void insights__dialogue_open(insights__dialogue *dialogue);
void insights__dialogue_close(insights__dialogue *dialogue);

/* Take a line, given without its line break. `speaker` is who speaks by the
 * markup alone ("": nobody does), or NULL: see for yourself. 0: no memory. */
int insights__dialogue_line(
    insights__dialogue *dialogue,
    const char *line,
    size_t length,
    const char *speaker);

/* Take a line that is nothing but marked up, as in bold: a name if it comes
 * back, else text. 0: no memory. */
int insights__dialogue_name(
    insights__dialogue *dialogue,
    const char *line,
    size_t length);

/* Take a heading, trimmed: a name if it comes back or has a time, else
 * nothing. `*kept` is 0 where that is known already; the draft counts the
 * others that it drops. 0: no memory. */
int insights__dialogue_heading(
    insights__dialogue *dialogue,
    const char *text,
    size_t length,
    int *kept);

/* Whether a text is nothing but a time, or a range of two. */
int insights__dialogue_is_time(
    const char *text,
    size_t length,
    int64_t *start_ms);

/* Whether a line is no speech, but what Otter or Teams put into the file. */
int insights__dialogue_is_notice(const char *line, size_t length);

/* Whether a text starts with a time in brackets, or one and a label. */
int insights__dialogue_looks_timed(const char *line, size_t length);

#endif
