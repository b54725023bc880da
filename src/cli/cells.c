/*
 * cells.c - one cell of a row, in words for people.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

/* What people call the values of enums; others are shown as they are. */
static const struct {
    const char *value;
    const char *words;
    char colour;
} words[] = {
    {"exact", "word for word", 'g'}, {"normalised", "punctuation only", 'g'},
    {"fuzzy", "altered", 'y'},       {"altered", "altered", 'y'},
    {"stitched", "stitched", 'y'},   {"none", "nobody said this", 'r'},
    {"suggested", "suggested", 'd'}, {"rejected", "rejected", 'r'},
    {"accepted", "accepted", 'g'},   {"interviewer", "asks", 0},
    {"participant", "answers", 0},   {"moderator", "moderates", 0},
    {"observer", "observes", 0},     {"ok", "ok", 'g'},
    {"note", "note", 'y'},           {"wrong", "wrong", 'r'},
};
#define WORDS (sizeof(words) / sizeof(words[0]))

const char *cli_verdict_words(const char *verdict)
{
    for (size_t i = 0; verdict && i < WORDS; i++)
        if (strcmp(words[i].value, verdict) == 0)
            return words[i].words;
    return verdict ? verdict : "";
}

char cli_verdict_colour(const char *verdict)
{
    for (size_t i = 0; verdict && i < WORDS; i++)
        if (strcmp(words[i].value, verdict) == 0)
            return words[i].colour;
    return 0;
}

static char *people_cell(const cli_json *row, const cli_json *value)
{
    int64_t of = cli_json_int(row, "of", 0);

    if (!value->text)
        return cli_copy("");
    if (strcmp(value->text, "0") == 0)
        return cli_copy("");
    if (of > 0)
        return cli_format("%s of %lld", value->text, (long long)of);
    return cli_copy(value->text);
}

static char *list_cell(const cli_json *value)
{
    cli_buffer text = {0};

    for (size_t i = 0; i < value->count; i++) {
        if (i)
            cli_put(&text, ", ");
        if (value->items[i].text)
            cli_put(&text, value->items[i].text);
        else
            cli_json_write(&text, &value->items[i]);
    }
    return cli_take(&text);
}

static char *codes_cell(const cli_json *value)
{
    cli_buffer text = {0};

    for (size_t i = 0; i < value->count; i++) {
        const char *code = cli_json_text(&value->items[i], "code");
        const char *standing = cli_json_text(&value->items[i], "standing");

        if (!code || (standing && strcmp(standing, "rejected") == 0))
            continue;
        if (text.length)
            cli_put(&text, ", ");
        cli_put(&text, code);
        if (standing && strcmp(standing, "suggested") == 0)
            cli_put(&text, "?");
    }
    return cli_take(&text);
}

static char *speakers_cell(const cli_json *value)
{
    cli_buffer text = {0};

    for (size_t i = 0; i < value->count; i++) {
        const char *speaker = cli_json_text(&value->items[i], "speaker");
        int before = 0;

        for (size_t k = 0; speaker && k < i && !before; k++) {
            const char *other = cli_json_text(&value->items[k], "speaker");

            before = other && strcmp(other, speaker) == 0;
        }
        if (speaker && !before)
            cli_putf(&text, "%s%s", text.length ? ", " : "", speaker);
    }
    return cli_take(&text);
}

static char *changes_cell(const cli_json *value)
{
    cli_buffer text = {0};

    for (size_t i = 0; i < value->count; i++) {
        const char *kind = cli_json_text(&value->items[i], "kind");
        const char *draft = cli_json_text(&value->items[i], "draft");
        const char *said = cli_json_text(&value->items[i], "said");

        cli_putf(
            &text, "%s%s: %s, said: %s", i ? "; " : "", kind ? kind : "words",
            draft && *draft ? draft : "(left out)",
            said && *said ? said : "(nothing)");
    }
    return cli_take(&text);
}

static char *short_id(const char *id)
{
    size_t length = strlen(id);

    return cli_copy(length > 8 ? id + length - 8 : id);
}

static char *real_cell(const char *text)
{
    const char *point = strchr(text, '.');

    if (!point || strchr(text, 'e') || strlen(point) <= 3)
        return cli_copy(text);
    return cli_copy_bytes(text, (size_t)(point - text) + 3);
}

static char *whole(const cli_json *value)
{
    cli_buffer text = {0};

    if (value->text)
        return cli_copy(value->text);
    if (value->type == CLI_JSON_NULL)
        return cli_copy("");
    cli_json_write(&text, value);
    return cli_take(&text);
}

static char *styled(
    const cli_json *row,
    const cli_json *value,
    cli_style style,
    int shown)
{
    const char *text = value->text;
    int64_t number = text ? (int64_t)strtoll(text, NULL, 10) : 0;

    switch (style) {
    case CLI_ID:
        return text && shown ? short_id(text) : whole(value);
    case CLI_CLOCK:
        return text ? cli_clock(number) : cli_copy("");
    case CLI_AT:
        return text ? cli_date(number) : cli_copy("");
    case CLI_NONZERO:
        return text && shown && number ? cli_number(number)
               : shown                 ? cli_copy("")
                                       : whole(value);
    case CLI_NUMBER:
        return text && shown ? cli_number(number) : whole(value);
    case CLI_QUOTED:
        return text && shown ? cli_format("\xe2\x80\x9c%s\xe2\x80\x9d", text)
                             : whole(value);
    case CLI_WORDS:
        return cli_copy(cli_verdict_words(text));
    case CLI_PEOPLE:
        return people_cell(row, value);
    case CLI_LIST:
        return list_cell(value);
    case CLI_CODES:
        return codes_cell(value);
    case CLI_SPEAKERS:
        return speakers_cell(value);
    case CLI_CHANGES:
        return changes_cell(value);
    case CLI_YES:
        return cli_copy(text && strcmp(text, "true") == 0 ? "yes" : "");
    case CLI_REAL:
        return text ? real_cell(text) : cli_copy("");
    case CLI_PLAIN:
    case CLI_FRONT:
        break;
    }
    return whole(value);
}

char *cli_cell(const cli_json *row, const cli_column *column, int shown)
{
    const cli_json *value = cli_json_at(row, column->path);
    char *text =
        value ? styled(row, value, column->style, shown) : cli_copy("");
    char *clean = NULL;

    if (!shown)
        return text;
    clean = cli_clean(text);
    free(text);
    return clean;
}

int cli_is_bookkeeping(const char *name)
{
    static const char *const names[] = {"record",     "version",
                                        "created_at", "updated_at",
                                        "account_id", "project_id"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(names[i], name) == 0)
            return 1;
    return 0;
}
