/* roles_given.c - roles that labels or people say. */
#include "text/roles.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/terms.h"

#include <string.h>

#define NAMED_MAXIMUM 12 /* labels listed in a message */

static const char *const role_names[] = {
    "", "interviewer", "participant", "observer", "moderator"};

/* Words of labels that say a role. */
static const struct role_word {
    const char *word;
    insights__role role;
} role_words[] = {
    {"interviewer", INSIGHTS__ROLE_INTERVIEWER},
    {"interviewerin", INSIGHTS__ROLE_INTERVIEWER},
    {"interviewers", INSIGHTS__ROLE_INTERVIEWER},
    {"researcher", INSIGHTS__ROLE_INTERVIEWER},
    {"host", INSIGHTS__ROLE_INTERVIEWER},
    {"cohost", INSIGHTS__ROLE_INTERVIEWER},
    {"questioner", INSIGHTS__ROLE_INTERVIEWER},
    {"entrevistador", INSIGHTS__ROLE_INTERVIEWER},
    {"entrevistadora", INSIGHTS__ROLE_INTERVIEWER},
    {"intervieweur", INSIGHTS__ROLE_INTERVIEWER},
    {"intervieweuse", INSIGHTS__ROLE_INTERVIEWER},
    {"intervistatore", INSIGHTS__ROLE_INTERVIEWER},
    {"intervistatrice", INSIGHTS__ROLE_INTERVIEWER},
    {"moderator", INSIGHTS__ROLE_MODERATOR},
    {"moderatorin", INSIGHTS__ROLE_MODERATOR},
    {"moderadora", INSIGHTS__ROLE_MODERATOR},
    {"moderador", INSIGHTS__ROLE_MODERATOR},
    {"facilitator", INSIGHTS__ROLE_MODERATOR},
    {"interviewee", INSIGHTS__ROLE_PARTICIPANT},
    {"participant", INSIGHTS__ROLE_PARTICIPANT},
    {"respondent", INSIGHTS__ROLE_PARTICIPANT},
    {"guest", INSIGHTS__ROLE_PARTICIPANT},
    {"befragte", INSIGHTS__ROLE_PARTICIPANT},
    {"befragter", INSIGHTS__ROLE_PARTICIPANT},
    {"teilnehmer", INSIGHTS__ROLE_PARTICIPANT},
    {"teilnehmerin", INSIGHTS__ROLE_PARTICIPANT},
    {"entrevistado", INSIGHTS__ROLE_PARTICIPANT},
    {"entrevistada", INSIGHTS__ROLE_PARTICIPANT},
    {"интервьюер", INSIGHTS__ROLE_INTERVIEWER},
    {"Интервьюер", INSIGHTS__ROLE_INTERVIEWER},
    {"модератор", INSIGHTS__ROLE_MODERATOR},
    {"Модератор", INSIGHTS__ROLE_MODERATOR},
    {"采访者", INSIGHTS__ROLE_INTERVIEWER},
    {"访谈者", INSIGHTS__ROLE_INTERVIEWER},
    {"訪談者", INSIGHTS__ROLE_INTERVIEWER},
    {"主持人", INSIGHTS__ROLE_MODERATOR},
    {"受访者", INSIGHTS__ROLE_PARTICIPANT},
    {"受訪者", INSIGHTS__ROLE_PARTICIPANT},
    {"インタビュアー", INSIGHTS__ROLE_INTERVIEWER},
    {"聞き手", INSIGHTS__ROLE_INTERVIEWER},
    {"話し手", INSIGHTS__ROLE_PARTICIPANT},
    {"observer", INSIGHTS__ROLE_OBSERVER},
    {"notetaker", INSIGHTS__ROLE_OBSERVER},
    {"scribe", INSIGHTS__ROLE_OBSERVER},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static int is_letter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static int same_word(const char *word, const char *text, size_t length)
{
    size_t i;

    if (strlen(word) != length)
        return 0;
    for (i = 0; i < length; i++)
        if (lower(text[i]) != word[i])
            return 0;
    return 1;
}

insights__role insights__roles_of_label(const char *label)
{
    insights__role role = INSIGHTS__ROLE_NONE;
    size_t length;
    size_t i;

    while (label && *label) {
        for (length = 0; is_letter(label[length]);)
            length++;
        for (i = 0; i < sizeof(role_words) / sizeof(*role_words); i++)
            if (same_word(role_words[i].word, label, length))
                role = role_words[i].role;
        label += length ? length : 1;
    }
    return role;
}

/* --- "A=interviewer,B=P07" ------------------------------------------------ */

static insights_status unknown_label(
    const insights__roles *roles,
    const char *label,
    size_t length,
    insights_error **error)
{
    insights__buffer list = INSIGHTS__BUFFER_INIT;
    insights_status status;
    size_t named = 0;
    size_t i;

    list.maximum = 4096;
    for (i = 0; i < roles->speakers.count && named < NAMED_MAXIMUM; i++) {
        if (!roles->speakers.items[i].label)
            continue;
        insights__buffer_format(
            &list, "%s%.60s", named ? ", " : "",
            roles->speakers.items[i].label);
        named++;
    }
    if (list.status < 0) {
        insights__buffer_free(&list);
        return insights__fail_nomem(error);
    }
    if (named == 0)
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "nobody is called '%.*s': this conversation names no speakers",
            (int)(length > 60 ? 60 : length), label);
    else
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "nobody is called '%.*s'; the labels are: %s%s",
            (int)(length > 60 ? 60 : length), label,
            insights__buffer_text(&list),
            roles->speakers.count > named ? ", …" : "");
    insights__buffer_free(&list);
    return status;
}

