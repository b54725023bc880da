/* roles.c - count what everybody says and asks, and conclude who asks.
 *
 * A guess needs somebody who asks most of the questions, asks in a good part
 * of their turns, and does not do most of the talking; meetings, in which
 * everybody asks a little, are left without roles.
 */
#include "text/roles.h"

#include "base/alloc.h"
#include "base/map.h"
#include "text/sentences.h"
#include "text/talk.h"

#include <string.h>

/* What a guess needs. */
#define QUESTIONS_MINIMUM 3
#define QUESTION_SHARE 0.6 /* of all questions */
#define QUESTION_RATE 0.3  /* of one's own turns that say something */
#define PANEL_RATE 0.45    /* the same where more than two speak */
#define RATE_RATIO 2.0     /* to the rate of all others together */
#define WORD_SHARE 0.5     /* at most, of all words */
#define SECOND_RATE 0.45   /* of an interviewer who sits beside the first */
#define SECOND_WORDS 0.15

/* --- What is said --------------------------------------------------------- */

/* A speaker's index + 1 is what the map holds. */
static insights_status speaker_of(
    insights__roles *roles,
    insights__map *map,
    const char *label,
    uint32_t *out,
    insights_error **error)
{
    const char *key = label ? label : "";
    void **slot = insights__map_slot(map, key, strlen(key));
    insights__speaker *speaker;

    if (!slot)
        return insights__fail_nomem(error);
    if (!*slot) {
        speaker = insights__array_add(&roles->speakers);
        if (!speaker)
            return insights__fail_nomem(error);
        speaker->label = label;
        *slot = (void *)(uintptr_t)roles->speakers.count;
    }
    *out = (uint32_t)((uintptr_t)*slot - 1);
    return INSIGHTS_OK;
}

/* Whether the last sentence that says something asks. */
static int ends_asking(
    const insights__sentences *sentences,
    const insights__terms *terms)
{
    const insights__term *items = terms->list.items;
    size_t last = terms->list.count;
    size_t first;
    size_t i = sentences->count;

    while (i-- > 0) {
        const insights__sentence *sentence = &sentences->items[i];
        const insights__term *words;

        first = last;
        while (first > 0 && items[first - 1].byte_start >= sentence->start)
            first--;
        if (sentence->question)
            return 1;
        words = items ? items + first : items;
        if (insights__talk_prompts(words, last - first))
            return 1;
        if (!insights__talk_backchannel(words, last - first))
            return 0;
        last = first;
    }
    return 0;
}

typedef struct turn_reader {
    insights__terms terms;
    insights__sentences sentences;
    insights__map *map;
} turn_reader;

static insights_status read_turn(
    insights__roles *roles,
    turn_reader *reader,
    const insights__turn *turn,
    const char *language,
    insights__spoken_turn *out,
    insights_error **error)
{
    insights__speaker *speaker;
    insights_status status;
    size_t i;

    status =
        speaker_of(roles, reader->map, turn->speaker, &out->speaker, error);
    if (status >= 0)
        status = insights__sentences_read(
            &reader->sentences, turn->text, turn->length, language, error);
    if (status >= 0)
        status = insights__talk_terms(
            &reader->terms, turn->text, turn->length, language, error);
    if (status < 0)
        return status;
    for (i = 0; i < reader->terms.list.count; i++)
        out->words += reader->terms.list.items[i].type != INSIGHTS__TERM_PAIR;
    out->content = (uint32_t)insights__talk_content(
        reader->terms.list.items, reader->terms.list.count);
    out->backchannel = (uint8_t)insights__talk_backchannel(
        reader->terms.list.items, reader->terms.list.count);
    out->asks = (uint8_t)ends_asking(&reader->sentences, &reader->terms);
    speaker = &roles->speakers.items[out->speaker];
    speaker->turns++;
    speaker->words += out->words;
    speaker->spoken += !out->backchannel || out->asks;
    speaker->questions += out->asks;
    return INSIGHTS_OK;
}

