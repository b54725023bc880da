/* test_pure_reading.c - reading conversations through the public calls. */
#include "support/data.h"
#include "support/fail_alloc.h"
#include "support/said.h"

#include <insights/model.h>
#include <insights/reading.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

#define FIRST                                                            \
    "Interviewer: What do you keep the book in?\n"                       \
    "Jo: The waiting list lives in a blue folder, in pencil.\n"          \
    "Interviewer: Mhm.\n"                                                \
    "Jo: I hate the program, it forgets the waiting list every night.\n" \
    "Interviewer: How are people reminded of their visits?\n"            \
    "Jo: We send a text, and then I ring the old ones at home.\n"

#define SECOND                                                         \
    "PK: And how do you remind people?\n"                              \
    "Lu: Nobody is reminded, the waiting list is too long for that.\n" \
    "PK: Does it cost much?\n"                                         \
    "Lu: Forty pounds a month, and nobody asked us about it.\n"        \
    "PK: Who bought it, then?\n"                                       \
    "Lu: The partners did, over a lunch, in another town.\n"

static insights_corpus *corpus;
static insights_conversation *talk;
static insights_conversation *other;
static insights_cursor *cursor;
static insights_error *error;

static void start(void)
{
    corpus = NULL;
    cursor = NULL;
    error = NULL;
    talk = insights_test_said(FIRST);
    other = insights_test_said(SECOND);
    insights_corpus_new(&corpus, NULL);
    insights_corpus_add(corpus, "i1", "First", talk, NULL);
    insights_corpus_add(corpus, "i2", NULL, other, NULL);
}

static void stop(void)
{
    insights_cursor_free(cursor);
    insights_corpus_free(corpus);
    insights_conversation_free(talk);
    insights_conversation_free(other);
    insights_error_free(error);
}

TestSuite(reading, .init = start, .fini = stop);

/* All records of the cursor, one JSON object a line; the cursor is gone. */
static char *all(void)
{
    static char out[65536];
    const insights_record *record = NULL;
    char *json;

    out[0] = '\0';
    while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK) {
        cr_assert(
            eq(int, (int)insights_record_to_json(record, &json, NULL), 0));
        cr_assert(lt(sz, strlen(out) + strlen(json) + 2, sizeof(out)));
        strcat(out, json);
        strcat(out, "\n");
        insights_free(json);
    }
    insights_cursor_free(cursor);
    cursor = NULL;
    return out;
}

