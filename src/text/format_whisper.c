/* format_whisper.c - the JSON of Whisper, its relatives and whisper.cpp.
 *
 * OpenAI's program, faster-whisper and WhisperX write "segments" in seconds,
 * with "words" where they were asked for; whisper.cpp writes "transcription"
 * with "offsets" in milliseconds.
 */
#include "text/json_turns.h"

static const insights__json_shape shapes[] = {
    {"whisper", "segments", 1000, 0},
    {"whisper", "transcription", 1000, 0},
};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_turns(
        source, script, shapes, sizeof(shapes) / sizeof(shapes[0]), error);
}

const insights__format insights__format_whisper = {
    "whisper", ".json", NULL, read, NULL};
