/* test_locate.c - the steps of looking for a quote, over many conversations,
 * and the extractions of another tool's tests. */
#include "text/locate.h"

#include "support/data.h"
#include "support/said.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static insights__speech sources[2];
static insights__quoted quoted;
static insights__found found;
static size_t source_count;

static void clean_found(void)
{
    insights__found_free(&found);
    insights__quoted_free(&quoted);
}

static void clean(void)
{
    clean_found();
    for (size_t i = 0; i < source_count; i++) {
        insights__speech_clear(&sources[i]);
        insights_conversation_free((insights_conversation *)sources[i].script);
    }
    source_count = 0;
}

TestSuite(locate, .fini = clean);

static void add(const char *lines)
{
    sources[source_count++].script = insights_test_said(lines);
}

static insights__finding look(const char *quote)
{
    insights__wish wish = {0};

    clean_found();
    cr_assert(
        insights__quoted_read(quote, strlen(quote), &quoted, NULL) ==
        INSIGHTS_OK);
    cr_assert(
        insights__locate(sources, source_count, &quoted, &wish, &found, NULL) ==
        INSIGHTS_OK);
    return found.finding;
}

Test(locate, looks_through_all_conversations)
{
    add("A: one two three four\n");
    add("B: five six seven eight\nB: nine ten\n");
    cr_expect(eq(int, look("six seven"), INSIGHTS__FOUND_EXACT));
    cr_expect(eq(sz, found.place.source, 1));
    cr_expect(eq(int, look("Eight, NINE"), INSIGHTS__FOUND_NORMALISED));
    cr_expect(eq(sz, found.place.start, 15));
}

Test(locate, a_stitched_quote_names_parts_of_different_conversations)
{
    add("A: the morning was quiet until the telephone rang\n");
    add("B: everybody wanted another appointment before lunch\n");
    cr_expect(eq(
        int, look("the morning was quiet everybody wanted another appointment"),
        INSIGHTS__FOUND_STITCHED));
    cr_assert(eq(sz, found.parts.count, 2));
    cr_expect(eq(sz, found.parts.items[0].source, 0));
    cr_expect(eq(sz, found.parts.items[1].source, 1));
}

Test(locate, an_index_is_made_anew_where_turns_were_added)
{
    insights_conversation *script;

    add("A: one two three\n");
    script = (insights_conversation *)sources[0].script;
    cr_expect(eq(int, look("Four, five"), INSIGHTS__FOUND_NOTHING));
    cr_assert(
        insights__script_add(
            script, "A", "four five", 9, INSIGHTS_NO_TIME, INSIGHTS_NO_TIME,
            NULL, 0, NULL) == INSIGHTS_OK);
    cr_expect(eq(int, look("Four, five"), INSIGHTS__FOUND_NORMALISED));
}

Test(locate, an_empty_conversation_has_nothing)
{
    add("");
    cr_expect(eq(int, look("one two three"), INSIGHTS__FOUND_NOTHING));
    cr_expect(eq(int, found.has_nearest, 0));
}

/* --- Extractions of langextract --------------------------------------------
 */

static int run_case(const json_t *test)
{
    const char *text = json_string_value(json_object_get(test, "source"));
    const json_t *expected = json_object_get(test, "expected");
    insights_conversation *script = insights__script_new();
    insights__wish wish = {.whole_words = 1};
    int count = 0;

    cr_assert(
        insights__script_add(
            script, NULL, text, strlen(text), INSIGHTS_NO_TIME,
            INSIGHTS_NO_TIME, NULL, 0, NULL) == INSIGHTS_OK);
    sources[0].script = script;
    source_count = 1;
    for (size_t i = 0; i < json_array_size(expected); i++) {
        const json_t *item = json_array_get(expected, i);
        const char *quote = json_string_value(json_object_get(item, "text"));
        const char *kind = json_string_value(json_object_get(item, "status"));
        const json_t *chars = json_object_get(item, "char");

        clean_found();
        cr_assert(
            insights__quoted_read(quote, strlen(quote), &quoted, NULL) ==
            INSIGHTS_OK);
        cr_assert(
            insights__locate(sources, 1, &quoted, &wish, &found, NULL) ==
            INSIGHTS_OK);
        if (found.finding < INSIGHTS__FOUND_STITCHED)
            wish.after_byte = found.place.end;
        if (!kind || strcmp(kind, "MATCH_EXACT") != 0)
            continue;
        count++;
        /* The texts are ASCII: bytes are characters. */
        cr_expect(
            json_integer_value(json_array_get(chars, 0)) ==
                    (json_int_t)found.place.start &&
                json_integer_value(json_array_get(chars, 1)) ==
                    (json_int_t)found.place.end,
            "'%s' is at %zu to %zu", quote, found.place.start, found.place.end);
    }
    clean();
    return count;
}

Test(locate, exact_extractions_have_the_same_characters)
{
    static char line[65536];
    char path[1024];
    FILE *file;
    int count = 0;

    if (!insights_test_data_path(
            path, sizeof(path), "grounding/langextract_alignment.jsonl")) {
        puts("locate: 34 extractions skipped, there is no test material");
        return;
    }
    file = fopen(path, "rb");
    while (file && fgets(line, sizeof(line), file)) {
        json_t *test = json_loads(line, 0, NULL);

        if (test)
            count += run_case(test);
        json_decref(test);
    }
    if (file)
        fclose(file);
    cr_expect(count >= 34);
}
