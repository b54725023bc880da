/* pure_words.c - concordance, shared phrases and the guide as records. */
#include "analysis/pure_reading.h"
#include "text/guide.h"
#include "text/keywords.h"
#include "text/phrases.h"
#include "text/talk.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/utf8.h"

#include <insights/model.h>
#include <string.h>

#define KEYWORDS_LIMIT 1000
#define KEYWORDS_CONTEXT 40
#define PHRASES_LIMIT 50
#define PHRASES_PEOPLE 2
#define PHRASES_WORDS 2
#define EXAMPLES_MAXIMUM 100

/* --- Keywords ------------------------------------------------------------- */

typedef struct keyword_reader {
    const insights_corpus *corpus;
    insights_reading_options options;
    insights__keywords keywords;
    insights__terms terms;
    insights__keyword_list found;
    insights__list *list;
    size_t limit;
    int cut;
} keyword_reader;

static insights_status add_keyword(
    keyword_reader *reader,
    size_t one,
    size_t turn,
    const insights__keyword *found,
    insights_error **error)
{
    const insights_conversation *script =
        insights_corpus_at(reader->corpus, one);
    const insights__turn *at = &script->turns.items[turn];
    size_t base = at->byte_start;
    insights_record *record = NULL;
    insights_status status;

    status = insights_record_new(INSIGHTS_KEYWORD, &record, error);
    if (status < 0)
        return status;
    insights_record_set_text(
        record, INSIGHTS_KEYWORD_INTERVIEW_ID,
        insights_corpus_id(reader->corpus, one));
    insights_record_set_text(
        record, INSIGHTS_KEYWORD_TITLE,
        insights_corpus_title(reader->corpus, one));
    insights_record_set_int(record, INSIGHTS_KEYWORD_TURN_INDEX, (int64_t)turn);
    insights_record_set_text(record, INSIGHTS_KEYWORD_SPEAKER, at->speaker);
    insights__reading_time(record, INSIGHTS_KEYWORD_START_MS, at->start_ms);
    insights_record_set_int(
        record, INSIGHTS_KEYWORD_BYTE_START, (int64_t)(base + found->start));
    insights_record_set_int(
        record, INSIGHTS_KEYWORD_BYTE_END, (int64_t)(base + found->end));
    status = insights__reading_slice(
        record, INSIGHTS_KEYWORD_BEFORE, script, base + found->before,
        base + found->start);
    if (status >= 0)
        status = insights__reading_slice(
            record, INSIGHTS_KEYWORD_TEXT, script, base + found->start,
            base + found->end);
    if (status >= 0)
        status = insights__reading_slice(
            record, INSIGHTS_KEYWORD_AFTER, script, base + found->end,
            base + found->after);
    if (status < 0) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    return insights__list_add(reader->list, record, 0, error);
}

static insights_status find_keywords(
    keyword_reader *reader,
    size_t one,
    insights_error **error)
{
    const insights_conversation *script =
        insights_corpus_at(reader->corpus, one);
    size_t context =
        reader->options.context ? reader->options.context : KEYWORDS_CONTEXT;
    insights_status status = INSIGHTS_OK;
    size_t turn;
    size_t i;

    for (turn = 0; status >= 0 && turn < script->turns.count; turn++) {
        if (!insights__reading_wants(&reader->options, script, turn))
            continue;
        status = insights__keywords_find(
            &reader->keywords, &script->turns.items[turn], context,
            &reader->terms, &reader->found, error);
        for (i = 0; status >= 0 && i < reader->found.count; i++) {
            if (insights__list_count(reader->list) == reader->limit) {
                reader->cut = 1;
                return INSIGHTS_OK;
            }
            status =
                add_keyword(reader, one, turn, &reader->found.items[i], error);
        }
    }
    return status;
}