static int lines_of(const char *text)
{
    int lines = 0;

    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static int has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

/* Whether bytes [start, end) of a conversation are the text of a record. */
static void is_verbatim(
    const insights_conversation *conversation,
    const insights_record *record,
    insights_field from,
    insights_field to,
    insights_field text)
{
    char *slice = insights__script_slice(
        conversation, (size_t)insights_record_int(record, from),
        (size_t)insights_record_int(record, to));

    cr_expect(eq(str, slice, (char *)insights_record_text(record, text)));
    insights__free(slice);
}

Test(reading, participants_have_roles_and_counts)
{
    insights_conversation_participants(talk, NULL, &cursor, &error);
    cr_expect(eq(
        str, all(),
        "{\"record\":\"participant\",\"id\":null,\"version\":0,"
        "\"created_at\":0,\"updated_at\":0,\"label\":\"Interviewer\","
        "\"role\":\"interviewer\",\"standing\":\"suggested\","
        "\"method\":\"label\",\"score\":0.95,\"words\":15,\"turns\":3}\n"
        "{\"record\":\"participant\",\"id\":null,\"version\":0,"
        "\"created_at\":0,\"updated_at\":0,\"label\":\"Jo\","
        "\"role\":\"participant\",\"standing\":\"suggested\","
        "\"method\":\"others\",\"score\":0.855,\"words\":34,\"turns\":3}\n"));
}

Test(reading, roles_of_strangers_are_refused)
{
    cr_expect(
        eq(int,
           (int)insights_conversation_participants(
               talk, "Bob=interviewer", &cursor, &error),
           INSIGHTS_E_INVALID));
    cr_expect(cursor == NULL);
    cr_expect(has(insights_error_message(error), "Interviewer, Jo"));
    cr_expect(eq(
        int, (int)insights_conversation_outline(talk, "Bob=x", &cursor, NULL),
        INSIGHTS_E_INVALID));
    cr_expect(eq(
        int, (int)insights_conversation_evidence(talk, "Bob=x", &cursor, NULL),
        INSIGHTS_E_INVALID));
}

Test(reading, outline_quotes_questions_and_answers)
{
    const insights_record *record = NULL;

    insights_conversation_outline(talk, NULL, &cursor, &error);
    cr_assert(eq(int, (int)insights_cursor_next(cursor, &record, NULL), 0));
    is_verbatim(
        talk, record, INSIGHTS_OUTLINE_BYTE_START, INSIGHTS_OUTLINE_BYTE_END,
        INSIGHTS_OUTLINE_QUESTION_TEXT);
    cr_expect(eq(
        str,
        (char *)insights_record_text(record, INSIGHTS_OUTLINE_ANSWER_SPEAKER),
        "Jo"));
    cr_expect(
        eq(i64, insights_record_int(record, INSIGHTS_OUTLINE_ANSWER_LAST_TURN),
           3));
    cr_expect(
        eq(i64, insights_record_int(record, INSIGHTS_OUTLINE_ANSWER_START_MS),
           10000));
    cr_expect(
        eq(i64, insights_record_int(record, INSIGHTS_OUTLINE_ANSWER_END_MS),
           40000));
}

Test(reading, evidence_is_verbatim_and_grounded)
{
    const insights_record *record = NULL;
    int count = 0;

    insights_conversation_evidence(talk, NULL, &cursor, &error);
    while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK) {
        is_verbatim(
            talk, record, INSIGHTS_EVIDENCE_BYTE_START,
            INSIGHTS_EVIDENCE_BYTE_END, INSIGHTS_EVIDENCE_QUOTE);
        cr_expect(
            eq(i64, insights_record_int(record, INSIGHTS_EVIDENCE_ORDER_INDEX),
               count));
        cr_expect(
            eq(str,
               (char *)insights_record_text(record, INSIGHTS_EVIDENCE_STANDING),
               "fact"));
        cr_expect(eq(
            str,
            (char *)insights_record_text(record, INSIGHTS_EVIDENCE_GROUNDING),
            "exact"));
        cr_expect(eq(
            int,
            (int)insights_record_state(record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID),
            INSIGHTS_ABSENT));
        count++;
    }
    cr_expect(eq(int, count, 5));
}

Test(reading, signals_are_chosen_by_kind)
{
    insights_conversation_signals(talk, "pain", &cursor, &error);
    cr_expect(has(all(), "\"cue\":\"I hate\""));
    cr_expect(eq(
        int, (int)insights_conversation_signals(talk, "mood", &cursor, &error),
        INSIGHTS_E_INVALID));
    cr_expect(has(insights_error_message(error), "goal, pain, behavior"));
}

Test(reading, keywords_come_in_reading_order)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;

    insights_corpus_keywords(corpus, "waiting list*", NULL, &cursor, &error);
    cr_expect(eq(int, lines_of(all()), 3));
    options.id = "i2";
    insights_corpus_keywords(corpus, "remind*", &options, &cursor, &error);
    cr_expect(eq(int, lines_of(all()), 2));
    options.speaker = "Lu";
    insights_corpus_keywords(corpus, "remind*", &options, &cursor, &error);
    cr_expect(eq(int, lines_of(all()), 1));
    options.id = NULL;
    options.speaker = NULL;
    options.limit = 1;
    insights_corpus_keywords(corpus, "list", &options, &cursor, &error);
    cr_expect(eq(int, insights_cursor_truncated(cursor), 0));
    cr_expect(eq(int, lines_of(all()), 1));
}

