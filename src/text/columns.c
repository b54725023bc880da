/* columns.c - the names of columns. */
#include "text/columns.h"

#include <string.h>

#define SEPARATORS ",;\t|"
#define NAME_MAXIMUM 40

static const char *const names[INSIGHTS__COLUMN_ROLES][36] = {
    {"speaker",
     "speakername",
     "speakerlabel",
     "participant",
     "participantname",
     "displayname",
     "username",
     "person",
     "who",
     "name",
     "user",
     "author",
     "sprecher",
     "locuteur",
     "hablante",
     "spreker",
     "speakerid",
     "participantid",
     "role",
     NULL},
    {"text",     "transcript", "transcription",
     "content",  "utterance",  "spokentext",
     "sentence", "speech",     "dialogue",
     "dialog",   "message",    "body",
     "caption",  "captions",   "subtitle",
     "quote",    "said",       "words",
     "tekst",    "texte",      "texto",
     "testo",    NULL},
    {"start", "starttime", "starttimestamp", "begin", "begintime",
     "startoffset", "timestamp", "timecode", "tcin", "timein", "intime", "in",
     "from", "offset", "time", NULL},
    {"end", "endtime", "endtimestamp", "stop", "stoptime", "endoffset", "tcout",
     "timeout", "outtime", "out", "to", "finish", NULL},
    {"duration", "dur", "length", NULL}};

static const struct {
    const char *name;
    int64_t ms;
} units[] = {{"milliseconds", 1}, {"millis", 1},      {"msec", 1},
             {"ms", 1},           {"seconds", 1000},  {"secs", 1000},
             {"sec", 1000},       {"minutes", 60000}, {"mins", 60000},
             {"min", 60000},      {"s", 1000}};

/* How early in its list a name stands, from 1; 0: it is not there. */
static size_t rank_of(int role, const char *name)
{
    size_t i;

    for (i = 0; names[role][i]; i++)
        if (!strcmp(names[role][i], name))
            return i + 1;
    return 0;
}

/* The letters and digits of a column's name, small; 0: it is too long. */
static int plain_name(const char *value, size_t length, char out[NAME_MAXIMUM])
{
    size_t to = 0;
    size_t at;

    for (at = 0; at < length; at++) {
        char byte = value[at];

        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte + ('a' - 'A'));
        if (byte && strchr(" _-./()[]#", byte))
            continue;
        if (to + 1 == NAME_MAXIMUM)
            return 0;
        out[to++] = byte;
    }
    out[to] = '\0';
    return to > 0;
}

/* The role of a column by its name, -1: none. `*unit` is 0 where the name
 * says none. */
static int role_of(
    const char *value,
    size_t length,
    size_t *rank,
    int64_t *unit)
{
    char name[NAME_MAXIMUM];
    size_t size;
    size_t i;
    int role;

    *unit = 0;
    if (!plain_name(value, length, name))
        return -1;
    for (role = 0; role < INSIGHTS__COLUMN_ROLES; role++) {
        *rank = rank_of(role, name);
        if (*rank)
            return role;
    }
    size = strlen(name);
    for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        size_t suffix = strlen(units[i].name);

        if (size <= suffix || strcmp(name + size - suffix, units[i].name) != 0)
            continue;
        name[size - suffix] = '\0';
        for (role = INSIGHTS__COLUMN_START; role < INSIGHTS__COLUMN_ROLES;
             role++) {
            *rank = rank_of(role, name);
            *unit = units[i].ms;
            if (*rank)
                return role;
        }
        return -1;
    }
    return -1;
}

/* Let a column have its role, if no better one has it. */
static void add_column(insights__columns *out, const char *value, size_t length)
{
    size_t rank = 0;
    int64_t unit = 0;
    int role = role_of(value, length, &rank, &unit);

    out->count++;
    if (role < 0 || (out->at[role] && out->rank[role] <= rank))
        return;
    out->at[role] = out->count;
    out->rank[role] = rank;
    out->unit[role] = unit;
}

void insights__columns_find(
    const insights__table *table,
    insights__columns *out)
{
    size_t i;

    memset(out, 0, sizeof(*out));
    for (i = 0; i < table->starts.count; i++) {
        size_t length;
        const char *value = insights__table_value(table, i, &length);

        add_column(out, value, length);
    }
}

/* The same for a line that is only looked at; quotes may be around a name. */
static void scan_columns(
    const char *line,
    size_t length,
    char separator,
    insights__columns *out)
{
    size_t from = 0;
    size_t at;
    int quoted = 0;

    memset(out, 0, sizeof(*out));
    for (at = 0; at <= length; at++) {
        const char *value = line + from;
        size_t size = at - from;

        if (at < length && line[at] == '"')
            quoted = !quoted;
        if (at < length && (quoted || line[at] != separator))
            continue;
        from = at + 1;
        while (size && strchr(" \t\"", *value) && *value) {
            value++;
            size--;
        }
        while (size && strchr(" \t\"", value[size - 1]) && value[size - 1])
            size--;
        add_column(out, value, size);
    }
}

int insights__columns_are_turns(const insights__columns *found)
{
    return found->at[INSIGHTS__COLUMN_TEXT] &&
           (found->at[INSIGHTS__COLUMN_SPEAKER] ||
            found->at[INSIGHTS__COLUMN_START] ||
            found->at[INSIGHTS__COLUMN_END]);
}

/* "sep=;", which spreadsheets put first. */
static int is_hint(const char *line, size_t length)
{
    return length == 5 && !memcmp(line, "sep=", 4);
}

/* The first line of a sample that names columns. */
void insights__columns_line(
    const char *sample,
    size_t length,
    const char **line,
    size_t *size)
{
    size_t at = 0;

    do {
        while (at < length && strchr("\r\n", sample[at]) && sample[at])
            at++;
        *line = sample + at;
        while (at < length && (!strchr("\r\n", sample[at]) || !sample[at]))
            at++;
        *size = (size_t)(sample + at - *line);
    } while (at < length && is_hint(*line, *size));
}

/* The separator with which most columns of a head are known; 0: it has none
 * of them that counts. */
char insights__columns_separator(
    const char *line,
    size_t length,
    insights__columns *best)
{
    size_t most = 0;
    char found = 0;
    size_t i;
    size_t role;

    memset(best, 0, sizeof(*best));
    for (i = 0; SEPARATORS[i]; i++) {
        insights__columns here;
        size_t known = 0;

        scan_columns(line, length, SEPARATORS[i], &here);
        for (role = 0; role < INSIGHTS__COLUMN_ROLES; role++)
            known += here.at[role] ? 1u : 0u;
        if (known > most) {
            most = known;
            found = SEPARATORS[i];
            *best = here;
        }
    }
    return found;
}
