/* support.c - reading, and what must hold of what was read. */
#include "fuzz/support.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void fuzz_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

char *fuzz_copy(const void *bytes, size_t length)
{
    char *copy = malloc(length + 1);

    FUZZ_CHECK(copy != NULL);
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

int fuzz_is_text(const char *text)
{
    return text && insights__utf8_valid(text, strlen(text)) == strlen(text);
}

int fuzz_outcome(insights_status status, insights_error **error)
{
    const char *message;

    if (status >= 0) {
        FUZZ_CHECK(*error == NULL);
        return 1;
    }
    FUZZ_CHECK(*error != NULL);
    FUZZ_CHECK(insights_error_code(*error) == status);
    FUZZ_CHECK(status != INSIGHTS_E_INTERNAL && status != INSIGHTS_E_NOMEM);
    message = insights_error_message(*error);
    FUZZ_CHECK(fuzz_is_text(message));
    FUZZ_CHECK(message[0] && !strpbrk(message, "\r\n"));
    insights_error_free(*error);
    *error = NULL;
    return 0;
}

int fuzz_is_made_up(void)
{
#if defined(INSIGHTS_FUZZING)
    return 1;
#else
    return 0;
#endif
}

size_t fuzz_share(const void *data, size_t size, size_t count)
{
    const unsigned char *at = data;
    size_t sum = 5381;

    while (size--)
        sum = sum * 33 + *at++;
    return (sum >> 7) % count;
}

fuzz_halves fuzz_split(const uint8_t *data, size_t size)
{
    static const char mark[] = "\n====\n";
    const size_t width = sizeof(mark) - 1;
    fuzz_halves halves;
    size_t at = 0;
    size_t rest = size;

    while (at + width <= size && memcmp(data + at, mark, width) != 0)
        at++;
    if (at + width <= size)
        rest = at + width;
    else
        at = size;
    halves.first = fuzz_copy(data, at);
    halves.first_length = at;
    halves.second = fuzz_copy(data + rest, size - rest);
    halves.second_length = size - rest;
    return halves;
}

void fuzz_halves_free(fuzz_halves *halves)
{
    free(halves->first);
    free(halves->second);
}

/* --- Conversations ------------------------------------------------------- */

static void check_turn(const insights_conversation *conversation, size_t turn)
{
    const char *text = insights_conversation_text(conversation, turn);
    const char *speaker = insights_conversation_speaker(conversation, turn);
    int64_t start = insights_conversation_start_ms(conversation, turn);
    int64_t end = insights_conversation_end_ms(conversation, turn);
    size_t at = insights_conversation_byte_start(conversation, turn);

    FUZZ_CHECK(fuzz_is_text(text));
    FUZZ_CHECK(text[strspn(text, " \t\r\n\f\v")] != '\0');
    FUZZ_CHECK(!speaker || (*speaker && fuzz_is_text(speaker)));
    FUZZ_CHECK(start == INSIGHTS_NO_TIME || start >= 0);
    FUZZ_CHECK(end == INSIGHTS_NO_TIME || end >= 0);
    FUZZ_CHECK(start < 0 || end < 0 || end >= start);
    FUZZ_CHECK(
        insights_conversation_byte_start(conversation, turn + 1) ==
        at + strlen(text) + 1);
}

static void check_conversation(const insights_conversation *conversation)
{
    static const char *const keys[] = {"title", "language", "date", "media"};
    size_t count = insights_conversation_turns(conversation);
    const char *warning;
    size_t i;

    FUZZ_CHECK(fuzz_is_text(insights_conversation_format(conversation)));
    FUZZ_CHECK(insights_conversation_byte_start(conversation, 0) == 0);
    FUZZ_CHECK(insights_conversation_text(conversation, count) == NULL);
    FUZZ_CHECK(insights_conversation_speaker(conversation, count) == NULL);
    FUZZ_CHECK(insights_conversation_start_ms(conversation, count) < 0);
    for (i = 0; i < count; i++)
        check_turn(conversation, i);
    for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *value = insights_conversation_meta(conversation, keys[i]);

        FUZZ_CHECK(!value || (*value && fuzz_is_text(value)));
    }
    for (i = 0; (warning = insights_conversation_warning(conversation, i));
         i++) {
        FUZZ_CHECK(fuzz_is_text(warning));
        FUZZ_CHECK(warning[0] && !strpbrk(warning, "\r\n"));
    }
    FUZZ_CHECK(i <= 101);
}