Test(reading, phrases_leave_interviewers_out)
{
    char *found;

    insights_corpus_phrases(corpus, NULL, &cursor, &error);
    found = all();
    cr_expect(
        has(found, "\"text\":\"waiting list\",\"people\":2,\"of\":2,"
                   "\"interviews\":2,\"count\":3"));
    cr_expect(eq(int, lines_of(found), 1));
}

Test(reading, passages_come_best_first)
{
    const insights_record *record = NULL;
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    static const char *const modes[] = {"turns", "regions", "sentences"};
    size_t i;

    for (i = 0; i < 3; i++) {
        double last = 1e9;
        int count = 0;
        options.mode = modes[i];
        cr_assert(
            eq(int,
               (int)insights_corpus_passages(
                   corpus, "who paid forty pounds a month", &options, &cursor,
                   &error),
               0));
        while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK) {
            if (count++ == 0)
                cr_expect(
                    eq(str,
                       (char *)insights_record_text(
                           record, INSIGHTS_PASSAGE_INTERVIEW_ID),
                       "i2"));
            cr_expect(le(dbl, insights_cursor_score(cursor), last));
            last = insights_cursor_score(cursor);
            cr_expect(
                eq(i64, insights_record_int(record, INSIGHTS_PASSAGE_RANK),
                   count));
        }
        cr_expect(ge(int, count, 1));
        insights_cursor_free(cursor);
        cursor = NULL;
    }
    options.mode = "best";
    cr_expect(eq(
        int,
        (int)insights_corpus_passages(corpus, "x", &options, &cursor, &error),
        INSIGHTS_E_INVALID));
}

Test(reading, passages_of_speakers_are_found_by_their_names)
{
    insights_corpus_passages(corpus, "Lu", NULL, &cursor, &error);
    cr_expect(eq(int, lines_of(all()), 3));
}

Test(reading, answers_follow_the_question_that_was_asked)
{
    char *found;

    insights_corpus_answers(
        corpus, "How are people reminded of an appointment?", 4, NULL, &cursor,
        &error);
    found = all();
    cr_expect(
        has(found, "\"interview_id\":\"i1\",\"title\":\"First\","
                   "\"turn_index\":5"));
    cr_expect(has(found, "\"interview_id\":\"i2\""));
    cr_expect(has(found, "\"question\":4"));
    cr_expect(has(found, "\"asked_turn\":4"));
}

Test(reading, answers_are_none_where_nothing_matches)
{
    insights_corpus_answers(
        corpus, "Do zeppelins moor at Greenland?", 1, NULL, &cursor, &error);
    cr_expect(eq(int, lines_of(all()), 0));
}

Test(reading, guides_are_numbered)
{
    const char *guide = "# Guide\n\n1. Who are you, please?\n2. Since when?\n";

    insights_guide_read(guide, strlen(guide), &cursor, &error);
    cr_expect(
        eq(str, all(),
           "{\"record\":\"question\",\"id\":null,\"version\":0,"
           "\"created_at\":0,\"updated_at\":0,\"type\":\"prompt\","
           "\"position\":1,\"text\":\"Who are you, please?\"}\n"
           "{\"record\":\"question\",\"id\":null,\"version\":0,"
           "\"created_at\":0,\"updated_at\":0,\"type\":\"prompt\","
           "\"position\":2,\"text\":\"Since when?\"}\n"));
    cr_expect(
        eq(int, (int)insights_guide_read("\xff", 1, &cursor, &error),
           INSIGHTS_E_INVALID));
}

Test(reading, of_what_is_not_there_says_so)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;

    options.id = "i9";
    cr_expect(
        eq(int, (int)insights_corpus_phrases(corpus, &options, &cursor, &error),
           INSIGHTS_E_NOT_FOUND));
    options.id = NULL;
    options.speaker = "Bob";
    cr_expect(
        eq(int,
           (int)insights_corpus_passages(
               corpus, "list", &options, &cursor, &error),
           INSIGHTS_E_NOT_FOUND));
    cr_expect(
        eq(int, (int)insights_corpus_keywords(corpus, "*", NULL, &cursor, NULL),
           INSIGHTS_E_INVALID));
    cr_expect(eq(
        int, (int)insights_corpus_keywords(corpus, "\xff", NULL, &cursor, NULL),
        INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, (int)insights_corpus_passages(NULL, "x", NULL, &cursor, NULL),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, (int)insights_conversation_outline(NULL, NULL, &cursor, NULL),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, (int)insights_conversation_outline(talk, NULL, NULL, NULL),
           INSIGHTS_E_INVALID));
}

