/* differences.c - align all words, gather what differs, and name it. */
#include "text/differences.h"

#include "text/meaning.h"

#include "base/alloc.h"

#include <string.h>

typedef struct side {
    const insights__unit *units;
    size_t count;
} side;

typedef struct differ {
    const insights__tokens *draft;
    const insights__index *index;
    INSIGHTS__ARRAY(insights__unit) left;  /* of the draft */
    INSIGHTS__ARRAY(insights__unit) right; /* said */
    insights__alignment alignment;
    int contraction; /* the stretch looked at is "we have" for "we've" */
} differ;

const char *insights__change_name(insights__change_kind kind)
{
    switch (kind) {
    case INSIGHTS__CHANGE_NEGATION:
        return "negation";
    case INSIGHTS__CHANGE_NUMBER:
        return "number";
    case INSIGHTS__CHANGE_NAME:
        return "name";
    case INSIGHTS__CHANGE_MODALITY:
        return "modality";
    default:
        return "words";
    }
}

static unsigned draft_flags(const differ *d, const insights__unit *unit)
{
    return d->draft->list.items[unit->token].flags;
}

static unsigned said_flags(const differ *d, const insights__unit *unit)
{
    return d->index->tokens.items[unit->token].flags;
}

/* --- What kind of change ----------------------------------------------------
 */

/* Japanese denies with endings; two characters of context tell. */
static unsigned endings(const char *text, size_t length)
{
    static const char *const ends[] = {"ない", "なかっ", "ません", "なく"};
    unsigned count = 0;

    for (size_t at = 0; at < length; at++)
        for (size_t e = 0; e < sizeof(ends) / sizeof(*ends); e++) {
            size_t size = strlen(ends[e]);

            if (length - at >= size && memcmp(text + at, ends[e], size) == 0)
                count++;
        }
    return count;
}

static unsigned count_endings(
    const insights__unit *units,
    size_t count,
    size_t first,
    size_t last)
{
    char text[256];
    size_t length = 0;
    size_t from = first > 0 ? first - 1 : 0;
    size_t to = last < count ? last + 1 : count;

    for (size_t i = from; i < to; i++) {
        if (length + units[i].key_length > sizeof(text))
            break;
        memcpy(text + length, units[i].key, units[i].key_length);
        length += units[i].key_length;
    }
    return endings(text, length);
}

static int is_again(const differ *d, const insights__unit *unit, int of_draft)
{
    unsigned flags = of_draft ? draft_flags(d, unit) : said_flags(d, unit);

    return (flags & INSIGHTS__TOKEN_AGAIN) != 0;
}

static unsigned count_words(
    const differ *d,
    side s,
    int of_draft,
    int (*is)(const char *key, size_t length))
{
    unsigned count = 0;

    for (size_t i = 0; i < s.count; i++)
        if (is(s.units[i].key, s.units[i].key_length) &&
            !is_again(d, &s.units[i], of_draft))
            count++;
    return count;
}

/* Opposites such as "able" and "unable", in any place of the two sides. */
static int has_opposites(side left, side right)
{
    for (size_t i = 0; i < left.count; i++)
        for (size_t j = 0; j < right.count && j < 32; j++)
            if (insights__is_opposite(
                    left.units[i].key, left.units[i].key_length,
                    right.units[j].key, right.units[j].key_length))
                return 1;
    return 0;
}

/* The digits of a side in a row ("nineteen eighty four" is "1984"), and its
 * units; 0 where neither is there. */
static int digits_of(
    const differ *d,
    side s,
    int of_draft,
    insights__buffer *digits,
    insights__buffer *signs)
{
    int found = 0;

    for (size_t i = 0; i < s.count; i++) {
        const insights__unit *unit = &s.units[i];
        unsigned flags = of_draft ? draft_flags(d, unit) : said_flags(d, unit);
        const char *sign = insights__unit_of(unit->key, unit->key_length);

        if (flags & INSIGHTS__TOKEN_NUMBER) {
            insights__buffer_append(digits, unit->key, unit->key_length);
            /* "that one" is no number, unless another stands against it. */
            if (!(flags & INSIGHTS__TOKEN_SPELLED) || unit->key_length != 1 ||
                unit->key[0] != '1')
                found = 1;
        } else if (sign) {
            insights__buffer_text_append(signs, sign);
            found = 1;
        }
    }
    return found;
}

static int numbers_differ(
    const differ *d,
    side left,
    side right,
    insights_status *status,
    insights_error **error)
{
    insights__buffer text[4] = {
        INSIGHTS__BUFFER_INIT, INSIGHTS__BUFFER_INIT, INSIGHTS__BUFFER_INIT,
        INSIGHTS__BUFFER_INIT};
    int found = digits_of(d, left, 1, &text[0], &text[1]);
    int changed = 0;

    found |= digits_of(d, right, 0, &text[2], &text[3]);
    if (found)
        changed = strcmp(
                      insights__buffer_text(&text[0]),
                      insights__buffer_text(&text[2])) != 0 ||
                  strcmp(
                      insights__buffer_text(&text[1]),
                      insights__buffer_text(&text[3])) != 0;
    for (size_t i = 0; i < 4; i++) {
        if (*status == INSIGHTS_OK)
            *status = insights__buffer_check(&text[i], "numbers", error);
        insights__buffer_free(&text[i]);
    }
    return changed;
}

