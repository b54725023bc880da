/* outline.c - find questions, and the turns that answer them.
 *
 * Where somebody is there to ask, whatever they say that asks, invites or
 * holds something out ("So nobody had a say.") is a question, and their
 * acknowledgements are not. Where nobody is, only a turn that ends with a
 * question mark counts, and only if somebody else says something.
 */
#include "text/outline.h"

#include "text/sentences.h"
#include "text/talk.h"

#include <string.h>

#define QUESTION_WORDS 60   /* shown whole up to here */
#define STATEMENT_CONTENT 6 /* words that say something invite an answer */
#define ECHO_WORDS 4        /* "So you trust the green." */
#define MEETING_QUESTION 4  /* words of a question among equals */
#define OPENING_TURNS 4     /* the recorder is seen to in the first ones */
#define ANSWER_WORDS 5      /* of an answer to what was only held out */

typedef struct outline_reader {
    const insights_conversation *script;
    const insights__roles *roles;
    const char *text; /* of the turn that was opened */
    insights__terms terms;
    insights__sentences sentences;
} outline_reader;

/* The question in a turn: bytes of its text. */
typedef struct asked_span {
    size_t start;
    size_t end;
    int strength; /* 0 none, 1 held out, 2 invited, 3 asked */
} asked_span;

/* The terms of a sentence, from `*from` on. */
static size_t terms_of(
    const outline_reader *reader,
    const insights__sentence *sentence,
    size_t *from)
{
    const insights__term *items = reader->terms.list.items;
    size_t count = reader->terms.list.count;
    size_t first = *from;
    size_t last;

    while (first < count && items[first].byte_start < sentence->start)
        first++;
    last = first;
    while (last < count && items[last].byte_start < sentence->end)
        last++;
    *from = first;
    return last - first;
}

static int is_word(const insights__term *term, const char *word)
{
    return strcmp(term->word, word) == 0;
}

/* "So you're writing it twice.", "You said that like there's a but." */
static int holds_out(const insights__term *terms, size_t count)
{
    size_t i = 0;

    while (i < count && insights__talk_acknowledges(terms[i].word) &&
           !is_word(&terms[i], "so") && !is_word(&terms[i], "and"))
        i++;
    if (count - i < ECHO_WORDS)
        return 0;
    if (terms[i].word[0] == 'y' && strncmp(terms[i].word, "you", 3) == 0)
        return !is_word(&terms[i], "your") && !is_word(&terms[i], "yours");
    if (!is_word(&terms[i], "so") && !is_word(&terms[i], "but") &&
        !is_word(&terms[i], "and"))
        return 0;
    if (is_word(&terms[i + 1], "so"))
        i++;
    return terms[i + 1].word[0] != 'i' ||
           (terms[i + 1].word[1] != '\0' && terms[i + 1].word[1] != '\'');
}

/* Questions about the recording itself. */
static int is_housekeeping(const insights__term *terms, size_t count)
{
    static const char *const words[] = {
        "recording", "record", "recorded", "recorder", "rolling", "microphone",
        "mic",       "hear",   "consent",  "started",  "ready",   "good"};
    size_t i;
    size_t j;

    if (count > 14)
        return 0;
    for (i = 0; i < count; i++)
        for (j = 0; j < sizeof(words) / sizeof(*words); j++)
            if (is_word(&terms[i], words[j]))
                return 1;
    return 0;
}

static insights_status open_turn(
    outline_reader *reader,
    size_t turn,
    insights_error **error)
{
    const insights__turn *at = &reader->script->turns.items[turn];
    const char *language = reader->script->language;
    insights_status status;

    reader->text = at->text;
    status = insights__sentences_read(
        &reader->sentences, at->text, at->length, language, error);
    if (status < 0)
        return status;
    return insights__talk_terms(
        &reader->terms, at->text, at->length, language, error);
}

static int strength_of(
    const insights__sentence *sentence,
    const insights__term *terms,
    size_t count)
{
    /* "Really?" only acknowledges. */
    if (sentence->question && count > 0 &&
        (count > 2 || !insights__talk_backchannel(terms, count)))
        return 3;
    return insights__talk_prompts(terms, count) ? 2 : 0;
}

/* `at`, or behind the stage direction that starts there: "[laughs] Okay". */
static size_t spoken_start(const outline_reader *reader, size_t at)
{
    const insights__term *items = reader->terms.list.items;
    size_t i = 0;

    if (reader->text[at] != '[' && reader->text[at] != '{')
        return at;
    while (i < reader->terms.list.count && items[i].byte_start < at)
        i++;
    return i < reader->terms.list.count ? items[i].byte_start : at;
}

