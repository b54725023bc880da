/* forget_support.h - what a store holds, so that two can be compared. */
#ifndef INSIGHTS_TESTS_ANALYSIS_FORGET_SUPPORT_H
#define INSIGHTS_TESTS_ANALYSIS_FORGET_SUPPORT_H

#include "support/study.h"

#include <ctype.h>
#include <stdlib.h>

typedef struct insights_test_bytes {
    char *data;
    size_t length;
} insights_test_bytes;

static inline int insights_test_keep(
    const void *data,
    size_t length,
    void *user)
{
    insights_test_bytes *to = user;

    to->data = realloc(to->data, to->length + length + 1);
    memcpy(to->data + to->length, data, length);
    to->length += length;
    to->data[to->length] = '\0';
    return 0;
}

static inline size_t insights_test_hex(const char *at)
{
    size_t length = 0;

    while ((at[length] >= '0' && at[length] <= '9') ||
           (at[length] >= 'a' && at[length] <= 'f') || at[length] == '-')
        length++;
    return length;
}

/* Ids and keys become numbers by their first appearance, times 0; where
 * `hashes` is 0, the hash of an imported file, which part of a conversation
 * has no more, becomes null, and versions 0, since words of theirs that were
 * corrected counted; the line that says that somebody was forgotten is left
 * out. */
static inline char *insights_test_normal(const char *text, int hashes)
{
    char **ids = NULL;
    size_t count = 0;
    char *out = malloc(strlen(text) * 2 + 1);
    char *to = out;

    while (*text) {
        const char *end = strchr(text, '\n');
        int revision = strncmp(text, "{\"record\":\"transcript\"", 22) == 0;
        const char *forgot = strstr(text, "\"verb\":\"forget\"");

        if (forgot && forgot < end) {
            text = end + 1;
            continue;
        }
        while (text < end) {
            size_t hex = insights_test_hex(text);
            size_t digits = strspn(text, "0123456789");
            size_t i = 0;

            if (!hashes && strncmp(text, "\"content_hash\":\"", 16) == 0 &&
                !revision) {
                text += 16 + 64 + 1;
                to += sprintf(to, "\"content_hash\":null");
            } else if (!hashes && strncmp(text, "\"version\":", 10) == 0) {
                text += 10 + strspn(text + 10, "0123456789");
                to += sprintf(to, "\"version\":0");
            } else if (hex == 36 || hex == 32) {
                while (i < count && strncmp(ids[i], text, hex) != 0)
                    i++;
                if (i == count) {
                    ids = realloc(ids, (count + 1) * sizeof(*ids));
                    ids[count] = malloc(hex + 1);
                    memcpy(ids[count], text, hex);
                    ids[count++][hex] = '\0';
                }
                to += sprintf(to, "#%zu", i);
                text += hex;
            } else if (digits == 13) {
                *to++ = '0';
                text += 13;
            } else if (hex) {
                memcpy(to, text, hex);
                to += hex;
                text += hex;
            } else {
                *to++ = *text++;
            }
            *to = '\0';
        }
        *to++ = *text++;
        *to = '\0';
    }
    *to = '\0';
    for (size_t i = 0; i < count; i++)
        free(ids[i]);
    free(ids);
    return out;
}

static inline char *insights_test_export(insights_test_study *self, int hashes)
{
    insights_test_bytes bytes = {NULL, 0};
    char *normal;

    DO(self, insights_store_export(
                 self->store, insights_test_keep, &bytes, &self->error));
    normal = insights_test_normal(bytes.data, hashes);
    free(bytes.data);
    return normal;
}

/* Show the first line in which two texts differ. */
static inline int insights_test_same(const char *a, const char *b)
{
    while (*a || *b) {
        size_t left = strcspn(a, "\n");
        size_t right = strcspn(b, "\n");

        if (left != right || memcmp(a, b, left) != 0) {
            fprintf(
                stderr, "forgot: %.*s\nnever:  %.*s\n", (int)left, a,
                (int)right, b);
            return 0;
        }
        a += left + (a[left] == '\n');
        b += right + (b[right] == '\n');
    }
    return 1;
}

#endif