static insights_status read_turns(
    insights__roles *roles,
    const insights_conversation *script,
    insights_error **error)
{
    turn_reader reader = {INSIGHTS__TERMS_INIT, {NULL, 0, 0}, NULL};
    insights_status status = INSIGHTS_OK;
    size_t i;

    reader.map = insights__map_new();
    roles->turns = insights__calloc(script->turns.count, sizeof(*roles->turns));
    if (!reader.map || !roles->turns) {
        status = insights__fail_nomem(error);
        goto out;
    }
    roles->turn_count = script->turns.count;
    for (i = 0; status >= 0 && i < script->turns.count; i++)
        status = read_turn(
            roles, &reader, &script->turns.items[i], script->language,
            &roles->turns[i], error);
out:
    insights__map_free(reader.map, NULL);
    insights__terms_free(&reader.terms);
    insights__array_free(&reader.sentences);
    return status;
}

/* --- Who asks ------------------------------------------------------------- */

static void set_role(
    insights__speaker *speaker,
    insights__role role,
    const char *method,
    double score)
{
    if (speaker->given || speaker->role != INSIGHTS__ROLE_NONE)
        return;
    speaker->role = role;
    speaker->method = method;
    speaker->score = score;
}

static int is_asker(const insights__speaker *speaker)
{
    return speaker->role == INSIGHTS__ROLE_INTERVIEWER ||
           speaker->role == INSIGHTS__ROLE_MODERATOR;
}

static int somebody_asks(const insights__roles *roles)
{
    size_t i;

    for (i = 0; i < roles->speakers.count; i++)
        if (is_asker(&roles->speakers.items[i]))
            return 1;
    return 0;
}

/* Single letters are labels of roles only beside each other: Q and A, I and
 * B or P or R. */
static int is_letter(const insights__speaker *speaker, char letter)
{
    return speaker->label && speaker->label[0] == letter &&
           (speaker->label[1] == '\0' ||
            (speaker->label[1] >= '0' && speaker->label[1] <= '9' &&
             speaker->label[2] == '\0'));
}

static void roles_by_letters(insights__roles *roles)
{
    insights__speaker *list = roles->speakers.items;
    size_t asking = 0;
    size_t answering = 0;
    size_t i;

    for (i = 0; i < roles->speakers.count; i++) {
        asking += is_letter(&list[i], 'Q') || is_letter(&list[i], 'I');
        answering += is_letter(&list[i], 'A') || is_letter(&list[i], 'B') ||
                     is_letter(&list[i], 'P') || is_letter(&list[i], 'R');
    }
    if (asking == 0 || answering == 0 ||
        asking + answering != roles->speakers.count)
        return;
    for (i = 0; i < roles->speakers.count; i++)
        set_role(
            &list[i],
            is_letter(&list[i], 'Q') || is_letter(&list[i], 'I')
                ? INSIGHTS__ROLE_INTERVIEWER
                : INSIGHTS__ROLE_PARTICIPANT,
            "label", 0.9);
}

static void roles_by_label(insights__roles *roles)
{
    insights__role role;
    size_t i;

    for (i = 0; i < roles->speakers.count; i++) {
        insights__speaker *speaker = &roles->speakers.items[i];
        role = insights__roles_of_label(speaker->label);
        if (role != INSIGHTS__ROLE_NONE)
            set_role(speaker, role, "label", 0.95);
    }
    roles_by_letters(roles);
}

typedef struct totals {
    double words;
    double questions;
    double spoken;
} totals;