/* What of the turn that was opened is the question: its sentences from the
 * first that says something to the last that asks, or to the end. */
static asked_span question_in(const outline_reader *reader, int opening)
{
    const insights__sentence *sentences = reader->sentences.items;
    const insights__term *terms = reader->terms.list.items;
    asked_span found = {0, 0, 0};
    size_t first_asking = 0;
    size_t first_saying = SIZE_MAX;
    size_t words = 0;
    size_t last = 0;
    size_t from = 0;
    size_t count;
    size_t i;
    int strength;

    for (i = 0; i < reader->sentences.count; i++) {
        count = terms_of(reader, &sentences[i], &from);
        strength = strength_of(&sentences[i], terms + from, count);
        if (strength && opening && is_housekeeping(terms + from, count))
            strength = 0;
        if (first_saying == SIZE_MAX && count > 0 &&
            (strength || !insights__talk_backchannel(terms + from, count)))
            first_saying = i;
        if (first_saying != SIZE_MAX)
            words += count;
        if (strength && (!found.strength || words > 2 * QUESTION_WORDS)) {
            first_asking = i;
            words = count;
        }
        if (strength) {
            last = i;
            found.strength =
                strength > found.strength ? strength : found.strength;
        }
        from += count;
    }
    if (!found.strength || first_saying == SIZE_MAX)
        return found;
    if (words <= QUESTION_WORDS && first_asking >= first_saying &&
        first_asking - first_saying <= 4)
        first_asking = first_saying;
    /* What little follows belongs to it: "The mood, I mean." */
    if (words <= QUESTION_WORDS)
        last = reader->sentences.count - 1;
    found.start = spoken_start(reader, sentences[first_asking].start);
    found.end = sentences[last].end;
    return found;
}

static size_t words_from(const outline_reader *reader, size_t start)
{
    const insights__term *items = reader->terms.list.items;
    size_t i = reader->terms.list.count;

    while (i > 0 && items[i - 1].byte_start >= start)
        i--;
    return reader->terms.list.count - i;
}

/* A turn without a question of its own that still invites an answer. */
static asked_span statement_in(const outline_reader *reader)
{
    const insights__sentence *sentences = reader->sentences.items;
    const insights__term *terms = reader->terms.list.items;
    asked_span found = {0, 0, 0};
    size_t content = 0;
    size_t from = 0;
    size_t count;
    size_t first = SIZE_MAX;
    size_t i;
    int held = 0;

    for (i = 0; i < reader->sentences.count; i++) {
        count = terms_of(reader, &sentences[i], &from);
        if (first == SIZE_MAX &&
            !insights__talk_backchannel(terms + from, count))
            first = i;
        if (first != SIZE_MAX)
            content += insights__talk_content(terms + from, count);
        held |= holds_out(terms + from, count);
        from += count;
    }
    if (first == SIZE_MAX || (!held && content < STATEMENT_CONTENT))
        return found;
    found.strength = 1;
    found.end = sentences[reader->sentences.count - 1].end;
    /* Of a long one, the end is what the answer takes up. */
    while (first + 1 < reader->sentences.count &&
           words_from(reader, sentences[first].start) > QUESTION_WORDS)
        first++;
    found.start = spoken_start(reader, sentences[first].start);
    return found;
}

static insights__outline_item *add_item(
    insights__outline *out,
    const outline_reader *reader,
    size_t turn,
    const asked_span *asked)
{
    const insights__turn *at = &reader->script->turns.items[turn];
    insights__outline_item *item = insights__array_add(out);

    if (!item)
        return NULL;
    item->question_turn = turn;
    item->byte_start = at->byte_start + asked->start;
    item->byte_end = at->byte_start + asked->end;
    item->answer_first = INSIGHTS__NO_TURN;
    item->answer_last = INSIGHTS__NO_TURN;
    item->held_out = asked->strength == 1;
    return item;
}

static void add_answer(
    insights__outline_item *item,
    const insights__roles *roles,
    size_t turn)
{
    if (item->answer_first == INSIGHTS__NO_TURN)
        item->answer_first = turn;
    item->answer_last = turn;
    item->answer_words += roles->turns[turn].words;
}

/* --- Somebody is there to ask --------------------------------------------- */

/* Whether what is asked at `turn` goes on from the open item: nobody has
 * answered, and the same person speaks. */
