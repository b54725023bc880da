/*
 * locate.c - was it said, and by whom? Without a store.
 *
 *   cc locate.c $(pkg-config --cflags --libs insights) -o locate
 *   ./locate study/i1.vtt "if it's white on the screen"
 */
#include <insights/model.h>
#include <insights/quote.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    insights_conversation *conversation = NULL;
    insights_record *match = NULL;
    insights_error *error = NULL;
    int code = 1;

    if (argc != 3) {
        fputs("usage: locate TRANSCRIPT QUOTE\n", stderr);
        return 2;
    }
    if (insights_conversation_read_file(argv[1], NULL, &conversation, &error) <
        0)
        goto out;
    if (insights_quote_locate(conversation, argv[2], NULL, &match, &error) < 0)
        goto out;

    if (insights_record_int(match, INSIGHTS_MATCH_STATUS) ==
        INSIGHTS_GROUNDING_NONE) {
        puts("nobody said this");
    } else {
        int64_t ms = insights_record_int(match, INSIGHTS_MATCH_START_MS);

        printf(
            "%s at %d:%02d: %s\n",
            insights_record_text(match, INSIGHTS_MATCH_SPEAKER),
            (int)(ms / 60000), (int)(ms / 1000 % 60),
            insights_record_text(match, INSIGHTS_MATCH_TEXT));
        code = 0;
    }

out:
    if (error)
        fprintf(stderr, "%s\n", insights_error_message(error));
    insights_error_free(error);
    insights_record_free(match);
    insights_conversation_free(conversation);
    return code;
}
