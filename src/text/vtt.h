/* vtt.h - cues of WebVTT, by the parser rules of the W3C.
 *
 * Regions and style sheets are recognised and left out.
 */
#ifndef INSIGHTS_TEXT_VTT_H
#define INSIGHTS_TEXT_VTT_H

#include "text/source.h"

typedef struct insights__vtt_cue {
    insights__buffer id;
    insights__buffer text; /* with its tags; lines end in \n */
    int64_t start_ms;
    int64_t end_ms;
    size_t line_number; /* in the file, of the line with the times */
    /* Settings, as WebVTT names them; static. */
    const char *vertical;       /* "", "rl" or "lr" */
    const char *line_align;     /* start, center or end */
    const char *position_align; /* auto, line-left, center or line-right */
    const char *align;          /* start, center, end, left or right */
    double line;
    double position;
    double size;
    int line_auto;
    int position_auto;
    int snap_to_lines;
} insights__vtt_cue;

typedef struct insights__vtt {
    insights__source *source;
    insights__vtt_cue cue;   /* the one found last */
    insights__buffer header; /* lines between the signature and the cues */
    insights__buffer back;   /* a line to be read again */
    int has_back;
    /* With `want_stray`, blocks of text without times are given too: `stray`
     * is then 1 and the cue has nothing but a text and a line number. The
     * standard leaves them out. */
    int want_stray;
    int stray;
} insights__vtt;

/* Read the signature and the header. INSIGHTS_E_PARSE: no signature. */
insights_status insights__vtt_open(
    insights__vtt *vtt,
    insights__source *source,
    insights_error **error);

/* The next cue is in vtt->cue. INSIGHTS_DONE: there is none. */
insights_status insights__vtt_next(insights__vtt *vtt, insights_error **error);

/* Zeroed ones are allowed. The source stays open. */
void insights__vtt_close(insights__vtt *vtt);

#endif
