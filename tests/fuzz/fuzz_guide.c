/* fuzz_guide.c - discussion guides.
 *
 * Questions are numbered from 1 and never blank.
 */
#include "fuzz/support.h"

#include <string.h>

static void check(const insights_record *record, void *user)
{
    const insights_question *question = insights_question_from(record);
    int64_t *position = user;
    const char *text = insights_question_text(question);

    FUZZ_CHECK(insights_question_position(question) == ++*position);
    FUZZ_CHECK(fuzz_is_text(text));
    FUZZ_CHECK(text[strspn(text, " \t\r\n")] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    insights_cursor *cursor = NULL;
    insights_error *error = NULL;
    int64_t position = 0;
    insights_status status =
        insights_guide_read((const char *)data, size, &cursor, &error);

    FUZZ_CHECK((cursor != NULL) == (status >= 0));
    if (fuzz_outcome(status, &error))
        fuzz_each(cursor, INSIGHTS_QUESTION, check, &position);
    return 0;
}
