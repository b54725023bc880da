/* phrases.c - grow shared phrases word by word (as Agrawal and Srikant grew
 * item sets, 1994): what too few people say is never part of a longer phrase
 * that enough of them say, so each round looks only at what the last one
 * left.
 */
#include "text/phrases.h"

#include "base/alloc.h"
#include "base/map.h"
#include "base/stopwords.h"
#include "text/talk.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
/* Words of any talk: a phrase needs one that is not among them. */
static const char *const generic_words[] = {
    "able", "about", "absolute", "actual", "add", "again", "ago", "almost",
    "already", "also", "always", "anybody", "anyone", "anything", "anyway",
    "april", "around", "ask", "asked", "asking", "august", "away", "back",
    "bad", "basically", "believe", "best", "better", "big", "bit", "bring",
    "call", "called", "came", "case", "chance", "come", "comes", "coming",
    "couple", "course", "day", "days", "deal", "december", "different",
    "done", "down", "easy", "eight", "else", "end", "enough", "even", "ever",
    "every", "everybody", "everyone", "everything", "exactly", "fact", "far",
    "february", "feel", "felt", "few", "fifty", "find", "fine", "first",
    "five", "forty", "found", "four", "friday", "front", "gave", "get",
    "gets", "getting", "give", "given", "gives", "giving", "go", "goes",
    "going", "gone", "gonna", "good", "got", "gotta", "gotten", "great",
    "guess", "guy", "guys", "half", "hand", "happen", "happened", "happens",
    "hard", "hear", "heard", "help", "here", "high", "hold", "hour", "hours",
    "hundred", "i'll", "idea", "important", "interesting", "it'll", "january",
    "july", "june", "keep", "kept", "kind", "knew", "know", "known", "knows",
    "last", "least", "leave", "left", "less", "let", "like", "likely",
    "literally", "little", "live", "long", "look", "looked", "looking",
    "looks", "lot", "lots", "love", "made", "main", "make", "makes", "making",
    "march", "matter", "maybe", "mean", "means", "meant", "mind", "minute",
    "minutes", "moment", "monday", "month", "months", "morning", "much",
    "need", "needed", "needs", "never", "new", "next", "nice", "nine",
    "nobody", "nothing", "november", "now", "number", "obviously", "october",
    "often", "okay", "old", "one", "ones", "only", "other", "others", "part",
    "particular", "past", "people", "perhaps", "person", "place", "point",
    "possible", "pretty", "probably", "put", "puts", "putting", "quite",
    "read", "real", "really", "reason", "remember", "right", "run", "running",
    "said", "same", "saturday", "saw", "say", "saying", "says", "second",
    "see", "seem", "seemed", "seems", "seen", "sense", "september", "set",
    "seven", "side", "simply", "since", "single", "sit", "six", "small",
    "somebody", "someone", "something", "sometimes", "somewhere", "soon",
    "sort", "start", "started", "stay", "still", "stop", "straight", "stuff",
    "sunday", "suppose", "supposed", "sure", "take", "taken", "takes",
    "taking", "talk", "talked", "talking", "tell", "ten", "tend", "than",
    "thank", "thanks", "that'd", "there'll", "thing", "things", "think",
    "thinking", "thirty", "though", "thought", "thousand", "three",
    "thursday", "time", "times", "today", "together", "told", "tomorrow",
    "took", "tried", "true", "try", "trying", "tuesday", "turn", "turned",
    "twenty", "two", "type", "understand", "use", "used", "uses", "using",
    "usually", "wanna", "want", "wanted", "wanting", "wants", "watch", "way",
    "ways", "wednesday", "week", "weeks", "went", "whatever", "whether",
    "whole", "wish", "without", "word", "words", "work", "worked", "working",
    "works", "worth", "wrong", "yeah", "year", "year's", "years", "yesterday",
    "yet",
};