/* Whether the conversation writes a word as a name: always with a capital,
 * also inside sentences. */
static int is_proper(const differ *d, uint32_t id)
{
    const insights__vocable *word;

    if (id == INSIGHTS__UNIT_UNKNOWN)
        return 0;
    word = &d->index->words.items[id];
    return word->names > 0 && word->plain == 0;
}

static int is_name(const differ *d, const insights__unit *unit, unsigned flags)
{
    if (!(flags & INSIGHTS__TOKEN_CAPITAL) ||
        (flags & (INSIGHTS__TOKEN_NUMBER | INSIGHTS__TOKEN_FILLER |
                  INSIGHTS__TOKEN_BRACKET)) ||
        insights__is_no_name(unit->key, unit->key_length))
        return 0;
    if (flags & (INSIGHTS__TOKEN_SENTENCE | INSIGHTS__TOKEN_ELISION))
        return is_proper(d, unit->id);
    if (unit->id == INSIGHTS__UNIT_UNKNOWN)
        return 1;
    /* Written small as well: a capital here is emphasis or a title. */
    return d->index->words.items[unit->id].plain <=
           d->index->words.items[unit->id].names;
}

/* A name nobody says, put at the start of a sentence where one stands that is
 * never written small. */
static int is_name_for_name(const differ *d, side left, side right)
{
    unsigned flags;

    if (left.count == 0 || right.count == 0 ||
        left.units[0].id != INSIGHTS__UNIT_UNKNOWN)
        return 0;
    flags = draft_flags(d, left.units) & said_flags(d, right.units);
    return (flags & INSIGHTS__TOKEN_CAPITAL) &&
           !insights__is_no_name(right.units->key, right.units->key_length) &&
           d->index->words.items[right.units->id].plain == 0;
}

static int names_differ(const differ *d, side left, side right)
{
    if (is_name_for_name(d, left, right))
        return 1;
    for (size_t i = 0; i < left.count; i++)
        if (is_name(d, &left.units[i], draft_flags(d, &left.units[i])))
            return 1;
    for (size_t i = 0; i < right.count; i++) {
        unsigned flags = said_flags(d, &right.units[i]);

        if (!(flags & INSIGHTS__TOKEN_AGAIN) &&
            is_name(d, &right.units[i], flags))
            return 1;
    }
    return 0;
}

/* The strongest kind that fits what stands on the two sides. */
static insights__change_kind classify(
    const differ *d,
    size_t left_first,
    size_t left_last,
    size_t right_first,
    size_t right_last,
    insights_status *status,
    insights_error **error)
{
    side left = {NULL, left_last - left_first};
    side right = {NULL, right_last - right_first};

    if (left.count > 0)
        left.units = d->left.items + left_first;
    if (right.count > 0)
        right.units = d->right.items + right_first;

    if (count_words(d, left, 1, insights__is_negation) !=
            count_words(d, right, 0, insights__is_negation) ||
        has_opposites(left, right) ||
        count_endings(d->left.items, d->left.count, left_first, left_last) !=
            count_endings(
                d->right.items, d->right.count, right_first, right_last))
        return INSIGHTS__CHANGE_NEGATION;
    if (numbers_differ(d, left, right, status, error))
        return INSIGHTS__CHANGE_NUMBER;
    if (names_differ(d, left, right))
        return INSIGHTS__CHANGE_NAME;
    if (count_words(d, left, 1, insights__is_modality) ||
        count_words(d, right, 0, insights__is_modality))
        return INSIGHTS__CHANGE_MODALITY;
    return INSIGHTS__CHANGE_WORDS;
}

/* --- Gathering --------------------------------------------------------------
 */

static insights_status add_draft(
    differ *d,
    size_t first,
    size_t last,
    insights_error **error)
{
    for (size_t i = first; i < last; i++) {
        const insights__token *token = &d->draft->list.items[i];
        insights__unit *unit;

        if (token->flags & INSIGHTS__TOKEN_MARK)
            continue;
        unit = insights__array_add(&d->left);
        if (!unit)
            return insights__fail_nomem(error);
        unit->key = insights__token_key(d->draft, token);
        unit->key_length = token->key_length;
        unit->weight =
            insights__word_weight(unit->key, unit->key_length, token->flags);
        unit->id = insights__index_id(d->index, unit->key, unit->key_length);
        unit->token = (uint32_t)i;
        if (token->flags & INSIGHTS__TOKEN_BRACKET)
            unit->flags = INSIGHTS__UNIT_FREE;
        else if (token->flags & INSIGHTS__TOKEN_FILLER)
            unit->flags = INSIGHTS__UNIT_LIGHT;
    }
    return INSIGHTS_OK;
}