insights_conversation *fuzz_read(
    const void *bytes,
    size_t length,
    const char *format,
    const char *encoding,
    uint32_t max_turn_size)
{
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *conversation = NULL;
    insights_error *error = NULL;
    insights_status status;

    /* Another program reads those. */
    if (!format && length > 4 && !memcmp(bytes, "%PDF-", 5))
        return NULL;
    options.format = format;
    options.encoding = encoding;
    options.max_turn_size = max_turn_size;
    options.file_name = "input";
    status = insights_conversation_read(
        bytes, length, &options, &conversation, &error);
    FUZZ_CHECK((conversation != NULL) == (status >= 0));
    FUZZ_CHECK(
        status >= 0 || status == INSIGHTS_E_PARSE ||
        status == INSIGHTS_E_LIMIT);
    if (status < 0)
        FUZZ_CHECK(!strncmp(insights_error_message(error), "input:", 6));
    if (!fuzz_outcome(status, &error))
        return NULL;
    check_conversation(conversation);
    if (max_turn_size) {
        size_t i;

        for (i = 0; i < insights_conversation_turns(conversation); i++)
            FUZZ_CHECK(
                strlen(insights_conversation_text(conversation, i)) <=
                max_turn_size);
    }
    return conversation;
}

/* How long the white space at `text` is; 0: there is none. */
static size_t space(const char *text)
{
    if (!strncmp(text, "\xC2\xA0", 2))
        return 2;
    return *text && strchr(" \t\r\n\f\v", *text) ? 1 : 0;
}

static const char *skip_space(const char *text)
{
    while (space(text))
        text += space(text);
    return text;
}

/* Whether two texts are equal but for spaces at their ends; where `loose`,
 * any white space equals any other. */
static int same_text(const char *left, const char *right, int loose)
{
    left = skip_space(left);
    right = skip_space(right);
    while (*left && *right) {
        if (space(left) && space(right) &&
            (loose || !*skip_space(left) || !*skip_space(right))) {
            left = skip_space(left);
            right = skip_space(right);
            continue;
        }
        if (*left != *right)
            break;
        left++;
        right++;
    }
    return !*skip_space(left) && !*skip_space(right);
}

static int same_label(const char *left, const char *right, int loose)
{
    if (!left || !right)
        return left == right;
    return loose ? same_text(left, right, 1) : !strcmp(left, right);
}

/* What was written as `format`, read again. */
static void check_again(
    const insights_conversation *conversation,
    const insights_conversation *again,
    const char *format)
{
    size_t count = insights_conversation_turns(conversation);
    int exact = !strcmp(format, "json") || !strcmp(format, "podcast");
    int timed = exact || !strcmp(format, "vtt") || !strcmp(format, "csv");
    int loose = !exact && strcmp(format, "vtt") != 0;
    size_t i;

    for (i = 0; i < count; i++) {
        const char *text = insights_conversation_text(conversation, i);
        const char *said = insights_conversation_text(again, i);
        const char *speaker = insights_conversation_speaker(conversation, i);
        const char *label = insights_conversation_speaker(again, i);

        if (said && same_label(speaker, label, !exact) &&
            (exact ? !strcmp(text, said) : same_text(text, said, loose)))
            continue;
        fprintf(
            stderr, "turn %zu as %s: [%s] '%s' reads as [%s] '%s'\n", i, format,
            speaker ? speaker : "", text, label ? label : "", said ? said : "");
        FUZZ_CHECK(!"what was written reads as the same turn");
    }
    FUZZ_CHECK(insights_conversation_turns(again) == count);
    for (i = 0; i < count && timed; i++) {
        FUZZ_CHECK(
            insights_conversation_start_ms(conversation, i) ==
            insights_conversation_start_ms(again, i));
        FUZZ_CHECK(
            insights_conversation_end_ms(conversation, i) ==
            insights_conversation_end_ms(again, i));
    }
}

/* Longer labels are no names; captions and Markdown do not take them for any.
 */
#define LABEL_MAXIMUM 128

static int has_long_label(const insights_conversation *conversation)
{
    const char *label;
    size_t i;

    for (i = 0; i < insights_conversation_turns(conversation); i++) {
        label = insights_conversation_speaker(conversation, i);
        if (label && strlen(label) > LABEL_MAXIMUM)
            return 1;
    }
    return 0;
}

/* Write, read, compare, write again: the same bytes. */
static void check_written(
    const insights_conversation *conversation,
    const char *format)
{
    insights_conversation *again;
    insights_error *error = NULL;
    char *written = NULL;
    char *rewritten = NULL;

    FUZZ_CHECK(fuzz_outcome(
        insights_conversation_write(conversation, format, &written, &error),
        &error));
    FUZZ_CHECK(fuzz_is_text(written));
    again = fuzz_read(written, strlen(written), format, NULL, 0);
    FUZZ_CHECK(again != NULL);
    if ((strcmp(format, "srt") != 0 && strcmp(format, "sbv") != 0 &&
         strcmp(format, "markdown") != 0) ||
        !has_long_label(conversation))
        check_again(conversation, again, format);
    FUZZ_CHECK(fuzz_outcome(
        insights_conversation_write(again, format, &rewritten, &error),
        &error));
    if (!strcmp(format, "json"))
        FUZZ_CHECK(!strcmp(written, rewritten));
    insights_free(written);
    insights_free(rewritten);
    insights_conversation_free(again);
}

