/* import_result.c - what an import answers. */
#include "analysis/import.h"

#include <string.h>

void insights__warnings_json(
    insights__buffer *out,
    const insights_conversation *script,
    const insights_record *similar)
{
    const char *warning;
    size_t count = 0;

    insights__buffer_char(out, '[');
    while ((warning = insights_conversation_warning(script, count)) != NULL) {
        if (count++)
            insights__buffer_char(out, ',');
        insights__buffer_json_string(out, warning, strlen(warning));
    }
    if (similar) {
        insights__buffer line = INSIGHTS__BUFFER_INIT;
        const char *id = insights_record_id(similar);

        insights__buffer_format(
            &line,
            "nearly the same as '%s' (%s), which is here already; to make "
            "this its next revision, import it with replace",
            insights_record_text(similar, INSIGHTS_INTERVIEW_TITLE),
            id + strlen(id) - 8);
        if (count)
            insights__buffer_char(out, ',');
        insights__buffer_json_string(
            out, insights__buffer_text(&line), line.length);
        if (line.status < 0)
            out->status = line.status;
        insights__buffer_free(&line);
    }
    insights__buffer_char(out, ']');
}

static void add_label(
    insights__buffer *labels,
    const char *label,
    size_t *count)
{
    if (!label)
        return;
    insights__buffer_char(labels, (*count)++ ? ',' : '[');
    insights__buffer_json_string(labels, label, strlen(label));
}

typedef struct totals {
    insights__buffer labels;
    size_t speakers;
    int64_t words;
    int64_t turns;
} totals;

static void count_script(totals *sum, const insights__import_result *result)
{
    sum->turns = (int64_t)result->script->turns.count;
    for (size_t i = 0; i < result->roles->speakers.count; i++) {
        const insights__speaker *speaker = &result->roles->speakers.items[i];

        add_label(&sum->labels, speaker->label, &sum->speakers);
        sum->words += (int64_t)speaker->words;
    }
}

static insights_status count_stored(
    totals *sum,
    insights_study *study,
    const insights_record *interview,
    insights_error **error)
{
    insights__record_list people = INSIGHTS__ARRAY_INIT;
    insights_record *transcript = NULL;
    const char *id =
        insights_record_text(interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
    insights_status status = insights__study_load_by(
        study, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
        insights_record_id(interview), &people, error);

    for (size_t i = 0; i < people.count && status >= 0; i++) {
        add_label(
            &sum->labels,
            insights_record_text(people.items[i], INSIGHTS_PARTICIPANT_LABEL),
            &sum->speakers);
        sum->words +=
            insights_record_int(people.items[i], INSIGHTS_PARTICIPANT_WORDS);
    }
    if (status >= 0 && id)
        status = insights_store_get(
            study->store, INSIGHTS_TRANSCRIPT, id, &transcript, error);
    if (transcript)
        sum->turns =
            insights_record_int(transcript, INSIGHTS_TRANSCRIPT_TURN_COUNT);
    insights_record_free(transcript);
    insights__record_list_free(&people);
    return status;
}

static void fill(
    insights_record *record,
    const insights__import_result *result,
    totals *sum,
    const char *warnings)
{
    const insights_record *interview = result->interview;

    insights_record_set_text(record, INSIGHTS_IMPORTED_FILE, result->file);
    insights_record_set_text(
        record, INSIGHTS_IMPORTED_INTERVIEW_ID,
        result->interview_id ? result->interview_id
                             : insights_record_id(interview));
    insights_record_set_text(
        record, INSIGHTS_IMPORTED_TITLE,
        insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE));
    insights_record_set_text(
        record, INSIGHTS_IMPORTED_FORMAT,
        insights_record_text(interview, INSIGHTS_INTERVIEW_FORMAT));
    insights_record_set_int(record, INSIGHTS_IMPORTED_TURNS, sum->turns);
    insights_record_set_text(
        record, INSIGHTS_IMPORTED_SPEAKERS,
        insights__buffer_text(&sum->labels));
    insights_record_set_null(record, INSIGHTS_IMPORTED_DURATION_MS);
    if (insights_record_state(interview, INSIGHTS_INTERVIEW_DURATION_MS) ==
        INSIGHTS_VALUE)
        insights_record_set_int(
            record, INSIGHTS_IMPORTED_DURATION_MS,
            insights_record_int(interview, INSIGHTS_INTERVIEW_DURATION_MS));
    insights_record_set_int(
        record, INSIGHTS_IMPORTED_ALREADY_IMPORTED, result->already);
    insights_record_set_text(record, INSIGHTS_IMPORTED_WARNINGS, warnings);
    insights_record_set_int(record, INSIGHTS_IMPORTED_WORDS, sum->words);
    insights_record_set_text(
        record, INSIGHTS_IMPORTED_SIMILAR_TO,
        result->similar ? insights_record_id(result->similar) : NULL);
}

insights_status insights__import_answer(
    insights_study *study,
    const insights__import_result *result,
    insights_record **out,
    insights_error **error)
{
    totals sum = {INSIGHTS__BUFFER_INIT, 0, 0, 0};
    insights__buffer warnings = INSIGHTS__BUFFER_INIT;
    insights_record *record = NULL;
    const char *stored;
    insights_status status = INSIGHTS_OK;

    if (result->script)
        count_script(&sum, result);
    else
        status = count_stored(&sum, study, result->interview, error);
    insights__buffer_text_append(&sum.labels, sum.speakers ? "]" : "[]");
    stored =
        insights_record_text(result->interview, INSIGHTS_INTERVIEW_WARNINGS);
    if (result->script)
        insights__warnings_json(&warnings, result->script, result->similar);
    else
        insights__buffer_text_append(&warnings, stored ? stored : "[]");
    if (status >= 0)
        status = insights__buffer_check(&warnings, "the warnings", error);
    if (status >= 0)
        status = insights__buffer_check(&sum.labels, "the speakers", error);
    if (status >= 0)
        status = insights_record_new(INSIGHTS_IMPORTED, &record, error);
    if (status >= 0) {
        fill(record, result, &sum, insights__buffer_text(&warnings));
        status = insights_record_check(record, error);
    }
    insights__buffer_free(&sum.labels);
    insights__buffer_free(&warnings);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    *out = record;
    return INSIGHTS_OK;
}