static double rate(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

/* How sure it is that a speaker asks, 0: not at all. */
static double asks_most(
    const insights__speaker *speaker,
    const totals *all,
    size_t speakers)
{
    double questions = (double)speaker->questions;
    double share = rate(questions, all->questions);
    double own = rate(questions, (double)speaker->spoken);
    double others =
        rate(all->questions - questions, all->spoken - (double)speaker->spoken);
    double words = rate((double)speaker->words, all->words);

    if (speaker->questions < QUESTIONS_MINIMUM || share < QUESTION_SHARE ||
        own < (speakers > 2 ? PANEL_RATE : QUESTION_RATE) ||
        own < RATE_RATIO * others || words > WORD_SHARE)
        return 0;
    return 0.5 + 0.25 * share + 0.25 * (own < 1 ? own : 1) - 0.2 * others;
}

static void roles_by_questions(insights__roles *roles)
{
    insights__speaker *list = roles->speakers.items;
    size_t best = 0;
    double best_score = 0;
    totals all = {0, 0, 0};
    double score;
    size_t i;

    for (i = 0; i < roles->speakers.count; i++) {
        all.words += (double)list[i].words;
        all.questions += (double)list[i].questions;
        all.spoken += (double)list[i].spoken;
    }
    for (i = 0; i < roles->speakers.count; i++) {
        if (list[i].given || !list[i].label)
            continue;
        score = asks_most(&list[i], &all, roles->speakers.count);
        if (score > best_score) {
            best_score = score;
            best = i;
        }
    }
    if (best_score <= 0)
        return;
    set_role(
        &list[best], INSIGHTS__ROLE_INTERVIEWER, "question_share", best_score);
    for (i = 0; i < roles->speakers.count; i++)
        if (list[i].questions >= QUESTIONS_MINIMUM &&
            rate((double)list[i].questions, (double)list[i].spoken) >=
                SECOND_RATE &&
            rate((double)list[i].words, all.words) <= SECOND_WORDS)
            set_role(
                &list[i], INSIGHTS__ROLE_INTERVIEWER, "question_share",
                best_score * 0.8);
}

/* Where somebody asks, the others are there to answer. */
static void roles_of_others(insights__roles *roles)
{
    double surest = 0;
    size_t i;

    for (i = 0; i < roles->speakers.count; i++)
        if (is_asker(&roles->speakers.items[i]) &&
            roles->speakers.items[i].score > surest)
            surest = roles->speakers.items[i].score;
    for (i = 0; i < roles->speakers.count; i++)
        if (roles->speakers.items[i].label)
            set_role(
                &roles->speakers.items[i], INSIGHTS__ROLE_PARTICIPANT, "others",
                surest * 0.9);
}

/* --- The interface -------------------------------------------------------- */

insights_status insights__roles_read(
    insights__roles *out,
    const insights_conversation *script,
    const char *given,
    insights_error **error)
{
    insights_status status;

    status = read_turns(out, script, error);
    if (!given)
        given = script->roles;
    if (status >= 0 && given)
        status = insights__roles_given(out, given, error);
    if (status < 0)
        return status;
    roles_by_label(out);
    if (!somebody_asks(out) && out->speakers.count > 1)
        roles_by_questions(out);
    out->known = somebody_asks(out);
    if (out->known)
        roles_of_others(out);
    return INSIGHTS_OK;
}

void insights__roles_free(insights__roles *roles)
{
    insights__arena_free(&roles->arena);
    insights__array_free(&roles->speakers);
    insights__free(roles->turns);
    roles->turns = NULL;
    roles->turn_count = 0;
}

const insights__speaker *insights__roles_speaker(
    const insights__roles *roles,
    size_t turn)
{
    return &roles->speakers.items[roles->turns[turn].speaker];
}

int insights__roles_asks(const insights__roles *roles, size_t turn)
{
    return is_asker(insights__roles_speaker(roles, turn));
}

int insights__roles_heard(const insights__roles *roles, size_t turn)
{
    insights__role role = insights__roles_speaker(roles, turn)->role;

    return role == INSIGHTS__ROLE_NONE || role == INSIGHTS__ROLE_PARTICIPANT;
}