void fuzz_transcript(const uint8_t *data, size_t size, const char *format)
{
    static const char *const formats[] = {"json", "vtt", "srt",    "markdown",
                                          "sbv",  "csv", "podcast"};
    const size_t count = sizeof(formats) / sizeof(formats[0]);
    insights_conversation *conversation;
    size_t i;

    conversation = fuzz_read(data, size, format, NULL, 0);
    if (!conversation)
        return;
    /* Of an input that libFuzzer made up, in one format or two: which ones is
     * a matter of its bytes. Seeds are written in all of them. */
    for (i = 0; insights_conversation_turns(conversation) && i < count; i++)
        if (!fuzz_is_made_up() || i == fuzz_share(data, size, count) ||
            !strcmp(formats[i], "json"))
            check_written(conversation, formats[i]);
    insights_conversation_free(conversation);
    conversation = fuzz_read(data, size, format, NULL, 64);
    FUZZ_CHECK(conversation != NULL);
    insights_conversation_free(conversation);
}

/* --- Spans --------------------------------------------------------------- */

fuzz_canon fuzz_canonical(const insights_conversation *conversation)
{
    size_t count = insights_conversation_turns(conversation);
    fuzz_canon canon;
    size_t i;

    canon.length = insights_conversation_byte_start(conversation, count);
    canon.text = malloc(canon.length + 1);
    FUZZ_CHECK(canon.text != NULL);
    for (i = 0; i < count; i++) {
        const char *text = insights_conversation_text(conversation, i);
        size_t at = insights_conversation_byte_start(conversation, i);

        memcpy(canon.text + at, text, strlen(text));
        canon.text[at + strlen(text)] = '\n';
    }
    canon.text[canon.length] = '\0';
    return canon;
}

int fuzz_says(
    const fuzz_canon *canon,
    int64_t start,
    int64_t end,
    const char *text)
{
    if (!text || start < 0 || end < start || (size_t)end > canon->length)
        return 0;
    return fuzz_is_text(text) && strlen(text) == (size_t)(end - start) &&
           !memcmp(canon->text + start, text, (size_t)(end - start));
}

insights_corpus *fuzz_corpus(insights_conversation *conversation)
{
    insights_corpus *corpus = NULL;
    insights_error *error = NULL;

    FUZZ_CHECK(fuzz_outcome(insights_corpus_new(&corpus, &error), &error));
    FUZZ_CHECK(fuzz_outcome(
        insights_corpus_add(corpus, "c", NULL, conversation, &error), &error));
    insights_conversation_free(conversation);
    return corpus;
}

/* --- Records ------------------------------------------------------------- */

void fuzz_round_trip(const insights_record *record)
{
    insights_record *again = NULL;
    insights_error *error = NULL;
    char *json = NULL;
    char *second = NULL;

    FUZZ_CHECK(
        fuzz_outcome(insights_record_to_json(record, &json, &error), &error));
    FUZZ_CHECK(fuzz_is_text(json));
    FUZZ_CHECK(!strchr(json, '\n'));
    FUZZ_CHECK(fuzz_outcome(
        insights_record_from_json(
            insights_record_kind(record), json, strlen(json), &again, &error),
        &error));
    FUZZ_CHECK(
        fuzz_outcome(insights_record_to_json(again, &second, &error), &error));
    FUZZ_CHECK(!strcmp(json, second));
    insights_record_free(again);
    insights_free(json);
    insights_free(second);
}

size_t fuzz_each(
    insights_cursor *cursor,
    insights_kind kind,
    void (*check)(const insights_record *record, void *user),
    void *user)
{
    const insights_record *record = NULL;
    insights_error *error = NULL;
    insights_status status;
    size_t count = 0;

    while ((status = insights_cursor_next(cursor, &record, &error)) ==
           INSIGHTS_OK) {
        FUZZ_CHECK(insights_record_kind(record) == kind);
        if (count < 3 || !fuzz_is_made_up())
            fuzz_round_trip(record);
        if (check)
            check(record, user);
        count++;
    }
    FUZZ_CHECK(fuzz_outcome(status, &error) && status == INSIGHTS_DONE);
    FUZZ_CHECK(record == NULL);
    insights_cursor_free(cursor);
    return count;
}
