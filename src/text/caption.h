/* caption.h - cues of SubRip and SBV: loosely marked up text between times.
 *
 * Tags and references are read as in WebVTT; what is no tag that captions
 * have is text. "{\an8}" is left out. What is written reads back as the same
 * turn, but for line breaks in it, which become spaces, spaces at its ends
 * and the times of words.
 */
#ifndef INSIGHTS_TEXT_CAPTION_H
#define INSIGHTS_TEXT_CAPTION_H

#include "text/cue.h"

/* Zeroed: no cue is open, no text was taken. */
typedef struct insights__caption {
    insights__draft draft;
    insights__cue_tree tree;
    insights__buffer text;   /* of the open cue, lines end in \n */
    insights__buffer normal; /* it without its oddities */
    int open;
    int64_t start_ms;
    int64_t end_ms;
} insights__caption;

void insights__caption_line(
    insights__caption *cue,
    const char *line,
    size_t length);

/* Put the cue that is open, if any, into the draft. */
insights_status insights__caption_end(
    insights__caption *cue,
    insights_conversation *script,
    insights_error **error);

void insights__caption_free(insights__caption *cue);

/* Whether enough turns have plain labels for "Ana: hello" to be believed. */
int insights__caption_labels(const insights_conversation *conversation);

/* The text of a turn with its speaker and a line break; `plain` labels. */
void insights__caption_write(
    insights__buffer *out,
    const insights__turn *turn,
    int plain);

#endif