static int goes_on(
    const insights__outline_item *open,
    const insights__roles *roles,
    size_t turn)
{
    return open && open->answer_first == INSIGHTS__NO_TURN &&
           roles->turns[open->question_turn].speaker ==
               roles->turns[turn].speaker;
}

/* Turns that are left out do not make two spans one. */
static int is_adjacent(const insights__outline_item *open, size_t turn)
{
    return open->question_turn + 1 == turn;
}

static insights_status read_asker(
    insights__outline *out,
    outline_reader *reader,
    size_t turn,
    size_t asked_turns,
    insights__outline_item **open,
    insights_error **error)
{
    const insights__turn *at = &reader->script->turns.items[turn];
    insights_status status;
    asked_span asked;

    status = open_turn(reader, turn, error);
    if (status < 0)
        return status;
    asked = question_in(reader, asked_turns < OPENING_TURNS);
    if (!asked.strength && asked_turns >= 1)
        asked = statement_in(reader);
    if (!asked.strength)
        return INSIGHTS_OK;
    if (goes_on(*open, reader->roles, turn)) {
        if (asked.strength == 1)
            return INSIGHTS_OK;
        /* Take the last wording; both, where they stand side by side. */
        if (!is_adjacent(*open, turn))
            (*open)->byte_start = at->byte_start + asked.start;
        (*open)->byte_end = at->byte_start + asked.end;
        (*open)->question_turn = turn;
        return INSIGHTS_OK;
    }
    *open = add_item(out, reader, turn, &asked);
    return *open ? INSIGHTS_OK : insights__fail_nomem(error);
}

static insights_status read_interview(
    insights__outline *out,
    outline_reader *reader,
    insights_error **error)
{
    const insights__roles *roles = reader->roles;
    insights__outline_item *open = NULL;
    insights_status status = INSIGHTS_OK;
    size_t asked_turns = 0;
    size_t turn;

    for (turn = 0; status >= 0 && turn < roles->turn_count; turn++) {
        if (insights__roles_asks(roles, turn)) {
            status = read_asker(out, reader, turn, asked_turns, &open, error);
            asked_turns++;
        } else if (
            open && insights__roles_heard(roles, turn) &&
            roles->turns[turn].words > 0) {
            add_answer(open, roles, turn);
        }
    }
    return status;
}

/* What was only held out is no question where next to nothing came back. */
static void drop_unanswered(insights__outline *out)
{
    size_t kept = 0;
    size_t i;

    for (i = 0; i < out->count; i++)
        if (!out->items[i].held_out ||
            out->items[i].answer_words >= ANSWER_WORDS)
            out->items[kept++] = out->items[i];
    out->count = kept;
}

/* --- Nobody is ------------------------------------------------------------ */

static insights_status read_meeting(
    insights__outline *out,
    outline_reader *reader,
    insights_error **error)
{
    const insights__roles *roles = reader->roles;
    insights__outline_item *open = NULL;
    insights_status status = INSIGHTS_OK;
    asked_span asked;
    size_t turn;

    for (turn = 0; turn < roles->turn_count; turn++) {
        const insights__spoken_turn *said = &roles->turns[turn];
        if (!said->asks) {
            if (open &&
                roles->turns[open->question_turn].speaker != said->speaker &&
                !said->backchannel)
                add_answer(open, roles, turn);
            else if (open && !said->backchannel)
                open = NULL;
            continue;
        }
        open = NULL;
        status = open_turn(reader, turn, error);
        if (status < 0)
            return status;
        asked = question_in(reader, 0);
        if (asked.strength < 3 || said->words < MEETING_QUESTION ||
            turn + 1 == roles->turn_count ||
            roles->turns[turn + 1].speaker == said->speaker)
            continue;
        open = add_item(out, reader, turn, &asked);
        if (!open)
            return insights__fail_nomem(error);
    }
    return status;
}

insights_status insights__outline_read(
    insights__outline *out,
    const insights_conversation *script,
    const insights__roles *roles,
    insights_error **error)
{
    outline_reader reader = {
        script, roles, NULL, INSIGHTS__TERMS_INIT, {NULL, 0, 0}};
    insights_status status = INSIGHTS_OK;

    out->count = 0;
    if (roles->known)
        status = read_interview(out, &reader, error);
    else if (roles->speakers.count > 1)
        status = read_meeting(out, &reader, error);
    if (status >= 0)
        drop_unanswered(out);
    insights__terms_free(&reader.terms);
    insights__array_free(&reader.sentences);
    return status;
}
