/* load.c - stored turns to conversations; corpora; roles. */
#include "analysis/load.h"

#include "text/format.h"

#include "base/alloc.h"

#include <string.h>

/* --- Words -------------------------------------------------------------------
 */

typedef INSIGHTS__ARRAY(insights__word) word_list;

/* "[[0,5,100,200],…]": exactly what turns_save.c writes. */
static int read_number(const char **at, int64_t *out)
{
    int negative = **at == '-';
    int64_t value = 0;

    if (negative)
        (*at)++;
    if (**at < '0' || **at > '9')
        return 0;
    while (**at >= '0' && **at <= '9' && value < INT64_MAX / 16)
        value = value * 10 + (*(*at)++ - '0');
    *out = negative ? -value : value;
    return 1;
}

static int read_word(const char **at, insights__word *word)
{
    int64_t numbers[4];

    for (size_t i = 0; i < 4; i++) {
        (*at)++; /* the bracket or comma before */
        if (!read_number(at, &numbers[i]))
            return 0;
    }
    if (**at != ']' || numbers[0] < 0 || numbers[1] < 0)
        return 0;
    (*at)++;
    word->offset = (uint32_t)numbers[0];
    word->length = (uint32_t)numbers[1];
    word->start_ms = numbers[2];
    word->end_ms = numbers[3];
    return 1;
}

/* Times of words that are not as we write them are left out. */
static insights_status read_words(
    word_list *out,
    const char *json,
    insights_error **error)
{
    out->count = 0;
    if (!json || *json != '[')
        return INSIGHTS_OK;
    for (json++; *json == '[';) {
        insights__word *word = insights__array_add(out);

        if (!word)
            return insights__fail_nomem(error);
        if (!read_word(&json, word)) {
            out->count = 0;
            return INSIGHTS_OK;
        }
        if (*json == ',')
            json++;
    }
    return INSIGHTS_OK;
}

/* --- Conversations -----------------------------------------------------------
 */

static insights_status add_turn(
    insights_conversation *script,
    const insights_record *turn,
    word_list *words,
    insights_error **error)
{
    const char *text = insights_record_text(turn, INSIGHTS_TURN_TEXT);
    int64_t start = INSIGHTS_NO_TIME;
    int64_t end = INSIGHTS_NO_TIME;
    insights_status status;

    if (insights_record_state(turn, INSIGHTS_TURN_START_MS) == INSIGHTS_VALUE)
        start = insights_record_int(turn, INSIGHTS_TURN_START_MS);
    if (insights_record_state(turn, INSIGHTS_TURN_END_MS) == INSIGHTS_VALUE)
        end = insights_record_int(turn, INSIGHTS_TURN_END_MS);
    status = read_words(
        words, insights_record_text(turn, INSIGHTS_TURN_WORDS), error);
    if (status >= 0)
        status = insights__script_add(
            script, insights_record_text(turn, INSIGHTS_TURN_SPEAKER),
            text ? text : "", text ? strlen(text) : 0, start, end, words->items,
            words->count, error);
    if (status >= 0)
        script->turns.items[script->turns.count - 1].continued =
            insights_record_int(turn, INSIGHTS_TURN_CONTINUED) != 0;
    return status;
}

static const char *format_name(const char *stored)
{
    const insights__format *format =
        stored ? insights__format_named(stored) : NULL;

    if (format)
        return format->name;
    return stored && !strcmp(stored, "live") ? "live" : NULL;
}

static insights_status set_meta(
    insights_conversation *script,
    const insights_record *interview,
    insights_error **error)
{
    const struct {
        insights_field field;
        const char **to;
    } meta[] = {
        {INSIGHTS_INTERVIEW_TITLE, &script->title},
        {INSIGHTS_INTERVIEW_LANGUAGE, &script->language},
        {INSIGHTS_INTERVIEW_HELD_ON, &script->date},
        {INSIGHTS_INTERVIEW_MEDIA_URI, &script->media}};

    script->format =
        format_name(insights_record_text(interview, INSIGHTS_INTERVIEW_FORMAT));
    for (size_t i = 0; i < sizeof(meta) / sizeof(*meta); i++) {
        const char *text = insights_record_text(interview, meta[i].field);

        if (!text)
            continue;
        *meta[i].to =
            insights__arena_strndup(&script->arena, text, strlen(text));
        if (!*meta[i].to)
            return insights__fail_nomem(error);
    }
    return INSIGHTS_OK;
}

