/*
 * json.h - the rows of output, and lines of input, as JSON.
 *
 * Numbers keep the text they were written with.
 */
#ifndef INSIGHTS_CLI_JSON_H
#define INSIGHTS_CLI_JSON_H

#include "cli/text.h"

typedef enum cli_json_type {
    CLI_JSON_NULL,
    CLI_JSON_BOOL,
    CLI_JSON_NUMBER,
    CLI_JSON_TEXT,
    CLI_JSON_LIST,
    CLI_JSON_OBJECT
} cli_json_type;

typedef struct cli_json {
    cli_json_type type;
    char *text;             /* of text and numbers; "true" or "false" */
    struct cli_json *items; /* of lists and objects */
    char **names;           /* of objects */
    size_t count;
} cli_json;

/* NULL where `text` is not one JSON value. Release with cli_json_free(). */
cli_json *cli_json_read(const char *text, size_t length);
void cli_json_free(cli_json *json);

/* The member of that name; a dot steps into a member, a number
 * into a list. NULL: none. */
const cli_json *cli_json_at(const cli_json *json, const char *path);
/* Its text, number or truth as text; NULL where it is null or not there. */
const char *cli_json_text(const cli_json *json, const char *path);
int64_t cli_json_int(const cli_json *json, const char *path, int64_t none);
int cli_json_true(const cli_json *json, const char *path);

/* Give an object another member, or a member another text. */
void cli_json_set_text(cli_json *object, const char *name, const char *text);
void cli_json_set_int(cli_json *object, const char *name, int64_t value);

/* A new list as a member of an object, and a text (or null) at its end. */
cli_json *cli_json_set_list(cli_json *object, const char *name);
void cli_json_push_text(cli_json *list, const char *text);

/* One line, no spaces. */
void cli_json_write(cli_buffer *buffer, const cli_json *json);
void cli_json_quote(cli_buffer *buffer, const char *text);

/* Build an object by hand: `{` and `}` are the caller's, commas are not. A
 * NULL text is null. */
void cli_json_add_text(cli_buffer *object, const char *name, const char *text);
void cli_json_add_int(cli_buffer *object, const char *name, int64_t value);
void cli_json_add_raw(cli_buffer *object, const char *name, const char *json);

#endif /* INSIGHTS_CLI_JSON_H */
