/* talk.h - what words do in talk: fill, acknowledge, ask.
 *
 * Lists of English words and some of its neighbours; where a language has
 * none, punctuation alone decides.
 */
#ifndef INSIGHTS_TEXT_TALK_H
#define INSIGHTS_TEXT_TALK_H

#include "base/terms.h"

/* Replace `terms` by the words that were spoken: stage directions such as
 * "[laughs]" and "{vocalsound}" are left out. They have no stems. The list has
 * memory behind it even where it is empty. */
insights_status insights__talk_terms(
    insights__terms *terms,
    const char *text,
    size_t length,
    const char *language,
    insights_error **error);

/* Remove stage directions from the terms of a text. */
void insights__talk_drop_directions(
    insights__terms *terms,
    const char *text,
    size_t length);

/* A word that only fills or links: um, well, actually, mean. */
int insights__talk_filler(const char *word);

/* A word that only acknowledges: yeah, right, great. */
int insights__talk_acknowledges(const char *word);

/* How many words a run of words starts with that only fill or
 * acknowledge. */
size_t insights__talk_preamble(const insights__term *terms, size_t count);

/* Nothing but acknowledgement: "Mhm.", "Right. Right.", "Oh, wow." */
int insights__talk_backchannel(const insights__term *terms, size_t count);

/* How many words say something: neither stop words nor fillers. */
size_t insights__talk_content(const insights__term *terms, size_t count);

/* Whether a sentence invites an answer without a question mark: "Tell me
 * about …", "Walk me through …", "How does that work". */
int insights__talk_prompts(const insights__term *terms, size_t count);

#endif