/* Stop words that may end a phrase: "switch off", "ring up". */
static const char *const particle_words[] = {
    "away", "back", "down", "off", "out", "through", "up",
};

/* Stop words that may start one: "no show". */
static const char *const negation_words[] = {
    "aren't", "can't", "cannot", "couldn't", "didn't", "doesn't", "don't",
    "hasn't", "haven't", "isn't", "never", "no", "not", "wasn't", "without",
    "won't", "wouldn't",
};

/* clang-format on */

static const insights__stopwords generics = {
    "", generic_words, sizeof(generic_words) / sizeof(*generic_words)};
static const insights__stopwords particles = {
    "", particle_words, sizeof(particle_words) / sizeof(*particle_words)};
static const insights__stopwords negations = {
    "", negation_words, sizeof(negation_words) / sizeof(*negation_words)};

/* What a word may do in a phrase. */
enum {
    MAY_START = 1,
    MAY_END = 2,
    SAYS = 4 /* a phrase needs a word that does */
};

/* A word as said; word 0 is a break that no phrase crosses. */
typedef struct phrase_token {
    uint32_t word;
    uint32_t start;
    uint32_t end;
    uint32_t turn;
    uint32_t speaker;
    uint32_t source;
} phrase_token;

/* A phrase that may be. */
typedef struct phrase_candidate {
    uint32_t people;
    uint32_t interviews;
    uint32_t count;
    uint32_t last_speaker; /* + 1 */
    uint32_t last_source;  /* + 1 */
    uint32_t first;        /* token */
    uint32_t covered;      /* people of the longest phrase it is part of */
    uint8_t says;
} phrase_candidate;

typedef struct candidates {
    phrase_candidate *items;
    size_t count;
    size_t capacity;
} candidates;

struct insights__phrases {
    insights__map *words; /* stem -> number */
    INSIGHTS__ARRAY(uint8_t) may;
    INSIGHTS__ARRAY(phrase_token) tokens;
    uint32_t speakers;
    uint32_t source;
    /* By words - 1: at each token, the phrase that starts there, + 1. */
    uint32_t *starts[INSIGHTS__PHRASE_WORDS];
    candidates levels[INSIGHTS__PHRASE_WORDS];
    INSIGHTS__ARRAY(insights__phrase) found;
};

/* --- Taking words in ------------------------------------------------------ */

insights__phrases *insights__phrases_new(void)
{
    insights__phrases *phrases = insights__alloc(sizeof(*phrases));

    if (!phrases)
        return NULL;
    phrases->words = insights__map_new();
    if (!phrases->words) {
        insights__free(phrases);
        return NULL;
    }
    return phrases;
}

static void free_found(insights__phrases *phrases)
{
    size_t i;

    for (i = 0; i < phrases->found.count; i++)
        insights__array_free(&phrases->found.items[i].places);
    phrases->found.count = 0;
    for (i = 0; i < INSIGHTS__PHRASE_WORDS; i++) {
        insights__free(phrases->starts[i]);
        phrases->starts[i] = NULL;
        insights__array_free(&phrases->levels[i]);
    }
}

void insights__phrases_free(insights__phrases *phrases)
{
    if (!phrases)
        return;
    free_found(phrases);
    insights__array_free(&phrases->found);
    insights__array_free(&phrases->may);
    insights__array_free(&phrases->tokens);
    insights__map_free(phrases->words, NULL);
    insights__free(phrases);
}

void insights__phrases_speaker(insights__phrases *phrases, uint32_t source)
{
    phrases->speakers++;
    phrases->source = source;
}

size_t insights__phrases_people(const insights__phrases *phrases)
{
    return phrases->speakers;
}

/* What is left of "we 're" and "it 's" where a transcript cuts them up. */
static int is_clitic(const char *word)
{
    static const char *const words[] = {"s", "m", "d", "t", "re", "ve", "ll"};
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(words[i], word) == 0)
            return 1;
    return 0;
}