insights_status insights__load_script(
    insights_study *study,
    const insights_record *interview,
    const char *transcript_id,
    insights_conversation **out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_TURN_TRANSCRIPT_ID, transcript_id}, {0, NULL}};
    insights_conversation *script = insights__script_new();
    insights_cursor *cursor = NULL;
    const insights_record *turn = NULL;
    word_list words = INSIGHTS__ARRAY_INIT;
    insights_status status;

    *out = NULL;
    if (!script)
        return insights__fail_nomem(error);
    status = set_meta(script, interview, error);
    if (status >= 0)
        status = insights__study_select(
            study, INSIGHTS_TURN, filters, INSIGHTS_TURN_POSITION, &cursor,
            error);
    while (status >= 0 &&
           (status = insights_cursor_next(cursor, &turn, error)) == INSIGHTS_OK)
        status = add_turn(script, turn, &words, error);
    insights_cursor_free(cursor);
    insights__array_free(&words);
    if (status < 0) {
        insights_conversation_free(script);
        return status;
    }
    *out = script;
    return INSIGHTS_OK;
}

insights_status insights__load_current(
    insights_study *study,
    const insights_record *interview,
    insights_conversation **out,
    insights_error **error)
{
    const char *transcript =
        insights_record_text(interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);

    *out = NULL;
    if (!transcript)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND, "interview '%s' has no text yet",
            insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE));
    return insights__load_script(study, interview, transcript, out, error);
}

insights_status insights__script_copy_turn(
    insights_conversation *to,
    const insights__turn *turn,
    insights_error **error)
{
    insights_status status = insights__script_add(
        to, turn->speaker, turn->text, turn->length, turn->start_ms,
        turn->end_ms, turn->words, turn->word_count, error);

    if (status >= 0)
        to->turns.items[to->turns.count - 1].continued = turn->continued;
    return status;
}

insights_status insights__script_copy(
    insights_conversation *to,
    const insights_conversation *from,
    size_t first,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = first; i < from->turns.count && status >= 0; i++)
        status = insights__script_copy_turn(to, &from->turns.items[i], error);
    return status;
}

int64_t insights__script_duration(const insights_conversation *script)
{
    int64_t duration = INSIGHTS_NO_TIME;

    for (size_t i = 0; i < script->turns.count; i++) {
        const insights__turn *turn = &script->turns.items[i];

        if (turn->end_ms > duration)
            duration = turn->end_ms;
        if (turn->start_ms > duration)
            duration = turn->start_ms;
    }
    return duration;
}

insights_status insights__span_fill(
    insights_record *record,
    const insights_conversation *script,
    const char *transcript_id,
    size_t start,
    size_t end,
    insights_error **error)
{
    insights__times times = insights__script_times(script, start, end);
    size_t first = insights__script_turn_at(script, start);
    size_t last = insights__script_turn_at(script, end - 1);
    int is_coding = insights_record_kind(record) == INSIGHTS_CODING;
    char *quote = insights__script_slice(script, start, end);

    if (!quote)
        return insights__fail_nomem(error);
    insights_record_set_text(
        record, is_coding ? INSIGHTS_CODING_QUOTE : INSIGHTS_EVIDENCE_QUOTE,
        quote);
    insights__free(quote);
    insights_record_set_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_START : INSIGHTS_EVIDENCE_BYTE_START,
        (int64_t)start);
    insights_record_set_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_END : INSIGHTS_EVIDENCE_BYTE_END,
        (int64_t)end);
    if (is_coding)
        return insights_record_check(record, error);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, transcript_id);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_FIRST_TURN, (int64_t)first);
    insights_record_set_int(record, INSIGHTS_EVIDENCE_LAST_TURN, (int64_t)last);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_SPEAKER, script->turns.items[first].speaker);
    insights__set_ms(record, INSIGHTS_EVIDENCE_START_MS, times.start_ms);
    insights__set_ms(record, INSIGHTS_EVIDENCE_END_MS, times.end_ms);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_TIME_METHOD, times.method);
    return insights_record_check(record, error);
}

/* --- For hosts ---------------------------------------------------------------
 */

