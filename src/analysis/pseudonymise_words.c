/* pseudonymise_words.c - names against ordinary words. */
#include "analysis/pseudonymise.h"

#include "base/alloc.h"

#include <string.h>

/* --- Words that look like pseudonyms -----------------------------------------
 */

static int is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static insights_status note_said(
    insights__hiding *self,
    const char *text,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t at = 0; text && text[at] && status >= 0; at++) {
        char word[24] = "";
        size_t digits;

        if (!strchr("PINpin", text[at]) ||
            (at && is_letter_or_digit(text[at - 1])))
            continue;
        digits = strspn(text + at + 1, "0123456789");
        if (!digits || digits > 12)
            continue;
        memcpy(word, text + at, digits + 1);
        if (word[0] >= 'a')
            word[0] = (char)(word[0] - 'a' + 'A');
        status = insights__hiding_set(self->said, word, 1, error);
    }
    return status;
}

insights_status insights__hiding_said(
    insights__hiding *self,
    insights_error **error)
{
    static const insights_kind kinds[] = {
        INSIGHTS_INTERVIEW, INSIGHTS_TURN, INSIGHTS_MEMO,    INSIGHTS_CODE,
        INSIGHTS_CODING,    INSIGHTS_TAG,  INSIGHTS_QUESTION};
    insights_status status = INSIGHTS_OK;

    for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds) && status >= 0; k++) {
        insights_cursor *cursor = NULL;
        const insights_record *record = NULL;
        insights_field field;

        status = insights__study_select(
            self->study, kinds[k], NULL, 0, &cursor, error);
        while (status >= 0 && (status = insights_cursor_next(
                                   cursor, &record, error)) == INSIGHTS_OK)
            for (size_t i = 0;
                 (field = insights_field_at(kinds[k], i)) != 0 && status >= 0;
                 i++)
                if (insights_field_type(field) == INSIGHTS_TYPE_TEXT)
                    status = note_said(
                        self, insights_record_text(record, field), error);
        insights_cursor_free(cursor);
    }
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- First and last names alone ----------------------------------------------
 */

static int is_title(const char *word)
{
    static const char *const titles[] = {
        "Dr",  "Dr.",  "Mr",  "Mr.",  "Mrs",   "Mrs.", "Ms",
        "Ms.", "Miss", "Sir", "Prof", "Prof.", "Lady", "Lord",
        "von", "van",  "der", "the",  "The",   "and",  "And"};

    for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
        if (strcmp(titles[i], word) == 0)
            return 1;
    return 0;
}

insights_status insights__hiding_parts(
    insights__hiding *self,
    insights_error **error)
{
    size_t count = self->forms.count;
    insights_status status = INSIGHTS_OK;

    for (size_t f = 0; f < count && status >= 0; f++) {
        size_t number = self->forms.items[f].hidden + 1;
        char *words = insights__strdup(self->forms.items[f].text);
        char *at = words;

        if (!words)
            return insights__fail_nomem(error);
        if (!strchr(words, ' '))
            at = NULL;
        while (at && *at && status >= 0) {
            size_t length = strcspn(at, " ");
            int more = at[length] != '\0';

            at[length] = '\0';
            if (length >= 3 && !is_title(at) &&
                ((*at >= 'A' && *at <= 'Z') || (unsigned char)*at >= 0x80))
                status = insights__hiding_form(self, at, number, 1, error);
            at += length + (size_t)more;
        }
        insights__free(words);
    }
    return status;
}

/* A word that people mostly say without a capital is no name alone. */
insights_status insights__hiding_ordinary(
    insights__hiding *self,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *turn = NULL;
    insights_status status = insights__study_select(
        self->study, INSIGHTS_TURN, NULL, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &turn, error)) == INSIGHTS_OK) {
        const char *text = insights_record_text(turn, INSIGHTS_TURN_TEXT);
        size_t length = text ? strlen(text) : 0;
        insights__name_hit hit;

        if (insights__namelist_caseless(text ? text : "", length))
            continue;
        for (size_t at = 0; insights__namelist_next(
                 self->list, text ? text : "", length, at,
                 INSIGHTS__NAMELIST_ANY_CASE, &hit);
             at = hit.end)
            if (hit.capital)
                self->forms.items[hit.tag].capital++;
            else
                self->forms.items[hit.tag].small++;
    }
    insights_cursor_free(cursor);
    for (size_t i = 0; i < self->forms.count; i++) {
        insights__form *form = &self->forms.items[i];

        form->ordinary = form->part && form->small > form->capital;
    }
    return status < 0 ? status : INSIGHTS_OK;
}