static uint8_t may_of(const insights__term *term)
{
    const char *word = term->word;
    uint8_t may = 0;

    if (term->type == INSIGHTS__TERM_SINGLE)
        return MAY_START | MAY_END | SAYS;
    if (is_clitic(word))
        return 0;
    if (!term->stop && !insights__talk_filler(word) &&
        !insights__talk_acknowledges(word)) {
        may = MAY_START | MAY_END;
        if (!insights__stopwords_have(&generics, word) && word[1] != '\0' &&
            !(word[0] >= '0' && word[0] <= '9'))
            may |= SAYS;
    } else if (insights__stopwords_have(&particles, word)) {
        may = MAY_END;
    }
    if (insights__stopwords_have(&negations, word))
        may |= MAY_START;
    return may;
}

static insights_status word_of(
    insights__phrases *phrases,
    const insights__term *term,
    uint32_t *out,
    insights_error **error)
{
    void **slot =
        insights__map_slot(phrases->words, term->stem, strlen(term->stem));
    uint8_t *may;

    if (!slot)
        return insights__fail_nomem(error);
    if (!*slot) {
        may = insights__array_add(&phrases->may);
        if (!may)
            return insights__fail_nomem(error);
        *may = may_of(term);
        *slot = (void *)(uintptr_t)phrases->may.count;
    }
    *out = (uint32_t)(uintptr_t)*slot;
    return INSIGHTS_OK;
}

/* Only blanks, hyphens and quotes stand between the words of a phrase. */
static int is_broken(const char *text, size_t from, size_t to)
{
    for (; from < to; from++)
        if (!strchr(" \t\r-'\"", text[from]))
            return 1;
    return 0;
}

static insights_status add_token(
    insights__phrases *phrases,
    const phrase_token *given,
    insights_error **error)
{
    phrase_token *added = insights__array_add(&phrases->tokens);

    if (!added)
        return insights__fail_nomem(error);
    *added = *given;
    return INSIGHTS_OK;
}

insights_status insights__phrases_turn(
    insights__phrases *phrases,
    uint32_t turn,
    const char *text,
    const insights__term *terms,
    size_t count,
    insights_error **error)
{
    phrase_token next = {0, 0, 0, turn, phrases->speakers - 1, phrases->source};
    phrase_token gap = next;
    insights_status status;
    size_t i;

    status = add_token(phrases, &gap, error);
    for (i = 0; status >= 0 && i < count; i++) {
        if (terms[i].type == INSIGHTS__TERM_PAIR)
            continue;
        if (next.end && is_broken(text, next.end, terms[i].byte_start))
            status = add_token(phrases, &gap, error);
        if (status >= 0)
            status = word_of(phrases, &terms[i], &next.word, error);
        next.start = terms[i].byte_start;
        next.end = terms[i].byte_end;
        if (status >= 0)
            status = add_token(phrases, &next, error);
    }
    return status;
}

/* --- Growing -------------------------------------------------------------- */

static void count_one(
    phrase_candidate *candidate,
    const phrase_token *token,
    size_t at,
    int says)
{
    if (candidate->count++ == 0) {
        candidate->first = (uint32_t)at;
        candidate->says = (uint8_t)says;
    }
    if (candidate->last_speaker != token->speaker + 1) {
        candidate->last_speaker = token->speaker + 1;
        candidate->people++;
    }
    if (candidate->last_source != token->source + 1) {
        candidate->last_source = token->source + 1;
        candidate->interviews++;
    }
}

static insights_status grow_words(
    insights__phrases *phrases,
    insights_error **error)
{
    const phrase_token *tokens = phrases->tokens.items;
    candidates *level = &phrases->levels[0];
    size_t i;

    for (i = 0; i < phrases->may.count; i++)
        if (!insights__array_add(level))
            return insights__fail_nomem(error);
    for (i = 0; i < phrases->tokens.count; i++) {
        phrases->starts[0][i] = tokens[i].word;
        if (tokens[i].word)
            count_one(
                &level->items[tokens[i].word - 1], &tokens[i], i,
                (phrases->may.items[tokens[i].word - 1] & SAYS) != 0);
    }
    return INSIGHTS_OK;
}

