/* teams.h - copies of a study, and what a study says without its ids. */
#ifndef INSIGHTS_TESTS_SUPPORT_TEAMS_H
#define INSIGHTS_TESTS_SUPPORT_TEAMS_H

#include "support/study.h"

#include <stdlib.h>

typedef struct insights_test_bytes {
    char *data;
    size_t length;
    size_t at;
} insights_test_bytes;

static inline int insights_test_take(
    const void *bytes,
    size_t length,
    void *user)
{
    insights_test_bytes *to = user;

    to->data = realloc(to->data, to->length + length + 1);
    memcpy(to->data + to->length, bytes, length);
    to->length += length;
    to->data[to->length] = '\0';
    return 0;
}

static inline int64_t insights_test_give(void *bytes, size_t size, void *user)
{
    insights_test_bytes *from = user;
    size_t left = from->length - from->at;

    if (size > left)
        size = left;
    memcpy(bytes, from->data + from->at, size);
    from->at += size;
    return (int64_t)size;
}

/* The same study in another store, for somebody else. */
static inline insights_test_study insights_test_copy(
    insights_test_study *self,
    const char *actor)
{
    insights_test_study copy = {NULL, NULL, NULL, ""};
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_test_bytes bytes = {NULL, 0, 0};
    insights_record *record = NULL;

    DO(self, insights_store_export(
                 self->store, insights_test_take, &bytes, &self->error));
    DO(&copy, insights_store_open("memory:", NULL, &copy.store, &copy.error));
    DO(&copy,
       insights_store_restore(
           copy.store, insights_test_give, &bytes, &record, &copy.error));
    insights_record_free(record);
    free(bytes.data);
    options.actor = actor;
    DO(&copy,
       insights_study_open(copy.store, &options, &copy.study, &copy.error));
    memcpy(copy.interview, self->interview, sizeof(copy.interview));
    return copy;
}

/* --- What a study says -------------------------------------------------------
 */

typedef struct insights_test_lines {
    char **items;
    size_t count;
} insights_test_lines;

static inline void insights_test_line(
    insights_test_lines *lines,
    const char *text)
{
    lines->items =
        realloc(lines->items, (lines->count + 1) * sizeof(*lines->items));
    lines->items[lines->count] = malloc(strlen(text) + 1);
    memcpy(lines->items[lines->count++], text, strlen(text) + 1);
}

/* A field of the record that a field refers to. */
static inline const char *insights_test_of(
    insights_test_study *self,
    const insights_record *record,
    insights_field field,
    insights_kind kind,
    insights_field name)
{
    static char out[8][256];
    static int turn;
    const char *id = insights_record_text(record, field);
    insights_record *other = NULL;

    turn = (turn + 1) % 8;
    snprintf(out[turn], sizeof(out[turn]), "-");
    if (!id)
        return out[turn];
    DO(self, insights_store_get(self->store, kind, id, &other, &self->error));
    snprintf(
        out[turn], sizeof(out[turn]), "%s", insights_record_text(other, name));
    insights_record_free(other);
    return out[turn];
}

static inline const char *insights_test_shown(
    const insights_record *record,
    insights_field field)
{
    const char *text = insights_record_text(record, field);

    return text ? text : "-";
}

static inline void insights_test_describe_coding(
    insights_test_study *self,
    const insights_record *one,
    char out[2048])
{
    snprintf(
        out, 2048, "coding %s: %s by %s, %s by %s: %s",
        insights_test_of(
            self, one, INSIGHTS_CODING_EVIDENCE_ID, INSIGHTS_EVIDENCE,
            INSIGHTS_EVIDENCE_QUOTE),
        insights_test_of(
            self, one, INSIGHTS_CODING_CODE_ID, INSIGHTS_CODE,
            INSIGHTS_CODE_PATH),
        insights_test_of(
            self, one, INSIGHTS_CODING_ACTOR_ID, INSIGHTS_ACTOR,
            INSIGHTS_ACTOR_NAME),
        insights_test_shown(one, INSIGHTS_CODING_STANDING),
        insights_test_of(
            self, one, INSIGHTS_CODING_DECIDED_BY, INSIGHTS_ACTOR,
            INSIGHTS_ACTOR_NAME),
        insights_test_shown(one, INSIGHTS_CODING_NOTE));
}

