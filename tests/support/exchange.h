/* exchange.h - what a study exports, in memory. */
#ifndef INSIGHTS_TESTS_SUPPORT_EXCHANGE_H
#define INSIGHTS_TESTS_SUPPORT_EXCHANGE_H

#include "support/study.h"

#include <insights/exchange.h>
#include <stdlib.h>

typedef struct insights_test_bytes {
    char *data; /* with a NUL behind it; release with free() */
    size_t length;
} insights_test_bytes;

static inline int insights_test_keep(
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

static inline int insights_test_refuse(
    const void *bytes,
    size_t length,
    void *user)
{
    (void)bytes;
    (void)length;
    (void)user;
    return 1;
}

static inline insights_export_options insights_test_export_as(
    const char *format,
    insights_kind kind,
    uint32_t flags)
{
    insights_export_options options = INSIGHTS_EXPORT_OPTIONS_INIT;

    options.format = format;
    options.kind = kind;
    options.flags = flags;
    return options;
}

/* The bytes of an export; `losses` (may be NULL) gets their JSON, owned. */
static inline insights_test_bytes insights_test_export(
    insights_test_study *self,
    const insights_export_options *options,
    char **losses)
{
    insights_test_bytes out = {NULL, 0};
    insights_record *summary = NULL;

    DO(self, insights_study_export(
                 self->study, options, insights_test_keep, &out, &summary,
                 &self->error));
    if (losses) {
        const char *json =
            insights_record_text(summary, INSIGHTS_SUMMARY_LOSSES);

        *losses = malloc(strlen(json) + 1);
        memcpy(*losses, json, strlen(json) + 1);
    }
    insights_record_free(summary);
    return out;
}

static inline int insights_test_same(
    const insights_test_bytes *a,
    const insights_test_bytes *b)
{
    return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

/* Ann's study with two codes on one quote and suggestions of the rules. */
static inline insights_test_study insights_test_coded_study(void)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;

    insights_test_code(&self, "in pencil", "Trust / Paper", NULL);
    insights_test_code(&self, "in pencil", "tool", NULL);
    DO(&self, insights_study_analyze(self.study, NULL, &record, &self.error));
    insights_record_free(record);
    return self;
}

#endif