/* Join what starts here with what starts at the next word. */
static insights_status grow_pairs(
    insights__phrases *phrases,
    size_t at_level,
    insights_error **error)
{
    const uint32_t *shorter = phrases->starts[at_level - 1];
    const candidates *parts = &phrases->levels[at_level - 1];
    candidates *level = &phrases->levels[at_level];
    insights_status status = INSIGHTS_OK;
    insights__map *map = insights__map_new();
    uint32_t key[2];
    void **slot;
    size_t i;

    if (!map)
        return insights__fail_nomem(error);
    for (i = 0; i + 1 < phrases->tokens.count; i++) {
        if (!shorter[i] || !shorter[i + 1])
            continue;
        key[0] = shorter[i];
        key[1] = shorter[i + 1];
        slot = insights__map_slot(map, (const char *)key, sizeof(key));
        if (!slot || (!*slot && !insights__array_add(level))) {
            status = insights__fail_nomem(error);
            break;
        }
        if (!*slot)
            *slot = (void *)(uintptr_t)level->count;
        phrases->starts[at_level][i] = (uint32_t)(uintptr_t)*slot;
        count_one(
            &level->items[(uintptr_t)*slot - 1], &phrases->tokens.items[i], i,
            parts->items[key[0] - 1].says || parts->items[key[1] - 1].says);
    }
    insights__map_free(map, NULL);
    return status;
}

/* Forget what too few people say; how much is left. */
static size_t prune(
    insights__phrases *phrases,
    size_t at_level,
    size_t min_people)
{
    const candidates *level = &phrases->levels[at_level];
    uint32_t *starts = phrases->starts[at_level];
    size_t left = 0;
    size_t i;

    for (i = 0; i < phrases->tokens.count; i++) {
        if (!starts[i])
            continue;
        if (level->items[starts[i] - 1].people < min_people)
            starts[i] = 0;
        else
            left++;
    }
    return left;
}

static insights_status grow(
    insights__phrases *phrases,
    size_t min_people,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t level;

    for (level = 0; level < INSIGHTS__PHRASE_WORDS; level++) {
        phrases->starts[level] = insights__calloc(
            phrases->tokens.count, sizeof(*phrases->starts[level]));
        if (!phrases->starts[level])
            return insights__fail_nomem(error);
        status = level ? grow_pairs(phrases, level, error)
                       : grow_words(phrases, error);
        if (status < 0 || prune(phrases, level, min_people) == 0)
            break;
    }
    return status;
}

/* --- Choosing ------------------------------------------------------------- */

/* Whether the phrase of `words` words that starts at token `at` starts and
 * ends well, and says something. */
static int is_phrase(const insights__phrases *phrases, size_t at, size_t words)
{
    const phrase_token *tokens = phrases->tokens.items;
    const uint8_t *may = phrases->may.items;

    return (may[tokens[at].word - 1] & MAY_START) &&
           (may[tokens[at + words - 1].word - 1] & MAY_END);
}

static void cover(phrase_candidate *part, const phrase_candidate *whole)
{
    if (whole->people > part->covered)
        part->covered = whole->people;
}

/* Every phrase tells the phrases inside it how many people use it. */
static void cover_parts(
    insights__phrases *phrases,
    size_t words,
    size_t at,
    const phrase_candidate *whole)
{
    size_t shorter;
    size_t from;

    for (shorter = 1; shorter < words; shorter++)
        for (from = 0; from + shorter <= words; from++) {
            uint32_t part = phrases->starts[shorter - 1][at + from];
            if (part)
                cover(&phrases->levels[shorter - 1].items[part - 1], whole);
        }
}

