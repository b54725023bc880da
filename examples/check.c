/*
 * check.c - is every quotation of a document what was said? Without a store.
 *
 *   cc check.c $(pkg-config --cflags --libs insights) -o check
 *   ./check study/draft.md study/i1.vtt study/i2.srt study/i3.md study/i4.vtt
 */
#include <insights/model.h>
#include <insights/quote.h>

#include <stdio.h>
#include <stdlib.h>

static insights_status add(
    insights_corpus *corpus,
    const char *path,
    insights_error **error)
{
    insights_conversation *conversation = NULL;
    insights_status status =
        insights_conversation_read_file(path, NULL, &conversation, error);

    if (status == INSIGHTS_OK)
        status = insights_corpus_add(corpus, path, NULL, conversation, error);
    insights_conversation_free(conversation);
    return status;
}

/* The whole of a file, with a NUL behind it; NULL where that failed. */
static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long size = -1;

    if (file && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (size >= 0 && fseek(file, 0, SEEK_SET) == 0)
        text = calloc((size_t)size + 1, 1);
    *length = text ? fread(text, 1, (size_t)size, file) : 0;
    if (file)
        fclose(file);
    return text;
}

static insights_status check(
    const insights_corpus *corpus,
    const char *name,
    const char *text,
    size_t length,
    int *failed,
    insights_error **error)
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;
    insights_cursor *cursor = NULL;
    const insights_record *verdict = NULL;
    insights_status status;

    options.name = name;
    status =
        insights_corpus_check(corpus, text, length, &options, &cursor, error);
    while (status == INSIGHTS_OK &&
           (status = insights_cursor_next(cursor, &verdict, error)) ==
               INSIGHTS_OK) {
        int64_t what = insights_record_int(verdict, INSIGHTS_VERDICT_VERDICT);

        *failed += what != INSIGHTS_CHECK_VERDICT_EXACT &&
                   what != INSIGHTS_CHECK_VERDICT_NORMALISED;
        printf(
            "%d: %s: %s\n",
            (int)insights_record_int(verdict, INSIGHTS_VERDICT_LINE),
            insights_record_text(verdict, INSIGHTS_VERDICT_VERDICT),
            insights_record_text(verdict, INSIGHTS_VERDICT_QUOTE));
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

int main(int argc, char **argv)
{
    insights_corpus *corpus = NULL;
    insights_error *error = NULL;
    insights_status status;
    size_t length = 0;
    char *text = argc > 2 ? read_file(argv[1], &length) : NULL;
    int failed = 0;

    if (!text) {
        fputs("usage: check DOCUMENT TRANSCRIPT...\n", stderr);
        return 2;
    }
    status = insights_corpus_new(&corpus, &error);
    for (int i = 2; i < argc && status == INSIGHTS_OK; i++)
        status = add(corpus, argv[i], &error);
    if (status == INSIGHTS_OK)
        status = check(corpus, argv[1], text, length, &failed, &error);
    if (error)
        fprintf(stderr, "%s\n", insights_error_message(error));
    insights_error_free(error);
    insights_corpus_free(corpus);
    free(text);
    return status < 0 ? 1 : failed ? 5 : 0;
}
