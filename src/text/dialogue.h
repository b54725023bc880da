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

/* Whether a text starts with a time in brackets, or one and a label. */
int insights__dialogue_looks_timed(const char *line, size_t length);

#endif