static insights_status add_said(
    differ *d,
    size_t first,
    size_t last,
    insights_error **error)
{
    for (size_t i = first; i < last; i++) {
        insights__unit *unit;
        unsigned flags = d->index->tokens.items[i].flags;

        if (flags & INSIGHTS__TOKEN_MARK)
            continue;
        unit = insights__array_add(&d->right);
        if (!unit)
            return insights__fail_nomem(error);
        *unit = insights__index_unit(d->index, i);
        if (flags & INSIGHTS__TOKEN_FILLER)
            unit->flags |= INSIGHTS__UNIT_LIGHT;
    }
    return INSIGHTS_OK;
}

/* Bytes of the draft, from one unit's start to the last one's end. */
static void set_spans(
    const differ *d,
    size_t left_first,
    size_t left_last,
    size_t right_first,
    size_t right_last,
    insights__change *change)
{
    const insights__token *draft = d->draft->list.items;
    const insights__heard *said = d->index->tokens.items;

    if (left_last > left_first) {
        change->draft_start = draft[d->left.items[left_first].token].start;
        change->draft_end = draft[d->left.items[left_last - 1].token].end;
    }
    if (right_last > right_first) {
        change->said_start = said[d->right.items[right_first].token].start;
        change->said_end = said[d->right.items[right_last - 1].token].end;
    }
}

static insights_status add_change(
    differ *d,
    size_t left_first,
    size_t left_last,
    size_t right_first,
    size_t right_last,
    insights__changes *out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    insights__change *change = insights__array_add(&out->list);

    if (!change)
        return insights__fail_nomem(error);
    change->kind = INSIGHTS__CHANGE_WORDS;
    if (!d->contraction)
        change->kind = classify(
            d, left_first, left_last, right_first, right_last, &status, error);
    set_spans(d, left_first, left_last, right_first, right_last, change);
    for (size_t i = left_first; i < left_last; i++)
        change->bracketed |=
            (draft_flags(d, &d->left.items[i]) & INSIGHTS__TOKEN_BRACKET) != 0;
    if (!change->bracketed || change->kind != INSIGHTS__CHANGE_WORDS)
        out->unmarked = 1;
    if (change->kind != INSIGHTS__CHANGE_WORDS)
        out->altered = 1;
    return status;
}

static int is_same(const insights__step *step)
{
    return step->type == INSIGHTS__STEP_EQUAL ||
           ((step->type == INSIGHTS__STEP_SPLIT ||
             step->type == INSIGHTS__STEP_JOINED) &&
            step->percent == 100);
}

/* "do not" for "don't": other words, never another meaning. */
static int is_contraction(const insights__step *step)
{
    return (step->type == INSIGHTS__STEP_SPLIT ||
            step->type == INSIGHTS__STEP_JOINED) &&
           step->percent == INSIGHTS__CONTRACTED;
}

/* Gather stretches of steps that are not the same. */
static insights_status gather(
    differ *d,
    insights__changes *out,
    insights_error **error)
{
    const insights__step *steps = d->alignment.steps.items;
    size_t count = d->alignment.steps.count;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < count && status == INSIGHTS_OK;) {
        size_t first = i;
        size_t left_last = d->left.count;
        size_t right_last = d->right.count;

        if (is_same(&steps[i])) {
            i++;
            continue;
        }
        d->contraction = is_contraction(&steps[i]);
        i++;
        while (!d->contraction && i < count && !is_same(&steps[i]) &&
               !is_contraction(&steps[i]))
            i++;
        if (i < count) {
            left_last = steps[i].draft;
            right_last = steps[i].said;
        }
        status = add_change(
            d, steps[first].draft, left_last, steps[first].said, right_last,
            out, error);
    }
    return status;
}

insights_status insights__differences(
    const insights__tokens *draft,
    size_t draft_first,
    size_t draft_last,
    const insights__index *index,
    size_t said_first,
    size_t said_last,
    insights__changes *out,
    insights_error **error)
{
    differ d = {.draft = draft, .index = index};
    int64_t slack;
    insights_status status = add_draft(&d, draft_first, draft_last, error);

    if (status == INSIGHTS_OK)
        status = add_said(&d, said_first, said_last, error);
    slack = 8 + (int64_t)(d.left.count / 8);
    if (status == INSIGHTS_OK)
        status = insights__align(
            d.left.items, d.left.count, d.right.items, d.right.count, -slack,
            slack, INSIGHTS__ALIGN_GLOBAL, &d.alignment, error);
    if (status == INSIGHTS_OK)
        status = gather(&d, out, error);
    insights__array_free(&d.left);
    insights__array_free(&d.right);
    insights__alignment_free(&d.alignment);
    return status;
}

void insights__changes_free(insights__changes *changes)
{
    insights__array_free(&changes->list);
    changes->altered = 0;
    changes->unmarked = 0;
}