Test(reading, of_nothing_gives_nothing)
{
    insights_conversation *empty = insights__script_new();
    insights_corpus *none = NULL;

    insights_conversation_participants(empty, NULL, &cursor, NULL);
    cr_expect(eq(str, all(), ""));
    insights_conversation_outline(empty, NULL, &cursor, NULL);
    cr_expect(eq(str, all(), ""));
    insights_conversation_evidence(empty, NULL, &cursor, NULL);
    cr_expect(eq(str, all(), ""));
    insights_corpus_new(&none, NULL);
    insights_corpus_phrases(none, NULL, &cursor, NULL);
    cr_expect(eq(str, all(), ""));
    insights_corpus_passages(none, "bus", NULL, &cursor, NULL);
    cr_expect(eq(str, all(), ""));
    insights_corpus_add(none, "e", NULL, empty, NULL);
    insights_corpus_passages(none, "bus", NULL, &cursor, NULL);
    cr_expect(eq(str, all(), ""));
    insights_corpus_answers(none, "Why?", 1, NULL, &cursor, NULL);
    cr_expect(eq(str, all(), ""));
    insights_corpus_free(none);
    insights_conversation_free(empty);
}

Test(reading, sees_conversations_that_are_added_later)
{
    insights_conversation *third =
        insights_test_said("Al: A zeppelin flew over the depot.\n");

    insights_corpus_passages(corpus, "zeppelin", NULL, &cursor, NULL);
    cr_expect(eq(int, lines_of(all()), 0));
    insights_corpus_add(corpus, "i3", NULL, third, NULL);
    insights_corpus_passages(corpus, "zeppelin", NULL, &cursor, NULL);
    cr_expect(eq(int, lines_of(all()), 1));
    insights_conversation_free(third);
}

/* Everything that can be read of a corpus, as text; the call's number. */
static insights_status read_by(int call)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    static const char guide[] = "1. Who are you?\n2. Since when?\n";

    options.mode = call == 6 ? "regions" : call == 7 ? "sentences" : NULL;
    switch (call) {
    case 0:
        return insights_conversation_participants(talk, "Jo=P1", &cursor, NULL);
    case 1:
        return insights_conversation_outline(talk, NULL, &cursor, NULL);
    case 2:
        return insights_conversation_evidence(talk, NULL, &cursor, NULL);
    case 3:
        return insights_conversation_signals(talk, NULL, &cursor, NULL);
    case 4:
        return insights_corpus_phrases(corpus, NULL, &cursor, NULL);
    case 5:
    case 6:
    case 7:
        return insights_corpus_passages(
            corpus, "waiting list", &options, &cursor, NULL);
    case 8:
        return insights_corpus_answers(
            corpus, "How are people reminded?", 1, NULL, &cursor, NULL);
    case 9:
        return insights_corpus_keywords(corpus, "list", NULL, &cursor, NULL);
    default:
        return insights_guide_read(guide, strlen(guide), &cursor, NULL);
    }
}

Test(reading, gives_the_same_bytes_for_the_same_input)
{
    static char first[65536];
    int call;

    for (call = 0; call < 11; call++) {
        cr_assert(eq(int, (int)read_by(call), 0));
        strcpy(first, all());
        stop();
        start();
        cr_assert(eq(int, (int)read_by(call), 0));
        cr_expect(eq(str, all(), first));
    }
}

Test(reading, survives_every_allocation_failing)
{
    int call;

    /* Each from a corpus that keeps nothing yet. */
    for (call = 0; call < 11; call++) {
        stop();
        start();
        INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
            read_by(call), insights_cursor_free(cursor); cursor = NULL);
    }
}
