/* locate.c - was this said, by whom, and when?
 *
 *     cc locate.c $(pkg-config --cflags --libs insights) -o locate
 *     ./locate call.vtt "we write everything on paper"
 */
#include <insights.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    insights_conversation *call = NULL;
    insights_record *match = NULL;
    insights_error *error = NULL;

    if (argc != 3) {
        fprintf(stderr, "usage: %s TRANSCRIPT QUOTE\n", argv[0]);
        return 2;
    }
    if (insights_conversation_read_file(argv[1], NULL, &call, &error) < 0 ||
        insights_quote_locate(call, argv[2], NULL, &match, &error) < 0) {
        fprintf(stderr, "%s\n", insights_error_message(error));
    } else {
        const insights_match *found = insights_match_from(match);
        const char *speaker = insights_match_speaker(found);
        const char *text = insights_match_text(found);
        long seconds = (long)(insights_match_start_ms(found) / 1000);

        if (text)
            printf(
                "%s at %ld:%02ld: %s\n", speaker ? speaker : "somebody",
                seconds / 60, seconds % 60, text);
        else
            printf("nobody said this\n");
    }
    insights_record_free(match);
    insights_conversation_free(call);
    insights_error_free(error);
    return match ? 0 : 1;
}