insights_status insights_study_conversation(
    insights_study *study,
    const char *interview,
    const char *revision,
    insights_conversation **out,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_record *transcript = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !interview || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, interview and out are required");
    status = insights__study_get(
        study, INSIGHTS_INTERVIEW, interview, &record, error);
    if (status < 0)
        return status;
    if (!revision) {
        status = insights__load_current(study, record, out, error);
        goto out;
    }
    status = insights__study_get(
        study, INSIGHTS_TRANSCRIPT, revision, &transcript, error);
    if (status < 0)
        goto out;
    if (!insights__text_is(
            transcript, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
            insights_record_id(record))) {
        status = insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "revision '%s' is of another conversation", revision);
        goto out;
    }
    status = insights__load_script(
        study, record, insights_record_id(transcript), out, error);

out:
    insights_record_free(transcript);
    insights_record_free(record);
    return status;
}

insights_status insights__load_roles(
    insights_study *study,
    const char *interview_id,
    char **out,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights__buffer roles = INSIGHTS__BUFFER_INIT;
    insights_status status = insights__study_load_by(
        study, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
        interview_id, &list, error);

    *out = NULL;
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        const insights_record *one = list.items[i];
        const char *label =
            insights_record_text(one, INSIGHTS_PARTICIPANT_LABEL);
        const char *role = insights_record_text(one, INSIGHTS_PARTICIPANT_ROLE);
        int64_t standing =
            insights_record_int(one, INSIGHTS_PARTICIPANT_STANDING);

        if (!role || !*label || strpbrk(label, ",=") ||
            (standing != INSIGHTS_STANDING_ACCEPTED &&
             standing != INSIGHTS_STANDING_FACT))
            continue;
        insights__buffer_format(
            &roles, "%s%s=%s", roles.length ? "," : "", label, role);
    }
    insights__record_list_free(&list);
    if (status >= 0)
        insights__buffer_text_append(&roles, "");
    if (status >= 0)
        status = insights__buffer_check(&roles, "the roles", error);
    if (status >= 0) {
        *out =
            roles.data ? insights__buffer_take(&roles) : insights__strdup("");
        if (!*out)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&roles);
    return status;
}

insights_status insights_study_roles(
    insights_study *study,
    const char *interview,
    char **out,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !interview || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, interview and out are required");
    status = insights__study_get(
        study, INSIGHTS_INTERVIEW, interview, &record, error);
    if (status >= 0)
        status =
            insights__load_roles(study, insights_record_id(record), out, error);
    insights_record_free(record);
    return status;
}

/* Let what reads the conversation use the roles that people gave or
 * confirmed, of those who speak in it. */
static insights_status set_roles(
    insights_study *study,
    const char *interview_id,
    insights_conversation *script,
    insights_error **error)
{
    insights__buffer heard = INSIGHTS__BUFFER_INIT;
    char *roles = NULL;
    insights_status status =
        insights__load_roles(study, interview_id, &roles, error);

    for (const char *at = roles; status >= 0 && *at;) {
        size_t length = strcspn(at, ",");

        if (insights__map_get(script->speakers, at, strcspn(at, "="))) {
            if (heard.length)
                insights__buffer_char(&heard, ',');
            insights__buffer_append(&heard, at, length);
        }
        at += length + (at[length] == ',');
    }
    insights_free(roles);
    if (status >= 0)
        status = insights__buffer_check(&heard, "the roles", error);
    if (status >= 0 && heard.length) {
        script->roles =
            insights__arena_strndup(&script->arena, heard.data, heard.length);
        if (!script->roles)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&heard);
    return status;
}

insights_status insights_study_corpus(
    insights_study *study,
    insights_corpus **out,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_corpus *corpus = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    status = insights_corpus_new(&corpus, error);
    if (status >= 0)
        status = insights__study_interviews(study, NULL, &list, error);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        insights_conversation *script = NULL;

        if (!insights_record_text(
                list.items[i], INSIGHTS_INTERVIEW_TRANSCRIPT_ID))
            continue;
        status = insights__load_current(study, list.items[i], &script, error);
        if (status >= 0)
            status = set_roles(
                study, insights_record_id(list.items[i]), script, error);
        if (status >= 0)
            status = insights_corpus_add(
                corpus, insights_record_id(list.items[i]),
                insights_record_text(list.items[i], INSIGHTS_INTERVIEW_TITLE),
                script, error);
        insights_conversation_free(script);
    }
    insights__record_list_free(&list);
    if (status < 0) {
        insights_corpus_free(corpus);
        return status;
    }
    *out = corpus;
    return INSIGHTS_OK;
}
