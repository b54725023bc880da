/* text_support.h - short ways to read a transcript in a test. */
#ifndef INSIGHTS_TESTS_TEXT_SUPPORT_H
#define INSIGHTS_TESTS_TEXT_SUPPORT_H

#include <insights/conversation.h>

#include "base/buffer.h"
#include "text/script.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Turns as lines "start-end speaker|text", with "-" for what is not known;
 * line breaks inside a text are "\n". Owned by the buffer. */
static inline void text_list(
    const insights_conversation *conversation,
    insights__buffer *out)
{
    size_t i;

    insights__buffer_append(out, "", 0);
    for (i = 0; i < insights_conversation_turns(conversation); i++) {
        int64_t start = insights_conversation_start_ms(conversation, i);
        int64_t end = insights_conversation_end_ms(conversation, i);
        const char *speaker = insights_conversation_speaker(conversation, i);
        const char *text = insights_conversation_text(conversation, i);

        if (start >= 0)
            insights__buffer_format(out, "%lld", (long long)start);
        insights__buffer_char(out, '-');
        if (end >= 0)
            insights__buffer_format(out, "%lld", (long long)end);
        insights__buffer_format(out, " %s|", speaker ? speaker : "-");
        for (; *text; text++)
            if (*text == '\n')
                insights__buffer_text_append(out, "\\n");
            else
                insights__buffer_char(out, *text);
        insights__buffer_char(out, '\n');
    }
}

/* Expect `input`, read as `format` (NULL: found out), to give these turns. */
#define EXPECT_TURNS_AS(given, input, expected)                              \
    do {                                                                     \
        insights_conversation_options text_options =                         \
            INSIGHTS_CONVERSATION_OPTIONS_INIT;                              \
        insights_conversation *text_read = NULL;                             \
        insights_error *text_error = NULL;                                   \
        insights__buffer text_got = INSIGHTS__BUFFER_INIT;                   \
        text_options.format = (given);                                       \
        insights_conversation_read(                                          \
            (input), strlen(input), &text_options, &text_read, &text_error); \
        cr_expect(                                                           \
            text_read != NULL, "%s", insights_error_message(text_error));    \
        if (text_read) {                                                     \
            text_list(text_read, &text_got);                                 \
            cr_expect(                                                       \
                strcmp(insights__buffer_text(&text_got), (expected)) == 0,   \
                "got:\n%s\nexpected:\n%s", insights__buffer_text(&text_got), \
                (expected));                                                 \
        }                                                                    \
        insights__buffer_free(&text_got);                                    \
        insights_conversation_free(text_read);                               \
        insights_error_free(text_error);                                     \
    } while (0)

#define EXPECT_TURNS(input, expected) EXPECT_TURNS_AS(NULL, input, expected)

/* A sample of tests/fuzz/corpus, which the fuzzers start from; owned. */
static inline char *text_sample(const char *name)
{
    char path[1000];
    char *text = calloc(1, 1 << 16);
    FILE *file;

    snprintf(
        path, sizeof(path), "%s/tests/fuzz/corpus/%s", INSIGHTS_TEST_ROOT,
        name);
    file = fopen(path, "rb");
    cr_assert(file && text, "%s is not there", path);
    text[fread(text, 1, (1 << 16) - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* Expect a sample to be found out to be of a format, and its turns. */
#define EXPECT_SAMPLE(name, expected_format, expected)                       \
    do {                                                                     \
        char *text_input = text_sample(name);                                \
        insights_conversation *text_found = NULL;                            \
        EXPECT_TURNS(text_input, expected);                                  \
        insights_conversation_read(                                          \
            text_input, strlen(text_input), NULL, &text_found, NULL);        \
        cr_expect(                                                           \
            text_found &&                                                    \
            !strcmp(                                                         \
                insights_conversation_format(text_found), expected_format)); \
        insights_conversation_free(text_found);                              \
        free(text_input);                                                    \
    } while (0)

/* The turns of a sample as read; release. */
static inline insights_conversation *text_read_sample(const char *name)
{
    char *input = text_sample(name);
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    insights_conversation_read(input, strlen(input), NULL, &read, &error);
    cr_assert(read != NULL, "%s", insights_error_message(error));
    insights_error_free(error);
    free(input);
    return read;
}

/* Whether a word of a turn is these bytes at this time. */
static inline int text_word_is(
    const insights_conversation *read,
    size_t turn,
    size_t word,
    const char *text,
    int64_t start_ms)
{
    const insights__turn *in = &read->turns.items[turn];

    return turn < read->turns.count && word < in->word_count &&
           in->words[word].length == strlen(text) &&
           !memcmp(in->text + in->words[word].offset, text, strlen(text)) &&
           in->words[word].start_ms == start_ms;
}

#define EXPECT_META(read, key, expected)                              \
    cr_expect(                                                        \
        insights_conversation_meta(read, key) &&                      \
            !strcmp(insights_conversation_meta(read, key), expected), \
        "%s", insights_conversation_meta(read, key))

/* Expect reading to fail with a message that has these words in it. */
#define EXPECT_FAILURE(given, input, length, words)                         \
    do {                                                                    \
        insights_conversation_options text_options =                        \
            INSIGHTS_CONVERSATION_OPTIONS_INIT;                             \
        insights_conversation *text_read = NULL;                            \
        insights_error *text_error = NULL;                                  \
        int text_status;                                                    \
        text_options.format = (given);                                      \
        text_status = (int)insights_conversation_read(                      \
            (input), (length), &text_options, &text_read, &text_error);     \
        cr_expect(text_status < 0, "it was read");                          \
        cr_expect(text_read == NULL);                                       \
        cr_expect(                                                          \
            text_error &&strstr(insights_error_message(text_error), words), \
            "the message is '%s'",                                          \
            text_error ? insights_error_message(text_error) : "");          \
        insights_conversation_free(text_read);                              \
        insights_error_free(text_error);                                    \
    } while (0)

/* Whether any warning has these words in it. */
static inline int text_warned(
    const insights_conversation *conversation,
    const char *words)
{
    const char *warning;
    size_t i;

    for (i = 0; (warning = insights_conversation_warning(conversation, i)); i++)
        if (strstr(warning, words))
            return 1;
    return 0;
}

#endif
