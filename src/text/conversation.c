/* conversation.c - the public face of a transcript without a store. */
#include <insights/conversation.h>

#include "text/format.h"
#include "text/script.h"

#include "base/alloc.h"
#include "base/options.h"

#include <string.h>

#define TURN_SIZE_MINIMUM 64

static insights_status check_options(
    const insights_conversation_options *options,
    const insights__format **format,
    insights_error **error)
{
    *format = NULL;
    if (options->flags)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the flags of insights_conversation_options are 0x%x; none exist",
            (unsigned)options->flags);
    if (options->max_turn_size && options->max_turn_size < TURN_SIZE_MINIMUM)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "max_turn_size is %u; give at least %d",
            (unsigned)options->max_turn_size, TURN_SIZE_MINIMUM);
    if (!options->format)
        return INSIGHTS_OK;
    *format = insights__format_named(options->format);
    if (!*format)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is no format of transcripts; use %s", options->format,
            insights__format_names(0));
    return INSIGHTS_OK;
}

/* Say what decoding had to change. */
static insights_status warn_decoding(
    const insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    const insights__decoder *decoder = &source->decoder;
    insights_status status = INSIGHTS_OK;

    if (decoder->guessed)
        status = insights__script_warn(
            script, "not UTF-8; read as Windows-1252 (Latin-1)");
    if (status == INSIGHTS_OK && decoder->nuls)
        status = insights__script_warn(
            script, "%zu NUL %s became U+FFFD", decoder->nuls,
            decoder->nuls == 1 ? "character" : "characters");
    if (status == INSIGHTS_OK && decoder->replaced > decoder->nuls)
        status = insights__script_warn(
            script, "%zu %s not valid text and became U+FFFD",
            decoder->replaced - decoder->nuls,
            decoder->replaced - decoder->nuls == 1 ? "byte was" : "bytes were");
    return status < 0 ? insights__fail_nomem(error) : INSIGHTS_OK;
}

/* Read all of an open source. */
static insights_status read_source(
    insights__source *source,
    const insights_conversation_options *options,
    const insights__format *format,
    insights_conversation **out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    insights_conversation *script = insights__script_new();

    if (!script)
        return insights__fail_nomem(error);
    if (options->max_turn_size)
        script->max_turn_size = options->max_turn_size;
    source->declared = format != NULL;
    if (!format)
        status = insights__format_detect(source, &format, error);
    if (status < 0)
        goto out;
    script->format = format->name;
    status = format->read(source, script, error);
    if (status < 0)
        goto out;
    if (!script->turns.count) {
        status = insights__source_fail(
            source, 0, 0, error, "not a transcript: nobody says anything");
        goto out;
    }
    status = warn_decoding(source, script, error);
    if (status < 0)
        goto out;
    status = insights__script_finish(script, error);
    if (status < 0)
        goto out;
    *out = script;
    script = NULL;

out:
    insights_conversation_free(script);
    return status;
}

insights_status insights_conversation_read(
    const void *bytes,
    size_t length,
    const insights_conversation_options *options,
    insights_conversation **out,
    insights_error **error)
{
    insights_conversation_options own;
    const insights__format *format;
    insights__source source = {0};
    insights_status status;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!bytes && length)
        return insights__fail(error, INSIGHTS_E_INVALID, "bytes is NULL");
    status = insights__options_read(&own, sizeof(own), options, error);
    if (status < 0)
        return status;
    status = check_options(&own, &format, error);
    if (status < 0)
        return status;
    status = insights__source_open_memory(
        &source, bytes, length, own.file_name, own.encoding, error);
    if (status < 0)
        return status;
    status = read_source(&source, &own, format, out, error);
    insights__source_close(&source);
    return status;
}

insights_status insights_conversation_read_file(
    const char *path,
    const insights_conversation_options *options,
    insights_conversation **out,
    insights_error **error)
{
    insights_conversation_options own;
    const insights__format *format;
    insights__source source = {0};
    insights_status status;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!path)
        return insights__fail(error, INSIGHTS_E_INVALID, "path is NULL");
    status = insights__options_read(&own, sizeof(own), options, error);
    if (status < 0)
        return status;
    status = check_options(&own, &format, error);
    if (status < 0)
        return status;
    status = insights__source_open_file(
        &source, path, own.file_name, own.encoding, error);
    if (status < 0)
        return status;
    status = read_source(&source, &own, format, out, error);
    insights__source_close(&source);
    return status;
}

insights_status insights_conversation_write(
    const insights_conversation *conversation,
    const char *format,
    char **out,
    insights_error **error)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;
    const insights__format *as;
    insights_status status;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!conversation || !format)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "conversation or format is NULL");
    as = insights__format_named(format);
    if (!as || !as->write)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "'%s' cannot be written; use %s", format,
            insights__format_names(1));
    insights__buffer_append(&buffer, "", 0);
    as->write(conversation, &buffer);
    status = insights__buffer_check(&buffer, "a written transcript", error);
    if (status == INSIGHTS_OK)
        *out = insights__buffer_take(&buffer);
    insights__buffer_free(&buffer);
    return status;
}

/* --- What was read -------------------------------------------------------- */

const char *insights_conversation_format(
    const insights_conversation *conversation)
{
    return conversation ? conversation->format : NULL;
}

const char *insights_conversation_meta(
    const insights_conversation *conversation,
    const char *key)
{
    if (!conversation || !key)
        return NULL;
    if (!strcmp(key, "title"))
        return conversation->title;
    if (!strcmp(key, "language"))
        return conversation->language;
    if (!strcmp(key, "date"))
        return conversation->date;
    if (!strcmp(key, "media"))
        return conversation->media;
    return NULL;
}

size_t insights_conversation_turns(const insights_conversation *conversation)
{
    return conversation ? conversation->turns.count : 0;
}

static const insights__turn *turn_of(
    const insights_conversation *conversation,
    size_t turn)
{
    if (!conversation || turn >= conversation->turns.count)
        return NULL;
    return &conversation->turns.items[turn];
}

const char *insights_conversation_text(
    const insights_conversation *conversation,
    size_t turn)
{
    const insights__turn *found = turn_of(conversation, turn);

    return found ? found->text : NULL;
}

const char *insights_conversation_speaker(
    const insights_conversation *conversation,
    size_t turn)
{
    const insights__turn *found = turn_of(conversation, turn);

    return found ? found->speaker : NULL;
}

int64_t insights_conversation_start_ms(
    const insights_conversation *conversation,
    size_t turn)
{
    const insights__turn *found = turn_of(conversation, turn);

    return found ? found->start_ms : INSIGHTS_NO_TIME;
}

int64_t insights_conversation_end_ms(
    const insights_conversation *conversation,
    size_t turn)
{
    const insights__turn *found = turn_of(conversation, turn);

    return found ? found->end_ms : INSIGHTS_NO_TIME;
}

size_t insights_conversation_byte_start(
    const insights_conversation *conversation,
    size_t turn)
{
    const insights__turn *found = turn_of(conversation, turn);

    if (!conversation)
        return 0;
    return found ? found->byte_start : insights__script_length(conversation);
}

const char *insights_conversation_warning(
    const insights_conversation *conversation,
    size_t index)
{
    if (!conversation || index >= conversation->warnings.count)
        return NULL;
    return conversation->warnings.items[index];
}
