/* said.h - conversations written in a test.
 *
 *     insights_conversation *talk = insights_test_said(
 *         "A: What do you do?\n"
 *         "B: I drive a bus.\n");
 */
#ifndef INSIGHTS_TESTS_SUPPORT_SAID_H
#define INSIGHTS_TESTS_SUPPORT_SAID_H

#include "text/script.h"

#include <string.h>

/* One turn a line, "label: words"; a line without a label has no speaker.
 * Turns last ten seconds each. NULL: no memory. */
static inline insights_conversation *insights_test_said(const char *lines)
{
    insights_conversation *script = insights__script_new();
    int64_t at = 0;

    while (script && *lines) {
        size_t length = strcspn(lines, "\n");
        const char *colon = memchr(lines, ':', length);
        size_t label = colon ? (size_t)(colon - lines) : 0;
        char name[64] = "";

        if (colon && label < sizeof(name) && colon[1] == ' ') {
            memcpy(name, lines, label);
            name[label] = '\0';
            label += 2;
        } else {
            label = 0;
        }
        if (insights__script_add(
                script, *name ? name : NULL, lines + label, length - label, at,
                at + 10000, NULL, 0, NULL) < 0) {
            insights_conversation_free(script);
            return NULL;
        }
        at += 10000;
        lines += length + (lines[length] == '\n');
    }
    return script;
}

#endif