static void trim(const char **text, size_t *length)
{
    while (*length && ((*text)[0] == ' ' || (*text)[0] == '\t')) {
        (*text)++;
        (*length)--;
    }
    while (*length &&
           ((*text)[*length - 1] == ' ' || (*text)[*length - 1] == '\t'))
        (*length)--;
}

/* The speaker of that label; letters of either case where none is equal. */
static insights__speaker *find(
    insights__roles *roles,
    const char *label,
    size_t length)
{
    insights__speaker *near = NULL;
    size_t i;
    size_t j;

    for (i = 0; i < roles->speakers.count; i++) {
        insights__speaker *speaker = &roles->speakers.items[i];
        if (!speaker->label || strlen(speaker->label) != length)
            continue;
        if (memcmp(speaker->label, label, length) == 0)
            return speaker;
        for (j = 0; j < length; j++)
            if (lower(speaker->label[j]) != lower(label[j]))
                break;
        if (j == length && !near)
            near = speaker;
    }
    return near;
}

static insights_status give(
    insights__roles *roles,
    const char *item,
    size_t length,
    insights_error **error)
{
    const char *value = item + length;
    const char *label = item;
    insights__speaker *speaker;
    size_t label_length;
    size_t value_length;
    size_t i;

    while (value > item && value[-1] != '=')
        value--;
    if (value == item)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%.*s' gives no role; write label=role or label=name",
            (int)(length > 60 ? 60 : length), item);
    label_length = (size_t)(value - item) - 1;
    value_length = length - label_length - 1;
    trim(&label, &label_length);
    trim(&value, &value_length);
    if (value_length == 0)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "'%.*s=' gives no role and no name",
            (int)(label_length > 60 ? 60 : label_length), label);
    speaker = find(roles, label, label_length);
    if (!speaker)
        return unknown_label(roles, label, label_length, error);
    for (i = 1; i < sizeof(role_names) / sizeof(*role_names); i++)
        if (same_word(role_names[i], value, value_length)) {
            speaker->role = (insights__role)i;
            speaker->given = 1;
            speaker->method = "given";
            speaker->score = 1;
            return INSIGHTS_OK;
        }
    speaker->name = insights__arena_strndup(&roles->arena, value, value_length);
    return speaker->name ? INSIGHTS_OK : insights__fail_nomem(error);
}

/* Where the item at `given` ends: before a comma with a `=` on both sides, so
 * that labels may hold commas. */
static size_t item_length(const char *given)
{
    size_t last = strlen(given);
    size_t at;

    for (at = 0; given[at] && given[at] != '='; at++)
        ;
    for (; given[at]; at++)
        if (given[at] == ',' && strchr(given + at, '='))
            return at;
    while (last && (given[last - 1] == ',' || given[last - 1] == ' '))
        last--;
    return last;
}

insights_status insights__roles_given(
    insights__roles *roles,
    const char *given,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t length;

    while (status >= 0 && *given) {
        length = item_length(given);
        if (length)
            status = give(roles, given, length, error);
        given += length;
        while (*given == ',' || *given == ' ')
            given++;
    }
    return status;
}