static inline void insights_test_describe(
    insights_test_study *self,
    const insights_record *one,
    char out[2048])
{
    switch (insights_record_kind(one)) {
    case INSIGHTS_CODE:
        snprintf(
            out, 2048, "code %s: %s",
            insights_test_shown(one, INSIGHTS_CODE_PATH),
            insights_test_shown(one, INSIGHTS_CODE_DEFINITION));
        break;
    case INSIGHTS_PARTICIPANT:
        snprintf(
            out, 2048, "participant %s of %s: %s %s %d %s",
            insights_test_shown(one, INSIGHTS_PARTICIPANT_LABEL),
            insights_test_of(
                self, one, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
                INSIGHTS_INTERVIEW, INSIGHTS_INTERVIEW_TITLE),
            insights_test_shown(one, INSIGHTS_PARTICIPANT_ROLE),
            insights_test_shown(one, INSIGHTS_PARTICIPANT_STANDING),
            (int)insights_record_int(one, INSIGHTS_PARTICIPANT_WORDS),
            insights_test_of(
                self, one, INSIGHTS_PARTICIPANT_PERSON_ID, INSIGHTS_PERSON,
                INSIGHTS_PERSON_NAME));
        break;
    case INSIGHTS_EVIDENCE:
        snprintf(
            out, 2048, "evidence %s %d-%d %s %s %s",
            insights_test_of(
                self, one, INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_INTERVIEW,
                INSIGHTS_INTERVIEW_TITLE),
            (int)insights_record_int(one, INSIGHTS_EVIDENCE_BYTE_START),
            (int)insights_record_int(one, INSIGHTS_EVIDENCE_BYTE_END),
            insights_test_shown(one, INSIGHTS_EVIDENCE_SPEAKER),
            insights_test_shown(one, INSIGHTS_EVIDENCE_QUOTE),
            insights_record_text(one, INSIGHTS_EVIDENCE_REVIEW) ? "review"
                                                                : "");
        break;
    case INSIGHTS_CODING:
        insights_test_describe_coding(self, one, out);
        break;
    case INSIGHTS_MEMO:
        snprintf(
            out, 2048, "memo on %s by %s: %s",
            insights_test_shown(one, INSIGHTS_MEMO_TARGET_KIND),
            insights_test_of(
                self, one, INSIGHTS_MEMO_ACTOR_ID, INSIGHTS_ACTOR,
                INSIGHTS_ACTOR_NAME),
            insights_test_shown(one, INSIGHTS_MEMO_TEXT));
        break;
    case INSIGHTS_QUESTION:
        snprintf(
            out, 2048, "question %s",
            insights_test_shown(one, INSIGHTS_QUESTION_TEXT));
        break;
    default:
        snprintf(
            out, 2048, "interview %s %s",
            insights_test_shown(one, INSIGHTS_INTERVIEW_TITLE),
            insights_test_shown(one, INSIGHTS_INTERVIEW_HELD_ON));
    }
}

static inline void insights_test_say_text(
    insights_test_study *self,
    const insights_record *interview,
    insights_test_lines *lines)
{
    insights_conversation *text = NULL;
    char line[2048];

    DO(self, insights_study_conversation(
                 self->study, insights_record_id(interview), NULL, &text,
                 &self->error));
    for (size_t i = 0; i < insights_conversation_turns(text); i++) {
        const char *speaker = insights_conversation_speaker(text, i);

        snprintf(
            line, sizeof(line), "turn %s %zu %s: %s",
            insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE), i,
            speaker ? speaker : "-", insights_conversation_text(text, i));
        insights_test_line(lines, line);
    }
    insights_conversation_free(text);
}

static inline int insights_test_order(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* All that a study says, without ids, versions and times. Release with
 * free(). */
static inline char *insights_test_said_of(insights_test_study *self)
{
    static const insights_kind kinds[] = {
        INSIGHTS_INTERVIEW, INSIGHTS_CODE,   INSIGHTS_PARTICIPANT,
        INSIGHTS_EVIDENCE,  INSIGHTS_CODING, INSIGHTS_MEMO,
        INSIGHTS_QUESTION};
    insights_test_lines lines = {NULL, 0};
    insights_test_bytes out = {NULL, 0, 0};
    char line[2048];

    for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
        insights_query *query = NULL;
        insights_cursor *cursor = NULL;
        const insights_record *one = NULL;

        DO(self, insights_query_new(kinds[k], &query, &self->error));
        DO(self,
           insights_query_where_text(
               query, (insights_field)((unsigned)kinds[k] << 16 | 2u),
               INSIGHTS_EQ, insights_study_project(self->study), &self->error));
        DO(self,
           insights_store_query(self->store, query, &cursor, &self->error));
        while (insights_cursor_next(cursor, &one, &self->error) ==
               INSIGHTS_OK) {
            insights_test_describe(self, one, line);
            insights_test_line(&lines, line);
            if (kinds[k] == INSIGHTS_INTERVIEW)
                insights_test_say_text(self, one, &lines);
        }
        insights_cursor_free(cursor);
        insights_query_free(query);
    }
    qsort(lines.items, lines.count, sizeof(*lines.items), insights_test_order);
    for (size_t i = 0; i < lines.count; i++) {
        insights_test_take(lines.items[i], strlen(lines.items[i]), &out);
        insights_test_take("\n", 1, &out);
        free(lines.items[i]);
    }
    free(lines.items);
    return out.data;
}

#endif
