/* pure_answers.c - where a planned question may have been answered.
 *
 * A planned question is rarely asked in its own words, so a question that was
 * asked is judged together with its answer: by how much of the planned one's
 * weight their words hold. What holds too little is left out; where nothing
 * is left, the conversation has no answer to show.
 */
#include "analysis/pure_reading.h"
#include "text/talk.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <insights/model.h>
#include <string.h>

#define PER_CONVERSATION 2
#define QUESTION_MAXIMUM 64 /* words of a planned question that count */
#define ASKED_SHARE 0.7     /* of an item's score: the question's words */
#define ANSWER_SHARE 0.6    /* the answer's words */
#define ITEM_LEAST 0.14     /* of the planned question's weight */
#define TURN_LEAST 0.25
#define TURN_WORDS 8
#define ASKED_LENGTH 20 /* words of a usual question */
#define SAID_LENGTH 60  /* words of a usual answer */

typedef struct found_answer {
    double score;
    size_t first; /* turns */
    size_t last;
    size_t item; /* of the outline, or INSIGHTS__NO_TURN */
} found_answer;

typedef struct answer_reader {
    const insights_corpus *corpus;
    insights_reading_options options;
    insights__reading_index *index;
    const char *question;
    int64_t number;
    /* For each unit, the share of the planned question's weight it holds: as
     * a question and as an answer. */
    double *asked;
    double *said;
    found_answer best[PER_CONVERSATION];
    size_t best_count;
    insights__list *list;
} answer_reader;

/* Whether a word of the planned question counts, for the first time. */
static int counts(const insights__terms *planned, size_t at)
{
    const insights__term *term = &planned->list.items[at];
    size_t i;

    if (term->stop || term->type == INSIGHTS__TERM_SINGLE ||
        insights__talk_filler(term->word) ||
        insights__talk_acknowledges(term->word))
        return 0;
    for (i = 0; i < at; i++)
        if (strcmp(planned->list.items[i].stem, term->stem) == 0)
            return 0;
    return 1;
}

static insights_status read_planned(
    answer_reader *reader,
    insights_error **error)
{
    const insights__bm25 *turns = reader->index->turns;
    size_t units = insights__bm25_count(turns);
    insights__terms planned = INSIGHTS__TERMS_INIT;
    insights_status status;
    double whole = 0;
    double weight;
    size_t i;

    reader->asked = insights__calloc(units, sizeof(*reader->asked));
    reader->said = insights__calloc(units, sizeof(*reader->said));
    if (!reader->asked || !reader->said)
        return insights__fail_nomem(error);
    status = insights__terms_read(
        &planned, reader->question, strlen(reader->question),
        insights__reading_language(reader->index), error);
    if (status >= 0 && planned.list.count > QUESTION_MAXIMUM)
        planned.list.count = QUESTION_MAXIMUM;
    for (i = 0; status >= 0 && i < planned.list.count; i++) {
        if (!counts(&planned, i))
            continue;
        weight = insights__bm25_weight(turns, planned.list.items[i].stem);
        insights__bm25_share(
            turns, planned.list.items[i].stem, weight, ASKED_LENGTH,
            reader->asked);
        insights__bm25_share(
            turns, planned.list.items[i].stem, weight, SAID_LENGTH,
            reader->said);
        whole += weight;
    }
    for (i = 0; whole > 0 && i < units; i++) {
        reader->asked[i] /= whole;
        reader->said[i] /= whole;
    }
    insights__terms_free(&planned);
    return status;
}

static void keep_best(answer_reader *reader, const found_answer *found)
{
    size_t at = reader->best_count;

    if (at == PER_CONVERSATION && found->score <= reader->best[at - 1].score)
        return;
    if (at < PER_CONVERSATION)
        reader->best_count++;
    else
        at--;
    while (at > 0 && reader->best[at - 1].score < found->score) {
        reader->best[at] = reader->best[at - 1];
        at--;
    }
    reader->best[at] = *found;
}

/* --- What was asked ------------------------------------------------------- */

static void judge_item(
    answer_reader *reader,
    const insights__reading_one *one,
    size_t at)
{
    const insights__outline_item *item = &one->outline.items[at];
    found_answer found = {0, item->answer_first, item->answer_last, at};
    double best = 0;
    size_t turn;

    for (turn = item->answer_first; turn <= item->answer_last; turn++)
        if (insights__roles_heard(&one->roles, turn) &&
            reader->said[one->first_unit + turn] > best)
            best = reader->said[one->first_unit + turn];
    found.score =
        ASKED_SHARE * reader->asked[one->first_unit + item->question_turn] +
        ANSWER_SHARE * best;
    if (found.score >= ITEM_LEAST)
        keep_best(reader, &found);
}

/* --- What was said anyway ------------------------------------------------- */

static int is_inside(const answer_reader *reader, size_t turn)
{
    size_t i;

    for (i = 0; i < reader->best_count; i++)
        if (reader->best[i].first <= turn && turn <= reader->best[i].last)
            return 1;
    return 0;
}

