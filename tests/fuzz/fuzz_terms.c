/* fuzz_terms.c - words of any text, in several languages. */
#include "base/alloc.h"
#include "base/terms.h"
#include "base/utf8.h"
#include "fuzz/support.h"

#include <string.h>

static void read_terms(const char *text, size_t length, const char *language)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights_error *error = NULL;
    size_t i;

    FUZZ_CHECK(fuzz_outcome(
        insights__terms_read(&terms, text, length, language, &error), &error));
    for (i = 0; i < terms.list.count; i++) {
        const insights__term *term = &terms.list.items[i];

        FUZZ_CHECK(fuzz_is_text(term->word) && *term->word);
        FUZZ_CHECK(fuzz_is_text(term->stem));
        FUZZ_CHECK(term->byte_start < term->byte_end);
        FUZZ_CHECK(term->byte_end <= length);
        FUZZ_CHECK((text[term->byte_start] & 0xC0) != 0x80);
        FUZZ_CHECK(
            term->byte_end == length || (text[term->byte_end] & 0xC0) != 0x80);
        FUZZ_CHECK(
            !i || terms.list.items[i - 1].byte_start <= term->byte_start);
    }
    insights__terms_free(&terms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {NULL, "en", "de", "pt-BR", "xx"};
    const char *text = (const char *)data;
    size_t length = size ? insights__utf8_valid(text, size) : 0;
    char *folded;
    char *twice;
    size_t i;

    if (!length)
        return 0;
    for (i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
        read_terms(text, length, languages[i]);
    if (memchr(text, '\0', length))
        return 0;
    folded = insights__terms_fold(text, length);
    FUZZ_CHECK(fuzz_is_text(folded));
    twice = insights__terms_fold(folded, strlen(folded));
    FUZZ_CHECK(fuzz_is_text(twice));
    insights__free(folded);
    insights__free(twice);
    return 0;
}