static int is_good(
    const insights__phrases *phrases,
    const phrase_candidate *candidate,
    size_t words,
    size_t min_people)
{
    return candidate->people >= min_people && candidate->says &&
           is_phrase(phrases, candidate->first, words);
}

typedef struct choice {
    const phrase_candidate *candidate;
    size_t words;
} choice;

/* Most people, then longest, then most often, then first said. */
static int compare_choices(const void *left, const void *right)
{
    const choice *a = left;
    const choice *b = right;

    if (a->candidate->people != b->candidate->people)
        return a->candidate->people < b->candidate->people ? 1 : -1;
    if (a->words != b->words)
        return a->words < b->words ? 1 : -1;
    if (a->candidate->count != b->candidate->count)
        return a->candidate->count < b->candidate->count ? 1 : -1;
    if (a->candidate->first != b->candidate->first)
        return a->candidate->first > b->candidate->first ? 1 : -1;
    return 0;
}

static insights_status add_places(
    insights__phrases *phrases,
    const choice *chosen,
    insights_error **error)
{
    const uint32_t *starts = phrases->starts[chosen->words - 1];
    const phrase_token *tokens = phrases->tokens.items;
    uint32_t number = starts[chosen->candidate->first];
    insights__phrase *phrase = insights__array_add(&phrases->found);
    insights__phrase_place *place;
    size_t i;

    if (!phrase)
        return insights__fail_nomem(error);
    phrase->words = chosen->words;
    phrase->people = chosen->candidate->people;
    phrase->interviews = chosen->candidate->interviews;
    phrase->count = chosen->candidate->count;
    for (i = chosen->candidate->first;
         i < phrases->tokens.count &&
         phrase->places.count < chosen->candidate->count;
         i++) {
        if (starts[i] != number)
            continue;
        place = insights__array_add(&phrase->places);
        if (!place)
            return insights__fail_nomem(error);
        place->source = tokens[i].source;
        place->turn = tokens[i].turn;
        place->speaker = tokens[i].speaker;
        place->start = tokens[i].start;
        place->end = tokens[i + chosen->words - 1].end;
    }
    return INSIGHTS_OK;
}

typedef struct choices {
    choice *items;
    size_t count;
    size_t capacity;
} choices;

/* Longest first, so that parts know of wholes. */
static insights_status choose(
    insights__phrases *phrases,
    size_t min_people,
    size_t min_words,
    choices *out,
    insights_error **error)
{
    size_t words = INSIGHTS__PHRASE_WORDS + 1;
    choice *added;
    size_t i;

    while (--words >= min_words && words > 0) {
        candidates *level = &phrases->levels[words - 1];
        for (i = 0; i < level->count; i++) {
            phrase_candidate *at = &level->items[i];
            if (!is_good(phrases, at, words, min_people))
                continue;
            cover_parts(phrases, words, at->first, at);
            if (at->covered >= at->people)
                continue;
            added = insights__array_add(out);
            if (!added)
                return insights__fail_nomem(error);
            added->candidate = at;
            added->words = words;
        }
    }
    return INSIGHTS_OK;
}

insights_status insights__phrases_find(
    insights__phrases *phrases,
    size_t min_people,
    size_t min_words,
    size_t limit,
    const insights__phrase **out,
    size_t *count,
    insights_error **error)
{
    choices chosen = {NULL, 0, 0};
    insights_status status;
    size_t i;

    free_found(phrases);
    status = grow(phrases, min_people, error);
    if (status >= 0)
        status = choose(phrases, min_people, min_words, &chosen, error);
    if (status >= 0 && chosen.count)
        qsort(
            chosen.items, chosen.count, sizeof(*chosen.items), compare_choices);
    for (i = 0; status >= 0 && i < chosen.count && i < limit; i++)
        status = add_places(phrases, &chosen.items[i], error);
    insights__array_free(&chosen);
    *out = phrases->found.items;
    *count = phrases->found.count;
    return status;
}
