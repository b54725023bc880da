/* roles.h - who speaks in a conversation, how much, and in what role.
 *
 * Keeps true: speakers are in order of appearance; every turn has one, also
 * where the transcript names nobody; a role is given, said by a label, or
 * guessed from who asks, and none where that is not clear.
 */
#ifndef INSIGHTS_TEXT_ROLES_H
#define INSIGHTS_TEXT_ROLES_H

#include "base/arena.h"
#include "base/array.h"
#include "text/script.h"

/* In the order of the model's participant_role. */
typedef enum insights__role {
    INSIGHTS__ROLE_NONE = 0,
    INSIGHTS__ROLE_INTERVIEWER = 1,
    INSIGHTS__ROLE_PARTICIPANT = 2,
    INSIGHTS__ROLE_OBSERVER = 3,
    INSIGHTS__ROLE_MODERATOR = 4
} insights__role;

typedef struct insights__speaker {
    const char *label; /* NULL: the transcript names nobody */
    const char *name;  /* of the person, as it was given; or NULL */
    insights__role role;
    int given;          /* the role was */
    const char *method; /* given, label, question_share, others; or NULL */
    double score;       /* how sure the role is */
    size_t turns;
    size_t words;
    size_t spoken;    /* turns that are more than an acknowledgement */
    size_t questions; /* turns that end by asking */
} insights__speaker;

typedef struct insights__spoken_turn {
    uint32_t speaker;
    uint32_t words;
    uint32_t content; /* words that say something */
    uint8_t asks;     /* its last sentence that says something asks */
    uint8_t backchannel;
} insights__spoken_turn;

typedef struct insights__roles {
    insights__arena arena;
    INSIGHTS__ARRAY(insights__speaker) speakers;
    insights__spoken_turn *turns; /* one for each of the conversation */
    size_t turn_count;
    int known; /* somebody asks: an interviewer or a moderator */
} insights__roles;

#define INSIGHTS__ROLES_INIT                                   \
    {                                                          \
        INSIGHTS__ARENA_INIT, INSIGHTS__ARRAY_INIT, NULL, 0, 0 \
    }

/* `given` is "A=interviewer,B=P07" or NULL. The conversation must outlive
 * `out`, which insights__roles_free() releases, also after a failure. */
insights_status insights__roles_read(
    insights__roles *out,
    const insights_conversation *script,
    const char *given,
    insights_error **error);

void insights__roles_free(insights__roles *roles);

/* The speaker of a turn. */
const insights__speaker *insights__roles_speaker(
    const insights__roles *roles,
    size_t turn);

/* Whether who says a turn is there to ask. */
int insights__roles_asks(const insights__roles *roles, size_t turn);

/* Whether who says a turn is there to be heard: anybody but interviewers,
 * moderators and observers. */
int insights__roles_heard(const insights__roles *roles, size_t turn);

/* What a label itself says of its role. */
insights__role insights__roles_of_label(const char *label);

/* Read "A=interviewer,B=P07" into speakers that are known already. */
insights_status insights__roles_given(
    insights__roles *roles,
    const char *given,
    insights_error **error);

#endif