static void judge_turn(
    answer_reader *reader,
    const insights__reading_one *one,
    size_t turn)
{
    found_answer found = {
        reader->said[one->first_unit + turn], turn, turn, INSIGHTS__NO_TURN};

    if (found.score >= TURN_LEAST &&
        one->roles.turns[turn].words >= TURN_WORDS && !is_inside(reader, turn))
        keep_best(reader, &found);
}

static void judge_conversation(
    answer_reader *reader,
    const insights__reading_one *one)
{
    size_t i;

    reader->best_count = 0;
    for (i = 0; i < one->outline.count; i++) {
        const insights__outline_item *item = &one->outline.items[i];
        if (item->answer_first != INSIGHTS__NO_TURN &&
            insights__reading_wants(
                &reader->options, one->script, item->answer_first))
            judge_item(reader, one, i);
    }
    for (i = 0; i < one->roles.turn_count; i++)
        if (insights__roles_heard(&one->roles, i) &&
            insights__reading_wants(&reader->options, one->script, i))
            judge_turn(reader, one, i);
}

/* --- The interface -------------------------------------------------------- */

static insights_status set_asked(
    insights_record *record,
    const insights__reading_one *one,
    const found_answer *found)
{
    const insights__outline_item *item;

    if (found->item == INSIGHTS__NO_TURN)
        return INSIGHTS_OK;
    item = &one->outline.items[found->item];
    insights_record_set_int(
        record, INSIGHTS_PASSAGE_ASKED_TURN, (int64_t)item->question_turn);
    return insights__reading_slice(
        record, INSIGHTS_PASSAGE_ASKED_TEXT, one->script, item->byte_start,
        item->byte_end);
}

static insights_status add_answer(
    answer_reader *reader,
    size_t at,
    size_t rank,
    insights_error **error)
{
    const insights__reading_one *one = &reader->index->ones[at];
    const found_answer *found = &reader->best[rank];
    const insights__turn *first = &one->script->turns.items[found->first];
    const insights__turn *last = &one->script->turns.items[found->last];
    insights_record *record;

    record = insights__reading_passage(
        reader->corpus, at, found->first, found->last, first->byte_start,
        last->byte_start + last->length, found->score);
    if (!record)
        return insights__fail_nomem(error);
    insights_record_set_int(record, INSIGHTS_PASSAGE_RANK, (int64_t)rank + 1);
    insights_record_set_int(record, INSIGHTS_PASSAGE_QUESTION, reader->number);
    insights_record_set_text(
        record, INSIGHTS_PASSAGE_QUESTION_TEXT, reader->question);
    if (set_asked(record, one, found) < 0) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    return insights__list_add(reader->list, record, found->score, error);
}

/* The best of a conversation in reading order. */
static insights_status list_answers(
    answer_reader *reader,
    size_t at,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t behind = 0; /* turns that are listed */
    size_t next;
    size_t i;

    while (status >= 0) {
        next = INSIGHTS__NO_TURN;
        for (i = 0; i < reader->best_count; i++)
            if (reader->best[i].first >= behind &&
                (next == INSIGHTS__NO_TURN ||
                 reader->best[i].first < reader->best[next].first))
                next = i;
        if (next == INSIGHTS__NO_TURN ||
            (reader->options.limit &&
             insights__list_count(reader->list) >= reader->options.limit))
            break;
        behind = reader->best[next].first + 1;
        status = add_answer(reader, at, next, error);
    }
    return status;
}

static insights_status read_answers(
    answer_reader *reader,
    insights_error **error)
{
    insights_status status;
    size_t i;

    status = insights__reading_index_get(reader->corpus, &reader->index, error);
    if (status < 0)
        return status;
    reader->list = insights__list_new();
    if (!reader->list)
        return insights__fail_nomem(error);
    status = read_planned(reader, error);
    for (i = 0; status >= 0 && i < reader->index->count; i++) {
        if (!insights__reading_in(&reader->options, reader->corpus, i))
            continue;
        status = insights__reading_outline(reader->index, i, error);
        if (status < 0)
            break;
        judge_conversation(reader, &reader->index->ones[i]);
        status = list_answers(reader, i, error);
    }
    return status;
}

insights_status insights_corpus_answers(
    const insights_corpus *corpus,
    const char *question,
    int64_t number,
    const insights_reading_options *options,
    insights_cursor **out,
    insights_error **error)
{
    answer_reader reader;
    insights_status status;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!corpus || !question)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "%s is NULL",
            corpus ? "question" : "corpus");
    if (insights__utf8_valid(question, strlen(question)) != strlen(question))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the question is not UTF-8");
    memset(&reader, 0, sizeof(reader));
    reader.corpus = corpus;
    reader.question = question;
    reader.number = number;
    status = insights__reading_options(&reader.options, corpus, options, error);
    if (status < 0)
        return status;
    status = read_answers(&reader, error);
    status = insights__reading_finish(reader.list, status, out);
    insights__free(reader.asked);
    insights__free(reader.said);
    return status;
}
