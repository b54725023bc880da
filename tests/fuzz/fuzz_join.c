/* fuzz_join.c - three texts of one conversation, joined.
 *
 * Where one side changed nothing the result is the other; where nothing is
 * listed the sides may change places, and a word that stands once in each of
 * the three stands in the result.
 */
#include "analysis/join.h"
#include "fuzz/support.h"
#include "support/said.h"

#include <stdlib.h>
#include <string.h>

typedef struct joined {
    insights_conversation *text;
    insights__clashes clashes;
} joined;

static joined join(
    const insights_conversation *base,
    const insights_conversation *ours,
    const insights_conversation *theirs)
{
    insights__sides sides = {base, ours, theirs, 0};
    joined out = {NULL, INSIGHTS__ARRAY_INIT};
    insights_error *error = NULL;

    FUZZ_CHECK(fuzz_outcome(
        insights__join(&sides, &out.text, &out.clashes, &error), &error));
    FUZZ_CHECK(out.text != NULL);
    for (size_t i = 0; i < out.clashes.count; i++) {
        FUZZ_CHECK(fuzz_is_text(out.clashes.items[i].base));
        FUZZ_CHECK(fuzz_is_text(out.clashes.items[i].ours));
        FUZZ_CHECK(fuzz_is_text(out.clashes.items[i].theirs));
    }
    return out;
}

static void joined_free(joined *one)
{
    insights_conversation_free(one->text);
    insights__clashes_free(&one->clashes);
}

static int same_text(
    const insights_conversation *a,
    const insights_conversation *b)
{
    if (a->turns.count != b->turns.count)
        return 0;
    for (size_t i = 0; i < a->turns.count; i++)
        if (strcmp(a->turns.items[i].text, b->turns.items[i].text) != 0)
            return 0;
    return 1;
}

/* How often a word of letters stands in a text, as a word. */
static int count_word(
    const insights_conversation *text,
    const char *word,
    size_t length)
{
    int count = 0;

    for (size_t i = 0; i < text->turns.count; i++) {
        const char *at = text->turns.items[i].text;

        while (*at) {
            size_t size = strcspn(at, " \t\r\n");

            count += size == length && memcmp(at, word, length) == 0;
            at += size;
            at += strspn(at, " \t\r\n");
        }
    }
    return count;
}

static int is_plain(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!((word[i] >= 'a' && word[i] <= 'z') ||
              (word[i] >= 'A' && word[i] <= 'Z')))
            return 0;
    return length > 0;
}

static void check_words(
    insights_conversation *const said[3],
    const insights_conversation *result)
{
    for (size_t i = 0; i < said[0]->turns.count; i++) {
        const char *at = said[0]->turns.items[i].text;

        while (*at) {
            size_t size = strcspn(at, " \t\r\n");

            if (is_plain(at, size) && count_word(said[0], at, size) == 1 &&
                count_word(said[1], at, size) == 1 &&
                count_word(said[2], at, size) == 1)
                FUZZ_CHECK(count_word(result, at, size) >= 1);
            at += size;
            at += strspn(at, " \t\r\n");
        }
    }
}

/* The three texts, apart by lines "====". */
static void read_texts(char *text, insights_conversation *said[3])
{
    for (size_t i = 0; i < 3; i++) {
        char *end = text ? strstr(text, "====\n") : NULL;

        if (end && i < 2)
            *end = '\0';
        said[i] = insights_test_said(text ? text : "");
        FUZZ_CHECK(said[i] != NULL);
        text = end && i < 2 ? end + 5 : NULL;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    insights_conversation *said[3];
    char *text;
    joined one;
    joined other;

    if (size > 20000)
        return 0;
    text = fuzz_copy(data, size);
    read_texts(text, said);
    one = join(said[0], said[1], said[2]);
    other = join(said[0], said[2], said[1]);
    if (!one.clashes.count) {
        FUZZ_CHECK(other.clashes.count == 0);
        FUZZ_CHECK(same_text(one.text, other.text));
        check_words(said, one.text);
    }
    joined_free(&one);
    joined_free(&other);

    one = join(said[0], said[0], said[2]);
    FUZZ_CHECK(!one.clashes.count && same_text(one.text, said[2]));
    joined_free(&one);
    one = join(said[0], said[1], said[0]);
    FUZZ_CHECK(!one.clashes.count && same_text(one.text, said[1]));
    joined_free(&one);
    one = join(said[0], said[2], said[2]);
    FUZZ_CHECK(same_text(one.text, said[2]));
    joined_free(&one);
    for (size_t i = 0; i < 3; i++)
        insights_conversation_free(said[i]);
    free(text);
    return 0;
}
