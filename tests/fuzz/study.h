/* study.h - a small study in memory, for targets that change one. */
#ifndef INSIGHTS_TESTS_FUZZ_STUDY_H
#define INSIGHTS_TESTS_FUZZ_STUDY_H

#include "fuzz/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct fuzz_study {
    insights_store *store;
    insights_study *study;
} fuzz_study;

/* Making a store takes most of the time, so that each serves for a while,
 * with a new project every time. */
#define FUZZ_STORE_USES 20

static inline insights_store *fuzz_store(void)
{
    static insights_store *store;
    static unsigned uses;
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_error *error = NULL;

    if (uses++ % FUZZ_STORE_USES == 0) {
        insights_store_free(store);
        store = NULL;
        options.flags = INSIGHTS_STORE_CREATE;
        FUZZ_CHECK(fuzz_outcome(
            insights_store_open("memory:", &options, &store, &error), &error));
    }
    return store;
}

/* A study of Ana, who may decide; with one conversation where `talk`. */
static inline fuzz_study fuzz_study_open(int talk)
{
    static const char said[] =
        "Interviewer: How do you pay?\n"
        "Ana: By card, mostly. It is quick and I never carry cash.\n";
    static unsigned number;
    insights_study_options study = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_record *imported = NULL;
    insights_error *error = NULL;
    fuzz_study opened = {NULL, NULL};
    char name[32];

    opened.store = fuzz_store();
    snprintf(name, sizeof(name), "study%u", number++);
    study.project = name;
    study.actor = "Ana";
    study.flags = INSIGHTS_STUDY_CREATE;
    FUZZ_CHECK(fuzz_outcome(
        insights_study_open(opened.store, &study, &opened.study, &error),
        &error));
    if (talk)
        FUZZ_CHECK(fuzz_outcome(
            insights_study_import(
                opened.study, "talk.txt", said, strlen(said), NULL, &imported,
                &error),
            &error));
    insights_record_free(imported);
    return opened;
}

static inline void fuzz_study_close(fuzz_study *opened)
{
    insights_study_free(opened->study);
}

/* The outcome of a command: its summary, checked and released; 1: it was
 * done. */
static inline int fuzz_summary(
    insights_status status,
    insights_record *summary,
    insights_error *error)
{
    FUZZ_CHECK((summary != NULL) == (status >= 0));
    if (!fuzz_outcome(status, &error))
        return 0;
    FUZZ_CHECK(insights_record_kind(summary) == INSIGHTS_SUMMARY);
    fuzz_round_trip(summary);
    insights_record_free(summary);
    return 1;
}

typedef struct fuzz_bytes {
    char *data;
    size_t length;
    size_t at; /* of reading */
} fuzz_bytes;

static inline int fuzz_bytes_write(const void *bytes, size_t length, void *user)
{
    fuzz_bytes *out = user;

    out->data = realloc(out->data, out->length + length + 1);
    FUZZ_CHECK(out->data != NULL);
    memcpy(out->data + out->length, bytes, length);
    out->length += length;
    out->data[out->length] = '\0';
    return 0;
}

/* Gives a few bytes at a time. */
static inline int64_t fuzz_bytes_read(void *bytes, size_t size, void *user)
{
    fuzz_bytes *in = user;
    size_t left = in->length - in->at;

    if (size > 1000)
        size = 1000;
    if (size > left)
        size = left;
    if (size)
        memcpy(bytes, in->data + in->at, size);
    in->at += size;
    return (int64_t)size;
}

/* Everything in the store, as it exports it. Release data with free(). */
static inline fuzz_bytes fuzz_export(insights_store *store)
{
    fuzz_bytes out = {NULL, 0, 0};
    insights_error *error = NULL;

    FUZZ_CHECK(fuzz_outcome(
        insights_store_export(store, fuzz_bytes_write, &out, &error), &error));
    return out;
}

#endif
