/* fuzz_query.c - a transcript, a line "====", and what is asked of it.
 *
 * Words in context, phrases, passages, answers, and what is read without a
 * query: whatever is given back as said stands where it says.
 */
#include "fuzz/support.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void check_keyword(const insights_record *record, void *user)
{
    const insights_keyword *keyword = insights_keyword_from(record);
    const fuzz_canon *canon = user;
    int64_t start = insights_keyword_byte_start(keyword);
    int64_t end = insights_keyword_byte_end(keyword);
    const char *before = insights_keyword_before(keyword);
    const char *after = insights_keyword_after(keyword);

    FUZZ_CHECK(fuzz_says(canon, start, end, insights_keyword_text(keyword)));
    FUZZ_CHECK(!before || fuzz_is_text(before));
    FUZZ_CHECK(!after || fuzz_is_text(after));
}

static void check_passage(const insights_record *record, void *user)
{
    const insights_passage *passage = insights_passage_from(record);

    FUZZ_CHECK(fuzz_says(
        user, insights_passage_byte_start(passage),
        insights_passage_byte_end(passage), insights_passage_text(passage)));
    FUZZ_CHECK(
        insights_passage_turn_index(passage) <=
        insights_passage_last_turn(passage));
}

static void check_phrase(const insights_record *record, void *user)
{
    const insights_phrase *phrase = insights_phrase_from(record);
    const char *text = insights_phrase_examples(phrase);
    json_t *examples = text ? json_loads(text, 0, NULL) : NULL;
    json_t *example;
    size_t i;

    FUZZ_CHECK(fuzz_is_text(insights_phrase_text(phrase)));
    FUZZ_CHECK(insights_phrase_people(phrase) <= insights_phrase_of(phrase));
    FUZZ_CHECK(json_array_size(examples) >= 1);
    json_array_foreach(examples, i, example) FUZZ_CHECK(fuzz_says(
        user, json_integer_value(json_object_get(example, "byte_start")),
        json_integer_value(json_object_get(example, "byte_end")),
        json_string_value(json_object_get(example, "text"))));
    json_decref(examples);
}

static void check_outline(const insights_record *record, void *user)
{
    const insights_outline *outline = insights_outline_from(record);

    FUZZ_CHECK(fuzz_says(
        user, insights_outline_byte_start(outline),
        insights_outline_byte_end(outline),
        insights_outline_question_text(outline)));
}

static void check_evidence(const insights_record *record, void *user)
{
    const insights_evidence *evidence = insights_evidence_from(record);

    FUZZ_CHECK(fuzz_says(
        user, insights_evidence_byte_start(evidence),
        insights_evidence_byte_end(evidence),
        insights_evidence_quote(evidence)));
}

static void check_signal(const insights_record *record, void *user)
{
    const insights_signal *found = insights_signal_from(record);

    FUZZ_CHECK(fuzz_says(
        user, insights_signal_cue_start(found), insights_signal_cue_end(found),
        insights_signal_cue(found)));
    FUZZ_CHECK(
        insights_signal_byte_start(found) <= insights_signal_cue_start(found));
    FUZZ_CHECK(
        insights_signal_byte_end(found) >= insights_signal_cue_end(found));
}

/* The outcome of a call, and its records. */
static void each(
    insights_status status,
    insights_cursor *cursor,
    insights_error *error,
    insights_kind kind,
    void (*check)(const insights_record *record, void *user),
    fuzz_canon *canon)
{
    FUZZ_CHECK((cursor != NULL) == (status >= 0));
    if (fuzz_outcome(status, &error))
        fuzz_each(cursor, kind, check, canon);
}

/* Make a call whose last two arguments are the cursor and the error. */
#define EACH(kind, check, canon, function, ...)                             \
    do {                                                                    \
        insights_cursor *cursor_ = NULL;                                    \
        insights_error *error_ = NULL;                                      \
        insights_status status_ = function(__VA_ARGS__, &cursor_, &error_); \
        each(status_, cursor_, error_, kind, check, canon);                 \
    } while (0)

static void read_corpus(
    const insights_corpus *corpus,
    const char *query,
    size_t share,
    fuzz_canon *canon)
{
    static const char *const modes[] = {"turns", "regions", "sentences"};
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    size_t i;

    options.context = 5;
    options.min_people = 1;
    EACH(
        INSIGHTS_KEYWORD, check_keyword, canon, insights_corpus_keywords,
        corpus, query, &options);
    EACH(
        INSIGHTS_PHRASE, check_phrase, canon, insights_corpus_phrases, corpus,
        &options);
    for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        if (fuzz_is_made_up() && i != share)
            continue;
        options.mode = modes[i];
        EACH(
            INSIGHTS_PASSAGE, check_passage, canon, insights_corpus_passages,
            corpus, query, &options);
    }
    options.mode = NULL;
    EACH(
        INSIGHTS_PASSAGE, check_passage, canon, insights_corpus_answers, corpus,
        query, 1, &options);
}

static void read_conversation(
    const insights_conversation *conversation,
    const char *roles,
    fuzz_canon *canon)
{
    EACH(
        INSIGHTS_PARTICIPANT, NULL, canon, insights_conversation_participants,
        conversation, roles);
    EACH(
        INSIGHTS_OUTLINE, check_outline, canon, insights_conversation_outline,
        conversation, NULL);
    EACH(
        INSIGHTS_EVIDENCE, check_evidence, canon,
        insights_conversation_evidence, conversation, NULL);
    EACH(
        INSIGHTS_SIGNAL, check_signal, canon, insights_conversation_signals,
        conversation, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_halves halves = fuzz_split(data, size);
    insights_conversation *conversation =
        fuzz_read(halves.first, halves.first_length, NULL, NULL, 0);
    size_t share = fuzz_share(data, size, 6);
    insights_corpus *corpus;
    fuzz_canon canon;

    if (conversation) {
        canon = fuzz_canonical(conversation);
        if (share < 3 || !fuzz_is_made_up())
            read_conversation(conversation, halves.second, &canon);
        corpus = fuzz_corpus(conversation);
        if (share > 2 || !fuzz_is_made_up())
            read_corpus(corpus, halves.second, share % 3, &canon);
        insights_corpus_free(corpus);
        free(canon.text);
    }
    fuzz_halves_free(&halves);
    return 0;
}