insights_status insights_corpus_keywords(
    const insights_corpus *corpus,
    const char *words,
    const insights_reading_options *options,
    insights_cursor **out,
    insights_error **error)
{
    keyword_reader reader;
    insights_status status;
    size_t i;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!corpus || !words)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "%s is NULL",
            corpus ? "words" : "corpus");
    if (insights__utf8_valid(words, strlen(words)) != strlen(words))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the words are not UTF-8");
    memset(&reader, 0, sizeof(reader));
    reader.corpus = corpus;
    status = insights__reading_options(&reader.options, corpus, options, error);
    if (status >= 0)
        status = insights__keywords_parse(&reader.keywords, words, error);
    if (status < 0)
        goto out;
    reader.limit = reader.options.limit ? reader.options.limit : KEYWORDS_LIMIT;
    reader.list = insights__list_new();
    if (!reader.list)
        status = insights__fail_nomem(error);
    for (i = 0; status >= 0 && !reader.cut && i < insights_corpus_count(corpus);
         i++)
        if (insights__reading_in(&reader.options, corpus, i))
            status = find_keywords(&reader, i, error);
    if (status >= 0 && reader.cut && !reader.options.limit)
        insights__list_set_truncated(reader.list);
    status = insights__reading_finish(reader.list, status, out);
out:
    insights__keywords_free(&reader.keywords);
    insights__terms_free(&reader.terms);
    insights__array_free(&reader.found);
    return status;
}

/* --- Phrases -------------------------------------------------------------- */

/* Give one speaker's turns of a conversation to the search. */
static insights_status take_speaker(
    insights__phrases *phrases,
    const insights_conversation *script,
    const insights__roles *roles,
    const size_t *next,
    size_t first,
    size_t one,
    insights__terms *terms,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t turn;

    insights__phrases_speaker(phrases, (uint32_t)one);
    for (turn = first; status >= 0 && turn < roles->turn_count;
         turn = next[turn]) {
        const insights__turn *at = &script->turns.items[turn];
        if (roles->turns[turn].backchannel)
            continue;
        insights__terms_clear(terms);
        status = insights__terms_read(
            terms, at->text, at->length, script->language, error);
        if (status < 0)
            break;
        insights__talk_drop_directions(terms, at->text, at->length);
        status = insights__phrases_turn(
            phrases, (uint32_t)turn, at->text, terms->list.items,
            terms->list.count, error);
    }
    return status;
}

/* Give all that is said by those who are there to be heard, speaker by
 * speaker. */
static insights_status take_conversation(
    insights__phrases *phrases,
    const insights_corpus *corpus,
    const insights_reading_options *options,
    size_t one,
    insights_error **error)
{
    const insights_conversation *script = insights_corpus_at(corpus, one);
    insights__roles roles = INSIGHTS__ROLES_INIT;
    insights__terms terms = INSIGHTS__TERMS_INIT;
    size_t *room = NULL; /* for each turn the speaker's next one; then firsts */
    size_t *first;
    insights_status status;
    size_t turn;
    size_t i;

    status = insights__roles_read(&roles, script, NULL, error);
    if (status < 0)
        goto out;
    room = insights__calloc(
        roles.turn_count + roles.speakers.count + 1, sizeof(*room));
    if (!room) {
        status = insights__fail_nomem(error);
        goto out;
    }
    first = room + roles.turn_count;
    for (i = 0; i < roles.speakers.count; i++)
        first[i] = roles.turn_count;
    for (turn = roles.turn_count; turn-- > 0;) {
        room[turn] = first[roles.turns[turn].speaker];
        first[roles.turns[turn].speaker] = turn;
    }
    for (i = 0; status >= 0 && i < roles.speakers.count; i++)
        if (first[i] < roles.turn_count &&
            insights__roles_heard(&roles, first[i]) &&
            roles.speakers.items[i].words > 0 &&
            insights__reading_wants(options, script, first[i]))
            status = take_speaker(
                phrases, script, &roles, room, first[i], one, &terms, error);
out:
    insights__roles_free(&roles);
    insights__terms_free(&terms);
    insights__free(room);
    return status;
}

