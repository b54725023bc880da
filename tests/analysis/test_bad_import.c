/* test_bad_import.c - a file that goes bad on the way is imported whole or
 * not at all, and what was strange about one is on record. */
#include "support/study.h"

#include <stdlib.h>
#include <string.h>

typedef struct bytes {
    char *data;
    size_t length;
} bytes;

static int append(const void *data, size_t length, void *user)
{
    bytes *out = user;

    out->data = realloc(out->data, out->length + length + 1);
    if (!out->data)
        return 1;
    memcpy(out->data + out->length, data, length);
    out->length += length;
    return 0;
}

static bytes export_all(insights_test_study *self)
{
    bytes out = {NULL, 0};

    cr_assert(
        eq(int, insights_store_export(self->store, append, &out, &self->error),
           0));
    return out;
}

/* Expect an import to be refused, in words that begin with `message`, and the
 * store to be byte for byte as it was. */
static void expect_nothing(
    insights_test_study *self,
    const char *name,
    const bytes *file,
    const char *message)
{
    bytes before = export_all(self);
    bytes after;
    insights_record *record = NULL;
    insights_status status = insights_study_import(
        self->study, name, file->data, file->length, NULL, &record,
        &self->error);

    cr_assert(status < 0, "%s was imported", name);
    cr_expect(record == NULL);
    cr_expect(
        strncmp(
            insights_error_message(self->error), message, strlen(message)) == 0,
        "%s: %s", name, insights_error_message(self->error));
    after = export_all(self);
    cr_expect(
        before.length == after.length &&
            memcmp(before.data, after.data, after.length) == 0,
        "%s left something behind", name);
    free(before.data);
    free(after.data);
}

static void repeat(bytes *out, const char *text, size_t times)
{
    while (times--)
        append(text, strlen(text), out);
}

Test(bad_import, text_that_turns_into_something_else_is_imported_not_at_all)
{
    insights_test_study self = insights_test_study_new(NULL);
    bytes file = {NULL, 0};
    size_t i;

    repeat(&file, "Ana: We never pay.\nBo: Why not?\n", 5000);
    for (i = 0; i < 100000; i++)
        append(i % 3 ? "\1" : "\0", 1, &file);
    expect_nothing(&self, "talk.txt", &file, "talk.txt:");
    free(file.data);
    insights_test_study_free(&self);
}

Test(bad_import, captions_with_broken_times_are_imported_not_at_all)
{
    insights_test_study self = insights_test_study_new(NULL);
    bytes file = {NULL, 0};

    repeat(&file, "1\n00:00:01,000 --> 00:00:02,000\nAna: yes.\n\n", 1000);
    repeat(&file, "2\n00:00:01,000 --> soon\nBo: no.\n", 1);
    expect_nothing(&self, "talk.srt", &file, "talk.srt:4002:");
    free(file.data);
    insights_test_study_free(&self);
}

Test(bad_import, json_that_ends_too_soon_is_imported_not_at_all)
{
    insights_test_study self = insights_test_study_new(NULL);
    bytes file = {NULL, 0};

    repeat(&file, "{\"turns\": [\n", 1);
    repeat(&file, "{\"speaker\": \"Ana\", \"text\": \"yes\"},\n", 1000);
    expect_nothing(&self, "talk.json", &file, "talk.json:1002:");
    free(file.data);
    insights_test_study_free(&self);
}

Test(bad_import, captions_without_a_word_are_imported_not_at_all)
{
    insights_test_study self = insights_test_study_new(NULL);
    bytes file = {NULL, 0};

    repeat(&file, "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", 1);
    expect_nothing(&self, "talk.vtt", &file, "talk.vtt: not a transcript");
    free(file.data);
    insights_test_study_free(&self);
}

Test(bad_import, what_is_strange_about_a_file_is_in_its_warnings)
{
    insights_test_study self = insights_test_study_new(NULL);
    static const char file[] =
        "WEBVTT\n\n00:05.000 --> 00:06.000\n<v Ana>caf\xC3\xA9 \xFF\n\n"
        "00:01.000 --> 00:02.000\n<v Bo>earlier\n\n"
        "00:02.000 --> 00:03.000\n\n";
    insights_record *record = NULL;
    const char *warnings;

    cr_assert(
        eq(int,
           insights_study_import(
               self.study, "talk.vtt", file, sizeof(file) - 1, NULL, &record,
               &self.error),
           0));
    warnings = insights_imported_warnings(insights_imported_from(record));
    cr_assert(warnings != NULL);
    cr_expect(strstr(warnings, "U+FFFD") != NULL, "%s", warnings);
    cr_expect(strstr(warnings, "before the turn ahead") != NULL);
    cr_expect(strstr(warnings, "no text") != NULL);
    insights_record_free(record);
    insights_test_study_free(&self);
}
