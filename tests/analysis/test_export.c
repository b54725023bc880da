/* test_export.c - everything can leave and come back. */
#include "support/fail_alloc.h"
#include "support/study.h"

#include <stdlib.h>

typedef struct bytes {
    char *data;
    size_t length;
    size_t at;
    size_t step; /* given at once */
} bytes;

static int keep(const void *data, size_t length, void *user)
{
    bytes *to = user;

    to->data = realloc(to->data, to->length + length + 1);
    memcpy(to->data + to->length, data, length);
    to->length += length;
    to->data[to->length] = '\0';
    return 0;
}

static int refuse(const void *data, size_t length, void *user)
{
    (void)data;
    (void)length;
    (void)user;
    return 1;
}

static int64_t give(void *out, size_t size, void *user)
{
    bytes *from = user;
    size_t left = from->length - from->at;

    if (size > left)
        size = left;
    if (from->step && size > from->step)
        size = from->step;
    memcpy(out, from->data + from->at, size);
    from->at += size;
    return (int64_t)size;
}

static insights_test_study rich_study(void)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;

    insights_test_code(&self, "in pencil", "Trust / Paper", NULL);
    DO(&self, insights_study_analyze(self.study, NULL, &record, &self.error));
    insights_record_free(record);
    DO(&self, insights_study_correct(
                  self.study, self.interview, 0,
                  "How is the diary \"kept\", caf\xC3\xA9 \xF0\x9F\x98\x80?",
                  &record, &self.error));
    insights_record_free(record);
    insights_test_undo(&self);
    return self;
}

Test(export, export_restore_export_gives_equal_bytes)
{
    insights_test_study self = rich_study();
    insights_store *other = NULL;
    insights_record *record = NULL;
    bytes first = {NULL, 0, 0, 7};
    bytes second = {NULL, 0, 0, 0};

    DO(&self, insights_store_export(self.store, keep, &first, &self.error));
    for (int i = 0; i < 2; i++) { /* into a new store, then over itself */
        if (!other)
            DO(&self,
               insights_store_open("memory:", NULL, &other, &self.error));
        first.at = 0;
        DO(&self,
           insights_store_restore(other, give, &first, &record, &self.error));
        insights_record_free(record);
        second.length = 0;
        DO(&self, insights_store_export(other, keep, &second, &self.error));
        cr_expect(eq(int, (int)first.length, (int)second.length));
        cr_expect(memcmp(first.data, second.data, first.length) == 0);
    }
    cr_expect(strstr(first.data, "account_id") == NULL);
    insights_study_free(self.study);
    insights_store_free(self.store);
    self.store = other;
    self.study = insights_test_open(&self, "Ann");
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    free(first.data);
    free(second.data);
    insights_test_study_free(&self);
}

Test(export, a_broken_line_restores_nothing_and_is_named)
{
    insights_test_study self = rich_study();
    insights_store *other = NULL;
    insights_record *record = NULL;
    bytes first = {NULL, 0, 0, 0};
    bytes second = {NULL, 0, 0, 0};
    char *at;

    DO(&self, insights_store_export(self.store, keep, &first, &self.error));
    DO(&self, insights_store_open("memory:", NULL, &other, &self.error));
    at = strchr(first.data, '\n') + 1;
    at[2] = '!';
    cr_expect(
        insights_store_restore(other, give, &first, &record, &self.error) ==
        INSIGHTS_E_PARSE);
    cr_expect(record == NULL);
    cr_expect(
        strstr(insights_test_why(&self), "line 2") != NULL, "%s",
        insights_test_why(&self));
    DO(&self, insights_store_export(other, keep, &second, &self.error));
    cr_expect(eq(int, (int)second.length, 0));
    insights_store_free(other);
    free(first.data);
    free(second.data);
    insights_test_study_free(&self);
}

Test(export, half_an_export_is_refused)
{
    insights_test_study self = rich_study();
    insights_store *other = NULL;
    insights_record *record = NULL;
    bytes first = {NULL, 0, 0, 0};

    DO(&self, insights_store_export(self.store, keep, &first, &self.error));
    DO(&self, insights_store_open("memory:", NULL, &other, &self.error));
    first.length /= 2;
    cr_expect(
        insights_store_restore(other, give, &first, &record, &self.error) < 0);
    insights_store_free(other);
    free(first.data);
    insights_test_study_free(&self);
}

Test(export, who_receives_may_refuse)
{
    insights_test_study self = insights_test_study_new(NULL);

    cr_expect(
        insights_store_export(self.store, refuse, NULL, &self.error) ==
        INSIGHTS_E_IO);
    insights_test_study_free(&self);
}

static int discard(const void *data, size_t length, void *user)
{
    (void)data;
    *(size_t *)user += length;
    return 0;
}

Test(export, exporting_survives_any_allocation_failing)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_store *other = NULL;
    insights_record *record = NULL;
    bytes first = {NULL, 0, 0, 0};
    size_t length = 0;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_export(self.store, discard, &length, &self.error),
        (void)0);
    DO(&self, insights_store_export(self.store, keep, &first, &self.error));
    DO(&self, insights_store_open("memory:", NULL, &other, &self.error));
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_restore(other, give, &first, &record, &self.error),
        insights_record_free(record);
        record = NULL; first.at = 0);
    insights_store_free(other);
    free(first.data);
    insights_test_study_free(&self);
}