static const insights__turn *turn_of(
    const insights_corpus *corpus,
    const insights__phrase_place *place)
{
    return &insights_corpus_at(corpus, place->source)->turns.items[place->turn];
}

/* The form that is said most often, the first of equals. NULL: no memory. */
static const insights__phrase_place *best_form(
    const insights_corpus *corpus,
    const insights__phrase *phrase)
{
    insights__map *forms = insights__map_new();
    const insights__phrase_place *best = NULL;
    uintptr_t most = 0;
    uintptr_t times;
    void **slot = NULL;
    size_t i;

    for (i = 0; forms && i < phrase->places.count; i++) {
        const insights__phrase_place *place = &phrase->places.items[i];
        slot = insights__map_slot(
            forms, turn_of(corpus, place)->text + place->start,
            place->end - place->start);
        if (!slot) {
            best = NULL;
            break;
        }
        times = (uintptr_t)*slot + 1;
        *slot = (void *)times;
    }
    for (i = 0; forms && slot && i < phrase->places.count; i++) {
        const insights__phrase_place *place = &phrase->places.items[i];
        times = (uintptr_t)insights__map_get(
            forms, turn_of(corpus, place)->text + place->start,
            place->end - place->start);
        if (times > most) {
            most = times;
            best = place;
        }
    }
    insights__map_free(forms, NULL);
    return best;
}

static void append_example(
    insights__buffer *json,
    const insights_corpus *corpus,
    const insights__phrase_place *place)
{
    const insights__turn *turn = turn_of(corpus, place);
    const char *id = insights_corpus_id(corpus, place->source);
    const char *title = insights_corpus_title(corpus, place->source);

    insights__buffer_text_append(json, "{\"interview_id\":");
    insights__buffer_json_string(json, id, strlen(id));
    insights__buffer_text_append(json, ",\"title\":");
    insights__buffer_json_string(json, title, strlen(title));
    insights__buffer_format(
        json, ",\"turn_index\":%lu,\"speaker\":", (unsigned long)place->turn);
    if (turn->speaker)
        insights__buffer_json_string(
            json, turn->speaker, strlen(turn->speaker));
    else
        insights__buffer_text_append(json, "null");
    insights__buffer_text_append(json, ",\"start_ms\":");
    if (turn->start_ms == INSIGHTS_NO_TIME)
        insights__buffer_text_append(json, "null");
    else
        insights__buffer_format(json, "%lld", (long long)turn->start_ms);
    insights__buffer_format(
        json, ",\"byte_start\":%zu,\"byte_end\":%zu,\"text\":",
        turn->byte_start + place->start, turn->byte_start + place->end);
    insights__buffer_json_string(
        json, turn->text + place->start, place->end - place->start);
    insights__buffer_char(json, '}');
}

/* One example for each speaker. */
static insights_status set_examples(
    insights_record *record,
    const insights_corpus *corpus,
    const insights__phrase *phrase)
{
    insights__buffer json = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_E_NOMEM;
    size_t examples = 0;
    size_t i;

    insights__buffer_char(&json, '[');
    for (i = 0; i < phrase->places.count && examples < EXAMPLES_MAXIMUM; i++) {
        if (i && phrase->places.items[i].speaker ==
                     phrase->places.items[i - 1].speaker)
            continue;
        if (examples++)
            insights__buffer_char(&json, ',');
        append_example(&json, corpus, &phrase->places.items[i]);
    }
    insights__buffer_char(&json, ']');
    if (json.status >= 0)
        status = insights_record_set_text(
            record, INSIGHTS_PHRASE_EXAMPLES, insights__buffer_text(&json));
    insights__buffer_free(&json);
    return status == INSIGHTS_E_NOMEM ? status : INSIGHTS_OK;
}

static insights_status add_phrase(
    insights__list *list,
    const insights_corpus *corpus,
    const insights__phrase *phrase,
    size_t people,
    insights_error **error)
{
    const insights__phrase_place *form = best_form(corpus, phrase);
    insights_record *record = NULL;
    insights_status status;
    const insights__turn *turn;

    if (!form)
        return insights__fail_nomem(error);
    status = insights_record_new(INSIGHTS_PHRASE, &record, error);
    if (status < 0)
        return status;
    turn = turn_of(corpus, form);
    insights_record_set_int(
        record, INSIGHTS_PHRASE_PEOPLE, (int64_t)phrase->people);
    insights_record_set_int(record, INSIGHTS_PHRASE_OF, (int64_t)people);
    insights_record_set_int(
        record, INSIGHTS_PHRASE_INTERVIEWS, (int64_t)phrase->interviews);
    insights_record_set_int(
        record, INSIGHTS_PHRASE_COUNT, (int64_t)phrase->count);
    status = insights__reading_slice(
        record, INSIGHTS_PHRASE_TEXT, insights_corpus_at(corpus, form->source),
        turn->byte_start + form->start, turn->byte_start + form->end);
    if (status >= 0)
        status = set_examples(record, corpus, phrase);
    if (status < 0) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    return insights__list_add(list, record, 0, error);
}

insights_status insights_corpus_phrases(
    const insights_corpus *corpus,
    const insights_reading_options *options,
    insights_cursor **out,
    insights_error **error)
{
    const insights__phrase *found = NULL;
    insights__phrases *phrases = NULL;
    insights__list *list = NULL;
    insights_reading_options own;
    insights_status status;
    size_t count = 0;
    size_t i;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!corpus)
        return insights__fail(error, INSIGHTS_E_INVALID, "corpus is NULL");
    status = insights__reading_options(&own, corpus, options, error);
    if (status < 0)
        return status;
    phrases = insights__phrases_new();
    list = insights__list_new();
    if (!phrases || !list)
        status = insights__fail_nomem(error);
    for (i = 0; status >= 0 && i < insights_corpus_count(corpus); i++)
        if (insights__reading_in(&own, corpus, i))
            status = take_conversation(phrases, corpus, &own, i, error);
    if (status >= 0)
        status = insights__phrases_find(
            phrases, own.min_people ? own.min_people : PHRASES_PEOPLE,
            own.min_words ? own.min_words : PHRASES_WORDS,
            own.limit ? own.limit : PHRASES_LIMIT, &found, &count, error);
    for (i = 0; status >= 0 && i < count; i++)
        status = add_phrase(
            list, corpus, &found[i], insights__phrases_people(phrases), error);
    status = insights__reading_finish(list, status, out);
    insights__phrases_free(phrases);
    return status;
}

/* --- Guide ---------------------------------------------------------------- */

insights_status insights_guide_read(
    const char *text,
    size_t length,
    insights_cursor **out,
    insights_error **error)
{
    insights__guide guide = INSIGHTS__GUIDE_INIT;
    insights__list *list = NULL;
    insights_status status;
    insights_record *record;
    size_t i;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!text && length)
        return insights__fail(error, INSIGHTS_E_INVALID, "text is NULL");
    if (length && insights__utf8_valid(text, length) != length)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the guide is not UTF-8");
    if (length && memchr(text, '\0', length))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the guide holds a NUL");
    status = insights__guide_read(&guide, text, length, error);
    if (status < 0)
        goto out;
    list = insights__list_new();
    if (!list)
        status = insights__fail_nomem(error);
    for (i = 0; status >= 0 && i < guide.questions.count; i++) {
        status = insights_record_new(INSIGHTS_QUESTION, &record, error);
        if (status < 0)
            break;
        insights_record_set_int(
            record, INSIGHTS_QUESTION_TYPE, INSIGHTS_QUESTION_TYPE_PROMPT);
        insights_record_set_int(
            record, INSIGHTS_QUESTION_POSITION, (int64_t)i + 1);
        insights_record_set_text(
            record, INSIGHTS_QUESTION_TEXT, guide.questions.items[i]);
        status = insights__list_add(list, record, 0, error);
    }
    status = insights__reading_finish(list, status, out);
out:
    insights__guide_free(&guide);
    return status;
}
